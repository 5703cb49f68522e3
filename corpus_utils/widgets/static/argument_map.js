import { button, content, el, face, fill, keyHelp, plainKey, rove, svg } from "./face.js";

const SIGNS = { support: "+", attack: "−", undercut: "×" };
const LEAST = 0.6; // below this scale a box holds too little to read; the pane scrolls instead
const STEP = 1.25;

function render({ model, el: root }) {
  const words = model.get("words");
  const text = model.get("document");
  const name = fill(words.name, { title: text.title });
  const { body, say, said } = face(model, root, { name, kind: "map" });
  const claims = new Map(text.claims.map((claim) => [claim.id, claim]));
  const roleOf = ({ role }) => words.terms.roles[role];
  const canvas = el("div", { class: "cu-canvas", role: "listbox", "aria-label": `${name}. ${words.picture}` });
  const pane = el("div", { class: "cu-picture" }, canvas);
  const list = el("div", { class: "cu-list", hidden: true });
  // Claim, button and what changed stand above the map, so that one sees the map while giving up.
  const strip = el("div", { class: "cu-strip", role: "group", tabindex: "-1" });
  said.classList.add("cu-news");
  const panel = el("div", { class: "cu-panel cu-card", role: "group", "aria-label": words.choose });
  const help = keyHelp(words, words.keys);
  const back = button(words.takeAllBack, () => giveUp([]));
  const show = (listed) => {
    list.hidden = !listed;
    pane.hidden = legend.hidden = scale.hidden = listed;
    views[0].setAttribute("aria-pressed", String(!listed));
    views[1].setAttribute("aria-pressed", String(listed));
  };
  const views = [button(words.map, () => show(false), { "aria-pressed": "true" }), button(words.list, () => show(true), { "aria-pressed": "false" })];
  const scale = el("span", { class: "cu-group" }, [
    button("−", () => zoom(size / STEP), { "aria-label": words.smaller, title: words.smaller }),
    button("+", () => zoom(size * STEP), { "aria-label": words.larger, title: words.larger }),
    button(words.fit, () => zoom(whole())),
  ]);
  const legend = legendOf(words);
  body.append(
    el("div", { class: "cu-bar" }, el("span", { class: "cu-title" }, name), el("span", { class: "cu-grow" }), el("span", { class: "cu-group", role: "group", "aria-label": `${words.map}, ${words.list}` }, views), scale, back, help.toggle),
    el("p", { class: "cu-read cu-asked" }, content(text.question)),
    help.panel,
    strip,
    said,
    pane,
    legend,
    list,
    panel,
  );

  let boxes = new Map();
  let size = 0;
  let current = model.get("selected");
  const status = (id) => model.get("standing")[id]?.[0] ?? "stands";
  const givenUp = (id) => model.get("given_up").includes(id);
  const state = (id) => (givenUp(id) ? "givenUp" : status(id));

  let patience = 0;
  function giveUp(ids) {
    model.set("given_up", ids);
    model.save_changes();
    // A busy kernel answers late, one that is gone never: say so instead of seeming dead.
    clearTimeout(patience);
    patience = setTimeout(() => say(words.waiting), 1500);
  }
  const flip = (id) => giveUp(givenUp(id) ? model.get("given_up").filter((other) => other !== id) : [...model.get("given_up"), id]);
  function fold(id) {
    const folded = model.get("folded");
    if (!folded.includes(id) && !model.get("picture").folds[id]) return;
    model.set("folded", folded.includes(id) ? folded.filter((other) => other !== id) : [...folded, id]);
    model.save_changes();
  }
  function select(id) {
    if (!claims.has(id)) return;
    current = id;
    model.set("selected", id);
    model.save_changes();
    update();
    drawPanel();
  }

  const fitWidth = () => Math.max(LEAST, Math.min(1, (pane.clientWidth || 840) / model.get("picture").width));
  const whole = () => Math.min(1, (pane.clientWidth || 840) / model.get("picture").width, (pane.clientHeight || 480) / model.get("picture").height);
  function zoom(wanted) {
    size = Math.max(0.25, Math.min(2, wanted));
    draw();
  }

  function draw() {
    const picture = model.get("picture");
    const focused = canvas.contains(document.activeElement);
    const z = size;
    canvas.style.width = `${picture.width * z}px`;
    canvas.style.height = `${picture.height * z}px`;
    canvas.style.fontSize = `${Math.max(10.5, 12.5 * z)}px`;
    const lines = svg("svg", { width: picture.width * z, height: picture.height * z, "aria-hidden": "true", class: "cu-edges" });
    lines.append(...picture.edges.map((edge) => edgeOf(edge, z)));
    boxes = new Map(picture.boxes.map((box) => [box.id, boxOf(box, claims.get(box.id), text, words, z)]));
    canvas.replaceChildren(lines, ...boxes.values());
    update();
    if (focused) (boxes.get(current) ?? [...boxes.values()][0]).focus({ preventScroll: true });
  }

  function update() {
    const folded = new Set(model.get("folded"));
    const picture = model.get("picture");
    for (const [id, box] of boxes) {
      const claim = claims.get(id);
      const how = state(id);
      box.className = `cu-box cu-${how} cu-role-${claim.role}${claim.implicit ? " cu-implicit" : ""}${id === current ? " cu-current" : ""}`;
      box.setAttribute("aria-selected", String(id === current));
      const more = folded.has(id) ? fill(words.folded, { count: picture.folds[id] }) : "";
      const said = how === "stands" ? words.stands : how === "givenUp" ? words.givenUp : model.get("standing")[id][1];
      box.setAttribute("aria-label", [`${id}, ${roleOf(claim)}`, claim.gist, said, more].filter(Boolean).join(". "));
      box.querySelector(".cu-state").textContent = how === "stands" ? "" : words[how];
      box.querySelector(".cu-more").textContent = more && `+${picture.folds[id]}`;
    }
    for (const edge of canvas.querySelectorAll(".cu-edge")) {
      const step = text.relations.find((relation) => relation.id === edge.dataset.id);
      edge.classList.toggle("cu-off", status(step.id) === "falls");
      edge.classList.toggle("cu-near", step.sources.includes(current) || step.end === current);
    }
    for (const row of list.querySelectorAll("[data-claim]")) {
      const how = state(row.dataset.claim);
      row.setAttribute("aria-pressed", String(row.dataset.claim === current));
      row.classList.toggle("cu-gone", how === "falls" || how === "givenUp");
      row.querySelector(".cu-state").textContent = how === "stands" ? "" : words[how];
    }
    rove([...boxes.values()], boxes.get(current) ?? [...boxes.values()][0]);
    back.disabled = !model.get("given_up").length;
  }

  function drawPanel() {
    const key = body.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const claim = claims.get(current);
    const tools = { text, words, claims, model, status, givenUp, flip, fold, select };
    panel.hidden = !claim;
    panel.setAttribute("aria-label", claim ? `${claim.id}, ${roleOf(claim)}` : words.choose);
    strip.setAttribute("aria-label", panel.getAttribute("aria-label"));
    strip.replaceChildren(...(claim ? stripOf(claim, tools) : [el("p", { class: "cu-note" }, words.choose)]));
    panel.replaceChildren(...(claim ? panelOf(claim, tools) : []));
    // A link in the panel leads to another claim and is gone with the old one: go on at the claim's head.
    if (key) (body.querySelector(`[data-key="${key}"]`) ?? strip).focus();
  }

  function focusBox(id) {
    const box = boxes.get(id);
    if (!box) return;
    select(id);
    box.focus({ preventScroll: true });
    const [a, b] = [box.getBoundingClientRect(), pane.getBoundingClientRect()];
    pane.scrollTop += Math.min(0, a.top - b.top - 20) || Math.max(0, a.bottom - b.bottom + 20);
    pane.scrollLeft += Math.min(0, a.left - b.left - 20) || Math.max(0, a.right - b.right + 20);
  }

  canvas.addEventListener("click", (event) => {
    const box = event.target.closest(".cu-box");
    if (box) focusBox(box.dataset.id);
  });
  canvas.addEventListener("keydown", (event) => {
    if (!plainKey(event)) return;
    const at = event.target.closest(".cu-box")?.dataset.id;
    const next = at && neighbour(event.key, at, text, model.get("picture"), boxes);
    if (next) focusBox(next);
    else if (event.key === "Enter" || event.key === " ") (focusBox(at), panel.querySelector("button")?.focus());
    else if (!(event.key in { ArrowUp: 1, ArrowDown: 1, ArrowLeft: 1, ArrowRight: 1, Home: 1, End: 1 })) return;
    event.preventDefault();
  });
  body.addEventListener("keydown", (event) => {
    if (!plainKey(event)) return;
    if (event.key === "g" && current) flip(current);
    else if (event.key === "f" && current) fold(current);
    else if (event.key === "+" || event.key === "=") zoom(size * STEP);
    else if (event.key === "-") zoom(size / STEP);
    else if (event.key === "0") zoom(whole());
    else if (event.key === "?") help.toggle.click();
    else if (event.key === "Escape" && !pane.hidden) focusBox(current || text.claims[0].id);
    else return;
    event.preventDefault();
  });

  list.append(listOf(text, words, claims, (id) => select(id)));
  model.on("change:standing", () => {
    clearTimeout(patience);
    update();
    drawPanel();
  });
  model.on("change:picture", () => {
    if (!model.get("picture").boxes.some((box) => box.id === current)) current = model.get("folded").at(-1) ?? "";
    draw();
    drawPanel();
  });
  model.on("change:selected", () => model.get("selected") !== current && select(model.get("selected")));
  zoom(fitWidth());
  drawPanel();
  // The cell may be laid out only after the widget was drawn; until the reader zooms, keep to its width.
  let width = 0;
  const watch = new ResizeObserver(() => {
    if (pane.clientWidth && pane.clientWidth !== width) zoom(fitWidth());
    width = pane.clientWidth;
  });
  watch.observe(pane);
  return () => watch.disconnect();
}

