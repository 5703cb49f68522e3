from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from corpus_utils import arguments, texts
from corpus_utils.answers import AnswerLog
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.widgets import builder_desk as desks
from corpus_utils.widgets.face import STATIC
from corpus_utils.widgets.map_builder import MapBuilder
from tests.maps import mill
from tests.oven import attach_copy, make_data
from tests.test_texts import ORIGINAL

PLEA = ["c15", "c16", "c17", "c18", "c19"]


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("CORPUS_UTILS_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(MapBuilder, "_desks", {})
    return make_data(tmp_path)


@pytest.fixture
def oven(data, tmp_path):
    """Return a function that shows the oven's map to be built; answers go to a folder of the test."""

    def show(*claims, **options):
        kept = {"lesson": "00-oven", "name": "oven", "folder": tmp_path / "answers"}
        return MapBuilder("oven", claims or None, data=data, **{**kept, **options})

    return show


def draw(builder, *steps):
    for kind, sources, to in steps:
        builder.receive("place", kind=kind, sources=sources, to=to)


RIGHT = [
    ("support", ["c02", "c03"], "c01"),
    ("attack", ["c04"], "c01"),
    ("undercut", ["c05"], "s02"),
]


def verdict(builder, name):
    return builder.outcome["verdicts"][name]


# Levels


def test_a_frame_gives_claims_and_no_step(oven):
    builder = oven()
    assert [claim["id"] for claim in builder.claims] == ["c01", "c02", "c03", "c04", "c05"]
    assert builder.steps == []
    assert len(builder.picture["boxes"]) == 0
    assert builder.claims[3]["who"] == "Ivan Mlynář"
    assert builder.claims[3]["passage"]["told"] == [["p005", "The lorry ended it."]]


def test_holes_are_chosen_or_named_and_take_their_undercuts_along(oven):
    assert [step["id"] for step in oven(level="holes", holes=["r02"]).steps] == ["r01"]
    chosen = oven(level="holes")
    assert [step["id"] for step in chosen.steps] == []  # one of each kind, and each has one
    given = oven(level="holes", holes=["r01"]).steps[0]
    assert (given["given"], given["reason"]) == (True, "Then it was not the oven.")


def test_a_full_map_has_all_reasons_and_nothing_to_check(oven):
    builder = oven(level="full", lesson="", name="")
    assert builder.steps[0]["reason"] == "Sharing is what a house does."
    with pytest.raises(CourseError, match="Draw a step first"):
        builder.receive("check")


def test_what_the_course_draws_is_not_sent_before_it_is_found_or_asked_for(oven):
    builder = oven()
    draw(builder, RIGHT[1])
    builder.receive("check")
    builder.receive("hint")
    sent = json.dumps(builder.get_state(), default=str)
    assert "Then it was not the oven." in sent
    assert "Sharing is what a house does." not in sent
    assert "What comes later joins nothing earlier." not in sent


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"level": "holse"}, "did you mean 'holes'"),
        ({"holes": ["r01"]}, "this is 'frame'"),
        ({"level": "holes", "holes": ["r09"]}, "there is no relation 'r09'"),
        ({"level": "holes", "holes": []}, "use the level 'full'"),
        ({"name": ""}, "both a lesson and a name"),
        ({"claims": ["c77"]}, "there is no claim 'c77'"),
        ({"claims": ["c02", "c05"]}, "no relation lies between these claims"),
    ],
)
def test_bad_arguments_say_so_at_once(data, tmp_path, options, said):
    kept = {"lesson": "00-oven", "name": "oven", "folder": tmp_path, "data": data}
    with pytest.raises(CourseError, match=said):
        MapBuilder("oven", **{**kept, **options})


# Building


def test_steps_are_placed_taken_away_undone_and_done_again(oven):
    builder = oven()
    draw(builder, *RIGHT)
    assert builder.said == "Drawn: c05 undercuts the step (c04 attacks c01)."
    assert builder.steps[0]["text"] == "c02 and c03 together support c01"
    assert [edge["id"] for edge in builder.picture["edges"]] == ["s01", "s02", "s03"]
    builder.receive("remove", name="s02")
    assert builder.said == "Taken away: c04 attacks c01, and what led to or from it."
    assert [step["id"] for step in builder.steps] == ["s01"]
    assert [box["id"] for box in builder.picture["boxes"]] == ["c01", "c02", "c03"]
    builder.receive("undo")
    assert len(builder.steps) == 3
    builder.receive("redo")
    assert len(builder.steps) == 1
    assert builder.can == {"undo": True, "redo": False}
    builder.receive("redo")
    assert builder.said == "There is nothing to do again."


