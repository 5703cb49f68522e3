"""What the log of one exercise earns."""

from __future__ import annotations

import pytest

import corpus_utils as cu
from corpus_utils import grades, questions
from corpus_utils.answers import AnswerLog
from corpus_utils.errors import CourseError

LESSON = "00-read-an-argument"


@pytest.fixture
def log(tmp_path, monkeypatch):
    monkeypatch.setenv("CORPUS_UTILS_ANSWERS", str(tmp_path))
    return AnswerLog(LESSON)


def test_the_last_answer_counts_unless_another_is_asked_for(log):
    item = questions.load("toy-02")
    right, one = item.key, [item.key[0]]
    for given in (one, right, [item.labels[-1]]):
        log.append(item, given, None)
    marks = [questions_mark(item, given) for given in (one, right, [item.labels[-1]])]
    assert len(set(marks)) == 3
    counted = {count: cu.points("toy-02", count=count) for count in grades.COUNTS}
    assert counted == {
        "last": round(marks[2] * item.points, 4),
        "best": item.points,
        "first": round(marks[0] * item.points, 4),
    }


def questions_mark(item, given):
    """Return the share of options rightly chosen or left, counted here by hand."""
    return sum((o.text in given) == o.right for o in item.options) / len(item.options)


def test_an_answer_is_marked_anew_and_one_that_no_longer_fits_keeps_its_mark(log):
    item = questions.load("toy-01")
    log.append(item, item.key, 0.0)
    assert cu.points("toy-01") == item.points
    log.append(item, "An option that was taken out.", 0.5)
    assert cu.points("toy-01") == item.points / 2
    log.append(item, "An option that was taken out.", None)
    assert cu.points("toy-01") == 0


def test_what_was_not_answered_is_said_with_its_file(log):
    with pytest.raises(CourseError, match="toy-01: there is no answer yet"):
        cu.points("toy-01")
    with pytest.raises(CourseError, match=f"kept in answers/{LESSON}.jsonl"):
        cu.handed_in(LESSON, "toy-01")


def test_other_ways_to_count_and_other_exercises_are_answered_with_the_nearest(log):
    with pytest.raises(CourseError, match="did you mean 'best'"):
        cu.points("toy-01", count="bets")
    with pytest.raises(CourseError, match="there is no exercise 'toy-0l'"):
        cu.points("toy-0l")


def test_an_answer_in_words_is_printed_for_who_marks_it(log, capsys):
    item = questions.load("toy-08")
    log.append(item, {"text": "Zoë says so."}, None)
    log.append(item, {"text": "Zoë grants it."}, None)
    assert cu.handed_in(LESSON, "toy-08") is None
    assert capsys.readouterr().out == "toy-08: answered, attempt 2:\nZoë grants it.\n"
    log.append(questions.load("toy-01"), "x", None)
    cu.handed_in(LESSON, "toy-01")
    assert capsys.readouterr().out == "toy-01: answered, attempt 1.\n"
