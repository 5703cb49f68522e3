"""Recognition: which of the texts a reader's file is a copy of, if any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus_utils.alignment import Alignment, lay
from corpus_utils.anchors import Anchors
from corpus_utils.chains import find_hits
from corpus_utils.evidence import Window
from corpus_utils.tokens import Letters

# A text is recognised if its chains hold six anchors or more and a tenth of all. No unrelated text
# came near (see the bench); a text that quotes another one at length does not reach it.
RUN, SHARE = 6, 0.1


@dataclass(frozen=True)
class Match:
    """How much of a text a copy holds: ``share`` of its anchors in runs, ``found`` if enough."""

    key: str
    share: float
    anchors: int
    found: bool
    alignment: Alignment = field(repr=False, compare=False)


def recognise(copy: Letters, all_anchors: Iterable[Anchors]) -> list[Match]:
    """Return one `Match` a text, the best first; the copy is hashed once for all of them."""
    all_anchors = list(all_anchors)
    hits = find_hits(copy.stream, all_anchors)
    matches = []
    for anchors in all_anchors:
        alignment = lay(copy, anchors, hits[anchors.key])
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
    anchors, weighed = alignment.anchors, alignment.boundaries.weighed
    hit = {letter for letter, _ in alignment.hits}
    mended = set()
    for letter, at in alignment.hits:
        for low in range(letter - 3 * anchors.step, letter + 4 * anchors.step, anchors.step):
            index = low // anchors.step
            if low in hit or low in mended or not 0 <= index < len(anchors.hashes):
                continue
            window = Window(low, low + anchors.window, anchors.hashes[index], anchors.bits)
            if any(weighed.mends(window, at - letter + k) for k in range(-4, 5)):
                mended.add(low)
    return len(mended)
