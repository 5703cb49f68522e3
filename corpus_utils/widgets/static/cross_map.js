import { claimBody } from "./claims.js";
import { button, content, el, face, fill, fresh, keyHelp, plainKey, prose, rove, svg } from "./face.js";

const KINDS = ["support", "attack", "undercut"];
const HEADS = { support: "M0 0L10 5L0 10Z", attack: "M0 0L10 5L0 10", undercut: "M9 0V10" };
const LEAST = 0.85; // below this scale a box holds too little to read; the pane scrolls instead
const PATIENCE_MS = 1500;

function render({ model, el: root }) {
  const words = model.get("words");
  const text = model.get("document");
  const name = fill(words.name, { title: text.title });
  const { body, say } = face(model, root, { name, kind: "cross" });
  const help = keyHelp(words, words.keys);
  const heads = Object.fromEntries(KINDS.map((kind) => [kind, fresh(kind)]));
  const pane = el("div", { class: "cu-pane-x", role: "group", "aria-label": words.picture });
  const list = el("div", { class: "cu-pane-x", role: "group", "aria-label": words.list, hidden: true });
  const panel = el("div", { class: "cu-card cu-reading", role: "group", tabindex: "-1" });
  const chooser = choosers(model, text, words);
  const legend = el("div", { class: "cu-bar cu-note" }, KINDS.map((kind) => el("span", { class: "cu-key-x" }, sample(kind, heads[kind], words), words.kinds[kind])));
  const views = [[words.map, false], [words.list, true]].map(([label, listed]) => button(label, () => show(listed), { "aria-pressed": String(!listed) }));
  const bar = el("div", { class: "cu-bar" }, el("span", { class: "cu-title" }, name), el("span", { class: "cu-grow" }), el("span", { class: "cu-pair", role: "group", "aria-label": `${words.map}, ${words.list}` }, views), help.toggle);
  const defs = svg("svg", { width: 0, height: 0, "aria-hidden": "true", class: "cu-defs" }, svg("defs", {}, ...KINDS.map((kind) => marker(kind, heads[kind]))));
  body.append(bar, chooser.node, help.panel, defs, pane, list, legend, panel);

  let signs = new Map(); // by relation: the buttons on the lines
  let rows = new Map(); // by relation: the buttons of the list
  let current = model.get("selected");
  let patience = 0;
  const listed = () => pane.hidden;
  const items = () => (listed() ? rows : signs);
  const order = () => model.get("bands").flatMap((band) => band.relations);

  function show(asList) {
    pane.hidden = legend.hidden = asList;
    list.hidden = !asList;
    views.forEach((view, i) => view.setAttribute("aria-pressed", String(asList === (i === 1))));
  }
  function select(id) {
    current = id;
    mark();
    if (model.get("reading").id === id) return drawPanel();
    model.set("selected", id);
    model.save_changes();
    clearTimeout(patience);
    patience = setTimeout(() => say(words.waiting), PATIENCE_MS);
  }
  function draw() {
    const bands = model.get("bands");
    const width = Math.max(0, ...bands.map((band) => band.picture.width));
    const z = Math.max(LEAST, Math.min(1, (pane.clientWidth - 4 || 960) / width));
    const focused = body.contains(document.activeElement) && document.activeElement.dataset.relation;
    signs = new Map();
    rows = new Map();
    pane.replaceChildren(...bands.map((band) => bandOf(band, z, { text, words, heads, signs, select })));
    list.replaceChildren(...bands.map((band) => listOf(band, { text, words, rows, select })));
    if (!bands.length) pane.append(el("p", { class: "cu-note cu-empty" }, words.none));
    if (!bands.length) list.append(el("p", { class: "cu-note cu-empty" }, words.none));
    mark();
    if (focused) (items().get(focused) ?? [...items().values()][0])?.focus({ preventScroll: true });
  }
  function mark() {
    const line = text.relations[current];
    for (const map of [signs, rows]) {
      for (const [id, node] of map) node.setAttribute("aria-pressed", String(id === current));
      rove([...map.values()], map.get(current) ?? [...map.values()][0]);
    }
    for (const edge of pane.querySelectorAll(".cu-edge-x")) edge.classList.toggle("cu-near", edge.dataset.id === current);
    const ends = line && signs.has(current) ? [...line.sources, line.to].map((end) => end.name) : [];
    for (const box of pane.querySelectorAll(".cu-box-x")) box.classList.toggle("cu-end", box.dataset.question === line?.question && ends.includes(box.dataset.name));
  }
  function drawPanel() {
    clearTimeout(patience);
    const reading = model.get("reading");
    const line = text.relations[reading.id];
    panel.setAttribute("aria-label", line ? told(line, words) : words.choose);
    panel.replaceChildren(...(line ? panelOf(line, reading, words) : [el("p", { class: "cu-note" }, words.choose)]));
  }
  function go(id) {
    if (!id) return;
    select(id);
    const node = items().get(id);
    node.focus({ preventScroll: true });
    const scroller = listed() ? list : pane;
    const [a, b] = [node.getBoundingClientRect(), scroller.getBoundingClientRect()];
    scroller.scrollTop += Math.min(0, a.top - b.top - 70) || Math.max(0, a.bottom - b.bottom + 70);
    scroller.scrollLeft += Math.min(0, a.left - b.left - 20) || Math.max(0, a.right - b.right + 20);
  }

  body.addEventListener("keydown", (event) => {
    if (!plainKey(event)) return;
    const id = event.target.dataset?.relation;
    const every = order();
    const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
    if (id && event.key in steps) go(every[every.indexOf(id) + steps[event.key]]);
    else if (id && event.key === "Home") go(every[0]);
    else if (id && event.key === "End") go(every.at(-1));
    else if (id && event.key === "Enter") (select(id), panel.focus());
    else if (event.key === "Escape") (items().get(current) ?? [...items().values()][0])?.focus();
    else if (event.key === "q") chooser.focus();
    else if (event.key === "l") (show(!listed()), (items().get(current) ?? [...items().values()][0])?.focus());
    else if (event.key === "?") help.toggle.click();
    else return;
    event.preventDefault();
  });
  pane.addEventListener("click", (event) => {
    // A box stands for its relations: each click goes on to the next of them.
    const box = event.target.closest(".cu-box-x");
    if (!box) return;
    const here = order().filter((id) => text.relations[id].question === box.dataset.question && [...text.relations[id].sources, text.relations[id].to].some((end) => end.name === box.dataset.name));
    go(here[(here.indexOf(current) + 1) % here.length]);
  });

  model.on("change:bands", draw);
  model.on("change:reading", drawPanel);
  model.on("change:question change:between", chooser.update);
  model.on("change:selected", () => model.get("selected") !== current && ((current = model.get("selected")), mark()));
  draw();
  drawPanel();
  // The cell may be laid out only after the widget was drawn.
  let width = pane.clientWidth;
  const watch = new ResizeObserver(() => {
    if (pane.clientWidth && pane.clientWidth !== width) {
      width = pane.clientWidth;
      draw();
    }
  });
  watch.observe(pane);
  return () => watch.disconnect();
}

