from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_utils.decades import date_rows, decade, reference, use_rows, within, years
from corpus_utils.edtf import bounds
from corpus_utils.errors import CourseError
from corpus_utils.timeline import load
from tests.across import make_two

SHORTS = {"oven": "Pec", "weir": "Jez"}


@pytest.fixture
def timeline(tmp_path):
    return load(data=make_two(tmp_path))


@pytest.mark.parametrize(
    ("documents", "since", "until", "kept"),
    [
        (["oven", "weir"], None, None, "flood oven-lit talk"),
        (["oven"], None, None, "flood oven-lit"),
        (["weir"], 1918, None, "flood"),  # one of its dates may be that
        (["oven"], 1919, None, "oven-lit"),
        (["oven", "weir"], None, "1917-02", ""),
        (["oven"], 1922, 1930, "oven-lit"),
    ],
)
def test_events_are_chosen_by_document_and_date(timeline, documents, since, until, kept):
    found = within(timeline, documents, since, until)
    assert " ".join(event.id for event in found) == kept


def test_what_is_no_date_is_refused(timeline):
    with pytest.raises(CourseError, match=r"since: 'března' is not a date"):
        within(timeline, ["oven"], "března")
    with pytest.raises(CourseError, match="earlier date first"):
        within(timeline, ["oven"], 1930, 1920)


def test_a_decade_is_that_of_the_first_date(timeline):
    assert [decade(event) for event in timeline.events] == [1910, 1920, None]


def test_a_row_a_use_says_whether_its_date_differs(timeline):
    rows = use_rows(timeline.event("flood"), SHORTS)
    assert [(row["who"], row["date"], row["differs"]) for row in rows] == [
        ("Pec", "1918", True),
        ("Jez", "", False),
    ]


def test_a_row_a_date_leaves_out_those_that_can_be_the_same(timeline):
    rows = date_rows(timeline.event("flood"), SHORTS)
    assert [(row["who"], row["says"]) for row in rows] == [(reference(), ""), ("Pec", "≠ 1918 Pec")]
    (row,) = date_rows(timeline.event("oven-lit"), SHORTS)
    assert (row["interval"], round(row["start"]), round(row["end"])) == (True, 1920, 1923)
    assert date_rows(timeline.event("flood"), {"weir": "Jez"})[0]["says"] == ""


@given(st.dates().map(str), st.dates().map(str))
def test_years_keep_the_order_of_days(one, other):
    first, second = sorted((one, other))
    assert years(first)[0] <= years(second)[0]
    assert int(years(one)[0]) in (int(bounds(one)[0][:4]), int(bounds(one)[0][:4]) + 1)
