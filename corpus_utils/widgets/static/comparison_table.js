import { claimLine } from "./claims.js";
import { button, content, el, face, fill, fresh, keyHelp, plainKey, prose, rove } from "./face.js";

const DRAFT_MS = 400;
const PATIENCE_MS = 2500;
const SIGNS = { empty: "", draft: "✎", kept: "•", compared: "✓" };

function render({ model, el: root }) {
  const words = model.get("words");
  const { name, questions, documents } = model.get("grid");
  const { body, say, alert } = face(model, root, { name, kind: "comparison" });
  const count = el("span", { class: "cu-note" });
  const notice = el("div", { class: "cu-note cu-notice", role: "status" });
  const help = keyHelp(words, words.keys);
  const table = el("table", { class: "cu-grid" });
  body.append(
    el("div", { class: "cu-bar" }, el("span", { class: "cu-title" }, name), el("span", { class: "cu-grow" }), count, help.toggle),
    el("p", { class: "cu-note" }, words.how),
    help.panel,
    el("div", { class: "cu-scroll", role: "group", "aria-label": words.caption }, table),
    notice,
  );

  const buttons = new Map();
  const heads = new Map();
  let editor = null; // the open cell's: { name, row, update, focus }
  let at = `${questions[0].id}/${documents[0].key}`;
  let patience = 0;
  let saving = 0;
  const drafts = { ...model.get("draft") };

  const places = questions.map((question) => documents.map((document) => `${question.id}/${document.key}`));
  const cellOf = (id) => model.get("cells")[id];
  const partsOf = (id) => {
    const [question, key] = [id.slice(0, id.indexOf("/")), id.slice(id.indexOf("/") + 1)];
    return { question: questions.find((one) => one.id === question), document: documents.find((one) => one.key === key) };
  };
  const stateOf = (id) => {
    const cell = cellOf(id);
    if (cell.shown) return "compared";
    if (drafts[id]) return "draft";
    return cell.given ? "kept" : "empty";
  };

  function send(message) {
    clearTimeout(saving);
    clearTimeout(patience);
    // A busy kernel answers late, one that is gone never: say so instead of seeming dead.
    patience = setTimeout(() => alert.replaceChildren(words.waiting), PATIENCE_MS);
    model.send(message);
  }
  function keepDraft(id, given) {
    if (given) drafts[id] = given;
    else delete drafts[id];
    clearTimeout(saving);
    saving = setTimeout(() => {
      model.set("draft", { ...drafts });
      model.save_changes();
    }, DRAFT_MS);
  }

  function build() {
    const top = el("tr", {}, el("th", { scope: "col" }, words.question), documents.map((document) => el("th", { scope: "col" }, document.short)));
    const rows = questions.map((question, r) => {
      const agreed = el("p", { class: "cu-agreed" });
      heads.set(question.id, agreed);
      const cells = documents.map((document, c) => {
        const id = places[r][c];
        const node = button("", () => open(id), { class: "cu-cell", "data-cell": id, "aria-expanded": "false", onfocus: () => move(id, false) });
        buttons.set(id, node);
        return el("td", {}, node);
      });
      return el("tr", { "data-question": question.id }, el("th", { scope: "row" }, el("b", {}, question.id), " ", content(question.question), agreed), cells);
    });
    table.replaceChildren(el("caption", { class: "cu-unseen" }, words.caption), el("thead", {}, top), el("tbody", {}, rows));
  }

  function draw() {
    const every = places.flat();
    for (const id of every) drawCell(id);
    for (const question of questions) {
      const on = model.get("agreements")[question.id];
      heads.get(question.id).textContent = on ? `${words.yours}: ${fill(words.agreedOn, { on: words.agreements[on][0] })}` : "";
    }
    const filled = every.filter((id) => cellOf(id).given).length;
    count.textContent = fill(words.count, { filled, all: every.length, shown: every.filter((id) => cellOf(id).shown).length });
    notice.textContent = model.get("notice");
    rove([...buttons.values()], buttons.get(at));
    editor?.update();
  }

  function drawCell(id) {
    const cell = cellOf(id);
    const state = stateOf(id);
    const { document } = partsOf(id);
    const given = state === "draft" ? drafts[id] : cell.given;
    const said = given ? given.text || words.silent : "";
    const lines = [el("span", { class: "cu-mine" }, said ? [given.silent ? el("b", {}, `${words.silent}${given.text ? ": " : ""}`) : null, given.silent && !given.text ? null : prose(given.text)] : el("span", { class: "cu-label" }, cell.given_up ? words.givenUp : words.write))];
    if (cell.shown) {
      const course = model.get("answers")[id];
      lines.push(el("span", { class: "cu-theirs" }, el("b", {}, `${words.course}: `), course.silent ? el("b", {}, `${words.silent}. `) : null, content(course.answer, words.untold)));
    }
    const sign = el("span", { class: "cu-sign", "aria-hidden": "true" }, SIGNS[state]);
    const node = buttons.get(id);
    node.className = `cu-cell cu-is-${state}`;
    node.replaceChildren(sign, el("span", { class: "cu-unseen" }, `${document.short}, ${words[state]}. `), ...lines);
  }

  function move(id, focus = true) {
    at = id;
    rove([...buttons.values()], buttons.get(id));
    if (focus) buttons.get(id).focus();
  }

  function open(id) {
    const again = editor?.name === id;
    close(false);
    if (again) return buttons.get(id).focus();
    at = id;
    const { question, document } = partsOf(id);
    editor = editorOf(id, { question, document, model, words, drafts, send, keepDraft, close, next });
    const row = el("tr", { class: "cu-open" }, el("td", { colspan: documents.length + 1 }, editor.node));
    editor.row = row;
    const line = table.querySelector(`tr[data-question="${question.id}"]`);
    line.after(row);
    line.classList.add("cu-now");
    buttons.get(id).setAttribute("aria-expanded", "true");
    buttons.get(id).setAttribute("aria-controls", editor.node.id);
    rove([...buttons.values()], buttons.get(id));
    editor.update();
    editor.focus();
    row.scrollIntoView({ block: "nearest" });
  }
  function close(back = true) {
    if (!editor) return;
    const { name: id, row } = editor;
    editor = null;
    row.previousElementSibling.classList.remove("cu-now");
    row.remove();
    buttons.get(id).setAttribute("aria-expanded", "false");
    buttons.get(id).removeAttribute("aria-controls");
    drawCell(id);
    if (back) move(id);
  }
  function next() {
    const every = places.flat();
    const from = every.indexOf(editor.name);
    const rest = [...every.slice(from + 1), ...every.slice(0, from)];
    open(rest.find((id) => !cellOf(id).given && !cellOf(id).shown) ?? rest[0] ?? every[from]);
  }

  table.addEventListener("keydown", (event) => {
    const id = event.target.dataset?.cell;
    if (!id || !plainKey(event)) return;
    const r = places.findIndex((row) => row.includes(id));
    const c = places[r].indexOf(id);
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -c], End: [0, documents.length - 1 - c] };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const to = places[r + step[0]]?.[c + step[1]];
    if (to) move(to);
  });
  body.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && editor) close();
    else if (event.key === "Enter" && event.ctrlKey && editor) editor.show();
    else if (event.key === "?" && plainKey(event)) help.toggle.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  build();
  draw();
  const answered = () => {
    clearTimeout(patience);
    if (!model.get("problem")) alert.replaceChildren();
    draw();
  };
  model.on("change:cells", () => {
    if (editor && !cellOf(editor.name).shown) say(model.get("said"));
    answered();
  });
  for (const trait of ["answers", "agreements", "relations", "notice"]) model.on(`change:${trait}`, answered);
  model.on("change:problem", () => {
    clearTimeout(patience);
    if (model.get("problem")) editor?.faulty();
  });
}

