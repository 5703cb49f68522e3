from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_utils.answers import Answer
from corpus_utils.ballots import Ballot, make_ballot, moved, shares
from corpus_utils.errors import CourseError

OVEN = Ballot("Co spojilo domy?", ("pec", "cesta"), "oven")


def answer(given, item=OVEN.id):
    return Answer("2026-03-01T10:00:00Z", "07", item, OVEN.hash, 1, given, None)


def counted(when, **hands):
    return answer({"round": when, "hands": hands})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("", ["a", "b"], "x"), "no question"),
        (("Proč?", "ano", "x"), "list of texts"),
        (("Proč?", ["a", 3], "x"), "list of texts"),
        (("Proč?", ["a", " "], "x"), "is empty"),
        (("Proč?", ["a", "b", "a "], "x"), "'a' stands twice"),
        (("Proč?", ["a"], "x"), "1 options"),
        (("Proč?", list("abcdefghi"), "x"), "9 options"),
        (("Proč?", ["a", "b"], "Pec č. 1"), "no name for a ballot"),
    ],
)
def test_a_bad_ballot_is_refused(given, said):
    with pytest.raises(CourseError, match=said):
        make_ballot(*given)


def test_white_space_does_not_matter():
    assert make_ballot(" Co spojilo\n domy?", ["pec ", " cesta"], "oven") == OVEN


def test_the_hash_is_of_the_question_and_its_options():
    assert OVEN.hash == Ballot(OVEN.question, ("cesta", "pec"), "other").hash
    assert OVEN.hash != Ballot(OVEN.question, ("cesta", "pec", "řeka"), "oven").hash


@pytest.mark.parametrize(
    ("hands", "said"),
    [
        ({"pec": 3}, "how many hands for “cesta”"),
        ({"pec": 3, "cesta": ""}, "how many hands for “cesta”"),
        ({"pec": 3, "cesta": -1}, "no number of hands"),
        ({"pec": 3, "cesta": 1000}, "no number of hands"),
        ({"pec": 3, "cesta": 1.5}, "no number of hands"),
        ({"pec": 3, "cesta": True}, "no number of hands"),
        ({"pec": 0, "cesta": 0}, "no hand was raised"),
        ({"pec": 3, "cesty": 1}, "did you mean 'cesta'"),
    ],
)
def test_hands_that_cannot_be_are_refused(hands, said):
    with pytest.raises(CourseError, match=said):
        OVEN.hands(hands)


def test_the_last_count_of_a_round_counts():
    log = [counted("after", pec=1, cesta=2), counted("before", pec=5, cesta=0)]
    log += [counted("before", pec=4, cesta=1)]
    found = OVEN.counted(log)
    assert list(found) == ["before", "after"]
    assert found["before"] == {"pec": 4, "cesta": 1}


def test_what_is_no_count_of_this_ballot_is_passed_over():
    log = [
        counted("before", pec=1, řeka=3),
        counted("meanwhile", pec=1, cesta=3),
        answer("pec"),
        answer({"round": "before", "hands": "pec"}),
        answer({"round": "before", "hands": {"pec": 1, "cesta": 1}}, item="ballot-mill"),
    ]
    assert OVEN.counted(log) == {}


@given(st.lists(st.integers(0, 999), min_size=2, max_size=8).filter(any))
def test_shares_add_up_and_a_room_that_doubles_moves_nothing(counts):
    hands = {str(i): count for i, count in enumerate(counts)}
    assert sum(shares(hands).values()) == pytest.approx(1)
    assert set(moved(hands, {name: 2 * count for name, count in hands.items()}).values()) == {0}


def test_an_empty_room_has_no_shares():
    assert shares({"pec": 0, "cesta": 0}) == {"pec": 0, "cesta": 0}
