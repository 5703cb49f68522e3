"""ComparisonTable: what each document answers to each question, guessed first, then compared.

The course's answer to a cell goes to the browser only once the student has
filled that cell or given it up. Guesses are kept in the answer log of the
lesson and stand there again when the cell is run anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from corpus_utils import comparison, crossmap, texts
from corpus_utils.answers import AnswerLog
from corpus_utils.comparison import ComparedQuestion
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.widgets import comparison_faces as faces
from corpus_utils.widgets import comparison_views as views
from corpus_utils.widgets.documents import Documents, chosen
from corpus_utils.widgets.face import Face


class ComparisonTable(Face, script="comparison_table.js"):
    """The table of ``questions`` by ``documents``, as in ``cu.ComparisonTable(["q3", "q6"])``.

    Ids of questions, all where None; keys of documents, all that have an
    answer where None. ``cells`` holds what the student has put into each cell
    (``"q3/wohlforth"``), ``answers`` the course's answers that may be shown by
    now, ``agreements`` what she holds that the documents agree on, by question,
    and ``relations`` what the cross-document map has to set against that.
    ``folder`` is where answers are kept (see `AnswerLog`).
    """

    WORDS: ClassVar = faces.WORDS
    # Of this kernel, by log, so that a cell run again finds what was half written.
    _drafts: ClassVar[dict[str, dict[str, Any]]] = {}

    grid = traitlets.Dict().tag(sync=True)
    cells = traitlets.Dict().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    agreements = traitlets.Dict().tag(sync=True)
    relations = traitlets.Dict().tag(sync=True)
    draft = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        questions: Iterable[str] | str | None = None,
        documents: Iterable[str] | str | None = None,
        lesson: str = "06-compare-the-five",
        *,
        folder: Path | str | None = None,
        data: Path | None = None,
    ) -> None:
        self._data = data or texts.data_folder()
        every = comparison.load(data=self._data)
        ids = chosen("question", questions, (question.id for question in every.questions))
        self.questions = tuple(every.question(name) for name in ids)
        answering = {answer.document for question in every.questions for answer in question.answers}
        keys = texts.keys(self._data)
        self.documents = chosen(
            "document", documents, keys if documents else [key for key in keys if key in answering]
        )
        self._shelf = Documents(ours=self.WORDS["ours"], data=self._data)
        self._log = AnswerLog(lesson, folder=folder)
        asked = [{"id": q.id, "question": q.question} for q in self.questions]
        heads = self._shelf.heads(self.documents)
        drafts = self._drafts.get(str(self._log.path), {})
        name = faces.name(self.questions)
        super().__init__(grid={"name": name, "questions": asked, "documents": heads}, draft=drafts)
        self._recall()

    def acts(self) -> dict[str, Callable[..., None]]:
        """Return keep (``cell``, ``text``, ``silent``, ``show``), give_up (``cell``) and agree."""
        return {"keep": self._keep, "give_up": self._give_up, "agree": self._agree}

    def receive(self, do: str, **given: Any) -> None:
        """Do one of the `acts`, and tell the front end of all it changed at once."""
        with self.hold_sync():
            super().receive(do, **given)

    @traitlets.observe("draft")
    def _keep_draft(self, change: Any) -> None:
        self._drafts[str(self._log.path)] = change["new"]

    def _recall(self) -> None:
        """Put back what the log holds; a log that cannot be read keeps nobody from working."""
        try:
            found = self._log.read()
            self.notice = "\n".join(map(str, self._log.problems))
        except CourseError as error:
            found, self.notice = [], str(error)
        self.cells = {
            f"{question.id}/{key}": views.remembered(found, views.cell(question, key))
            for question in self.questions
            for key in self.documents
        }
        entries = {q.id: views.agreement(q, self.documents) for q in self.questions}
        self.agreements = {name: views.agreed(found, entry) for name, entry in entries.items()}
        self.answers = {
            name: self._course_answer(name) for name, cell in self.cells.items() if cell["shown"]
        }
        self._weigh()

    def _keep(self, cell: str, text: Any, *, silent: Any = False, show: Any = False) -> None:
        question, key = self._place(cell)
        given = views.guess(text, silent=silent)
        shown = bool(show) or self.cells[cell]["shown"]
        self._write(views.cell(question, key), {**given, "shown": shown})
        self._update(cell, given=given, shown=shown, changed=False)
        self.draft = {name: draft for name, draft in self.draft.items() if name != cell}

    def _give_up(self, cell: str) -> None:
        question, key = self._place(cell)
        if not self.cells[cell]["shown"]:
            given_up = self.cells[cell]["given"] is None
            self._write(views.cell(question, key), {"given_up": given_up, "shown": True})
            self._update(cell, shown=True, given_up=given_up, changed=False)

    def _agree(self, question: str, on: Any) -> None:
        found = {q.id: q for q in self.questions}
        if question not in found:
            raise UnknownError(self.WORDS["things"]["question"], question, found)
        entry = views.agreement(found[question], self.documents)
        self._write(entry, views.check_agreement(on))
        self.agreements = {**self.agreements, question: on}
        self._weigh()
        label = self.WORDS["agreements"][on][0]
        self.said = self.WORDS["saidAgreed"].format(question=question, on=label)

    def _write(self, entry: views.Entry, given: Any) -> None:
        """Keep an answer; where it cannot be kept say so, and let the student go on."""
        try:
            self._log.append(entry, given, None)
        except CourseError as error:
            self.notice = f"{self.WORDS['notKept']} {error}"
        else:
            self.notice = ""

    def _update(self, cell: str, **values: Any) -> None:
        self.cells = {**self.cells, cell: {**self.cells[cell], **values}}
        shown = self.cells[cell]["shown"]
        if shown and cell not in self.answers:
            self.answers = {**self.answers, cell: self._course_answer(cell)}
        self._weigh()
        question, key = self._place(cell)
        said = self.WORDS["saidShown" if shown else "saidKept"]
        self.said = said.format(question=question.id, document=self._shelf.text(key).short)

    def _weigh(self) -> None:
        """Show what the cross-document map has on each row that is compared and judged."""
        ready = [
            question.id
            for question in self.questions
            if self.agreements[question.id]
            and question.id not in self.relations
            and all(self.cells[f"{question.id}/{key}"]["shown"] for key in self.documents)
        ]
        if ready:
            every = crossmap.load(data=self._data)
            new = {q: views.bearing(every, q, self.documents, self._shelf) for q in ready}
            self.relations = {**self.relations, **new}

    def _place(self, cell: str) -> tuple[ComparedQuestion, str]:
        if cell not in self.cells:
            raise UnknownError(self.WORDS["things"]["cell"], cell, self.cells)
        name, _, key = cell.partition("/")
        return next(q for q in self.questions if q.id == name), key

    def _course_answer(self, cell: str) -> dict[str, Any]:
        question, _, key = cell.partition("/")
        found = next(q for q in self.questions if q.id == question)
        return views.course_answer(views.told(found, key), self._shelf)

    def to_html(self) -> str:
        """Return the questions, each with its answers folded away under it."""
        return faces.to_html(self.questions, self._shorts)

    def to_text(self) -> str:
        """Return the questions, and at the end what the documents answer."""
        return faces.to_text(self.questions, self._shorts)

    @property
    def _shorts(self) -> dict[str, str]:
        return {head["key"]: head["short"] for head in self.grid["documents"]}
