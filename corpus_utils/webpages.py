"""Web pages: paragraphs found in a page saved as text, its notes run into the sentences.

A paragraph is a line; menus, share buttons and the foot of the page are
furniture. A note that opened at a click stands where it was opened, glued to
its number: it is taken out and the sentence around it put together again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus_utils.layouts import (
    Draft,
    Layout,
    Line,
    Mark,
    classify,
    correct,
    lines,
    merge_furniture,
)
from corpus_utils.rules import Correction

_SHARE = re.compile(r"share (?:on|this)\b", re.IGNORECASE)


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
            draft = classify(line, first=line is found[0])
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
                mark.body.ranges = [(mark.range[1], following.end)]
                resume, awaited = following.end, draft
            layout.marks.append(mark)
            drafts.append(mark.body)
            at = end
        if source[at : line.end].strip():
            draft.ranges.append((at, line.end))
    correct(drafts, corrections)
    layout.drafts = merge_furniture(drafts)
    return layout


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
    before = source[line.start : mark.range[0]]
    opened = {b for b, closing in ("()", "[]") if before.count(b) > before.count(closing)}
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
