"""Alignment: which text a reader's copy holds, and where in it a span of the text lies.

A span is placed only where that is certain: *exact* (its checks agree at the
place, or it lies inside an anchor), *near* (its own check is damaged, but
everything around it leaves no other place). *Unsure* and *missing* carry no
place: a wrong pointer would be worse than none, and the reader is told.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from corpus_utils.anchors import CHECK_BITS, WIDTH, Anchors, hasher
from corpus_utils.chains import Chain, find_chains, find_hits, find_islands
from corpus_utils.evidence import (
    BAND,
    GONE,
    INSIDE_WORD,
    WORD_CHANCE,
    Copy,
    Noise,
    Window,
    posterior,
)
from corpus_utils.tokens import Letters, Span, letters

# A place counts if all others together are less probable than this. The model is not the world:
# on the bench (five texts, ten editions, five seeds) nothing accepted at 1 in 1,000 was wrong.
DOUBT = 1e-3
# Beyond this distance from the last sure hit nothing is weighed: passages so far off are missing
# or rewritten, and the work per boundary stays bounded.
FAR = 900
# How many checks and lost anchors to either side of a boundary are weighed.
WITNESSES = 5
# A placed span may hold what an edition adds (page heads, notes), but no whole moved part.
SWOLLEN, SWOLLEN_SHARE = 3000, 2
# A text is recognised if chains of six hits or more hold a tenth of its anchors (`findings`:
# unrelated books never came near; a text quoted at length in another one does not reach it).
RUN, SHARE = 6, 0.1


@dataclass(frozen=True)
class Match:
    """How much of a text a copy holds: ``share`` of its anchors in runs, ``found`` if enough."""

    key: str
    share: float
    anchors: int
    found: bool


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
