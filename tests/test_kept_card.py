"""Exercises without keys beside a lesson: asked, kept, not marked, and nothing given away."""

from __future__ import annotations

import json

import pytest

import corpus_utils as cu
from corpus_utils import disclosure, questions, texts
from corpus_utils.answers import AnswerLog
from corpus_utils.errors import CourseError
from corpus_utils.marking import mark
from corpus_utils.products import questions as product
from corpus_utils.products.sources import Source
from corpus_utils.questions import read_exercises
from corpus_utils.unkeyed import find_unkeyed, read_unkeyed
from corpus_utils.widgets.kept_card import KeptCard
from tests.keys import fold, keys, strings
from tests.toy_bank import BANKS, toy_source

LESSON = "00-read-an-argument"


@pytest.fixture
def beside(tmp_path, monkeypatch):
    """The exercises of a lesson, without keys, in the folder beside it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(disclosure.VARIABLE, raising=False)
    monkeypatch.setenv("CORPUS_UTILS_ANSWERS", str(tmp_path / "answers"))
    exercises = read_exercises(texts.exercises_folder() / f"{LESSON}.yaml")
    product.write(Source(exercises), tmp_path / "questions")
    KeptCard._drafts.clear()
    return exercises


def test_no_key_is_in_the_file_of_any_lesson(tmp_path):
    found = 0
    for path in [*sorted(texts.exercises_folder().glob("*.yaml")), BANKS / "sunday.yaml"]:
        exercises = read_exercises(path)
        product.write(Source(exercises), tmp_path)
        written = (tmp_path / f"{path.stem}.questions.json").read_text(encoding="utf-8")
        told = fold("\n".join(strings(json.loads(written))))
        for item in exercises.items:
            for key in keys(item, hints=False):
                found += 1
                assert fold(key) not in told, (item.id, key)
    assert found > 1000


def test_every_item_loses_its_second_try_with_a_note(tmp_path, beside):
    notes = product.write(Source(beside), tmp_path)
    assert [note.item for note in notes] == [item.id for item in beside.items if item.second_try]


@pytest.mark.parametrize("right", [True, False])
def test_an_answer_is_kept_and_not_marked_whatever_it_is(beside, right):
    item = questions.load("toy-01")
    given = item.key if right else next(o for o in item.labels if o != item.key)
    card = cu.Question("toy-01")
    card.receive("answer", given=given)
    (answer,) = AnswerLog(LESSON).attempts("toy-01")
    assert (answer.given, answer.mark, answer.item_hash) == (given, None, item.hash)
    feedback = card.rounds[-1]["feedback"]
    assert (feedback["mark"], feedback["right"], feedback["parts"]) == (None, False, [])
    assert "marked later" in feedback["summary"]
    card.receive("again")
    card.receive("answer", given=item.labels[0])
    assert [a.attempt for a in AnswerLog(LESSON).attempts("toy-01")] == [1, 2]


def test_what_was_kept_can_be_marked_by_the_bank(beside):
    for item in beside.items:
        given = {"text": "Ça va."} if item.kind == "short text" else item.key
        cu.Question(item.id).receive("answer", given=given)
    earned = {item.id: cu.points(item.id) for item in beside.items}
    assert earned == {i.id: 0 if i.kind == "short text" else i.points for i in beside.items}


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("toy-01", None, "Answer first"),
        ("toy-02", [], "Answer first"),
        ("toy-08", {"text": "  "}, "Answer first"),
        ("toy-03", {"row": ""}, "is still open"),
        ("toy-03", {}, "Answer first"),
    ],
)
def test_no_answer_is_not_kept(beside, name, given, said):
    with pytest.raises(CourseError, match=said):
        cu.Question(name).receive("answer", given=given)
    assert AnswerLog(LESSON).read() == []


def test_the_card_has_no_key_and_the_rubric_is_not_sent(beside):
    card = cu.Question("toy-08")
    assert isinstance(card, KeptCard)
    assert card.cards[0]["labels"] == []
    told = fold("\n".join(strings(card.get_state())) + card.to_html() + card.to_text())
    assert not [key for key in keys(questions.load("toy-08")) if fold(key) in told]


@pytest.mark.parametrize("item", toy_source().items, ids=lambda item: item.kind)
def test_each_newer_kind_is_kept_and_marked_later(tmp_path, item):
    card = KeptCard(product.without_key(item), folder=tmp_path)
    given = {"text": "Élan."} if item.kind == "long text" else item.key
    with pytest.raises(CourseError):
        card.receive("answer", given=type(given)())
    card.receive("answer", given=given)
    (answer,) = AnswerLog("sunday", folder=tmp_path).read()
    assert answer.mark is None
    assert answer.item_hash == item.hash
    assert mark(item, answer.given).mark == (None if item.kind == "long text" else 1)


def test_hints_come_one_at_a_time_and_end(beside):
    card = cu.Question("toy-01")
    hints = list(questions.load("toy-01").hints)
    for n in range(len(hints) + 1):
        assert card.rounds[-1]["hints"] == hints[:n]
        card.receive("hint")
    assert card.rounds[-1]["hints"] == hints


def test_an_earlier_answer_can_be_shown_again(beside):
    item = questions.load("toy-01")
    cu.Question("toy-01").receive("answer", given=item.labels[1])
    card = cu.Question("toy-01")
    assert card.earlier["mark"] is None
    card.receive("recall")
    assert card.rounds[-1]["given"] == item.labels[1]
    assert len(AnswerLog(LESSON).attempts("toy-01")) == 1


def test_other_exercises_and_a_bank_of_ones_own_are_asked_as_ever(beside, tmp_path):
    assert not isinstance(cu.Question("dun-01"), KeptCard)
    assert not isinstance(cu.Question("toy-01", bank=texts.exercises_folder()), KeptCard)


@pytest.mark.parametrize(
    ("content", "said"),
    [("{", "is damaged"), ("[]", "is damaged"), ('{"format": 9, "items": []}', "format is 9")],
)
def test_a_file_that_cannot_be_used_is_said(beside, tmp_path, content, said):
    path = tmp_path / "questions" / "00-a.questions.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CourseError, match=said):
        cu.Question("toy-01")


def test_what_is_written_is_read_back(beside, tmp_path):
    items = read_unkeyed(tmp_path / "questions" / f"{LESSON}.questions.json")
    assert items == [product.without_key(item) for item in beside.items]
    assert find_unkeyed("toy-01") == items[0]
    assert find_unkeyed("toy-99") is None
