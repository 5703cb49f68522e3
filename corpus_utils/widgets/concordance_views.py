"""What a concordance finds: in each document its counts, and lines in the retelling and in the copy.

A word is counted in the whole original, from the counts that come with each
document, and shown in the retelling and, where there is one, in the reader's
copy. A concept is counted by its annotations, whatever their form; its lines
are the places where the retelling names it, and of paragraphs where it does
not, the form printed in the original.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from corpus_utils import annotations, finders, tables
from corpus_utils.gazetteer import Entry, Gazetteer
from corpus_utils.measures import Line, Query, concordance, dispersion, in_order, keyness, line
from corpus_utils.messages import section
from corpus_utils.readings import plain_text
from corpus_utils.texts import Text, data_folder
from corpus_utils.tokens import letters, words
from corpus_utils.vocabulary import Annotation

WORDS = section("concordance")
EDITIONS = ("reading", "original")
MOST_LINES = 100
"""Lines shown of one document; more are counted, and would take a screen reader an hour."""
MOST_FORMS = 4


@dataclass(frozen=True)
class Shown(Line):
    """A line as it is shown: ``told`` from the retelling, ``printed`` or ``original``."""

    kind: str = "told"


@dataclass(eq=False)
class Source:
    """One document, and all that is looked up in it, each read once."""

    text: Text
    gazetteer: Gazetteer
    data: Path | None = field(default=None)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How often each word stands in the original."""
        if self.text.own:
            return Counter(word for _, told in self.told for word in words(told))
        found = tables.counts(self.text, data=self.data)
        return dict(zip(found["word"], map(int, found["count"]), strict=True))

    @cached_property
    def size(self) -> int:
        """How many words the original has."""
        return sum(self.counts.values())

    @cached_property
    def told(self) -> list[tuple[str, str]]:
        """Id and retelling of each paragraph that is retold."""
        return [(p.id, plain_text(p.retelling)) for p in self.text.paragraphs if p.retelling]

    @cached_property
    def copy(self) -> list[tuple[str, str]]:
        """Id and words of each paragraph that has a place in the reader's copy."""
        if self.text.attached() is None:
            return []
        found = [(p.id, " ".join(self.text.passage(p.id).words)) for p in self.text.paragraphs]
        return [(name, printed) for name, printed in found if printed]

    @cached_property
    def concepts(self) -> dict[str, list[Annotation]]:
        """The annotations of each concept, by id."""
        folder = (self.data or data_folder()) / "texts" / self.text.key
        files = [folder / "annotations.csv", folder / "argument.yaml"]
        changed = tuple(file.stat().st_mtime_ns if file.exists() else 0 for file in files)
        return _concepts(self.text, self.data, changed)

    @cached_property
    def named(self) -> dict[str, list[Line]]:
        """Lines of the retelling in which each concept is named, by id."""
        reading = self.text.reading()
        if reading is None:
            return {}
        offsets, found = letters(reading.text).offsets, {}
        ranges = sorted((start, end, name) for name, (start, end) in reading.ranges.items())
        for mention in finders.mentions(reading.text, self.gazetteer, kinds=["concept"]):
            start, end = offsets[mention.span.start], offsets[mention.span.end - 1] + 1
            first, last, name = next(r for r in reversed(ranges) if r[0] <= start)
            made = line(name, reading.text[first:last], start - first, end - first)
            for entry in mention.entries:
                found.setdefault(entry.id, []).append(made)
        return found


@lru_cache(maxsize=16)
def _concepts(
    text: Text,
    data: Path | None,
    changed: tuple[int, ...],  # noqa: ARG001
) -> dict[str, list[Annotation]]:
    """Return the concepts of a text, which all concordances of a lesson share; a ``changed`` file is read anew."""
    found: dict[str, list[Annotation]] = {}
    for annotation in annotations.load(text, data=data):
        if annotation.layer == "concept":
            found.setdefault(annotation.value, []).append(annotation)
    return found


Sought = Query | Entry


def marks(source: Source, sought: Sought, paragraph: str, edition: str) -> list[list[int]]:
    """Return the code-point ranges in a paragraph of an edition that are meant."""
    if isinstance(sought, Query):
        pairs = dict(source.told if edition == "reading" else source.copy)
        return [list(place) for place in sought.places(pairs.get(paragraph, ""))]
    found = lines(source, sought, edition)
    kind = "told" if edition == "reading" else "original"
    return [
        [one.start, one.end] for one in found if one.paragraph == paragraph and one.kind == kind
    ]


