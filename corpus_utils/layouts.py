"""Layouts: how the paragraphs of a source of some kind are found in its text.

Three kinds of source, three functions: `plain` (one paragraph a line), `web_page`
(the same with menus, share buttons and notes run into the sentences) and, in
`pages`, the text layer of a PDF. Each returns a `Layout`: drafts of paragraphs
in reading order, as ranges of code points of the source. The rules know
layouts, not documents; what they cannot know is corrected by hand, by line
number (`Correction`), with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

KINDS = ("body", "heading", "quotation", "note", "list item", "furniture")
LAYOUTS = ("plain", "web page", "text layer")

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
class Correction:
    """A reviewed correction of the cut at ``lines`` of the source (counted from 1).

    ``kind`` and ``level`` replace what the rules say of a paragraph that
    begins there (``level`` 0: a heading that opens no section, such as a
    by-line). ``join`` says whether a page's first lines belong to the
    paragraph before. ``note`` with ``letters`` gives a note's length.
    """

    lines: tuple[int, ...]
    reason: str
    kind: str = ""
    level: int | None = None
    join: bool | None = None
    note: str = ""
    letters: int = 0


@dataclass(frozen=True)
class Line:
    """A line of the source: its number from 1, its range without outer white space, its text."""

    number: int
    start: int
    end: int
    raw: str

    @property
    def text(self) -> str:
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
_SHARE = re.compile(r"share (?:on|this)\b", re.IGNORECASE)
_ITEM = re.compile(r"\s+(?:\d{1,2}|[a-z])[.)]\s")
_SMALL = r"(?:a|an|and|as|by|for|from|in|of|on|or|the|to|vs\.?|with)"
_CAPITAL = r"[A-Z][\w'’]*(?:-[A-Z][\w'’]*)*"
_LABEL = re.compile(rf"{_CAPITAL}(?: (?:{_SMALL}|{_CAPITAL})){{0,7}}:(?=\s+\S)")
_COUNTS = dict(zip(("two", "three", "four", "five", "six", "seven"), range(2, 8), strict=True))


def is_heading(text: str) -> bool:
    """Return whether a line standing alone looks like a heading: short, no closing mark.

    >>> is_heading("The Question of Bread"), is_heading("Olga said so.")
    (True, False)
    """
    return len(text) <= HEADING_LENGTH and not re.search(r"[.,;:?!…]['\"’”)\]]*$", text)


def plain(source: str, corrections: Iterable[Correction] = ()) -> Layout:
    """Return the layout of a text with one paragraph a line."""
    found = [line for line in lines(source) if line.text]
    layout = Layout([_classify(line, first=line is found[0]) for line in found])
    _mark_lists(layout.drafts, source)
    _finish(layout, source, corrections)
    layout.marks = list(_parenthesised_marks(source))
    return layout


def web_page(source: str, corrections: Iterable[Correction] = ()) -> Layout:
    """Return the layout of a page saved as text, its notes run into the sentences."""
    corrections = tuple(corrections)
    found = [line for line in lines(source) if line.text]
    foot = next((line.number for line in found if _SHARE.match(line.text)), len(source))
    layout = Layout()
    drafts = layout.drafts
    resume = 0  # code point where running text goes on after a note that ran over lines
    awaited: Draft | None = None
    for i, line in enumerate(found):
        if line.end <= resume:
            continue
        if awaited is not None and line.text[0].islower():
            # The note stood in the middle of a sentence.
            draft, awaited = awaited, None
        else:
            draft = _classify(line, first=line is found[0])
            draft.ranges.clear()
            drafts.append(draft)
            awaited = None
        if line.number >= foot:
            draft.kind, draft.level = "furniture", None
        at = line.start
        while note := _next_note(source, at, line, len(layout.marks) + 1):
            mark, signature = note
            draft.ranges.append((at, mark.range[1]))
            end = _note_end(source, mark, signature, line, corrections)
            mark.body = Draft("note", [(mark.range[1], end)], line.number)
            if signature == line.end and i + 1 < len(found):
                # Nothing but the note's signature on this line: its words are on the next.
                following = found[i + 1]
                mark.body.ranges.append((following.start, following.end))
                resume, awaited = following.end, draft
            layout.marks.append(mark)
            drafts.append(mark.body)
            at = end
        if source[at : line.end].strip():
            draft.ranges.append((at, line.end))
    _finish(layout, source, corrections)
    return layout


def _classify(line: Line, *, first: bool) -> Draft:
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
    """Make list items of the n paragraphs that follow a line such as "for three reasons:"."""
    for i, draft in enumerate(drafts):
        text = draft.text(source)
        number = next((_COUNTS[w] for w in re.findall(r"\w+", text.lower()) if w in _COUNTS), 0)
        items = drafts[i + 1 : i + 1 + number]
        if not text.endswith(":") or len(items) < number:
            continue
        if all(item.kind == "body" and item.label is None for item in items):
            for item in items:
                item.kind = "list item"


def _finish(layout: Layout, source: str, corrections: Iterable[Correction]) -> None:
    """Apply the corrections of kind and level, then make one of neighbouring furniture."""
    wanted = {n: c for c in corrections if c.kind or c.level is not None for n in c.lines}
    merged: list[Draft] = []
    for draft in layout.drafts:
        correction = wanted.get(draft.line)
        if correction and draft.kind != "note":
            draft.kind = correction.kind or draft.kind
            level = correction.level if correction.level is not None else draft.level
            draft.level = (level or None) if draft.kind == "heading" else None
        if merged and draft.kind == merged[-1].kind == "furniture":
            merged[-1].ranges = [(merged[-1].ranges[0][0], draft.ranges[-1][1])]
        else:
            merged.append(draft)
    layout.drafts = merged


def _parenthesised_marks(source: str) -> Iterator[Mark]:
    """Yield the marks ``(1)``, ``(2)``… that are glued to the character before them."""
    at, number = 0, 1
    while found := re.compile(rf"(?<=\S)\({number}\)").search(source, at):
        yield Mark(str(number), found.span())
        at, number = found.end(), number + 1


_SIGNATURE = r"((?:[A-Z][\w.]* )?(?:[Tt]ranslator|[Ee]ditor|[Aa]uthor))['’]s note:\s*"


def _next_note(source: str, at: int, line: Line, number: int) -> tuple[Mark, int] | None:
    """Return the next note in a line and where its signature ends.

    Signed notes may be glued to another number ("No. 1114XY translator's
    note:" is note 14 after No. 11); of an unsigned one the mark must stand
    between a character and a capital.
    """
    signed = re.compile(rf"({number}){_SIGNATURE}").search(source, at, line.end)
    unsigned = re.compile(rf"(?<=[^\s\d])({number})(?=[^\W\d_][a-z])").search(source, at, line.end)
    found = min((m for m in (signed, unsigned) if m), key=lambda m: m.start(), default=None)
    if found is None:
        return None
    author = found.group(2) if found is signed else None
    return Mark(str(number), found.span(1), author), found.end()


_STOP = re.compile(
    # a dated reference, the like of "Op. cit.", or a full stop where no sentence can end
    r"\b\d{4}\)?\.(?=\s+\S)|\b(?:[Oo]p\. cit|[Ii]bid)\.(?=\s+\S)|\.[”’\"]?(?=\s+[“‘\"]?[a-z])|\.[”’\"]?(?=[,)\]])"
)


def _note_end(
    source: str, mark: Mark, signature: int, line: Line, corrections: tuple[Correction, ...]
) -> int:
    for correction in corrections:
        if correction.note == mark.number and correction.letters:
            return _after_letters(source, mark.range[1], correction.letters)
    following = _next_note(source, signature, line, int(mark.number) + 1)
    limit = following[0].range[0] if following else line.end
    opened = {b for b in "([" if source.count(b, line.start, mark.range[0])
              > source.count(")" if b == "(" else "]", line.start, mark.range[0])}
    depth = {"(": 0, "[": 0}
    for i in range(signature, limit):
        character = source[i]
        if character in depth:
            depth[character] += 1
        elif character in ")]":
            bracket = "(" if character == ")" else "["
            depth[bracket] -= 1
            if depth[bracket] < 0 and bracket in opened:
                return i
    stops = [m.end() for m in _STOP.finditer(source, signature, limit)]
    stops = [s for s in stops if not _inside(source, signature, s)]
    return stops[0] if stops else limit


def _inside(source: str, start: int, end: int) -> bool:
    """Return whether ``end`` lies inside a bracket opened since ``start``."""
    text = source[start:end]
    return text.count("(") > text.count(")")


def _after_letters(source: str, at: int, letters: int) -> int:
    while letters:
        letters -= source[at].isalpha()
        at += 1
    return at
