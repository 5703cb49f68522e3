"""CrossMap: how claims of one document bear on claims of another, question by question, as a map and a list."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from corpus_utils import comparison, crossmap, texts
from corpus_utils.crossmap import CrossRelation
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.widgets import cross_faces as faces
from corpus_utils.widgets.cross_views import Views, counted, kept
from corpus_utils.widgets.documents import Documents, chosen
from corpus_utils.widgets.face import Face, plain


class CrossMap(Face, script="cross_map.js"):
    """The relations between ``documents`` (all where None), those of one ``question`` or of every one.

    The reader reduces the map further: ``question`` is the id of a question of
    the comparison or empty, ``between`` holds up to two keys of documents.
    ``bands`` are what is left, drawn, a band a question; ``selected`` is the
    relation that is read and ``reading`` its claims with their passages.
    """

    WORDS: ClassVar = faces.WORDS

    document = traitlets.Dict().tag(sync=True)
    bands = traitlets.List().tag(sync=True)
    question = traitlets.Unicode().tag(sync=True)
    between = traitlets.List(traitlets.Unicode(), maxlen=2).tag(sync=True)
    selected = traitlets.Unicode().tag(sync=True)
    reading = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        documents: Iterable[str] | str | None = None,
        question: str | None = None,
        *,
        selected: str = "",
        data: Path | None = None,
    ) -> None:
        data = data or texts.data_folder()
        found = crossmap.load(data=data)
        self._questions = {q.id: q.question for q in comparison.load(data=data).questions}
        ends = {key for relation in found.relations for key in crossmap.documents(relation)}
        keys = texts.keys(data)
        self.documents = chosen(
            "document", documents, keys if documents is not None else [k for k in keys if k in ends]
        )
        if documents is not None and len(self.documents) < 2:
            raise CourseError(self.WORDS["tooFew"])
        if question is not None and question not in self._questions:
            raise UnknownError(self.WORDS["things"]["question"], question, self._questions)
        self.relations = kept(found.relations, question=question or "", among=self.documents)
        self._views = Views(Documents(ours=self.WORDS["ours"], data=data), self.documents)
        shown = {
            "title": self._title(question),
            "documents": counted(self._views.heads, self.relations),
            "questions": self._choices(),
            "relations": {relation.id: self._views.line(relation) for relation in self.relations},
        }
        super().__init__(document=shown)
        self._draw()
        if selected:
            self.selected = self._relation(selected).id

    def _title(self, question: str | None) -> str:
        if question is None:
            return self.WORDS["all"]
        return plain(f"{question} {self._questions[question]}")

    def _choices(self) -> list[dict[str, Any]]:
        """Return the questions that have a relation here, in the comparison's order, the others last."""
        counts: dict[str, int] = {}
        for relation in self.relations:
            counts[relation.question] = counts.get(relation.question, 0) + 1
        names = [name for name in (*self._questions, "") if name in counts]
        none = self.WORDS["noQuestion"]
        return [
            {"id": name, "question": self._questions.get(name, none), "count": counts[name]}
            for name in names
        ]

    def _relation(self, name: str) -> CrossRelation:
        found = {relation.id: relation for relation in self.relations}
        if name not in found:
            raise UnknownError(self.WORDS["things"]["relation"], name, found)
        return found[name]

    @traitlets.observe("question", "between")
    def _reduce(self, _: Any) -> None:
        with self.reported(), self.hold_sync():
            if self.question and self.question not in self._questions:
                raise UnknownError(self.WORDS["things"]["question"], self.question, self._questions)
            for key in self.between:
                if key not in self.documents:
                    raise UnknownError(self.WORDS["things"]["document"], key, self.documents)
            self._draw()
            count = sum(len(band["relations"]) for band in self.bands)
            self.said = self.WORDS["left"].format(count=count) if count else self.WORDS["none"]

    @traitlets.observe("selected")
    def _read(self, _: Any) -> None:
        with self.reported(), self.hold_sync():
            if self.selected:
                self.reading = self._views.reading(self._relation(self.selected))

    def _draw(self) -> None:
        left = kept(self.relations, question=self.question, between=self.between)
        self.bands = [
            {**choice, **self._views.band(relations)}
            for choice in self.document["questions"]
            if (relations := [r for r in left if r.question == choice["id"]])
        ]

    def to_html(self) -> str:
        """Return a picture and a list of relations for each question, folded where there are several."""
        return faces.to_html(self.document, self.relations, self._views)

    def to_text(self) -> str:
        """Return the relations under their questions: both claims in short, and the reason."""
        return faces.to_text(self.document, self.relations)
