// Claims of documents that a map of one's own may borrow: found by document and words, read, borrowed.
import { button, content, el, fill, fresh, plainKey, rove } from "./face.js";
import { passageNodes } from "./claims.js";

/** Return { node, open, draw }: the folded shelf of claims; `taken()` holds the ids of those borrowed already. */
export function borrowing({ model, words, send, taken }) {
  const { documents, claims, question } = model.get("library");
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  let current = "";

  const search = el("input", { type: "search", class: "cu-field", placeholder: words.searchAll, "aria-label": words.searchAll, oninput: () => draw() });
  const document_ = el("select", { class: "cu-field", "aria-label": words.ofDocument, onchange: () => draw() }, [["", words.anyDocument], ...documents.map(({ key, short }) => [key, short])].map(([value, label]) => el("option", { value }, label)));
  const only = el("input", { type: "checkbox", id: fresh("only"), onchange: () => draw() });
  const onlyLabel = el("label", { for: only.id }, only, ` ${fill(words.onlyAsked, { question })}`);
  const count = el("span", { class: "cu-note", role: "status" });
  const list = el("div", { class: "cu-b-shelf cu-b-library" });
  const reading = el("div", { class: "cu-b-reading", role: "group", "aria-label": words.claimRead }, el("p", { class: "cu-note" }, words.chooseOne));
  const panel = el("div", { class: "cu-b-borrow", id: fresh("borrow"), hidden: true },
    el("div", { class: "cu-bar" }, search, document_, question ? onlyLabel : null, count),
    el("div", { class: "cu-b-borrowing" }, list, reading));
  const toggle = button(fill(words.borrowFrom, { n: claims.length, of: documents.length }), () => show(panel.hidden), { "aria-expanded": "false", "aria-controls": panel.id });
  only.checked = Boolean(question);

  function show(shown) {
    panel.hidden = !shown;
    toggle.setAttribute("aria-expanded", String(shown));
    if (shown) draw();
  }
  function draw() {
    if (panel.hidden) return;
    const asked = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const said = (claim) => `${claim.label} ${claim.who} ${claim.short} ${claim.gist}`.toLowerCase();
    const shown = claims.filter((claim) => (!document_.value || claim.key === document_.value) && (!question || !only.checked || claim.asked) && asked.every((word) => said(claim).includes(word)));
    count.textContent = fill(words.trayCount, { n: shown.length, of: claims.length });
    const had = list.contains(document.activeElement);
    const rows = shown.map(rowOf);
    for (const [attribute, value] of [["role", "listbox"], ["aria-label", words.library]]) rows.length ? list.setAttribute(attribute, value) : list.removeAttribute(attribute);
    list.replaceChildren(...(rows.length ? rows : [el("p", { class: "cu-note" }, words.noneFound)]));
    const here = rows.find((row) => row.dataset.id === current) ?? rows[0];
    rove(rows, here);
    if (had) here?.focus({ preventScroll: true });
    if (current) read(current);
  }
  function rowOf(claim) {
    const tag = taken().has(claim.id) ? el("span", { class: "cu-b-tag" }, words.borrowedAlready) : null;
    return el("div", { class: `cu-b-card${claim.id === current ? " cu-b-current" : ""}`, role: "option", "data-id": claim.id, "aria-selected": String(claim.id === current), title: claim.gist },
      el("span", { class: "cu-b-head" }, el("b", {}, claim.label), " ", tag), el("span", { class: "cu-b-gist" }, content(`${claim.by}: ${claim.short}`)));
  }
  /** Show a claim whole; its passage comes from the kernel. */
  function read(id) {
    const claim = byId.get(id);
    if (!claim) return;
    if (current !== id) send({ do: "look", name: id });
    current = id;
    for (const row of list.querySelectorAll("[role=option]")) {
      row.classList.toggle("cu-b-current", row.dataset.id === id);
      row.setAttribute("aria-selected", String(row.dataset.id === id));
    }
    const looking = model.get("looking");
    const there = taken().has(id);
    const voice = words.voices[claim.voice];
    const focused = reading.contains(document.activeElement);
    const take = button(there ? words.borrowedAlready : fill(words.borrow, claim), () => borrow(id), { class: "cu-button cu-main", "aria-disabled": String(there) });
    reading.replaceChildren(
      el("div", { class: "cu-bar" }, el("b", {}, claim.label), el("span", { class: "cu-note" }, `${words.assertedBy}: ${claim.who}${voice ? ` (${voice})` : ""}`), el("span", { class: "cu-grow" }), take),
      el("p", { class: "cu-read" }, content(claim.gist)),
      ...(looking.id === id ? passageNodes(looking.passage, words) : []),
    );
    if (focused) take.focus({ preventScroll: true });
  }
  const borrow = (id) => taken().has(id) || send({ do: "borrow", name: id });
  function go(row) {
    if (!row) return;
    rove([...list.querySelectorAll("[role=option]")], row);
    row.focus({ preventScroll: true });
    read(row.dataset.id);
    const [a, b] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
    list.scrollTop += Math.min(0, a.top - b.top - 8) || Math.max(0, a.bottom - b.bottom + 8);
  }
  list.addEventListener("click", (event) => go(event.target.closest("[role=option]")));
  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("[role=option]");
    if (!row || !plainKey(event)) return;
    const to = { ArrowDown: row.nextElementSibling, j: row.nextElementSibling, ArrowUp: row.previousElementSibling, k: row.previousElementSibling, Home: list.firstElementChild, End: list.lastElementChild };
    if (event.key === "Enter" || event.key === " ") (read(row.dataset.id), borrow(row.dataset.id));
    else if (event.key in to) go(to[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "Enter") return;
    event.preventDefault();
    go(list.querySelector("[role=option]"));
  });
  model.on("change:looking", () => !panel.hidden && read(current));

  const node = el("div", {}, el("div", { class: "cu-bar" }, toggle), panel);
  return { node, draw, open: () => (show(true), search.focus()) };
}
