"""Reader: a document's outline, its retelling beside the reader's own copy, annotations in layers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from corpus_utils import texts
from corpus_utils.annotations import load as load_annotations
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.gazetteer import Gazetteer, read_gazetteer
from corpus_utils.texts import Paragraph, Text
from corpus_utils.vocabulary import Annotation
from corpus_utils.widgets.face import Face, element, plain, prose

HEADING = 3
"""Headings of a document begin at this level: below a lesson's title (1) and its sections (2)."""

LAYERS = {
    "claim": ("A", "Claims", "Claim"),
    "person": ("P", "Persons", "Person"),
    "organisation": ("O", "Organisations", "Organisation"),
    "work": ("W", "Works", "Work"),
    "concept": ("C", "Concepts", "Concept"),
    "date": ("D", "Dates", "Date"),
    "quotation": ("Q", "Quotations", "Quotation"),
    "voice": ("V", "Voices", "Voice"),
    "note": ("N", "Notes", "Note"),
    "gap": ("G", "Gaps", "Gap"),
    "problem": ("!", "Problems", "Problem"),
}
"""Letter and names, of many and of one, of each layer the reader shows, in the order of the buttons."""

NAMED = ("person", "organisation", "work", "concept", "voice")
"""Layers whose value is an id of the gazetteer."""


class Reader(Face, script="reader.js"):
    """The document ``key``, of all its paragraphs or of ``paragraphs``, ids such as ``"p003 p005-p007"``.

    ``layers`` holds the layers that are on; the reader switches them.
    """

    WORDS: ClassVar = {
        "name": "Reader: {title}",
        "outline": "Outline",
        "layers": "Layers",
        "retelling": "Retelling, in our words",
        "original": "Original, from your copy",
        "attach": "This is our retelling. To read the original beside it, attach your own copy in a terminal: ",
        "command": "corpus-utils attach FILE",
        "lost": "Not found in your copy.",
        "untold": "(Not retold yet.)",
        "paragraph": "{id}, {kind}",
        "goto": "Go to {id}",
        "annotations": "Annotations",
        "detail": "What the annotation says",
        "find": "Find a word or p003",
        "findName": "Find a word, or go to a paragraph such as p003. Enter: next, Shift+Enter: the one before",
        "found": "{count} places in {paragraphs} paragraphs, the first in {first}.",
        "nothing": "Not found.",
        "nth": "{n} of {count}, {id}",
        "at": "At {id}.",
        "kinds": {
            "body": "paragraph",
            "heading": "heading",
            "quotation": "quotation",
            "note": "note",
            "list item": "list item",
            "furniture": "page furniture",
        },
        "fields": {
            "surface": "As printed",
            "speaker_stated": "Speaker, as stated",
            "work_stated": "Work, as stated",
            "speaker": "Speaker",
            "work": "Work",
            "wrong": "What is wrong",
            "certainty": "Certainty",
            "basis": "Known from",
            "note": "Note",
            "role": "Role",
            "asserted_by": "Asserted by",
            "voice": "Voice",
            "gist": "Claim",
            "implicit": "Implicit",
            "kind": "Part",
            "author": "Written by",
            "gloss": "Who or what",
        },
        "keys": [
            ["j k", "next paragraph, the one before"],
            ["Enter", "to the paragraph's annotations; open one"],
            ["Esc", "close it, back to the paragraph"],
            ["o", "outline: show and go there, or hide"],
            ["l", "to the layers"],
            ["/", "find"],
            ["?", "these keys"],
        ],
    }

    document = traitlets.Dict().tag(sync=True)
    layers = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(
        self,
        key: str,
        layers: Iterable[str] | None = None,
        paragraphs: Iterable[str] | str | None = None,
        *,
        data: Path | None = None,
    ) -> None:
        text = texts.load(key, data=data)
        gazetteer = read_gazetteer((data or texts.data_folder()) / "gazetteer")
        self.paragraphs = chosen(text, paragraphs)
        self.annotations = load_annotations(text, data=data)
        on = [layers] if isinstance(layers, str) else list(layers or ())
        for layer in on:
            if layer not in LAYERS:
                raise UnknownError("layer", layer, LAYERS)
        document = _document(text, self.paragraphs, self.annotations, gazetteer)
        super().__init__(document=document, layers=on)

    def to_html(self) -> str:
        """Return the retelling under its headings, then the annotations of each paragraph."""
        words, document = self.words, self.document
        headings = [p for p in document["paragraphs"] if p["level"]]
        outline = [element("li", prose(self._told(p))) for p in headings]
        parts = [
            element("p", element("strong", prose(words["name"].format(title=document["title"]))))
        ]
        if len(outline) > 1:
            parts.append(
                element("details", element("summary", words["outline"]), element("ul", *outline))
            )
        for p in document["paragraphs"]:
            tag = f"h{p['level']}" if p["level"] else "p"
            place = element("small", f"[{p['id']}]")
            told = element(tag, f"{place} {prose(self._told(p))}")
            parts.append(element("blockquote", told) if p["kind"] == "quotation" else told)
        notes = list(self._listed())
        if notes:
            parts.append(element("details", element("summary", words["annotations"]), *notes))
        return "".join(parts)

    def _told(self, p: dict[str, Any]) -> str:
        return p["retelling"] or self.words["untold"]

    def _listed(self) -> Iterator[str]:
        """Yield a list of the annotations of each paragraph that has any; values, not printed words."""
        found = self.document["annotations"]
        for p in self.document["paragraphs"]:
            rows = []
            notes = (found[name] for name in p["annotations"])
            for layer, group in groupby(notes, key=lambda note: note["layer"]):
                values = dict.fromkeys(note["value"] for note in group)
                rows.append(element("li", f"{LAYERS[layer][1]}: ", prose("; ".join(values))))
            if rows:
                yield element("p", element("strong", p["id"])) + element("ul", *rows)

    def to_text(self) -> str:
        """Return the retelling, a paragraph a block: ``[p003] …``."""
        head = self.words["name"].format(title=self.document["title"])
        told = (f"[{p['id']}] {plain(self._told(p))}" for p in self.document["paragraphs"])
        return "\n\n".join([head, *told])


