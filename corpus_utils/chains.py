"""Chains: where the anchors of a text lie in a reader's copy, and which of the hits are chance.

Every position of the copy is hashed once and looked up among the anchors of
all texts. A hit by chance stands alone; true hits line up. The *diagonal* of
a hit is its place in the copy less its place in the text, in letters: it
stays put while the copy follows the text, drifts by ones where letters were
lost or added, and leaps where a page head, a menu or a moved part comes in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from corpus_utils.anchors import (
    BITS,
    CHECK_BITS,
    CHECK_LETTERS,
    WIDTH,
    WINDOW,
    Anchors,
    encode,
    hasher,
    rolling,
)

# An anchor that hits this often in one copy is a stock phrase (a page head, "the same author")
# and tells nothing about place; leaving it out also bounds the work a hostile file can cause.
COMMON = 40
# Hits are linked over at most 2,000 letters: at 3% noise half of the anchors are lost, and twenty
# lost in a row do not happen; longer links would only gather chance.
REACH = 2000
# Along a link the diagonal may drift by 4 letters and 1% of its length: 3% noise, a third of it
# insertions and a third deletions, drifts by 1.4 (100 letters) to 6 letters (2,000), one sigma.
DRIFT, DRIFT_SHARE = 4, 0.01
# Three hits in line: by chance 2 in 100,000 for a text of 400 anchors in a copy of 50,000 letters
# (a further link: the sum of 2 * drift + 1 over twenty anchors, by 2**20, is one in 1,500).
CHAIN = 3
# Between two hits of a chain so near each other there is no room for a part from elsewhere.
SOLID = 800
# The last link at either end of a chain has nothing beyond it to confirm it: no more drift than this.
LOOSE = 3
# A lone hit counts if checks of boundaries within this many letters confirm its diagonal.
NEARBY = 400
# A leap over a page head, a note or a paragraph; farther away chance has more room to strike.
LEAP = 500

Hit = tuple[int, int]  # (letter offset in the text, letter offset in the copy)


@dataclass(frozen=True)
class Chain:
    """Hits in line, in order: a part of the text that the copy follows without a leap."""

    hits: tuple[Hit, ...]

    def covers(self, hit: Hit) -> bool:
        """Return whether the chain already says what stands there, in the text or in the copy.

        Texts repeat themselves: where noise has spoilt an anchor, its phrase
        may still hit elsewhere, at a place that belongs to other letters.
        """
        return any(self._covers(hit[side], side) for side in (0, 1))

    def _covers(self, place: int, side: int) -> bool:
        after = bisect_right(self.hits, place, key=lambda hit: hit[side])
        if not after:
            return False
        if place < self.hits[after - 1][side] + WINDOW:
            return True
        return (
            after < len(self.hits) and self.hits[after][side] - self.hits[after - 1][side] <= SOLID
        )


def find_hits(stream: str, all_anchors: Iterable[Anchors]) -> dict[str, list[Hit]]:
    """Return for each text's key its hits in a copy's letter stream, in the copy's order."""
    wanted: dict[int, list[tuple[str, int]]] = defaultdict(list)
    hits: dict[str, list[Hit]] = {}
    for anchors in all_anchors:
        hits[anchors.key] = []
        for index, value in enumerate(anchors.hashes):
            wanted[value].append((anchors.key, index * anchors.step))
    places: dict[tuple[str, int], list[int]] = defaultdict(list)
    for at, value in enumerate(rolling(stream, bits=BITS)):
        if value in wanted:
            for owner in wanted[value]:
                found = places[owner]
                if len(found) <= COMMON:
                    found.append(at)
    for (key, letter), found in places.items():
        if len(found) <= COMMON:
            hits[key].extend((letter, at) for at in found)
    for found in hits.values():
        found.sort(key=lambda hit: (hit[1], hit[0]))
    return hits


