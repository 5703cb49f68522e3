"""Recall: when a question is to be answered again, so that what was learnt stays.

The rule, a simple spaced one. A right answer is due again after 1 day, the
next right one after 3, then 7, then 21 days, and from then on every 21. A
wrong answer is due at once, and begins the row anew. A right answer that comes
before its day begins its days anew, but is no step forward: three right
answers in one evening are one recall. Recall after gaps that grow was worth
0.74 standard deviations against cramming (Latimier, Peyre and Ramus 2021).

Days are calendar days, and today is always given: nothing here asks a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from corpus_utils.answers import Answer
from corpus_utils.items import Item

GAPS_DAYS = (1, 3, 7, 21)


@dataclass(frozen=True)
class Trial:
    """An answer to a question that can be right or wrong: its day, and which it was."""

    day: date
    right: bool


def due_on(trials: Iterable[Trial]) -> date | None:
    """Return the day from which a question is due again, None if it was never answered.

    ``trials`` are in the order in which they were made.

    >>> monday = date(2026, 3, 2)
    >>> due_on([Trial(monday, right=True)]), due_on([Trial(monday, right=False)])
    (datetime.date(2026, 3, 3), datetime.date(2026, 3, 2))
    """
    due, step = None, 0
    for trial in trials:
        if not trial.right:
            due, step = trial.day, 0
            continue
        if due is None or trial.day >= due:
            step = min(step + 1, len(GAPS_DAYS))
        due = trial.day + timedelta(days=GAPS_DAYS[max(0, step - 1)])
    return due


def trials(item: Item, answers: Iterable[Answer], zone: tzinfo | None = None) -> list[Trial]:
    """Return the trials of an item in a log; its second try asks for the same and counts as one.

    Answers without a mark, short texts that their writer has not marked yet,
    are none. Days are those of ``zone``, the machine's own where it is None.
    """
    ids = {item.id, *([item.second_try.id] if item.second_try else [])}
    return [
        Trial(answer.when.astimezone(zone).date(), answer.mark == 1)
        for answer in answers
        if answer.item in ids and answer.mark is not None
    ]


@dataclass(frozen=True)
class State:
    """How far a student is with one item: marks are from 0 to 1, None where there is none."""

    item: Item
    answered: bool
    first: float | None
    best: float | None
    due: date | None


def state(item: Item, answers: Sequence[Answer], zone: tzinfo | None = None) -> State:
    """Return how far the answers of a log lead with ``item``.

    ``first`` is the mark of the first attempt, as its writer marked it last;
    ``best`` the highest, of the second try too; ``due`` is None for items that
    are not marked for ``recall``.
    """
    own = [answer for answer in answers if answer.item == item.id]
    ids = {item.id, *([item.second_try.id] if item.second_try else [])}
    marks = [a.mark for a in answers if a.item in ids and a.mark is not None]
    first = [a.mark for a in own if a.attempt == 1 and a.mark is not None]
    due = due_on(trials(item, answers, zone)) if item.recall else None
    return State(item, bool(own), first[-1] if first else None, max(marks, default=None), due)


def due_now(states: Iterable[State], today: date) -> list[State]:
    """Return the items that are due on ``today``, those that have waited longest first."""
    found = [one for one in states if one.due is not None and one.due <= today]
    return sorted(found, key=lambda one: (one.due, one.item.id))


def next_due(states: Iterable[State], today: date) -> date | None:
    """Return the first day after ``today`` on which an item will be due, None where there is none."""
    return min((one.due for one in states if one.due and one.due > today), default=None)
