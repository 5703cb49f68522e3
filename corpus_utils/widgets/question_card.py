"""The question card: one exercise item, answered, marked, explained and tried again.

The front end sends what the student gave; the kernel marks it, writes it to
the answer log and sends back what may be said by then. What is right goes to
the browser only once it has been found, or tried for twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from corpus_utils import texts
from corpus_utils.answers import Answer, AnswerLog
from corpus_utils.errors import CourseError
from corpus_utils.items import Item, Prediction
from corpus_utils.marking import Feedback, explain, mark
from corpus_utils.questions import SECOND_TRY, load
from corpus_utils.tokens import Target
from corpus_utils.widgets import question_faces
from corpus_utils.widgets.face import Face
from corpus_utils.widgets.question_view import a_round, card, day, passage, said, today, written
from corpus_utils.widgets.question_words import WORDS


class QuestionCard(Face, script="question_card.js"):
    """An exercise of the bank, as in ``cu.Question("dun-01")``.

    ``cards`` describes the item and its second try without saying what is
    right. ``rounds`` holds the tries so far, the open one last: its hints, and
    once answered ``given`` and ``feedback``. ``passages`` holds the paragraphs
    that may be shown by now, by target. ``draft`` is what the front end has
    been given but not yet sent.

    ``folder`` is where answers are kept (see `AnswerLog`), ``bank`` where
    items are looked for instead of the course's own question bank.
    """

    WORDS: ClassVar = WORDS
    # Of this kernel, by item, so that a cell run again finds what was half written.
    _drafts: ClassVar[dict[str, dict[str, Any]]] = {}

    cards = traitlets.List().tag(sync=True)
    rounds = traitlets.List().tag(sync=True)
    passages = traitlets.Dict().tag(sync=True)
    earlier = traitlets.Dict().tag(sync=True)
    draft = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(
        self, name: str, *, folder: Path | str | None = None, bank: Path | None = None
    ) -> None:
        self.item = load(name, folder=bank)
        self._text = texts.load(self.item.document)
        self._log = AnswerLog(self.item.lesson, folder=folder)
        tries = [item for item in (self.item, self.item.second_try) if item]
        super().__init__(
            cards=[card(item, self._text) for item in tries],
            rounds=[a_round(0, self.item)],
            draft=self._drafts.get(self.item.id, {}),
        )
        self._open(item.passage for item in tries if not item.passage_tells)
        try:
            self._recall_earlier()
        except CourseError as error:
            self.notice = str(error)

    def to_html(self) -> str:
        """Return the item with its answer and explanations folded away at the end."""
        return question_faces.to_html(self.item)

    def to_text(self) -> str:
        """Return the item without its answer."""
        return question_faces.to_text(self.item)

    def acts(self) -> dict[str, Callable[..., None]]:
        """Return answer, met (both with ``given``), hint, again, second, explain and recall."""
        return {
            "answer": self._answer,
            "met": self._answer,
            "hint": self._hint,
            "again": self._again,
            "second": self._second,
            "explain": self._explain,
            "recall": self._recall,
        }

    @traitlets.observe("draft")
    def _keep_draft(self, change: Any) -> None:
        self._drafts[self.item.id] = change["new"]

    @property
    def _now(self) -> dict[str, Any]:
        return self.rounds[-1]

    @property
    def _current(self) -> Item:
        return self.item.second_try if self._now["card"] else self.item

    def _update(self, **values: Any) -> None:
        self.rounds = [*self.rounds[:-1], {**self._now, **values}]

    def _answer(self, given: Any = None) -> None:
        marked = self._now["feedback"] and self._now["feedback"]["mark"] is not None
        if marked:
            raise CourseError(self.words["marked_already"])
        item, feedback = self._current, mark(self._current, given)
        attempt = self._now["attempt"]
        try:
            attempt = self._log.append(item, given, feedback.mark, attempt=attempt).attempt
        except CourseError as error:
            self.notice = f"{self.words['not_kept']} {error}"
        else:
            self.notice = ""
        self.draft = {}
        self.earlier = {}
        # A half-marked short text is marked in its second message: the same attempt.
        self._show(given, feedback, attempt=attempt)

    def _show(self, given: Any, feedback: Feedback, *, attempt: int | None = None) -> None:
        tried = sum(r["feedback"] is not None for r in self.rounds[:-1]) + 1
        item = self._current
        wrong = not feedback.right and feedback.mark is not None
        self._open(part.passage for part in feedback.parts)
        self._update(
            given=today(item, given),
            attempt=attempt,
            feedback=written(feedback),
            second=wrong and item.second_try is not None,
            # Two wrong tries are enough: from then on the rest may be read.
            explain=wrong and (tried > 1 or bool(self._now["tried"])),
        )

    def _hint(self) -> None:
        hints = self._current.hints
        seen = len(self._now["hints"])
        if seen < len(hints):
            self._update(hints=list(hints[: seen + 1]), left=len(hints) - seen - 1)

    def _again(self) -> None:
        now = self._now
        if now["feedback"] is None:
            return
        item = self._current
        wrong = now["feedback"]["right"] is False
        seen = len(now["hints"]) + (1 if wrong and now["left"] else 0)
        tried = [*now["tried"], *([] if now["given"] in now["tried"] else [now["given"]])]
        fresh = a_round(now["card"], item)
        fresh.update(
            tried=tried if wrong else [],
            hints=list(item.hints[:seen]),
            left=len(item.hints) - seen,
            number=now["number"] + 1,
        )
        self.rounds = [*self.rounds[:-1], fresh]

    def _second(self) -> None:
        if self._now["second"]:
            self._update(second=False)
            self.rounds = [*self.rounds, a_round(1, self.item.second_try)]

    def _explain(self) -> None:
        parts = explain(self._current)
        self._open(part.passage for part in parts)
        self._update(all=[said(part) for part in parts], explain=False)

    def _recall_earlier(self) -> None:
        answers = [a for a in self._log.read() if a.item.removesuffix(SECOND_TRY) == self.item.id]
        if self._log.problems:
            self.notice = "\n".join(map(str, self._log.problems))
        if answers:
            last = answers[-1]
            self._earlier = last
            self.earlier = {
                "when": day(last),
                "attempt": last.attempt,
                "mark": last.mark,
                "neutral": isinstance(self.item, Prediction),
                "second": last.item != self.item.id,
                "changed": last.item_hash not in _hashes(self.item),
            }

    def _recall(self) -> None:
        """Show the last answer of the log with today's feedback; nothing is logged."""
        answer: Answer = self._earlier
        second = answer.item != self.item.id and self.item.second_try
        item = self.item.second_try if second else self.item
        feedback = mark(item, answer.given)
        self.rounds = [a_round(1 if second else 0, item)]
        self.earlier = {}
        self._show(answer.given, feedback, attempt=answer.attempt)

    def _open(self, targets: Iterable[Target | None]) -> None:
        """Let the front end show these passages."""
        new = {str(t): passage(self._text, t) for t in targets if t and str(t) not in self.passages}
        if new:
            self.passages = {**self.passages, **new}


def _hashes(item: Item) -> set[str]:
    return {item.hash, item.second_try.hash} if item.second_try else {item.hash}
