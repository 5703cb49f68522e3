from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_utils.building import place, without
from corpus_utils.claims import Argument
from corpus_utils.errors import CourseError
from corpus_utils.likeness import compare, key
from tests.maps import arguments, mill

# How the mill's map looks when a student has it right.
RIGHT = [
    ("support", ["c02", "c03"], "c01"),
    ("support", ["c04"], "c02"),
    ("attack", ["c05"], "c01"),
    ("attack", ["c06"], "c05"),
    ("undercut", ["c07"], "s02"),
]


def bare() -> Argument:
    return replace(mill(), relations=())


def drawn(*steps) -> Argument:
    argument = bare()
    for kind, sources, to in steps:
        argument = place(argument, kind, sources, to)
    return argument


def verdict_on(*steps):
    """Return the verdict on the last of the steps."""
    return compare(drawn(*steps), mill()).verdicts[-1]


def test_the_same_map_is_right_and_complete():
    compared = compare(drawn(*RIGHT), mill())
    assert all(verdict.right for verdict in compared.verdicts)
    assert compared.missing == ()
    assert (compared.score, compared.complete) == (1, True)


def test_an_attack_where_the_step_is_undercut_earns_half():
    for end in ("c04", "c02"):  # what the denied step starts from, and what it leads to
        verdict = verdict_on(("support", ["c04"], "c02"), ("attack", ["c07"], end))
        assert (verdict.faults, verdict.credit, verdict.course.id) == (("kind",), 0.5, "r05")


def test_an_undercut_where_the_claim_is_attacked_earns_half():
    verdict = verdict_on(("support", ["c02", "c03"], "c01"), ("undercut", ["c05"], "s01"))
    assert (verdict.faults, verdict.credit, verdict.course.id) == (("kind",), 0.5, "r03")


def test_support_for_attack_earns_a_quarter():
    verdict = verdict_on(("support", ["c06"], "c05"))
    assert (verdict.faults, verdict.credit) == (("kind",), 0.25)


def test_a_step_drawn_backwards_earns_a_quarter():
    verdict = verdict_on(("support", ["c02"], "c04"))
    assert (verdict.faults, verdict.credit, verdict.course.id) == (("reversed",), 0.25, "r02")


def test_half_of_linked_premises_earns_half_and_once_only():
    compared = compare(drawn(("support", ["c02"], "c01"), ("support", ["c03"], "c01")), mill())
    assert [v.faults for v in compared.verdicts] == [("too few",), ("too few",)]
    assert [v.course.id for v in compared.verdicts] == ["r01", "r01"]
    assert sorted(v.credit for v in compared.verdicts) == [0, 0.5]


def test_one_source_too_many():
    verdict = verdict_on(("support", ["c04", "c03"], "c02"))
    assert (verdict.faults, verdict.credit) == (("too many",), 0.5)


def test_an_undercut_does_not_pay_for_a_fault_of_the_step_it_is_aimed_at():
    verdict = verdict_on(("support", ["c04", "c03"], "c02"), ("undercut", ["c07"], "s01"))
    assert (verdict.right, verdict.credit) == (True, 1)


def test_an_undercut_of_another_step_to_the_same_claim():
    verdict = verdict_on(("attack", ["c05"], "c02"), ("undercut", ["c07"], "s01"))
    assert (verdict.faults, verdict.credit) == (("aim",), 0.5)


def test_what_the_course_does_not_draw_is_no_fault_of_its_own_but_costs():
    compared = compare(drawn(*RIGHT, ("support", ["c04"], "c01")), mill())
    assert compared.verdicts[-1].faults == ("undrawn",)
    assert compared.complete
    assert compared.score == pytest.approx(10 / 11)


def test_beside_the_right_step_a_likeness_is_not_corrected():
    steps = [RIGHT[1], ("undercut", ["c07"], "s01"), ("attack", ["c07"], "c04")]
    assert verdict_on(*steps).faults == ("undrawn",)


def test_what_is_given_is_neither_judged_nor_counted():
    course = mill()
    built = place(without(course, ["r03"]), "attack", ["c05"], "c01")
    kept = {r.id for r in course.relations} - {"r03"}
    compared = compare(built, course, given=kept)
    assert [v.step.id for v in compared.verdicts] == ["s01"]
    assert compared.score == 1


@given(arguments(claims=6, relations=8))
def test_the_courses_own_map_scores_one_and_the_empty_map_nothing(course):
    compared = compare(course, course)
    assert compared.score == 1
    assert compared.complete
    empty = compare(replace(course, relations=()), course)
    assert empty.score == (0 if course.relations else 1)
    assert empty.missing == course.relations


@st.composite
def pairs(draw):
    """Draw a course's map and a student's of the same claims."""
    course = draw(arguments(claims=5, relations=7))
    said = [key(course, relation) for relation in course.relations]
    twins = [r.id for i, r in enumerate(course.relations) if said[i] in said[:i]]
    course = without(course, twins)
    names = st.sampled_from([claim.id for claim in course.claims])
    built = replace(course, relations=())
    for _ in range(draw(st.integers(0, 8))):
        ends = [step.id for step in built.relations]
        kind = draw(st.sampled_from(["support", "attack", "undercut"] if ends else ["support"]))
        to = draw(st.sampled_from(ends) if kind == "undercut" else names)
        try:
            built = place(built, kind, draw(st.lists(names, min_size=1, max_size=3)), to)
        except CourseError:  # a step that is there, or leads to itself
            continue
    return built, course


@given(pairs(), st.randoms(use_true_random=False))
def test_the_order_of_drawing_does_not_count(pair, chance: random.Random):
    built, course = pair
    shuffled, others = list(built.relations), list(course.relations)
    chance.shuffle(shuffled)
    chance.shuffle(others)
    before = compare(built, course)
    after = compare(
        replace(built, relations=tuple(shuffled)), replace(course, relations=tuple(others))
    )
    assert after.score == pytest.approx(before.score)
    assert {(v.step.id, v.faults) for v in after.verdicts} == {
        (v.step.id, v.faults) for v in before.verdicts
    }


@given(pairs())
def test_no_step_scores_twice_and_none_is_forgotten(pair):
    built, course = pair
    compared = compare(built, course)
    assert [v.step for v in compared.verdicts] == list(built.relations)
    paid = [v.course.id for v in compared.verdicts if v.credit]
    assert len(set(paid)) == len(paid)
    assert sorted(paid + [r.id for r in compared.missing]) == sorted(r.id for r in course.relations)
    assert 0 <= compared.score <= 1
    assert all(v.right == (v.credit == 1) for v in compared.verdicts)


@given(pairs(), st.data())
def test_drawing_a_step_again_never_helps(pair, data):
    built, course = pair
    if built.relations:
        twin = replace(data.draw(st.sampled_from(built.relations)), id="s99")
        twice = replace(built, relations=(*built.relations, twin))
        assert compare(twice, course).score <= compare(built, course).score
