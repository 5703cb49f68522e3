"""Evidence: how probable each place of a boundary is, given what hashes and names agree.

The walk through a copy is a hidden Markov model. Its state is the *diagonal*
(place in the copy less place in the text, in letters), or `GONE` where the
copy leaves the text out; it changes by ones where letters were lost or added.
A published hash is an observation: under a state it agrees, agrees once one
letter of the copy is mended, or agrees by chance only. Nothing is ruled out,
everything is weighed, and a place counts only if all others together are
improbable. (Forward-backward algorithm: Rabiner 1989; the pair model with
insertions and deletions: Durbin et al. 1998, chapter 4.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from corpus_utils.anchors import WIDTH, encode, hasher
from corpus_utils.tokens import Letters

GONE = 1 << 40  # larger than any diagonal
# How many diagonals to either side of a known one are weighed.
BAND = 10
# Of the slips (letters lost or added), one in five is longer than one letter, one in 25 than two.
LONGER = 0.2
# A leap forward to another known diagonal (a page head comes in), per letter walked. A leap back
# is letters left out and costs the same as the way through `GONE`: a boundary has no place there.
LEAP = 1e-5
# Leaving out begins rarely between two parts that are there, more often where nothing sure follows
# (the end of an excerpt); what begins there must end, so taking up again costs nothing.
GAP, GAP_AT_EDGE = 1e-7, 1e-4
# Noise comes in bursts: even in a clean copy one window in 500 differs by more than one letter.
BURST = 2e-3
# A boundary of a target lies between words, and so does its place in the copy, but for a space
# lost in print or recognition: one in a hundred. (By chance one letter in five begins a word.)
INSIDE_WORD = 0.01
WORD_CHANCE = 0.2


@dataclass(frozen=True)
class Noise:
    """What the chains tell of a copy, per letter: ``error`` of any kind, ``lost``, ``added``."""

    error: float
    lost: float
    added: float

    @property
    def slip(self) -> float:
        """How often a letter is lost or one is added."""
        return self.lost + self.added

    @classmethod
    def measure(
        cls, passed: int, hit: int, window: int, drifts: Iterable[tuple[int, int]]
    ) -> Noise:
        """Return the noise of a copy that hits ``hit`` of ``passed`` anchors of ``window`` letters.

        ``drifts`` are (letters, change of diagonal) from hit to hit. A random
        walk's mean is what is added less what is lost, its variance the sum of
        both, those included that cancel out. Half a slip of either kind and
        half a lost anchor are granted to every copy: none is free of them for
        certain because a short text shows none.
        """
        drifts = [(length, drift) for length, drift in drifts if abs(drift) <= 4 + length // 50]
        walked = 1 + sum(length for length, _ in drifts)
        mean = sum(drift for _, drift in drifts) / walked
        squares = sum((drift - mean * length) ** 2 for length, drift in drifts)
        variance = max(squares / walked, abs(mean))
        half = 0.5 / walked
        lost, added = (min((variance + sign * mean) / 2 + half, 0.05) for sign in (-1, 1))
        error = 1 - ((hit + 0.5) / (passed + 1)) ** (1 / window)
        return cls(max(error, lost + added, 1e-4), lost, added)


@lru_cache(maxsize=4096)
def walk(length: int, lost: float, added: float) -> tuple[float, ...]:
    """Return how probable it is to drift by ``-BAND`` to ``BAND`` diagonals in ``length`` letters."""
    width = 2 * BAND + 1
    if length <= 1:
        step = [0.0] * width
        step[BAND] = 1.0
        if length:
            step[BAND] -= lost + added
            for k in range(1, BAND + 1):
                longer = (1 - LONGER) * LONGER ** (k - 1)
                step[BAND - k], step[BAND + k] = lost * longer, added * longer
        return tuple(step)
    half = length // 2
    left, right = walk(half, lost, added), walk(length - half, lost, added)
    return tuple(
        sum(
            left[j] * right[i - j + BAND] for j in range(max(0, i - BAND), min(width, i + BAND + 1))
        )
        for i in range(width)
    )


def transition(length: int, noise: Noise, state: int, other: int, *, gap: float = GAP) -> float:
    """Return the weight of passing from ``state`` to ``other`` over ``length`` letters."""
    if state == GONE:
        return 1.0
    if other == GONE:
        return gap * (length + 1)
    drift = other - state
    near = 0.0
    if -BAND <= drift <= BAND:
        near = walk(length + 1, noise.lost, noise.added)[drift + BAND]
    leap = LEAP if drift > 0 else gap if drift < 0 else 0.0
    return near + leap * (length + 1)


@dataclass(frozen=True)
class Window:
    """Letters ``low`` to ``high`` of the text with their ``value`` in ``bits``, or in clear.

    ``edges`` are those of the two that lie between words.
    """

    low: int
    high: int
    value: int = 0
    bits: int = 0
    clear: str = ""
    edges: tuple[int, ...] = ()


class Copy:
    """A copy's letters made ready for weighing: encoded, with how frequent each letter is."""

    def __init__(self, letters: Letters, noise: Noise) -> None:
        self.letters, self.noise = letters, noise
        self.stream = stream = letters.stream
        self.encoded = encode(stream)
        common = Counter(stream).most_common(40)
        total = sum(count for _, count in common) or 1
        self.alphabet = [(encode(c), n / total) for c, n in common if n / total > 1e-4]
        self._mended: dict[tuple[Window, int], list[tuple[int, float]]] = {}

    def between_words(self, place: int) -> float:
        """Return the weight of a place in the copy for a boundary, by whether a word ends there."""
        if place >= GONE:
            return WORD_CHANCE
        if not 0 <= place <= len(self.stream):
            return 0.0
        start, end = self.letters.gap(place)
        return 1.0 if start < end or place in (0, len(self.stream)) else INSIDE_WORD

    def weigh(self, window: Window, state: int, *, mend: bool) -> dict[int, float]:
        """Return for each state after ``window`` the weight of ``state`` before it and the window."""
        length = window.high - window.low
        if state == GONE:
            return {GONE: 1.0 if window.clear else 2.0**-window.bits}
        start = window.low + state
        if start < 0 or start + length > len(self.stream) + BAND:
            return {}
        if window.clear:
            return self._weigh_clear(window, state, start, length)
        chance = 2.0**-window.bits
        error, lost, added = self.noise.error, self.noise.lost, self.noise.added
        intact = (1 - error) ** length
        changed = max(error - lost - added, error / 4)
        hashed = hasher(window.bits)
        here = self.encoded[start * WIDTH : (start + length) * WIDTH]
        shifts = walk(length, lost, added)
        one = length * error * (1 - error) ** (length - 1)
        rest = max(1 - intact - one, BURST)
        weights = {
            state + k: rest * chance * shifts[BAND + k] + (LEAP * chance if k else 0)
            for k in range(-3, 4)
        }
        if len(here) == length * WIDTH and hashed(here) == window.value:
            weights[state] += intact
        elif mend:
            single = (1 - error) ** (length - 1)
            if (window, state) not in self._mended:
                found = list(self._mend(window, start, (changed, lost, added)))
                self._mended[window, state] = found
            for shift, weight in self._mended[window, state]:
                weights[state + shift] += single * weight
        else:
            for k, share in ((0, changed), (1, added), (-1, lost)):
                weights[state + k] += one * share / (changed + lost + added) * chance
        return weights

    def mends(self, window: Window, state: int) -> bool:
        """Return whether the hash of ``window`` agrees once one letter of the copy is mended."""
        start, length = window.low + state, window.high - window.low
        if not 0 <= start <= len(self.stream) - length - 1:
            return False
        return any(True for _ in self._mend(window, start, (1.0, 1.0, 1.0)))

    def _mend(
        self, window: Window, start: int, rates: tuple[float, float, float]
    ) -> Iterable[tuple[int, float]]:
        """Yield (drift, probability) of every single slip or change that the hash agrees with."""
        changed, lost, added = rates
        length = window.high - window.low
        shift, value, size = 32 - window.bits, window.value, WIDTH
        first = value >> (window.bits - 8)

        def agrees(letters: bytes) -> bool:
            digest = blake2b(
                letters, digest_size=4
            ).digest()  # the hot spot: most fail the next line
            return digest[0] == first and int.from_bytes(digest, "big") >> shift == value

        here = self.encoded[start * size : (start + length + 1) * size]
        for j in range(length):
            left, right = here[: j * size], here[(j + 1) * size : length * size]
            for letter, share in self.alphabet:  # a letter was changed
                if agrees(left + letter + right):
                    yield 0, changed * share
            right = here[j * size : (length - 1) * size]
            for letter, share in self.alphabet:  # a letter was lost
                if agrees(left + letter + right):
                    yield -1, lost * share
            longer = j > 0 and len(here) > length * size
            if longer and agrees(left + here[(j + 1) * size :]):  # a letter was added
                yield 1, added

    def _weigh_clear(self, window: Window, state: int, start: int, length: int) -> dict[int, float]:
        """Weigh a name whose letters are known: against chance, a letter is one in sixteen."""
        error, lost, added = self.noise.error, self.noise.lost, self.noise.added
        weights = {}
        for k in range(-2, 3):
            end = start + length + k
            if end <= start or end > len(self.stream):
                continue
            edits = distance(window.clear, self.stream[start:end])
            alike = (1 - error) ** max(length - edits, 0) * (max(error, 1e-3) / 16) ** edits
            path = 1.0 if k == 0 else lost + added
            weights[state + k] = (
                alike * path * 16.0**length + BURST * walk(length, lost, added)[BAND + k]
            )
        return weights


def distance(one: str, other: str) -> int:
    """Return the Levenshtein distance of two short strings.

    >>> distance("zürich", "zurich")
    1
    """
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1]