/** The choice of a question and of one or two documents, with how many relations each would leave. */
function choosers(model, text, words) {
  const set = (values) => {
    for (const [trait, value] of Object.entries(values)) model.set(trait, value);
    model.save_changes();
  };
  const all = text.questions.reduce((sum, { count }) => sum + count, 0);
  const question = select(words.question, [["", fill(words.everyQuestion, { count: all })], ...text.questions.filter(({ id }) => id).map(({ id, question, count }) => [id, `${id} ${question} (${count})`])], () => set({ question: question.value }));
  const keys = [["", words.anyDocument], ...text.documents.map(({ key, short, count }) => [key, `${short} (${count})`])];
  const pair = [words.between, words.and].map((label) => select(label, keys, () => set({ between: [...new Set(pair.map((one) => one.value).filter(Boolean))] })));
  const back = button(words.everything, () => set({ question: "", between: [] }));
  const update = () => {
    question.value = model.get("question");
    const between = model.get("between");
    // Two lists that name the same document mean that one: leave them as they were chosen.
    if (pair.some((one) => one.value && !between.includes(one.value)) || between.some((key) => !pair.some((one) => one.value === key))) pair.forEach((one, i) => (one.value = between[i] ?? ""));
  };
  const single = text.questions.length < 2;
  const node = el("div", { class: "cu-bar cu-choosers" }, single ? null : labelled(words.question, question), pair.map((one, i) => labelled([words.between, words.and][i], one)), back);
  update();
  return { node, update, focus: () => (single ? pair[0] : question).focus() };
}

function select(label, options, act) {
  return el("select", { class: "cu-field", "aria-label": label, onchange: act }, options.map(([value, said]) => el("option", { value }, said)));
}
function labelled(label, node) {
  return el("span", { class: "cu-chooser" }, el("span", { class: "cu-label", "aria-hidden": "true" }, label), node);
}

function told(line, words) {
  return `${line.id}, ${line.sources.map((end) => end.name).join(", ")} ${words[line.kind]} ${line.to.name}`;
}

