// What all widgets share on the screen. Python joins this file with a widget's own (face.py).

/** Return a new element: el("button", {class: "cu-tool", onclick: go}, "Go"). Children: nodes or text, or lists of these. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(node, name, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Return a new SVG element. */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) set(node, name, value);
  node.append(...children);
  return node;
}

function set(node, name, value) {
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (value === true) node.setAttribute(name, "");
  else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
}

/** Return a button whose click is `act`; `label` is text, a node or a list of these. */
export function button(label, act, attributes = {}) {
  return el("button", { type: "button", class: "cu-button", onclick: act, ...attributes }, label);
}

/** Return nodes for text in which *…* is emphasis (as `EMPHASIS` in readings.py). */
export function prose(text) {
  return text.split(/\*(\S(?:[^*\n]*\S)?)\*/).map((part, i) => (i % 2 ? el("em", {}, part) : part));
}

let foreign = false; // whether the interface speaks another language than the data, which are English
/** Return nodes for text of the data, as `prose` does, marked as English where the interface is not; `instead` where there is none. */
export function content(text, instead = "") {
  if (!text) return prose(instead);
  return foreign ? [el("span", { lang: "en" }, prose(text))] : prose(text);
}

/** Return `text` with each {name} replaced. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

let made = 0;
/** Return an id no other element of this page has (for aria-controls and the like; never stored). */
export function fresh(stem) {
  made += 1;
  return `cu-${stem}-${made}-${Math.random().toString(36).slice(2, 7)}`;
}

/**
 * Make `root` a face: named, keyboard safe, with an alert and a live region at its end.
 * Returns { body, say, said, alert }: `body` is where the widget draws, say(text) speaks politely in `said`.
 */
export function face(model, root, { name, kind }) {
  const words = model.get("words");
  const body = el("div", { class: `cu-body cu-${kind}` });
  const alert = el("div", { class: "cu-problem", role: "alert" });
  const said = el("div", { class: "cu-said", role: "status", "aria-live": "polite" });
  root.classList.add("cu-face");
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", name);
  foreign = words.language !== "en";
  if (foreign) root.setAttribute("lang", words.language);
  root.append(body, alert, said);
  keepKeys(root);

  const say = (text) => {
    // An unchanged text would not be read again.
    said.textContent = text === said.textContent ? `${text}\u00a0` : text;
  };
  const warn = () => {
    const text = model.get("problem");
    alert.replaceChildren(...(text ? [el("strong", {}, `${words.problem}: `), text] : []));
  };
  const speak = () => model.get("said") && say(model.get("said"));
  model.on("change:problem", warn);
  model.on("change:said", speak);
  warn();
  return { body, say, said, alert };
}

// JupyterLab acts on single letters while a cell is selected (x cuts it). Inside a widget keys belong
// to the widget, but saving and the command palette stay JupyterLab's. JupyterLab looks for the mark
// from the focused element upwards and takes a shortcut at the first match, which is that element
// itself: so it has to carry the mark, the widget's root alone would come too late.
function keepKeys(root) {
  const mark = "data-lm-suppress-shortcuts";
  root.setAttribute(mark, "true");
  const held = new WeakRef(root); // a scrolled-away cell is taken out of the page and comes back: only a dead one lets go
  const guard = (event) => {
    const root = held.deref();
    if (!root) return window.removeEventListener("keydown", guard, true);
    if (!root.contains(event.target)) return;
    const theirs = (event.ctrlKey || event.metaKey) && (event.key === "s" || (event.shiftKey && event.key.toLowerCase() === "c"));
    for (const node of [root, event.target]) theirs ? node.removeAttribute(mark) : node.setAttribute(mark, "true");
  };
  // On window, so as to come before JupyterLab's own listener on the document.
  window.addEventListener("keydown", guard, true);
}

/** True if the event is a plain key (no Ctrl, Alt, Meta) and not typed into a field. */
export function plainKey(event) {
  const field = event.target.closest("input, textarea, select, [contenteditable=true]");
  return !(event.ctrlKey || event.altKey || event.metaKey || field);
}

/** Return a button that shows or hides a list of keys: pairs of [keys, what they do]. */
export function keyHelp(words, pairs) {
  const id = fresh("keys");
  const rows = pairs.map(([keys, what]) => el("div", {}, el("dt", {}, keys.split(" ").map((k) => el("kbd", {}, k))), el("dd", {}, what)));
  const panel = el("dl", { class: "cu-keys", id, hidden: true }, rows);
  const toggle = button(words.help, () => {
    panel.hidden = !panel.hidden;
    toggle.setAttribute("aria-expanded", String(!panel.hidden));
  }, { "aria-expanded": "false", "aria-controls": id });
  return { toggle, panel };
}

/** Keep one tab stop among `items`: the one that has focus, or the first. */
export function rove(items, current) {
  for (const item of items) item.setAttribute("tabindex", item === current ? "0" : "-1");
}
