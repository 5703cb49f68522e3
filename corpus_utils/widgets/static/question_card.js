import { button, content, el, face, fill, fresh, prose } from "./face.js";
import { beside, levelsMarking, lockAll, mapFigure, mendControl, tag, ticksMarking } from "./question_rows.js";
import { spansControl } from "./question_spans.js";

const WAIT_MS = 6000; // a kernel that is silent for so long is busy or gone
const DRAFT_MS = 400;

function render({ model, el: root }) {
  const words = model.get("words");
  const cards = model.get("cards");
  const { body, say, alert } = face(model, root, { name: fill(words.name, { id: cards[0].id }), kind: "question" });
  alert.id = fresh("problem");
  const notice = el("div", { class: "cu-q-notice", role: "status" });
  const earlier = el("div", { class: "cu-q-earlier" });
  const list = el("div", { class: "cu-q-rounds" });
  const panes = [];
  let waiting = 0;
  let saving = 0;

  const desk = {
    words, say, problem: alert.id,
    passages: () => model.get("passages"),
    /** Send a message; say so where no answer comes. */
    send(message) {
      clearTimeout(saving);
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        panes.at(-1)?.rest();
        alert.replaceChildren(words.silent);
      }, WAIT_MS);
      model.send(message);
    },
    /** Keep what is half done, in the kernel, for the next view of this item. */
    keep(number, given) {
      clearTimeout(saving);
      saving = setTimeout(() => {
        model.set("draft", { round: number, given });
        model.save_changes();
      }, DRAFT_MS);
    },
  };

  function key(round) {
    return `${round.card}/${round.number}`;
  }
  function draw() {
    clearTimeout(waiting);
    if (!model.get("problem")) alert.replaceChildren();
    const rounds = model.get("rounds");
    while (panes.length > rounds.length) panes.pop().node.remove();
    rounds.forEach((round, i) => {
      if (panes[i]?.key === key(round)) return;
      const draft = model.get("draft");
      const given = draft.round === key(round) ? draft.given : null;
      const pane = pane_(cards[round.card], key(round), round, given, desk);
      const old = panes[i];
      panes[i] = pane;
      if (old) old.node.replaceWith(pane.node);
      else list.append(pane.node);
      pane.fresh = drawn;
    });
    rounds.forEach((round, i) => panes[i].update(round, { last: i === rounds.length - 1, focus: drawn }));
    const last = panes.at(-1);
    if (drawn && last.fresh) last.begin();
    last.fresh = false;
  }
  function drawNotice() {
    notice.textContent = model.get("notice");
  }
  function drawEarlier() {
    const past = model.get("earlier");
    earlier.replaceChildren();
    if (!past.when) return;
    const kind = past.neutral ? "predicted" : past.mark === null ? "unmarked" : past.mark === 1 ? "right" : past.mark === 0 ? "wrong" : "part";
    const said = fill(words[`earlier_${kind}`], { when: past.when, share: fill(words.percent, { n: Math.round(past.mark * 100) }) });
    const recall = button(words.recall, () => desk.send({ do: "recall" }));
    earlier.append(el("span", {}, said, past.changed ? ` ${words.earlier_changed}` : ""), recall);
  }
  function drawProblem() {
    clearTimeout(waiting);
    if (model.get("problem")) panes.at(-1)?.faulty();
  }

  let drawn = false;
  const heading = el("p", { class: "cu-q-head" }, el("span", { class: "cu-title" }, fill(words.name, { id: cards[0].id })), el("span", { class: "cu-label" }, cards[0].about));
  body.append(heading, earlier, list, alert, notice);
  draw();
  drawNotice();
  drawEarlier();
  drawn = true;
  model.on("change:rounds", draw);
  model.on("change:notice", drawNotice);
  model.on("change:earlier", drawEarlier);
  model.on("change:problem", drawProblem);
}

