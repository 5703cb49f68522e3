"""MapBuilder: put a document's argument together, check it step by step, try again.

What the course draws goes to the browser only where it is given, was found or
asked for. What it shares with other maps to be built is in `builder`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, ClassVar

from corpus_utils import arguments, soundness, texts
from corpus_utils.answers import AnswerLog
from corpus_utils.claims import Claim
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.gazetteer import read_gazetteer
from corpus_utils.likeness import compare
from corpus_utils.widgets import builder_desk as desks
from corpus_utils.widgets import builder_faces as faces
from corpus_utils.widgets import builder_views as views
from corpus_utils.widgets.argument_views import asserters, part
from corpus_utils.widgets.builder import Builder
from corpus_utils.widgets.builder_desk import Desk
from corpus_utils.widgets.builder_feedback import Feedback

LEVELS = ("full", "holes", "frame", "own")


class MapBuilder(Builder, script="map_builder.js"):
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

    WORDS: ClassVar = faces.WORDS
    _desks: ClassVar[dict[tuple[str, ...], Desk]] = {}

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
            raise UnknownError(self.WORDS["levelThing"], level, LEVELS)
        if bool(lesson) != bool(name):
            raise CourseError(self.WORDS["lessonAndName"])
        data = data or texts.data_folder()
        self._text = texts.load(key, data=data)
        whole = arguments.load(self._text, data=data)
        if claims is None:
            claims = () if level == "own" else [claim.id for claim in whole.claims]
        self.course = part(whole, claims)
        given = desks.given_steps(self.course, level, holes)
        self._names = asserters(whole, read_gazetteer(data / "gazetteer"), ours=self.WORDS["ours"])
        super().__init__(
            desks.bare(self.course, given),
            desks.task(name, self.course, level, given),
            AnswerLog(lesson, folder=folder) if lesson else None,
            given=given,
            level=level,
            name=self.WORDS["named" if name else "name"].format(title=self._text.short, name=name),
            question=self.course.question,
        )

    def who(self, claim: Claim) -> str:
        """Return the name of who asserts a claim."""
        return self._names[claim.asserted_by][0]

    def to_html(self) -> str:
        """Return task and claims, with the course's map folded away."""
        return faces.to_html(self)

    def to_text(self) -> str:
        """Return task and claims, with the course's map as a list at the end."""
        return faces.to_text(self)

    def acts(self) -> dict[str, Callable[..., None]]:
        """Return what every builder can, and hint and show."""
        return {**super().acts(), "hint": self._hint, "show": self._show}

    def _told_claims(self) -> list[dict[str, Any]]:
        return views.claims(self._desk.built, self._text, self._names, you=self.words["you"])

    def _told_steps(self) -> list[dict[str, Any]]:
        return views.steps(self._desk.built, self.words, given=self.given, text=self._text)

    def _check(self) -> None:
        if self.level == "full" or len(self._desk.built.relations) == len(self.given):
            raise CourseError(self.words["nothingToCheck"])
        super()._check()

    def _judge(self, number: int) -> float | None:
        built = self._desk.built
        if self.level == "own":
            self._checked(number, views.shape_outcome(soundness.shape(built), self.words))
            return None
        compared = compare(built, self.course, given=self.given)
        self._checked(number, self._feedback().of(compared, number=number), compared.missing)
        return compared.score

    def _feedback(self) -> Feedback:
        return Feedback(self._desk.built, self.course, self._text, self._names, self.words)

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
