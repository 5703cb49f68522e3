import { button, content, el, face, fill, fresh, keyHelp, plainKey, rove } from "./face.js";

function render({ model, el: root }) {
  const words = model.get("words");
  const text = model.get("document");
  const { body, say } = face(model, root, { name: fill(words.name, { title: text.title }), kind: "reader" });
  const articles = new Map(text.paragraphs.map((p) => [p.id, article(p, text, words)]));
  const pane = el("div", { class: "cu-pane" }, [...articles.values()]);
  const headed = text.paragraphs.some((p) => p.level);
  const outline = outlineOf(text, words, (id) => go(id));
  const layers = layerBar(model, text, words);
  const find = findBox(words, text, articles, { go: (id) => go(id, { focus: false }), say });
  const help = keyHelp(words, words.keys);
  const toggle = button(words.outline, () => showOutline(outline.hidden), { "aria-expanded": "true", "aria-controls": outline.id });
  const heads = text.attached ? columnHeads(words) : text.own ? null : el("p", { class: "cu-note" }, words.attach, el("code", {}, words.command));

  body.append(
    el("div", { class: "cu-bar" }, el("span", { class: "cu-title" }, text.title), el("span", { class: "cu-grow" }), find.node, toggle, help.toggle),
    help.panel,
    layers.node,
    el("div", { class: `cu-desk${text.attached ? " cu-both" : ""}${headed ? "" : " cu-flat"}` }, outline, el("div", { class: "cu-leaf" }, heads, pane)),
  );
  if (text.paragraphs.length < 4) showOutline(false);

  let current = null;
  function settle(node) {
    // One tab stop for the text: the paragraph one is at, and what lies in it.
    if (current && current !== node) for (const chip of current.querySelectorAll(".cu-chip")) chip.tabIndex = -1;
    current = node;
    rove([...articles.values()], node);
    for (const chip of node.querySelectorAll(".cu-chip")) chip.tabIndex = 0;
    for (const link of outline.querySelectorAll("button")) link.setAttribute("aria-current", String(link.dataset.goto === node.dataset.id));
  }
  function go(id, { focus = true } = {}) {
    const node = articles.get(id);
    if (!node) return;
    settle(node);
    // Only the pane scrolls; scrollIntoView would move the whole notebook.
    pane.scrollTop += node.getBoundingClientRect().top - pane.getBoundingClientRect().top - 8;
    if (focus) node.focus({ preventScroll: true });
  }
  function showOutline(shown) {
    outline.hidden = !shown;
    toggle.setAttribute("aria-expanded", String(shown));
  }
  function redraw() {
    const on = new Set(model.get("layers"));
    layers.draw(on);
    for (const p of text.paragraphs) drawNotes(articles.get(p.id), p, text, words, on);
    if (current) settle(current);
  }

  pane.addEventListener("focusin", (event) => settle(event.target.closest(".cu-paragraph")));
  pane.addEventListener("click", (event) => {
    const mark = event.target.closest(".cu-mark.cu-on");
    const node = event.target.closest(".cu-paragraph");
    const on = new Set(model.get("layers"));
    // The narrowest first: it is what the line under the mark shows.
    if (mark) openNotes(node, mark.dataset.ids.split(" ").filter((id) => on.has(text.annotations[id].layer)).reverse(), text, words);
    if (node) settle(node);
  });
  body.addEventListener("keydown", (event) => {
    if (!plainKey(event)) return;
    const list = [...articles.values()];
    const step = { j: 1, k: -1 }[event.key];
    if (step) go(list[Math.max(0, Math.min(list.length - 1, list.indexOf(current) + step))].dataset.id);
    else if (event.key === "o") outline.hidden ? (showOutline(true), outline.querySelector("button")?.focus()) : showOutline(false);
    else if (event.key === "l") layers.node.querySelector("button")?.focus();
    else if (event.key === "/") find.node.querySelector("input").focus();
    else if (event.key === "?") help.toggle.click();
    else if (event.key === "Enter" && event.target === current) current.querySelector(".cu-chip")?.focus();
    else if (event.key === "Escape" && current) (closeNotes(current), current.focus({ preventScroll: true }));
    else return;
    event.preventDefault();
  });
  model.on("change:layers", redraw);
  settle([...articles.values()][0]);
  redraw();
}

function columnHeads(words) {
  return el("div", { class: "cu-row cu-heads", "aria-hidden": "true" }, el("span", {}), el("span", {}, words.retelling), el("span", {}, words.original));
}

