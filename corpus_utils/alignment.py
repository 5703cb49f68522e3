"""Alignment: a reader's copy laid beside a text, and where in it a span of the text lies.

A span is placed only where that is certain: *exact* (its checks agree at the
place, or it lies inside an anchor), *near* (its own check is damaged, but
everything around it leaves no other place). *Unsure* and *missing* carry no
place: a wrong pointer would be worse than none, and the reader is told.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Any

from corpus_utils.anchors import Anchors
from corpus_utils.boundaries import MISSING, UNSURE, Boundaries, Boundary
from corpus_utils.chains import Chain, Hit, find_chains, find_hits, find_islands
from corpus_utils.errors import DataError, Problem
from corpus_utils.evidence import Window, distance
from corpus_utils.messages import section
from corpus_utils.tokens import Letters, Span, letters

WORDS = section("alignment")
# A placed span may hold what an edition adds (page heads, notes), but no whole moved part.
SWOLLEN, SWOLLEN_SHARE = 3000, 2
MENTIONS = 100  # where words were dropped, a mention as near as this may be taken for the other
SLIP = 3  # a name that stands verbatim so near to its weighed place is meant
METHOD = 2  # raised when copies would be laid differently: stored alignments are remade


@dataclass(frozen=True)
class Placement:
    """Where a span lies in a copy: ``text[start:end]``, both None unless exact or near."""

    status: str
    start: int | None = None
    end: int | None = None

    @property
    def placed(self) -> bool:
        """Whether the span has a place that can be shown."""
        return self.start is not None


@dataclass
class Alignment:
    """A copy laid beside its text: ``chains`` of (letter in the text, letter in the copy)."""

    copy: Letters
    anchors: Anchors
    chains: tuple[Chain, ...]

    @cached_property
    def boundaries(self) -> Boundaries:
        """What finds the edges of spans."""
        return Boundaries(self.copy, self.anchors, self.chains)

    @property
    def hits(self) -> list[Hit]:
        """The sure hits, in the order of the text."""
        return self.boundaries.hits

    @cached_property
    def missing(self) -> list[tuple[int, int]]:
        """The ranges of the text, in letters, that the copy leaves out."""
        return [gap for gap in self._gaps() if gap[1] - gap[0] > self._patience]

    @property
    def share(self) -> float:
        """How much of the text the copy holds, from 0 to 1."""
        gone = sum(end - start for start, end in self.missing)
        return 1 - gone / max(self.anchors.letters, 1)

    @cached_property
    def parts(self) -> list[tuple[int, int, int]]:
        """The parts (first letter, last hit, place in the copy) that follow without a leap back."""
        parts: list[list[int]] = []
        for letter, at in self.hits:
            if parts and at > parts[-1][3]:
                parts[-1][1], parts[-1][3] = letter, at
            else:
                parts.append([letter, letter, at, at])
        return [(first, last, at) for first, last, at, _ in parts]

    @property
    def moved(self) -> bool:
        """Whether parts of the text stand in another order in the copy."""
        return len(self.parts) > 1

    def place(self, span: Span, *, surface: str | None = None) -> Placement:
        """Return where ``span`` (letters of the text) lies in the copy, in code points.

        ``surface`` is the span's own wording where the course may hold it (a
        name, a year): it stands in for the checks. Spans without either are
        placed where their surroundings leave no doubt.
        """
        name = letters(surface).stream if surface else ""
        if span.start == span.end:
            return self._place_marks(span, surface)
        clear = (
            Window(span.start, span.end, clear=name, edges=(span.start, span.end)) if name else None
        )
        start = self._boundary(span.start, clear=clear)
        end = self._boundary(span.end, is_end=True, clear=clear)
        if not (start.placed and end.placed):
            return _without_place(start, end)
        size = end.at - start.at
        if not 0 < size <= SWOLLEN + SWOLLEN_SHARE * (span.end - span.start):
            return Placement("unsure")
        if size > 200 + 1.5 * (span.end - span.start) and self._holds_others(
            span, start.at, end.at
        ):
            return Placement("unsure")
        if name and (start.at, end.at) != (found := self._named(name, start.at, end.at)):
            if not found:
                return Placement("unsure")
            start, end = (Boundary("near", at) for at in found)
        if name and self._ambiguous(name, span.start, start.at):
            return Placement("unsure")
        status = "exact" if start.status == end.status == "exact" else "near"
        return Placement(status, *self.copy.range(Span(start.at, end.at, span.head, span.tail)))

    def _boundary(
        self, offset: int, *, is_end: bool = False, clear: Window | None = None
    ) -> Boundary:
        found = self.boundaries.find(offset, is_end=is_end, clear=clear)
        letter = offset - is_end
        # Where a passage is missing, a name alone may be another mention of it.
        if (found == UNSURE or clear) and any(a <= letter < b for a, b in self.missing):
            return MISSING
        return found

    def _ambiguous(self, name: str, letter: int, at: int) -> bool:
        """Whether another mention of ``name`` is near and neither neighbouring hit speaks for this one."""
        index = bisect_right(self.hits, (letter, len(self.copy)))
        if any(
            place - low == at - letter for low, place in self.hits[max(0, index - 1) : index + 1]
        ):
            return False
        around = self.copy.stream[max(0, at - MENTIONS) : at + len(name) + MENTIONS]
        return around.count(name) > 1

    def _holds_others(self, span: Span, start: int, end: int) -> bool:
        """Whether hits from elsewhere in the text lie between two places of the copy."""
        low = span.start - self.anchors.window
        return any(start < at < end and not low <= letter < span.end for letter, at in self.hits)

    def _named(self, name: str, start: int, end: int) -> tuple[int, int] | None:
        """Return where ``name`` stands verbatim at a place or a slip beside it, or the place if it is like it."""
        stream = self.copy.stream
        if stream[start:end] == name:
            return start, end
        near = [
            at
            for at in range(max(0, start - SLIP), start + SLIP + 1)
            if stream.startswith(name, at)
        ]
        if len(near) == 1:
            return near[0], near[0] + len(name)
        return (start, end) if distance(stream[start:end], name) <= len(name) // 4 else None

    @property
    def _patience(self) -> float:
        """How many letters without a hit mean that the passage is missing, not misprinted."""
        intact = (1 - self.boundaries.noise.error) ** self.anchors.window
        return self.anchors.step * (1 + log(1e-3) / log(max(1 - intact, 1e-2)))

    def _gaps(self) -> list[tuple[int, int]]:
        """Return the ranges between hits for which the copy has no room, and the edges."""
        gaps, letter, at = [], 0, None
        for other, place in self.hits:
            room = 0 if at is None else place - at
            if at is None or not 0.6 * (other - letter) < room:
                gaps.append((letter, other))
            letter, at = other + self.anchors.window, place + self.anchors.window
        return [*gaps, (letter, self.anchors.letters)]

    def _place_marks(self, span: Span, surface: str | None) -> Placement:
        """Place a span without letters (a year, a note mark) in the gap its neighbours enclose."""
        sides = []
        if span.start > 0:
            sides.append(self._boundary(span.start, is_end=True))
        if span.start < self.anchors.letters:
            sides.append(self._boundary(span.start))
        if not sides or not all(side.placed for side in sides):
            return _without_place(*sides)
        wanted = "".join((surface or "").split())
        found = set()
        for at in {side.at for side in sides}:
            marks = self.copy.marks(at)
            text = "".join(self.copy.source[i] for i in marks)
            places = [m.span() for m in re.finditer(_whole(wanted), text)] if wanted else []
            first, end = here = (span.head, span.head + span.tail)
            # Two figures or more, just where they were: a note mark glued to another number.
            glued = len(wanted) > 1 and text[first:end] == wanted
            sure = not wanted or glued or any(first <= place[0] < end for place in places)
            if sure and end <= len(marks):
                places = [here]
            found |= {(marks[a], marks[b - 1] + 1) for a, b in places}
        if len(found) != 1:
            return Placement("unsure")
        exact = wanted and all(side.status == "exact" for side in sides)
        return Placement("exact" if exact else "near", *found.pop())

    def to_fields(self) -> dict[str, Any]:
        """Return the alignment as plain pairs, for a cache."""
        return {
            "key": self.anchors.key,
            "letters": len(self.copy),
            "chains": [[list(hit) for hit in chain.hits] for chain in self.chains],
        }

    @classmethod
    def from_fields(cls, fields: Any, copy: Letters, anchors: Anchors) -> Alignment:
        """Return the alignment that ``fields`` hold; a `DataError` if it is not of this copy."""
        try:
            same = fields["key"] == anchors.key and fields["letters"] == len(copy)
            chains = tuple(
                Chain(tuple((int(letter), int(at)) for letter, at in chain))
                for chain in fields["chains"]
            )
        except (KeyError, TypeError, ValueError):
            same, chains = False, ()
        for letter, at in (hit for chain in chains for hit in chain.hits):
            same &= letter % anchors.step == 0 <= letter <= anchors.letters - anchors.window
            same &= 0 <= at <= len(copy) - anchors.window
        if not same or not all(chain.hits for chain in chains):
            raise DataError([Problem(WORDS["other_copy"])])
        return cls(copy, anchors, chains)


def _without_place(*sides: Boundary) -> Placement:
    return Placement("missing" if MISSING in sides else "unsure")


def _whole(wanted: str) -> str:
    """Return the pattern of ``wanted`` that does not match inside a longer number."""
    before = r"(?<!\d)" if wanted[0].isdigit() else ""
    return before + re.escape(wanted) + (r"(?!\d)" if wanted[-1].isdigit() else "")


def align(copy: Letters, anchors: Anchors) -> Alignment:
    """Return ``copy`` laid beside the text of ``anchors``, whether or not it is that text."""
    return lay(copy, anchors, find_hits(copy.stream, [anchors])[anchors.key])


def lay(copy: Letters, anchors: Anchors, hits: list[tuple[int, int]]) -> Alignment:
    """Return ``copy`` laid beside the text of ``anchors``, given the hits of its anchors."""
    chains, rest = find_chains(hits)
    islands = find_islands(anchors, copy.stream, chains, rest) if chains else []
    return Alignment(copy, anchors, tuple(sorted([*chains, *islands], key=lambda c: c.hits)))
