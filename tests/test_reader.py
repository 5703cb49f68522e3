from __future__ import annotations

import pytest

from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.widgets.reader import Reader
from corpus_utils.widgets.reader_views import HEADING, LAYERS
from tests.oven import attach_copy, make_data
from tests.test_texts import ORIGINAL


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("CORPUS_UTILS_HOME", str(tmp_path / "home"))
    return make_data(tmp_path)


@pytest.fixture
def reader(data):
    return Reader("oven", data=data)


@pytest.fixture
def beside(data, tmp_path):
    attach_copy(tmp_path, data)
    return Reader("oven", layers=["person"], data=data)


def paragraph(reader, name):
    return next(p for p in reader.document["paragraphs"] if p["id"] == name)


def test_without_a_copy_there_is_the_retelling_only(reader):
    assert reader.document["attached"] is False
    assert all(p["original"] is None for p in reader.document["paragraphs"])
    assert paragraph(reader, "p002")["retelling"].startswith("An oven in the yard fed *nine*")


def test_headings_begin_below_a_lessons_own(reader):
    assert paragraph(reader, "p001")["level"] == HEADING
    assert paragraph(reader, "p002")["level"] is None
    assert f"<h{HEADING}>" in reader.to_html()


def test_annotations_come_with_names_for_ids(reader):
    notes = reader.document["annotations"]
    assert notes["person-01"]["value"] == "Žofie Nováková"
    assert ["Who or what", "Žofie kept the oven. She is invented."] in notes["person-01"]["fields"]
    assert notes["claim-c01"]["value"] == "c01 thesis"
    assert ["Asserted by", "Žofie Nováková"] in notes["claim-c01"]["fields"]


def test_only_layers_that_occur_can_be_switched(reader):
    shown = {layer["id"]: layer["count"] for layer in reader.document["layers"]}
    assert shown == {"claim": 5, "person": 2, "voice": 1, "note": 1}
    assert list(shown) == [layer for layer in LAYERS if layer in shown]


def test_the_original_is_cut_where_annotations_begin_and_end(beside):
    pieces = paragraph(beside, "p002")["original"]
    whole = "".join(piece for piece, _ in pieces).strip()
    assert "Žofie lit it twice a day (so says Ivan), and the bread" in whole
    marked = {piece: ids for piece, ids in pieces if ids}
    assert marked["Žofie"][-1] == "person-01"
    # The narrower annotation comes last: it draws the line.
    assert marked["Ivan"][-2:] == ["voice-01", "person-02"]
    assert marked["so says "][-1] == "voice-01"


def test_a_paragraph_that_the_copy_lacks_has_no_original(beside):
    assert paragraph(beside, "p003")["original"] is None
    assert beside.document["attached"]


def test_paragraphs_can_be_chosen(data):
    reader = Reader("oven", paragraphs="p002 p004-p005", data=data)
    assert [p["id"] for p in reader.document["paragraphs"]] == ["p002", "p004", "p005"]
    assert "claim-c05" in reader.document["annotations"]
    with pytest.raises(UnknownError, match="p099"):
        Reader("oven", paragraphs=["p099"], data=data)
    with pytest.raises(CourseError, match="no paragraph is chosen"):
        Reader("oven", paragraphs="", data=data)


def test_layers_are_checked(data):
    assert Reader("oven", layers="voice", data=data).layers == ["voice"]
    with pytest.raises(UnknownError, match="did you mean 'person'"):
        Reader("oven", layers=["persons"], data=data)


def test_static_and_plain_faces_hold_no_word_of_the_original(beside):
    for face in (beside.to_html(), beside.to_text()):
        for sentence in ("lit it twice a day", "came for the talk", "bread came by lorry"):
            assert sentence in ORIGINAL
            assert sentence not in face


def test_faces_are_the_same_in_every_run(beside, data):
    again = Reader("oven", layers=["person"], data=data)
    assert again.to_html() == beside.to_html()
    assert again.to_text() == beside.to_text()
    assert " id=" not in beside.to_html()


def test_the_plain_face_names_each_paragraph(reader):
    lines = reader.to_text().split("\n\n")
    assert lines[0] == "Reader: Oven"
    assert lines[2] == "[p002] An oven in the yard fed nine houses: Žofie lit it, Ivan says."


def test_the_static_face_lists_annotations(reader):
    html = reader.to_html()
    assert "<summary>Annotations</summary>" in html
    assert "Persons: Žofie Nováková; Ivan Mlynář" in html
    assert "<em>nine</em>" in html