def find_chains(hits: list[Hit]) -> tuple[list[Chain], list[Hit]]:
    """Return the chains among ``hits``, longest first, and the hits left over.

    Collinear chaining with a penalty for drift and for lost anchors; the best
    chain is taken out and the next one looked for, so moved parts are found.
    No anchor is in two chains: of a repeated passage the longer copy counts.
    """
    score = [1.0] * len(hits)
    before = [-1] * len(hits)
    for k, (letter, at) in enumerate(hits):
        for j in range(k - 1, max(-1, k - 400), -1):
            other, place = hits[j]
            if at - place > REACH:
                break
            length = letter - other
            drift = abs(at - place - length)
            if not 0 < length <= REACH or at == place or drift > DRIFT + DRIFT_SHARE * length:
                continue
            # Exact continuation beats drift, and drift beats leaving an anchor out.
            gained = score[j] + 1 - drift / (DRIFT + DRIFT_SHARE * length) - length / (100 * REACH)
            if gained > score[k]:
                score[k], before[k] = gained, j
    taken: set[int] = set()
    chains: list[Chain] = []
    for k in sorted(range(len(hits)), key=lambda k: -score[k]):
        links = []
        while k >= 0 and k not in taken:
            links.append(k)
            k = before[k]
        taken.update(links)
        found = _trimmed([hits[k] for k in reversed(links)])
        found = [hit for hit in found if not any(chain.covers(hit) for chain in chains)]
        if len(found) >= CHAIN:
            chains.append(Chain(tuple(found)))
    rest = [hit for hit in hits if not any(chain.covers(hit) for chain in chains)]
    return chains, rest


def _trimmed(hits: list[Hit]) -> list[Hit]:
    """Return a chain without loose ends: a stock phrase just beyond the end of a part joins it."""

    def loose(one: Hit, other: Hit) -> bool:
        length = other[0] - one[0]
        return length > SOLID or abs(other[1] - one[1] - length) > LOOSE + DRIFT_SHARE * length

    while len(hits) > 1 and loose(hits[-2], hits[-1]):
        hits = hits[:-1]
    while len(hits) > 1 and loose(hits[0], hits[1]):
        hits = hits[1:]
    return hits


def find_islands(
    anchors: Anchors, stream: str, chains: list[Chain], rest: list[Hit]
) -> list[Chain]:
    """Return lone hits that the checks beside them confirm: short parts between two leaps.

    A confirmation is a check (14 bits) or another lone hit (20 bits) within
    `NEARBY` letters on the same diagonal, its window apart from the hit's. One
    will do for a hit that stands between its neighbours, in the text *and* in
    the copy, a short leap from one of them; else it takes two, since chance
    and stock phrases have the whole copy to strike in.
    """
    ordered = sorted(hit for chain in chains for hit in chain.hits)
    encoded, check = encode(stream), hasher(CHECK_BITS)
    windows = [(*anchors.start_window(s), value) for s, value in anchors.starts.items()]
    windows += [(*anchors.end_window(e), value) for e, value in anchors.ends.items()]
    windows.sort()
    islands = []
    for letter, at in rest:
        left = max((hit for hit in ordered if hit[0] < letter), default=None)
        right = min((hit for hit in ordered if hit[0] > letter), default=None)
        diagonal = at - letter
        low_end, high_end = left[0] if left else 0, right[0] if right else anchors.letters
        seen = sum(
            check(encoded[(low + diagonal) * WIDTH : (high + diagonal) * WIDTH]) == value
            for low, high, value in windows
            if abs(low - letter) <= NEARBY and low_end <= low < high_end and low + diagonal >= 0
            if (high <= letter or low >= letter + anchors.window) and high - low == CHECK_LETTERS
        )
        seen += sum(
            0 < abs(other - letter) <= NEARBY and place - other == diagonal for other, place in rest
        )
        ordered_too = (not left or left[1] < at) and (not right or at < right[1])
        leaps = [abs(hit[1] - hit[0] - diagonal) for hit in (left, right) if hit]
        local = ordered_too and min(leaps, default=REACH) <= LEAP
        # Out of order, a few checks may agree by a repeated line, such as a heading in a list of them.
        if seen >= (1 if local else 2 if ordered_too else 3):
            islands.append(Chain(((letter, at),)))
    # Two places for one anchor: neither is sure.
    places = Counter(island.hits[0][0] for island in islands)
    return [island for island in islands if places[island.hits[0][0]] == 1]