function article(p, text, words) {
  const heading = p.level ? { role: "heading", "aria-level": p.level } : {};
  const retelling = el("div", { class: "cu-read cu-told", ...heading }, p.retelling ? content(p.retelling) : el("span", { class: "cu-note" }, words.untold));
  const label = fill(words.paragraph, { id: p.id, kind: words.kinds[p.kind] ?? p.kind });
  const columns = [el("span", { class: "cu-place", title: words.kinds[p.kind] ?? p.kind }, p.id), retelling];
  if (text.attached) {
    const own = p.original
      ? p.original.map(([piece, ids]) => (ids.length ? el("span", { class: "cu-mark", "data-ids": ids.join(" ") }, piece) : piece))
      : el("span", { class: "cu-note" }, words.lost);
    columns.push(el("div", { class: "cu-read cu-own", role: "group", "aria-label": words.original }, own));
  }
  return el("article", { class: `cu-paragraph cu-is-${p.kind}`, "data-id": p.id, "aria-label": label }, el("div", { class: "cu-row" }, columns), el("div", { class: "cu-notes" }));
}

/** Draw the chips of one paragraph and show the marks in its original, for the layers that are on. */
function drawNotes(node, p, text, words, on) {
  const groups = new Map();
  for (const id of p.annotations) {
    const note = text.annotations[id];
    if (!on.has(note.layer)) continue;
    const key = `${note.layer}\n${note.value}`;
    groups.set(key, [...(groups.get(key) ?? []), id]);
  }
  const chips = [...groups.values()].map((ids) => {
    const { layer, value } = text.annotations[ids[0]];
    const { tag, one: label } = text.layers.find((l) => l.id === layer);
    const chip = button("", () => openNotes(node, ids, text, words, chip), { class: `cu-chip cu-layer-${layer}`, "aria-expanded": "false", "data-ids": ids.join(" "), tabindex: "-1" });
    chip.append(el("b", { "aria-hidden": "true" }, tag), el("span", { class: "cu-unseen" }, `${label}: `), el("span", { class: "cu-value" }, value));
    if (ids.length > 1) chip.append(` ×${ids.length}`);
    return el("li", {}, chip);
  });
  node.querySelector(".cu-notes").replaceChildren(...(chips.length ? [el("ul", { class: "cu-chips", "aria-label": words.annotations }, chips)] : []));
  for (const mark of node.querySelectorAll(".cu-mark")) {
    const shown = mark.dataset.ids.split(" ").map((id) => text.annotations[id].layer).filter((layer) => on.has(layer));
    // Of several layers in one place the last, the narrowest, draws the line; a click opens all of them.
    const before = mark.previousElementSibling?.dataset?.ids ?? "";
    const last = shown.at(-1);
    const starts = last && !(mark.previousSibling === mark.previousElementSibling && before.split(" ").some((id) => mark.dataset.ids.split(" ").includes(id) && text.annotations[id]?.layer === last));
    mark.className = `cu-mark${last ? ` cu-on cu-layer-${last}` : ""}`;
    mark.dataset.tag = starts ? text.layers.find((l) => l.id === last).tag : "";
  }
}

function openNotes(node, ids, text, words, chip = null) {
  const wasOpen = chip?.getAttribute("aria-expanded") === "true";
  closeNotes(node);
  if (wasOpen) return;
  const opened = chip ?? [...node.querySelectorAll(".cu-chip")].find((c) => ids.some((id) => c.dataset.ids.split(" ").includes(id)));
  const id = fresh("note");
  const cards = ids.map((one) => text.annotations[one]).filter((note) => text.layers.some((l) => l.id === note.layer));
  const rows = cards.map(({ layer, value, fields }) => {
    const label = text.layers.find((l) => l.id === layer).one;
    const pairs = fields.map(([name, said]) => el("div", {}, el("dt", {}, name), el("dd", {}, said)));
    return el("div", { class: `cu-detail cu-layer-${layer}` }, el("p", {}, el("span", { class: "cu-label" }, `${label} `), el("strong", {}, value)), el("dl", {}, pairs));
  });
  node.querySelector(".cu-notes").append(el("div", { class: "cu-details", id, role: "group", "aria-label": words.detail }, rows));
  opened?.setAttribute("aria-expanded", "true");
  opened?.setAttribute("aria-controls", id);
  for (const mark of node.querySelectorAll(".cu-mark")) mark.classList.toggle("cu-lit", mark.dataset.ids.split(" ").some((one) => ids.includes(one)));
}

function closeNotes(node) {
  node.querySelector(".cu-details")?.remove();
  for (const chip of node.querySelectorAll(".cu-chip")) {
    chip.setAttribute("aria-expanded", "false");
    chip.removeAttribute("aria-controls");
  }
  for (const mark of node.querySelectorAll(".cu-lit")) mark.classList.remove("cu-lit");
}

