from __future__ import annotations

import pytest

from corpus_utils.errors import UnknownError
from corpus_utils.gathering import gather
from corpus_utils.gradebooks import grades
from corpus_utils.grades import counted
from corpus_utils.items import SingleChoice
from tests.classes import RIGHT, WRONG, answer, log, make_bank


def group(tmp_path, *answers, others=()):
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "Hana.jsonl").write_bytes(log(answers))
    if others:
        (folder / "Ivo.jsonl").write_bytes(log(others))
    return gather(folder, bank=make_bank(tmp_path / "bank"))


TRIES = [
    answer("q-1", WRONG["q-1"], 0.0),
    answer("q-1", RIGHT["q-1"], 1.0, minute=1, attempt=2),
    answer("q-1", WRONG["q-1"], 0.0, minute=2, attempt=3),
]


@pytest.mark.parametrize(("count", "points"), [("first", 0), ("best", 2), ("last", 0)])
def test_one_attempt_counts_by_the_rule(tmp_path, count, points):
    found = group(tmp_path, *TRIES)
    (grade,) = grades(found.marked, found.names, count=count)
    assert (grade.points, grade.of, grade.answered, grade.asked) == (points, 2, 1, 1)


def test_what_others_answered_is_asked_of_all(tmp_path):
    others = [
        answer("q-2", RIGHT["q-2"], 1.0, minute=5),
        answer("q-1", "A new stove", 0.0, minute=6),
    ]
    found = group(tmp_path, *TRIES, others=others)
    told = [
        (g.student, g.points, g.of, g.answered, g.asked) for g in grades(found.marked, found.names)
    ]
    assert told == [("Hana", 2, 3, 1, 2), ("Ivo", 1, 3, 2, 2)]


def test_a_task_counts_one_point_and_a_ballot_none(tmp_path):
    found = group(
        tmp_path, answer("map:plea", {"steps": []}, 0.5), answer("ballot-x", {"round": 1}, None)
    )
    (grade,) = grades(found.marked, found.names)
    assert (grade.points, grade.of, grade.asked) == (0.5, 1, 1)


def test_a_text_that_is_not_marked_yet_is_said(tmp_path):
    found = group(tmp_path, answer("q-4", {"text": "ž"}, None))
    (grade,) = grades(found.marked, found.names)
    assert (grade.points, grade.of, grade.unmarked) == (0, 1, 1)


def test_a_second_try_is_a_further_attempt(tmp_path):
    from dataclasses import replace

    from corpus_utils.remarking import Bank, remarked

    found = group(tmp_path, TRIES[0], answer("q-1/second-try", "Yes", 1.0, minute=3))
    item = found.bank.items["q-1"]
    assert isinstance(item, SingleChoice)
    right = replace(item.options[0], text="Yes")
    second = replace(item, id="q-1/second-try", options=(right, item.options[1]))
    bank = Bank({**found.bank.items, second.id: second}, found.bank.lessons)
    marked = remarked([one.entry for one in found.marked], bank)
    told = {count: grades(marked, ["Hana"], count=count)[0] for count in ("first", "best", "last")}
    assert [told[count].points for count in told] == [0, 2, 2]
    assert told["best"].of == 2


def test_a_rule_that_is_none_is_said():
    with pytest.raises(UnknownError, match="did you mean 'first'"):
        counted([1.0], "frist")
