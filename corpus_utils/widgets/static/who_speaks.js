import { button, content, el, face, fill, fresh, prose } from "./face.js";

const WAIT_MS = 6000; // a kernel that is silent for so long is busy or gone
const DRAFT_MS = 300;

function render({ model, el: root }) {
  const words = model.get("words");
  const text = model.get("document");
  const { body, say, alert } = face(model, root, { name: text.title, kind: "w-board" });
  const notice = el("div", { class: "cu-w-notice", role: "status" });
  const progress = el("span", { class: "cu-note" });
  let waiting = 0;
  let saving = 0;
  const desk = {
    words, text, say,
    send(message) {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        for (const pane of panes.values()) pane.rest();
        alert.replaceChildren(words.silent);
      }, WAIT_MS);
      keep();
      model.send(message);
    },
    /** Keep what is chosen, in the kernel, for the next view. */
    changed() {
      clearTimeout(saving);
      saving = setTimeout(keep, DRAFT_MS);
    },
  };
  const panes = new Map(text.passages.map((p) => [p.name, paneOf(p, model.get("given")[p.name], desk)]));

  function keep() {
    clearTimeout(saving);
    model.set("given", Object.fromEntries([...panes].map(([name, pane]) => [name, pane.value()])));
    model.save_changes();
  }
  function draw() {
    clearTimeout(waiting);
    if (!model.get("problem")) alert.replaceChildren();
    const feedback = model.get("feedback");
    for (const [name, pane] of panes) pane.show(feedback[name]);
    const right = Object.values(feedback).filter((said) => said.right).length;
    progress.textContent = fill(words.progress, { right, of: panes.size });
  }
  const tell = () => (notice.textContent = model.get("notice"));

  body.append(
    el("div", { class: "cu-bar" }, el("span", { class: "cu-title" }, text.title), el("span", { class: "cu-grow" }), progress),
    el("p", {}, words.how_to),
    mannersOf(text, words),
    text.attached || text.own ? "" : el("p", { class: "cu-note" }, words.attach),
    el("div", { class: "cu-w-panes" }, [...panes.values()].map((pane) => pane.node)),
    notice,
  );
  draw();
  tell();
  model.on("change:feedback", draw);
  model.on("change:notice", tell);
  model.on("change:problem", () => {
    clearTimeout(waiting);
    for (const pane of panes.values()) pane.rest();
  });
}

function mannersOf(text, words) {
  const rows = text.manners.map(([, name, means]) => el("div", {}, el("dt", {}, name), el("dd", {}, means)));
  return el("dl", { class: "cu-w-manners", "aria-label": words.manners }, rows);
}

/** One passage: what is told of it, its voices as lines of two choices, and what was said of them. */
function paneOf(p, given, desk) {
  const { words, text, say } = desk;
  const title = fresh("passage");
  const lines = [];
  const list = el("ol", { class: "cu-w-lines" });
  const outcome = el("div", { class: "cu-w-outcome", id: fresh("outcome"), hidden: true });
  const add = button(`+ ${words.add}`, () => {
    const line = append(["", ""]);
    number();
    line.who.focus();
    say(fill(words.added, { n: lines.length }));
    desk.changed();
  });
  const check = button(words.check, () => {
    if (check.getAttribute("aria-disabled") === "true") return;
    check.setAttribute("aria-disabled", "true");
    check.textContent = words.checking;
    desk.send({ do: "check", passage: p.name, given: filled() });
  }, { class: "cu-button cu-main", "aria-describedby": title });
  let said = null;

  const value = () => lines.map((line) => [line.who.value, line.how.value]);
  const filled = () => value().filter(([who, how]) => who || how);
  function append([who, how]) {
    const line = {
      who: choice([["", words.choose_who], ...text.speakers], who),
      how: choice([["", words.choose_how], ...text.manners.map(([id, name]) => [id, name])], how),
    };
    line.who.addEventListener("change", () => {
      // The author speaks as the author, unless one says otherwise.
      if (line.who.value === "author" && !line.how.value) line.how.value = "author";
    });
    line.remove = button("✕", () => {
      const at = lines.indexOf(line);
      lines.splice(at, 1);
      line.node.remove();
      number();
      stale();
      lines[Math.min(at, lines.length - 1)].who.focus();
      say(fill(words.removed, { n: at + 1 }));
      desk.changed();
    });
    line.node = el("li", { class: "cu-w-line" }, line.who, line.how, line.remove);
    line.node.addEventListener("change", () => (stale(), desk.changed()));
    lines.push(line);
    list.append(line.node);
    return line;
  }
  function number() {
    lines.forEach((line, i) => {
      const voice = fill(words.voice, { n: i + 1, place: p.place });
      line.who.setAttribute("aria-label", `${words.who}: ${voice}`);
      line.how.setAttribute("aria-label", `${words.how}: ${voice}`);
      line.remove.setAttribute("aria-label", `${words.remove}: ${voice}`);
      line.remove.title = words.remove;
      line.remove.hidden = lines.length < 2;
    });
  }
  function stale() {
    const old = said && JSON.stringify(filled()) !== JSON.stringify(said.given);
    outcome.classList.toggle("cu-w-stale", Boolean(old));
    outcome.querySelector(".cu-w-changed")?.toggleAttribute("hidden", !old);
  }
  function rest() {
    check.removeAttribute("aria-disabled");
    check.textContent = words.check;
  }
  function show(now) {
    rest();
    if (!now || now === said || JSON.stringify(now) === JSON.stringify(said)) return;
    const held = outcome.contains(document.activeElement);
    said = now;
    outcome.hidden = false;
    outcome.replaceChildren(...outcomeOf(now, desk, p.name));
    stale();
    // The button that asked for the explanation is gone: go on where it stood.
    if (held) outcome.querySelector(".cu-w-reasons")?.focus();
  }

  for (const pair of given?.length ? given : [["", ""]]) append(pair);
  number();
  const told = el("div", { class: "cu-w-told" }, p.paragraphs.map((one) => paragraphOf(one, words)));
  const answer = el("div", { class: "cu-w-answer" }, list, el("div", { class: "cu-bar" }, add, check), outcome);
  const node = el("section", { class: "cu-w-pane", role: "group", "aria-labelledby": title }, el("p", { class: "cu-w-place", id: title }, p.place, p.shares.map(barOf)), el("div", { class: "cu-w-desk" }, told, answer));
  return { node, value, show, rest };
}

