from __future__ import annotations

import json
import re
import shutil
from xml.etree import ElementTree as ET

import pytest

from corpus_utils.answers import AnswerLog
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.widgets.face import STATIC, joined_script
from corpus_utils.widgets.map_builder import MapBuilder
from corpus_utils.widgets.position import Position
from corpus_utils.widgets.position_faces import WORDS
from tests.across import make_two
from tests.oven import attach_copy
from tests.test_argdown import needs_parser, parse
from tests.test_map_builder import Balance

THESIS = "I hold that one oven made Łódź warm."


@pytest.fixture
def data(tmp_path, monkeypatch):
    """Return a data folder with three documents."""
    monkeypatch.setenv("CORPUS_UTILS_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(Position, "_desks", {})
    data = make_two(tmp_path)
    ford = data / "texts" / "ford"
    shutil.copytree(data / "texts" / "weir", ford)
    for path in (ford / "argument.yaml", ford / "record.json", ford / "anchors.json"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("weir", "ford").replace("Weir", "Ford"), encoding="utf-8")
    return data


@pytest.fixture
def show(data, tmp_path):
    """Return a function that shows a position; answers go to a folder of the test."""

    def show(question="q1", **options):
        kept = {"lesson": "07-oven", "name": "on ovens", "folder": tmp_path / "answers"}
        return Position(question, data=data, **{**kept, **options})

    return show


def build(position):
    """Build a position that lacks nothing."""
    position.receive("state", gist=THESIS, role="thesis")
    position.receive("state", gist="I answer that *roads* are cold.", role="reply")
    for name in ("oven:c02", "weir:c02", "ford:c05"):
        position.receive("borrow", name=name)
    for kind, source, to in [
        ("support", "oven:c02", "m01"),
        ("support", "weir:c02", "m01"),
        ("attack", "ford:c05", "m01"),
        ("undercut", "m02", "s03"),
    ]:
        position.receive("place", kind=kind, sources=[source], to=to)
    position.receive("check")
    return position


def codes(position):
    return [finding["code"] for finding in position.outcome["findings"]]


# Borrowing


def test_the_shelf_holds_the_claims_of_all_documents_but_ours_and_marks_those_that_bear(show):
    library = show().library
    assert [d["short"] for d in library["documents"]] == ["Ford", "Oven", "Weir"]
    ids = [claim["id"] for claim in library["claims"]]
    assert len(ids) == 12
    assert "oven:c03" not in ids  # a premise that the course added
    asked = [claim["id"] for claim in library["claims"] if claim["asked"]]
    # Those the answers rest on, and those that a relation under the question joins; none by hand.
    assert asked == ["oven:c01", "oven:c02", "oven:c05", "weir:c04"]
    assert library["question"] == "q1"


def test_a_question_of_ones_own_and_a_choice_of_documents(show):
    position = show("Was it warm?", documents="oven weir")
    assert position.question == "Was it warm?"
    assert position.library["question"] == ""
    assert {claim["key"] for claim in position.library["claims"]} == {"oven", "weir"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"question": "q7"}, "there is no question 'q7'"),
        ({"documents": "ovne"}, "did you mean 'oven'"),
        ({"name": ""}, "both a lesson and a name"),
    ],
)
def test_bad_arguments_say_so_at_once(show, options, said):
    with pytest.raises(CourseError, match=said):
        show(**options)


def test_a_borrowed_claim_is_told_apart_with_document_and_asserter(show):
    position = show()
    position.receive("borrow", name="weir:c04")
    assert position.said.startswith("Weir c04 borrowed.")
    (claim,) = position.claims
    assert (claim["label"], claim["role"], claim["by"]) == ("Weir c04", "borrowed", "Ivan")
    assert (claim["who"], claim["voice"]) == ("Ivan Mlynář", "reported")
    assert claim["passage"]["told"] == [["p005", "The lorry ended it."]]
    position.receive("undo")
    assert position.claims == []
    position.receive("redo")
    position.receive("remove", name="weir:c04")
    assert position.said == "Taken away: Weir c04."


def test_what_cannot_be_borrowed_is_a_problem_shown(show):
    position = show()
    for name, said in [("weir:c44", "no claim 'c44'"), ("oven:c03", "added by this course")]:
        position._on_message(None, {"do": "borrow", "name": name}, None)
        assert said in position.problem
    position._on_message(None, {"do": "look", "name": "oven:c03"}, None)
    assert "no claim to borrow" in position.problem
    position.receive("look", name="weir:c04")
    assert position.looking["passage"]["told"][0][0] == "p005"


# Checking


