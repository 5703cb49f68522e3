"""CSV: the questions as one tidy table a lesson, for a spreadsheet or a program of one's own.

UTF-8, comma, LF, RFC 4180 quotation marks. One row is one part of a question:

========== =====================================================================
column     what it holds
========== =====================================================================
lesson     the lesson's name
item       the item's id; a second try's with ``.2`` behind it
kind       single choice, multiple choice, order, match …
document   the document that ``passage`` is in
skill      sourcing, contextualising, close reading, corroborating, argument
difficulty 1, 2 or 3
points     what the full mark earns
section    the part of the lesson
recall     whether it is suited to be asked again: true or false
part       ``prompt``: the question; ``paragraph``: what is read (``label`` is
           its id); ``source``: what that retells, and its licence; ``beside``: a line of
           a list that is read as well; ``option``: something to choose;
           ``place``: an option to put in order (``number`` is its right
           place); ``row``: a row with one of its choices; ``hint``; ``model``: a
           good answer; ``criterion``: what an answer is marked by; ``after``: what is
           said afterwards
number     counts the parts of a kind in a question from 1; the right place of a ``place``
label      the id of a ``paragraph``, the heading of what stands ``beside``, the choice of a ``row``
text       the words, without marks of emphasis
right      of an option or row: true or false
why        the explanation of it
passage    the paragraphs on which the explanation rests
========== =====================================================================
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from corpus_utils.products.asking import write_asked
from corpus_utils.products.shapes import Asked
from corpus_utils.products.sources import Note, Source
from corpus_utils.products.wording import flat

NAME = "csv"
COLUMNS = (
    *("lesson", "item", "kind", "document", "skill", "difficulty", "points", "section", "recall"),
    *("part", "number", "label", "text", "right", "why", "passage"),
)
TRUTH = {True: "true", False: "false"}
Part = dict[str, str | int]


def write(source: Source, folder: Path) -> list[Note]:
    """Write ``<lesson>.csv`` into ``folder``; return what a table cannot carry."""
    path = folder / f"{source.name}.csv"
    return write_asked(source, path, NAME, lambda _, every: to_csv(every), {})


def to_csv(every: list[Asked]) -> str:
    """Return questions as CSV."""
    stream = io.StringIO(newline="")
    table = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
    table.writeheader()
    for one in every:
        common = {
            "lesson": one.lesson,
            "item": one.id,
            "kind": one.kind,
            "document": one.document,
            "skill": one.skill,
            "difficulty": one.difficulty,
            "points": one.points,
            "section": flat(one.section),
            "recall": TRUTH[one.recall],
        }
        table.writerows({**common, **part} for part in _parts(one))
    return stream.getvalue()


def _parts(one: Asked) -> Iterator[Part]:
    yield _part("prompt", 1, one.prompt)
    for n, (name, words) in enumerate(one.stimulus.paragraphs, 1):
        yield _part("paragraph", n, words, label=name)
    yield _part("source", 1, one.stimulus.source)
    lines = ((heading, line) for heading, every in one.stimulus.lists for line in every)
    for n, (heading, line) in enumerate(lines, 1):
        yield _part("beside", n, line, label=flat(heading))
    for n, answer in enumerate(one.answers, 1):
        kind, right = ("place", "") if one.shape == "order" else ("option", TRUTH[answer.right])
        yield _part(kind, n, answer.text, right=right, why=flat(answer.why), passage=answer.passage)
    for n, row in enumerate(one.rows, 1):
        for choice, why in row.whys.items():
            right = TRUTH[choice == row.right]
            yield _part(
                *("row", n, row.text),
                label=flat(choice),
                right=right,
                why=flat(why),
                passage=row.passage,
            )
    for kind, texts in (
        ("hint", one.hints),
        ("model", filter(None, [one.model])),
        ("criterion", one.criteria),
        ("after", one.after),
    ):
        for n, text in enumerate(texts, 1):
            yield _part(kind, n, text)


def _part(kind: str, number: int, text: str, **more: str) -> Part:
    return {"part": kind, "number": number, "text": flat(text), **more}
