import { button, el, fill, rove } from "./face.js";
import { beside } from "./question_rows.js";

/** Words of a retelling, marked by pointer (drag, or first and last) or by keyboard (move, extend, Enter). */
export function spansControl(card, desk, changed) {
  const { words } = desk;
  const all = [];
  const pages = card.texts.map(([name, text, ranges]) => page(name, [...text], ranges));
  const list = el("ul", { class: "cu-q-marks" });
  const count = el("p", { class: "cu-label" }, words.marks);
  const none = el("p", { class: "cu-note" }, words.no_marks);
  let marks = []; // { page, from, to }: tokens of a page, both ends included
  let rows = [];
  let anchor = null; // where a range that is being chosen began
  let head = null; // where it ends by now
  let drag = null; // the word on which the pointer went down, and whether it has left it
  let locked = false;

  /** One paragraph: a list of words, with what stands between them. */
  function page(name, characters, ranges) {
    const made = { name, tokens: [], gaps: [] };
    const node = el("div", { class: "cu-q-words cu-read", role: "listbox", "aria-multiselectable": "true", "aria-label": fill(words.marking_text, { id: name }) });
    let at = 0;
    const gap = (end) => {
      const space = el("span", {}, characters.slice(at, end).join(""));
      if (at < end) node.append(space);
      made.gaps.push(space);
    };
    for (const [start, end] of ranges) {
      gap(start);
      const word = el("span", { role: "option", "aria-selected": "false", class: "cu-q-word" }, characters.slice(start, end).join(""));
      const token = { page: made, index: made.tokens.length, start, end, word };
      word.token = token;
      made.tokens.push(token);
      all.push(token);
      node.append(word);
      at = end;
    }
    gap(characters.length);
    node.addEventListener("keydown", onKey);
    node.addEventListener("pointerdown", onDown);
    node.addEventListener("pointermove", onMove);
    node.addEventListener("pointerup", onUp);
    node.addEventListener("pointercancel", () => ((drag = null), pend(null)));
    node.addEventListener("focusin", (event) => event.target.token && rove(all.map((one) => one.word), event.target));
    made.text = (from, to) => characters.slice(made.tokens[from].start, made.tokens[to].end).join("");
    made.node = el("div", { class: "cu-q-page" }, el("span", { class: "cu-place", "aria-hidden": "true" }, name), node);
    return made;
  }
  const range = (one, other) => ({ page: one.page, from: Math.min(one.index, other.index), to: Math.max(one.index, other.index) });
  const text = (mark) => mark.page.text(mark.from, mark.to);
  const within = (token) => marks.find((mark) => mark.page === token.page && mark.from <= token.index && token.index <= mark.to);

  function pend(from, to = from) {
    anchor = from;
    head = to;
    paint();
  }
  function paint() {
    const open = anchor && range(anchor, head);
    for (const one of pages) {
      one.tokens.forEach((token, i) => {
        const marked = Boolean(within(token));
        const held = open && open.page === one && open.from <= i && i <= open.to;
        token.word.setAttribute("aria-selected", String(marked));
        token.word.classList.toggle("cu-q-held", Boolean(held));
        const next = one.tokens[i + 1];
        one.gaps[i + 1].className = next && within(token) && within(token) === within(next) ? "cu-q-marked" : held && next && i < open.to ? "cu-q-held" : "";
      });
    }
    none.hidden = marks.length > 0;
    rows = marks.map((mark) => {
      const remove = locked ? null : button(words.remove, () => (drop(mark), focusHere()), { "aria-label": fill(words.remove_mark, { words: text(mark) }) });
      return { mark, text: text(mark), node: el("li", {}, el("div", { class: "cu-q-line" }, el("span", { class: "cu-place" }, mark.page.name), el("span", { class: "cu-read" }, text(mark)), remove)) };
    });
    list.replaceChildren(...rows.map((row) => row.node));
  }
  function put(mark) {
    const touching = marks.filter((other) => other.page === mark.page && other.from <= mark.to && mark.from <= other.to);
    const whole = { page: mark.page, from: Math.min(mark.from, ...touching.map((m) => m.from)), to: Math.max(mark.to, ...touching.map((m) => m.to)) };
    marks = [...marks.filter((other) => !touching.includes(other)), whole].sort((a, b) => pages.indexOf(a.page) - pages.indexOf(b.page) || a.from - b.from);
    pend(null);
    desk.say(fill(words.marked, { words: text(whole) }));
    changed();
  }
  function drop(mark) {
    marks = marks.filter((other) => other !== mark);
    pend(null);
    desk.say(fill(words.unmarked, { words: text(mark) }));
    changed();
  }
  function act(token) {
    const old = within(token);
    if (anchor && anchor !== token && anchor.page === token.page) put(range(anchor, token));
    else if (old && !anchor) drop(old);
    else put(range(token, token));
  }
  const current = () => all.find((one) => one.word.getAttribute("tabindex") === "0") ?? all[0];
  const focusHere = () => current().word.focus();

  /** The word in the line above or below that lies nearest. */
  function beyond(token, way) {
    const here = token.word.getBoundingClientRect();
    const middle = here.left + here.width / 2;
    let best = token;
    let line = null;
    for (let i = all.indexOf(token) + way; i >= 0 && i < all.length; i += way) {
      const box = all[i].word.getBoundingClientRect();
      if (Math.abs(box.top - here.top) < here.height / 2) continue;
      line ??= box.top;
      if (Math.abs(box.top - line) > here.height / 2) break;
      const off = (one) => Math.abs(one.left + one.width / 2 - middle);
      if (best === token || off(box) < off(best.word.getBoundingClientRect())) best = all[i];
    }
    return best;
  }
  function onKey(event) {
    const token = event.target.token;
    if (!token || locked || event.altKey || event.ctrlKey || event.metaKey) return;
    const i = all.indexOf(token);
    const own = token.page.tokens;
    const goal = { ArrowRight: all[i + 1] ?? token, ArrowLeft: all[i - 1] ?? token, ArrowDown: beyond(token, 1), ArrowUp: beyond(token, -1), Home: own[0], End: own.at(-1) };
    if (event.key in goal) {
      let next = goal[event.key];
      if (event.shiftKey && next.page !== token.page) next = all.indexOf(next) > i ? own.at(-1) : own[0];
      if (event.shiftKey) {
        pend(anchor ?? token, next);
        desk.say(fill(words.chosen_words, { words: text(range(anchor, head)) }));
      } else if (anchor) pend(null);
      next.word.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      act(token);
    } else if (event.key === "Escape" && anchor) {
      pend(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
  const under = (event) => document.elementFromPoint(event.clientX, event.clientY)?.token ?? null;
  function onDown(event) {
    if (locked || event.button !== 0) return;
    const token = event.target.token;
    drag = token ? { token, left: false } : null;
    if (token && event.pointerType !== "touch") event.preventDefault(); // no native selection; focus by hand
    token?.word.focus();
  }
  function onMove(event) {
    if (!drag || event.pointerType === "touch" || !(event.buttons & 1)) return;
    const token = under(event);
    if (!token || token.page !== drag.token.page || (token === drag.token && !drag.left)) return;
    drag.left = true;
    pend(drag.token, token);
  }
  function onUp(event) {
    if (!drag) return;
    const { token, left } = drag;
    drag = null;
    if (left) return put(range(anchor, head));
    if (under(event) !== token) return;
    if (anchor || within(token)) return act(token);
    pend(token);
    desk.say(fill(words.begins, { words: token.word.textContent }));
  }

  rove(all.map((one) => one.word), all[0]?.word);
  paint();
  return {
    node: el("div", {}, pages.map((one) => one.node), count, none, list),
    value: () => marks.map((mark) => ({ paragraph: mark.page.name, words: text(mark), start: mark.page.tokens[mark.from].start, end: mark.page.tokens[mark.to].end })),
    fill(given) {
      marks = [];
      for (const { paragraph, start, end } of given ?? []) {
        const one = pages.find((p) => p.name === paragraph);
        const inside = one?.tokens.filter((token) => token.start < end && token.end > start) ?? [];
        if (inside.length) marks.push(range(inside[0], inside.at(-1)));
      }
      paint();
    },
    tried(past) {
      if (past.length) this.fill(past.at(-1));
    },
    lock() {
      locked = true;
      pend(null);
      for (const one of pages) one.node.querySelector("[role=listbox]").setAttribute("aria-disabled", "true");
    },
    explain: (parts, draw) => beside(rows, parts, draw),
    focus: focusHere,
  };
}
