"""Pages: paragraphs found in the text layer of a PDF, as its pages give it up.

Such a text is wrapped at line ends, its footnotes stand at the feet of pages,
a rule of spaces before them; page numbers stand alone. Where a note mark was
raised, converters drop the rest of the sentence *after* the next paragraph,
behind a blank line and a single space, and later marks of a page on lines of
their own. These habits are the rules here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus_utils.layouts import Draft, Layout, Line, Mark, correct, is_heading, lines
from corpus_utils.rules import Correction

RULE_LENGTH = 20
"""A line of at least so many spaces is the rule above the footnotes of a page."""

_DIVIDER = re.compile(r"[*\s·•—–-]+")
_TURN = re.compile(r"[^\W\d_a-z]{3,}:")
_ITEM = re.compile(r"(\d{1,2})[.)]?\s+[^\W\d_a-z]")
_STALE = re.compile(r"\[\d{1,3}\]")


@dataclass
class _Block:
    """Lines without a blank line between; ``tail``: the displaced rest of a sentence."""

    lines: list[Line]
    opens_page: bool = False
    tail: bool = False

    @property
    def range(self) -> tuple[int, int]:
        return self.lines[0].start, self.lines[-1].end


def text_layer(source: str, corrections: Iterable[Correction] = ()) -> Layout:
    """Return the layout of the text layer of a PDF."""
    corrections = tuple(corrections)
    blocks, notes = _split(lines(source))
    layout = _join(source, blocks, tuple(notes.values()), corrections)
    _classify(layout, source)
    for mark in layout.marks:
        mark.body = notes.pop(mark.number, None)
    for number, body in notes.items():  # a note whose mark is missing
        layout.marks.append(Mark(number, None, body=body))
    correct(layout.drafts, corrections)
    layout.drafts = list(_with_notes(layout))
    return layout


def _split(every: list[Line]) -> tuple[list[_Block], dict[str, Draft]]:
    """Return the blocks of running text and the footnotes by number."""
    blocks: list[_Block] = []
    notes: dict[str, Draft] = {}
    in_notes, fresh, open_block = False, True, False  # fresh: at the top of a page
    note: Draft | None = None  # the footnote that this foot of a page goes on with
    for line in every:
        if not line.text:
            if len(line.raw) >= RULE_LENGTH:
                in_notes = True
            open_block = False
            continue
        indented = line.raw.startswith(" ")
        numbered = re.match(rf"{len(notes) + 1}\s", line.text)
        if in_notes and not indented and (numbered or notes):
            if numbered:
                note = notes[str(len(notes) + 1)] = Draft(
                    "note", [(line.start, line.end)], line.number
                )
            elif note is not None:
                note.ranges[-1] = (note.ranges[-1][0], line.end)
            else:  # the footnote that began on the page before
                note = notes[str(len(notes))]
                note.ranges.append((line.start, line.end))
            continue
        if in_notes:  # an indented line after footnotes opens the next page
            in_notes, fresh, open_block, note = False, True, False, None
        if open_block and not indented:
            blocks[-1].lines.append(line)
            continue
        top = fresh or (indented and open_block)
        blocks.append(_Block([line], opens_page=top, tail=indented and not top))
        # What follows a page number still stands at the top of the page.
        fresh = top and line.text.isdigit()
        open_block = not line.text.isdigit()
    return blocks, notes


def _join(
    source: str, blocks: list[_Block], notes: tuple[Draft, ...], corrections: tuple[Correction, ...]
) -> Layout:
    """Return drafts of the running text, displaced pieces put back, and the note marks."""
    layout = Layout()
    drafts, marks = layout.drafts, layout.marks
    joins = {n: c.join for c in corrections if c.join is not None for n in c.lines}
    latest: Draft | None = None  # the last draft that a page break may interrupt
    begun: Draft | None = None  # the last draft begun: lone marks belong to it
    marked: Draft | None = None  # the last draft that ended in a mark: tails belong to it
    for block in blocks:
        first = block.lines[0]
        text = source[slice(*block.range)]
        number = str(len(marks) + 1)
        if text.isdigit() and text == number and not block.opens_page and begun is not None:
            _extend(begun, block.range, (*drafts, *notes))
            marks.append(Mark(number, block.range))
            marked = begun
            continue
        if _DIVIDER.fullmatch(text) or text.isdigit():
            drafts.append(Draft("furniture", [block.range], first.number))
            continue
        if block.tail and marked is not None and joins.get(first.number) is not False:
            if stale := _STALE.match(text):
                mark = next(m for m in reversed(marks) if m.range)
                mark.doubled = (block.range[0], block.range[0] + stale.end())
            draft, marked = marked, None
            _extend(draft, block.range, (*drafts, *notes))
        elif latest is not None and joins.get(
            first.number, block.opens_page and not _finished(source, latest, marks)
        ):
            draft = latest
            _extend(draft, block.range, (*drafts, *notes))
        else:
            draft = begun = Draft("body", [block.range], first.number)
            drafts.append(draft)
        latest = draft
        for place in _marks_in(source, block.range, len(marks) + 1):
            marks.append(Mark(str(len(marks) + 1), place))
            if place[1] == block.range[1]:
                marked = draft
    return layout


def _extend(draft: Draft, place: tuple[int, int], others: Iterable[Draft]) -> None:
    """Add a range, as one with the last where nothing of another draft lies between."""
    a, b = draft.ranges[-1]
    between = any(b <= start < place[0] for d in others for start, _ in d.ranges)
    if b <= place[0] and not between:
        draft.ranges[-1] = (a, place[1])
    else:
        draft.ranges.append(place)


def _finished(source: str, draft: Draft, marks: list[Mark]) -> bool:
    """Return whether a draft ends with a full stop or the like, note marks left aside."""
    end = draft.ranges[-1][1]
    for mark in marks:
        if mark.range and mark.range[1] == end:
            end = mark.range[0]
    return bool(
        re.search(r"[.:;?!…]['\"’”)\]]*\s*$|\[[.…]+\]\s*$", source[draft.ranges[-1][0] : end])
    )


def _marks_in(source: str, place: tuple[int, int], number: int) -> Iterable[tuple[int, int]]:
    """Yield the places of note marks in a block, counting on from ``number``."""
    at, end = place
    while True:
        glued = rf"(?<=[^\W\d_]){number}(?=\s|$)|(?<=[.,;:?!’”)\]]){number}(?=\s|$)"
        found = re.compile(glued).search(source, at, end)
        if not found and re.search(rf"\s{number}$", source[at:end]):
            yield end - len(str(number)), end
            return
        if not found:
            return
        yield found.span()
        at, number = found.end(), number + 1


def _classify(layout: Layout, source: str) -> None:
    """Set the kinds of the drafts: headings, list items, dialogue, quotations set off."""
    drafts = layout.drafts
    marks = {m.range for m in layout.marks}
    body = [d for d in drafts if d.kind == "body"]
    if body and is_heading(body[0].text(source)):
        body[0].kind, body[0].level = "heading", 1
    item = 1
    for i, draft in enumerate(drafts):
        text = draft.text(source)
        if draft.kind != "body":
            continue
        if (found := _ITEM.match(text)) and found.group(1) == str(item):
            draft.kind, item = "list item", item + 1
        elif _TURN.match(text):
            draft.kind = "quotation"
        elif text.endswith((":", ",")):
            for quoted in _quoted(drafts[i + 1 :], marks):
                quoted.kind = "quotation"


def _quoted(drafts: list[Draft], marks: set[tuple[int, int] | None]) -> list[Draft]:
    """Return the quotation that follows an introducing colon.

    Set-off quotations of several paragraphs close with the mark of the note
    that gives their source; without one before the next break a quotation is
    taken to be a single paragraph.
    """
    found: list[Draft] = []
    for draft in drafts:
        if draft.kind not in ("body", "quotation"):
            break
        found.append(draft)
        if any(m and m[1] == draft.ranges[-1][1] for m in marks):
            return found
    return found[:1]


def _with_notes(layout: Layout) -> Iterable[Draft]:
    """Yield the drafts with the body of each note after the paragraph of its mark."""
    for draft in layout.drafts:
        yield draft
        for mark in layout.marks:
            if mark.body and mark.range and any(a <= mark.range[0] < b for a, b in draft.ranges):
                yield mark.body
    yield from (m.body for m in layout.marks if m.body and not m.range)
