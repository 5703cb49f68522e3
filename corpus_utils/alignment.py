"""Alignment: which text a reader's copy holds, and where in it a span of the text lies.

A span is placed only where that is certain: *exact* (its checks agree at the
place, or it lies inside an anchor), *near* (its own check is damaged, but
everything around it leaves no other place). *Unsure* and *missing* carry no
place: a wrong pointer would be worse than none, and the reader is told.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import log
from typing import Any

from corpus_utils.anchors import CHECK_BITS, WIDTH, Anchors, hasher
from corpus_utils.chains import Chain, find_chains, find_hits, find_islands
from corpus_utils.evidence import (
    BAND,
    GONE,
    Copy,
    Noise,
    Window,
    posterior,
)
from corpus_utils.errors import DataError, Problem
from corpus_utils.tokens import Letters, Span, letters

# A place counts if all others together are less probable than this. The model is not the world:
# on the bench (five texts, ten editions, five seeds) nothing accepted at 1 in 1,000 was wrong.
DOUBT = 1e-3
# Beyond this distance from the last sure hit nothing is weighed: passages so far off are missing
# or rewritten, and the work per boundary stays bounded.
FAR = 900
# How many damaged checks and anchors to either side of a boundary are weighed; half as many
# that agree will do.
WITNESSES = 4
# A placed span may hold what an edition adds (page heads, notes), but no whole moved part.
SWOLLEN, SWOLLEN_SHARE = 3000, 2
# A text is recognised if chains of six hits or more hold a tenth of its anchors (`findings`:
# unrelated books never came near; a text quoted at length in another one does not reach it).
RUN, SHARE = 6, 0.1
# Raised when the same copy and anchors would be laid differently: stored alignments are remade.
METHOD = 1


@dataclass(frozen=True)
class Match:
    """How much of a text a copy holds: ``share`` of its anchors in runs, ``found`` if enough."""

    key: str
    share: float
    anchors: int
    found: bool
    alignment: Alignment = field(repr=False, compare=False)


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
    _cache: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def hits(self) -> list[tuple[int, int]]:
        """The sure hits, in the order of the text."""
        return sorted(hit for chain in self.chains for hit in chain.hits)

    @cached_property
    def noise(self) -> Noise:
        """What the hits tell of misprints and slips in the copy."""
        return measure_noise(self.anchors, self.chains)

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
        clear = Window(span.start, span.end, clear=name, edges=(span.start, span.end)) if name else None
        start = self.boundary(span.start, clear=clear)
        end = self.boundary(span.end, is_end=True, clear=clear)
        if "missing" in (start[0], end[0]) or "unsure" in (start[0], end[0]):
            return Placement("missing" if "missing" in (start[0], end[0]) else "unsure")
        size = end[1] - start[1]
        if not 0 < size <= SWOLLEN + SWOLLEN_SHARE * (span.end - span.start):
            return Placement("unsure")
        status = "exact" if start[0] == end[0] == "exact" else "near"
        return Placement(status, *self.copy.range(Span(start[1], end[1], span.head, span.tail)))

    def boundary(
        self, offset: int, *, is_end: bool = False, clear: Window | None = None
    ) -> tuple[str, int]:
        """Return (status, letter of the copy) of the text's letter ``offset`` as a start or end."""
        key = (offset, is_end, clear)
        if key not in self._cache:
            self._cache[key] = self._boundary(offset, is_end, clear)
        return self._cache[key]

    def _boundary(self, offset: int, is_end: bool, clear: Window | None) -> tuple[str, int]:
        anchors, hits, window = self.anchors, self.hits, self.anchors.window
        letter = offset - is_end
        if not 0 <= letter < anchors.letters:
            return "missing", 0
        index = bisect_right(self._letters, letter)
        left = hits[index - 1] if index else None
        right = hits[index] if index < len(hits) else None
        if left and letter < left[0] + window:
            return "exact", offset + left[1] - left[0]
        left_gap = letter - left[0] if left else anchors.letters
        right_gap = right[0] - letter if right else anchors.letters
        own = self._own(offset, is_end) or clear
        if left and right and left[1] - left[0] == right[1] - right[0] and own:
            diagonal = left[1] - left[0]
            if self._agrees(own, diagonal):
                return "exact", self._whole_word(offset + diagonal, is_end)
        left = left if left_gap <= FAR else None
        right = right if right_gap <= FAR else None
        if not left and not right:
            gone = any(start <= letter < end for start, end in self.missing)
            return ("missing" if gone else "unsure"), 0
        spread = 2 + int(4 * (self.noise.slip * min(left_gap + right_gap, FAR)) ** 0.5)
        reach = range(-min(spread, BAND), min(spread, BAND) + 1)
        known = [hit[1] - hit[0] for hit in (left, right) if hit]
        if abs(known[0] - known[-1]) <= 2 * BAND:
            known = list(range(min(known), max(known) + 1))
        states = sorted({d + k for d in known for k in reach} | {GONE})
        windows = self._witnesses(offset, own, states, left, right)
        weights = posterior(
            self._weighed,
            states,
            (min([left[0] + window] + [w.low for w in windows[:1]]), left[1] - left[0]) if left else None,
            (right[0], right[1] - right[0]) if right else None,
            windows,
            (offset, is_end),
        )
        if not weights:
            return "unsure", 0
        best = max(weights, key=lambda state: weights[state])
        if best == GONE:
            return ("missing" if weights[best] > 0.9 else "unsure"), 0
        if weights[best] < 1 - DOUBT:
            return "unsure", 0
        exact = own is not None and self._agrees(own, best)
        return ("exact" if exact else "near"), self._whole_word(offset + best, is_end)

    def _whole_word(self, at: int, is_end: bool) -> int:
        """Return ``at`` or its neighbour, where a doubled letter leaves both equally good."""
        other, stream = at + (1 if is_end else -1), self.copy.stream
        if 0 < at < len(stream) and 0 <= other <= len(stream) and stream[at] == stream[at - 1]:
            joined = [start == end for start, end in map(self.copy.gap, (at, other))]
            return other if joined == [True, False] else at
        return at

    def _own(self, offset: int, is_end: bool) -> Window | None:
        anchors = self.anchors
        if is_end and offset in anchors.ends:
            return Window(*anchors.end_window(offset), anchors.ends[offset], CHECK_BITS, edges=(offset,))
        if not is_end and offset in anchors.starts:
            return Window(*anchors.start_window(offset), anchors.starts[offset], CHECK_BITS, edges=(offset,))
        return None

    def _agrees(self, window: Window, diagonal: int) -> bool:
        low, high = window.low + diagonal, window.high + diagonal
        if not 0 <= low < high <= len(self.copy):
            return False
        if window.clear:
            return self.copy.stream[low:high] == window.clear
        encoded = self._weighed.encoded[low * WIDTH : high * WIDTH]
        return hasher(window.bits)(encoded) == window.value

    def _witnesses(
        self,
        offset: int,
        own: Window | None,
        states: list[int],
        left: tuple[int, int] | None,
        right: tuple[int, int] | None,
    ) -> list[Window]:
        """Return the windows to weigh for a boundary: its own first, then the nearest others."""
        low = left[0] if left else offset - FAR
        high = right[0] + self.anchors.window if right else offset + FAR
        chosen = [own] if own else []
        lows = self._lows
        around = self._windows[bisect_left(lows, low) : bisect_left(lows, high)]
        sides = {True: 0.0, False: 0.0}
        for window in sorted(around, key=lambda w: abs(w.low + w.high - 2 * offset)):
            side = window.low + window.high < 2 * offset
            covered = (left and window.high <= left[0] + self.anchors.window) or (
                right and window.low >= right[0]
            )
            free = all(window.high <= w.low or window.low >= w.high for w in chosen)
            # A window across the boundary would hide the diagonal there.
            across = window.low < offset < window.high
            if covered or not free or across or window.high > high or sides[side] >= WITNESSES:
                continue
            chosen.append(window)
            # A witness whose hash agrees says more than all damaged ones behind it.
            agrees = any(self._agrees(window, state) for state in states if state != GONE)
            sides[side] += WITNESSES / 2 if agrees else 1
        return sorted(chosen, key=lambda w: w.low)

    @cached_property
    def _letters(self) -> list[int]:
        return [letter for letter, _ in self.hits]

    @cached_property
    def _weighed(self) -> Copy:
        return Copy(self.copy, self.noise)

    @cached_property
    def _windows(self) -> list[Window]:
        """Every check, and every anchor that the chains lost, in order."""
        anchors, hit = self.anchors, set(self._letters)
        found = [self._own(offset, False) for offset in anchors.starts]
        found += [self._own(offset, True) for offset in anchors.ends]
        for index, value in enumerate(anchors.hashes):
            low = index * anchors.step
            if low not in hit:
                found.append(Window(low, low + anchors.window, value, anchors.bits))
        return sorted(found, key=lambda w: (w.low, w.high))

    @cached_property
    def _lows(self) -> list[int]:
        return [window.low for window in self._windows]

    @property
    def _patience(self) -> float:
        """How many letters without a hit mean that the passage is missing, not misprinted."""
        intact = (1 - self.noise.error) ** self.anchors.window
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
            sides.append(self.boundary(span.start, is_end=True))
        if span.start < self.anchors.letters:
            sides.append(self.boundary(span.start))
        statuses = {status for status, _ in sides}
        if statuses - {"exact", "near"}:
            return Placement("missing" if "missing" in statuses else "unsure")
        wanted = "".join((surface or "").split())
        found = set()
        for _, at in sides:
            marks = self.copy.marks(at)
            if not wanted and span.head + span.tail <= len(marks):
                found.add((marks[span.head], marks[span.head + span.tail - 1] + 1))
            text = "".join(self.copy.source[i] for i in marks)
            for match in re.finditer(_whole(wanted), text) if wanted else ():
                found.add((marks[match.start()], marks[match.end() - 1] + 1))
        if len(found) != 1:
            return Placement("unsure")
        return Placement("exact" if wanted and statuses == {"exact"} else "near", *found.pop())

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
            raise DataError([Problem("this alignment belongs to another copy or another version")])
        return cls(copy, anchors, chains)


