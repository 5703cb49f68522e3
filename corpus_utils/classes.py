"""Classes: the answer logs of a class, gathered, marked anew and looked at together.

>>> import corpus_utils as cu
>>> group = cu.sample_class()
>>> len(group.students())
12
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_utils import (
    arguments,
    class_charts,
    codings,
    disagreements,
    gradebooks,
    psychometrics,
    texts,
)
from corpus_utils.agreement import Alpha, alpha
from corpus_utils.claims import Argument
from corpus_utils.codings import COMPARED, Unit
from corpus_utils.errors import CourseError, Problem, UnknownError
from corpus_utils.help_wanted import Need, needs
from corpus_utils.logbooks import Logbooks
from corpus_utils.messages import section
from corpus_utils.pictures import Picture
from corpus_utils.remarking import Bank, Marked
from corpus_utils.tables import frame
from corpus_utils.vega import Chart

if TYPE_CHECKING:
    from pandas import DataFrame

WORDS = section("classes")


@dataclass(frozen=True, eq=False)
class Class:
    """A class's answers, marked by the bank of today.

    ``marked`` are the answers in the order of students, lessons and times;
    ``names`` all students, those of the roster who handed in nothing among
    them; ``problems`` what could not be read, or is not sure.
    """

    books: Logbooks = field(repr=False)
    marked: tuple[Marked, ...] = field(repr=False)
    bank: Bank = field(repr=False)
    names: tuple[str, ...]
    problems: tuple[Problem, ...] = field(repr=False)
    data: Path = field(repr=False)

    @cached_property
    def answers(self) -> DataFrame:
        """All answers: one row an attempt; see `corpus_utils.registers.answer_rows`."""
        from corpus_utils.registers import ANSWERS, answer_rows

        table = frame(answer_rows(self.marked), [*ANSWERS])
        marks = ["mark", "mark_logged", "mark_now"]
        table[marks] = table[marks].astype("float64")
        return table.astype({"time": "datetime64[us, UTC]"})

    @cached_property
    def firsts(self) -> tuple[Marked, ...]:
        """Each student's first answer to each exercise."""
        return tuple(codings.firsts(self.marked))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """What several students judged, thing by thing (see `corpus_utils.codings`)."""
        return codings.units(self.marked, self.bank, self.arguments)

    @cached_property
    def arguments(self) -> Mapping[str, Argument]:
        """The argument maps of the documents that were answered about."""
        lessons = {one.entry.answer.lesson for one in self.marked}
        keys = {self.bank.lessons.get(lesson, "") for lesson in lessons}
        keys |= {one.item.document for one in self.marked if one.item}
        found = {}
        for key in sorted(keys & {*texts.keys(self.data), "toy"}):
            try:
                found[key] = arguments.load(texts.load(key, data=self.data), data=self.data)
            except CourseError:  # a text without a map yet
                continue
        return found

    def items(self) -> DataFrame:
        """Return how each exercise went: one row an exercise, by lesson and id.

        ``n`` students answered it, ``full`` of them with the full mark at
        once; ``first`` is the mean of the first marks, ``attempts`` the mean
        number of attempts; ``discrimination`` (with ``low`` and ``high``, its
        95% interval) is missing where ``why`` says why.
        """
        table = frame(self._item_rows, psychometrics.COLUMNS)
        measures = ["first", "attempts", "discrimination", "low", "high"]
        table[measures] = table[measures].astype("float64")
        return table

    @cached_property
    def _item_rows(self) -> list[dict[str, Any]]:
        return psychometrics.item_rows(self.marked, self.firsts)

    def draws(self) -> DataFrame:
        """Return which wrong options drew whom at first: one row an option.

        ``students`` are their names, separated by commas, ``why`` is what the bank says of it.
        """
        drew: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        said: dict[tuple[str, str, str], str] = {}
        for one in self.firsts:
            answer = one.entry.answer
            for draw in psychometrics.draws(one):
                place = (answer.lesson, answer.item, draw.text)
                if one.entry.student not in drew[place]:
                    drew[place].append(one.entry.student)
                said[place] = draw.why
        rows = [
            dict(zip(("lesson", "item", "option"), place, strict=True))
            | {"n": len(who), "students": ", ".join(sorted(who)), "why": said[place]}
            for place, who in sorted(drew.items(), key=lambda pair: (*pair[0][:2], -len(pair[1])))
        ]
        return frame(rows, ["lesson", "item", "option", "n", "students", "why"])

    def students(self, *, count: str = "best") -> DataFrame:
        """Return the gradebook in long form: one row a student and lesson; see `gradebooks`."""
        found = gradebooks.grades(self.marked, self.names, count=count)
        columns = ["student", "lesson", "points", "of", "answered", "asked", "unmarked"]
        rows = [{name: getattr(grade, name) for name in columns} for grade in found]
        table = frame(rows, columns)
        return table.assign(count=count)

    def alphas(self) -> dict[tuple[str, str], Alpha]:
        """Return Krippendorff's alpha by document and kind of thing judged."""
        groups: dict[tuple[str, str], list[Unit]] = defaultdict(list)
        for unit in self.units:
            if unit.kind in COMPARED:
                groups[unit.document, unit.kind].append(unit)
        return {name: alpha(unit.said for unit in group) for name, group in sorted(groups.items())}

    def agreement(self) -> DataFrame:
        """Return how far the class agrees: one row a document and kind; see `alphas`.

        ``alpha`` is missing where it is undefined or too little was answered;
        ``said`` says it in words.
        """
        rows = [
            {
                "document": document,
                "kind": kind,
                "alpha": found.value if found.sayable else None,
                "students": found.raters,
                "units": found.units,
                "said": found.said,
            }
            for (document, kind), found in self.alphas().items()
        ]
        table = frame(rows, ["document", "kind", "alpha", "students", "units", "said"])
        return table.astype({"alpha": "float64"})

    def changes(self) -> DataFrame:
        """Return whose mark is another one by today's bank than in the log, and why: one row an answer."""
        rows = [
            {
                "student": one.entry.student,
                "item": one.entry.answer.item,
                "attempt": one.entry.answer.attempt,
                "mark_logged": one.entry.answer.mark,
                "mark": one.mark,
                "why": one.why,
            }
            for one in self.marked
            if one.moved
        ]
        return frame(rows, ["student", "item", "attempt", "mark_logged", "mark", "why"])

    def needs(self) -> tuple[Need, ...]:
        """Return who might welcome help, by the rule that `corpus_utils.help_wanted` states."""
        return needs(self.marked, self.names)

    def chart_items(self, lesson: str) -> Chart:
        """Return how the exercises of a lesson went at the first try, as a chart."""
        lessons = sorted({one.entry.answer.lesson for one in self.marked})
        if lesson not in lessons:
            raise UnknownError(WORDS["lesson"], lesson, lessons)
        return class_charts.chart_items(self.items(), lesson)

    def on_document(self, document: str) -> Picture:
        """Return where the class disagrees in a document, paragraph by paragraph, as a picture."""
        text = self._text(document)
        names = [paragraph.id for paragraph in text.paragraphs if paragraph.kind != "furniture"]
        return disagreements.strip(self._units_of(document), names, title=text.short)

    def on_map(self, document: str) -> Picture:
        """Return where the class disagrees on a document's argument map, as a picture."""
        text = self._text(document)
        argument = self.arguments.get(document)
        if argument is None:
            raise CourseError(WORDS["no_map"].format(document=document))
        return disagreements.on_map(self._units_of(document), argument, title=text.short)

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that several students judged something of."""
        return tuple(dict.fromkeys(unit.document for unit in self.units if unit.document))

    def _units_of(self, document: str) -> list[Unit]:
        return [unit for unit in self.units if unit.document == document]

    def _text(self, document: str) -> texts.Text:
        if document not in self.documents:
            raise UnknownError(WORDS["document"], document, self.documents)
        return texts.load(document, data=self.data)
