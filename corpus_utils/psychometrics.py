"""Psychometrics: how hard an exercise was, and whether it tells readers apart.

Everything here rests on first attempts, before any feedback was read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import atanh, sqrt, tanh
from statistics import StatisticsError, correlation, fmean
from typing import Any

from corpus_utils.items import LongText, MultipleChoice, Prediction, ShortText
from corpus_utils.marking import mark
from corpus_utils.messages import section
from corpus_utils.questions import SECOND_TRY
from corpus_utils.remarking import Marked

LEAST_SHARE = 10
"""From how many answers on a share is told in per cent: below, one answer is more than a tenth."""
LEAST_CORRELATION = 10
"""From how many students on a correlation is told, and then with its interval."""
NORMAL_95 = 1.959964
COLUMNS = (
    *("lesson", "item", "kind", "skill", "n", "marked", "full", "first", "attempts"),
    *("discrimination", "low", "high", "why"),
)
SELF_MARKED = (ShortText, LongText)
WORDS = section("psychometrics")


@dataclass(frozen=True)
class Discrimination:
    """A corrected item–total correlation with its 95% interval; without one, ``why``."""

    value: float | None
    low: float | None = None
    high: float | None = None
    why: str = ""

    @property
    def said(self) -> str:
        """It in words: the number with its interval, or why there is none."""
        if self.value is None:
            return self.why
        return WORDS["told"].format(value=self.value, low=self.low, high=self.high)


def discrimination(
    pairs: Iterable[tuple[float, float]], *, least: int = LEAST_CORRELATION
) -> Discrimination:
    """Return the correlation of an item's marks with those of the rest: one pair a student.

    The item is no part of the rest (the *corrected* item–total correlation, as
    it would else correlate with itself). Pearson's r; the interval by Fisher's
    z (R. A. Fisher, Metron 1, 1921, 3-32). Undefined without variation.
    """
    pairs = list(pairs)
    if len(pairs) < max(least, 2):
        return Discrimination(None, why=WORDS["few"].format(n=len(pairs), least=least))
    marks, rests = zip(*pairs, strict=True)
    if len(set(marks)) == 1:
        return Discrimination(None, why=WORDS["item_constant"])
    try:
        value = correlation(marks, rests)
    except StatisticsError:
        return Discrimination(None, why=WORDS["rest_constant"])
    value = max(-1.0, min(1.0, value))
    if len(pairs) <= 3 or abs(value) == 1:
        return Discrimination(value, value, value)
    half = NORMAL_95 / sqrt(len(pairs) - 3)
    return Discrimination(value, tanh(atanh(value) - half), tanh(atanh(value) + half))


def rest_means(firsts: Mapping[str, Mapping[str, float]], item: str) -> list[tuple[float, float]]:
    """Return, for each student who answered ``item`` and something else, its mark and the mean of the others.

    ``firsts`` are first marks by student and item. With every item answered by
    all, the mean ranks students as the classical sum does.
    """
    pairs = []
    for marks in firsts.values():
        others = [value for name, value in marks.items() if name != item]
        if item in marks and others:
            pairs.append((marks[item], fmean(others)))
    return pairs


def comparable(one: Marked) -> bool:
    """Return whether a mark says how well something was read, by the bank's judgement.

    Second tries do not count: only those come to them whose first was wrong.
    """
    item = one.item
    own = item is None or isinstance(item, (*SELF_MARKED, Prediction))
    return not own and one.mark is not None and not item.id.endswith(SECOND_TRY)


def share(k: int, n: int) -> str:
    """Return how many of how many, in per cent too where that is no false precision.

    >>> share(2, 3), share(8, 12)
    ('2 of 3', '8 of 12 (67%)')
    """
    word = WORDS["share" if n >= LEAST_SHARE else "counts"]
    return word.format(k=k, n=n, percent=round(100 * k / n) if n else 0)


def item_rows(marked: Iterable[Marked], firsts: Iterable[Marked]) -> list[dict[str, Any]]:
    """Return how each exercise went, with the columns `COLUMNS`; see `Class.items`."""
    tries: dict[tuple[str, str], set[tuple[str, int, str]]] = defaultdict(set)
    for one in marked:
        answer = one.entry.answer
        attempt = (one.entry.student, answer.attempt, one.entry.source)
        tries[answer.lesson, answer.item].add(attempt)
    groups: dict[tuple[str, str], list[Marked]] = defaultdict(list)
    known: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for one in firsts:
        answer = one.entry.answer
        groups[answer.lesson, answer.item].append(one)
        if comparable(one):
            known[answer.lesson][one.entry.student][answer.item] = one.mark or 0.0
    rows = []
    for (lesson, name), group in sorted(groups.items()):
        marks = [one.mark for one in group if one.mark is not None]
        item = next((one.item for one in group if one.item), None)
        told = Discrimination(None, why=WORDS["apart"])
        if any(map(comparable, group)):
            told = discrimination(rest_means(known[lesson], name))
        row = (
            *(lesson, name, item.kind if item else "", item.skill if item else ""),
            *(len(group), len(marks), sum(mark == 1 for mark in marks)),
            fmean(marks) if marks else None,
            len(tries[lesson, name]) / len(group),
            *(told.value, told.low, told.high, told.why),
        )
        rows.append(dict(zip(COLUMNS, row, strict=True)))
    return rows


@dataclass(frozen=True)
class Draw:
    """A wrong option, row or place that an answer chose, and what the bank says about it."""

    text: str
    why: str


def draws(marked: Marked) -> list[Draw]:
    """Return what was wrong in an answer; nothing where it earned the full mark or fits no item.

    For a prediction, where nothing is wrong, the option that was chosen.
    """
    item, given = marked.item, marked.entry.answer.given
    if item is None or marked.state == "unfit" or marked.now is None:
        return []
    feedback = mark(item, given)
    if isinstance(item, Prediction):
        option = next(option for option in item.options if option.text == given)
        return [Draw(option.text, option.why)]
    if feedback.right:
        return []
    found = []
    for part in feedback.parts:
        if part.right is False:
            about = item.display(part.about) if part.about in item.labels else part.about
            text = WORDS["row"].format(about=about, answer=part.answer) if part.answer else about
            found.append(Draw(text, part.why))
    if isinstance(item, MultipleChoice):
        left = [option for option in item.options if option.right and option.text not in given]
        found += [Draw(WORDS["left"].format(option=o.text), o.why) for o in left]
    return found