def test_what_cannot_be_placed_is_a_problem_shown(oven):
    builder = oven(level="holes", holes=["r02"])
    for message, said in [
        ({"do": "place", "kind": "support", "sources": ["c04"], "to": "c04"}, "lead to itself"),
        ({"do": "remove", "name": "r01"}, "given and stays"),
        ({"do": "remove", "name": "c01"}, "given and stays"),
        ({"do": "remove", "name": "s09"}, "no claim 's09'"),
        ({"do": "state", "gist": "Žofie", "role": "thesis"}, "the level 'own'"),
        ({"do": "chekc"}, "did you mean 'check'"),
    ]:
        builder._on_message(None, message, None)
        assert said in builder.problem
    builder._on_message(None, {"do": "undo"}, None)
    assert builder.problem == ""


# Checking


def test_a_right_map_is_said_to_be_complete_with_each_reason_and_passage(oven):
    builder = oven()
    draw(builder, *RIGHT)
    builder.receive("check")
    assert builder.outcome["right"]
    assert builder.outcome["summary"][0] == "Drawn as the course draws them: 3 of 3 steps."
    assert verdict(builder, "s01")["why"] == "Sharing is what a house does."
    assert verdict(builder, "s01")["places"] == "p002, p004"
    assert builder.said.endswith("Agreement with the course’s map: 100%.")


def test_an_attack_for_an_undercut_is_told_what_the_difference_means(oven):
    builder = oven()
    draw(builder, RIGHT[1], ("attack", ["c05"], "c04"))
    builder.receive("check")
    said = verdict(builder, "s02")
    assert said["title"] == "Close: look at the kind."
    assert "Does Žofie Nováková deny that, or deny that it settles c01" in said["why"]
    assert "aims at the step, not at the statement" in said["why"]
    assert said["why"].endswith("Read p005, p007 again.")


def test_each_other_fault_has_its_own_words(oven):
    builder = oven()
    draw(
        builder,
        ("support", ["c02"], "c01"),
        ("support", ["c01"], "c04"),
        ("attack", ["c02"], "c03"),
    )
    builder.receive("check")
    assert "What else must be granted" in verdict(builder, "s01")["why"]
    assert verdict(builder, "s02")["title"] == "Close: look at the direction."
    undrawn = verdict(builder, "s03")
    assert (undrawn["mark"], undrawn["title"][:10]) == ("undrawn", "The course")
    assert undrawn["why"].startswith("Read p002 again. c02: Žofie reports")
    assert undrawn["why"].endswith("Can both be true at once?")
    for name in ("s01", "s02", "s03"):
        assert "{" not in verdict(builder, name)["why"]


def test_what_is_missing_is_counted_then_hinted_at_then_shown(oven):
    builder = oven()
    draw(builder, RIGHT[1])
    builder.receive("check")
    assert "2 steps of the course are not in your map yet." in builder.outcome["summary"]
    builder.receive("show")
    assert builder.outcome["shown"] == []
    builder.receive("hint")
    assert builder.said.startswith("A step is missing that starts from c02 (“Žofie reports")
    draw(builder, ("undercut", ["c05"], "s01"))
    assert builder.outcome["stale"]
    builder.receive("hint")  # the other one has been drawn since
    assert builder.said == "No more hints: check the map again."
    builder.receive("check")
    builder.receive("show")
    assert [step["text"] for step in builder.outcome["shown"]] == [
        "c02 and c03 together support c01. Sharing is what a house does."
    ]


def test_a_verdict_goes_with_its_step(oven):
    builder = oven()
    draw(builder, RIGHT[1], ("attack", ["c05"], "c04"))
    builder.receive("check")
    builder.receive("remove", name="s02")
    draw(builder, ("support", ["c05"], "c02"))
    assert builder.steps[-1]["id"] == "s02"
    assert set(builder.outcome["verdicts"]) == {"s01"}


# Keeping


