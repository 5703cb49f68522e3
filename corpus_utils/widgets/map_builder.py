"""MapBuilder: put a document's argument together, check it step by step, try again.

The front end chooses; the kernel places, draws, compares and keeps. What the
course draws goes to the browser only where it is given, was found or asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from corpus_utils import arguments, building, soundness, texts
from corpus_utils.answers import AnswerLog
from corpus_utils.claims import ROLES, Claim
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.gazetteer import read_gazetteer
from corpus_utils.likeness import compare
from corpus_utils.widgets import builder_desk as desks
from corpus_utils.widgets import builder_faces as faces
from corpus_utils.widgets import builder_views as views
from corpus_utils.widgets.argument_views import asserters, part
from corpus_utils.widgets.builder_desk import Desk
from corpus_utils.widgets.face import Face
from corpus_utils.widgets.question_view import day

LEVELS = tuple(faces.TASKS)


class MapBuilder(Face, script="map_builder.js"):
    """Build the argument map of the document ``key``, of all its claims or of those in ``claims``.

    ``level`` says how much is given: *full* (the whole map, to be read),
    *holes* (all but the relations ``holes``; half of each kind where none are
    named; an undercut goes with the step that it denies), *frame* (the claims
    only), *own* (the claims named, if any; the student writes others, and only
    the shape is checked).

    Every check is written to the answer log of ``lesson`` as an answer to
    ``map:<name>``, and comes back when the cell runs again; without the two
    nothing is kept. ``folder`` is where answers are kept (see `AnswerLog`).
    """

    WORDS: ClassVar[dict[str, Any]] = faces.WORDS
    # Of this kernel, so that a cell run again finds what was not checked yet.
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
        key: str,
        claims: Iterable[str] | None = None,
        *,
        level: str = "frame",
        lesson: str = "",
        name: str = "",
        holes: Iterable[str] | None = None,
        folder: Path | str | None = None,
        data: Path | None = None,
    ) -> None:
        if level not in LEVELS:
            raise UnknownError("level", level, LEVELS)
        if bool(lesson) != bool(name):
            raise CourseError("to keep what is built, give both a lesson and a name")
        data = data or texts.data_folder()
        self._text = texts.load(key, data=data)
        whole = arguments.load(self._text, data=data)
        if claims is None:
            claims = () if level == "own" else [claim.id for claim in whole.claims]
        self.course = part(whole, claims)
        self.given = desks.given_steps(self.course, level, holes)
        named = asserters(whole, read_gazetteer(data / "gazetteer"), ours=self.WORDS["ours"])
        self._names = {asserter: full for asserter, (full, _) in named.items()}
        self._task = desks.task(name, self.course, level, self.given)
        self._log = AnswerLog(lesson, folder=folder) if lesson else None
        self._place = (str(self._log.path) if self._log else "", self._task.id, self._task.hash)
        title = self.WORDS["named" if name else "name"].format(title=self._text.short, name=name)
        super().__init__(level=level, name=title, question=self.course.question)
        self._desk = self._desks.get(self._place) or Desk(desks.bare(self.course, self.given))
        if self._place not in self._desks:
            try:
                self._take_up()
            except CourseError as error:
                self.notice = str(error)
        self._draw()

    def who(self, claim: Claim) -> str:
        """Return the name of who asserts a claim."""
        return self._names.get(claim.asserted_by, claim.asserted_by)

    def to_html(self) -> str:
        """Return task and claims, with the course's map folded away."""
        return faces.to_html(self)

    def to_text(self) -> str:
        """Return task and claims, with the course's map as a list at the end."""
        return faces.to_text(self)

    def receive(self, do: str, **given: Any) -> None:
        """Act on place (kind, sources, to), remove (name), state (gist, role, name), undo, redo, check, hint or show."""
        acts = {
            "place": self._place_step,
            "remove": self._remove,
            "state": self._state,
            "undo": self._undo,
            "redo": self._redo,
            "check": self._check,
            "hint": self._hint,
            "show": self._show,
        }
        if do not in acts:
            raise UnknownError("action", do, acts)
        self.problem = ""  # so that the same fault, made again, is news to the front end
        self.said = ""
        acts[do](**given)

    def _place_step(self, kind: str, sources: Iterable[str], to: str) -> None:
        made = building.place(self._desk.built, kind, sources, to)
        step = views.step_text(made.relations[-1], made, self.words)
        self._desk.change(made)
        self._changed("placed", step=step)

    def _remove(self, name: str) -> None:
        built = self._desk.built
        steps = {step.id: step for step in built.relations}
        if name in self.given or any(claim.id == name for claim in self.course.claims):
            raise CourseError(self.words["isGiven"])
        step = name in steps and views.step_text(steps[name], built, self.words)
        left = building.without(built, [name if step else built.claim(name).id])
        more = len(steps) - len(left.relations) > bool(step)
        self._desk.change(left)
        self._changed("removedMore" if more else "removed", step=step or name)

    def _state(self, gist: str, role: str, name: str = "") -> None:
        built, gist = self._desk.built, " ".join(str(gist).split())
        if self.level != "own":
            raise CourseError("the claims are given here; the level 'own' takes new ones")
        if not gist:
            raise CourseError(self.words["unsaid"])
        if role not in ROLES:
            raise UnknownError("role", role, ROLES)
        if not name:
            made = building.state(gist, role, built)
        elif not desks.is_own(built.claim(name)):
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
        desk, words = self._desk, self.words
        with self.hold_sync():  # so that the front end draws the list once
            self.can = {"undo": bool(desk.past), "redo": bool(desk.future)}
            self.outcome = desk.outcome or {}
            self.steps = views.steps(desk.built, self.given, self._text, words)
            if self.level == "own" or not self.claims:
                told = views.claims(desk.built, self._text, self._names, you=words["you"])
                self.claims = told
        self.picture = views.picture(desk.built)  # takes longer, and goes out by itself

    def _check(self) -> None:
        desk, words = self._desk, self.words
        if self.level == "full" or len(desk.built.relations) == len(self.given):
            raise CourseError(words["nothingToCheck"])
        score = self._judge(desk.checks + 1)
        self.notice = "" if self._log else words["noLesson"]
        if self._log:
            kept = desks.as_given(desk.built, self.level, self.given)
            try:
                self._log.append(self._task, kept, score)
            except CourseError as error:
                self.notice = f"{words['notKept']} {error}"
        self.said = " ".join(self.outcome["summary"])

    def _judge(self, number: int) -> float | None:
        """Judge what is built, as the ``number``-th check, and return the score; nothing is written."""
        desk, score = self._desk, None
        desk.checks, desk.missing, desk.hinted = number, (), ()
        if self.level == "own":
            problems = soundness.shape(desk.built)
            desk.outcome = views.shape_outcome(problems, self.words)
        else:
            compared = compare(desk.built, self.course, given=self.given)
            desk.missing, score = compared.missing, compared.score
            desk.outcome = self._feedback().of(compared, number=number)
        self.outcome = desk.outcome
        self._desks[self._place] = desk
        return score

    def _feedback(self) -> views.Feedback:
        return views.Feedback(self._desk.built, self.course, self._text, self._names, self.words)

    def _hint(self) -> None:
        """Give a hint at the next step that was missing and still is."""
        desk = self._desk
        still = compare(desk.built, self.course, given=self.given).missing
        left = [step for step in still if step in desk.missing and step.id not in desk.hinted]
        if not desk.outcome or not left:
            self.said = self.words["noHint"]
            return
        hint = self._feedback().hint(left[0])
        desk.hinted = (*desk.hinted, left[0].id)
        self._tell(hints=[*desk.outcome["hints"], hint], left=len(left) - 1)
        if len(left) == 1:
            self._tell(show=True)
        self.said = hint

    def _show(self) -> None:
        """Tell the missing steps, to who asked for them and may."""
        desk = self._desk
        if desk.outcome and desk.outcome["show"]:
            shown = [self._feedback().shown(step) for step in desk.missing]
            self._tell(shown=shown, show=False, left=0)
            self.said = " ".join(step["text"] for step in shown)

    def _tell(self, **more: Any) -> None:
        self._desk.outcome = self.outcome = {**self._desk.outcome, **more}

    def _take_up(self) -> None:
        """Go on where the last check of this map, at this level, was made."""
        answers = self._log.attempts(self._task.id) if self._log else []
        mine = [
            a for a in answers if isinstance(a.given, dict) and a.given.get("level") == self.level
        ]
        if self._log and self._log.problems:
            self.notice = "\n".join(map(str, self._log.problems))
        if mine and self.level != "full":
            last, desk = mine[-1], self._desk
            desk.built, whole = desks.taken_up(desk.built, last.given)
            self._judge(len(mine))
            same = whole and last.item_hash == self._task.hash
            told = self.words["restored" if same else "restoredPart"]
            self.notice = "\n".join(filter(None, [told.format(when=day(last)), self.notice]))
