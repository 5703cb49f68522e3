"""QTI 2.1: items and tests as the specification orders them, read by another program."""

from __future__ import annotations

import io
from itertools import pairwise
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from hypothesis import given

from corpus_utils.products.asking import asked
from corpus_utils.products.qti import to_item, to_qti
from corpus_utils.products.wording import flat
from tests.inquiry import HARD, SHAPES, WORDS, question, sources
from tests.readers import needs_python, qti3

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
CHILDREN = (
    "responseDeclaration",
    "outcomeDeclaration",
    "itemBody",
    "responseProcessing",
    "modalFeedback",
)
CHOICES = ("simpleChoice", "simpleAssociableChoice")


def files(package: bytes) -> dict[str, ET.Element]:
    with ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        return {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}


def words_of(node: ET.Element) -> str:
    return " ".join("".join(node.itertext()).split())


def sound(item: ET.Element) -> None:
    """Assert that an item has its parts in order and names nothing that it lacks."""
    tags = [child.tag.removeprefix(QTI) for child in item]
    assert all(CHILDREN.index(a) <= CHILDREN.index(b) for a, b in pairwise(tags))
    declared = {node.get("identifier") for tag in CHILDREN[:2] for node in item.findall(QTI + tag)}
    processing = item.find(f"{QTI}responseProcessing")
    used = {n.get("identifier") for n in processing.iter() if n.get("identifier")}
    fed = item.findall(f"{QTI}modalFeedback")
    assert used | {node.get("outcomeIdentifier") for node in fed} <= declared
    names = [n.get("identifier") for tag in CHOICES for n in item.iter(QTI + tag)]
    assert len({*names}) == len(names)
    values = {
        name
        for node in item.findall(f"{QTI}responseDeclaration/{QTI}correctResponse/{QTI}value")
        for name in node.text.split()
    }
    assert values <= {*names}
    keys = [(n.get("outcomeIdentifier"), n.get("identifier")) for n in fed]
    assert len({*keys}) == len(keys)


@given(WORDS)
def test_any_words_come_back(words):
    line = " ".join(flat(words).split())
    for shape in SHAPES:
        item = ET.fromstring(to_item(question(shape, words)).encode())
        sound(item)
        body = item.find(f"{QTI}itemBody")
        assert line in words_of(body.find(f"{QTI}div"))
        assert line in words_of(next(body.iter(f"{QTI}prompt")))
        texts = [words_of(node) for tag in CHOICES for node in body.iter(QTI + tag)]
        if shape in ("one", "several", "order"):
            assert sorted(texts) == [f"{n} {line}" for n in (1, 2, 3)]
        if shape == "rows":
            assert sorted(texts)[-2:] == [f"row {n} {line}" for n in (0, 1)]


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_no_reference_leads_nowhere(source):
    every = asked(source)
    read = files(to_qti(source.name, every))
    manifest, test = read["imsmanifest.xml"], read["test.xml"]
    hrefs = {node.get("href") for node in manifest.iter() if node.tag.endswith("}file")}
    assert hrefs == {*read} - {"imsmanifest.xml"}
    named = {node.get("identifier") for node in manifest.iter() if node.tag.endswith("}resource")}
    assert {node.get("identifierref") for node in manifest.iter()} - {None} <= named
    refs = {n.get("identifier"): n.get("href") for n in test.iter(f"{QTI}assessmentItemRef")}
    assert len(refs) == len(every)
    for name, href in refs.items():
        assert read[href].get("identifier") == name
        sound(read[href])


def test_hints_are_for_the_tutor_only():
    item = ET.fromstring(to_item(question("one")).encode())
    (block,) = item.iter(f"{QTI}rubricBlock")
    assert block.get("view") == "tutor"
    assert words_of(block) == "Hint 1: Is there a well?Hint 2: Look down."


@needs_python
def test_another_program_makes_qti_3_of_any_words():
    words = " ".join(word for word in HARD if word.strip())
    made = [to_item(question(shape, words)) for shape in SHAPES]
    for document, shape in zip(qti3(made), SHAPES, strict=True):
        item = ET.fromstring(document.encode())
        assert item.tag.endswith("}qti-assessment-item")
        assert item.get("identifier") == f"item-well-{shape}"
        assert flat(words) in words_of(item)
