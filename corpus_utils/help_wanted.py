"""Help wanted: who of a class might welcome a word, by a rule that anybody can check.

It is a reason to talk to somebody, and no judgement: an answer log does not
say why. `rule` says the rule, and each student is told of with the reasons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus_utils.gradebooks import exercise
from corpus_utils.grades import counted
from corpus_utils.messages import section
from corpus_utils.remarking import Marked

LEAST_MARKED = 5
"""From how many marked exercises on a mean is told."""
HALF = 0.5
TRIES, STUCK = 3, 3
COMMON = 4
"""How many exercises at least half of the class must have answered, for "few of them" to mean anything."""
WORDS = section("help_wanted")


@dataclass(frozen=True)
class Need:
    """A student who might welcome help, and the reasons."""

    student: str
    reasons: tuple[str, ...]


def rule() -> str:
    """Return the rule in words."""
    bounds = {"mean": HALF, "marked": LEAST_MARKED, "stuck": STUCK, "tries": TRIES}
    return WORDS["rule"].format(**bounds, common=COMMON)


def needs(marked: Iterable[Marked], students: Sequence[str]) -> tuple[Need, ...]:
    """Return whom the `rule` names, in the order of ``students``."""
    tries: dict[str, dict[str, list[float | None]]] = defaultdict(lambda: defaultdict(list))
    answered: dict[str, set[str]] = defaultdict(set)
    for one in marked:
        if one.item is None:
            tries[one.entry.student]  # has handed in something
            continue
        name = exercise(one)
        tries[one.entry.student][name].append(one.mark)
        answered[name].add(one.entry.student)
    common = {name for name, who in answered.items() if 2 * len(who) >= len(students)}
    found = []
    for student in students:
        reasons = _reasons(tries[student], common) if student in tries else (WORDS["nothing"],)
        if reasons:
            found.append(Need(student, tuple(reasons)))
    return tuple(found)


def _reasons(mine: dict[str, list[float | None]], common: set[str]) -> list[str]:
    found = []
    best = {n: mark for n, marks in mine.items() if (mark := counted(marks, "best")) is not None}
    mean = sum(best.values()) / len(best) if best else 1.0
    if len(best) >= LEAST_MARKED and mean < HALF:
        found.append(WORDS["low"].format(n=len(best), mean=mean))
    stuck = [n for n, mark in best.items() if mark < 1 and _attempts(mine[n]) >= TRIES]
    if len(stuck) >= STUCK:
        items = ", ".join(sorted(stuck))
        found.append(WORDS["stuck"].format(n=len(stuck), tries=TRIES, items=items))
    here = len(common & mine.keys())
    if len(common) >= COMMON and 2 * here < len(common):
        found.append(WORDS["few"].format(n=here, of=len(common)))
    return found


def _attempts(marks: Sequence[float | None]) -> int:
    return sum(mark is not None for mark in marks)
