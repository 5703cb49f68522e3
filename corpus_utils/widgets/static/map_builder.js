import { button, content, el, face, fill, fresh, keyHelp, plainKey, prose, rove, svg } from "./face.js";
import { passageNodes } from "./claims.js";
import { borrowing } from "./borrowing.js";

const LEAST = 0.6; // below this scale a box holds too little to read; the pane scrolls instead
const ZOOM = 1.25;
const MANY = 8; // from so many claims on, the tray can be searched
const DISC = 24; // pixels: the least a pointer's target may be
const WAIT_MS = 1500; // a kernel that is silent for so long is busy or gone

function render({ model, el: root }) {
  const words = model.get("words");
  const level = model.get("level");
  const name = model.get("name");
  const building = level !== "full";
  const { body, say, said } = face(model, root, { name, kind: "builder" });
  said.classList.add("cu-b-news");

  // What the student has in hand: the step being made, the claim or step being read, what is unfolded.
  const hand = { sources: [], kind: "", current: "", open: new Set(), amending: "" };
  let claims = new Map();
  let steps = new Map();
  let options = new Map(); // of the map, by id
  const nameOf = (id) => claims.get(id)?.label ?? id;
  const roleOf = ({ role }) => words.terms.roles[role] ?? words.borrowedAlready;
  let size = 0;
  let zoomed = false;
  let wanted = ""; // what had the focus and is still to be drawn
  let checking = false;

  let patience = 0;
  function send(message) {
    clearTimeout(patience);
    patience = setTimeout(() => say(words.waiting), WAIT_MS);
    model.send(message);
  }
  const answered = () => clearTimeout(patience);

  // ---- Bar, task, keys

  const undo = button(words.undo, () => send({ do: "undo" }));
  const redo = button(words.redo, () => send({ do: "redo" }));
  const check = button(level === "own" ? words.checkShape : words.check, () => {
    checking = true;
    send({ do: "check" });
  }, { class: "cu-button cu-main" });
  const help = keyHelp(words, words.keys);
  const scale = el("span", { class: "cu-b-group" }, [
    button("−", () => zoom(size / ZOOM), { "aria-label": words.smaller, title: words.smaller }),
    button("+", () => zoom(size * ZOOM), { "aria-label": words.larger, title: words.larger }),
    button(words.fit, () => zoom(whole())),
  ]);
  const notice = el("div", { class: "cu-b-notice", role: "status" });
  const bar = el("div", { class: "cu-bar" }, el("span", { class: "cu-title" }, name), el("span", { class: "cu-grow" }), scale, building ? [undo, redo, check] : null, help.toggle);
  const task = el("p", { class: "cu-b-task" }, el("span", { class: "cu-read" }, `${model.get("question")} `), words.tasks[level]);

  // ---- The step being made

  const composer = el("div", { class: "cu-b-composer", role: "group", "aria-label": words.newStep });
  function drawComposer() {
    const chips = hand.sources.map((id) => button([el("b", {}, nameOf(id)), " ×"], () => choose(id, { drop: true }), { class: "cu-button cu-b-chip", "aria-label": fill(words.drop, { id: nameOf(id) }), "data-key": `chip-${id}` }));
    const kinds = Object.keys(words.kinds).map((kind) =>
      button([el("b", { "aria-hidden": "true" }, words.signs[kind]), ` ${words.kinds[kind]}`], () => setKind(kind), { class: `cu-button cu-b-kind-${kind}`, title: words.means[kind], "aria-pressed": String(hand.kind === kind), "data-key": `kind-${kind}` }),
    );
    const begun = hand.sources.length > 0;
    const prompt = !begun ? words.first : !hand.kind ? words.second : hand.kind !== "undercut" ? words.third : steps.size ? words.thirdUndercut : words.nothingToDeny;
    const blank = begun ? null : el("span", { class: "cu-b-blank" }, "…");
    keepFocus(() => composer.replaceChildren(
      el("div", { class: "cu-bar" }, el("span", { class: "cu-label" }, words.from), chips, blank, el("span", { class: "cu-b-group", role: "group", "aria-label": words.newStep }, kinds), el("span", { class: "cu-b-prompt" }, prompt), begun ? button(words.cancel, reset, { "data-key": "cancel" }) : null),
    ));
    body.classList.toggle("cu-b-aim-claim", begun && hand.kind !== "" && hand.kind !== "undercut");
    body.classList.toggle("cu-b-aim-step", begun && hand.kind === "undercut");
  }
  function reset() {
    Object.assign(hand, { sources: [], kind: "" });
    drawComposer();
    mark();
  }
  function setKind(kind) {
    if (!hand.sources.length) return say(words.fromFirst);
    hand.kind = hand.kind === kind ? "" : kind;
    drawComposer();
    say(composer.querySelector(".cu-b-prompt").textContent);
  }
  /** Choose a claim or a step: to start from, to lead to, or only to read. */
  function choose(id, { drop = false } = {}) {
    read(id);
    if (!building) return;
    if (hand.sources.length && hand.kind && !drop) aim(id);
    else if (claims.has(id)) {
      const chosen = hand.sources.includes(id);
      hand.sources = chosen ? hand.sources.filter((other) => other !== id) : [...hand.sources, id];
      if (!hand.sources.length) hand.kind = "";
      drawComposer();
      mark();
      say(fill(chosen ? words.dropped : words.added, { id: nameOf(id) }));
    }
  }
  function aim(id) {
    if (hand.kind === "undercut" && !steps.has(id)) say(words.aimAtStep);
    else if (hand.kind !== "undercut" && steps.has(id)) say(words.aimAtClaim);
    else if (hand.sources.includes(id)) say(fill(words.startsHere, { id: nameOf(id) }));
    else send({ do: "place", kind: hand.kind, sources: hand.sources, to: id });
  }
  function remove(id) {
    if (steps.get(id)?.given) say(words.isGiven);
    else if (steps.has(id) || claims.get(id)?.own || claims.get(id)?.borrowed) send({ do: "remove", name: id });
  }

  // ---- The claim or step being read

  const strip = el("div", { class: "cu-b-strip", role: "group", tabindex: "-1", "aria-label": words.nothing });
  function read(id) {
    hand.current = id;
    drawStrip();
    mark();
  }
  function drawStrip() {
    const [claim, step] = [claims.get(hand.current), steps.get(hand.current)];
    strip.setAttribute("aria-label", claim ? `${claim.label}, ${roleOf(claim)}` : step ? step.text : words.nothing);
    keepFocus(() => strip.replaceChildren(...(claim ? claimOf(claim) : step ? stepOf(step) : [el("p", { class: "cu-note" }, words.nothing)])));
  }
  function claimOf(claim) {
    const passage = passageFold(claim, `claim-${claim.id}`);
    const tools = claim.own ? [button(words.amend, () => amend(claim), { "data-key": "amend" }), button(words.remove, () => remove(claim.id), { "data-key": "remove" })] : claim.borrowed ? [button(words.giveBack, () => remove(claim.id), { "data-key": "remove" })] : [];
    const voice = words.voices[claim.voice];
    const who = `${words.assertedBy}: ${claim.who}${voice ? ` (${voice})` : ""}${claim.implicit ? `; ${words.implicit}` : ""}`;
    return [
      el("div", { class: "cu-bar" }, el("b", {}, `${claim.label} · ${roleOf(claim)}`), el("span", { class: "cu-note" }, who), el("span", { class: "cu-grow" }), passage?.toggle, tools),
      el("p", { class: "cu-read" }, told(claim, claim.gist)),
      passage?.panel ?? "",
    ];
  }
  function stepOf(step) {
    const verdict = model.get("outcome").verdicts?.[step.id];
    const why = step.given ? folded(words.why, `why-${step.id}`, () => [el("p", { class: "cu-read" }, content(step.reason)), ...passageNodes(step.passage, words)]) : null;
    return [
      el("div", { class: "cu-bar" }, el("b", { class: `cu-b-kind-${step.kind}` }, signOf(step.kind, words), ` ${step.text}`), el("span", { class: "cu-note" }, step.given ? words.given : words.yours), el("span", { class: "cu-grow" }), why?.toggle, step.given ? null : button(words.remove, () => remove(step.id), { "data-key": "remove" })),
      ...ends(step).map((id) => el("p", { class: "cu-note" }, el("b", {}, nameOf(id)), " ", told(claims.get(id), claims.get(id).gist))),
      why?.panel ?? "",
      verdict ? el("p", {}, el("b", {}, `${words.marks[verdict.mark]} ${verdict.title} `), prose(verdict.why)) : "",
    ];
  }
  /** The claims a step starts from and leads to, through a step that it denies. */
  function ends(step) {
    const to = steps.get(step.to);
    return [...new Set([...step.sources, ...(to ? ends(to) : [step.to])])].filter((id) => claims.has(id));
  }

  // ---- Folds: a button that shows and hides what it names, and stays as it was when all is drawn anew

  function folded(label, key, content) {
    const panel = el("div", { class: "cu-b-fold", id: fresh("fold"), hidden: !hand.open.has(key) }, hand.open.has(key) ? content() : []);
    const toggle = button(label, () => {
      if (panel.hidden && !panel.children.length) panel.append(...content());
      panel.hidden = !panel.hidden;
      hand.open[panel.hidden ? "delete" : "add"](key);
      toggle.setAttribute("aria-expanded", String(!panel.hidden));
    }, { class: "cu-button cu-b-small", "aria-expanded": String(hand.open.has(key)), "aria-controls": panel.id, "data-key": `fold-${key}` });
    return { toggle, panel };
  }
  const passageFold = (told, key) => (told.passage ? folded(fill(words.showPassage, told), key, () => passageNodes(told.passage, words)) : null);

  // ---- The tray: claims that nothing joins yet, and a search over all

  const search = el("input", { type: "search", class: "cu-field", id: fresh("search"), placeholder: words.search, "aria-label": words.search, oninput: () => drawTray() });
  const role = el("select", { class: "cu-field", "aria-label": words.roleName, onchange: () => drawTray() });
  const count = el("span", { class: "cu-note" });
  let filled = true;
  const shelf = el("div", { class: "cu-b-shelf" });
  const tools = el("div", { class: "cu-b-tools" }, search, role);
  const fold = button(words.fold, () => showTray(shelfBox.hidden), { class: "cu-button cu-b-small", "aria-expanded": "true" });
  const shelfBox = el("div", { class: "cu-b-shelfbox", id: fresh("shelf") }, tools, shelf);
  fold.setAttribute("aria-controls", shelfBox.id);
  const tray = el("div", { class: "cu-b-tray" }, el("div", { class: "cu-bar" }, el("b", { class: "cu-label cu-b-traytitle" }, words.tray), count, el("span", { class: "cu-grow" }), fold), shelfBox);
  function showTray(shown) {
    shelfBox.hidden = !shown;
    fold.setAttribute("aria-expanded", String(shown));
    columns.classList.toggle("cu-b-folded", !shown);
    drawTray();
  }
  function inMap() {
    const found = new Set();
    for (const step of steps.values()) for (const id of [...step.sources, step.to]) found.add(id);
    return found;
  }
  function drawTray() {
    const joined = inMap();
    const asked = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (claim) => (!role.value || claim.role === role.value) && asked.every((word) => `${claim.label} ${roleOf(claim)} ${claim.who} ${claim.short} ${claim.gist}`.toLowerCase().includes(word));
    const loose = [...claims.values()].filter((claim) => !joined.has(claim.id));
    // A search goes over the claims of the map too: they are as hard to find there.
    const shown = (asked.length ? [...claims.values()] : loose).filter(fits);
    count.textContent = fill(words.trayCount, { n: shown.length, of: asked.length ? claims.size : loose.length });
    // A tray that has become empty makes room for the map; one that fills again comes back.
    if (Boolean(loose.length) !== filled) {
      filled = Boolean(loose.length);
      if (building && !search.value) return showTray(filled);
    }
    tray.hidden = !building || (!filled && claims.size < MANY);
    columns.classList.toggle("cu-b-folded", tray.hidden || shelfBox.hidden);
    fold.textContent = !shelfBox.hidden ? words.fold : filled ? fill(words.unfold, { n: loose.length }) : words.unfoldNone;
    tray.querySelector(".cu-b-traytitle").hidden = count.hidden = shelfBox.hidden;
    tools.hidden = claims.size < MANY;
    keepFocus(() => {
      const rows = shown.map((claim) => {
        const there = joined.has(claim.id) ? el("span", { class: "cu-b-tag" }, words.inMap) : null;
        return el("div", { class: "cu-b-card", role: "option", "data-id": claim.id, "data-key": `tray-${claim.id}`, title: claim.gist }, el("span", { class: "cu-b-head" }, el("b", {}, claim.label), ` ${roleOf(claim)} `, there), el("span", { class: "cu-b-gist" }, told(claim, shortOf(claim))));
      });
      for (const [attribute, value] of [["role", "listbox"], ["aria-label", words.tray], ["aria-multiselectable", "true"]]) rows.length ? shelf.setAttribute(attribute, value) : shelf.removeAttribute(attribute);
      shelf.replaceChildren(...(rows.length ? rows : [el("p", { class: "cu-note" }, asked.length || role.value ? words.noneFound : words.noneLeft)]));
      rove(rows, rows.find((row) => row.dataset.id === hand.current) ?? rows[0]);
    });
    mark();
  }
  function drawRoles() {
    const found = Object.keys(words.terms.roles).filter((one) => [...claims.values()].some((claim) => claim.role === one));
    const chosen = role.value;
    role.replaceChildren(...[["", words.anyRole], ...found.map((one) => [one, words.terms.roles[one]])].map(([value, label]) => el("option", { value }, label)));
    role.value = found.includes(chosen) ? chosen : "";
  }

  // ---- The drawing

  const canvas = el("div", { class: "cu-b-canvas" });
  const empty = el("p", { class: "cu-note cu-b-empty" });
  const pane = el("div", { class: "cu-b-pane" }, empty, canvas);
  const fitWidth = () => Math.max(LEAST, Math.min(1, (pane.clientWidth || 640) / model.get("picture").width));
  const whole = () => Math.min(1, (pane.clientWidth || 640) / model.get("picture").width, (pane.clientHeight || 400) / model.get("picture").height);
  function zoom(to) {
    size = Math.max(0.25, Math.min(2, to));
    zoomed = true;
    drawMap();
  }
  function drawMap() {
    const picture = model.get("picture");
    empty.hidden = picture.boxes.length > 0;
    empty.textContent = claims.size > 1 ? words.empty : words.emptyOwn;
    canvas.hidden = !empty.hidden;
    if (!zoomed) size = fitWidth();
    const z = size;
    Object.assign(canvas.style, { width: `${picture.width * z}px`, height: `${picture.height * z}px`, fontSize: `${Math.max(10.5, 12.5 * z)}px` });
    const lines = svg("svg", { width: picture.width * z, height: picture.height * z, "aria-hidden": "true", class: "cu-b-edges" });
    lines.append(...picture.edges.map((edge) => edgeOf(edge, z)));
    const boxes = picture.boxes.filter((box) => claims.has(box.id)).map((box) => [box.id, boxOf(box, claims.get(box.id), z, words)]);
    const discs = picture.edges.filter((edge) => steps.has(edge.id)).map((edge) => [edge.id, discOf(edge, z, words)]);
    options = new Map([...boxes, ...discs]);
    for (const [attribute, value] of [["role", "listbox"], ["aria-label", fill(words.picture, { name })], ["aria-multiselectable", "true"]]) options.size ? canvas.setAttribute(attribute, value) : canvas.removeAttribute(attribute);
    keepFocus(() => {
      canvas.replaceChildren(lines, ...options.values());
      rove([...options.values()], null); // what has no tabindex cannot take the focus back
    });
    mark();
  }
  /** Show on every option what is chosen, read and judged. */
  function mark() {
    const verdicts = model.get("outcome").verdicts ?? {};
    for (const node of [...shelf.querySelectorAll("[data-id]"), ...options.values()]) {
      const id = node.dataset.id;
      const [claim, step] = [claims.get(id), steps.get(id)];
      const chosen = hand.sources.includes(id);
      node.classList.toggle("cu-b-chosen", chosen);
      node.classList.toggle("cu-b-current", id === hand.current);
      node.setAttribute("aria-selected", String(chosen));
      const verdict = verdicts[id];
      if (step) {
        node.dataset.mark = verdict ? words.marks[verdict.mark] : "";
        node.className = node.className.replace(/ cu-b-is-\w+/, "") + (verdict ? ` cu-b-is-${verdict.mark}` : "");
      }
      const said = claim ? [`${claim.label}, ${roleOf(claim)}`, claim.gist] : [`${words.step}: ${step?.text}`, step?.given ? words.given : words.yours, verdict?.title];
      node.setAttribute("aria-label", [...said, chosen ? words.chosen : ""].filter(Boolean).join(". "));
    }
    for (const edge of canvas.querySelectorAll(".cu-b-edge")) {
      const step = steps.get(edge.dataset.id);
      edge.classList.toggle("cu-b-near", Boolean(step) && [step.id, step.to, ...step.sources].includes(hand.current));
    }
    const all = [...options.values()];
    rove(all, options.get(hand.current) ?? all[0]);
  }
  function go(node) {
    if (!node) return;
    read(node.dataset.id);
    for (const one of node.parentElement.querySelectorAll("[role=option]")) one.setAttribute("tabindex", one === node ? "0" : "-1");
    node.focus({ preventScroll: true });
    const frame = pane.contains(node) ? pane : shelf;
    const [a, b] = [node.getBoundingClientRect(), frame.getBoundingClientRect()];
    frame.scrollTop += Math.min(0, a.top - b.top - 20) || Math.max(0, a.bottom - b.bottom + 20);
    frame.scrollLeft += Math.min(0, a.left - b.left - 20) || Math.max(0, a.right - b.right + 20);
  }
  for (const frame of [shelf, canvas]) {
    frame.addEventListener("click", (event) => {
      const node = event.target.closest("[data-id]");
      if (!node || node.getAttribute("role") !== "option") return;
      node.focus({ preventScroll: true });
      choose(node.dataset.id);
    });
    frame.addEventListener("keydown", (event) => {
      const node = event.target.closest("[role=option]");
      if (!node || !plainKey(event)) return;
      if (event.key === "Enter" || event.key === " ") choose(node.dataset.id);
      else if (event.key === "j" || event.key === "k") go(inTurn(event.key, node, frame));
      else if (/^(Arrow|Home|End)/.test(event.key)) go(frame === shelf ? inList(event.key, node) : nearest(event.key, node, [...options.values()]));
      else return;
      event.preventDefault();
    });
  }

  // ---- Steps as a list, with what was said of each; it is the same control as the discs

  const list = el("div", { class: "cu-b-steps" });
  function drawList() {
    const verdicts = model.get("outcome").verdicts ?? {};
    const all = [...steps.values()];
    const [own, given] = [all.filter((step) => !step.given), all.filter((step) => step.given)];
    keepFocus(() => {
      const title = el("p", { class: "cu-label" }, el("b", {}, words.steps));
      const mine = own.length ? el("ol", {}, own.map((step) => row(step, verdicts[step.id]))) : el("p", { class: "cu-note" }, words.noSteps);
      const rest = el("details", { open: !building || hand.open.has("given") }, el("summary", { "data-key": "given" }, `${words.givenSteps} (${given.length})`), el("ul", {}, given.map((step) => row(step))));
      rest.addEventListener("toggle", () => hand.open[rest.open ? "add" : "delete"]("given"));
      list.replaceChildren(...(building ? [title, mine] : []), ...(given.length ? [rest] : []));
    });
  }
  function row(step, verdict) {
    const label = [signOf(step.kind, words), ` ${step.text}`];
    const line = el("div", { class: `cu-b-row cu-b-kind-${step.kind}` }, button(label, () => choose(step.id), { class: "cu-b-step", "data-key": `row-${step.id}` }), step.given ? null : button(words.remove, () => remove(step.id), { class: "cu-button cu-b-small", "aria-label": fill(words.removeThis, { step: step.text }), "data-key": `remove-${step.id}` }));
    if (!verdict) return el("li", {}, line);
    const passage = passageFold(verdict, `verdict-${step.id}`);
    const why = el("p", {}, el("strong", {}, el("span", { "aria-hidden": "true" }, `${words.marks[verdict.mark]} `), verdict.title), " ", prose(verdict.why), " ", passage?.toggle);
    return el("li", {}, line, el("div", { class: `cu-b-why cu-b-is-${verdict.mark}` }, why, passage?.panel));
  }

  // ---- The outcome of a check

  const outcome = el("div", { class: "cu-b-outcome", role: "group", tabindex: "-1", "aria-label": words.outcome, hidden: true });
  function drawOutcome() {
    const found = model.get("outcome");
    outcome.hidden = !found.summary;
    if (!found.summary) return;
    outcome.classList.toggle("cu-b-is-right", found.right && !found.stale);
    const [first, ...rest] = found.summary;
    const listed = level === "own" && !found.findings;
    const shown = found.shown.map((step, i) => {
      const passage = passageFold(step, `shown-${i}`);
      return el("li", { class: `cu-b-kind-${step.kind}` }, el("p", {}, signOf(step.kind, words), " ", prose(step.text), " ", passage?.toggle), passage?.panel);
    });
    keepFocus(() => outcome.replaceChildren(
      el("p", {}, el("strong", {}, first), ` ${listed ? "" : rest.join(" ")}`),
      listed && rest.length ? el("ul", {}, rest.map((line) => el("li", {}, line))) : "",
      found.stale ? el("p", { class: "cu-note" }, words.stale) : "",
      found.hints.length ? el("ul", {}, found.hints.map((hint) => el("li", {}, prose(hint)))) : "",
      shown.length ? el("ul", { class: "cu-b-shown" }, shown) : "",
      ...["lacks", "weigh"].map((which) => findingsOf(which, found.findings ?? [])),
      el("div", { class: "cu-bar" }, found.left ? button(fill(words.hint, { n: found.left }), () => send({ do: "hint" }), { "data-key": "hint" }) : null, found.show ? button(words.show, () => send({ do: "show" }), { "data-key": "show" }) : null),
    ));
    if (checking) outcome.focus();
    checking = false;
  }

  /** Return what a position lacks, or what its author should weigh: what, why, and the passage. */
  function findingsOf(which, findings) {
    const rows = findings.map((one, i) => [one, i]).filter(([one]) => one.which === which).map(([one, i]) => {
      const passage = passageFold(one, `found-${i}`);
      return el("li", {}, el("p", {}, el("strong", {}, prose(one.what)), " ", prose(one.why), " ", passage?.toggle), passage?.panel);
    });
    return rows.length ? el("div", { class: "cu-b-findings" }, el("p", { class: "cu-label" }, words[which]), el("ul", {}, rows)) : "";
  }

  // ---- What goes to a file

  const formats = words.exports ? el("div", { class: "cu-bar", role: "group", "aria-label": words.takeAway }, el("span", { class: "cu-label" }, words.takeAway), Object.entries(words.exports).map(([format, label]) => button(label, () => send({ do: "export", format })))) : null;

  // ---- Claims of one's own

  const gist = el("textarea", { class: "cu-field cu-read", id: fresh("gist"), rows: "2" });
  const roles = el("select", { class: "cu-field", id: fresh("role") }, Object.entries(words.terms.roles).map(([value, label]) => el("option", { value }, label)));
  const stated = el("button", { type: "submit", class: "cu-button" }, words.state);
  const leave = button(words.leave, () => amend(null), { hidden: true });
  const writer = el("form", { class: "cu-b-writer", "aria-label": words.write, hidden: level !== "own" },
    el("div", { class: "cu-b-gistbox" }, el("label", { class: "cu-label", for: gist.id }, words.gist), gist), el("div", {}, el("label", { class: "cu-label", for: roles.id }, words.role), roles), stated, leave);
  writer.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!gist.value.trim()) return (say(words.unsaid), gist.focus());
    send({ do: "state", gist: gist.value, role: roles.value, name: hand.amending });
  });
  function amend(claim) {
    hand.amending = claim?.id ?? "";
    gist.value = claim?.gist ?? "";
    if (claim) roles.value = claim.role;
    stated.textContent = claim ? fill(words.amending, { id: claim.label }) : words.state;
    leave.hidden = !claim;
    gist.focus();
  }

  // ---- Claims of documents

  const library = model.get("library") ? borrowing({ model, words, send, taken: () => new Set(claims.keys()) }) : null;

  // ---- All together

  const columns = el("div", { class: "cu-b-columns" }, tray, pane);
  body.append(...[bar, task, notice, help.panel, writer, library?.node, building ? composer : null, strip, said, columns, outcome, list, formats].filter(Boolean));

  /** Draw, and give the focus back to what had it, or to what has taken its place. */
  function keepFocus(draw) {
    const before = body.contains(document.activeElement) ? document.activeElement : null;
    const key = before?.dataset.key ?? "";
    draw();
    if (wanted && (before === strip || !before?.isConnected)) {
      const found = body.querySelector(`[data-key="${wanted}"]`);
      if (found && !found.closest("[hidden]")) return (wanted = ""), found.focus({ preventScroll: true });
    }
    if (!before || before.isConnected) return;
    const found = body.querySelector(`[data-key="${key}"]`);
    if (found && !found.closest("[hidden]")) return found.focus({ preventScroll: true });
    // A claim that left the tray is in the drawing soon; a step that was taken away is nowhere.
    wanted = key.startsWith("tray-") ? `map-${key.slice(5)}` : "";
    strip.focus({ preventScroll: true });
  }

  function take() {
    claims = new Map(model.get("claims").map((claim) => [claim.id, claim]));
    steps = new Map(model.get("steps").map((step) => [step.id, step]));
    if (!claims.has(hand.current) && !steps.has(hand.current)) hand.current = "";
    hand.sources = hand.sources.filter((id) => claims.has(id));
  }
  function drawTools() {
    const can = model.get("can");
    // Not `disabled`, which would take the focus away from the button just used.
    undo.setAttribute("aria-disabled", String(!can.undo));
    redo.setAttribute("aria-disabled", String(!can.redo));
    notice.textContent = model.get("notice");
  }
  let due = false;
  let before = "";
  /** Draw all but the picture, once for all that a message of the kernel has changed. */
  function refresh() {
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      answered();
      take();
      const now = JSON.stringify(model.get("steps").map((step) => step.id));
      if (now !== before) Object.assign(hand, { sources: [], kind: "" });
      before = now;
      for (const draw of [drawTools, drawRoles, drawComposer, drawTray, drawList, drawOutcome, drawStrip]) draw();
      library?.draw();
    });
  }

  body.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && building) {
      hand.sources.length ? reset() : hand.amending && amend(null);
      return event.preventDefault();
    }
    if (!plainKey(event)) return;
    const kind = { s: "support", a: "attack", u: "undercut" }[event.key];
    const first = (frame) => frame.querySelector("[role=option][tabindex='0']");
    if (kind && building) setKind(kind);
    else if (event.key === "z" && building) undo.click();
    else if (event.key === "y" && building) redo.click();
    else if (event.key === "c" && building) check.click();
    else if ((event.key === "Delete" || event.key === "Backspace") && building) remove(hand.current);
    else if (event.key === "/" && !tools.hidden) (showTray(true), search.focus());
    else if (event.key === "t") (showTray(true), go(first(shelf)));
    else if (event.key === "m") go(first(canvas));
    else if (event.key === "+" || event.key === "=") zoom(size * ZOOM);
    else if (event.key === "-") zoom(size / ZOOM);
    else if (event.key === "0") zoom(whole());
    else if (event.key === "b" && library) library.open();
    else if (event.key === "?") help.toggle.click();
    else return;
    event.preventDefault();
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "Enter") return;
    event.preventDefault();
    go(shelf.querySelector("[role=option]"));
  });

  for (const trait of ["steps", "claims", "outcome", "can", "notice"]) model.on(`change:${trait}`, refresh);
  model.on("change:claims", () => level === "own" && amendDone());
  model.on("change:picture", () => (answered(), take(), drawMap()));
  for (const trait of ["said", "looking"]) model.on(`change:${trait}`, answered);
  model.on("change:problem", () => {
    answered();
    checking = false;
  });
  function amendDone() {
    if (!gist.value.trim()) return;
    const told = [...model.get("claims")].some((claim) => claim.gist === gist.value.trim().replace(/\s+/g, " "));
    if (told) amend(null);
  }

  take();
  before = JSON.stringify(model.get("steps").map((step) => step.id));
  for (const draw of [drawTools, drawRoles, drawComposer, drawTray, drawList, drawOutcome, drawStrip, drawMap]) draw();
  // The cell may be laid out only after the widget was drawn; until the reader zooms, keep to its width.
  let width = 0;
  const watch = new ResizeObserver(() => {
    if (pane.clientWidth && pane.clientWidth !== width && !zoomed) drawMap();
    width = pane.clientWidth;
  });
  watch.observe(pane);
  return () => watch.disconnect();
}

