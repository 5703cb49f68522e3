import { button, content, el, face, fill, fresh, keyHelp, plainKey, rove } from "./face.js";

function render({ model, el: root }) {
  const words = model.get("words");
  const { body, say } = face(model, root, { name: words.name, kind: "concordance" });
  const help = keyHelp(words, words.keys);
  const look = (change) => model.send({ do: "look", ...model.get("look"), ...change });
  const search = searchForm(model, words, look);
  const order = choices(words.order, words.orders, (value) => look({ order: value }));
  const edition = choices(words.edition, words.editions, (value) => look({ edition: value }));
  const attach = el("p", { class: "cu-note" }, words.attach, el("code", {}, words.command));
  const summary = el("p", { class: "cu-k-summary" });
  const counts = el("div", { class: "cu-k-counts" });
  const lists = el("div", { class: "cu-k-lists" });
  const printed = el("p", { class: "cu-note" }, words.printed);
  const tools = el("div", { class: "cu-bar" }, order.node, edition.node);
  body.append(
    el("div", { class: "cu-bar" }, el("span", { class: "cu-title" }, words.name), search.node, el("span", { class: "cu-grow" }), help.toggle),
    help.panel, summary, counts, tools, lists, printed, attach,
  );

  let lines = [];
  let current = null;
  let open = null; // the line whose paragraph is shown, or asked for
  function settle(line, { focus = true } = {}) {
    current = line;
    rove(lines, line);
    if (focus) line?.focus();
  }
  function draw() {
    const found = model.get("found");
    const now = model.get("look");
    const held = current?.contains(document.activeElement) ? lines.indexOf(current) : -1;
    search.draw(now);
    order.draw(now.order);
    edition.draw(now.edition);
    summary.textContent = found.summary;
    tools.hidden = counts.hidden = !found.documents.length;
    edition.node.hidden = !found.attached;
    attach.hidden = found.attached || !found.documents.length;
    counts.replaceChildren(...(found.documents.length ? [table(found, words, (key) => go(key))] : []));
    open = null;
    lists.replaceChildren(...found.documents.flatMap((d) => listOf(d, now, words)));
    lines = [...lists.querySelectorAll(".cu-k-line")];
    printed.hidden = !found.documents.some((d) => d.lines.some((one) => one.kind === "printed"));
    settle(lines[Math.max(0, Math.min(held, lines.length - 1))] ?? null, { focus: held >= 0 });
  }
  function go(key) {
    const line = lines.find((one) => one.dataset.document === key);
    if (line) settle(line);
  }
  function close({ quiet = false } = {}) {
    if (!open) return;
    open.setAttribute("aria-expanded", "false");
    open.removeAttribute("aria-controls");
    open.parentNode.querySelector(".cu-k-passage")?.remove();
    if (!quiet) say(fill(words.closed, { id: open.dataset.paragraph }));
    open = null;
  }
  function toggle(line) {
    const was = open;
    close({ quiet: was !== line });
    settle(line);
    if (was === line) return;
    open = line;
    const { document: key, paragraph } = line.dataset;
    const have = model.get("passage");
    if (have.document === key && have.paragraph === paragraph) show();
    else model.send({ do: "open", document: key, paragraph });
  }
  function show() {
    const passage = model.get("passage");
    if (!open || passage.document !== open.dataset.document || passage.paragraph !== open.dataset.paragraph) return;
    const id = fresh("paragraph");
    open.parentNode.querySelector(".cu-k-passage")?.remove();
    open.after(paragraph(passage, id, words));
    open.setAttribute("aria-expanded", "true");
    open.setAttribute("aria-controls", id);
    say(fill(words.opened, { id: passage.paragraph, title: open.dataset.title }));
  }

  lists.addEventListener("click", (event) => {
    const line = event.target.closest(".cu-k-line");
    if (line) toggle(line);
  });
  lists.addEventListener("focusin", (event) => {
    const line = event.target.closest(".cu-k-line");
    if (line && line !== current) settle(line, { focus: false });
  });
  body.addEventListener("keydown", (event) => {
    if (!plainKey(event)) return;
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    const within = event.target.closest(".cu-k-lists");
    if (step && (within || event.key.length === 1) && lines.length) settle(lines[Math.max(0, Math.min(lines.length - 1, lines.indexOf(current) + (within ? step : 0)))]);
    else if (event.key === "Escape" && open) settle(open), close();
    else if (event.key === "/") search.focus();
    else if (event.key === "?") help.toggle.click();
    else return;
    event.preventDefault();
  });
  model.on("change:found", draw);
  model.on("change:passage", show);
  draw();
}

