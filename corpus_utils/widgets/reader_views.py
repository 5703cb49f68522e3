"""What is shown of a document: the paragraphs chosen, the original cut at its annotations, the layers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from corpus_utils.errors import CourseError
from corpus_utils.gazetteer import Gazetteer
from corpus_utils.messages import section
from corpus_utils.texts import Paragraph, Text
from corpus_utils.vocabulary import Annotation

WORDS = section("reader")
HEADING = 3
"""Headings of a document begin at this level: below a lesson's title (1) and its sections (2)."""

LAYERS = {
    "claim": "A",
    "person": "P",
    "organisation": "O",
    "work": "W",
    "concept": "C",
    "date": "D",
    "quotation": "Q",
    "voice": "V",
    "note": "N",
    "gap": "G",
    "problem": "!",
}
"""The letter of each layer the reader shows, in the order of the buttons."""
TERMS = {
    "role": "roles",
    "voice": "voices",
    "certainty": "certainties",
    "basis": "bases",
    "problem": "problems",
    "gap": "gaps",
}
"""Under which heading of the terms the values of a field or layer stand."""

NAMED = ("person", "organisation", "work", "concept", "voice")
"""Layers whose value is an id of the gazetteer."""


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
        raise CourseError(WORDS["noParagraph"])
    return tuple(paragraph for paragraph in text.paragraphs if paragraph.id in wanted)


def document(
    text: Text,
    paragraphs: Iterable[Paragraph],
    found: Iterable[Annotation],
    gazetteer: Gazetteer,
    words: Mapping[str, Any],
) -> dict[str, Any]:
    """Return all the front end shows, for JSON; ``words`` name layers and fields."""
    shown = {paragraph.id for paragraph in paragraphs}
    kept = [a for a in found if a.layer in LAYERS and shown.intersection(a.target.paragraphs)]
    levels = sorted({p.level for p in paragraphs if p.kind == "heading" and p.level})
    original = text.original()
    ranges = _ranges(text, kept) if original is not None else []
    names = words["layerNames"]
    told = partial(_told, gazetteer=gazetteer, names=words["fields"], terms=_terms())
    counts = {layer: sum(a.layer == layer for a in kept) for layer in LAYERS}
    return {
        "title": text.short,
        "attached": original is not None,
        "own": text.own,
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
        "annotations": {a.id: told(a) for a in kept},
        "layers": [
            {
                "id": layer,
                "tag": tag,
                "count": counts[layer],
                **dict(zip(("label", "one"), names[layer], strict=True)),
            }
            for layer, tag in LAYERS.items()
            if counts[layer]
        ],
    }


def _terms() -> dict[str, Mapping[str, str]]:
    """Return what the values of a field or layer are called; read once for all annotations."""
    terms = section("terms")
    return {name: terms[kind] for name, kind in TERMS.items()} | {
        "implicit": {"true": WORDS["implicitly"]}
    }


def _told(
    a: Annotation,
    gazetteer: Gazetteer,
    names: Mapping[str, str],
    terms: Mapping[str, Mapping[str, str]],
) -> dict[str, Any]:
    """Return an annotation with names for ids, words for slugs, and the gloss of what it names."""

    def name(given: str) -> str:
        return gazetteer.entry(given).name if given in gazetteer else given

    def said(field: str, given: str) -> str:
        if field in ("speaker", "work", "asserted_by"):
            return name(given)
        return terms.get(field, {}).get(given, given)

    value = name(a.value) if a.layer in NAMED else a.value
    if a.layer in ("problem", "gap"):
        value = said(a.layer, value)
    value = f"{value} {said('role', a.fields['role'])}" if a.layer == "claim" else value
    fields = [[names.get(k, k), said(k, v)] for k, v in a.fields.items()]
    if a.layer in NAMED and a.value in gazetteer:
        fields.append([names["gloss"], gazetteer.entry(a.value).gloss])
    return {"layer": a.layer, "value": value, "fields": fields}


Range = tuple[int, int, str]


def _ranges(text: Text, found: Iterable[Annotation]) -> list[Range]:
    """Return start, end and id of each annotation that has a place in the copy, wider ones first."""
    placed = [
        (place.start, place.end, a.id)
        for a in found
        for part in a.target.parts
        for place in text.place(str(part), surface=a.printed(part))
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
