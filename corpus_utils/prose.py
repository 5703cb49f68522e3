"""Prose: paragraphs found in a text of any make, for which no rules were written yet.

Word files and web pages have a paragraph a line or a blank line between two;
the text of a PDF has neither, only lines that end before the margin. Notes
stand at the end, in the order of their marks. What these habits get wrong is
corrected in ``cuts.yaml``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from corpus_utils.layouts import Draft, Layout, Line, Mark, classify, correct, is_heading, lines
from corpus_utils.rules import Correction

LONG = 140
"""A longer line holds a whole paragraph: nobody wraps so late."""
TITLE = 120
"""A longer line without a full stop is a paragraph that a page breaks off, not a heading."""
SHORT = 0.85
"""A line that stays below this share of the usual width was ended on purpose."""
RUNNING = 3
"""A line that stands so often, its numbers left aside, is the head or foot of pages."""

_CLOSED = re.compile(r"[.:?!…]['\"’”)\]»]*(?:\[\d+\]|\(\d+\)|\d+)?$")
_TURN = re.compile(r"[^\W\d_][\w .'’-]{0,30}:\s+\S")
_NOTE = re.compile(r"(?:\[(\d+)\]|\((\d+)\)|(\d+)[.)]?)\s+\S")
_BACK = re.compile(r"[↑↩⤴][\ufe0e\ufe0f]?$")


def prose(source: str, corrections: Iterable[Correction] = ()) -> Layout:
    """Return the layout of a text of any make."""
    corrections = tuple(corrections)
    joins = {n: c.join for c in corrections if c.join is not None for n in c.lines}
    every = [line for line in lines(source) if line.text]
    groups = _groups(source, every, joins)
    layout = Layout([_draft(source, group, first=n == 0) for n, group in enumerate(groups)])
    running = _running(every)
    for draft in layout.drafts:
        text = draft.text(source)
        if text.isdigit() or (text in running and len(text) < LONG):
            draft.kind, draft.level, draft.label = "furniture", None, None
    layout.drafts = list(_mended(source, layout.drafts, joins))
    _find_notes(source, layout)
    correct(layout.drafts, corrections)
    return layout


def _groups(source: str, every: list[Line], joins: dict[int, bool]) -> list[list[Line]]:
    """Return the lines of each paragraph."""
    width = _width(every)
    running = _running(every)
    breaks = sum("\n\n" in _between(source, *pair) for pair in pairwise(every))
    spaced = breaks >= max(2, len(every) // 20)
    groups: list[list[Line]] = []
    for n, line in enumerate(every):
        before = every[n - 1] if n else line
        new = joins.get(line.number)
        if not n:
            begins = True
        elif new is not None:
            begins = not new
        elif len(before.text) > LONG or len(line.text) > LONG:
            begins = True
        elif spaced:
            begins = "\n\n" in _between(source, before, line)
        else:
            begins = _begins(before, line, width, running)
        if begins:
            groups.append([])
        groups[-1].append(line)
    return groups


def _between(source: str, one: Line, other: Line) -> str:
    return re.sub(r"[^\n]", "", source[one.end : other.start])


def _width(every: list[Line]) -> int:
    """Return the usual width: nine lines in ten are no longer."""
    lengths = sorted(len(line.text) for line in every)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _begins(before: Line, line: Line, width: int, running: set[str]) -> bool:
    """Return whether a paragraph begins at ``line``, where no blank lines say so."""
    for one in (before, line):
        if one.text.isdigit() or one.text in running:
            return True
    if _TURN.match(line.text) and _CLOSED.search(before.text):
        return True
    short = len(before.text) < SHORT * width
    if short and _CLOSED.search(before.text):
        return True
    if re.match(r"[ \t]{2,}", line.raw) and not re.match(r"[ \t]{2,}", before.raw):
        return True
    heading = is_heading(before.text) and len(before.text) < SHORT * SHORT * width
    return heading and before.text[:1].isupper() and line.text[:1].isupper()


def _draft(source: str, group: list[Line], *, first: bool) -> Draft:
    start, end = group[0].start, group[-1].end
    begin = start - (len(group[0].raw) - len(group[0].raw.lstrip()))
    # Every white character one space, so that a place in it is a place in the source.
    raw = re.sub(r"\s", " ", source[begin:end])
    draft = classify(Line(group[0].number, start, end, raw), first=first)
    wordy = len(group) > 2 or len(raw) > TITLE
    if draft.kind == "heading" and (wordy or _CLOSED.search(raw.strip())):
        draft.kind, draft.level = "body", None
    return draft


def _running(every: list[Line]) -> set[str]:
    """Return the lines that stand at every page's head or foot."""
    bare = Counter(re.sub(r"\d+", "", line.text).strip() for line in every)
    often = {text for text, count in bare.items() if text and count >= RUNNING and len(text) < LONG}
    found = {line.text for line in every if re.sub(r"\d+", "", line.text).strip() in often}
    # What closes like a sentence is a refrain, not a running head.
    return {text for text in found if not _CLOSED.search(text)}


