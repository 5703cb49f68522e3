"""Moodle XML: well-formed whatever is written, and read back by another program."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from corpus_utils.products import moodle
from corpus_utils.products.asking import asked
from corpus_utils.products.moodle import TYPES, fractions, to_moodle
from corpus_utils.products.shapes import notes
from corpus_utils.products.wording import flat
from tests.inquiry import HARD, SHAPES, WORDS, bare, question, sources
from tests.readers import needs_python, python


def line(text: str) -> str:
    return " ".join(flat(text).split())


def read(xml: str) -> list[ET.Element]:
    return [q for q in ET.fromstring(xml.encode()) if q.get("type") != "category"]


def text(node: ET.Element, path: str) -> str:
    return bare(node.findtext(f"{path}/text") or "")


@given(WORDS)
def test_any_words_come_back(words):
    made = {shape: question(shape, words) for shape in SHAPES}
    for (shape, one), node in zip(
        made.items(), read(to_moodle("09-well", [*made.values()])), strict=True
    ):
        assert node.get("type") == TYPES[shape]
        assert text(node, "questiontext").count(line(words)) >= 2  # prompt and passage
        assert [bare(hint.findtext("text")) for hint in node.findall("hint")] == [
            line(hint) for hint in one.hints
        ]
        answers = [bare(answer.findtext("text")) for answer in node.findall("answer")]
        assert answers == [line(answer.text) for answer in one.answers]
        if shape == "words":
            assert line(words) in text(node, "graderinfo")
            assert line(words) in text(node, "generalfeedback")
        if shape == "rows":
            pairs = [
                (text(sub, "."), " ".join(sub.findtext("answer/text").split()))
                for sub in node.findall("subquestion")
            ]
            assert [pair for pair in pairs if pair[0]] == [
                (line(row.text), line(row.right)) for row in one.rows
            ]
            assert {right for _, right in pairs} == set(map(line, one.choices))


def test_every_question_has_what_moodle_asks_for():
    for node in read(to_moodle("09-well", [question(shape) for shape in SHAPES])):
        tags = [child.tag for child in node]
        for tag in ("name", "questiontext", "generalfeedback", "defaultgrade", "idnumber", "tags"):
            assert tags.count(tag) == 1
        assert node.findtext("defaultgrade") == "2"


@pytest.mark.parametrize(("right", "wrong"), [(1, 1), (1, 4), (3, 2), (2, 0), (7, 3)])
def test_choosing_all_that_is_right_earns_all_and_choosing_everything_nothing(right, wrong):
    answers = [question("one").answers[0]] * right + [question("one").answers[1]] * wrong
    shares = [float(share) for share in fractions(question("several", answers=tuple(answers)))]
    assert sum(shares[:right]) == pytest.approx(100, abs=1e-3)
    assert sum(shares) == pytest.approx(0 if wrong else 100, abs=1e-3)


def test_second_tries_lie_in_a_category_of_their_own():
    xml = to_moodle("09-well", [question("one", id="a"), question("one", id="a.2", second=True)])
    assert [
        c.findtext("category/text") for c in ET.fromstring(xml) if c.find("category") is not None
    ] == [
        "$course$/top/Five Arguments/09-well",
        "$course$/top/Five Arguments/09-well/second tries",
    ]
    (note,) = notes(question("one", id="a.2", second=True), "moodle", moodle.WORDS["lost"])
    assert note.instead == "a question of its own under “second tries”"


@needs_python
def test_another_program_reads_choices_with_their_feedback():
    words = " ".join(word for word in HARD if "CDATA" not in word and word != "]]>")
    made = [question("one", words), question("several", words)]
    for one, found in zip(
        made, json.loads(python("read_moodle.py", to_moodle("09-well", made))), strict=True
    ):
        assert found["name"] == one.title
        assert found["single"] == (one.shape == "one")
        # This reader takes escapes away once more than Moodle does, so that only the frame is compared.
        assert [o["score_fraction"] for o in found["options"]] == [float(f) for f in fractions(one)]
        assert all("why" in o["feedback"] for o in found["options"])


@needs_python
@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_another_program_reads_the_whole_bank(source):
    every = [one for one in asked(source) if one.shape in ("one", "several")]
    found = json.loads(python("read_moodle.py", to_moodle(source.name, asked(source))))
    assert {q["name"]: len(q["options"]) for q in found} == {
        one.title: len(one.answers) for one in every
    }
