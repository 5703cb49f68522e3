"""Segments: an original's paragraphs as spans of its letters.

A `Layout` speaks of code points of one file; what is published speaks of
letters and of the marks around them, which hold in any copy. Every letter and
every mark of the original lies in exactly one paragraph: a full stop with the
sentence it closes, a note mark in the gap of the paragraph that it stands in,
not in the note.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus_utils import layouts, pages
from corpus_utils.errors import CourseError, DataError
from corpus_utils.files import Node, read_yaml
from corpus_utils.layouts import KINDS, LAYOUTS, Correction, Draft, Layout
from corpus_utils.tokens import Letters, Span, letters


@dataclass(frozen=True)
class Segment:
    """A paragraph: its id, its kind, and the spans of the letter stream it is made of.

    Spans are in the order they are read; one without letters holds marks only
    (a page number, a note mark that the page layout displaced). ``label``
    counts the letters of a run-in label; ``level`` of a heading is 1 for the
    title, None for a line that opens no section (a by-line).
    """

    id: str
    kind: str
    spans: tuple[Span, ...]
    level: int | None = None
    label: int | None = None


@dataclass(frozen=True)
class Note:
    """A note: its number, its author as signed, the target of its mark, the id of its body.

    ``doubled`` is the target of a second, stale mark for the same note.
    """

    number: str
    author: str | None = None
    mark: str | None = None
    body: str | None = None
    doubled: str | None = None


@dataclass(frozen=True)
class Cut:
    """The paragraphs and the notes of one document."""

    paragraphs: tuple[Segment, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Rules:
    """How one document is to be cut: the layout of its source and the corrections by hand."""

    layout: str = "plain"
    corrections: tuple[Correction, ...] = ()


def cut(text: str, rules: Rules = Rules()) -> Cut:
    """Return the paragraphs and notes of an original's ``text``.

    >>> found = cut("Bread\\n\\nOlga baked it. “No,” said Ivan.\\n")
    >>> [(p.id, p.kind) for p in found.paragraphs]
    [('p001', 'heading'), ('p002', 'body')]
    >>> str(found.paragraphs[1].spans[0])
    '5-27/0,2'
    """
    make = {"plain": layouts.plain, "web page": layouts.web_page, "text layer": pages.text_layer}
    layout = make[rules.layout](text, rules.corrections)
    stream = letters(text)
    _check_complete(text, layout)
    ids = {id(draft): f"p{number:03d}" for number, draft in enumerate(layout.drafts, 1)}
    paragraphs = tuple(_segment(ids[id(d)], d, stream) for d in layout.drafts)
    holders = [(draft, a, b) for draft in layout.drafts for a, b in draft.ranges]

    def target(place: tuple[int, int] | None) -> str | None:
        if place is None:
            return None
        draft = next(d for d, a, b in holders if a <= place[0] and place[1] <= b)
        return f"{ids[id(draft)]}@{_mark_span(text, draft, place)}"

    notes = tuple(
        Note(
            m.number, m.author, target(m.range), ids[id(m.body)] if m.body else None, target(m.doubled)
        )
        for m in layout.marks
    )
    return Cut(paragraphs, notes)


def paragraph_text(stream: Letters, spans: Iterable[Span]) -> str:
    """Return the text of ``spans``, joined by spaces: what targets in a paragraph count in."""
    return " ".join(stream.source[a:b] for a, b in map(stream.range, spans))


def in_document(spans: Sequence[Span], part: Span | None, *, before: int = 0) -> list[Span]:
    """Return where ``part`` of a paragraph, or all of it, lies in the document's letters.

    ``spans`` are the paragraph's, in the document; ``part`` counts in the
    paragraph's own letters. Several spans come back where something (a note,
    a page break) interrupts the paragraph inside ``part``. ``before`` is the
    number of marks between the paragraph before and this one's first span.
    """
    if part is None:
        return list(spans)
    found: list[Span] = []
    at = 0  # letters of the paragraph before this span
    if part.start == part.end:
        return _marks_in_document(spans, part, before)
    for span in spans:
        size = span.end - span.start
        start, end = max(part.start, at), min(part.end, at + size)
        if start < end:
            first, last = start == part.start, end == part.end
            head = part.head if first else span.head
            tail = part.tail if last else span.tail
            if first and start == at:
                head = min(head, span.head)
            if last and end == at + size:
                tail = min(tail, span.tail)
            found.append(Span(span.start + start - at, span.start + end - at, head, tail))
        elif not size and part.start < at < part.end:
            found.append(span)
        at += size
    return found


def _marks_in_document(spans: Sequence[Span], part: Span, before: int) -> list[Span]:
    """Return where marks in one gap of a paragraph lie; the gap may be shared by spans."""
    found: list[Span] = []
    skip, take, at = part.head, part.tail, 0
    for number, span in enumerate(spans):
        size = span.end - span.start
        pieces: list[tuple[int, int, int]] = []  # letter, marks skipped before, marks there
        if not size:
            pieces = [(span.start, span.head, span.tail)] if at == part.start else []
        elif at < part.start < at + size:
            return [Span(span.start + part.start - at, span.start + part.start - at, skip, take)]
        elif at == part.start:
            outside = before if number == 0 else None
            pieces = [(span.start, outside or 0, span.head)]
        elif at + size == part.start:
            pieces = [(span.end, 0, span.tail)]
        for letter, offset, marks in pieces:
            here = min(max(marks - skip, 0), take)
            if here:
                found.append(Span(letter, letter, offset + skip, here))
            take -= here
            skip = max(skip - marks, 0)
        at += size
    return found


def _segment(name: str, draft: Draft, stream: Letters) -> Segment:
    spans: list[Span] = []
    for a, b in draft.ranges:
        start, end = bisect_left(stream.offsets, a), bisect_left(stream.offsets, b)
        source = stream.source
        if start == end:
            head = _marks(source, stream.gap(start)[0], a)
            spans.append(Span(start, start, head, _marks(source, a, b)))
            continue
        head = _marks(source, a, stream.offsets[start])
        tail = _marks(source, stream.offsets[end - 1] + 1, b)
        spans.append(Span(start, end, head, tail))
    label = None
    if draft.label is not None:
        start = bisect_left(stream.offsets, draft.ranges[0][0])
        label = bisect_left(stream.offsets, draft.label) - start
    return Segment(name, draft.kind, tuple(spans), draft.level, label)


def _marks(text: str, start: int, end: int) -> int:
    return sum(not c.isspace() for c in text[start:end])


def _mark_span(text: str, draft: Draft, place: tuple[int, int]) -> Span:
    """Return the span, in the draft's own letters, of the marks at ``place``."""
    joined, at = "", 0
    for a, b in draft.ranges:
        if a <= place[0] and place[1] <= b:
            at = len(joined) + place[0] - a
        joined += text[a:b] + " "
    own = letters(joined)
    letter = bisect_left(own.offsets, at)
    return Span(letter, letter, own.marks(letter).index(at), _marks(text, *place))


