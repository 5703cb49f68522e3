"""Items that are answered in the student's own words, and marked by their writer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from corpus_utils.prompts import Item


@dataclass(frozen=True, kw_only=True)
class ShortText(Item):
    """An answer in words, which the student marks against ``rubric`` after seeing ``model``.

    Given: ``{"text": …}``, and once it is marked also ``"met"``, the criteria met.
    """

    kind: ClassVar[str] = "short text"
    ordered: ClassVar[bool] = True

    model: str
    rubric: tuple[str, ...]

    @property
    def key(self) -> dict[str, Any]:
        """The right answer."""
        return {"text": self.model, "met": list(self.rubric)}

    @property
    def labels(self) -> list[str]:
        """The texts of the card's rows."""
        return list(self.rubric)


@dataclass(frozen=True)
class Criterion:
    """One line of a rubric: ``levels`` are described from 0 up; the last one earns ``points``."""

    text: str
    levels: tuple[str, ...]
    points: int

    def share(self, level: int) -> float:
        """Return the part of its points that a level earns, in equal steps."""
        return level / (len(self.levels) - 1)


@dataclass(frozen=True)
class Sample:
    """An answer that somebody might have written, the level it reaches in each criterion, and why."""

    text: str
    levels: tuple[int, ...]
    why: str


@dataclass(frozen=True, kw_only=True)
class LongText(Item):
    """A piece of writing, which the student marks by ``rubric`` after seeing ``samples`` marked.

    Given: ``{"text": …}``, and once it is marked also ``"levels"``, the level
    reached by criterion. Who marks is not said in it: an instructor's marking
    has the same form and may overrule the student's. ``least`` and ``most``
    are the words that are advised, 0 where nothing is; nobody is held to them.
    ``samples`` rise from the weakest to the best.
    """

    kind: ClassVar[str] = "long text"
    ordered: ClassVar[bool] = True

    rubric: tuple[Criterion, ...]
    samples: tuple[Sample, ...]
    least: int
    most: int

    @property
    def key(self) -> dict[str, Any]:
        """The best sample, at the highest level of each criterion."""
        best = {criterion.text: len(criterion.levels) - 1 for criterion in self.rubric}
        return {"text": self.samples[-1].text, "levels": best}

    @property
    def labels(self) -> list[str]:
        """The criteria."""
        return [criterion.text for criterion in self.rubric]

    def mark(self, levels: dict[str, int]) -> float:
        """Return the share of all the rubric's points that these levels earn."""
        earned = sum(c.points * c.share(levels[c.text]) for c in self.rubric)
        return earned / sum(c.points for c in self.rubric)

    def points_of(self, sample: Sample) -> float:
        """Return the points of the rubric that a sample earns."""
        pairs = zip(self.rubric, sample.levels, strict=True)
        return sum(c.points * c.share(level) for c, level in pairs)
