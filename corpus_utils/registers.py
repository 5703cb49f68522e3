"""Registers: the answers of a class and their grades as tables in files (Parquet and CSV).

Parquet goes out through arro3, a reader and writer of 12 MB that needs nothing else.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from corpus_utils.gradebooks import Grade
from corpus_utils.remarking import Marked

#: The columns of the table of answers: what each holds.
ANSWERS: Mapping[str, str] = {
    "student": "string",
    "lesson": "string",
    "item": "string",
    "kind": "string",
    "skill": "string",
    "attempt": "int64",
    "time": "time",
    "given": "string",
    "mark": "float64",
    "mark_logged": "float64",
    "mark_now": "float64",
    "points": "int64",
    "state": "string",
    "why": "string",
    "item_hash": "string",
    "bank_hash": "string",
    "source": "string",
    "line": "int64",
}
# What a spreadsheet would take for a formula, at the beginning of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\n")


def answer_rows(marked: Iterable[Marked]) -> list[dict[str, Any]]:
    """Return the answers of a class as rows with the columns `ANSWERS`: one an attempt.

    ``given`` is JSON. ``mark`` is the one that counts, ``mark_logged`` what the
    student was told, ``mark_now`` what the bank of today gives (None where it
    gives none); ``state`` and ``why`` say how they hang together (see
    `corpus_utils.remarking`). ``item_hash`` is the version of the item that was answered,
    ``bank_hash`` that of today. ``source`` and ``line`` are where the answer stands.
    """
    rows = []
    for one in marked:
        answer, item = one.entry.answer, one.item
        rows.append(
            {
                "student": one.entry.student,
                "lesson": answer.lesson,
                "item": answer.item,
                "kind": item.kind if item else "",
                "skill": item.skill if item else "",
                "attempt": answer.attempt,
                "time": answer.when,
                "given": one.entry.given,
                "mark": one.mark,
                "mark_logged": answer.mark,
                "mark_now": one.now,
                "points": item.points if item else 1,
                "state": one.state,
                "why": one.why,
                "item_hash": answer.item_hash,
                "bank_hash": item.hash if item else "",
                "source": one.entry.source,
                "line": one.entry.line,
            }
        )
    return rows


def to_csv(rows: Sequence[Mapping[str, Any]], columns: Iterable[str]) -> str:
    r"""Return rows as CSV; a text that a spreadsheet would run as a formula begins with an apostrophe.

    >>> to_csv([{"name": "=Žofie", "mark": None}], ["name", "mark"])
    "name,mark\n'=Žofie,\n"
    """
    columns = list(columns)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    return file.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    text = str(value).replace(
        "\r", "\n"
    )  # which Python's writer would leave without quotation marks
    return "'" + text if isinstance(value, str) and text.startswith(_FORMULA) else text


def to_parquet(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> bytes:
    """Return rows as a Parquet file; ``columns`` are as in `ANSWERS`. Times are in UTC."""
    from arro3.core import Array, DataType, Table
    from arro3.io import write_parquet

    types = {
        "string": DataType.string(),
        "int64": DataType.int64(),
        "float64": DataType.float64(),
        "time": DataType.int64(),
    }
    arrays = {}
    for name, kind in columns.items():
        values = [row[name] for row in rows]
        if kind == "time":
            values = [None if value is None else _microseconds(value) for value in values]
        array = Array(values, type=types[kind])
        arrays[name] = array.cast(DataType.timestamp("us", tz="UTC")) if kind == "time" else array
    file = io.BytesIO()
    # The file is to be the same for the same answers, so it names no version.
    write_parquet(Table.from_pydict(arrays), file, created_by="corpus-utils")
    return file.getvalue()


def _microseconds(when: datetime) -> int:
    return int(when.timestamp()) * 1_000_000 + when.microsecond


def gradebook_rows(
    grades: Iterable[Grade], *, count: str
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return one row a student and the columns: each lesson's points and their maximum, and the sums.

    ``counted`` is the rule: which attempt counts. What is not marked yet is
    counted in ``not marked yet``.
    """
    lessons: dict[str, None] = {}
    by_student: dict[str, list[Grade]] = {}
    for grade in grades:
        lessons[grade.lesson] = None
        by_student.setdefault(grade.student, []).append(grade)
    rows = []
    for student, mine in by_student.items():
        points, of = sum(grade.points for grade in mine), sum(grade.of for grade in mine)
        row: dict[str, Any] = {"student": student}
        for grade in mine:
            row[grade.lesson] = round(grade.points, 2)
            row[f"{grade.lesson} of"] = grade.of
        row |= {
            "points": round(points, 2),
            "of": of,
            "share": round(points / of, 3) if of else None,
        }
        row |= {"not marked yet": sum(grade.unmarked for grade in mine), "counted": count}
        rows.append(row)
    columns = [name for lesson in lessons for name in (lesson, f"{lesson} of")]
    return rows, ["student", *columns, "points", "of", "share", "not marked yet", "counted"]
