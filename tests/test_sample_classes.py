from __future__ import annotations

import pytest

import corpus_utils as cu
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.sample_classes import STUDENTS
from tests.classes import make_bank


@pytest.fixture(scope="module")
def group():
    return cu.sample_class()


def test_twelve_have_worked_through_a_lesson(group):
    assert group.names == tuple(STUDENTS)
    assert len(group.names) == 12
    assert set(group.answers["lesson"]) == {"03-wohlforth"}
    kinds = set(group.answers["kind"])
    assert {"single choice", "order", "match", "short text"} <= kinds


def test_it_is_the_same_every_time(group):
    again = cu.sample_class()
    assert again.answers.equals(group.answers)
    assert again.problems == group.problems


def test_its_marks_are_the_banks_own(group):
    assert group.changes().empty
    assert set(group.answers["state"]) == {"same", "no item"}
    tasks = group.answers.query("state == 'no item'")["item"]
    assert set(tasks.str.replace("/.*", "", regex=True)) == {"map:plea", "voices"}


def test_it_shows_what_a_report_has_to_show(group):
    said = "\n".join(map(str, group.problems))
    assert "damaged" in said
    assert "nothing in this log" in said
    assert group.needs()
    assert not group.draws().empty
    told = group.agreement().set_index("kind")
    assert told.loc["voices", "alpha"] == pytest.approx(group.alphas()["wohlforth", "voices"].value)
    assert group.on_document("wohlforth").rows
    assert group.on_map("wohlforth").rows


def test_written_as_logs_it_is_gathered_the_same(group, tmp_path):
    folder = cu.write_sample_class(tmp_path / "handed-in")
    found = cu.gather(folder)
    assert found.answers.equals(group.answers)
    assert len(found.problems) == len(group.problems)
    assert found.books.passed == ("handed-in/notes for Monday.txt",)
    with pytest.raises(CourseError, match="is not empty"):
        cu.write_sample_class(folder)


def test_any_lesson_of_any_bank_can_have_its_class(tmp_path):
    found = cu.sample_class("quiz", bank=make_bank(tmp_path / "bank"))
    assert set(found.answers["item"]) >= {"q-1", "q-2", "q-3", "q-4"}
    with pytest.raises(UnknownError, match="03-wohlforth"):
        cu.sample_class("03-wolforth")
