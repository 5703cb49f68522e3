"""Gradebooks: what each student has earned, lesson by lesson, by a rule that is written beside it.

Of each exercise one attempt counts: the *first*, the *best* or the *last*. A
second try counts as a further attempt at its exercise. An exercise of the bank
is worth its points; a task that is no item of the bank (a map, a passage's
voices) one point. A lesson's total is over what at least one of the class
answered: exercises of the bank, and tasks that have a mark. Not answered, or
not marked yet, is no point, and how many are not marked yet is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from corpus_utils.grades import check_count, counted
from corpus_utils.questions import SECOND_TRY
from corpus_utils.remarking import Marked

TASK_POINTS = 1


@dataclass(frozen=True)
class Grade:
    """What a student earned in one lesson: ``points`` out of ``of``.

    ``answered`` of the ``asked`` exercises; ``unmarked`` are those whose text
    its writer has not marked.
    """

    student: str
    lesson: str
    points: float
    of: int
    answered: int
    asked: int
    unmarked: int


def exercise(marked: Marked) -> str:
    """Return the exercise that an answer belongs to: of a second try, the one it is the second of."""
    return marked.entry.answer.item.removesuffix(SECOND_TRY)


def grades(
    marked: Iterable[Marked], students: Iterable[str], *, count: str = "best"
) -> tuple[Grade, ...]:
    """Return the grade of every student in every lesson that somebody answered."""
    check_count(count)
    attempts: dict[tuple[str, str], dict[str, list[float | None]]] = defaultdict(
        lambda: defaultdict(list)
    )
    worth: dict[str, dict[str, int]] = defaultdict(dict)
    for one in marked:
        lesson, name = one.entry.answer.lesson, exercise(one)
        attempts[one.entry.student, lesson][name].append(one.mark)
        if one.item is not None or one.mark is not None:
            worth[lesson][name] = one.item.points if one.item else TASK_POINTS
    found = []
    for student in students:
        for lesson, points in sorted(worth.items()):
            mine = attempts.get((student, lesson), {})
            marks = {name: counted(mine[name], count) for name in points if name in mine}
            earned = sum(points[name] * (mark or 0.0) for name, mark in marks.items())
            unmarked = sum(mark is None for mark in marks.values())
            of = sum(points.values())
            found.append(Grade(student, lesson, earned, of, len(marks), len(points), unmarked))
    return tuple(found)
