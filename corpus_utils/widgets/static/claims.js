// Claims of any document with what they rest on, for widgets that look across documents (documents.py).
import { content, el } from "./face.js";

/** Return a claim as a line that opens: label first; gist, voice and passage on request. */
export function claimLine(claim, words) {
  const head = [el("span", { class: "cu-place" }, claim.id), " ", content(claim.short), " ", el("span", { class: "cu-label" }, `${words.more}`)];
  return el("details", { class: "cu-claim-line" }, el("summary", {}, head), claimBody(claim, words));
}

/** Return gist, voice and passage of a claim. */
export function claimBody(claim, words) {
  const voice = words.voices[claim.voice];
  return el(
    "div",
    { class: "cu-claim-body" },
    el("p", { class: "cu-read" }, content(claim.gist)),
    el("p", { class: "cu-note" }, `${words.assertedBy}: ${claim.who}`, voice ? ` (${voice})` : ""),
    passageNodes(claim.passage, words),
  );
}

/** Return a passage: the retelling, and the words of the reader's own copy where there is one. */
export function passageNodes(passage, words) {
  if (!passage) return [];
  const told = passage.told.map(([id, retelling]) => el("p", { class: "cu-read" }, el("span", { class: "cu-place" }, `${id} `), content(retelling)));
  const own = passage.words.map((piece) => el("blockquote", { class: "cu-read cu-own-words" }, piece));
  return [el("p", { class: "cu-label" }, words.retelling), ...told, ...(own.length ? [el("p", { class: "cu-label" }, words.original), ...own] : [])];
}
