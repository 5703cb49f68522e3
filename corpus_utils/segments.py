"""Segments: an original's paragraphs as spans of its letters.

A `Layout` speaks of code points of one file; what is published speaks of
letters and of the marks around them, which hold in any copy. Every letter and
every mark of the original lies in exactly one paragraph: a full stop with the
sentence it closes, a note mark in the gap of the paragraph that it stands in,
not in the note.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus_utils.errors import CourseError
from corpus_utils.layouts import Draft, Layout, plain
from corpus_utils.messages import section
from corpus_utils.pages import text_layer
from corpus_utils.prose import prose
from corpus_utils.rules import Rules
from corpus_utils.tokens import Letters, Span, letters
from corpus_utils.webpages import web_page

WORDS = section("segments")


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


def cut(text: str, rules: Rules | None = None) -> Cut:
    r"""Return the paragraphs and notes of an original's ``text``.

    >>> found = cut("Bread\n\nOlga baked it. “No,” said Ivan.\n")
    >>> [(p.id, p.kind) for p in found.paragraphs]
    [('p001', 'heading'), ('p002', 'body')]
    >>> str(found.paragraphs[1].spans[0])
    '5-26/0,1'
    """
    make = {"plain": plain, "web page": web_page, "text layer": text_layer, "prose": prose}
    rules = rules or Rules()
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
            m.number,
            m.author,
            target(m.range),
            ids[id(m.body)] if m.body else None,
            target(m.doubled),
        )
        for m in layout.marks
    )
    return Cut(paragraphs, notes)


def paragraph_text(stream: Letters, spans: Iterable[Span]) -> str:
    """Return the text of ``spans``, joined by spaces: what targets in a paragraph count in."""
    return " ".join(stream.source[a:b] for a, b in map(stream.range, spans))


def in_document(
    spans: Sequence[Span], part: Span | None = None, *, before: Mapping[int, int] | None = None
) -> list[Span]:
    """Return where ``part`` of a paragraph, or all of it, lies in the document's letters.

    ``spans`` are the paragraph's, in the document; ``part`` counts in the
    paragraph's own letters. Several spans come back where something (a note,
    a page break) interrupts the paragraph inside ``part``. ``before`` is
    `marks_before` of the document, needed for a part that holds marks only.

    >>> in_document([Span(10, 20), Span(35, 50)], Span(8, 12))
    [Span(start=18, end=20, head=0, tail=0), Span(start=35, end=37, head=0, tail=0)]
    """
    if part is None:
        return list(spans)
    if part.start == part.end:
        return list(_marks_in_document(spans, part, before or {}))
    found: list[Span] = []
    at = 0  # letters of the paragraph before this span
    for span in spans:
        size = span.end - span.start
        start, end = max(part.start, at), min(part.end, at + size)
        if start < end:
            head, tail = span.head, span.tail
            if start == part.start:
                head = part.head if start > at else min(part.head, head)
            if end == part.end:
                tail = part.tail if end < at + size else min(part.tail, tail)
            found.append(Span(span.start + start - at, span.start + end - at, head, tail))
        elif not size and part.start < at < part.end:
            found.append(span)  # a displaced mark inside the part
        at += size
    return found


def _marks_in_document(
    spans: Sequence[Span], part: Span, before: Mapping[int, int]
) -> Iterator[Span]:
    """Yield where marks in one gap of a paragraph lie; spans that meet there share the gap."""
    skip, take, at = part.head, part.tail, 0
    for span in spans:
        size = span.end - span.start
        offset = 0
        if at < part.start < at + size:
            letter, marks = span.start + part.start - at, skip + take
        elif size and at == part.start:
            letter, offset, marks = span.start, before.get(span.start, 0), span.head
        elif size and at + size == part.start:
            letter, marks = span.end, span.tail
        elif not size and at == part.start:
            letter, offset, marks = span.start, span.head, span.tail
        else:
            marks = 0
        if here := min(max(marks - skip, 0), take):
            yield Span(letter, letter, offset + skip, here)
        take -= here
        skip = max(skip - marks, 0)
        at += size


def marks_before(spans: Iterable[Span]) -> dict[int, int]:
    """Return, by the letter where a span starts, the marks of its gap that are not its own.

    ``spans`` are those of all paragraphs of a document: together they hold
    every mark once, and a span's head stands last in its gap.
    """
    spans = list(spans)
    found = {span.start: 0 for span in spans if span.start < span.end}
    for span in spans:
        if span.end in found:
            found[span.end] += span.tail
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
        raise CourseError(WORDS["uncut"].format(lines=found[:20]))