/** One try at one item: the form, its hints, and once it is marked the feedback beside each option. */
function pane_(card, key, round, draft, shared) {
  const desk = { ...shared, names: card.names };
  const { words } = desk;
  const control = CONTROLS[card.control](card, desk, () => desk.keep(key, control.value()));
  const hints = el("div", { class: "cu-q-hints" });
  const hint = button("", () => hint.getAttribute("aria-disabled") === "true" || desk.send({ do: "hint" }));
  const check = el("button", { type: "submit", class: "cu-button cu-main" }, card.check); // Enter in a field sends, too
  const passage = card.passage ? passageButton(card.passage, desk) : null;
  const outcome = el("div", { class: "cu-q-outcome", tabindex: "-1", hidden: true });
  const how = el("p", { class: "cu-note", id: fresh("how") }, card.how);
  const field = el("fieldset", { "aria-describedby": `${how.id} ${desk.problem}` },
    el("legend", { class: "cu-q-prompt" }, round.card ? el("strong", {}, `${words.second_name}. `) : null, content(card.prompt)), card.figure.src ? mapFigure(card.figure, words) : null, how, control.node);
  const bar = el("div", { class: "cu-bar" }, check, hint, passage?.toggle);
  const form = el("form", {}, field, hints, bar, passage?.panel);
  const node = el("section", { class: "cu-q-round" }, form, outcome);
  form.addEventListener("submit", (event) => (event.preventDefault(), submit()));
  if (draft !== null) control.fill(draft);
  control.tried?.(round.tried);

  function submit() {
    if (check.getAttribute("aria-disabled") === "true") return;
    check.setAttribute("aria-disabled", "true");
    check.textContent = words.checking;
    desk.send({ do: "answer", given: control.value() });
  }
  function rest() {
    check.removeAttribute("aria-disabled");
    check.textContent = card.check;
  }
  let drawn = "";
  let told = "";
  let others = [];
  function update(now, { last, focus }) {
    rest();
    const count = hints.children.length;
    for (const [i, text] of now.hints.entries()) {
      if (i < count) continue;
      const line = el("p", {}, el("strong", {}, `${fill(words.hint_n, { n: i + 1 })}. `), content(text));
      hints.append(line);
      if (focus) desk.say(line.textContent);
    }
    hint.hidden = !card.hints || now.feedback !== null;
    hint.textContent = now.left ? fill(words.hint, { n: now.left }) : words.no_hint;
    hint.setAttribute("aria-disabled", String(!now.left));
    field.removeAttribute("aria-invalid");
    const seen = JSON.stringify([now.feedback, now.all, now.explain, last]);
    if (now.feedback === null || seen === drawn) return;
    drawn = seen;
    const news = JSON.stringify(now.feedback) !== told;
    told = JSON.stringify(now.feedback);
    if (news) {
      check.hidden = true;
      node.classList.add("cu-q-locked");
      control.fill(now.given);
      control.lock();
      others = control.explain(now.feedback.parts, (part) => verdict(part, desk));
    }
    drawOutcome(now, others, last);
    if (focus && last) ((!news && outcome.querySelector(".cu-q-all")) || outcome).focus();
  }
  function drawOutcome(now, others, last) {
    const { feedback } = now;
    const marked = feedback.mark !== null;
    const kind = !marked || card.neutral ? "open" : feedback.right ? "good" : "bad";
    outcome.className = `cu-q-outcome cu-q-${kind}`;
    outcome.hidden = false;
    const sign = { good: "✓ ", bad: "✗ ", open: "" }[kind];
    const summary = el("p", { class: "cu-q-summary" }, el("span", { "aria-hidden": "true" }, sign), feedback.summary);
    outcome.replaceChildren(summary);
    if (feedback.next) outcome.append(el("p", {}, feedback.next));
    if (others.length) outcome.append(listOf(control.restTitle?.(feedback) ?? (card.neutral ? words.reveal : words.rest), others, desk));
    if (!marked && !feedback.later) outcome.append(selfMarking(card, now, desk));
    if (now.all.length) outcome.append(listOf(words.all, now.all, desk, "cu-q-all"));
    if (!last || !(marked || feedback.later) || card.neutral) return; // who has read on can no longer predict
    const go = el("div", { class: "cu-bar" });
    const main = { class: "cu-button cu-main" };
    if (now.second) go.append(button(words.second, () => desk.send({ do: "second" }), main));
    const again = () => desk.send({ do: "again" });
    go.append(feedback.right || feedback.later ? button(words.anew, again) : button(words.again, again, now.second ? {} : main));
    if (now.explain) go.append(button(words.explain, () => desk.send({ do: "explain" })));
    outcome.append(go);
  }
  function faulty() {
    rest();
    field.setAttribute("aria-invalid", "true");
    control.focus();
  }
  return { node, key, update, rest, faulty, begin: () => control.focus() };
}