function outlineOf(text, words, go) {
  const list = el("ol", {});
  let numbers = null;
  for (const p of text.paragraphs) {
    const name = fill(words.goto, { id: p.id });
    if (p.level) {
      numbers = el("span", { class: "cu-numbers" });
      const link = button(content(p.retelling || p.original?.map(([piece]) => piece).join("") || p.id), () => go(p.id), { class: "cu-link cu-depth-" + (p.level - text.top), "data-goto": p.id });
      list.append(el("li", {}, link, numbers));
    } else {
      if (!numbers) list.append(el("li", {}, (numbers = el("span", { class: "cu-numbers" }))));
      numbers.append(button(String(Number(p.id.slice(1))), () => go(p.id), { class: "cu-link", "data-goto": p.id, "aria-label": name, title: `${p.id} ${words.kinds[p.kind] ?? p.kind}` }));
    }
  }
  return el("nav", { class: "cu-outline", id: fresh("outline"), "aria-label": `${words.outline}: ${text.title}` }, list);
}

function layerBar(model, text, words) {
  const flip = (layer) => {
    const on = model.get("layers");
    model.set("layers", on.includes(layer) ? on.filter((other) => other !== layer) : [...on, layer]);
    model.save_changes();
  };
  const buttons = text.layers.map(({ id, tag, label, count }) =>
    button([el("b", { "aria-hidden": "true" }, tag), " ", el("span", { class: "cu-sample" }, label), el("span", { class: "cu-label" }, ` ${count}`)], () => flip(id), { class: `cu-button cu-toggle cu-layer-${id}`, "data-layer": id }),
  );
  const node = el("div", { class: "cu-bar cu-layers", role: "group", "aria-label": words.layers }, el("span", { class: "cu-label" }, words.layers), buttons);
  node.hidden = !buttons.length;
  return { node, draw: (on) => buttons.forEach((one) => one.setAttribute("aria-pressed", String(on.has(one.dataset.layer)))) };
}

function findBox(words, text, articles, { go, say }) {
  const input = el("input", { class: "cu-field", type: "search", placeholder: words.find, "aria-label": words.findName, size: "18" });
  const count = el("span", { class: "cu-label" });
  const node = el("form", { class: "cu-find", role: "search" }, input, count);
  // Matches are painted by the browser, so the text's own elements stay as they are.
  const paint = globalThis.CSS?.highlights && (CSS.highlights.get("cu-find") ?? CSS.highlights.set("cu-find", new Highlight()).get("cu-find"));
  let hits = [];
  let at = -1;
  let sought = "";
  const clear = () => {
    hits.forEach(({ range }) => paint?.delete(range));
    hits = [];
    at = -1;
    sought = "";
    count.textContent = "";
  };
  const search = (wanted) => {
    clear();
    sought = wanted;
    for (const [id, article] of articles)
      for (const cell of article.querySelectorAll(".cu-read")) hits.push(...matches(cell, wanted).map((range) => ({ id, range })));
    hits.forEach(({ range }) => paint?.add(range));
    const places = new Set(hits.map(({ id }) => id)).size;
    say(hits.length ? fill(words.found, { count: hits.length, paragraphs: places, first: hits[0].id }) : words.nothing);
    count.textContent = hits.length ? "" : words.nothing;
  };
  node.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", () => input.value || clear());
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return (clear(), (input.value = ""));
    if (event.key !== "Enter") return;
    event.preventDefault();
    const wanted = input.value.trim().toLowerCase();
    const number = wanted.match(/^p?0*(\d{1,3})$/);
    const place = number && `p${number[1].padStart(3, "0")}`;
    if (place && articles.has(place)) return go(place, say(fill(words.at, { id: place })));
    if (!wanted) return clear();
    if (wanted !== sought) search(wanted);
    if (!hits.length) return;
    at = (at + (event.shiftKey ? -1 : 1) + hits.length) % hits.length;
    go(hits[at].id);
    count.textContent = fill(words.nth, { n: at + 1, count: hits.length, id: hits[at].id });
  });
  return { node };
}

/** Return a Range for each place in `cell` that reads `wanted` (lower case), across its elements. */
function matches(cell, wanted) {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let whole = "";
  while (walker.nextNode()) {
    nodes.push([whole.length, walker.currentNode]);
    whole += walker.currentNode.data;
  }
  const low = whole.toLowerCase();
  if (low.length !== whole.length) return []; // a letter whose lower case is longer: offsets would be wrong
  const spot = (offset) => {
    const [start, node] = nodes.findLast(([from]) => from <= offset);
    return [node, offset - start];
  };
  const found = [];
  for (let i = low.indexOf(wanted); i >= 0; i = low.indexOf(wanted, i + wanted.length)) {
    const range = document.createRange();
    range.setStart(...spot(i));
    range.setEnd(...spot(i + wanted.length));
    found.push(range);
  }
  return found;
}

export default { render };
