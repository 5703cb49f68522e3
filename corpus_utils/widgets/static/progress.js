import { button, content, el, face, fill } from "./face.js";

function render({ model, el: root }) {
  const words = model.get("words");
  const { body, alert } = face(model, root, { name: words.name, kind: "progress" });
  const summary = el("p", { class: "cu-p-summary" });
  const list = el("ul", { class: "cu-p-due", "aria-label": words.list });
  const counts = el("div", { class: "cu-p-counts" });
  const notice = el("div", { class: "cu-p-notice", role: "status" });
  const slot = el("div", { class: "cu-p-card" });
  let view = null;
  let shown = "";
  body.append(el("p", { class: "cu-title" }, words.name), summary, list, counts, el("p", { class: "cu-note" }, words.rule), notice);

  function draw() {
    const opened = model.get("opened");
    const held = list.contains(document.activeElement);
    summary.textContent = model.get("summary");
    // Items that stay are not drawn anew, nor moved: focus, and what is open in them, would be lost.
    const due = model.get("due");
    const known = new Map([...list.children].map((item) => [item.dataset.id, item]));
    for (const [id, item] of known) if (!due.some((one) => one.id === id)) item.remove();
    for (const one of due) {
      if (!known.has(one.id)) list.append(dueItem(one, words, (id) => model.send(model.get("opened") === id ? { do: "close" } : { do: "open", item: id })));
    }
    for (const item of list.children) {
      const open = item.dataset.id === opened;
      const toggle = item.querySelector(".cu-p-open");
      toggle.setAttribute("aria-expanded", String(open));
      toggle.textContent = fill(open ? words.close : words.open, { id: item.dataset.id });
    }
    if (held && !list.contains(document.activeElement)) (list.querySelector("button") ?? focusable(summary)).focus();
    list.hidden = !list.children.length;
    counts.replaceChildren(table(model.get("lessons"), words));
    notice.textContent = model.get("notice");
  }
  async function place() {
    const opened = model.get("opened");
    if (opened === shown) return;
    shown = opened;
    view?.remove();
    view = null;
    slot.replaceChildren();
    draw();
    if (!opened) return slot.remove();
    const item = [...list.children].find((one) => one.dataset.id === opened);
    item.append(slot);
    try {
      const child = await model.widget_manager.get_model(model.get("card").replace("IPY_MODEL_", ""));
      const made = await model.widget_manager.create_view(child);
      if (shown !== opened) return made.remove();
      view = made;
      slot.replaceChildren(made.el);
    } catch (error) {
      alert.replaceChildren(`${words.problem}: ${error}`);
    }
  }
  model.on("change:opened", place);
  for (const name of ["due", "lessons", "summary", "notice"]) model.on(`change:${name}`, draw);
  draw();
  place();
  return () => view?.remove();
}

function focusable(node) {
  node.setAttribute("tabindex", "-1");
  return node;
}

function dueItem(one, words, toggle) {
  const open = button("", () => toggle(one.id), { class: "cu-button cu-p-open" });
  return el("li", { "data-id": one.id }, el("div", { class: "cu-p-line" }, el("div", {}, el("p", {}, content(one.prompt)), el("p", { class: "cu-note" }, fill(words.since, one))), open));
}

function table(lessons, words) {
  const head = Object.values(words.heads).map((name) => el("th", { scope: "col" }, name));
  const rows = lessons.map((row) => {
    const share = row.items ? (100 * row.answered) / row.items : 0;
    const bar = el("span", { class: "cu-p-track", "aria-hidden": "true" }, el("span", { class: "cu-p-bar", style: `width: ${share}%` }));
    return el("tr", {},
      el("th", { scope: "row" }, row.lesson),
      el("td", {}, el("div", { class: "cu-p-answered" }, bar, fill(words.of, { n: row.answered, of: row.items }))),
      el("td", {}, row.answered ? fill(words.of, { n: row.first, of: row.answered }) : ""),
      el("td", {}, row.best === null ? "" : fill(words.percent, { n: row.best })),
      el("td", {}, String(row.due)));
  });
  return el("table", {}, el("caption", { class: "cu-note" }, words.caption), el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows));
}

export default { render };