def test_what_is_missing_is_told_with_why_and_the_passage(show):
    position = show()
    position.receive("state", gist=THESIS, role="thesis")
    position.receive("borrow", name="oven:c02")
    position.receive("borrow", name="weir:c04")
    position.receive("place", kind="attack", sources=["weir:c04"], to="m01")
    position.receive("check")
    assert codes(position) == ["noReason", "unused", "fewDocuments", "unanswered"]
    told = {finding["code"]: finding for finding in position.outcome["findings"]}
    assert told["unused"]["what"] == "Oven c02 is borrowed and joined to nothing."
    assert told["unused"]["places"] == "Oven p002"
    assert "“Weir c04 attacks m01”" in told["unanswered"]["what"]
    assert told["unanswered"]["passage"]["told"] == [["p005", "The lorry ended it."]]
    assert position.outcome["summary"] == ["4 things are missing from how it is built."]


def test_a_whole_position_is_said_to_lack_nothing_and_gets_no_mark(show, tmp_path):
    position = build(show())
    assert position.outcome["right"]
    assert "not for a machine to say" in position.said
    assert AnswerLog("07-oven", folder=tmp_path / "answers").latest("map:on ovens").mark is None


def test_what_another_document_holds_against_a_witness_is_brought_up(show):
    position = build(show())
    position.receive("borrow", name="oven:c01")
    position.receive("place", kind="support", sources=["oven:c01"], to="m01")
    position.receive("check")
    (finding,) = position.outcome["findings"]
    assert (finding["code"], finding["which"]) == ("bears", "weigh")
    assert finding["what"].startswith("Weir c04 (Ivan: “Ivan, as the text reports him, objects")
    assert "bears on Oven c01: have you answered it?" in finding["what"]
    assert finding["why"] == "The road joined them."
    assert position.outcome["right"]


@pytest.mark.parametrize("code", sorted(WORDS["findings"]))
def test_each_finding_has_words_whose_fields_are_filled(show, code):
    known = {"claims", "granted", "others", "n", "least", "step", "who", "document", "reason"}
    asked = re.findall(r"{(\w*)}", " ".join(WORDS["findings"][code]))
    assert set(asked) <= known


# Keeping


def test_a_position_is_kept_and_found_again(show, tmp_path):
    before = build(show())
    Position._desks.clear()  # as after a restart of the kernel
    again = show()
    assert [claim["id"] for claim in again.claims] == [claim["id"] for claim in before.claims]
    assert [s["text"] for s in again.steps] == [
        "Oven c02 supports m01",
        "Weir c02 supports m01",
        "Ford c05 attacks m01",
        "m02 undercuts the step (Ford c05 attacks m01)",
    ]
    assert again.notice.startswith("This is the map you checked on")
    assert again.outcome["right"]
    assert len(AnswerLog("07-oven", folder=tmp_path / "answers").attempts("map:on ovens")) == 1


def test_what_no_longer_fits_is_left_out(show):
    build(show())
    Position._desks.clear()
    again = show(documents="oven weir")
    assert "what no longer fits is left out" in again.notice
    assert [step["text"] for step in again.steps] == [
        "Oven c02 supports m01",
        "Weir c02 supports m01",
    ]


def test_a_log_that_a_hand_has_changed_does_no_harm(show, tmp_path):
    log = AnswerLog("07-oven", folder=tmp_path / "answers")
    position = show()
    for borrowed in ("Žižkov", [1, None, "oven:c99", "c01"], {"oven": "c01"}):
        given = {"level": "own", "steps": [], "claims": [], "order": borrowed}
        log.append(position._task, given, None)
        Position._desks.clear()
        assert show().claims == []


# What goes to a file


def test_files_are_written_beside_the_answers_and_never_over_one_another(show, tmp_path):
    position = build(show())
    for name in ("html", "svg", "argdown", "aif", "html"):
        position.receive("export", format=name)
    assert position.notice == f"Written: {tmp_path / 'answers' / '07-oven-on-ovens-2.html'}"
    assert sorted(path.name for path in (tmp_path / "answers").iterdir()) == [
        "07-oven-on-ovens-2.html",
        "07-oven-on-ovens.argdown",
        "07-oven-on-ovens.html",
        "07-oven-on-ovens.json",
        "07-oven-on-ovens.svg",
        "07-oven.jsonl",
    ]


def test_what_cannot_be_written_says_why(show, tmp_path):
    with pytest.raises(CourseError, match="write a claim first"):
        show().write()
    position = show()
    position.receive("state", gist=THESIS, role="thesis")
    with pytest.raises(UnknownError, match="did you mean 'html'"):
        position.write("htm")
    (tmp_path / "answers").write_text("in the way", encoding="utf-8")
    with pytest.raises(CourseError, match="cannot be written"):
        position.write()


