"""Where keys may be seen: in the lessons folded, in what students are given nowhere, in solutions in plain view."""

from __future__ import annotations

import re

import pytest

import corpus_utils as cu
from corpus_utils import disclosure
from corpus_utils.errors import CourseError


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("CORPUS_UTILS_ANSWERS", str(tmp_path / "answers"))
    monkeypatch.chdir(tmp_path)


ASKED = {
    "item": lambda: cu.Question("toy-01"),
    "voices": lambda: cu.WhoSpeaks("george", ["p031"], lesson="05-george"),
    "outline": lambda: cu.Outline("wohlforth", guess=True, lesson="03-wohlforth"),
    "table": lambda: cu.ComparisonTable(["q3"]),
    "map": lambda: cu.MapBuilder("wohlforth", level="frame", lesson="03-wohlforth", name="x"),
}


def faces(make, monkeypatch, how):
    monkeypatch.setenv(disclosure.VARIABLE, how)
    widget = make()
    return widget.to_html(), widget.to_text()


def opened(html):
    return html.replace("<details>", '<details open="">')


@pytest.mark.parametrize("name", ASKED)
def test_each_face_folds_shows_and_hides_its_key(name, monkeypatch):
    folded, hidden, shown = (faces(ASKED[name], monkeypatch, how)[0] for how in disclosure.CHOICES)
    key = folded[folded.rindex("<details>") : folded.rindex("</details>")]
    assert opened(key) in opened(shown)
    assert '<details open="">' in shown
    told = [piece for piece in re.split("<li>|<td>", key) if len(piece) > 60]
    assert told
    assert not [piece for piece in told if piece in hidden]


def test_the_full_map_is_the_task_and_stays(monkeypatch):
    make = lambda: cu.MapBuilder("toy", level="full", lesson="00-x", name="x")  # noqa: E731
    folded, hidden, _ = (faces(make, monkeypatch, how) for how in disclosure.CHOICES)
    assert folded == hidden


@pytest.mark.parametrize("name", ["table", "map"])
def test_text_twins_hide_their_key(name, monkeypatch):
    folded, hidden, _ = (faces(ASKED[name], monkeypatch, how)[1] for how in disclosure.CHOICES)
    assert folded.startswith(hidden.rstrip())
    assert len(hidden) < len(folded) - 200


def test_the_text_twin_of_a_question_tells_its_answer_in_a_solution_only(monkeypatch):
    why = cu.questions.load("toy-01").options[0].why
    folded, hidden, shown = (
        faces(ASKED["item"], monkeypatch, how)[1] for how in disclosure.CHOICES
    )
    assert folded == hidden
    assert why in shown
    assert why not in hidden


def test_exercises_without_keys_beside_the_lesson_hide_them(tmp_path, monkeypatch):
    monkeypatch.delenv(disclosure.VARIABLE, raising=False)
    assert disclosure.disclosure() == "folded"
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "01-mlýn.questions.json").write_text("{}", encoding="utf-8")
    assert disclosure.disclosure() == "hidden"


def test_another_word_is_answered_with_the_nearest(monkeypatch):
    monkeypatch.setenv(disclosure.VARIABLE, "hiden")
    with pytest.raises(CourseError, match="did you mean 'hidden'"):
        disclosure.disclosure()