/** A picture of where in its paragraph the passage lies; the heading says the same in numbers. */
function barOf([start, end]) {
  const part = el("span", { style: `left: ${100 * start}%; width: ${100 * (end - start)}%` });
  return el("span", { class: "cu-w-bar", "aria-hidden": "true" }, part);
}

function choice(pairs, value) {
  const node = el("select", { class: "cu-field" }, pairs.map(([id, name]) => el("option", { value: id }, name)));
  node.value = pairs.some(([id]) => id === value) ? value : "";
  return node;
}

function outcomeOf(now, desk, name) {
  const { words } = desk;
  const parts = now.parts.map((part) => el("li", { class: `cu-w-${part.kind}` }, el("span", { class: "cu-w-sign", "aria-hidden": "true" }, part.sign), el("span", {}, part.said)));
  const reasons = now.reasons.map((reason) =>
    el("li", { class: reason.needed ? "" : "cu-note" }, el("strong", {}, reason.who), reason.lines.filter(Boolean).map((line) => el("p", {}, prose(line)))),
  );
  const past = now.when ? fill(words.earlier, { when: now.when }) : "";
  return [
    el("p", { class: `cu-w-summary cu-w-${now.right ? "good" : now.mark ? "part" : "bad"}` }, el("span", { "aria-hidden": "true" }, now.right ? "✓ " : now.mark ? "◐ " : "✗ "), now.summary, el("span", { class: "cu-note cu-w-changed", hidden: true }, ` ${words.changed}`)),
    past || now.revised ? el("p", { class: "cu-note" }, [past, now.revised ? words.revised : ""].filter(Boolean).join(" ")) : "",
    el("ul", { class: "cu-w-parts" }, parts),
    reasons.length
      ? el("div", { class: "cu-w-reasons", tabindex: "-1", role: "group", "aria-label": words.answer }, el("ul", {}, reasons))
      : button(words.explain, () => desk.send({ do: "explain", passage: name }), { "aria-label": `${words.explain}: ${name}` }),
  ].filter(Boolean);
}

function paragraphOf(p, words) {
  const told = el("p", { class: "cu-read" }, content(p.retelling, words.untold));
  const own = p.original ? [el("p", { class: "cu-label" }, words.original), el("p", { class: "cu-read" }, marked(p))] : [];
  return el("div", { class: "cu-w-paragraph" }, p.original ? el("p", { class: "cu-label" }, words.retelling) : "", told, own);
}

/** The original with the letters that are meant marked; marks are code points, not JavaScript's units. */
function marked({ original, marks }) {
  const points = [...original];
  const nodes = [];
  let at = 0;
  for (const [start, end] of marks) {
    nodes.push(points.slice(at, start).join(""), el("mark", {}, points.slice(start, end).join("")));
    at = end;
  }
  return [...nodes, points.slice(at).join("")];
}

export default { render };