def _whole(wanted: str) -> str:
    """Return the pattern of ``wanted`` that does not match inside a longer number."""
    before = r"(?<!\d)" if wanted[0].isdigit() else ""
    return before + re.escape(wanted) + (r"(?!\d)" if wanted[-1].isdigit() else "")


def measure_noise(anchors: Anchors, chains: Iterable[Chain]) -> Noise:
    """Return the noise of a copy from the anchors its chains lost and how far they drift."""
    passed = hit = 0
    drifts = []
    for chain in chains:
        passed += (chain.hits[-1][0] - chain.hits[0][0]) // anchors.step + 1
        hit += len(chain.hits)
        for (a, b), (c, d) in pairwise(chain.hits):
            drifts.append((c - a, (d - b) - (c - a)))
    return Noise.measure(passed, hit, anchors.window, drifts)


def align(copy: Letters, anchors: Anchors) -> Alignment:
    """Return ``copy`` laid beside the text of ``anchors``, whether or not it is that text."""
    return _lay(copy, anchors, find_hits(copy.stream, [anchors])[anchors.key])


def _lay(copy: Letters, anchors: Anchors, hits: list[tuple[int, int]]) -> Alignment:
    chains, rest = find_chains(hits)
    islands = find_islands(anchors, copy.stream, chains, rest) if chains else []
    return Alignment(copy, anchors, tuple(sorted([*chains, *islands], key=lambda c: c.hits)))