/** Verdict, explanation and passage of one part of an answer. */
function verdict(part, desk, { named = false } = {}) {
  const passage = part.passage ? passageButton(part.passage, desk) : null;
  const [sign, kind] = part.right === null ? ["", "plain"] : part.right ? ["✓ ", "good"] : ["✗ ", "bad"];
  const head = el("strong", { class: "cu-q-verdict" }, el("span", { "aria-hidden": "true" }, sign), `${part.verdict}. `);
  const shown = `${desk.names[part.about] ?? part.about}${part.answer ? ` → ${part.answer}` : ""}`;
  const name = named && part.about ? [el("span", { class: "cu-q-about" }, prose(shown)), part.why && !/[.?!…]$/.test(shown) ? ": " : " "] : [];
  const [first, ...others] = part.why.split("\n\n").map(prose);
  const lines = [el("p", {}, head, name, first), ...others.map((other) => el("p", {}, other))];
  lines.at(-1).append(" ", passage?.toggle ?? "");
  passage?.toggle.classList.add("cu-q-link");
  return el("div", { class: `cu-q-why cu-q-${kind}`, id: fresh("why") }, lines, passage?.panel);
}

/** A titled list of explanations; a long one is folded up. */
function listOf(title, parts, desk, kind = "cu-q-rest") {
  const items = el("ul", {}, parts.map((part) => el("li", {}, verdict(part, desk, { named: true }))));
  if (kind === "cu-q-rest" && parts.length > 4) return el("details", { class: kind }, el("summary", { class: "cu-label" }, `${title} (${parts.length})`), items);
  const id = fresh("list");
  return el("div", { class: kind, tabindex: "-1", role: "group", "aria-labelledby": id }, el("p", { class: "cu-label", id }, title), items);
}

/** The paragraphs of a target, runs of three or more as "p003–p006". */
function placesOf(target) {
  const ids = [...new Set(target.split(" ").map((part) => part.split("@")[0]))];
  const runs = [];
  for (const id of ids) {
    const run = runs.at(-1);
    if (run && Number(id.slice(1)) === Number(run.at(-1).slice(1)) + 1) run.push(id);
    else runs.push([id]);
  }
  return runs.flatMap((run) => (run.length > 2 ? [`${run[0]}–${run.at(-1)}`] : run)).join(", ");
}

/** A button that shows the paragraphs of a target below it. */
function passageButton(target, desk) {
  const { words } = desk;
  const named = fill(words.passage, { ids: placesOf(target) });
  const panel = el("div", { class: "cu-q-passage", id: fresh("passage"), hidden: true, role: "group", "aria-label": named });
  const toggle = button(fill(words.show, { passage: named }), () => {
    if (!panel.children.length) panel.append(...(desk.passages()[target] ?? []).map((p) => paragraph(p, words)));
    panel.hidden = !panel.hidden;
    toggle.setAttribute("aria-expanded", String(!panel.hidden));
    toggle.textContent = fill(panel.hidden ? words.show : words.hide, { passage: named });
  }, { "aria-expanded": "false", "aria-controls": panel.id });
  return { toggle, panel };
}

function paragraph(p, words) {
  const told = el("div", {}, p.original ? el("p", { class: "cu-label" }, words.retelling) : null, el("p", { class: "cu-read" }, content(p.retelling)));
  const found = p.original ? el("div", {}, el("p", { class: "cu-label" }, words.original), el("p", { class: "cu-read" }, marked(p))) : null;
  return el("div", { class: "cu-q-paragraph" }, el("span", { class: "cu-place" }, p.id), told, found);
}

function marked({ original, marks }) {
  const nodes = [];
  let at = 0;
  for (const [start, end] of marks) {
    nodes.push([...original].slice(at, start).join(""), el("mark", {}, [...original].slice(start, end).join("")));
    at = end;
  }
  return [...nodes, [...original].slice(at).join("")];
}

function selfMarking(card, now, desk) {
  const { words } = desk;
  const marking = card.rubric ? levelsMarking(card) : ticksMarking(card);
  const save = button(words.save_marking, () => desk.send({ do: "met", given: { ...now.given, ...marking.given() } }), { class: "cu-button cu-main" });
  return el("fieldset", { class: "cu-q-marking" }, el("legend", {}, card.rubric ? words.levels : words.rubric), marking.node, el("div", { class: "cu-bar" }, save));
}

