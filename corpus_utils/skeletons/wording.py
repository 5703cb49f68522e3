"""The sentences of a skeleton that depend on the text it is made from."""

from __future__ import annotations

WORDS = {
    "retell": "TODO Retell this paragraph in your own words and in attributed voice: {kind}, {place}, {sentences} sentence(s), {words} words{holds}.",
    "place": "under ‘{heading}’",
    "no_place": "before any heading",
    "holds": "; it names {names}",
    "heading": "TODO a heading of {words} words",
    "furniture": "({kind}: {words} words)",
    "sought_date": "TODO In which paragraph does the date {date} stand?",
    "sought_name": "TODO In which paragraph is {name} named?",
    "sought_longest": "TODO Which paragraph is the longest?",
    "finding": "TODO It stands in {paragraph}, and in no other. Say what it does there.",
    "finding_longest": "TODO It is {paragraph}. Say what the text takes so much room for.",
    "author": "The author of ‘{title}’",
    "gloss": "TODO Who this is, in two neutral sentences.",
    "stored": "{licence} (On this ground the text itself is stored here.)",
    "not_stored": "TODO Whose text is this? It is not stored here: what is here are a retelling, pointers and counts.",
    "route": "TODO By which route did the text reach you? (A file of the kind {format} was read.)",
    "obtain": "TODO How does a reader get a copy?",
    "missing": "TODO What is missing in this text, notes or pages or names?",
    "inferred": "TODO What do you infer about the text that it does not state?",
    "from": "TODO From which words, or from which outside knowledge?",
    "stated": "TODO What does the text itself say of its author, date and occasion? Give the paragraph of each.",
    "is_title": "The title, as it was given.",
    "is_menu": "What stands above the title belongs to the page.",
    "is_author": "The author's name, which opens no section.",
    "dated": "TODO when it was written",
}
