from itertools import product
from math import comb, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_utils.wordings import (
    chance_apart,
    chance_of,
    folded,
    gist,
    only_judges,
    opens_with_verdict,
    points_at_others,
    same,
)


@pytest.mark.parametrize(
    "option",
    [
        *("All of the above.", "None of the above", "All the answers above", "Both of these."),
        *(
            "None of them.",
            "all of these options",
            "Neither.",
            "All are correct",
            "Any of the others",
        ),
    ],
)
def test_an_option_that_points_at_others_is_told(option):
    assert points_at_others(option)


@pytest.mark.parametrize(
    "option",
    [
        *(
            "All of the workers of the town.",
            "None of its dates is given.",
            "Both parties were banned.",
        ),
        *(
            "All power to the soviets",
            "The paragraph above all others.",
            "None of them had read the book.",
        ),
    ],
)
def test_an_option_that_claims_something_is_not(option):
    assert not points_at_others(option)


@pytest.mark.parametrize(
    "why", ["Right.", "wrong", "That is not right!", "This is the correct answer.", "*No*."]
)
def test_a_why_that_only_judges_is_told(why):
    assert only_judges(why)


@pytest.mark.parametrize(
    "why", ["The date is the page's.", "Right, since p003 says so.", "No paragraph says so."]
)
def test_a_why_that_explains_is_not(why):
    assert not only_judges(why)


def test_a_verdict_at_the_beginning_is_told():
    assert opens_with_verdict("Wrong: p003 denies it.")
    assert opens_with_verdict("Right, as p003 says.")
    assert not opens_with_verdict("No paragraph says so.")
    assert not opens_with_verdict("Right-wing papers said so.")


def test_texts_that_say_the_same_are_found():
    texts = [
        "The oven was lit in May.",
        "It was the road.",
        "Oven lit, in May",
        "In June the oven was lit.",
    ]
    assert same(texts) == [(0, 2)]
    assert gist("The") == ("the",)
    assert folded(" *It’s* so: SO. ") == "it's so so"


@given(st.lists(st.sampled_from([0.0, 0.2, 0.5, 1.0]), max_size=7), st.integers(0, 8))
def test_chances_add_up_as_by_counting_every_case(chances, hits):
    counted = 0.0
    for case in product([True, False], repeat=len(chances)):
        weight = 1.0
        for drawn, chance in zip(case, chances, strict=True):
            weight *= chance if drawn else 1 - chance
        counted += weight * (sum(case) >= hits)
    assert isclose(chance_of(hits, chances), counted, abs_tol=1e-9)


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 12))
def test_chances_apart_are_a_distribution(of, others, marked):
    every = of + others
    marked = min(marked, every)
    assert isclose(chance_apart(0, of, marked, every), 1.0)
    tail = [chance_apart(drawn, of, marked, every) for drawn in range(of + 1)]
    assert tail == sorted(tail, reverse=True)
    all_of_them = comb(marked, of) / comb(every, of) if of <= marked else 0.0
    assert isclose(tail[-1], all_of_them)
