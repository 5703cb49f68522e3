import { content, el, fill, fresh, prose } from "./face.js";

// What the ways to answer a question have in common. Each is { node, value(), fill(given), tried(past), lock(),
// explain(parts, draw), focus() }; `explain` returns the parts that belong to no row.

/** Say something about these rows in words, at the end of their labels. */
export function tag(rows, kind, said) {
  for (const row of rows) row.label.append(el("span", { class: `cu-q-tag ${kind}` }, said));
}

export function lockAll(inputs) {
  for (const input of inputs) input.disabled = true;
}

/** Put each part under the row it is about, linked to its input; return the parts without a row. */
export function beside(rows, parts, draw) {
  const rest = [];
  for (const row of rows) row.node.querySelectorAll(":scope > .cu-q-why").forEach((old) => old.remove());
  const taken = new Set();
  for (const part of parts) {
    const row = rows.find((r) => r.text === part.about && !taken.has(r));
    if (!row) {
      rest.push(part);
      continue;
    }
    taken.add(row);
    const why = draw(part);
    row.node.append(why);
    if (part.right !== null) row.node.classList.add(part.right ? "cu-q-is-good" : "cu-q-is-bad");
    row.input?.setAttribute("aria-describedby", why.id);
  }
  return rest;
}

/** The map that a question is about, as a picture and in words. */
export function mapFigure(figure, words) {
  const picture = el("img", { src: figure.src, alt: figure.alt });
  const told = el("details", {}, el("summary", { class: "cu-label" }, words.in_words), el("ul", {}, figure.lines.map((line) => el("li", {}, prose(line)))));
  const scroll = el("div", { class: "cu-q-picture", tabindex: "0", role: "group", "aria-label": words.map }, picture);
  return el("div", { class: "cu-q-map" }, scroll, figure.note ? el("p", { class: "cu-note" }, figure.note) : null, told);
}

/** Steps of a map, each let stand or mended: what it should come from, its kind, and what it should lead to. */
export function mendControl(card, desk, changed) {
  const { words } = desk;
  const { sources, kinds, claims, steps } = card.mending;
  const select = (name, options) => el("select", { class: "cu-field", "aria-label": name, onchange: changed }, [["", words.choose], ...options].map(([value, label]) => el("option", { value }, label)));
  const rows = card.labels.map((text) => {
    const id = fresh("step");
    const step = card.names[text];
    const input = el("select", { class: "cu-field", "aria-label": fill(words.judge, { step }), onchange: () => (open(), changed()) },
      [["", words.choose], ["stands", words.stands], ["wrong", words.step_wrong]].map(([value, label]) => el("option", { value }, label)));
    const from = select(fill(words.mend_from, { step }), sources);
    const kind = select(fill(words.mend_kind, { step }), kinds);
    const to = select(fill(words.mend_to, { step }), claims);
    kind.addEventListener("change", ends);
    const mend = el("span", { class: "cu-q-mend", hidden: true }, from, kind, to);
    function open() {
      mend.hidden = input.value !== "wrong";
    }
    // An undercut leads to a step, anything else to a claim.
    function ends() {
      const before = to.value;
      const offered = kind.value === "undercut" ? steps.filter(([value]) => value !== text) : claims;
      to.replaceChildren(...[["", words.choose], ...offered].map(([value, label]) => el("option", { value }, label)));
      to.value = offered.some(([value]) => value === before) ? before : "";
    }
    return {
      text, input, inputs: [input, from, kind, to],
      node: el("li", {}, el("div", { class: "cu-q-pair" }, el("span", { id }, prose(step)), input, mend)),
      value() {
        const whole = input.value === "wrong" && from.value && kind.value && to.value;
        return whole ? `${from.value} ${kind.value} ${to.value}` : input.value;
      },
      fill(given) {
        const [, source, sort, end] = /^(.+) (support|attack|undercut) (\w+)$/.exec(given ?? "") ?? [];
        input.value = source ? "wrong" : given ?? "";
        from.value = source ?? "";
        kind.value = sort ?? "";
        ends();
        to.value = end ?? "";
        open();
      },
    };
  });
  return {
    node: el("ol", { class: "cu-q-pairs" }, rows.map((row) => row.node)),
    value: () => Object.fromEntries(rows.map((row) => [row.text, row.value()])),
    fill(given) {
      for (const row of rows) row.fill(given[row.text]);
    },
    tried(past) {
      if (past.length) this.fill(past.at(-1));
    },
    lock: () => lockAll(rows.flatMap((row) => row.inputs)),
    explain: (parts, draw) => beside(rows, parts, draw),
    focus: () => (rows.find((row) => !row.input.value) ?? rows[0]).input.focus(),
  };
}

/** How a long text is marked by who wrote it: one level for each criterion. Returns { node, given() }. */
export function levelsMarking(card) {
  const groups = card.rubric.map(([text, levels]) => {
    const name = fresh("level");
    const inputs = levels.map(() => el("input", { type: "radio", name, id: fresh("level") }));
    const lines = levels.map((level, i) => el("li", {}, el("label", { class: "cu-q-option", for: inputs[i].id }, inputs[i], el("span", {}, prose(level)))));
    return { text, inputs, node: el("fieldset", { class: "cu-q-criterion" }, el("legend", {}, content(text)), el("ul", { class: "cu-q-options" }, lines)) };
  });
  return {
    node: el("div", {}, groups.map((group) => group.node)),
    given() {
      const chosen = groups.map(({ text, inputs }) => [text, inputs.findIndex((input) => input.checked)]);
      return { levels: Object.fromEntries(chosen.filter(([, level]) => level >= 0)) };
    },
  };
}

/** The criteria of a short text, ticked where they are met. Returns { node, given() }. */
export function ticksMarking(card) {
  const boxes = card.labels.map((text) => [text, el("input", { type: "checkbox", id: fresh("met") })]);
  const lines = boxes.map(([text, box]) => el("li", {}, el("label", { class: "cu-q-option", for: box.id }, box, el("span", {}, content(text)))));
  return {
    node: el("ul", { class: "cu-q-options" }, lines),
    given: () => ({ met: boxes.filter(([, box]) => box.checked).map(([text]) => text) }),
  };
}
