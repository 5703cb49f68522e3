from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import unescape
from urllib.parse import unquote

import pytest

from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.widgets.cross_map import CrossMap
from tests.across import make_two
from tests.oven import attach_copy
from tests.test_texts import ORIGINAL


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("CORPUS_UTILS_HOME", str(tmp_path / "home"))
    return make_two(tmp_path)


@pytest.fixture
def shown(data):
    return CrossMap(data=data)


def test_a_band_is_a_question_and_those_without_one_come_last(shown):
    assert [(band["id"], band["relations"]) for band in shown.bands] == [
        ("q1", ["x01", "x02"]),
        ("", ["x03"]),
    ]
    assert [d["count"] for d in shown.document["documents"]] == [3, 3]
    names = {box["heading"] for box in shown.bands[0]["picture"]["boxes"]}
    assert names == {"Weir c04", "Oven c01", "Oven c05", "Weir r01"}


def test_a_claim_of_another_voice_and_a_step_say_what_they_are(shown):
    line = shown.document["relations"]["x01"]
    assert line["sources"][0]["short"].startswith("Ivan: ")
    step = shown.document["relations"]["x02"]["to"]
    assert step["name"] == "Weir r01"
    assert step["short"].startswith("Step from c02, c03 to c01, ")


def test_the_reader_reduces_it_by_question_and_by_documents(shown):
    shown.question = "q1"  # as the front end sets it
    assert [band["id"] for band in shown.bands] == ["q1"]
    assert shown.said == "2 relations are shown."
    shown.question = "q2"
    assert shown.bands == []
    assert shown.said.startswith("No relation joins")
    shown.question, shown.between = "", ["weir", "oven"]
    assert len(shown.bands) == 2
    assert shown.problem == ""
    shown.between = ["mlýn"]
    assert "no document 'mlýn'" in shown.problem
    shown.between = []
    shown.question = "q77"
    assert "no question 'q77'" in shown.problem


def test_a_relation_is_read_with_both_claims_and_passages(shown):
    assert shown.reading == {}
    shown.selected = "x01"
    reading = shown.reading
    assert reading["sources"][0]["passage"]["told"] == [["p005", "The lorry ended it."]]
    assert reading["to"]["gist"].startswith("Žofie holds")
    shown.selected = "x02"
    step = shown.reading["step"]
    assert (step["id"], step["kind"]) == ("r01", "support")
    assert [claim["id"] for claim in step["claims"]] == ["c02", "c03", "c01"]
    shown.selected = "x77"
    assert "no relation 'x77'" in shown.problem


def test_with_a_copy_the_passages_have_the_originals_words(data, tmp_path):
    attach_copy(tmp_path, data)
    found = CrossMap(selected="x03", data=data).reading
    assert found["sources"][0]["passage"]["words"]


def test_bad_arguments_raise_in_the_constructor(data):
    with pytest.raises(UnknownError, match=r"no question 'q0'"):
        CrossMap(question="q0", data=data)
    with pytest.raises(UnknownError, match=r"no document 'ofen'.*'oven'"):
        CrossMap(["ofen", "weir"], data=data)
    with pytest.raises(CourseError, match="two documents at least"):
        CrossMap(["oven"], data=data)
    with pytest.raises(UnknownError, match="no relation 'x9'"):
        CrossMap(selected="x9", data=data)


def test_a_question_without_relations_is_empty_and_not_an_error(data):
    empty = CrossMap(question="q2", data=data)
    assert empty.bands == []
    assert empty.to_text() == "Cross-document map: q2 Who pays for the *bread*?".replace("*", "")


def test_the_plain_face_has_claims_and_reason(shown):
    lines = shown.to_text().split("\n")
    assert lines[2] == "q1 What made the nine houses one? (2)"
    assert lines[3].startswith("  − x01 Weir c04 (“Ivan: Ivan, as the text reports him")
    assert lines[3].endswith(
        "attacks Oven c01 (“Žofie holds that one oven made the houses one.”). The road joined them."
    )
    assert "Sharing bread is no proof." in lines[4]
    assert "Oven c02" in lines[-1]
    assert " and Oven c05" in lines[-1]


def test_the_static_face_is_a_picture_and_a_list_a_question(shown):
    html = shown.to_html()
    assert html.count("<details>") == html.count("</details>") == 2
    assert html.count("<img alt=") == 2
    found = re.findall(r'src="data:image/svg\+xml,([^"]+)"', html)
    assert all(ET.fromstring(unquote(unescape(svg))).tag.endswith("svg") for svg in found)
    assert "<em>bread</em>" in html
    assert " id=" not in html


def test_faces_hold_no_original_and_stay_the_same(shown, data, tmp_path):
    attach_copy(tmp_path, data)
    after = CrossMap(data=data)
    assert (after.to_html(), after.to_text()) == (shown.to_html(), shown.to_text())
    assert "lit it twice a day" in ORIGINAL
    assert "lit it twice a day" not in after.to_html()