/** The open cell: what the student writes on the left; once compared, the course's answer on the right. */
function editorOf(id, { question, document, model, words, drafts, send, keepDraft, close, next }) {
  const naming = { question: question.id, document: document.short };
  const cell = () => model.get("cells")[id];
  const given = drafts[id] ?? cell().given ?? { text: "", silent: false };
  const area = el("textarea", { class: "cu-field cu-write", rows: "4", id: fresh("guess"), oninput: changed });
  const box = el("input", { type: "checkbox", id: fresh("silent"), onchange: changed });
  area.value = given.text;
  box.checked = given.silent;
  const value = () => ({ text: area.value, silent: box.checked });
  const keep = button("", () => send({ do: "keep", cell: id, ...value(), show: false }));
  const show = button(words.show, () => submit(), { class: "cu-button cu-main" });
  const giveUp = button(words.giveUp, () => send({ do: "give_up", cell: id }));
  const bar = el("div", { class: "cu-bar" }, show, keep, giveUp, el("span", { class: "cu-grow" }), button(words.next, next), button(words.close, () => close()));
  const course = el("div", { class: "cu-course", tabindex: "-1" });
  const across = el("div", { class: "cu-across" });
  const mine = el(
    "div",
    { class: "cu-guess" },
    el("label", { for: area.id }, el("b", {}, fill(words.ask, naming))),
    area,
    el("label", { class: "cu-tick", for: box.id }, box, " ", fill(words.tick, naming)),
    bar,
  );
  const node = el("div", { class: "cu-editor", id: fresh("editor"), role: "group", "aria-label": fill(words.editor, naming) }, el("div", { class: "cu-halves" }, mine, course), across);
  let shown = cell().shown;
  let drawn = "";

  function changed() {
    area.removeAttribute("aria-invalid");
    const old = cell().given ?? { text: "", silent: false };
    const now = value();
    keepDraft(id, now.text === old.text && now.silent === old.silent ? null : now);
    ready();
  }
  // A dimmed button may still be pressed: the kernel then says what is missing.
  const ready = () => show.setAttribute("aria-disabled", String(!area.value.trim() && !box.checked));
  function submit() {
    send({ do: "keep", cell: id, ...value(), show: true });
  }
  function update() {
    const now = cell();
    if (now.given && drafts[id] && now.given.text === drafts[id].text.trim() && now.given.silent === drafts[id].silent) delete drafts[id];
    keep.textContent = now.shown ? words.revise : words.keep;
    show.hidden = giveUp.hidden = now.shown;
    ready();
    const seen = JSON.stringify([now.shown, now.given, now.changed]);
    if (seen !== drawn) course.replaceChildren(...courseNodes(now));
    drawn = seen;
    course.hidden = !now.shown;
    drawAcross();
    if (now.shown && !shown) course.focus();
    shown = now.shown;
  }
  function courseNodes(now) {
    const found = model.get("answers")[id];
    if (!now.shown || !found) return [];
    const verdict = !now.given || now.given_up || !found.answer ? "" : now.given.silent && found.silent ? words.bothSilent : now.given.silent ? words.onlyYou : found.silent ? words.onlyCourse : "";
    return [
      el("p", { class: "cu-label" }, words.course),
      el("p", { class: "cu-read" }, found.silent ? el("b", {}, `${words.silent}. `) : null, content(found.answer, words.untold)),
      verdict ? el("p", { class: "cu-verdict" }, verdict) : null,
      now.changed ? el("p", { class: "cu-note" }, words.changed) : null,
      found.claims.length ? [el("p", { class: "cu-label" }, words.rests), el("ul", { class: "cu-rests" }, found.claims.map((claim) => el("li", {}, claimLine(claim, words.claim))))] : null,
    ].flat().filter(Boolean);
  }
  function drawAcross() {
    const on = model.get("agreements")[question.id];
    const focused = across.contains(window.document.activeElement) && window.document.activeElement.dataset.on;
    const choices = Object.entries(words.agreements).map(([kind, [label, meaning]]) => button(label, () => send({ do: "agree", question: question.id, on: kind }), { "aria-pressed": String(kind === on), title: meaning, "data-on": kind }));
    const bearing = model.get("relations")[question.id];
    const against = !on ? [] : !bearing ? [el("p", { class: "cu-note" }, words.later)] : bearing.length ? [el("p", { class: "cu-note" }, words.noKey), el("ul", { class: "cu-rests" }, bearing.map((one) => bearingItem(one, words)))] : [el("p", { class: "cu-note" }, words.noRelations)];
    across.replaceChildren(
      el("div", { class: "cu-bar", role: "group", "aria-label": words.agreement }, el("span", {}, words.agreement), choices, on ? el("span", { class: "cu-note" }, words.agreements[on][1]) : null),
      ...against,
    );
    if (focused) across.querySelector(`[data-on="${focused}"]`)?.focus();
  }
  function faulty() {
    area.setAttribute("aria-invalid", "true");
    area.focus();
  }
  return { name: id, node, update, faulty, show: () => !cell().shown && submit(), focus: () => (cell().shown ? course : area).focus() };
}

function bearingItem({ id, kind, from, to, reason }, words) {
  const step = fill(words.bearing, { from, to, kind: words.terms.relations[kind] });
  return el("li", {}, el("span", { class: "cu-place" }, id), " ", el("b", {}, step), " ", content(reason));
}

export default { render };
