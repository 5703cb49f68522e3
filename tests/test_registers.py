from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_utils.gradebooks import Grade
from corpus_utils.registers import ANSWERS, gradebook_rows, to_csv, to_parquet

WHEN = datetime(2026, 5, 4, 8, 0, 1, 250_000, tzinfo=UTC)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
CELLS = {
    "string": TEXTS,
    "int64": st.integers(-(2**62), 2**62),
    "float64": st.none() | st.floats(0, 1),
    "time": st.datetimes(datetime(1970, 1, 1), datetime(2900, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
}
ROWS = st.lists(
    st.fixed_dictionaries({name: CELLS[kind] for name, kind in ANSWERS.items()}), max_size=4
)


def read_parquet(data):
    from arro3.io import read_parquet

    table = read_parquet(io.BytesIO(data)).read_all()
    columns = {name: [value.as_py() for value in table[name]] for name in table.column_names}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_parquet_holds_what_was_written(rows):
    assert read_parquet(to_parquet(rows, ANSWERS)) == rows


def test_an_empty_table_has_its_columns():
    from arro3.io import read_parquet as read

    data = to_parquet([], ANSWERS)
    assert read(io.BytesIO(data)).schema.names == list(ANSWERS)
    assert to_csv([], ANSWERS).strip() == ",".join(ANSWERS)


def test_parquet_is_the_same_for_the_same_answers():
    row = dict.fromkeys(ANSWERS, "ž") | {"time": WHEN, "attempt": 1, "points": 1, "line": 1}
    row |= {name: 0.5 for name, kind in ANSWERS.items() if kind == "float64"}
    assert to_parquet([row], ANSWERS) == to_parquet([row], ANSWERS)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_csv_comes_back_and_runs_no_formula(texts):
    written = to_csv([{"name": text} for text in texts], ["name"])
    back = [row[0] if row else "" for row in csv.reader(io.StringIO(written, newline=""))][1:]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\n")) for cell in back)
    for cell, text in zip(back, texts, strict=True):
        assert cell in {text.replace("\r", "\n"), "'" + text.replace("\r", "\n")}


def test_times_and_gaps_in_csv():
    assert (
        to_csv([{"t": WHEN, "m": None, "n": 0.5}], "tmn")
        == "t,m,n\n2026-05-04T08:00:01.250000Z,,0.5\n"
    )


def test_a_gradebook_has_a_row_a_student_and_states_its_rule():
    grades = [
        Grade("Ž", "a", 1.25, 4, 2, 3, 1),
        Grade("Ž", "b", 2.0, 2, 1, 1, 0),
        Grade("I", "a", 0.0, 4, 0, 3, 0),
        Grade("I", "b", 1 / 3, 2, 1, 1, 0),
    ]
    rows, columns = gradebook_rows(grades, count="first")
    assert columns == [
        "student",
        "a",
        "a of",
        "b",
        "b of",
        "points",
        "of",
        "share",
        "not marked yet",
        "counted",
    ]
    assert [[row[name] for name in columns] for row in rows] == [
        ["Ž", 1.25, 4, 2.0, 2, 3.25, 6, 0.542, 1, "first"],
        ["I", 0.0, 4, 0.33, 2, 0.33, 6, 0.056, 0, "first"],
    ]
