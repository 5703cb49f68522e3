import { button, el, face, fill, fresh } from "./face.js";

const ROUNDS = ["before", "after"];
const DRAFT_MS = 300;

function render({ model, el: root }) {
  const words = model.get("words");
  const ballot = model.get("ballot");
  const { body } = face(model, root, { name: fill(words.name, { question: ballot.question }), kind: "ballot" });
  const notice = el("div", { class: "cu-b-notice", role: "status" });
  const chart = el("div", { class: "cu-b-chart" });
  let saving = 0;
  const desk = {
    words, ballot,
    count: (round, hands) => {
      store(); // first, since a count that is refused stays half typed
      model.send({ do: "count", round, hands });
    },
    /** Keep what is half typed, in the kernel, for the next view of this ballot. */
    keep: () => {
      clearTimeout(saving);
      saving = setTimeout(store, DRAFT_MS);
    },
  };
  function store() {
    clearTimeout(saving);
    model.set("draft", Object.fromEntries(forms.filter((one) => one.touched()).map((one) => [one.round, one.typed()])));
    model.save_changes();
  }
  const forms = ROUNDS.map((round) => formOf(round, desk));
  body.append(
    el("p", { class: "cu-b-question", role: "heading", "aria-level": "3" }, ballot.question),
    el("p", { class: "cu-note" }, words.how),
    el("div", { class: "cu-b-forms" }, forms.map((one) => one.node)), chart, notice,
  );

  function draw() {
    const counts = model.get("counts");
    const draft = model.get("draft");
    for (const one of forms) one.update(counts[one.round], { draft: draft[one.round], open: one.round === "before" || !!counts.before });
    chart.replaceChildren(...(Object.keys(counts).length ? [result(model.get("rows"), counts, words)] : []));
    notice.textContent = model.get("notice");
  }
  model.on("change:counts", draw);
  model.on("change:notice", draw);
  draw();
}

/** The form of one round: a number for each option; once counted, a button to correct it. */
function formOf(round, desk) {
  const { words, ballot } = desk;
  const title = words.rounds[round];
  const inputs = new Map();
  let touched = false;
  const change = () => {
    touched = true;
    desk.keep();
  };
  const rows = ballot.options.map((option) => {
    const said = { option, round: words.within[round] };
    const input = el("input", { class: "cu-field", type: "number", min: "0", max: String(ballot.most), step: "1", inputmode: "numeric", "aria-label": fill(words.hands, said), oninput: change });
    inputs.set(option, input);
    const step = (by, label, sign) => button(sign, () => {
      input.value = String(Math.max(0, Math.min(ballot.most, (Number(input.value) || 0) + by)));
      change();
    }, { class: "cu-button cu-b-step", "aria-label": fill(label, said) });
    return el("div", { class: "cu-b-row" }, el("span", { class: "cu-b-option", "aria-hidden": "true" }, option), step(-1, words.fewer, "−"), input, step(1, words.more, "+"));
  });
  const save = el("button", { type: "submit", class: "cu-button cu-main" }, words.save[round]);
  const cancel = button(words.cancel, () => {
    show(false, true);
    desk.keep();
  });
  const again = button(words.again[round], () => show(true, true), { "aria-expanded": "false" });
  const later = el("p", { class: "cu-note", id: fresh("later") }, words.later);
  const form = el("form", { novalidate: true }, rows, el("div", { class: "cu-bar" }, save, cancel));
  const node = el("fieldset", { class: "cu-b-round" }, el("legend", {}, el("span", { "aria-hidden": "true" }, `${words.signs[round]} `), title), later, form, again);
  let counted = null;

  const typed = () => Object.fromEntries([...inputs].map(([option, input]) => [option, input.value === "" ? null : Number(input.value)]));
  function fillIn(hands) {
    for (const [option, input] of inputs) input.value = hands?.[option] ?? "";
  }
  function show(shown, focus = false) {
    form.hidden = !shown;
    again.hidden = !counted || shown;
    cancel.hidden = !counted;
    if (!shown) touched = false;
    if (shown && counted && !touched) fillIn(counted);
    if (focus) (shown ? inputs.values().next().value : again).focus();
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (counted && [...inputs].every(([option]) => typed()[option] === counted[option])) cancel.click();
    else desk.count(round, typed());
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault(); // JupyterLab keeps Enter from submitting a form
    const fields = [...inputs.values()];
    const next = fields[fields.indexOf(event.target) + 1];
    next ? (next.focus(), next.select()) : form.requestSubmit();
  });
  return {
    node, round, typed,
    touched: () => touched,
    update(hands, { draft, open }) {
      const held = form.contains(document.activeElement);
      const news = JSON.stringify(hands ?? null) !== JSON.stringify(counted);
      counted = hands ?? null;
      node.classList.toggle("cu-b-shut", !open);
      later.hidden = open;
      for (const one of node.querySelectorAll("input, button")) one.disabled = !open;
      if (news) {
        touched = false;
        show(!counted, held);
      } else if (held && counted && !touched) show(false, true);
      else show(!form.hidden && (!counted || touched));
      if (draft && !touched) {
        touched = true;
        fillIn(draft);
        show(true);
      }
    },
  };
}

/** The chart: for each option a bar a round, told apart by sign, pattern and words as well as by colour. */
function result(rows, counts, words) {
  const rounds = ROUNDS.filter((round) => counts[round]);
  const total = (round) => Object.values(counts[round]).reduce((sum, n) => sum + n, 0);
  const bars = (row) => rounds.map((round) => {
    const { count, share } = row[round];
    return el("div", { class: `cu-b-line cu-b-${round}` },
      el("span", { class: "cu-b-sign", "aria-hidden": "true" }, words.signs[round]),
      el("span", { class: "cu-unseen" }, `${words.rounds[round]}: `),
      el("span", { class: "cu-b-track" }, el("span", { class: "cu-b-bar", style: `width: ${share}%` }), el("span", { class: "cu-b-number" }, el("strong", {}, String(count)), ` (${fill(words.percent, { n: share })})`)));
  });
  const items = rows.map((row) => el("li", {}, el("span", { class: "cu-b-option" }, row.option), el("div", { class: "cu-b-bars" }, bars(row)), el("span", { class: "cu-b-change" }, row.change)));
  const key = rounds.map((round) => el("span", { class: `cu-b-key cu-b-${round}` }, el("span", { class: "cu-b-swatch cu-b-bar", "aria-hidden": "true" }), `${words.signs[round]} ${words.rounds[round]} (${total(round)})`));
  const id = fresh("result");
  return el("div", { role: "group", "aria-labelledby": id }, el("p", { class: "cu-b-keys", id }, el("span", { class: "cu-title" }, words.result), key), el("ul", {}, items));
}

export default { render };
