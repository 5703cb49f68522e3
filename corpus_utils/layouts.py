"""Layouts: how the paragraphs of a source of some kind are found in its text.

A `Layout` holds drafts of paragraphs in reading order, as ranges of code points
of the source, and the notes. Here are what all layouts share and the simplest,
`plain`: one paragraph a line. `webpages` and `pages` hold the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from corpus_utils.rules import Correction

HEADING_LENGTH = 200
"""A line without a full stop is no heading if it is longer: titles of articles reach 160."""


@dataclass(eq=False)
class Draft:
    """A paragraph being found: ranges of code points in the order they are read."""

    kind: str
    ranges: list[tuple[int, int]]
    line: int
    level: int | None = None
    label: int | None = None  # code point of the source where a run-in label ends

    def text(self, source: str) -> str:
        """Return the words of this draft, its ranges joined by a space."""
        return " ".join(" ".join(source[a:b].split()) for a, b in self.ranges)


@dataclass(eq=False)
class Mark:
    """A note: its number, where its mark stands, and the draft that is its body, if any."""

    number: str
    range: tuple[int, int] | None
    author: str | None = None
    body: Draft | None = None
    doubled: tuple[int, int] | None = None  # a second, stale mark for the same note


@dataclass
class Layout:
    """Drafts in reading order and the notes, both of one source."""

    drafts: list[Draft] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """A line of the source: its number from 1, its range without outer white space, its text."""

    number: int
    start: int
    end: int
    raw: str

    @property
    def text(self) -> str:
        """The line without outer white space."""
        return self.raw.strip()


def lines(source: str) -> list[Line]:
    """Return every line of ``source``, empty ones too."""
    found, at = [], 0
    for number, raw in enumerate(source.split("\n"), 1):
        start = at + len(raw) - len(raw.lstrip())
        found.append(Line(number, start, start + len(raw.strip()), raw))
        at += len(raw) + 1
    return found


_FURNITURE = re.compile(
    r"share on \w+|©|copyright \d|last (?:updated|modified)|all rights reserved|•\s"
    r"|(?:see|listen|watch|subscribe|sign up)\b.{0,50}\b(?:podcast|episode|newsletter|channel)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\s+(?:\d{1,2}|[a-z])[.)]\s")
_SMALL = r"(?:a|an|and|as|by|for|from|in|of|on|or|the|to|vs\.?|with)"
_CAPITAL = r"[A-Z][\w'’]*(?:-[A-Z][\w'’]*)*"
_LABEL = re.compile(rf"{_CAPITAL}(?: (?:{_SMALL}|{_CAPITAL})){{0,7}}:(?=\s+\S)")
_SOURCES = re.compile(r"sources?|references|bibliography|(?:works|literature) cited", re.IGNORECASE)
_COUNTS = dict(zip(("two", "three", "four", "five", "six", "seven"), range(2, 8), strict=True))


def is_heading(text: str) -> bool:
    """Return whether a line standing alone looks like a heading: short, no closing mark.

    >>> is_heading("The Question of Bread"), is_heading("Olga said so.")
    (True, False)
    """
    closed = re.search(r"[.,;:?!…]['\"’”)\]]*(?:\(\d+\)|\d+)?$", text)  # a note mark may follow
    return len(text) <= HEADING_LENGTH and not closed


def plain(source: str, corrections: Iterable[Correction] = ()) -> Layout:
    """Return the layout of a text with one paragraph a line."""
    found = [line for line in lines(source) if line.text]
    layout = Layout([classify(line, first=line is found[0]) for line in found])
    _mark_lists(layout.drafts, source)
    correct(layout.drafts, corrections)
    layout.drafts = merge_furniture(layout.drafts)
    layout.marks = list(_parenthesised_marks(source))
    return layout


def classify(line: Line, *, first: bool) -> Draft:
    """Return the draft of a line that is a paragraph, its kind seen from the line alone."""
    draft = Draft("body", [(line.start, line.end)], line.number)
    if _FURNITURE.match(line.text):
        draft.kind = "furniture"
    elif _ITEM.match(line.raw):
        draft.kind = "list item"
    elif is_heading(line.text):
        draft.kind, draft.level = "heading", 1 if first else 2
    elif re.fullmatch(r"\"[^\"]+\"|“[^“”]+”", line.text):
        draft.kind = "quotation"
    elif label := _LABEL.match(line.text):
        draft.label = line.start + label.end()
    return draft


def _mark_lists(drafts: list[Draft], source: str) -> None:
    """Make list items of what follows "for three reasons:" or a heading such as "Sources"."""
    sources = False
    for i, draft in enumerate(drafts):
        text = draft.text(source)
        if draft.kind == "heading":
            sources = bool(_SOURCES.fullmatch(text))
        elif sources and draft.kind == "body":
            draft.kind, draft.label = "list item", None
        number = next((_COUNTS[w] for w in re.findall(r"\w+", text.lower()) if w in _COUNTS), 0)
        items = drafts[i + 1 : i + 1 + number]
        if not text.endswith(":") or len(items) < number:
            continue
        if all(item.kind == "body" and item.label is None for item in items):
            for item in items:
                item.kind = "list item"


def correct(drafts: Iterable[Draft], corrections: Iterable[Correction]) -> None:
    """Apply the corrections of kind and level to the drafts that begin in their lines."""
    wanted = {n: c for c in corrections if c.kind or c.level is not None for n in c.lines}
    for draft in drafts:
        correction = wanted.get(draft.line)
        if correction and draft.kind != "note":
            draft.kind = correction.kind or draft.kind
            level = correction.level if correction.level is not None else draft.level
            draft.level = (level or None) if draft.kind == "heading" else None


def merge_furniture(drafts: Iterable[Draft]) -> list[Draft]:
    """Return drafts in the order of the source with neighbouring furniture made one."""
    merged: list[Draft] = []
    for draft in drafts:
        last = merged[-1] if merged else draft
        whole = len(last.ranges) == len(draft.ranges) == 1  # no note interrupts them
        if merged and whole and draft.kind == last.kind == "furniture":
            merged[-1].ranges = [(merged[-1].ranges[0][0], draft.ranges[-1][1])]
        else:
            merged.append(draft)
    return merged


def _parenthesised_marks(source: str) -> Iterator[Mark]:
    """Yield the marks ``(1)``, ``(2)``… that are glued to the character before them."""
    at, number = 0, 1
    while found := re.compile(rf"(?<=\S)\({number}\)").search(source, at):
        yield Mark(str(number), found.span())
        at, number = found.end(), number + 1