def lines(source: Source, sought: Sought, edition: str) -> list[Shown]:
    """Return the lines of one document, in reading order."""
    if isinstance(sought, Query):
        pairs, kind = (source.told, "told") if edition == "reading" else (source.copy, "original")
        return [Shown(**vars(one), kind=kind) for one in concordance(pairs, sought)]
    if edition == "reading":
        return list(_of_retelling(source, sought))
    return list(_of_copy(source, sought)) if source.copy else []


def _of_retelling(source: Source, concept: Entry) -> Iterator[Shown]:
    named: dict[str, list[Line]] = {}
    for one in source.named.get(concept.id, ()):
        named.setdefault(one.paragraph, []).append(one)
    printed: dict[str, list[Annotation]] = {}
    for annotation in source.concepts.get(concept.id, ()):
        printed.setdefault(annotation.target.paragraphs[0], []).append(annotation)
    for paragraph, told in source.told:
        if paragraph in named:
            yield from (Shown(**vars(one), kind="told") for one in named[paragraph])
        elif paragraph in printed:
            yield _printed(paragraph, told, printed[paragraph])


def _printed(paragraph: str, told: str, found: Iterable[Annotation]) -> Shown:
    """Return a line that has no place in the retelling: the printed forms, and how it begins."""
    hit = ", ".join(
        WORDS["form"].format(form=form) for form in dict.fromkeys(map(_surface, found)) if form
    )
    begins = line(paragraph, told, 0, 0)
    return Shown(paragraph, "", hit, " " + begins.right, 0, 0, "printed")


def _of_copy(source: Source, concept: Entry) -> Iterator[Shown]:
    text, pairs, told = source.text, dict(source.copy), dict(source.told)
    for annotation in source.concepts.get(concept.id, ()):
        part = annotation.target.parts[0]
        places = [p for p in text.place(str(part), surface=annotation.printed(part)) if p.placed]
        at = 0
        for piece in (p for p in text.place(part.paragraph) if p.placed):
            if places and piece.start <= places[0].start < piece.end:
                start = at + places[0].start - piece.start
                end = min(start + places[0].end - places[0].start, at + piece.end - piece.start)
                made = line(part.paragraph, pairs[part.paragraph], start, end)
                yield Shown(**vars(made), kind="original")
                break
            at += piece.end - piece.start + 1
        else:
            yield _printed(part.paragraph, told.get(part.paragraph, ""), [annotation])


def look(sources: Sequence[Source], sought: Sought, *, order: str, edition: str) -> dict[str, Any]:
    """Return all that is shown of a word or a concept, as plain values.

    ``documents`` are in the course's order: ``count`` and ``per_thousand`` of
    the original, ``forms`` with their counts, ``log_ratio`` and
    ``log_likelihood`` against the other documents (None where there is no
    other or no hit), ``told`` hits in the retelling, and the ``lines`` of the edition.
    """
    forms = [_forms(source, sought) for source in sources]
    counts = [sum(found.values()) for found in forms]
    sizes = [source.size for source in sources]
    documents = []
    for source, found, count in zip(sources, forms, counts, strict=True):
        rest, rest_size = sum(counts) - count, sum(sizes) - source.size
        key = keyness(str(sought), count, source.size, rest, rest_size) if rest_size else None
        every = in_order(lines(source, sought, edition), order)
        told = lines(source, sought, "reading") if edition != "reading" else every
        documents.append(
            {
                "key": source.text.key,
                "title": source.text.short,
                "attached": source.text.attached() is not None,
                "count": count,
                "per_thousand": 1000 * count / source.size,
                "forms": list(found.items())[:MOST_FORMS],
                "more_forms": max(0, len(found) - MOST_FORMS),
                "log_ratio": key.log_ratio if key and sum(counts) else None,
                "log_likelihood": key.log_likelihood if key and sum(counts) else None,
                "told": sum(one.kind == "told" for one in told),
                "lines": [_line(one) for one in every[:MOST_LINES]],
                "more": max(0, len(every) - MOST_LINES),
            }
        )
    spread = dispersion(counts, sizes) if len(sources) > 1 else None
    return {"documents": documents, "count": sum(counts), "words": sum(sizes), "dp": spread}


def _line(one: Shown) -> dict[str, str]:
    return {name: getattr(one, name) for name in ("paragraph", "left", "hit", "right", "kind")}


def _forms(source: Source, sought: Sought) -> Mapping[str, int]:
    if isinstance(sought, Query):
        return sought.forms(source.counts)
    found = Counter(_surface(one).casefold() for one in source.concepts.get(sought.id, ()))
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _surface(annotation: Annotation) -> str:
    """Return the printed form without a note's number that a copy has glued to it."""
    return annotation.fields.get("surface", "").rstrip("0123456789")