def test_every_check_is_kept_and_found_again(oven, tmp_path):
    builder = oven()
    draw(builder, *RIGHT[1:2])
    builder.receive("check")
    draw(builder, RIGHT[0])
    builder.receive("check")
    log = AnswerLog("00-oven", folder=tmp_path / "answers")
    first, second = log.attempts("map:oven")
    assert (first.attempt, second.attempt, second.mark) == (1, 2, 0.8)
    assert second.given["steps"][1] == {
        "id": "s02",
        "kind": "support",
        "from": ["c02", "c03"],
        "to": "c01",
    }
    MapBuilder._desks.clear()  # as after a restart of the kernel
    again = oven()
    assert [step["text"] for step in again.steps] == [step["text"] for step in builder.steps]
    assert re.match(r"This is the map you checked on \d+ \w+ \d{4}\.$", again.notice)
    assert again.outcome["verdicts"] == builder.outcome["verdicts"]
    assert len(log.attempts("map:oven")) == 2
    again.receive("check")
    assert log.latest("map:oven").attempt == 3


def test_what_was_not_checked_is_found_again_in_this_kernel(oven):
    builder = oven()
    draw(builder, *RIGHT)
    builder.receive("undo")
    again = oven()
    assert len(again.steps) == 2
    again.receive("redo")
    assert len(again.steps) == 3


def test_another_level_is_another_map(oven):
    builder = oven()
    draw(builder, *RIGHT)
    builder.receive("check")
    MapBuilder._desks.clear()
    assert [step["id"] for step in oven(level="holes", holes=["r02"]).steps] == ["r01"]
    part = oven("c01", "c04", "c05")
    assert "what no longer fits is left out" in part.notice
    assert part.steps[0]["text"] == "c04 attacks c01"


def test_a_log_that_a_hand_has_changed_does_no_harm(oven, tmp_path):
    log = AnswerLog("00-oven", folder=tmp_path / "answers")
    for given in (
        ["x"],
        {"level": "frame", "steps": "Žižkov", "claims": [1, {"id": "m01"}]},
        {"level": "frame", "steps": [{"kind": "attack", "from": ["c04"], "to": ["c01"]}, 3]},
    ):
        log.append(desks.Task("map:oven", "0"), given, None)
        MapBuilder._desks.clear()
        assert oven().steps == []


def test_without_a_lesson_nothing_is_kept_and_that_is_said(data):
    builder = MapBuilder("oven", data=data)
    draw(builder, RIGHT[1])
    builder.receive("check")
    assert builder.notice.startswith("Nothing is kept")


def test_a_log_that_cannot_be_written_is_told_and_the_check_stands(oven, tmp_path):
    (tmp_path / "answers").write_text("in the way", encoding="utf-8")
    builder = oven()
    draw(builder, RIGHT[1])
    builder.receive("check")
    assert "is not kept" in builder.notice
    assert builder.outcome["verdicts"]


# Claims of one's own


def test_a_map_of_ones_own_is_written_and_checked_for_shape(oven, tmp_path):
    builder = oven(level="own")
    builder.receive("state", gist="  I hold that Łódź\nneeds trams. ", role="thesis")
    builder.receive("state", gist="I report that the buses are full.", role="evidence")
    assert builder.claims[0]["gist"] == "I hold that Łódź needs trams."
    assert builder.claims[0]["who"] == "you"
    draw(builder, ("attack", ["m01"], "m02"))
    builder.receive("state", gist="I add that it rains.", role="premise")
    builder.receive("check")
    assert builder.outcome["summary"][0] == "The shape does not hold yet."
    assert "'m03' is an orphan" in builder.outcome["summary"][1]
    builder.receive("remove", name="m03")
    builder.receive("remove", name="s01")
    draw(builder, ("support", ["m02"], "m01"))
    builder.receive("state", gist="I count full buses.", role="evidence", name="m02")
    builder.receive("check")
    assert builder.outcome["right"]
    MapBuilder._desks.clear()
    again = oven(level="own")
    assert [claim["gist"] for claim in again.claims] == [
        "I hold that Łódź needs trams.",
        "I count full buses.",
    ]
    assert [step["text"] for step in again.steps] == ["m02 supports m01"]
    assert AnswerLog("00-oven", folder=tmp_path / "answers").latest("map:oven").mark is None


