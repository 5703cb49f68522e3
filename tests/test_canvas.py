"""QTI 1.2 for Canvas: built as text2qti builds it, whose packages Canvas imports."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from hypothesis import given

from corpus_utils.products.asking import asked
from corpus_utils.products.canvas import to_canvas
from corpus_utils.products.canvas_items import TYPES
from corpus_utils.products.shapes import Answer, Stimulus
from corpus_utils.products.wording import flat
from tests.inquiry import SHAPES, WORDS, bare, question, sources
from tests.readers import needs_python, python

QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
# Attributes that say what something is; the others are names.
SAID = {
    "texttype",
    "rcardinality",
    "continue",
    "feedbacktype",
    "action",
    "varname",
    "vartype",
    "rshuffle",
}
QUIZ = """\
Quiz title: Well

1. Is there a well?
- Look down.
*a) Yes
... It says so.
b) No
... Look again.

2. Which are wet?
[*] Rain
[ ] Dust
[*] Rivers

3. Tell.
... Like this.
____
"""


def files(package: bytes) -> dict[str, str]:
    with ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def quizzes(package: bytes) -> list[ET.Element]:
    read = {name: ET.fromstring(text.encode()) for name, text in files(package).items()}
    return [root for root in read.values() if root.tag == f"{QTI}questestinterop"]


def items(package: bytes) -> list[ET.Element]:
    return [item for quiz in quizzes(package) for item in quiz.iter(f"{QTI}item")]


def skeleton(node: ET.Element) -> list:
    """Return what an element is made of, without names and words."""
    said = {name: value for name, value in node.attrib.items() if name in SAID}
    return [node.tag, sorted(node.attrib), said, [skeleton(child) for child in node]]


@needs_python
def test_items_are_built_as_text2qti_builds_them():
    none = Stimulus((), "")
    yes, no = Answer("Yes", "It says so.", ""), Answer("No", "Look again.", "", right=False)
    wet = (Answer("Rain", "", ""), Answer("Dust", "", "", right=False), Answer("Rivers", "", ""))
    made = [
        question(
            "one", "Is there a well?", answers=(yes, no), hints=("Look down.",), stimulus=none
        ),
        question("several", "Which are wet?", answers=wet, hints=(), stimulus=none),
        question("words", "Tell.", hints=(), stimulus=none),
    ]
    theirs = [*ET.fromstring(python("write_canvas.py", QUIZ).encode()).iter(f"{QTI}item")]
    one, stripped, words = items(to_canvas("09-well", made))
    assert skeleton(one) == skeleton(theirs[0])
    assert skeleton(words) == skeleton(theirs[2])
    # They have no explanation for each answer of this kind; without ours the rest is the same.
    processing = stripped.find(f"{QTI}resprocessing")
    for node in [n for n in processing if n.find(f"{QTI}displayfeedback") is not None]:
        processing.remove(node)
    for node in stripped.findall(f"{QTI}itemfeedback"):
        stripped.remove(node)
    assert skeleton(stripped) == skeleton(theirs[1])


@given(WORDS)
def test_any_words_come_back(words):
    for shape, item in zip(
        SHAPES, items(to_canvas("09-well", [question(s, words) for s in SHAPES])), strict=True
    ):
        entries = [node.text for node in item.iter(f"{QTI}fieldentry")]
        assert entries[:2] == [TYPES[shape], "2.0"]
        line = " ".join(flat(words).split())
        shown = [node.text or "" for node in item.find(f"{QTI}presentation").iter(f"{QTI}mattext")]
        assert bare(shown[0]).count(line) >= 2  # prompt and passage
        kind = item.find(f".//{QTI}response_label//{QTI}mattext")
        if shape in ("rows", "order"):
            assert kind.get("texttype") == "text/plain"
        elif shape != "words":
            assert [bare(text) for text in shown[1:]] == [f"{n} {line}" for n in (1, 2, 3)]


def test_right_answers_earn_everything_and_nothing_else_does():
    for item in items(to_canvas("09-well", [question(shape) for shape in SHAPES])):
        worth = [float(node.text) for node in item.iter(f"{QTI}setvar")]
        assert sum(worth) == pytest.approx(0 if "well-words" in item.get("title") else 100, abs=0.1)


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_no_reference_leads_nowhere(source):
    package = to_canvas(source.name, asked(source))
    manifest = ET.fromstring(files(package)["imsmanifest.xml"].encode())
    hrefs = {node.get("href") for node in manifest.iter() if node.tag.endswith("}file")}
    assert hrefs == {*files(package)} - {"imsmanifest.xml"}
    known = {node.get("identifier") for node in manifest.iter() if node.tag.endswith("}resource")}
    needed = {node.get("identifierref") for node in manifest.iter()} - {None}
    assert needed <= known
    names = [item.get("ident") for item in items(package)]
    assert len({*names}) == len(names) == len(asked(source))
    for item in items(package):
        labels = {node.get("ident") for node in item.iter(f"{QTI}response_label")}
        fed = {node.get("ident") for node in item.iter(f"{QTI}itemfeedback")}
        assert {node.text for node in item.iter(f"{QTI}varequal")} <= labels
        assert {node.get("linkrefid") for node in item.iter(f"{QTI}displayfeedback")} == fed
