"""Agreement: how far many readers give one answer, beyond what chance would give.

Krippendorff's alpha for nominal data (K. Krippendorff, Content Analysis, 3rd
ed., 2013, ch. 12): 1 where all agree, 0 where they agree no more than answers
handed out by lot would, below 0 where they agree less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus_utils.messages import section

LEAST_RATERS, LEAST_UNITS = 5, 10
"""From how many students and units on an alpha is told. With fewer, one
answer changed moves it so far that the number would say more than is known."""
WORDS = section("agreement")


@dataclass(frozen=True)
class Alpha:
    """An alpha over ``units`` that at least two of ``raters`` judged; ``value`` is None where undefined.

    ``why`` says, where it is undefined, why.
    """

    value: float | None
    raters: int
    units: int
    why: str = ""

    @property
    def sayable(self) -> bool:
        """Whether it is defined, and rests on enough to be told as a number."""
        enough = self.raters >= LEAST_RATERS and self.units >= LEAST_UNITS
        return self.value is not None and enough

    @property
    def said(self) -> str:
        """It in words: the number, or why there is none."""
        if self.value is None:
            return self.why
        bounds = {"least_raters": LEAST_RATERS, "least_units": LEAST_UNITS}
        word = WORDS["told" if self.sayable else "small"]
        return word.format(value=self.value, raters=self.raters, units=self.units, **bounds)


def alpha(units: Iterable[Mapping[str, Hashable]]) -> Alpha:
    """Return Krippendorff's alpha, nominal; each unit is a mapping of raters to what they said.

    A rater who is not in a unit's mapping has not judged it.

    >>> alpha([{"Ž": "a", "I": "a"}, {"Ž": "b", "I": "b"}]).value
    1.0
    >>> alpha([{"Ž": "a", "I": "a"}]).value is None
    True
    """
    paired = [unit for unit in units if len(unit) > 1]
    raters = {rater for unit in paired for rater in unit}
    if not paired:
        return Alpha(None, len(raters), 0, WORDS["single"])
    values = list(dict.fromkeys(value for unit in paired for value in unit.values()))
    if len(values) == 1:
        return Alpha(None, len(raters), len(paired), WORDS["constant"])
    import krippendorff

    places = {value: place for place, value in enumerate(values)}
    counts = []
    for unit in paired:
        row = [0] * len(values)
        for value in unit.values():
            row[places[value]] += 1
        counts.append(row)
    found = krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")
    return Alpha(float(found), len(raters), len(paired))


def disagreement(values: Sequence[Hashable]) -> float | None:
    """Return the share of pairs of answers that differ; None where there is no pair.

    >>> disagreement(["author", "author", "Stalin"])
    0.6666666666666667
    """
    count = len(values)
    if count < 2:
        return None
    alike = sum(n * (n - 1) for n in Counter(values).values())
    return 1 - alike / (count * (count - 1))
