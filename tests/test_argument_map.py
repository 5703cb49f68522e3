from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import unescape
from urllib.parse import unquote

import pytest

from corpus_utils.errors import UnknownError
from corpus_utils.widgets import argument_views as views
from corpus_utils.widgets.argument_map import ArgumentMap
from tests.maps import mill
from tests.oven import attach_copy, make_data
from tests.test_texts import ORIGINAL


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("CORPUS_UTILS_HOME", str(tmp_path / "home"))
    return make_data(tmp_path)


@pytest.fixture
def shown(data):
    return ArgumentMap("oven", data=data)


def test_a_claim_comes_with_its_voice_and_passage(shown):
    claim = shown.document["claims"][3]
    assert (claim["who"], claim["voice"]) == ("Ivan Mlynář", "reported")
    assert claim["passage"] == {"told": [["p005", "The lorry ended it."]], "words": []}
    assert shown.document["claims"][2]["who"] == "this course"


def test_with_a_copy_the_passage_has_the_originals_words(data, tmp_path):
    attach_copy(tmp_path, data)
    words = ArgumentMap("oven", data=data).document["claims"][3]["passage"]["words"]
    assert words[0].startswith("When\nthe road") or words[0].startswith("When the road")


def test_giving_up_a_linked_premise_fells_the_thesis_and_says_why(shown):
    shown.given_up = ["c03"]  # as the front end sets it
    assert shown.standing["c01"][0] == "falls"
    assert shown.said.startswith("c03 given up. c01 falls, because")
    assert shown.problem == ""
    shown.given_up = []
    assert shown.standing["c01"][0] == "stands"
    assert shown.said.startswith("All taken back. c01 stands")


def test_an_undercut_given_up_lets_the_attack_through(shown):
    assert shown.standing["r02"][0] == "falls"
    shown.given_up = ["c05"]
    assert shown.standing["c01"][0] == "falls"
    shown.given_up = ["c05", "r02"]  # a step denied
    assert shown.standing["c01"][0] == "stands"
    assert shown.said.startswith("r02 given up. c01 stands")


def test_what_changes_nothing_is_said_too(shown):
    shown.given_up = ["c04"]
    assert shown.said == "c04 given up. Nothing else changes."


def test_an_unknown_id_from_the_front_end_is_a_problem_shown(shown):
    shown.given_up = ["c99"]
    assert "c99" in shown.problem
    assert shown.standing["c01"][0] == "stands"


def test_folding_draws_the_rest_anew(shown):
    assert len(shown.picture["boxes"]) == 5
    assert shown.picture["folds"]["c01"] == 4
    shown.folded = ["c01"]
    assert [box["id"] for box in shown.picture["boxes"]] == ["c01"]
    shown.folded = []
    assert len(shown.picture["boxes"]) == 5


def test_a_part_of_the_map(data):
    part = ArgumentMap("oven", claims=["c01", "c02", "c03"], data=data)
    assert [relation["id"] for relation in part.document["relations"]] == ["r01"]
    part.given_up = ["c05"]  # what stands comes from the whole map
    assert part.standing["c01"][0] == "falls"
    with pytest.raises(UnknownError, match="c77"):
        ArgumentMap("oven", claims=["c77"], data=data)
    with pytest.raises(UnknownError, match="c77"):
        ArgumentMap("oven", selected="c77", data=data)


def test_the_plain_face_is_an_indented_outline(shown):
    lines = shown.to_text().split("\n")
    assert lines[0] == "Argument map: Oven"
    assert lines[3].startswith("c01 thesis [stands]: Žofie holds")
    assert lines[4].startswith("  + c02 evidence (together with c03) [stands]")
    assert lines[6].startswith("  − c04 objection [stands]")
    assert lines[7].startswith("  × c05 reply [undercuts r02] [stands]")


def test_the_static_face_is_a_picture_a_list_and_a_table(data):
    html = ArgumentMap("oven", given_up=["c03"], data=data).to_html()
    assert re.search(r'<img alt="Argument map: Oven\. 5 claims', html)
    svg = unquote(unescape(re.search(r'src="data:image/svg\+xml,([^"]+)"', html)[1]))
    assert ET.fromstring(svg).tag.endswith("svg")
    assert html.count("<ul>") == html.count("</ul>") == 2
    assert html.count("<li>") == html.count("</li>") == 5
    assert "c03 premise (together with c02) [given up]" in html
    assert '<th scope="row">r03</th><td>c05 undercuts the step to r02</td>' in html
    assert " id=" not in html


def test_faces_are_the_same_in_every_run_and_hold_no_original(data, tmp_path):
    before = ArgumentMap("oven", data=data)
    attach_copy(tmp_path, data)
    after = ArgumentMap("oven", data=data)
    assert before.to_html() == after.to_html()
    assert before.to_text() == after.to_text()
    assert "lit it twice a day" in ORIGINAL
    assert "lit it twice a day" not in after.to_html()


def test_the_listing_tells_each_relation_once():
    argument = mill()
    lines = views.listing(argument)
    assert [line.claim for line in lines if not line.again] == [
        "c01",
        "c02",
        "c04",
        "c07",
        "c03",
        "c05",
        "c06",
    ]
    sources = sum(len(relation.sources) for relation in argument.relations)
    assert sum(bool(line.kind) for line in lines) == sources


def test_a_part_drops_an_undercut_with_its_step():
    kept = views.part(mill(), ["c01", "c02", "c03", "c07"])
    assert [relation.id for relation in kept.relations] == ["r01"]


def test_what_is_folded_away_is_reached_by_no_other_way():
    argument = mill()
    assert views.hidden(argument, ["c02"]) == {"c04", "c07"}
    assert views.hidden(argument, []) == set()