function bandOf(band, z, { text, words, heads, signs, select }) {
  const { picture } = band;
  const size = `width: ${picture.width * z}px; height: ${picture.height * z}px; font-size: ${Math.max(10.5, 12 * z)}px`;
  const lines = svg("svg", { viewBox: `0 0 ${picture.width} ${picture.height}`, width: picture.width * z, height: picture.height * z, "aria-hidden": "true", class: "cu-lines-x" });
  lines.append(...picture.edges.map((edge) => edgeOf(edge, heads)));
  const boxes = picture.boxes.map((box) => boxOf(box, band.id, z));
  const buttons = picture.edges.map((edge) => {
    const line = text.relations[edge.id];
    const node = button(words.signs[edge.kind], () => select(edge.id), {
      class: `cu-sign-x cu-kind-${edge.kind}`,
      "data-relation": edge.id,
      "aria-label": `${told(line, words)}. ${line.sources.map((end) => end.short).join("; ")} → ${line.to.short}`,
      title: told(line, words),
      style: `left: ${edge.junction[0] * z}px; top: ${edge.junction[1] * z}px`,
    });
    signs.set(edge.id, node);
    return node;
  });
  return el("div", { class: "cu-band", role: "group", "aria-label": `${band.id} ${band.question}` }, bandHead(band), el("div", { class: "cu-canvas-x", style: size }, lines, boxes, buttons));
}

function bandHead(band) {
  return el("p", { class: "cu-band-head" }, el("b", {}, band.id), band.id ? " " : "", content(band.question));
}

function boxOf(box, question, z) {
  const place = `left: ${box.x * z}px; top: ${box.y * z}px; width: ${box.width * z}px; height: ${box.height * z}px`;
  const node = el("div", { class: "cu-box-x", style: place, "data-name": box.heading, "data-question": question }, el("b", {}, box.heading), el("span", { style: `-webkit-line-clamp: ${box.lines.length + 1}` }, content(box.lines.join(" "))));
  node.classList.toggle("cu-step-x", /:r\d+$/.test(box.id));
  return node;
}

function edgeOf(edge, heads) {
  const path = (points) => `M${points.map((point) => point.join(" ")).join("L")}`;
  return svg(
    "g",
    { class: `cu-edge-x cu-kind-${edge.kind}`, "data-id": edge.id },
    ...edge.branches.map((line) => svg("path", { d: path(line) })),
    svg("path", { d: path(edge.stem), "marker-end": `url(#${heads[edge.kind]})` }),
  );
}

function marker(kind, id) {
  return svg("marker", { id, class: `cu-head-x cu-kind-${kind}`, viewBox: "-1 -1 12 12", refX: 9, refY: 5, markerWidth: 11, markerHeight: 11, markerUnits: "userSpaceOnUse", orient: "auto" }, svg("path", { d: HEADS[kind] }));
}

function sample(kind, head, words) {
  const line = svg("svg", { width: 56, height: 18, "aria-hidden": "true", class: `cu-edge-x cu-kind-${kind}` }, svg("path", { d: "M2 9H50", "marker-end": `url(#${head})` }));
  return el("span", { class: "cu-sample-x", "aria-hidden": "true" }, line, el("span", { class: `cu-sign-x cu-kind-${kind}` }, words.signs[kind]));
}

function listOf(band, { text, words, rows, select }) {
  const items = band.relations.map((id) => {
    const line = text.relations[id];
    const node = button([el("b", { class: `cu-kind-${line.kind}`, "aria-hidden": "true" }, `${words.signs[line.kind]} `), el("b", {}, told(line, words)), el("br"), content(line.sources.map((end) => end.short).join("; ")), " → ", content(line.to.short)], () => select(id), { class: "cu-row-x", "data-relation": id });
    rows.set(id, node);
    return el("li", {}, node);
  });
  return el("div", { class: "cu-band" }, bandHead(band), el("ul", { class: "cu-rows-x" }, items));
}

/** The relation that is read: its reason, then both ends side by side, in the order of reading. */
function panelOf(line, reading, words) {
  const end = (claim) => [el("p", {}, el("b", {}, `${claim.document} ${claim.id}`), " ", el("span", { class: "cu-label" }, words.terms.roles[claim.role])), claimBody(claim, words.claim)];
  const to = reading.step ? stepOf(reading.step, end, words) : end(reading.to);
  return [
    el("p", { class: `cu-title cu-kind-${line.kind}` }, el("span", { "aria-hidden": "true" }, `${words.signs[line.kind]} `), told(line, words)),
    el("p", { class: "cu-label" }, words.reason),
    el("p", { class: "cu-read" }, content(line.reason)),
    el("div", { class: "cu-ends" }, el("div", {}, reading.sources.flatMap(end)), el("div", { class: "cu-to" }, to)),
  ];
}

function stepOf(step, end, words) {
  const last = step.claims.at(-1);
  return [
    el("p", {}, el("b", {}, fill(words.stepHead, step))),
    el("p", { class: "cu-note" }, prose(fill(words.step, step))),
    ...step.claims.slice(0, -1).flatMap(end),
    el("p", { class: "cu-label" }, `${words[step.kind]}:`),
    ...end(last),
  ];
}

export default { render };
