import { button, content, el, face, fill, fresh, keyHelp, plainKey, rove } from "./face.js";

const FEW = 10; // speakers in the legend before one asks for all

function render({ model, el: root }) {
  const words = model.get("words");
  const text = model.get("document");
  const speakers = new Map(text.speakers.map((speaker) => [speaker.id, speaker]));
  const { body, say } = face(model, root, { name: fill(words.name, { title: text.title }), kind: "v-board" });
  const help = keyHelp(words, words.keys);
  const cells = new Map(text.paragraphs.map((p) => [p.id, cellOf(p, speakers, words)]));
  const list = [...cells.values()];
  const strip = el("div", { class: "cu-v-strip", role: "listbox", "aria-label": words.strip }, list);
  const card = el("div", { class: "cu-card cu-v-read", role: "group", "aria-label": words.choose, tabindex: "-1" });
  const legend = legendOf(text, words, (name) => flip(name), () => only([]));
  body.append(
    el("div", { class: "cu-bar" }, el("span", { class: "cu-title" }, fill(words.name, { title: text.title })), el("span", { class: "cu-grow" }), help.toggle),
    el("p", { class: "cu-note" }, fill(words.about, { paragraphs: text.paragraphs.length, speakers: text.speakers.length })),
    help.panel, legend.node, strip, card,
  );

  function only(names) {
    model.set("only", names);
    model.save_changes();
  }
  function flip(name) {
    const now = model.get("only");
    only(now.includes(name) ? now.filter((one) => one !== name) : [...now, name]);
  }
  function filter() {
    const on = new Set(model.get("only"));
    const who = [...on].filter((name) => speakers.has(name));
    const how = [...on].filter((name) => !speakers.has(name));
    let hits = 0;
    for (const cell of list) {
      let hit = false;
      for (const chip of cell.querySelectorAll(".cu-v-chip")) {
        const lit = (!who.length || who.includes(chip.dataset.speaker)) && (!how.length || how.includes(chip.dataset.manner));
        chip.classList.toggle("cu-v-off", !lit);
        hit ||= lit;
      }
      cell.classList.toggle("cu-v-out", on.size > 0 && !hit);
      hits += hit;
    }
    legend.draw(on);
    return on.size ? fill(words.shown, { n: hits }) : words.allShown;
  }
  function choose(id, { keep = false } = {}) {
    if (!cells.has(id)) return;
    for (const cell of list) cell.setAttribute("aria-selected", String(cell.dataset.id === id));
    rove(list, cells.get(id));
    const p = text.paragraphs.find((one) => one.id === id);
    card.setAttribute("aria-label", labelOf(p, speakers, words));
    card.replaceChildren(...readOf(p, speakers, words));
    if (keep) (model.set("chosen", id), model.save_changes());
  }
  /** Move the focus without moving the notebook; the strip scrolls by itself. */
  function go(cell) {
    if (!cell) return;
    rove(list, cell);
    cell.focus({ preventScroll: true });
    const [a, b] = [cell.getBoundingClientRect(), strip.getBoundingClientRect()];
    strip.scrollTop += Math.min(0, a.top - b.top - 8) || Math.max(0, a.bottom - b.bottom + 8);
  }

  strip.addEventListener("click", (event) => {
    const cell = event.target.closest(".cu-v-cell");
    if (cell) (choose(cell.dataset.id, { keep: true }), go(cell), say(cell.getAttribute("aria-label")));
  });
  strip.addEventListener("keydown", (event) => {
    if (!plainKey(event)) return;
    const cell = event.target.closest(".cu-v-cell");
    const at = list.indexOf(cell);
    const beside = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: list.length - 1 };
    if (event.key in beside) go(list[beside[event.key]]);
    else if (event.key === "ArrowUp" || event.key === "ArrowDown") go(vertical(list, at, event.key === "ArrowUp" ? -1 : 1));
    else if (event.key === "Enter" || event.key === " ") (choose(cell.dataset.id, { keep: true }), card.focus({ preventScroll: true }));
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  body.addEventListener("keydown", (event) => {
    if (!plainKey(event)) return;
    if (event.key === "l") legend.node.querySelector("button").focus();
    else if (event.key === "?") help.toggle.click();
    else if (event.key === "Escape" && event.target === card) go(list.find((cell) => cell.tabIndex === 0));
    else if (event.key === "Escape") only([]);
    else return;
    event.preventDefault();
  });
  model.on("change:only", () => say(filter()));
  rove(list, list[0]);
  card.append(el("p", { class: "cu-note" }, words.choose));
  filter();
  if (model.get("chosen")) choose(model.get("chosen"));
}

/** Return the cell on the next line, above or below, that lies nearest. */
function vertical(list, at, step) {
  const from = list[at].getBoundingClientRect();
  let best = null;
  let line = null;
  for (let i = at + step; list[i]; i += step) {
    const box = list[i].getBoundingClientRect();
    if (Math.abs(box.top - from.top) < 4) continue;
    line ??= box.top;
    if (Math.abs(box.top - line) > 4) break;
    const far = Math.abs(box.left - from.left);
    if (!best || far < best.far) best = { far, cell: list[i] };
  }
  return best?.cell;
}

function labelOf(p, speakers, words) {
  const said = p.voices.map((v) => `${speakers.get(v.speaker).name} ${v.manners.map((m) => words.kinds[m]).join(", ")}`);
  return `${p.id}: ${said.join("; ") || words.own}`;
}

function cellOf(p, speakers, words) {
  const chips = p.voices.flatMap((v) => v.manners.map((manner) => chipOf(speakers.get(v.speaker), manner, words)));
  const head = p.kind === "heading" ? el("span", { class: "cu-v-head" }, content(p.told)) : null;
  return el("div", { class: `cu-v-cell${head ? " cu-v-heading" : ""}`, role: "option", "aria-selected": "false", "data-id": p.id, "aria-label": head ? `${labelOf(p, speakers, words)}. ${p.told}` : labelOf(p, speakers, words) }, el("span", { class: "cu-place" }, p.id), head, chips);
}

function chipOf(speaker, manner, words) {
  return el("span", { class: `cu-v-chip cu-v-${manner} cu-v-c${speaker.colour}`, "data-speaker": speaker.id, "data-manner": manner, title: `${speaker.name}, ${words.kinds[manner]}` }, el("span", { class: "cu-v-sign" }, words.signs[manner]), speaker.tag);
}

function readOf(p, speakers, words) {
  const voices = p.voices.map((v) =>
    el("li", {}, v.manners.map((manner) => chipOf(speakers.get(v.speaker), manner, words)), ` ${speakers.get(v.speaker).name}, ${v.manners.map((m) => words.kinds[m]).join(", ")}`, v.certainty === "certain" ? null : el("span", { class: "cu-note" }, ` (${fill(words.less, { certainty: words.terms.certainties[v.certainty] })})`)),
  );
  const own = p.words ? [el("p", { class: "cu-label" }, words.original), el("p", { class: "cu-read" }, p.words)] : [];
  return [
    el("p", {}, el("strong", {}, p.id), p.voices.length ? null : `: ${words.own}`),
    p.voices.length ? el("ul", { class: "cu-v-voices" }, voices) : null,
    p.words ? el("p", { class: "cu-label" }, words.retelling) : null,
    el("p", { class: "cu-read" }, content(p.told, words.untold)),
    ...own,
  ].filter(Boolean);
}

function legendOf(text, words, flip, all) {
  const buttons = [];
  const made = (name, label, kind = "") => {
    const one = button(label, () => flip(name), { class: `cu-button cu-v-key${kind}`, "data-name": name, "aria-pressed": "false" });
    buttons.push(one);
    return one;
  };
  const manners = Object.keys(words.signs).filter((manner) => text.speakers.some((s) => s.manners.includes(manner)));
  const how = manners.map((manner) => made(manner, [el("span", { class: `cu-v-chip cu-v-${manner} cu-v-plain`, "aria-hidden": "true" }, el("span", { class: "cu-v-sign" }, words.signs[manner]), "Aa"), ` ${words.kinds[manner]}`]));
  const who = text.speakers.map((s, i) => {
    const one = made(s.id, [el("span", { class: `cu-v-chip cu-v-c${s.colour}`, "aria-hidden": "true" }, s.tag), ` ${s.name} `, el("span", { class: "cu-label" }, s.count)]);
    one.hidden = i >= FEW;
    return one;
  });
  const more = button(fill(words.more, { n: who.length }), () => {
    const shut = more.getAttribute("aria-expanded") === "false";
    who.forEach((one, i) => (one.hidden = !shut && i >= FEW && one.getAttribute("aria-pressed") !== "true"));
    more.setAttribute("aria-expanded", String(shut));
    more.textContent = fill(shut ? words.fewer : words.more, { n: who.length });
  }, { "aria-expanded": "false" });
  more.hidden = who.length <= FEW;
  const reset = button(words.all, () => reset.getAttribute("aria-disabled") === "true" || all());
  const group = (name, items) => {
    const id = fresh("legend");
    return el("div", { class: "cu-bar cu-v-legend", role: "group", "aria-labelledby": id }, el("span", { class: "cu-label", id }, `${words.legend}: ${name}`), items);
  };
  const draw = (on) => {
    for (const one of buttons) one.setAttribute("aria-pressed", String(on.has(one.dataset.name)));
    for (const one of who) if (on.has(one.dataset.name)) one.hidden = false;
    reset.setAttribute("aria-disabled", String(!on.size)); // not disabled: it would lose the focus
  };
  return { node: el("div", {}, group(words.speakers, [...who, more]), group(words.manners, [...how, reset])), draw };
}

export default { render };