def chosen(text: Text, paragraphs: Iterable[str] | str | None) -> tuple[Paragraph, ...]:
    """Return the paragraphs that ``paragraphs`` names, in reading order, all where it is None.

    Ids, separated by spaces if in one text; ``p005-p007`` is all from the one
    to the other. Raises `UnknownError` for an id the text has not.
    """
    if paragraphs is None:
        return text.paragraphs
    wanted: set[str] = set()
    ids = [paragraph.id for paragraph in text.paragraphs]
    for name in paragraphs.split() if isinstance(paragraphs, str) else paragraphs:
        first, _, last = str(name).partition("-")
        ends = [ids.index(text.paragraph(end).id) for end in (first, last or first)]
        wanted.update(ids[ends[0] : ends[1] + 1])
    if not wanted:
        raise CourseError("no paragraph is chosen (write p003, or p003-p005)")
    return tuple(paragraph for paragraph in text.paragraphs if paragraph.id in wanted)


def _document(
    text: Text,
    paragraphs: Iterable[Paragraph],
    found: Iterable[Annotation],
    gazetteer: Gazetteer,
) -> dict[str, Any]:
    """Return all the front end shows, for JSON."""
    shown = {paragraph.id for paragraph in paragraphs}
    kept = [a for a in found if a.layer in LAYERS and shown.intersection(a.target.paragraphs)]
    levels = sorted({p.level for p in paragraphs if p.kind == "heading" and p.level})
    original = text.original()
    ranges = _ranges(text, kept) if original is not None else []
    counts = {layer: sum(a.layer == layer for a in kept) for layer in LAYERS}
    return {
        "title": text.short,
        "attached": original is not None,
        "top": HEADING,
        "paragraphs": [
            {
                "id": p.id,
                "kind": p.kind,
                # A line that looks like a heading and opens no section, such as a by-line, has no level.
                "level": HEADING + levels.index(p.level) if p.level in levels else None,
                "retelling": p.retelling,
                "original": None if original is None else pieces(text, p, original, ranges),
                # Layer by layer, in each as in the text.
                "annotations": [
                    a.id
                    for layer in LAYERS
                    for a in kept
                    if a.layer == layer and p.id in a.target.paragraphs
                ],
            }
            for p in paragraphs
        ],
        "annotations": {a.id: _told(a, gazetteer) for a in kept},
        "layers": [
            {"id": layer, "tag": tag, "label": many, "one": one, "count": counts[layer]}
            for layer, (tag, many, one) in LAYERS.items()
            if counts[layer]
        ],
    }


def _told(a: Annotation, gazetteer: Gazetteer) -> dict[str, Any]:
    """Return an annotation with names for ids, words for slugs, and the gloss of what it names."""

    def name(given: str) -> str:
        return gazetteer.entry(given).name if given in gazetteer else given

    value = name(a.value) if a.layer in NAMED else a.value
    value = value.replace("-", " ") if a.layer in ("problem", "gap") else value
    value = f"{value} {a.fields['role']}" if a.layer == "claim" else value
    names, ids = Reader.WORDS["fields"], ("speaker", "work", "asserted_by")
    fields = [[names.get(k, k), name(v) if k in ids else v] for k, v in a.fields.items()]
    if a.layer in NAMED and a.value in gazetteer:
        fields.append([names["gloss"], gazetteer.entry(a.value).gloss])
    return {"layer": a.layer, "value": value, "fields": fields}


Range = tuple[int, int, str]


def _ranges(text: Text, found: Iterable[Annotation]) -> list[Range]:
    """Return start, end and id of each annotation that has a place in the copy, wider ones first."""
    placed = [
        (place.start, place.end, a.id)
        for a in found
        for place in text.place(a.target, surface=a.fields.get("surface", ""))
        if place.placed
    ]
    return sorted(placed, key=lambda one: one[0] - one[1])


def pieces(text: Text, paragraph: Paragraph, original: str, ranges: Iterable[Range]) -> list | None:
    """Return the original's words of a paragraph, cut where an annotation begins or ends.

    Each piece comes with the ids of the annotations it lies in, the widest
    first. None where the paragraph has no place in the copy.
    """
    places = text.place(paragraph.id)
    if not any(place.placed for place in places):
        return None
    found: list = []
    for place in places:
        if not place.placed:
            found.append([" […] ", []])
            continue
        inside = [r for r in ranges if r[0] < place.end and r[1] > place.start]
        cuts = {place.start, place.end}
        cuts |= {min(max(end, place.start), place.end) for r in inside for end in r[:2]}
        edges = sorted(cuts)
        for start, end in pairwise(edges):
            ids = [name for a, b, name in inside if a <= start and end <= b]
            found.append([re.sub(r"\s+", " ", original[start:end]), ids])
        found.append([" ", []])
    return found