/** Return the claim that an arrow key leads to. */
function neighbour(key, id, text, picture, boxes) {
  const box = picture.boxes.find((one) => one.id === id);
  const row = picture.boxes.filter((one) => one.y === box.y).sort((a, b) => a.x - b.x);
  const at = row.indexOf(box);
  const seen = (ids) => ids.find((one) => boxes.has(one));
  if (key === "ArrowUp") return seen(text.relations.filter((r) => r.sources.includes(id)).map((r) => r.end));
  if (key === "ArrowDown") return seen(text.relations.filter((r) => r.end === id).flatMap((r) => r.sources));
  if (key === "ArrowLeft") return row[at - 1]?.id;
  if (key === "ArrowRight") return row[at + 1]?.id;
  if (key === "Home") return picture.boxes[0].id;
  if (key === "End") return picture.boxes.at(-1).id;
  return undefined;
}

function boxOf(box, claim, text, words, z) {
  const node = el("div", { role: "option", "data-id": box.id, title: claim.gist });
  Object.assign(node.style, { left: `${box.x * z}px`, top: `${box.y * z}px`, width: `${box.width * z}px`, height: `${box.height * z}px` });
  const head = el("span", { class: "cu-head" }, el("b", {}, box.id), " ", el("span", { class: "cu-role" }, words.terms.roles[claim.role]), el("b", { class: "cu-state" }), el("b", { class: "cu-more" }));
  const line = 1.22 * Math.max(10.5, 12.5 * z); // as in the style sheet
  const room = Math.max(1, Math.floor((box.height * z - 0.4 * line) / line) - 1);
  node.append(head, el("span", { class: "cu-gist", style: `-webkit-line-clamp: ${room}` }, content(short(claim, text))));
  return node;
}