def test_the_page_has_map_list_and_sources_and_no_word_of_a_copy(show, data, tmp_path):
    attach_copy(tmp_path, data)
    position = build(show())
    position.receive("borrow", name="oven:c01")  # joined to nothing
    passages = [claim["passage"] for claim in position.claims if claim["passage"]]
    assert "the cold will know it again" in " ".join(
        " ".join(p["words"]) for p in passages
    ).replace("\n", " ")
    page = position.to_page()
    assert "will know it again" not in page
    assert not re.search(r"<script|https?://(?!www\.w3\.org)", page)
    assert f'<p class="thesis">{THESIS}</p>' in page
    assert "<b>Ford c05</b> <small>borrowed</small> Žofie replies that the road came" in page
    assert "× <b>m02</b> <small>reply</small> I answer that <em>roads</em> are cold." in page
    assert "of: Ford c05 attacks m01" in page
    assert "Claims not joined to the thesis" in page
    assert "<li>Ford, <em>The Winter Oven</em>: c05 (Žofie Nováková, p005, p007)</li>" in page
    body = page[page.index("<body>") : page.index("</html>")]
    parser = Balance()
    parser.feed(re.sub(r"<img[^>]*>", "", body))
    assert parser.open == []


def test_what_a_student_writes_is_text_and_nothing_else(show):
    position = show(name="<b>&")
    position.receive("state", gist='I hold <script>alert("ž")</script> & more.', role="thesis")
    page = position.to_page()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    ET.fromstring(position.to_svg())
    assert "<b>&" not in page


def test_the_picture_names_document_and_asserter(show):
    svg = ET.fromstring(build(show()).to_svg())
    words = "\n".join(
        "".join(text.itertext()) for text in svg.iter("{http://www.w3.org/2000/svg}text")
    )
    assert "Ford c05 · borrowed" in words
    assert "m01 · thesis" in words
    assert "Žofie:" in words


@needs_parser
def test_argdown_reads_a_position(show):
    read = parse(build(show()).to_argdown())
    assert read["faults"] == []
    assert read["title"] == "My position: on ovens"
    said = {statement["title"]: statement for statement in read["statements"]}
    assert {"m01", "m02", "oven:c02", "weir:c02", "ford:c05"} <= set(said)
    assert said["m01"]["data"]["assertedBy"] == "the author of this map"
    assert said["ford:c05"]["data"]["role"] == "borrowed"
    assert [step["text"] for step in read["steps"]][2] == "Ford c05 attacks m01."
    assert ["attack", "s03-denial", "m01"] in read["relations"]


def test_aif_has_a_node_a_claim_and_a_step_and_all_ends_are_there(show):
    aif = build(show()).to_aif()
    nodes = {node["nodeID"]: node for node in aif["nodes"]}
    assert nodes["s03"]["text"] == "Ford c05 attacks m01."
    assert [n["type"] for n in nodes.values()].count("I") == 5
    assert all({edge["fromID"], edge["toID"]} <= set(nodes) for edge in aif["edges"])
    json.dumps(aif)


# Faces


def test_faces_do_not_depend_on_what_was_built(show):
    before = show().to_html(), show().to_text()
    after = build(show())
    assert (after.to_html(), after.to_text()) == before
    parser = Balance()
    parser.feed(before[0])
    assert parser.open == []
    lines = before[1].split("\n")
    assert lines[:2] == ["My position: on ovens", "What made the nine houses one?"]
    assert (
        "- Weir c04, Ivan: Ivan, as the text reports him, objects that the road joined them."
        in lines
    )


def test_every_word_the_scripts_ask_for_is_there():
    for script in ("map_builder.js", "borrowing.js"):
        asked = set(re.findall(r"\bwords\.(\w+)", (STATIC / script).read_text(encoding="utf-8")))
        assert asked - {*Position.WORDS, "help", "problem", "terms"} == set()
    assert "words.exports" in joined_script("map_builder.js")
    assert "exports" not in MapBuilder.WORDS


def test_the_real_claims_make_a_position(tmp_path, monkeypatch):
    monkeypatch.setattr(Position, "_desks", {})
    position = Position("q3", lesson="07-x", name="y", folder=tmp_path)
    position.receive("state", gist="I hold that it was chosen, under pressure.", role="thesis")
    for name in ("wohlforth:c19", "george:c12"):
        position.receive("borrow", name=name)
        position.receive("place", kind="support", sources=[name], to="m01")
    position.receive("check")
    told = {finding["code"]: finding for finding in position.outcome["findings"]}
    assert "held by Leon Trotsky" in told["reported"]["why"]
    assert (
        told["reported"]["what"]
        == "Wohlforth c19 is a view reported in its document and, by the course's map, answered there."
    )
    bearing = [f["what"] for f in position.outcome["findings"] if f["code"] == "bears"]
    assert any("Wohlforth c28" in what and "George c12" in what for what in bearing)