def recognise(copy: Letters, all_anchors: Iterable[Anchors]) -> list[Match]:
    """Return one `Match` a text, the best first; the copy is hashed once for all of them."""
    all_anchors = list(all_anchors)
    hits = find_hits(copy.stream, all_anchors)
    matches = []
    for anchors in all_anchors:
        alignment = _lay(copy, anchors, hits[anchors.key])
        count = sum(len(chain.hits) for chain in alignment.chains)
        total = max(len(anchors.hashes), 1)
        if count < max(RUN, SHARE * total) and count:
            count += _mended(alignment)
        found = count >= max(RUN, SHARE * total)
        matches.append(Match(anchors.key, count / total, count, found, alignment))
    return sorted(matches, key=lambda match: -match.share)


def _mended(alignment: Alignment) -> int:
    """Return how many lost anchors beside the hits agree once one letter is mended.

    Only asked where too few are intact (a short excerpt, badly recognised):
    each costs about a thousand hashes a diagonal, and chance mends one in 200.
    """
    anchors, weighed = alignment.anchors, alignment._weighed
    mended = set()
    for letter, at in alignment.hits:
        for low in range(letter - 3 * anchors.step, letter + 4 * anchors.step, anchors.step):
            index = low // anchors.step
            if low in alignment._letters or low in mended or not 0 <= index < len(anchors.hashes):
                continue
            window = Window(low, low + anchors.window, anchors.hashes[index], anchors.bits)
            if any(weighed.mends(window, at - letter + k) for k in range(-4, 5)):
                mended.add(low)
    return len(mended)