def _mended(source: str, drafts: list[Draft], joins: dict[int, bool]) -> Iterator[Draft]:
    """Yield the drafts, those put together that a page's foot and head had parted."""
    last: Draft | None = None  # the last paragraph of running text
    parted = False
    for draft in drafts:
        if draft.kind == "furniture":
            parted = last is not None
            yield draft
            continue
        lower = draft.text(source)[:1].islower()
        goes_on = parted and last is not None and draft.line not in joins
        if goes_on and not _CLOSED.search(last.text(source)) and _broken(last, draft, lower=lower):
            last.ranges += draft.ranges
            last.kind, last.level = "body", None
        else:
            yield draft
            last = draft
        parted = False


def _broken(last: Draft, draft: Draft, *, lower: bool) -> bool:
    """Return whether ``draft`` goes on with ``last``, which a page breaks off without a full stop."""
    return lower or (last.kind == draft.kind == "body")


def _find_notes(source: str, layout: Layout) -> None:
    """Set the notes at the end apart, and give each its mark in the text."""
    drafts = layout.drafts
    numbers = _numbered(source, drafts)
    backs = [draft for draft in drafts if _BACK.search(draft.text(source))]
    bodies = numbers or dict(enumerate(backs, 1))
    texts = [draft for draft in drafts if draft not in bodies.values()]
    marks = _marks(source, texts, len(bodies))
    if bodies and not marks:
        return  # a numbered list, not notes
    for number, place in marks.items():
        layout.marks.append(Mark(str(number), place, body=bodies.get(number)))
    for number, body in bodies.items():
        body.kind, body.level, body.label = "note", None, None
        if number not in marks:
            layout.marks.append(Mark(str(number), None, body=body))


def _numbered(source: str, drafts: list[Draft]) -> dict[int, Draft]:
    """Return the last run of drafts that begin with 1, 2 … and reach the end of the text."""
    found: dict[int, Draft] = {}
    for draft in drafts:
        match = _NOTE.match(draft.text(source))
        number = int(next(filter(None, match.groups()))) if match else 0
        if number == 1:
            found = {1: draft}
        elif found and number == len(found) + 1:
            found[number] = draft
        elif draft.kind != "furniture":
            found = {}
    return found


def _marks(source: str, drafts: list[Draft], bodies: int) -> dict[int, tuple[int, int]]:
    """Return the places of the marks 1, 2 … in the text; a bare number counts where it has a note."""
    found: dict[int, tuple[int, int]] = {}
    number = 1
    for draft in drafts:
        for start, end in draft.ranges:
            at = start
            while True:
                bare = rf"|(?<=[^\W\d_]){number}(?=[\s.,;:]|$)|(?<=[.,;:?!’”)\]]){number}(?=\s|$)"
                glued = rf"(?<=\S)\[{number}\]|(?<=\S)\({number}\)" + (
                    bare if number <= bodies else ""
                )
                match = re.compile(glued).search(source, at, end)
                if not match:
                    break
                found[number] = match.span()
                at, number = match.end(), number + 1
    return found