def _check_complete(text: str, layout: Layout) -> None:
    """Raise unless every character that is no space lies in exactly one draft."""
    count = bytearray(len(text))
    for draft in layout.drafts:
        for a, b in draft.ranges:
            for i in range(a, b):
                count[i] += 1
    wrong = [i for i, c in enumerate(text) if count[i] != 1 and not c.isspace()]
    if wrong:
        found = sorted({text.count("\n", 0, i) + 1 for i in wrong})
        raise CourseError(f"these lines are not cut into exactly one paragraph each: {found[:20]}")


def read_rules(path: Path) -> Rules:
    """Return the rules in a cuts.yaml; every fault in it is reported at once."""
    root = read_yaml(path)
    root.only("layout", "corrections")
    layout = root.choice("layout", LAYOUTS)
    corrections = []
    for node in root.take("corrections", list, []):
        node.only("lines", "kind", "level", "join", "note", "letters", "reason")
        reason = node.take("reason", str)
        level = node.take("level", int) if node.get("level") else None
        join = node.take("join", bool) if node.get("join") else None
        kind = node.choice("kind", KINDS, "")
        note, size = node.take("note", str, ""), node.take("letters", int, 0)
        corrections.append(Correction(_numbers(node), reason, kind, level, join, note, size))
    if root.problems:
        raise DataError(root.problems)
    return Rules(layout, tuple(corrections))


def _numbers(node: Node) -> tuple[int, ...]:
    """Return the line numbers of a correction, written as 7, or as a list of them."""
    given = node.get("lines")
    if given is None:
        node.fault("'lines' is missing", "it should be a list of line numbers")
        return ()
    nodes = list(given) or [given]
    for one in nodes:
        if not isinstance(one.value, int) or isinstance(one.value, bool) or one.value < 1:
            one.fault("this should be a line number")
    return tuple(one.value for one in nodes if isinstance(one.value, int))