// ---- How an item of each kind is answered (see question_rows.js)

/** Options of which one or several are chosen. `explain` returns the parts that belong to no chosen option. */
function optionsControl(card, desk, changed, type) {
  const name = fresh("choice");
  const rows = card.labels.map((text) => {
    const input = el("input", { type, name, id: fresh("option"), onchange: changed });
    const label = el("label", { class: "cu-q-option", for: input.id }, input, el("span", {}, content(text)));
    return { text, input, label, node: el("li", {}, label) };
  });
  const chosen = () => rows.filter((row) => row.input.checked).map((row) => row.text);
  return {
    node: el("ul", { class: "cu-q-options" }, rows.map((row) => row.node)),
    value: () => (type === "radio" ? chosen()[0] ?? null : chosen()),
    fill(given) {
      for (const row of rows) row.input.checked = [given].flat().includes(row.text);
    },
    tried(past) {
      tag(rows.filter((row) => past.flat().includes(row.text)), "cu-q-tried", `↺ ${desk.words.tried}`);
      if (type === "checkbox" && past.length) this.fill(past.at(-1));
    },
    lock() {
      lockAll(rows.map((row) => row.input));
      tag(rows.filter((row) => row.input.checked), "cu-q-yours", `◂ ${desk.words.yours}`);
    },
    explain: (parts, draw) => beside(rows, parts, draw),
    focus: () => (rows.find((row) => row.input.checked) ?? rows[0]).input.focus(),
  };
}

function orderControl(card, desk, changed) {
  const { words } = desk;
  const list = el("ol", { class: "cu-q-order" });
  const rows = card.labels.map((text) => {
    const id = fresh("step");
    const label = el("span", { class: "cu-q-step", id }, content(text));
    const row = { text, label };
    const tool = (word, by) => button(by < 0 ? "↑" : "↓", () => move(row, by, by), { "aria-label": word, "aria-describedby": id, title: word });
    row.up = tool(words.up, -1);
    row.down = tool(words.down, 1);
    row.node = el("li", {}, el("div", { class: "cu-q-line" }, el("span", { class: "cu-q-tools" }, row.up, row.down), label));
    row.node.addEventListener("keydown", (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      move(row, by, event.target === row.up ? -1 : 1);
    });
    return row;
  });
  let order = rows;
  function place() {
    list.append(...order.map((row) => row.node));
    order.forEach((row, i) => {
      row.up.setAttribute("aria-disabled", String(i === 0));
      row.down.setAttribute("aria-disabled", String(i === order.length - 1));
    });
  }
  function move(row, by, side) {
    const from = order.indexOf(row);
    const to = from + by;
    if (to < 0 || to >= order.length || row.up.disabled) return;
    order = order.filter((other) => other !== row);
    order.splice(to, 0, row);
    place();
    (side < 0 ? row.up : row.down).focus();
    desk.say(fill(words.moved, { text: row.text, place: fill(words.place, { n: to + 1, of: order.length }) }));
    changed();
  }
  place();
  return {
    node: list,
    value: () => order.map((row) => row.text),
    fill(given) {
      const wanted = given.map((text) => rows.find((row) => row.text === text)).filter(Boolean);
      if (wanted.length === rows.length) order = wanted;
      place();
    },
    tried(past) {
      if (past.length) this.fill(past.at(-1));
    },
    lock: () => lockAll(rows.flatMap((row) => [row.up, row.down])),
    explain: (parts, draw) => beside(rows, parts, draw),
    focus: () => (order[0].up.getAttribute("aria-disabled") === "true" ? order[0].down : order[0].up).focus(),
  };
}