function searchForm(model, words, look) {
  const input = el("input", { class: "cu-field", type: "search", size: "14", id: fresh("word"), title: words.wordHelp, autocomplete: "off", spellcheck: "false" });
  const options = model.get("concepts").map(([id, name, count]) => el("option", { value: id }, `${name} (${count})`));
  const select = el("select", { class: "cu-field cu-k-concept", id: fresh("concept") }, el("option", { value: "" }, words.noConcept), options);
  const node = el("form", { class: "cu-k-search", role: "search" },
    el("label", { for: input.id }, words.word), input, el("button", { type: "submit", class: "cu-button cu-main" }, words.search),
    el("label", { for: select.id }, words.concept), select);
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    look({ word: input.value, concept: "" });
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // JupyterLab keeps Enter from submitting a form
    node.requestSubmit();
  });
  select.addEventListener("change", () => look({ word: "", concept: select.value }));
  return {
    node,
    focus: () => input.focus(),
    draw({ word, concept }) {
      if (document.activeElement !== input || concept) input.value = word;
      select.value = concept;
    },
  };
}

/** A group of buttons of which one is pressed. */
function choices(label, names, act) {
  const id = fresh("choices");
  const buttons = Object.entries(names).map(([value, name]) => button(name, () => act(value), { "data-value": value }));
  const node = el("div", { class: "cu-k-choices", role: "group", "aria-labelledby": id }, el("span", { class: "cu-label", id }, label), buttons);
  return { node, draw: (value) => buttons.forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.value === value))) };
}

function table(found, words, go) {
  const most = Math.max(...found.documents.map((d) => d.per_thousand), 0);
  const { heads } = words;
  const order = ["title", "per", "count", "told", "against", "evidence", "forms"];
  const head = el("tr", {}, order.map((name) => el("th", { scope: "col" }, heads[name])));
  const rows = found.documents.map((d) => {
    const title = d.lines.length ? button(d.title, () => go(d.key), { class: "cu-k-go" }) : d.title;
    const bar = el("span", { class: "cu-k-bar", "aria-hidden": "true", style: `width: ${most ? (100 * d.per_thousand) / most : 0}%` });
    const forms = d.forms.map(([form, count]) => `${form} ${count}`);
    if (d.more_forms) forms.push(fill(words.more, { n: d.more_forms }));
    return el("tr", {},
      el("th", { scope: "row" }, title),
      el("td", {}, el("div", { class: "cu-k-per" }, el("span", { class: "cu-k-number" }, d.per_thousand.toFixed(1).replace(".", words.decimal)), el("span", { class: "cu-k-track" }, bar))),
      el("td", { class: "cu-k-number" }, String(d.count)),
      el("td", { class: "cu-k-number" }, String(d.told)),
      el("td", { class: "cu-k-number" }, d.against),
      el("td", { class: "cu-k-number" }, d.evidence),
      el("td", {}, forms.join(", ")));
  });
  return el("table", {}, el("caption", { class: "cu-note" }, words.caption), el("thead", {}, head), el("tbody", {}, rows));
}

function listOf(d, look, words) {
  const missing = look.edition === "original" && !d.attached;
  if (missing) return [el("p", { class: "cu-k-head" }, el("strong", {}, `${d.title}: `), words.missing)];
  if (!d.lines.length) return [];
  const n = d.lines.length + d.more;
  const id = fresh("lines");
  const items = d.lines.map((one) => el("li", {}, lineOf(one, d)));
  const more = d.more ? el("p", { class: "cu-note" }, fill(words.more, { n: d.more })) : null;
  return [el("p", { class: "cu-k-head", id }, el("strong", {}, fill(n === 1 ? words.line : words.lines, { title: d.title, n }))), el("ul", { class: "cu-k-list", "aria-labelledby": id }, items), more].filter(Boolean);
}

function lineOf(one, d) {
  const parts = [
    el("span", { class: "cu-place" }, one.paragraph), " ",
    el("span", { class: "cu-k-left" }, el("span", {}, content(one.left))),
    el("b", { class: "cu-k-hit" }, content(one.hit)),
    el("span", { class: "cu-k-right" }, content(one.right)),
  ];
  return el("button", { type: "button", class: `cu-k-line cu-k-${one.kind}`, "aria-expanded": "false", tabindex: "-1", "data-document": d.key, "data-title": d.title, "data-paragraph": one.paragraph }, parts);
}

function paragraph(passage, id, words) {
  const cell = (label, { text, marks }) => (text ? el("div", {}, el("p", { class: "cu-label" }, label), el("p", { class: "cu-read" }, marked(text, marks))) : null);
  return el("div", { class: "cu-k-passage", id, role: "group", "aria-label": passage.paragraph }, cell(words.retelling, passage.reading), cell(words.yours, passage.original));
}

/** Return nodes for `text` with each code-point range of `marks` marked. */
function marked(text, marks) {
  const points = [...text]; // the kernel counts code points
  const nodes = [];
  let at = 0;
  for (const [start, end] of marks) {
    nodes.push(points.slice(at, start).join(""), el("mark", {}, points.slice(start, end).join("")));
    at = end;
  }
  return [...nodes, points.slice(at).join("")];
}

export default { render };