def test_given_claims_of_an_own_map_stay(oven):
    builder = oven("c01", level="own")
    for message in (
        {"do": "remove", "name": "c01"},
        {"do": "state", "gist": "x", "role": "reply", "name": "c01"},
    ):
        builder._on_message(None, message, None)
        assert "given and stays" in builder.problem
    builder._on_message(None, {"do": "state", "gist": " ", "role": "reply"}, None)
    assert builder.problem == "Write what is claimed first."
    with pytest.raises(UnknownError):
        builder.receive("state", gist="Žofie", role="rpely")


# Faces


class Balance(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_static_face_folds_the_courses_map_away(oven):
    html = oven(level="holes", holes=["r02"]).to_html()
    parser = Balance()
    parser.feed(html)
    assert parser.open == []
    before, folded = html.split("<details>")
    assert "Steps that are given" in before
    assert "c04 attacks c01" not in before
    assert "<td>Then it was not the oven.</td>" in folded
    assert '<th scope="row">c04</th><td>objection</td>' in before
    assert "<td>Ivan Mlynář</td><td>p005</td>" in before


def test_the_plain_face_has_a_claim_a_line_and_the_courses_map_last(oven):
    lines = oven().to_text().split("\n")
    assert lines[0] == "Map builder: Oven, oven"
    assert lines[3] == "c01 thesis [p004]: Žofie holds that one oven made the houses one."
    assert lines[8] == "The course’s map, to be read after your own:"
    assert lines[-1].startswith("× c05 undercuts the step (c04 attacks c01): What comes later")
    own = oven(level="own").to_text()
    assert "course’s map" not in own


def test_faces_do_not_depend_on_what_was_built_and_hold_no_original(oven, data, tmp_path):
    builder = oven()
    before = builder.to_html(), builder.to_text()
    attach_copy(tmp_path, data)
    draw(builder, *RIGHT)
    builder.receive("check")
    assert (builder.to_html(), builder.to_text()) == before
    assert "lit it twice a day" in ORIGINAL
    assert "lit it twice a day" not in before[0]


def test_every_word_the_script_asks_for_is_there():
    script = (STATIC / "map_builder.js").read_text(encoding="utf-8")
    asked = set(re.findall(r"\bwords\.(\w+)", script))
    # Only a position is taken away in files, and has borrowed claims to give back (test_position.py).
    positions = {"exports", "takeAway", "giveBack", "borrowedAlready"}
    assert asked - {*MapBuilder.WORDS, "help", "problem", "terms"} == positions


# The real map


def test_the_plea_of_necessity(tmp_path, monkeypatch):
    monkeypatch.setattr(MapBuilder, "_desks", {})
    options = {"lesson": "03-wohlforth", "name": "plea", "folder": tmp_path}
    builder = MapBuilder("wohlforth", PLEA, level="holes", **options)
    assert [step["text"] for step in builder.steps] == [
        "c15 supports c19",
        "c17 undercuts the step (c15 supports c19)",
    ]
    draw(builder, ("support", ["c16"], "c17"), ("undercut", ["c18"], builder.steps[1]["id"]))
    builder.receive("check")
    assert builder.outcome["right"]


@pytest.mark.parametrize("key", ["wohlforth", "george"])
def test_a_step_of_a_whole_map_is_answered_before_it_is_drawn(key, tmp_path, monkeypatch):
    """The drawing takes longer (see tests/bench/builder.py), and nobody should wait for it."""
    monkeypatch.setattr(MapBuilder, "_desks", {})
    whole = arguments.load(texts.load(key))
    builder = MapBuilder(key, folder=tmp_path, lesson="x", name="y")
    built = desks.taken_up(builder._desk.built, {"steps": desks.written(whole), "claims": []})[0]
    assert len(built.relations) == len(whole.relations)
    builder._desk.change(built)
    builder.receive("check")
    assert builder.outcome["right"]
    sent = []
    builder.observe(lambda change: sent.append(change.name), ["steps", "picture"])
    builder.receive("remove", name="s05")
    assert sent == ["steps", "picture"]


def test_a_map_is_written_and_taken_up():
    course = mill()
    given = desks.as_given(course, "frame", ())
    given["steps"].reverse()  # undercuts first
    built, whole = desks.taken_up(desks.bare(course, ()), given)
    assert whole
    assert {desks.key(built, step) for step in built.relations} == {
        desks.key(course, step) for step in course.relations
    }
