"""Who speaks: the student gives each passage its voices, or looks at those of a whole document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from corpus_utils.answers import AnswerLog
from corpus_utils.ascriptions import judge, task
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.vocabulary import SPOKEN
from corpus_utils.voices import Excerpt
from corpus_utils.widgets import who_speaks_faces as faces
from corpus_utils.widgets.face import Face
from corpus_utils.widgets.question_view import day, passage
from corpus_utils.widgets.voice_strip import VoiceStrip, load_speakers


class VoiceExercise(Face, script="who_speaks.js"):
    """Passages of the document ``key`` whose voices the student names.

    ``passages`` are paragraph ids, targets such as ``"p047@0-60"`` or ids of
    annotations of the layers voice and quotation. ``given`` holds what is
    chosen by passage, pairs of speaker and manner, empty where still open;
    ``feedback`` what was said when it was checked. Answers go to the log of
    ``lesson`` as ``name/passage`` (see `AnswerLog` for ``folder``). The key
    goes to the browser once it was found, missed twice, or asked for.
    """

    WORDS: ClassVar = faces.WORDS
    # Of this kernel, by exercise, so that a cell run again finds what was half done.
    _drafts: ClassVar[dict[tuple[str, ...], dict[str, Any]]] = {}

    document = traitlets.Dict().tag(sync=True)
    given = traitlets.Dict().tag(sync=True)
    feedback = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        key: str,
        passages: Iterable[str] | str,
        *,
        lesson: str,
        name: str = "voices",
        folder: Path | str | None = None,
        data: Path | None = None,
    ) -> None:
        self.speakers = load_speakers(key, data=data)
        wanted = [passages] if isinstance(passages, str) else [str(one) for one in passages]
        if not wanted:
            raise CourseError(self.WORDS["no_passage"])
        if twice := [one for i, one in enumerate(wanted) if one in wanted[:i]]:
            raise CourseError(self.WORDS["named_twice"].format(name=repr(twice[0])))
        self.excerpts = {one: self.speakers.excerpt(one) for one in wanted}
        self.choices = self.speakers.choices(self.excerpts.values())
        self.name = name
        self._log = AnswerLog(lesson, folder=folder)
        self._slot = (str(self._log.path), key, name)
        self._tasks = {one: task(excerpt, name) for one, excerpt in self.excerpts.items()}
        self._tries = dict.fromkeys(wanted, 0)
        super().__init__(document=self._document())
        try:
            self._restore()
        except CourseError as error:
            self.notice = str(error)

    def to_html(self) -> str:
        """Return passages and choices; the key with its explanations is folded away at the end."""
        return faces.to_html(self._title, self.speakers, [*self.excerpts.values()], self.choices)

    def to_text(self) -> str:
        """Return passages and choices, without the key."""
        return faces.to_text(self._title, self.speakers, [*self.excerpts.values()], self.choices)

    def acts(self) -> dict[str, Callable[..., None]]:
        """Return check (``passage``, ``given``) and explain (``passage``)."""
        return {"check": self._check, "explain": self._explain}

    @traitlets.observe("given")
    def _keep_draft(self, change: Any) -> None:
        self._drafts[self._slot] = change["new"]

    @property
    def _title(self) -> str:
        return self.WORDS["name"].format(title=self.speakers.text.short, name=self.name)

    def _document(self) -> dict[str, Any]:
        text = self.speakers.text
        return {
            "title": self._title,
            "attached": text.attached() is not None,
            "own": text.own,
            "speakers": [[one, self.speakers.name(one, self.WORDS)] for one in self.choices],
            "manners": [[one, *self.WORDS["hows"][one]] for one in SPOKEN],
            "passages": [
                {
                    "name": name,
                    "place": faces.places(self.speakers, excerpt),
                    "shares": faces.shares(self.speakers, excerpt),
                    "paragraphs": passage(text, excerpt.target),
                }
                for name, excerpt in self.excerpts.items()
            ],
        }

    def _excerpt(self, name: str) -> Excerpt:
        if name not in self.excerpts:
            raise UnknownError(self.WORDS["passage_thing"], name, self.excerpts)
        return self.excerpts[name]

    def _check(self, passage: str, given: Any) -> None:
        judgement = judge(self._excerpt(passage), given, self.choices)
        try:
            self._log.append(self._tasks[passage], given, judgement.mark)
        except CourseError as error:
            self.notice = f"{self.words['not_kept']} {error}"
        else:
            self.notice = ""
        self._tries[passage] += 1
        self._show(passage, given)
        self.said = f"{passage}: {self.feedback[passage]['summary']}"

    def _show(self, name: str, given: Any, *, when: str = "", revised: bool = False) -> None:
        judgement = judge(self.excerpts[name], given, self.choices)
        said = faces.feedback(self.speakers, judgement)
        if judgement.right or self._tries[name] > 1:
            said["reasons"] = faces.reasons(self.speakers, self.excerpts[name])
        said |= {"given": given, "when": when, "revised": revised}
        self.given = {**self.given, name: given}
        self.feedback = {**self.feedback, name: said}

    def _explain(self, passage: str) -> None:
        excerpt = self._excerpt(passage)
        if passage in self.feedback:
            said = {**self.feedback[passage], "reasons": faces.reasons(self.speakers, excerpt)}
            self.feedback = {**self.feedback, passage: said}

    def _restore(self) -> None:
        """Show the last answers of the log with today's marks, and what was half done in this kernel."""
        draft = dict(self._drafts.get(self._slot, {}))
        names = {self._tasks[name].id: name for name in self.excerpts}
        last = {}
        for answer in self._log.read():
            if answer.item in names:
                last[names[answer.item]] = answer
                self._tries[names[answer.item]] += 1
        if self._log.problems:
            self.notice = "\n".join(map(str, self._log.problems))
        for name, answer in last.items():
            try:
                revised = answer.item_hash != self._tasks[name].hash
                self._show(name, answer.given, when=day(answer), revised=revised)
            except CourseError:  # who could be chosen then cannot be now
                continue
        self.given = {**self.given, **{n: g for n, g in draft.items() if n in self.excerpts}}


def WhoSpeaks(  # noqa: N802 - in a lesson it stands beside the classes of the other widgets
    key: str,
    passages: Iterable[str] | str | None = None,
    *,
    lesson: str | None = None,
    name: str = "voices",
    folder: Path | str | None = None,
    data: Path | None = None,
) -> VoiceExercise | VoiceStrip:
    """Return the exercise on ``passages`` of the document ``key``, or the voices of all of it.

    With ``passages`` a `VoiceExercise`, whose answers are kept for ``lesson``
    under ``name``; without, a `VoiceStrip`.
    """
    if passages is None:
        if lesson is not None:
            raise CourseError(faces.WORDS["which_passages"])
        return VoiceStrip(key, data=data)
    if not lesson:
        raise CourseError(faces.WORDS["which_lesson"])
    return VoiceExercise(key, passages, lesson=lesson, name=name, folder=folder, data=data)
