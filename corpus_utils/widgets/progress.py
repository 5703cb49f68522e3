"""Progress: in each lesson what is answered and how well, and what is due for recall now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar

import traitlets
from ipywidgets import Widget, widget_serialization

from corpus_utils import texts
from corpus_utils.answers import AnswerLog
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.items import Item
from corpus_utils.messages import section
from corpus_utils.questions import Exercises, read_exercises
from corpus_utils.readings import plain_text
from corpus_utils.recall import State, due_now, next_due, state
from corpus_utils.widgets.face import Face, element, percent, prose, said_day, table
from corpus_utils.widgets.question_card import QuestionCard


class Progress(Face, script="progress.js"):
    """How far a student is, in all lessons or in those named, as in ``cu.Progress()``.

    Read from the answer logs; the rule of what is due is told in `recall`. A
    due question opens as a card on the spot. ``folder`` is where answers lie
    (see `AnswerLog`), ``bank`` where items are looked for, ``today`` the day
    to reckon with instead of the clock's.
    """

    WORDS: ClassVar = section("progress")

    lessons = traitlets.List().tag(sync=True)
    due = traitlets.List().tag(sync=True)
    summary = traitlets.Unicode().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)
    card = traitlets.Instance(Widget, allow_none=True).tag(sync=True, **widget_serialization)
    opened = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        lessons: Iterable[str] | str | None = None,
        *,
        folder: Path | str | None = None,
        bank: Path | None = None,
        today: date | None = None,
    ) -> None:
        self._folder, self._bank, self._today = folder, bank, today
        self._faults: list[str] = []
        self._exercises = self._chosen(lessons)
        super().__init__()
        self._renew()

    def _chosen(self, lessons: Iterable[str] | str | None) -> list[Exercises]:
        paths = {p.stem: p for p in sorted((self._bank or texts.exercises_folder()).glob("*.yaml"))}
        wanted = [lessons] if isinstance(lessons, str) else lessons
        names = list(paths) if wanted is None else list(dict.fromkeys(wanted))
        found = []
        for name in names:
            if name not in paths:
                raise UnknownError(self.WORDS["things"]["lesson"], name, paths)
            try:
                found.append(read_exercises(paths[name]))
            except CourseError as error:  # the other lessons' progress can be shown all the same
                self._faults.append(str(error))
        return found

    def acts(self) -> dict[str, Callable[..., None]]:
        """Return open (an ``item``'s id) and close."""
        return {"open": self._open, "close": self._close}

    def _open(self, *, item: str) -> None:
        known = [one["id"] for one in self.due]
        if item not in known:
            raise UnknownError(self.WORDS["things"]["item"], item, known)
        card = QuestionCard(item, folder=self._folder, bank=self._bank)
        card.observe(lambda _: self._renew(), "rounds")
        with self.hold_sync():
            self.card, self.opened = card, item
        self.said = self.WORDS["opened"].format(id=item)

    def _close(self) -> None:
        self.said = self.WORDS["closed"].format(id=self.opened)
        with self.hold_sync():
            self.card, self.opened = None, ""
        self._renew()

    def _renew(self) -> None:
        """Read the logs again: what is answered in a card here counts at once."""
        today = self._today or datetime.now().astimezone().date()
        faults, rows, every = list(self._faults), [], []
        for exercises in self._exercises:
            log = AnswerLog(exercises.lesson, folder=self._folder)
            try:
                answers = log.read()
            except CourseError as error:
                faults.append(str(error))
                answers = []
            faults += map(str, log.problems)
            states = [state(item, answers) for item in exercises.items]
            rows.append(_row(exercises.lesson, states, today))
            every += states
        waiting = due_now(every, today)
        found = [_due(one.item, one.due) for one in waiting]
        found = _with_open(found, self.due, self.opened)
        with self.hold_sync():
            self.lessons, self.notice = rows, "\n".join(faults)
            self.due = found
            self.summary = self._summary(every, today)

    def _summary(self, states: list[State], today: date) -> str:
        words, n = self.WORDS, len(due_now(states, today))
        if not any(one.due for one in states):
            return words["none"]
        said = words["dueOne"] if n == 1 else words["dueMany"].format(n=n)
        said = said if n else words["dueNone"]
        after = next_due(states, today)
        return f"{said} {words['next'].format(day=said_day(after))}" if after else said

    def to_html(self) -> str:
        """Return the lessons as a table, and a list of what is due."""
        words = self.WORDS
        head = element("p", element("strong", words["name"]), "<br>", prose(self.summary))
        rows = [[prose(cell) for cell in row] for row in self._cells()]
        parts = [head, table(words["caption"], words["heads"].values(), rows)]
        if self.due:
            items = [element("li", prose(said)) for said in self._listed()]
            parts += [element("p", element("strong", words["list"])), element("ul", *items)]
        parts.append(element("p", prose(words["rule"])))
        return "".join(parts)

    def to_text(self) -> str:
        """Return the same as text: where nothing has been answered, the same on every machine and day."""
        words = self.WORDS
        cells = [list(words["heads"].values()), *self._cells()]
        widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
        padded = [[c.ljust(w) for c, w in zip(row, widths, strict=True)] for row in cells]
        lines = [words["name"], self.summary, "", *("  ".join(row).rstrip() for row in padded)]
        if self.due:
            lines += ["", f"{words['list']}:", *(f"  - {said}" for said in self._listed())]
        return "\n".join([*lines, "", words["rule"]])

    def _listed(self) -> list[str]:
        words = self.WORDS
        return [
            f"{one['id']} ({words['since'].format(**one)}): {one['prompt']}" for one in self.due
        ]

    def _cells(self) -> list[list[str]]:
        of = self.WORDS["of"]
        return [
            [
                row["lesson"],
                of.format(n=row["answered"], of=row["items"]),
                of.format(n=row["first"], of=row["answered"]) if row["answered"] else "",
                percent(row["best"]) if row["best"] is not None else "",
                str(row["due"]),
            ]
            for row in self.lessons
        ]


def _row(lesson: str, states: list[State], today: date) -> dict[str, Any]:
    best = [one.best for one in states if one.best is not None]
    return {
        "lesson": lesson,
        "items": len(states),
        "answered": sum(one.answered for one in states),
        "first": sum(one.first == 1 for one in states),
        "best": round(100 * sum(best) / len(best)) if best else None,
        "due": len(due_now(states, today)),
    }


def _with_open(
    found: list[dict[str, str]], shown: list[dict[str, str]], opened: str
) -> list[dict[str, str]]:
    """Return what is due, with the open item where it was, also once it has been answered."""
    kept = [one for one in found if one["id"] != opened]
    for place, one in enumerate(shown):
        if one["id"] == opened:
            kept.insert(place, one)
    return kept


def _due(item: Item, day: date | None) -> dict[str, str]:
    assert day is not None, "only items with a day are due"
    prompt = " ".join(plain_text(item.prompt).split())
    return {"id": item.id, "lesson": item.lesson, "day": said_day(day), "prompt": prompt}
