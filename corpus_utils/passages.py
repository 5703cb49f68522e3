"""Passages: what a reader is shown of a document, and how much of it a copy holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from corpus_utils.messages import section
from corpus_utils.segments import Segment
from corpus_utils.tokens import Target

if TYPE_CHECKING:
    from corpus_utils.alignment import Placement

WORDS = section("passages")


@dataclass(frozen=True)
class Paragraph(Segment):
    """A paragraph of a document with its ``retelling`` (may hold ``*emphasis*``)."""

    retelling: str = ""

    @cached_property
    def letters(self) -> int:
        """How many letters the original's paragraph has: targets count in them."""
        return sum(span.end - span.start for span in self.spans)


@dataclass(frozen=True)
class Passage:
    """What a target points at: retellings always, the original's ``words`` where surely placed.

    ``words`` has a text for each placed range; it is empty without a copy.
    """

    target: Target
    paragraphs: tuple[Paragraph, ...]
    placements: tuple[Placement, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every range of the target has its place in the attached copy."""
        return bool(self.placements) and all(p.placed for p in self.placements)


@dataclass(frozen=True)
class Coverage:
    """The ids of the paragraphs that an attached copy holds, may hold, and lacks."""

    placed: tuple[str, ...]
    unsure: tuple[str, ...]
    missing: tuple[str, ...]

    def __str__(self) -> str:
        every = len(self.placed) + len(self.unsure) + len(self.missing)
        parts = [WORDS["found"].format(n=len(self.placed), of=every)]
        for name, ids in (("unsure", self.unsure), ("missing", self.missing)):
            if ids:
                shown = ", ".join(ids[:8])
                shown = WORDS["and_more"].format(ids=shown) if len(ids) > 8 else shown
                parts.append(WORDS[name].format(n=len(ids), ids=shown))
        return ", ".join(parts)