/** Return a claim's label, or its gist without the first words that say who holds it, as far as a box leaves that clear. */
function short(claim, text) {
  if (claim.short) return ["author", "ours"].includes(claim.voice) ? claim.short : `${claim.by}: ${claim.short}`;
  const reported = claim.gist.match(/^([^,]+), as [^,]+, (?:(?:\w+ ){1,2}that,? )?/);
  if (reported) return `${reported[1]}: … ${claim.gist.slice(reported[0].length)}`;
  if (claim.voice !== "author") return claim.gist;
  return claim.gist.replace(new RegExp(`^${text.title} (?:(?:\\w+ ){1,2}that,? )?`), "… ");
}

function edgeOf(edge, z) {
  const at = ([x, y]) => [x * z, y * z];
  const path = (points) => `M${points.map((point) => at(point).join(" ")).join("L")}`;
  const [[x0, y0], [x, y]] = edge.stem.slice(-2).map(at);
  const far = Math.hypot(x - x0, y - y0) || 1;
  const [dx, dy] = [(x - x0) / far, (y - y0) / far];
  const wing = (back, side) => `${x - back * dx + side * dy} ${y - back * dy - side * dx}`;
  const head = edge.kind === "undercut" ? `M${wing(0, 6)}L${wing(0, -6)}` : `M${wing(8, 4.5)}L${x} ${y}L${wing(8, -4.5)}${edge.kind === "support" ? "Z" : ""}`;
  const [jx, jy] = at(edge.junction);
  const sign = svg("text", { x: jx, y: jy + 3.5, "text-anchor": "middle" });
  sign.textContent = SIGNS[edge.kind];
  return svg(
    "g",
    { class: `cu-edge cu-kind-${edge.kind}`, "data-id": edge.id },
    ...[...edge.branches, edge.stem].map((line) => svg("path", { d: path(line), class: "cu-line" })),
    svg("path", { d: head, class: "cu-tip" }),
    svg("circle", { cx: jx, cy: jy, r: Math.max(7, 9 * z) }),
    sign,
  );
}

