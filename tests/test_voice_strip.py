from __future__ import annotations

import pytest

from corpus_utils import texts
from corpus_utils.errors import UnknownError
from corpus_utils.widgets.voice_strip import VoiceStrip, tags
from tests.oven import attach_copy, make_data
from tests.test_texts import ORIGINAL


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("CORPUS_UTILS_HOME", str(tmp_path / "home"))
    return make_data(tmp_path)


def test_each_paragraph_has_its_voices(data):
    shown = VoiceStrip("oven", data=data).document
    voices = {p["id"]: p["voices"] for p in shown["paragraphs"]}
    assert voices["p002"] == [{"speaker": "ivan", "manners": ("reported",), "certainty": "certain"}]
    assert voices["p004"] == []
    assert [(s["tag"], s["name"], s["count"]) for s in shown["speakers"]] == [
        ("Ml", "Ivan Mlynář", 1)
    ]


def test_the_text_twin_is_a_list_of_paragraphs(data):
    lines = VoiceStrip("oven", data=data).to_text().split("\n")
    assert lines[0] == "Who speaks: Oven"
    assert lines[2:] == ["p002: Ivan Mlynář, reported"]


def test_the_static_face_has_a_table_of_speakers_and_folds_the_list(data):
    made = VoiceStrip("oven", data=data).to_html()
    assert '<th scope="row">Ivan Mlynář</th><td>reported: p002</td>' in made
    assert "<details><summary>The voices as a list</summary>" in made
    assert " id=" not in made


def test_a_filter_is_checked(data):
    assert VoiceStrip("oven", ["ivan", "quoted"], data=data).only == ["ivan", "quoted"]
    with pytest.raises(UnknownError, match="did you mean 'ivan'"):
        VoiceStrip("oven", "ivam", data=data)


def test_the_readers_own_copy_is_shown_and_never_stored(data, tmp_path):
    attach_copy(tmp_path, data)
    strip = VoiceStrip("oven", data=data)
    own = next(p["words"] for p in strip.document["paragraphs"] if p["id"] == "p002")
    assert "so says Ivan" in own
    assert "so says Ivan" in ORIGINAL
    assert "so says Ivan" not in strip.to_html() + strip.to_text()


@pytest.mark.parametrize("key", [*texts.keys(), "toy"])
def test_every_document_of_the_course_has_a_strip(key):
    strip = VoiceStrip(key)
    letters = [speaker["tag"] for speaker in strip.document["speakers"]]
    assert len(set(letters)) == len(letters)
    assert all(1 <= len(tag) <= 3 for tag in letters)
    assert strip.to_text() == VoiceStrip(key).to_text()


def test_labels_are_short_and_no_two_alike():
    many = {f"k{i}": "Nová Nováková" for i in range(30)}
    found = list(tags(many, many).values())
    assert len(set(found)) == 30
    assert tags({"a": "Ž"}, ["a"]) == {"a": "Ž"}
