import { button, content, el, face, fill, fresh, keyHelp, plainKey, rove } from "./face.js";

const WAIT_MS = 6000; // a kernel that is silent for so long is busy or gone

function render({ model, el: root }) {
  const words = model.get("words");
  const text = model.get("document");
  const { body, say, alert } = face(model, root, { name: text.title, kind: "o-board" });
  const nodes = new Map(text.nodes.map((node) => [node.id, node]));
  const items = new Map();
  const tree = el("ul", { class: "cu-o-tree", role: "tree", "aria-label": words.tree });
  for (const node of text.nodes) {
    const item = itemOf(node, words);
    items.set(node.id, item);
    const over = node.above.length ? items.get(node.above.at(-1)) : null;
    (over ? over.group : tree).append(item.node);
  }
  for (const item of items.values()) if (!item.group.children.length) item.group.remove();
  const card = el("div", { class: "cu-card cu-o-read", role: "group", "aria-label": words.choose, tabindex: "-1" }, el("p", { class: "cu-note" }, words.choose));
  const help = keyHelp(words, words.keys);
  const opening = text.nodes.filter((node) => node.opens && items.get(node.id).group.children.length).map((node) => node.id);
  const bar = [button(words.unfoldAll, () => fold([])), button(words.foldAll, () => fold(opening))];
  const desk = text.guess ? sortingOf(model, text, words, alert) : null;
  body.append(
    el("div", { class: "cu-bar" }, el("span", { class: "cu-title" }, text.title), el("span", { class: "cu-grow" }), opening.length ? bar : "", help.toggle),
    help.panel,
    text.note ? el("p", { class: "cu-note" }, text.note) : "",
    desk ? desk.node : "",
    el("div", { class: "cu-o-desk" }, tree, card),
  );

  let current = text.nodes[0].id;
  const shut = () => new Set(model.get("folded"));
  const visible = () => {
    const closed = shut();
    return text.nodes.filter((node) => !node.above.some((id) => closed.has(id))).map((node) => node.id);
  };
  function fold(ids) {
    model.set("folded", ids);
    model.save_changes();
  }
  function flip(id, open = shut().has(id)) {
    if (!opening.includes(id) || open !== shut().has(id)) return;
    fold(open ? model.get("folded").filter((one) => one !== id) : [...model.get("folded"), id]);
    say(fill(open ? words.unfolded : words.folded, { id }));
  }
  function draw() {
    const closed = shut();
    for (const [id, item] of items) {
      if (!opening.includes(id)) continue;
      item.node.setAttribute("aria-expanded", String(!closed.has(id)));
      item.group.hidden = closed.has(id);
      item.sign.textContent = closed.has(id) ? "▸" : "▾";
    }
    // What had the focus may be folded away: its heading takes it over.
    const hider = nodes.get(current).above.find((id) => closed.has(id));
    if (hider) {
      const held = items.get(current).node.contains(document.activeElement);
      settle(hider);
      if (held) items.get(hider).node.focus({ preventScroll: true });
    }
  }
  function settle(id) {
    current = id;
    rove([...items.values()].map((item) => item.node), items.get(id).node);
  }
  function go(id) {
    if (!id) return;
    settle(id);
    const { node, row } = items.get(id);
    node.focus({ preventScroll: true });
    const [a, b] = [row.getBoundingClientRect(), tree.getBoundingClientRect()];
    tree.scrollTop += Math.min(0, a.top - b.top - 8) || Math.max(0, a.bottom - b.bottom + 8);
  }
  function read(id, { keep = true } = {}) {
    const node = nodes.get(id);
    if (!node) return;
    for (const [one, item] of items) item.node.setAttribute("aria-selected", String(one === id));
    card.setAttribute("aria-label", `${id}, ${words.kinds[node.kind] ?? node.kind}`);
    card.replaceChildren(...readOf(node, model.get("resting"), text, words));
    if (keep) (model.set("selected", id), model.save_changes());
  }
  function drawClaims() {
    const resting = model.get("resting");
    for (const [id, item] of items) {
      const own = resting[id] ?? [];
      item.claims.textContent = own.map((claim) => claim.id).join(" ");
      item.claims.title = own.map((claim) => `${claim.id} ${claim.short}`).join("\n");
      const count = own.length === 1 ? words.claim_one : fill(words.claims, { n: own.length });
      const kind = words.kinds[nodes.get(id).kind] ?? nodes.get(id).kind;
      item.node.setAttribute("aria-label", [`${id}, ${kind}: ${nodes.get(id).first}`, own.length ? `${count}: ${own.map((claim) => claim.id).join(", ")}` : ""].filter(Boolean).join(". "));
    }
    if (model.get("selected")) read(model.get("selected"), { keep: false });
  }

  tree.addEventListener("click", (event) => {
    const id = event.target.closest(".cu-o-item")?.dataset.id;
    if (!id) return;
    if (event.target.closest(".cu-o-sign")) flip(id);
    else if (nodes.get(id).opens && nodes.get(id).id === model.get("selected")) flip(id);
    else if (nodes.get(id).opens && shut().has(id)) flip(id, true);
    read(id);
    go(id);
  });
  tree.addEventListener("keydown", (event) => {
    if (!plainKey(event)) return;
    const shown = visible();
    const at = shown.indexOf(current);
    const node = nodes.get(current);
    const opens = opening.includes(current);
    const peers = text.nodes.filter((one) => one.above.join() === node.above.join()).map((one) => one.id);
    if (event.key === "ArrowDown") go(shown[at + 1]);
    else if (event.key === "ArrowUp") go(shown[at - 1]);
    else if (event.key === "Home") go(shown[0]);
    else if (event.key === "End") go(shown.at(-1));
    else if (event.key === "ArrowRight") opens && (shut().has(current) ? flip(current, true) : go(shown[at + 1]));
    else if (event.key === "ArrowLeft") opens && !shut().has(current) ? flip(current, false) : go(node.above.at(-1));
    else if (event.key === "*") fold(model.get("folded").filter((id) => !peers.includes(id)));
    else if (event.key === "Enter") (read(current), card.focus({ preventScroll: true }));
    else if (event.key === " ") (opens ? flip(current) : read(current));
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  body.addEventListener("keydown", (event) => {
    if (!plainKey(event)) return;
    if (event.key === "?") help.toggle.click();
    else if (event.key === "Escape") go(current);
    else return;
    event.preventDefault();
  });
  model.on("change:folded", draw);
  model.on("change:resting", drawClaims);
  settle(current);
  draw();
  drawClaims();
}

function itemOf(node, words) {
  const sign = el("span", { class: "cu-o-sign", "aria-hidden": "true" });
  const claims = el("span", { class: "cu-o-claims" });
  const kind = node.kind === "body" || node.opens ? null : el("span", { class: "cu-label" }, words.kinds[node.kind] ?? node.kind, " ");
  const row = el("div", { class: "cu-o-row" }, sign, el("span", { class: "cu-place" }, node.id), el("span", { class: node.opens ? "cu-o-head" : "cu-o-first" }, kind, node.told ? content(node.first) : node.first), claims);
  const group = el("ul", { role: "group" });
  const item = el("li", { class: `cu-o-item${node.opens ? " cu-o-opens" : ""}`, role: "treeitem", "aria-level": node.depth + 1, "aria-selected": "false", "data-id": node.id }, row, group);
  return { node: item, row, sign, claims, group };
}

function readOf(node, resting, text, words) {
  const own = resting[node.id] ?? [];
  const claims = own.map((claim) => el("li", {}, el("b", {}, claim.id), ` ${words.terms.roles[claim.role]}: `, content(claim.gist)));
  return [
    el("p", {}, el("strong", {}, node.id), ` ${words.kinds[node.kind] ?? node.kind}`),
    node.words ? el("p", { class: "cu-label" }, words.retelling) : null,
    el("p", { class: "cu-read" }, content(node.told, words.untold)),
    node.words ? el("p", { class: "cu-label" }, words.original) : null,
    node.words ? el("p", { class: "cu-read cu-o-own" }, node.words) : null,
    el("p", { class: "cu-label" }, own.length ? words.resting : text.guess && !Object.keys(resting).length ? words.hiddenClaims : words.noClaims),
    own.length ? el("ul", { class: "cu-o-resting" }, claims) : null,
  ].filter(Boolean);
}

/** The exercise above the tree: a line a claim, a choice of headings, and what was said of each. */
function sortingOf(model, text, words, alert) {
  const options = [["", words.choose_heading], ...text.headings];
  const summary = el("div", { class: "cu-o-summary" });
  const notice = el("div", { class: "cu-o-notice", role: "status" });
  const lines = text.labels.map((label) => {
    const select = el("select", { class: "cu-field", "aria-label": fill(words.under, { claim: label }) }, options.map(([id, name]) => el("option", { value: id }, name)));
    const said = el("p", { class: "cu-o-said", id: fresh("said") });
    select.setAttribute("aria-describedby", said.id);
    select.addEventListener("change", () => (keep(), stale()));
    return { label, select, said, node: el("li", {}, el("span", { class: "cu-o-label" }, content(label)), select, said) };
  });
  const value = () => Object.fromEntries(lines.filter((line) => line.select.value).map((line) => [line.label, line.select.value]));
  let waiting = 0;
  function keep() {
    model.set("given", value());
    model.save_changes();
  }
  function send(message) {
    clearTimeout(waiting);
    waiting = setTimeout(() => (rest(), alert.replaceChildren(words.silent)), WAIT_MS);
    model.send(message);
  }
  const compare = button(words.compare, () => {
    if (compare.getAttribute("aria-disabled") === "true") return;
    compare.setAttribute("aria-disabled", "true");
    compare.textContent = words.comparing;
    send({ do: "compare", given: value() });
  }, { class: "cu-button cu-main" });
  const explain = button(words.explain, () => send({ do: "explain" }));
  function rest() {
    clearTimeout(waiting);
    compare.removeAttribute("aria-disabled");
    compare.textContent = words.compare;
  }
  function stale() {
    const told = model.get("feedback").given ?? {};
    let old = false;
    for (const line of lines) {
      const differs = Boolean(model.get("feedback").parts) && line.select.value !== (told[line.label] ?? "");
      line.said.hidden = differs;
      line.node.className = differs ? "" : line.kind ?? "";
      old ||= differs;
    }
    summary.querySelector(".cu-o-changed")?.toggleAttribute("hidden", !old);
  }
  function draw() {
    rest();
    const now = model.get("feedback");
    const held = explain === document.activeElement; // asked before it is hidden: hiding takes the focus away
    explain.hidden = !now.parts || now.open;
    if (!now.parts) return;
    if (!model.get("problem")) alert.replaceChildren();
    for (const line of lines) {
      const part = now.parts[line.label];
      line.kind = part ? `cu-o-${part.kind}` : "";
      line.said.replaceChildren(...(part ? [el("b", { "aria-hidden": "true" }, `${part.sign} `), part.said] : []));
    }
    const past = [now.when ? fill(words.earlier, { when: now.when }) : "", now.revised ? words.revised : ""].filter(Boolean).join(" ");
    summary.replaceChildren(el("p", {}, el("strong", {}, now.summary), el("span", { class: "cu-o-changed", hidden: true }, ` ${words.changed}`)), past ? el("p", { class: "cu-note" }, past) : "");
    stale();
    if (held && explain.hidden) compare.focus();
  }
  const tell = () => (notice.textContent = model.get("notice"));
  const given = model.get("given");
  for (const line of lines) if (options.some(([id]) => id === given[line.label])) line.select.value = given[line.label];
  model.on("change:feedback", draw);
  model.on("change:notice", tell);
  model.on("change:problem", rest);
  draw();
  tell();
  const node = el("div", { class: "cu-o-sorting", role: "group", "aria-label": words.summaries }, el("p", {}, words.how_to), el("ul", { class: "cu-o-lines" }, lines.map((line) => line.node)), el("div", { class: "cu-bar" }, compare, explain), summary, notice);
  return { node };
}

export default { render };