/** Return the option of a list that a key leads to. */
function inList(key, node) {
  if (key === "Home") return node.parentElement.firstElementChild;
  if (key === "End") return node.parentElement.lastElementChild;
  return key === "ArrowUp" || key === "ArrowLeft" ? node.previousElementSibling : node.nextElementSibling;
}

/** Return the option that is read next, or was before: every one is reached so, top to bottom, left to right. */
function inTurn(key, node, frame) {
  const nodes = [...frame.querySelectorAll("[role=option]")].sort((a, b) => a.offsetTop - b.offsetTop || a.offsetLeft - b.offsetLeft);
  return nodes[nodes.indexOf(node) + (key === "j" ? 1 : -1)];
}

/** Return the option of the drawing that an arrow key leads to: near, and rather straight on than aside. */
function nearest(key, node, nodes) {
  if (key === "Home") return nodes[0];
  if (key === "End") return nodes.at(-1);
  const [dx, dy] = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[key];
  const middle = (one) => [one.offsetLeft + one.offsetWidth / 2, one.offsetTop + one.offsetHeight / 2];
  const [x, y] = middle(node);
  let best;
  let least = Infinity;
  for (const other of nodes) {
    const [u, v] = middle(other);
    const ahead = (u - x) * dx + (v - y) * dy;
    const aside = Math.abs((u - x) * dy) + Math.abs((v - y) * dx);
    const far = ahead + 2 * aside;
    if (other !== node && ahead > 4 && far < least) [best, least] = [other, far];
  }
  return best;
}

