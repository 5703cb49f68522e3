from __future__ import annotations

import json

import pytest

from corpus_utils.answers import AnswerLog
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.widgets.outline import Outline
from tests.oven import attach_copy, make_data
from tests.test_texts import ORIGINAL

LESSON = "03-läs"
KEY = "wohlforth"


@pytest.fixture(autouse=True)
def no_drafts(monkeypatch):
    monkeypatch.setattr(Outline, "_drafts", {})


@pytest.fixture
def exercise(tmp_path):
    return lambda: Outline(KEY, guess=True, lesson=LESSON, name="osnova", folder=tmp_path)


def right(found):
    return {label: homes[0] for label, homes in found.sorting.homes.items()}


def wrong(found):
    names = [name for name, _ in found.document["headings"]]
    return {
        label: next(n for n in names if n not in homes)
        for label, homes in found.sorting.homes.items()
    }


def send(found, do, **given):
    found._on_message(found, {"do": do, **given}, [])


def log(tmp_path):
    return [(a.item, a.mark) for a in AnswerLog(LESSON, folder=tmp_path).read()]


def test_the_outline_holds_headings_paragraphs_and_claims(tmp_path, monkeypatch):
    monkeypatch.setenv("CORPUS_UTILS_HOME", str(tmp_path / "home"))
    data = make_data(tmp_path)
    found = Outline("oven", data=data)
    nodes = {node["id"]: node for node in found.document["nodes"]}
    assert nodes["p001"]["opens"]
    assert nodes["p002"]["above"] == ("p001",)
    assert [claim["id"] for claim in found.resting["p002"]] == ["c02", "c03"]
    assert found.to_text().split("\n")[:3] == [
        "Outline: Oven",
        "p001 The winter oven",
        "  p002 paragraph: An oven in the yard fed … (c02, c03)",
    ]
    attach_copy(tmp_path, data)
    beside = Outline("oven", data=data)
    own = next(node["words"] for node in beside.document["nodes"] if node["id"] == "p002")
    assert "lit it twice a day" in own
    assert "lit it twice a day" in ORIGINAL
    assert "lit it twice a day" not in beside.to_html() + beside.to_text()


def test_at_first_one_sees_headings_only():
    found = Outline(KEY)
    made = {node.id: node for node in found.outline.nodes}
    assert "p012" in found.folded
    assert "p001" not in found.folded
    assert all(made[name].opens for name in found.folded)
    assert Outline("dunayevskaya").folded == []


def test_a_sorting_is_marked_kept_and_said(exercise, tmp_path):
    found = exercise()
    send(found, "compare", given=wrong(found))
    assert found.problem == ""
    assert found.feedback["mark"] == 0
    assert found.said.startswith("0 of 8 stand under a heading")
    assert found.resting == {}
    send(found, "compare", given=right(found))
    assert found.feedback["right"]
    assert found.resting["p007"][0]["id"] == "c05"
    assert log(tmp_path) == [("osnova", 0), ("osnova", 1)]


def test_where_claims_belong_is_not_sent_before_its_time(exercise):
    found = exercise()
    sent = json.dumps([found.document, found.feedback, found.resting], ensure_ascii=False)
    assert '"c05"' not in sent
    send(found, "explain")
    assert found.resting == {}
    send(found, "compare", given=wrong(found))
    label = next(label for label, claim in found.sorting.claims.items() if claim.id == "c05")
    assert found.feedback["parts"][label]["said"] == "Not there."
    send(found, "explain")
    assert (
        found.feedback["parts"][label]["said"]
        == "Not there. The map rests it on p007 under ‘The Two Souls of Leninism’."
    )
    assert found.feedback["open"]
    assert found.resting


def test_an_answer_is_found_again(exercise, tmp_path):
    first = exercise()
    send(first, "compare", given=right(first))
    Outline._drafts.clear()
    again = exercise()
    assert again.given == right(first)
    assert again.feedback["when"]
    assert again.feedback["right"]
    assert len(log(tmp_path)) == 1


def test_what_is_half_done_is_found_again_in_the_same_kernel(exercise):
    first = exercise()
    half = dict(list(right(first).items())[:2])
    first.given = half
    assert exercise().given == half


def test_where_nothing_can_be_kept_it_is_said(exercise, tmp_path):
    found = exercise()
    (tmp_path / f"{LESSON}.jsonl").mkdir()
    send(found, "compare", given=right(found))
    assert found.feedback["right"]
    assert "not kept" in found.notice


def test_faults_are_shown(exercise):
    found = exercise()
    send(found, "compare", given={})
    assert "8 rows are still open" in found.problem
    send(found, "compar")
    assert "did you mean 'compare'" in found.problem


def test_arguments_are_checked():
    with pytest.raises(UnknownError, match="did you mean 'wohlforth'"):
        Outline("wolforth")
    with pytest.raises(CourseError, match="in which lesson"):
        Outline(KEY, guess=True)
    with pytest.raises(CourseError, match="no headings"):
        Outline("george", guess=True, lesson=LESSON)


def test_the_text_twin_of_the_exercise_keeps_the_key_and_the_static_face_folds_it(exercise):
    found = exercise()
    assert "c05" not in found.to_text()
    assert "Coalition would have passed power to the workers" in found.to_text()
    made = found.to_html()
    key = made.index("<summary>Where they belong</summary>")
    assert made.index("The map rests it on") > key
    assert "c05" not in made
    assert " id=" not in made
    assert (found.to_text(), made) == (exercise().to_text(), exercise().to_html())


PARTS = {"p001": "What is asked", "p004": "What is answered"}


def test_parts_are_named_as_the_courses_in_every_face(tmp_path, monkeypatch):
    monkeypatch.setattr(Outline, "_drafts", {})
    found = Outline("toy", parts=PARTS)
    note = "The document has no headings. The course has divided it into parts and named them."
    assert found.to_text().split("\n")[1:4] == [
        note,
        "§1 What is asked",
        "  p001 paragraph: The library of Ostrów Street should … (c01)",
    ]
    assert note in found.to_html()
    assert found.document["note"] == note
    assert Outline("toy").document["note"] == ""


def test_claims_are_sorted_under_named_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(Outline, "_drafts", {})
    parts = {"p001": "What is to be explained", "p003": "The rest"}
    found = Outline(
        "dunayevskaya", guess=True, lesson=LESSON, parts=parts, roles=["thesis"], folder=tmp_path
    )
    (label,) = found.document["labels"]
    send(found, "compare", given={label: "§2"})
    assert found.feedback["mark"] == 0
    send(found, "compare", given={label: "§1"})
    assert found.feedback["right"]
    assert log(tmp_path) == [("outline", 0.0), ("outline", 1.0)]
