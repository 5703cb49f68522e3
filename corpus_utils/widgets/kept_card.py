"""The card of an exercise without its key: it keeps the answer and says that it is marked later."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from corpus_utils import texts
from corpus_utils.answers import Answer, AnswerLog
from corpus_utils.errors import CourseError
from corpus_utils.messages import section
from corpus_utils.tokens import Target
from corpus_utils.unkeyed import Unkeyed
from corpus_utils.widgets.face import Face
from corpus_utils.widgets.question_view import a_round, day, passage

WORDS = section("question_card", "kept_card")


class KeptCard(Face, script="question_card.js"):
    """An exercise of a file without keys, as ``cu.Question`` shows it beside such a file.

    Its traits are those of `QuestionCard`, so that one front end serves both.
    """

    WORDS: ClassVar = WORDS
    _drafts: ClassVar[dict[str, dict[str, Any]]] = {}

    cards = traitlets.List().tag(sync=True)
    rounds = traitlets.List().tag(sync=True)
    passages = traitlets.Dict().tag(sync=True)
    earlier = traitlets.Dict().tag(sync=True)
    draft = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(self, item: Unkeyed, *, folder: Path | str | None = None) -> None:
        self.item = item
        self._log = AnswerLog(item.lesson, folder=folder)
        shown = {**item.card, "check": self.WORDS["check"], "neutral": False}
        if shown["control"] == "text":
            shown["how"] = self.WORDS["how_text"]
        super().__init__(
            cards=[shown],
            rounds=[self._a_round(1, 0)],
            draft=self._drafts.get(item.id, {}),
        )
        if target := item.card["passage"]:
            found = passage(texts.load(item.document), Target.parse(target))
            self.passages = {target: found}
        try:
            last = self._log.latest(item.id)
        except CourseError as error:
            self.notice = str(error)
        else:
            self._recall_last(last)

    def to_html(self) -> str:
        """Return the question as HTML, without hints and answer."""
        return self.item.html

    def to_text(self) -> str:
        """Return the question as text."""
        return self.item.text

    def acts(self) -> dict[str, Callable[..., None]]:
        """Return answer (with ``given``), hint, again and recall."""
        return {
            "answer": self._answer,
            "hint": self._hint,
            "again": self._again,
            "recall": self._show_last,
        }

    @traitlets.observe("draft")
    def _keep_draft(self, change: Any) -> None:
        self._drafts[self.item.id] = change["new"]

    def _a_round(self, number: int, hints: int) -> dict[str, Any]:
        seen, left = list(self.item.hints[:hints]), len(self.item.hints) - hints
        return a_round(0, self.item) | {"number": number, "hints": seen, "left": left}

    def _answer(self, given: Any = None) -> None:
        self._check(given)
        try:
            attempt = self._log.append(self.item, given, None).attempt
        except CourseError as error:
            self.notice = f"{self.words['not_kept']} {error}"
            return
        self.notice, self.draft, self.earlier = "", {}, {}
        self._show(given, attempt)

    def _check(self, given: Any) -> None:
        """Raise a `CourseError` where nothing was answered, or only in part."""
        control, rows = self.item.card["control"], self.item.card["labels"]
        fields = given if isinstance(given, dict) else {}
        if not given or (control == "text" and not str(fields.get("text") or "").strip()):
            raise CourseError(self.words["empty"])
        for row in rows if control in ("rows", "mend") else ():
            if not fields.get(row):
                raise CourseError(self.words["open_row"].format(row=row))

    def _show(self, given: Any, attempt: int | None) -> None:
        said = {"mark": None, "right": False, "parts": [], "later": True}
        said |= {"summary": self.words["kept"], "next": self.words["once_more"]}
        now = self.rounds[-1]
        self.rounds = [{**now, "given": given, "attempt": attempt, "feedback": said}]

    def _hint(self) -> None:
        now = self.rounds[-1]
        if now["feedback"] is None and now["left"]:
            self.rounds = [self._a_round(now["number"], len(now["hints"]) + 1)]

    def _again(self) -> None:
        now = self.rounds[-1]
        if now["feedback"] is not None:
            self.rounds = [self._a_round(now["number"] + 1, len(now["hints"]))]

    def _recall_last(self, last: Answer | None) -> None:
        if self._log.problems:
            self.notice = "\n".join(map(str, self._log.problems))
        if last:
            self._last = last
            changed = last.item_hash != self.item.hash
            self.earlier = {"when": day(last), "attempt": last.attempt, "mark": None}
            self.earlier |= {"second": False, "changed": changed}

    def _show_last(self) -> None:
        """Show the last answer of the log; nothing is logged."""
        last = self._last
        self.rounds = [self._a_round(1, 0)]
        self.earlier = {}
        self._show(last.given, last.attempt)