const signOf = (kind, words) => el("b", { class: "cu-b-sign", "aria-hidden": "true" }, words.signs[kind]);

/** Return nodes for what a claim says: the author's own words may be of any language. */
const told = (claim, text) => (claim.own ? prose : content)(text);

/** Return a claim's label, with who holds it where that is not the author. */
function shortOf(claim) {
  if (!claim.short) return claim.gist;
  return ["author", "ours"].includes(claim.voice) && !claim.borrowed ? claim.short : `${claim.by}: ${claim.short}`;
}

function boxOf(box, claim, z, words) {
  const node = el("div", { class: `cu-b-box cu-b-role-${claim.role}${claim.implicit ? " cu-b-implicit" : ""}${claim.borrowed ? " cu-b-borrowed" : ""}`, role: "option", "data-id": box.id, "data-key": `map-${box.id}`, title: claim.gist });
  Object.assign(node.style, { left: `${box.x * z}px`, top: `${box.y * z}px`, width: `${box.width * z}px`, height: `${box.height * z}px` });
  const line = 1.22 * Math.max(10.5, 12.5 * z); // as in the style sheet
  const room = Math.max(1, Math.floor((box.height * z - 0.4 * line) / line) - 1);
  node.append(el("span", { class: "cu-b-head" }, el("b", {}, claim.label), claim.borrowed ? "" : ` ${words.terms.roles[claim.role]}`), el("span", { class: "cu-b-gist", style: `-webkit-line-clamp: ${room}` }, told(claim, shortOf(claim))));
  return node;
}

