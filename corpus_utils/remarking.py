"""Re-marking: every answer of a class marked by the bank as it stands today.

A mark in a log is what the bank of that day gave. Once an item has been
corrected, all answers are marked anew from what was given; where the two marks
differ, it is said why. What the bank has no item for (a map, a ballot) and
what is no answer to its item any more keeps the mark of the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus_utils import questions
from corpus_utils.errors import CourseError, DataError, Problem
from corpus_utils.files import read_csv
from corpus_utils.items import Item
from corpus_utils.logbooks import Entry
from corpus_utils.marking import mark
from corpus_utils.messages import section

STATES = ("same", "changed", "unfit", "no item", "overruled")
"""What the bank is to an answer: it has the item unchanged, or changed; the
answer fits its item no more; it has no such item; a teacher set the mark."""
WORDS = section("remarking")
NEAR = 1e-9
OVERRULING = ("student", "item", "attempt", "mark", "why")


@dataclass(frozen=True)
class Bank:
    """The items by id, second tries among them; the document of each lesson; what could not be read."""

    items: Mapping[str, Item]
    lessons: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


def read_bank(folder: Path) -> Bank:
    """Return the items of every exercise file in ``folder``; a faulty file is a problem, and left out."""
    items: dict[str, Item] = {}
    lessons: dict[str, str] = {}
    problems: list[Problem] = []
    if not folder.is_dir():
        raise CourseError(WORDS["no_folder"].format(folder=folder))
    for path in sorted(folder.glob("*.yaml")):
        lessons[path.stem] = ""
        try:
            exercises = questions.read_exercises(path)
        except DataError as error:
            problems += error.problems
            continue
        lessons[path.stem] = exercises.document
        for item in exercises.items:
            items[item.id] = item
            if item.second_try:
                items[item.second_try.id] = item.second_try
    return Bank(items, lessons, tuple(problems))


@dataclass(frozen=True)
class Marked:
    """An answer with today's ``item`` and mark; ``now`` is None where there is none.

    ``state`` is one of `STATES`; ``why`` says why the mark that counts is not,
    or need not be, the one that the student was told.
    """

    entry: Entry
    item: Item | None
    state: str
    now: float | None
    why: str = ""

    @property
    def mark(self) -> float | None:
        """The mark that counts; None where nobody has marked the answer yet."""
        kept = self.state in {"unfit", "no item"}
        return self.entry.answer.mark if kept else self.now

    @property
    def moved(self) -> bool:
        """Whether the mark that counts is another one than the log's."""
        return differs(self.mark, self.entry.answer.mark)


def remarked(
    entries: Iterable[Entry],
    bank: Bank,
    overruled: Mapping[tuple[str, str, int], tuple[float, str]] | None = None,
    *,
    quote: bool = True,
) -> tuple[Marked, ...]:
    """Return the answers marked by ``bank``; see `read_overruling` for ``overruled``.

    ``quote`` says whether ``why`` may quote what a student gave.
    """
    known: dict[tuple[str, str, str], Marked] = {}  # what a class gives is often the same
    found = []
    for entry in entries:
        answer = entry.answer
        by_hand = _by_hand(entry, overruled or {})
        if by_hand:
            item = bank.items.get(answer.item)
            why = WORDS["overruled"].format(why=by_hand[1]) if quote else WORDS["by_hand"]
            found.append(Marked(entry, item, "overruled", by_hand[0], why))
            continue
        slot = (answer.item, answer.item_hash, entry.given)
        if slot not in known:
            known[slot] = _marked(entry, bank, quote=quote)
        twin = known[slot]
        why = twin.why
        if twin.state in {"same", "changed"}:
            word = "key" if twin.state == "changed" else "rule"
            why = WORDS[word] if differs(twin.now, answer.mark) else ""
        found.append(Marked(entry, twin.item, twin.state, twin.now, why))
    return tuple(found)


def _marked(entry: Entry, bank: Bank, *, quote: bool) -> Marked:
    answer = entry.answer
    item = bank.items.get(answer.item)
    if item is None:
        return Marked(entry, None, "no item", None, WORDS["no item"])
    state = "same" if item.hash == answer.item_hash else "changed"
    try:
        return Marked(entry, item, state, mark(item, answer.given).mark)
    except CourseError as error:
        why = WORDS["unfit"].format(error=error) if quote else WORDS["unfit_unsaid"]
        return Marked(entry, item, "unfit", None, why)


def read_overruling(path: Path) -> dict[tuple[str, str, int], tuple[float, str]]:
    """Return the marks that a teacher set by hand, with why, by student, item and attempt.

    The CSV file has the columns `OVERRULING`; an empty attempt means every
    one, here 0. Raises a `DataError` with every problem.
    """
    found: dict[tuple[str, str, int], tuple[float, str]] = {}
    rows = read_csv(path, OVERRULING)
    for row in rows:
        row.require("student", "item", "mark", "why")
        value, attempt = row.value["mark"], row.value["attempt"]
        try:
            number = float(value or "nan")
        except ValueError:
            number = -1.0
        if value and not 0 <= number <= 1:
            row.get("mark").fault(WORDS["no_mark"].format(given=value), WORDS["mark_hint"])
        if attempt and not attempt.isdecimal():
            fault = WORDS["no_attempt"].format(given=attempt)
            row.get("attempt").fault(fault, WORDS["attempt_hint"])
            continue
        found[row.value["student"], row.value["item"], int(attempt or 0)] = (
            number,
            row.value["why"],
        )
    if rows and rows[0].problems:
        raise DataError(rows[0].problems)
    return found


def _by_hand(
    entry: Entry, overruled: Mapping[tuple[str, str, int], tuple[float, str]]
) -> tuple[float, str] | None:
    for attempt in (entry.answer.attempt, 0):
        found = overruled.get((entry.student, entry.answer.item, attempt))
        if found:
            return found
    return None


def differs(one: float | None, other: float | None) -> bool:
    """Return whether two marks are not the same, but for rounding."""
    if one is None or other is None:
        return one is not other
    return abs(one - other) > NEAR
