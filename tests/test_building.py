from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from corpus_utils.building import holes, place, rebuilt, without, written
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.likeness import key
from tests.maps import arguments, mill
from tests.test_likeness import bare, drawn, pairs


@given(pairs())
def test_what_is_written_is_rebuilt(pair):
    built, _ = pair
    again = rebuilt(replace(built, relations=()), written(built))
    assert [key(again, r) for r in again.relations] == [key(built, r) for r in built.relations]


def test_steps_that_no_longer_fit_are_left_out():
    steps = [
        {"id": "s01", "kind": "support", "from": ["c99"], "to": "c01"},
        {"id": "s02", "kind": "undercut", "from": ["c07"], "to": "s01"},
        {"id": "s03", "kind": "attack", "from": ["c05"], "to": "c01"},
        {"kind": "Žižkov"},
        17,
    ]
    again = rebuilt(bare(), steps)
    assert [(r.id, r.sources) for r in again.relations] == [("s01", ("c05",))]


@pytest.mark.parametrize(
    ("kind", "sources", "to", "said"),
    [
        ("suport", ["c02"], "c01", "did you mean 'support'"),
        ("support", [], "c01", "choose one or several"),
        ("support", ["c02"], "c02", "c02 would lead to itself"),
        ("support", ["c77"], "c01", "there is no claim 'c77'"),
        ("attack", ["c02"], "c77", "there is no claim 'c77'"),
        ("attack", ["c07"], "s01", "undercut it"),
        ("undercut", ["c07"], "c02", "attack it"),
        ("support", ["c04"], "c02", "already"),
    ],
)
def test_a_step_that_cannot_be_says_why(kind, sources, to, said):
    with pytest.raises(CourseError, match=said):
        place(drawn(("support", ["c04"], "c02")), kind, sources, to)


def test_taking_a_step_away_takes_its_undercuts_along():
    assert [r.id for r in without(mill(), ["r02"]).relations] == ["r01", "r03", "r04"]
    left = without(mill(), ["c04"])
    assert [r.id for r in left.relations] == ["r01", "r03", "r04"]
    assert "c04" not in [claim.id for claim in left.claims]


def test_holes_are_the_same_every_time_and_of_every_kind():
    course = mill()
    chosen = holes(course)
    assert chosen == holes(course)
    kinds = [course.relation(name).kind for name in chosen]
    assert kinds.count("support") == 1
    assert kinds.count("attack") == 1
    assert kinds.count("undercut") == 1
    assert "r01" in chosen  # the one support that no undercut is aimed at


@given(arguments(claims=6, relations=8))
def test_what_holes_leave_is_a_map(course):
    left = without(course, holes(course))
    ends = {r.id for r in left.relations} | {c.id for c in left.claims}
    assert all(r.to in ends for r in left.relations)
    assert set(holes(course)) | {r.id for r in left.relations} == {r.id for r in course.relations}


def test_an_unknown_kind_is_an_unknown_error():
    with pytest.raises(UnknownError):
        place(mill(), "beats", ["c02"], "c01")
