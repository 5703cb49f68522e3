from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_utils import texts
from corpus_utils.answers import Answer
from corpus_utils.errors import CourseError, DataError
from corpus_utils.logbooks import Entry
from corpus_utils.remarking import Bank, read_bank, read_overruling, remarked
from tests.classes import QUIZ, RIGHT, WRONG, make_bank, quiz
from tests.toy_bank import BANKS


def entry(item, given, mark, *, version="0" * 12, attempt=1, student="Hana"):
    answer = Answer("2026-05-04T08:00:00Z", "quiz", item, version, attempt, given, mark)
    return Entry(student, answer, json.dumps(given), "x.jsonl", 1)


@pytest.fixture
def bank(tmp_path):
    return quiz(tmp_path / "bank")


def test_an_unchanged_item_keeps_its_marks(bank):
    version = bank.items["q-1"].hash
    found = remarked([entry("q-1", RIGHT["q-1"], 1.0, version=version)], bank)
    assert [(one.state, one.mark, one.moved, one.why) for one in found] == [
        ("same", 1.0, False, "")
    ]


def test_a_corrected_key_moves_the_marks_and_says_why(bank, tmp_path):
    version = bank.items["q-1"].hash
    told = [
        entry("q-1", RIGHT["q-1"], 1.0, version=version),
        entry("q-1", WRONG["q-1"], 0.0, version=version),
    ]
    text = QUIZ.replace("Sunday hours, right: true", "Sunday hours").replace(
        "Monday hours, why", "Monday hours, right: true, why"
    )
    corrected = read_bank(make_bank(tmp_path / "new", text))
    found = remarked(told, corrected)
    assert [(one.state, one.mark, one.moved) for one in found] == [
        ("changed", 0.0, True),
        ("changed", 1.0, True),
    ]
    assert "corrected after this answer" in found[0].why
    assert [one.entry.answer.mark for one in found] == [1.0, 0.0]


def test_a_mark_that_does_not_follow_from_the_answer_is_said(bank):
    (found,) = remarked([entry("q-2", "Miss Okonkwo", 1.0, version=bank.items["q-2"].hash)], bank)
    assert (found.state, found.mark, found.moved) == ("same", 0.0, True)
    assert "or the log was" in found.why


def test_an_option_that_is_gone_keeps_the_logged_mark_and_is_said(bank):
    (found,) = remarked([entry("q-1", "Saturday hours", 0.5)], bank)
    assert (found.state, found.mark, found.now, found.moved) == ("unfit", 0.5, None, False)
    assert "Saturday hours" in found.why
    (quiet,) = remarked([entry("q-1", "Saturday hours", 0.5)], bank, quote=False)
    assert "Saturday" not in quiet.why


def test_what_is_no_item_keeps_the_logged_mark_and_is_named(bank):
    given = [entry("map:plea", {"steps": []}, 0.7), entry("ballot-x", {}, None)]
    found = remarked(given, bank)
    assert [(one.state, one.mark) for one in found] == [("no item", 0.7), ("no item", None)]


def test_a_text_is_marked_once_its_writer_has(bank):
    given = [
        entry("q-4", {"text": "ž"}, None),
        entry("q-4", {"text": "ž", "met": ["names the rule"]}, 0.5),
    ]
    assert [one.mark for one in remarked(given, bank)] == [None, 0.5]


def test_the_same_answer_logged_with_other_marks_is_explained_each_by_itself(bank):
    version = bank.items["q-2"].hash
    found = remarked([entry("q-2", "Mr Harrow", m, version=version) for m in (1.0, 0.0)], bank)
    assert [one.moved for one in found] == [False, True]
    assert [bool(one.why) for one in found] == [False, True]


def test_marks_set_by_hand_count(bank, tmp_path):
    path = tmp_path / "marks.csv"
    path.write_text(
        "student,item,attempt,mark,why\nHana,q-4,2,0.75,fair\nHana,map:x,,1,seen\n",
        encoding="utf-8",
    )
    hand = read_overruling(path)
    entries = [
        entry("q-4", {"text": "a"}, None),
        entry("q-4", {"text": "b"}, None, attempt=2),
        entry("map:x", {}, 0.2),
        entry("q-4", {"text": "b"}, None, attempt=2, student="Ivo"),
    ]
    found = remarked(entries, bank, hand)
    assert [one.mark for one in found] == [None, 0.75, 1.0, None]
    assert found[1].why == "set by hand: fair"


def test_faults_of_marks_set_by_hand_are_said_all_at_once(tmp_path):
    path = tmp_path / "marks.csv"
    path.write_text(
        "student,item,attempt,mark,why\nHana,q-4,x,2,fair\n,q-4,,much,\n", encoding="utf-8"
    )
    with pytest.raises(DataError) as raised:
        read_overruling(path)
    said = str(raised.value)
    for part in ("'2' is no mark", "'much' is no mark", "'x' is no attempt", "student", "why"):
        assert part in said


def test_a_faulty_file_of_the_bank_leaves_the_others(tmp_path):
    folder = make_bank(tmp_path / "bank")
    (folder / "broken.yaml").write_text("lesson: broken\nitems: 7\n", encoding="utf-8")
    bank = read_bank(folder)
    assert set(bank.items) == {"q-1", "q-2", "q-3", "q-4"}
    assert bank.lessons == {"broken": "", "quiz": "toy"}
    assert bank.problems
    with pytest.raises(CourseError, match="no such folder"):
        read_bank(tmp_path / "none")


def test_second_tries_are_in_the_bank():
    bank = read_bank(texts.exercises_folder())
    assert "toy-01/second-try" in bank.items
    assert bank.lessons["03-wohlforth"] == "wohlforth"


KINDS = read_bank(BANKS)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=8,
)


@st.composite
def near_answers(draw):
    """Draw an answer that has the form of the key, with something else in one place of it."""
    item = draw(st.sampled_from(sorted(KINDS.items)))

    def changed(value):
        if draw(st.integers(0, 3)) == 0:
            return draw(JSON)
        if isinstance(value, dict):
            return {key: changed(inner) for key, inner in value.items() if draw(st.integers(0, 9))}
        if isinstance(value, list):
            return [changed(inner) for inner in value if draw(st.integers(0, 9))]
        return value

    return item, changed(KINDS.items[item].key)


@settings(max_examples=400, deadline=None)
@given(near_answers() | st.tuples(st.sampled_from(sorted(KINDS.items)), JSON))
def test_no_answer_whatever_it_is_stops_the_marking(found):
    item, value = found
    (one,) = remarked([entry(item, value, 0.5)], KINDS)
    assert one.state in {"changed", "unfit"}
    assert one.mark is None or 0 <= one.mark <= 1
    assert replace(one) == one
    assert isinstance(KINDS, Bank)
