import { claimLine, passageNodes } from "./claims.js";
import { button, content, el, face, fill, keyHelp, plainKey, rove } from "./face.js";

const PATIENCE_MS = 2500;

function render({ model, el: root }) {
  const words = model.get("words");
  const { documents, decades, events } = model.get("document");
  const name = fill(words.name, { count: events.length });
  const { body, say } = face(model, root, { name, kind: "timeline" });
  const help = keyHelp(words, words.keys);
  const list = el("ul", { class: "cu-events", "aria-label": words.list });
  const panel = el("div", { class: "cu-event", role: "group", tabindex: "-1" });
  const toggles = documents.map(({ key, short }) => button(short, () => flip(key), { "data-key": key }));
  const tabs = decades.map(({ id, label, count }) => button([label, el("span", { class: "cu-label" }, ` ${count}`)], () => open(id), { "data-decade": id }));
  body.append(
    el("div", { class: "cu-bar" }, el("span", { class: "cu-title" }, name), el("span", { class: "cu-grow" }), help.toggle),
    help.panel,
    el("div", { class: "cu-bar cu-tight", role: "group", "aria-label": words.documents }, el("span", { class: "cu-label" }, words.documents), toggles),
    el("div", { class: "cu-bar cu-tight", role: "group", "aria-label": words.decades }, el("span", { class: "cu-label" }, words.decades), tabs),
    el("div", { class: "cu-beside" }, list, panel),
  );

  let rows = new Map();
  let patience = 0;
  let current = model.get("selected");

  function set(trait, value) {
    model.set(trait, value);
    model.save_changes();
    clearTimeout(patience);
    // A busy kernel answers late, one that is gone never: say so instead of seeming dead.
    patience = setTimeout(() => say(words.waiting), PATIENCE_MS);
  }
  function flip(key) {
    const on = model.get("shown");
    const left = on.includes(key) ? on.filter((other) => other !== key) : documents.map((one) => one.key).filter((other) => on.includes(other) || other === key);
    if (left.length) set("shown", left);
  }
  function open(id) {
    if (id !== model.get("decade")) set("decade", id);
  }
  function read(id) {
    current = id;
    mark();
    if (model.get("selected") !== id) set("selected", id);
  }
  function listed() {
    const on = model.get("shown");
    return events.filter((event) => event.decade === model.get("decade") && event.documents.some((key) => on.includes(key)));
  }
  function draw() {
    const on = model.get("shown");
    const focused = list.contains(document.activeElement) && document.activeElement.dataset.event;
    toggles.forEach((toggle) => toggle.setAttribute("aria-pressed", String(on.includes(toggle.dataset.key))));
    tabs.forEach((tab) => tab.setAttribute("aria-pressed", String(tab.dataset.decade === model.get("decade"))));
    rows = new Map(listed().map((event) => [event.id, rowOf(event, on)]));
    list.replaceChildren(...[...rows.values()].map((row) => el("li", {}, row)));
    if (!rows.size) list.append(el("li", { class: "cu-note" }, words.none));
    mark();
    if (focused) (rows.get(focused) ?? [...rows.values()][0] ?? panel).focus();
  }
  function rowOf(event, on) {
    const who = documents.filter(({ key }) => event.documents.includes(key) && on.includes(key)).map(({ short }) => short);
    return button(
      [el("span", { class: "cu-place" }, event.date || words.undated), " ", content(event.event), event.differs ? el("b", {}, " ≠") : null, el("span", { class: "cu-label" }, ` ${who.join(", ")}`)],
      () => read(event.id),
      { class: "cu-event-row", "data-event": event.id },
    );
  }
  function mark() {
    for (const [id, row] of rows) row.setAttribute("aria-pressed", String(id === current));
    rove([...rows.values()], rows.get(current) ?? [...rows.values()][0]);
  }
  function drawPanel() {
    clearTimeout(patience);
    const event = model.get("reading");
    panel.setAttribute("aria-label", event.event ?? words.choose);
    panel.replaceChildren(...(event.id ? eventOf(event, model.get("shown"), words) : [el("p", { class: "cu-note" }, words.choose)]));
    panel.scrollTop = 0;
  }
  function go(step, from) {
    const every = [...rows.keys()];
    const to = step === "first" ? every[0] : step === "last" ? every.at(-1) : every[every.indexOf(from) + step];
    if (!to) return;
    read(to);
    rows.get(to).focus();
  }

  body.addEventListener("keydown", (event) => {
    if (!plainKey(event)) return;
    const id = event.target.dataset?.event;
    const steps = { ArrowDown: 1, ArrowUp: -1, Home: "first", End: "last" };
    const aside = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (id && event.key in steps) go(steps[event.key], id);
    else if (id && aside) {
      const next = decades[decades.findIndex((one) => one.id === model.get("decade")) + aside];
      if (next) open(next.id);
    } else if (id && event.key === "Enter") (read(id), panel.focus());
    else if (event.key === "Escape") (rows.get(current) ?? [...rows.values()][0])?.focus();
    else if (event.key === "?") help.toggle.click();
    else return;
    event.preventDefault();
  });

  model.on("change:shown", () => (clearTimeout(patience), draw(), drawPanel()));
  model.on("change:decade", () => (clearTimeout(patience), draw()));
  model.on("change:reading", drawPanel);
  model.on("change:said", () => clearTimeout(patience));
  model.on("change:selected", () => model.get("selected") !== current && ((current = model.get("selected")), mark()));
  draw();
  drawPanel();
}

/** The event that is read: its dates, where they differ a riddle to open, and each document's use of it. */
function eventOf(event, on, words) {
  const uses = event.uses.filter((use) => on.includes(use.key)).map((use) => {
    const dated = use.given ? fill(words.gives, { date: use.given }) : words.givesNone;
    return el(
      "li",
      {},
      el("p", {}, el("b", {}, use.document), ` ${dated} `, use.differs ? el("b", { class: "cu-differs" }, words.differs) : null),
      el("p", { class: "cu-read" }, content(use.use)),
      el("details", { class: "cu-claim-line" }, el("summary", {}, el("span", { class: "cu-label" }, words.claim.passage)), el("div", { class: "cu-claim-body" }, passageNodes(use.passage, words.claim))),
      use.claims.length ? [el("p", { class: "cu-label" }, words.rests), ...use.claims.map((claim) => claimLine(claim, words.claim))] : null,
    );
  });
  return [
    el("p", { class: "cu-title" }, content(event.event)),
    el("p", { class: "cu-note" }, event.date ? fill(words.dated, { date: event.date }) : words.noDate),
    event.disagreement ? el("details", { class: "cu-clash" }, el("summary", {}, el("b", {}, `≠ ${words.disagreement}. `), words.weigh), el("p", {}, content(event.disagreement))) : null,
    el("ul", { class: "cu-uses" }, uses),
  ].filter(Boolean);
}

export default { render };
