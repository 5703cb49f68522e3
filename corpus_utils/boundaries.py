"""Boundaries: where the edge of a span lies in a copy, or that it is not certain.

A boundary whose check agrees where both neighbouring hits put it is found at
once; for the others every place within reach is weighed (`walks`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from corpus_utils.anchors import CHECK_BITS, WIDTH, Anchors, hasher
from corpus_utils.chains import Chain, Hit
from corpus_utils.evidence import BAND, GONE, Copy, Noise, Window
from corpus_utils.tokens import Letters
from corpus_utils.walks import Walk

# A place counts if all others together are less probable than this. On the bench the probabilities
# were borne out: of 286 boundaries given 0.9 to 0.999, four were wrong.
DOUBT = 1e-3
# So many letters of a hit's window must lie on a boundary's own side to speak for it alone.
SHARED = 8
# Beyond this distance from the last sure hit nothing is weighed: passages so far off are missing
# or rewritten, and the work per boundary stays bounded.
FAR = 900
# How many damaged checks and anchors to either side of a boundary are weighed; half as many
# that agree will do.
WITNESSES = 4


@dataclass(frozen=True)
class Boundary:
    """The edge of a span: ``status`` exact, near, unsure or missing; ``at`` a letter of the copy."""

    status: str
    at: int = 0

    @property
    def placed(self) -> bool:
        """Whether ``at`` means anything."""
        return self.status in {"exact", "near"}


UNSURE, MISSING = Boundary("unsure"), Boundary("missing")


@dataclass
class Boundaries:
    """What it takes to find boundaries of a text in a copy, given the sure hits."""

    copy: Letters
    anchors: Anchors
    chains: Sequence[Chain]
    _found: dict[tuple[int, bool, Window | None], Boundary] = field(
        default_factory=dict, repr=False, compare=False
    )

    @cached_property
    def hits(self) -> list[Hit]:
        """The sure hits, in the order of the text."""
        return sorted(hit for chain in self.chains for hit in chain.hits)

    @cached_property
    def noise(self) -> Noise:
        """What the hits tell of misprints and slips in the copy."""
        return measure_noise(self.anchors, self.chains)

    @cached_property
    def weighed(self) -> Copy:
        """The copy's letters made ready for weighing."""
        return Copy(self.copy, self.noise)

    def find(self, offset: int, *, is_end: bool = False, clear: Window | None = None) -> Boundary:
        """Return the place of the text's letter ``offset`` as a start or an end.

        ``clear`` is the span in plain letters, where the course may hold them.
        """
        key = (offset, is_end, clear)
        if key not in self._found:
            self._found[key] = self._find(offset, is_end=is_end, clear=clear)
        return self._found[key]

    def _find(self, offset: int, *, is_end: bool, clear: Window | None) -> Boundary:
        letter, window = offset - is_end, self.anchors.window
        if not 0 <= letter < self.anchors.letters:
            return MISSING
        index = bisect_right(self._letters, letter)
        left = self.hits[index - 1] if index else None
        right = self.hits[index] if index < len(self.hits) else None
        own = self._own(offset, is_end=is_end) or clear
        if left and letter < left[0] + window:
            diagonal = left[1] - left[0]
            # The side of the window that the span is on must bear the place out: where a passage
            # was cut off or moved away, the letters before a start say nothing of what follows it.
            inside = letter + 1 - left[0] if is_end else left[0] + window - letter
            beyond = self.hits[index - 2 : index - 1] if is_end else self.hits[index : index + 1]
            goes_on = any(abs(at - low - diagonal) <= BAND for low, at in beyond)
            if inside >= SHARED or goes_on or (own and self._agrees(own, diagonal)):
                return Boundary("exact", offset + diagonal)
            return UNSURE
        if left and right and left[1] - left[0] == right[1] - right[0] and own:
            diagonal = left[1] - left[0]
            if self._agrees(own, diagonal):
                return Boundary("exact", self._whole_word(offset + diagonal, is_end=is_end))
        left = left if left and letter - left[0] <= FAR else None
        right = right if right and right[0] - letter <= FAR else None
        if not left and not right:
            return UNSURE
        states = self._states(left, right)
        windows = self._witnesses(offset, own, states, left, right)
        before = None
        if left:
            before = (min([left[0] + window, *(w.low for w in windows[:1])]), left[1] - left[0])
        after = (right[0], right[1] - right[0]) if right else None
        walk = Walk(self.weighed, states, before, after, windows)
        weights = walk.posterior(offset, is_end=is_end)
        best = max(weights, key=lambda state: weights[state], default=None)
        if best is None or (best != GONE and weights[best] < 1 - DOUBT):
            return UNSURE
        if best == GONE:
            return MISSING if weights[best] > 0.9 else UNSURE
        status = "exact" if own and self._agrees(own, best) else "near"
        return Boundary(status, self._whole_word(offset + best, is_end=is_end))

    def _states(self, left: Hit | None, right: Hit | None) -> list[int]:
        """Return the diagonals within reach of the known ones, and `GONE`."""
        length = right[0] - left[0] if left and right else FAR
        spread = min(BAND, 2 + int(4 * (self.noise.slip * min(length, FAR)) ** 0.5))
        known = [hit[1] - hit[0] for hit in (left, right) if hit]
        if abs(known[0] - known[-1]) <= 2 * BAND:
            known = list(range(min(known), max(known) + 1))
        return sorted({d + k for d in known for k in range(-spread, spread + 1)} | {GONE})

    def _whole_word(self, at: int, *, is_end: bool) -> int:
        """Return ``at`` or its neighbour, where a doubled letter leaves both equally good."""
        other, stream = at + (1 if is_end else -1), self.copy.stream
        if 0 < at < len(stream) and 0 <= other <= len(stream) and stream[at] == stream[at - 1]:
            joined = [start == end for start, end in map(self.copy.gap, (at, other))]
            return other if joined == [True, False] else at
        return at

    def _own(self, offset: int, *, is_end: bool) -> Window | None:
        anchors = self.anchors
        if is_end and offset in anchors.ends:
            return Window(
                *anchors.end_window(offset), anchors.ends[offset], CHECK_BITS, edges=(offset,)
            )
        if not is_end and offset in anchors.starts:
            return Window(
                *anchors.start_window(offset), anchors.starts[offset], CHECK_BITS, edges=(offset,)
            )
        return None

    def _agrees(self, window: Window, diagonal: int) -> bool:
        low, high = window.low + diagonal, window.high + diagonal
        if not 0 <= low < high <= len(self.copy):
            return False
        if window.clear:
            return self.copy.stream[low:high] == window.clear
        encoded = self.weighed.encoded[low * WIDTH : high * WIDTH]
        return hasher(window.bits)(encoded) == window.value

    def _witnesses(
        self,
        offset: int,
        own: Window | None,
        states: list[int],
        left: Hit | None,
        right: Hit | None,
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
    def _windows(self) -> list[Window]:
        """Every check, and every anchor that the chains lost, in order."""
        anchors, hit = self.anchors, set(self._letters)
        found = [self._own(offset, is_end=False) for offset in anchors.starts]
        found += [self._own(offset, is_end=True) for offset in anchors.ends]
        for index, value in enumerate(anchors.hashes):
            low = index * anchors.step
            if low not in hit:
                found.append(Window(low, low + anchors.window, value, anchors.bits))
        return sorted(found, key=lambda w: (w.low, w.high))

    @cached_property
    def _lows(self) -> list[int]:
        return [window.low for window in self._windows]


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