function discOf(edge, z, words) {
  const [x, y] = edge.junction;
  const node = el("div", { class: `cu-b-disc cu-b-kind-${edge.kind}`, role: "option", "data-id": edge.id, "data-key": `map-${edge.id}` }, words.signs[edge.kind]);
  Object.assign(node.style, { left: `${x * z - DISC / 2}px`, top: `${y * z - DISC / 2}px` });
  return node;
}

function edgeOf(edge, z) {
  const at = ([x, y]) => [x * z, y * z];
  const path = (points) => `M${points.map((point) => at(point).join(" ")).join("L")}`;
  const [[x0, y0], [x, y]] = edge.stem.slice(-2).map(at);
  const far = Math.hypot(x - x0, y - y0) || 1;
  const [dx, dy] = [(x - x0) / far, (y - y0) / far];
  const wing = (back, side) => `${x - back * dx + side * dy} ${y - back * dy - side * dx}`;
  // An undercut ends on the rim of a disc, which is larger here than in the drawing.
  const bar = Math.max(0, DISC / 2 - 10 * z) + 1;
  const head = edge.kind === "undercut" ? `M${wing(bar, 7)}L${wing(bar, -7)}` : `M${wing(8, 4.5)}L${x} ${y}L${wing(8, -4.5)}${edge.kind === "support" ? "Z" : ""}`;
  return svg("g", { class: `cu-b-edge cu-b-kind-${edge.kind}`, "data-id": edge.id }, ...[...edge.branches, edge.stem].map((line) => svg("path", { d: path(line), class: "cu-b-line" })), svg("path", { d: head, class: "cu-b-tip" }));
}

export default { render };
