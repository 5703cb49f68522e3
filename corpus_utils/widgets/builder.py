"""Builder: what every widget that builds a map shares: a desk, steps and claims, undo, checks that are kept.

The front end chooses; the kernel places, draws, judges and keeps. What a check
says, and which claims there are, is the subclass's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Any, ClassVar

import traitlets

from corpus_utils import building
from corpus_utils.answers import AnswerLog
from corpus_utils.claims import ROLES, Argument
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.widgets import builder_desk as desks
from corpus_utils.widgets import builder_views as views
from corpus_utils.widgets.builder_desk import Desk, Task
from corpus_utils.widgets.face import Face
from corpus_utils.widgets.question_view import day


class Builder(Face):
    """A map in hand that begins as ``bare``, whose ``given`` steps stay.

    Checks go to ``log`` as answers to ``task``, if there is a log, and come
    back when the cell runs again.
    """

    # Of this kernel, so that a cell run again finds what was not checked yet. Each subclass has its own.
    _desks: ClassVar[dict[tuple[str, ...], Desk]] = {}

    level = traitlets.Unicode().tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    question = traitlets.Unicode().tag(sync=True)
    claims = traitlets.List().tag(sync=True)
    steps = traitlets.List().tag(sync=True)
    picture = traitlets.Dict().tag(sync=True)
    outcome = traitlets.Dict().tag(sync=True)
    can = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        bare: Argument,
        task: Task,
        log: AnswerLog | None,
        *,
        given: Collection[str] = (),
        **traits: Any,
    ) -> None:
        self._bare, self._task, self._log, self.given = bare, task, log, given
        self._place = (str(log.path) if log else "", task.id, task.hash)
        super().__init__(**traits)
        self._desk = self._desks.get(self._place) or Desk(bare)
        if self._place not in self._desks:
            try:
                self._take_up()
            except CourseError as error:
                self.notice = str(error)
        self._draw()

    def acts(self) -> dict[str, Callable[..., None]]:
        """Return what the front end may ask for."""
        return {
            "place": self._place_step,
            "remove": self._remove,
            "state": self._state,
            "undo": self._undo,
            "redo": self._redo,
            "check": self._check,
        }

    # What a subclass says of its claims and steps, and of the whole.

    def _told_claims(self) -> list[dict[str, Any]]:
        raise NotImplementedError

    def _told_steps(self) -> list[dict[str, Any]]:
        raise NotImplementedError

    def _judge(self, number: int) -> float | None:
        """Judge what is built, as the ``number``-th check, and return the score; nothing is written."""
        raise NotImplementedError

    def _kept(self) -> dict[str, Any]:
        """Return what of the map the log keeps."""
        return desks.as_given(self._desk.built, self.level, self.given)

    def _found_again(self, given: Any) -> tuple[Argument, bool]:
        """Return the map that `_kept` wrote, and whether all of it still fits."""
        return desks.taken_up(self._bare, given)

    def _label(self, name: str) -> str:
        """Return what a claim is called on the screen."""
        return name

    def _step_text(self, name: str, argument: Argument) -> str:
        return views.step_text(argument.relation(name), argument, self.words, label=self._label)

    # What is done.

    def _place_step(self, kind: str, sources: Iterable[str], to: str) -> None:
        made = building.place(self._desk.built, kind, sources, to)
        step = self._step_text(made.relations[-1].id, made)
        self._desk.change(made)
        self._changed("placed", step=step)

    def _remove(self, name: str) -> None:
        built = self._desk.built
        steps = {step.id for step in built.relations}
        if name in self.given or any(claim.id == name for claim in self._bare.claims):
            raise CourseError(self.words["isGiven"])
        step = name in steps and self._step_text(name, built)
        left = building.without(built, [name if step else built.claim(name).id])
        more = len(steps) - len(left.relations) > bool(step)
        self._desk.change(left)
        self._changed("removedMore" if more else "removed", step=step or self._label(name))

    def _state(self, gist: str, role: str, name: str = "") -> None:
        built, gist = self._desk.built, " ".join(str(gist).split())
        if self.level != "own":
            raise CourseError(self.words["claimsGiven"])
        if not gist:
            raise CourseError(self.words["unsaid"])
        if role not in ROLES:
            raise UnknownError(self.words["roleThing"], role, ROLES)
        if not name:
            made = building.state(gist, role, built)
        elif not building.is_own(built.claim(name)):
            raise CourseError(self.words["isGiven"])
        else:
            new = replace(built.claim(name), gist=gist, role=role)
            made = replace(built, claims=tuple(new if c.id == name else c for c in built.claims))
        self._desk.change(made)
        self._changed("amended" if name else "stated", id=name or made.claims[-1].id)

    def _undo(self) -> None:
        self._changed("undone" if self._desk.undo() else "nothingToUndo")

    def _redo(self) -> None:
        self._changed("redone" if self._desk.redo() else "nothingToRedo")

    def _changed(self, said: str, **values: str) -> None:
        self._desks[self._place] = self._desk
        self._draw()
        self.said = self.words[said].format(**values)

    def _draw(self) -> None:
        desk = self._desk
        with self.hold_sync():  # so that the front end draws the list once
            self.can = {"undo": bool(desk.past), "redo": bool(desk.future)}
            self.outcome = desk.outcome or {}
            self.steps = self._told_steps()
            if self.level == "own" or not self.claims:
                self.claims = self._told_claims()
        self.picture = views.picture(desk.built)  # takes longer, and goes out by itself

    def _check(self) -> None:
        score = self._judge(self._desk.checks + 1)
        self.notice = "" if self._log else self.words["noLesson"]
        if self._log:
            try:
                self._log.append(self._task, self._kept(), score)
            except CourseError as error:
                self.notice = f"{self.words['notKept']} {error}"
        self.said = " ".join(self.outcome["summary"])

    def _checked(self, number: int, outcome: dict[str, Any], missing: tuple[Any, ...] = ()) -> None:
        """Take down the outcome of the ``number``-th check."""
        desk = self._desk
        desk.checks, desk.missing, desk.hinted = number, missing, ()
        desk.outcome = self.outcome = outcome
        self._desks[self._place] = desk

    def _take_up(self) -> None:
        """Go on where the last check of this map, at this level, was made."""
        answers = self._log.attempts(self._task.id) if self._log else []
        mine = [
            a for a in answers if isinstance(a.given, dict) and a.given.get("level") == self.level
        ]
        if self._log and self._log.problems:
            self.notice = "\n".join(map(str, self._log.problems))
        if mine and self.level != "full":
            last = mine[-1]
            self._desk.built, whole = self._found_again(last.given)
            self._judge(len(mine))
            same = whole and last.item_hash == self._task.hash
            told = self.words["restored" if same else "restoredPart"]
            self.notice = "\n".join(filter(None, [told.format(when=day(last)), self.notice]))
