from __future__ import annotations

from math import sqrt

import pytest

from corpus_utils.gathering import gather
from corpus_utils.psychometrics import LEAST_CORRELATION, discrimination, rest_means, share
from tests.classes import make_bank, quiz, write_quiz_class


@pytest.fixture
def group(tmp_path):
    folder = write_quiz_class(tmp_path / "logs", quiz(tmp_path / "bank"))
    return gather(folder, bank=make_bank(tmp_path / "bank"))


def test_difficulty_and_discrimination_worked_out_by_hand(group):
    """Of `tests.classes.MARKS`; q-1 is right for five of ten.

    The mean of the other two is, student by student, 1 1 1 .5 0 1 .5 0 0 0; its
    own mean 1/2. Sum of products: 3/4 - 1/4 - 1/4 + 3/4 = 1; of squares: 10/4
    for q-1 and 3/4 + 1/4 + 1/4 + 3/4 = 2 for the rest. r = 1 / sqrt(5).
    """
    items = group.items().set_index("item")
    assert items.loc["q-1", ["n", "full", "first", "attempts"]].tolist() == [10, 5, 0.5, 1.0]
    assert items.loc["q-1", "discrimination"] == pytest.approx(1 / sqrt(5))
    # Fisher's z of 0.4472 is 0.4812; 1.96 / sqrt(7) is 0.7408; tanh(-0.2596), tanh(1.2220).
    assert items.loc["q-1", "low"] == pytest.approx(-0.2539, abs=1e-4)
    assert items.loc["q-1", "high"] == pytest.approx(0.8403, abs=1e-4)


def test_a_rest_is_the_mean_of_the_others_a_student_answered():
    firsts = {"Ž": {"a": 1.0, "b": 0.0, "c": 1.0}, "I": {"a": 0.0}, "H": {"b": 1.0}}
    assert rest_means(firsts, "a") == [(1.0, 0.5)]


def test_discrimination_is_undefined_without_variation_and_small_classes_get_none():
    n = LEAST_CORRELATION
    few = discrimination([(1.0, 0.5)] * (n - 1))
    assert few.value is None
    assert few.said == f"not told: {n - 1} students are too few (at least {n})"
    assert "every first mark is the same" in discrimination([(1.0, i / n) for i in range(n)]).said
    assert "all did equally well" in discrimination([(i % 2, 0.5) for i in range(n)]).said


def test_a_perfect_correlation_has_no_interval_to_divide_by():
    found = discrimination([(i / 10, i / 10) for i in range(11)])
    assert found.value == pytest.approx(1)
    assert found.said.startswith("+1.00")


def test_a_share_of_few_is_told_without_per_cent():
    assert [share(1, 9), share(0, 0), share(3, 10)] == ["1 of 9", "0 of 0", "3 of 10 (30%)"]


def test_which_wrong_option_drew_whom(group):
    draws = group.draws().set_index(["item", "option"])
    row = draws.loc["q-1", "Monday hours"]
    assert (row["n"], row["students"]) == (5, "Fay, Gór, Hana, Ivo, Jón")
    assert row["why"] == "That is when it may close."
    assert draws.loc["q-3", "p003"]["why"] == "There it is only cold."
    assert len(draws) == 3