function legendOf(words) {
  const sample = (kind) => {
    const line = svg("svg", { width: 44, height: 16, "aria-hidden": "true", class: "cu-edges" });
    line.append(edgeOf({ id: "", kind, branches: [], junction: [16, 8], stem: [[2, 8], [40, 8]] }, 1));
    return el("span", { class: "cu-key" }, line, words.kinds[kind]);
  };
  const box = (kind, label) => el("span", { class: "cu-key" }, el("span", { class: `cu-box cu-swatch ${kind}`, "aria-hidden": "true" }), label);
  return el("div", { class: "cu-bar cu-note" }, Object.keys(SIGNS).map(sample), box("cu-implicit", words.implicit), box("cu-givenUp", words.givenUp), box("cu-falls", words.falls));
}

function listOf(text, words, claims, select) {
  const tops = [];
  const open = [];
  for (const line of text.lines) {
    const claim = claims.get(line.claim);
    const to = line.kind === "undercut" ? line.to : open[line.depth - 1]?.claim;
    const linked = line.linked.length ? ` ${fill(words.with, { ids: line.linked.join(", ") })}` : "";
    const label = [el("b", {}, claim.id), " ", el("span", { class: "cu-label" }, words.terms.roles[claim.role]), " ", el("b", { class: "cu-state" }), " ", line.again ? `(${words.again})` : content(claim.gist)];
    const row = button(label, () => select(claim.id), { class: "cu-claim", "data-claim": claim.id, "aria-pressed": "false" });
    const bears = line.kind ? el("span", { class: `cu-sign cu-kind-${line.kind}` }, el("b", { "aria-hidden": "true" }, SIGNS[line.kind]), ` ${words[line.kind]} ${to}${linked}`) : null;
    const item = { claim: claim.id, node: el("li", {}, bears, row), inner: null };
    open.length = line.depth;
    const above = open[line.depth - 1];
    if (above) {
      above.inner ??= above.node.appendChild(el("ul", {}));
      above.inner.append(item.node);
    } else tops.push(item.node);
    open[line.depth] = item;
  }
  return el("ul", { class: "cu-tree" }, tops);
}