function rowsControl(card, desk, changed) {
  const { words } = desk;
  const rows = card.labels.map((text) => {
    const id = fresh("row");
    const options = [["", words.choose], ...card.choices[text]].map(([value, label]) => el("option", { value }, label));
    const input = el("select", { class: "cu-field", id, onchange: changed }, options);
    return { text, input, node: el("li", {}, el("div", { class: "cu-q-pair" }, el("label", { for: id }, prose(card.names[text])), input)) };
  });
  return {
    node: el("ul", { class: "cu-q-pairs" }, rows.map((row) => row.node)),
    value: () => Object.fromEntries(rows.map((row) => [row.text, row.input.value])),
    fill(given) {
      for (const row of rows) row.input.value = given[row.text] ?? "";
    },
    tried(past) {
      if (past.length) this.fill(past.at(-1));
    },
    lock: () => lockAll(rows.map((row) => row.input)),
    explain: (parts, draw) => beside(rows, parts, draw),
    focus: () => (rows.find((row) => !row.input.value) ?? rows[0]).input.focus(),
  };
}

function paragraphsControl(card, desk, changed) {
  const { words } = desk;
  const name = fresh("paragraph");
  const rows = card.paragraphs.map(({ id, text }) => {
    const input = el("input", { type: "radio", name, id: fresh("option"), onchange: changed });
    const label = el("label", { class: "cu-q-option", for: input.id }, input, el("span", { class: "cu-place" }, id), el("span", { class: "cu-read" }, content(text)));
    return { text: id, search: text.toLowerCase(), input, label, node: el("li", {}, label) };
  });
  const count = el("span", { class: "cu-note", role: "status" });
  const filter = el("input", { type: "search", class: "cu-field", id: fresh("filter"), oninput: () => narrow() });
  function narrow() {
    const wanted = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      row.node.hidden = !row.input.checked && !wanted.every((word) => row.search.includes(word));
      shown += !row.node.hidden;
    }
    count.textContent = wanted.length ? fill(words.filtered, { n: shown, of: rows.length }) : "";
  }
  filter.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  const tools = el("div", { class: "cu-bar" }, el("label", { for: filter.id }, words.filter), filter, count);
  const list = el("ul", { class: "cu-q-options cu-q-scroll", "aria-label": words.paragraphs }, rows.map((row) => row.node));
  return {
    node: el("div", {}, rows.length > 6 ? tools : null, list),
    value: () => rows.find((row) => row.input.checked)?.text ?? null,
    fill(given) {
      for (const row of rows) row.input.checked = row.text === given;
    },
    tried(past) {
      tag(rows.filter((row) => past.includes(row.text)), "cu-q-tried", `↺ ${words.tried}`);
    },
    lock() {
      lockAll(rows.map((row) => row.input));
      tools.hidden = true;
      list.classList.remove("cu-q-scroll");
      for (const row of rows) row.node.hidden = !row.input.checked;
    },
    explain: (parts, draw) => beside(rows.filter((row) => row.input.checked), parts, draw),
    focus: () => (rows.find((row) => row.input.checked) ?? rows[0]).input.focus(),
  };
}

function textControl(card, desk, changed) {
  const { words } = desk;
  const id = fresh("text");
  const count = el("span", { class: "cu-note" });
  const tally = () => {
    const n = area.value.split(/\s+/).filter(Boolean).length;
    const counted = n === 1 ? words.count_one : fill(words.count, { n });
    count.textContent = card.advised ? `${counted} (${card.advised})` : counted;
  };
  const area = el("textarea", { class: "cu-field cu-read", id, rows: card.rubric ? "12" : "5", oninput: () => (tally(), changed()) });
  tally();
  const asked = card.criteria ? el("div", { class: "cu-q-asked" }, el("p", { class: "cu-label" }, words.asked_of), el("ul", {}, card.criteria.map((line) => el("li", {}, prose(line))))) : null;
  return {
    node: el("div", {}, asked, el("label", { class: "cu-label", for: id }, words.your_answer), area, count),
    value: () => ({ text: area.value }),
    fill(given) {
      area.value = given.text ?? "";
      tally();
    },
    tried(past) {
      if (past.length) this.fill(past.at(-1));
    },
    lock: () => (area.readOnly = true),
    explain: (parts) => parts,
    restTitle: (feedback) => (!card.rubric ? words.model : feedback.mark === null ? words.samples : words.levels_samples),
    focus: () => area.focus(),
  };
}

const CONTROLS = {
  radios: (...given) => optionsControl(...given, "radio"),
  checkboxes: (...given) => optionsControl(...given, "checkbox"),
  order: orderControl,
  rows: rowsControl,
  paragraphs: paragraphsControl,
  text: textControl,
  spans: spansControl,
  mend: mendControl,
};

export default { render };
