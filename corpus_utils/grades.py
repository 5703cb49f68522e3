"""Grades: what an answer log earns by the question bank, one exercise at a time.

Two functions for the cells that `corpus-utils build --nbgrader` puts into a
notebook, and the rule by which one of several attempts counts; a whole class's
grades are in `corpus_utils.gradebooks`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus_utils.answers import Answer, AnswerLog
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.items import Item
from corpus_utils.marking import mark
from corpus_utils.messages import section
from corpus_utils.questions import load

COUNTS = ("best", "first", "last")
"""Which of several answers to one exercise is counted."""
WORDS = section("grades")


def handed_in(lesson: str, name: str, *, folder: Path | str | None = None) -> None:
    """Print that the exercise ``name`` was answered, and what where the answer is in words.

    Needs no question bank. ``folder`` is where answers are kept (see `AnswerLog`).

    Raises
    ------
    CourseError
        It was not answered.
    """
    answer = _answers(lesson, name, folder)[-1]
    text = answer.given.get("text") if isinstance(answer.given, dict) else None
    words = WORDS["text" if isinstance(text, str) else "kept"]
    print(words.format(item=name, attempt=answer.attempt, text=text))


def points(
    name: str, *, count: str = "last", folder: Path | str | None = None, bank: Path | None = None
) -> float:
    """Return the points that the exercise ``name`` has earned, marked anew by the ``bank``.

    ``count`` says which answer counts: the last, the first, or the one with
    the best mark. A second try is another question and does not count. An
    answer that is none to the exercise as it now stands keeps the mark it was
    logged with; one without a mark earns nothing.

    Raises
    ------
    CourseError
        It was not answered; there is no such exercise.
    """
    check_count(count)
    item = load(name, folder=bank)
    marks = [_marked(item, answer) for answer in _answers(item.lesson, name, folder)]
    return round(counted(marks, count) * item.points, 4)


def check_count(count: str) -> str:
    """Return ``count`` if it is one of `COUNTS`; an `UnknownError` names the nearest."""
    if count not in COUNTS:
        raise UnknownError(WORDS["count"], count, COUNTS)
    return count


def counted(marks: Sequence[float | None], count: str) -> float | None:
    """Return the mark that counts of an exercise's attempts, in the order of time; None if none is marked.

    A text's attempt stands in the log twice, before and after it was marked,
    so marks that are missing are passed over.

    >>> marks = [None, 0.5, 1.0, 0.25]
    >>> [counted(marks, count) for count in COUNTS]
    [1.0, 0.5, 0.25]
    """
    known = [mark for mark in marks if mark is not None]
    if not known:
        return None
    return {"first": known[0], "best": max(known), "last": known[-1]}[check_count(count)]


def _marked(item: Item, answer: Answer) -> float:
    found: Any = None
    try:
        found = mark(item, answer.given).mark
    except CourseError:
        found = answer.mark
    return float(found or 0)


def _answers(lesson: str, name: str, folder: Path | str | None) -> list[Answer]:
    log = AnswerLog(lesson, folder=folder)
    found = log.attempts(name)
    if not found:
        raise CourseError(WORDS["none"].format(item=name, file=f"answers/{log.path.name}"))
    return found