/** Return the nodes of the strip: the chosen claim, whether it stands, and what can be done with it. */
function stripOf(claim, { words, model, givenUp, flip, fold }) {
  const [status, why] = model.get("standing")[claim.id];
  const folds = model.get("picture").folds[claim.id];
  const folded = model.get("folded").includes(claim.id);
  const given = givenUp(claim.id);
  const voice = words.voices[claim.voice];
  return [
    el(
      "div",
      { class: "cu-bar" },
      el("span", { class: "cu-title" }, `${claim.id} · ${words.terms.roles[claim.role]}`),
      el("span", { class: "cu-grow" }),
      folds || folded ? button(folded ? words.unfold : words.fold, () => fold(claim.id), { "data-key": "fold" }) : null,
      button(given ? words.takeBack : words.giveUp, () => flip(claim.id), { class: "cu-button cu-main", "data-key": "give" }),
    ),
    el("p", { class: "cu-read" }, content(claim.gist)),
    el("p", { class: "cu-note" }, el("span", { class: `cu-status cu-${given ? "givenUp" : status}` }, given ? words.givenUp : why)),
    el("p", { class: "cu-note" }, `${words.assertedBy}: ${claim.who}`, voice ? ` (${voice})` : "", claim.implicit ? `; ${words.implicit}` : ""),
  ];
}

/** Return the nodes of the panel: why the claim should hold, what speaks against it, where it stands. */
function panelOf(claim, { text, words, claims, status, givenUp, flip, select }) {
  const label = (name) => el("p", { class: "cu-label" }, name);
  const link = (id) => button([el("b", {}, id), " ", content(claims.get(id)?.gist)], () => select(id), { class: `cu-claim${status(id) === "falls" ? " cu-gone" : ""}`, "data-key": `go-${id}` });
  const step = (relation, ids) =>
    el(
      "li",
      { class: `cu-step cu-kind-${relation.kind}` },
      el("p", {}, el("b", { "aria-hidden": "true", class: "cu-letter" }, SIGNS[relation.kind]), ` ${words.terms.relations[relation.kind]} `, el("span", { class: "cu-place" }, relation.id), status(relation.id) === "stands" ? null : el("b", { class: "cu-state" }, ` ${words[givenUp(relation.id) ? "givenUp" : status(relation.id)]}`), ids.length > 1 ? el("span", { class: "cu-note" }, ` ${words.linked}`) : null),
      ids.map(link),
      el("p", { class: "cu-note" }, content(relation.reason)),
      ...text.relations.filter((other) => other.kind === "undercut" && other.to === relation.id).map((other) => el("div", { class: "cu-inner" }, label(words.undercutBy), el("ul", {}, step(other, other.sources)))),
      button(givenUp(relation.id) ? words.allow : words.deny, () => flip(relation.id), { class: "cu-button cu-small", "data-key": `deny-${relation.id}` }),
    );
  const into = (kind) => text.relations.filter((relation) => relation.kind === kind && relation.to === claim.id);
  const [reasons, attacks] = [into("support"), into("attack")];
  const up = text.relations.filter((relation) => relation.sources.includes(claim.id));
  const none = (said) => el("p", { class: "cu-note" }, said);
  const steps = (relations, draw) => el("ul", { class: "cu-steps" }, relations.map(draw));
  const whole = (relation) => step(relation, relation.sources);
  const upward = (relation) => el("li", { class: `cu-kind-${relation.kind}` }, el("b", { "aria-hidden": "true", class: "cu-letter" }, SIGNS[relation.kind]), ` ${words[relation.kind]} `, link(relation.end));
  const bearing = el(
    "div",
    {},
    label(words.reasons),
    reasons.length > 1 ? none(fill(words.convergent, { count: reasons.length })) : null,
    reasons.length ? steps(reasons, whole) : none(words.noReasons),
    label(words.objections),
    attacks.length ? steps(attacks, whole) : none(words.noObjections),
    up.length ? [label(words.bearsOn), steps(up, upward)] : null,
  );
  return [el("div", { class: "cu-columns" }, bearing, passageOf(claim.passage, words))];
}

function passageOf(passage, words) {
  if (!passage) return el("div", {});
  const told = passage.told.map(([id, retelling]) => el("p", { class: "cu-read" }, el("span", { class: "cu-place" }, `${id} `), content(retelling)));
  const own = passage.words.map((piece) => el("blockquote", { class: "cu-read cu-own" }, piece));
  return el("div", {}, el("p", { class: "cu-label" }, `${words.passage}: ${words.retelling}`), told, own.length ? [el("p", { class: "cu-label" }, words.original), ...own] : null);
}

export default { render };
