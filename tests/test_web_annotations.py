"""The shape is checked against the rules of the W3C Web Annotation Data Model, sections 3, 4 and 5."""

from __future__ import annotations

import json

import pytest

from corpus_utils import texts
from corpus_utils.alignment import Placement
from corpus_utils.annotations import Annotation, load, to_w3c
from corpus_utils.texts import Paragraph, Text
from corpus_utils.tokens import Span, Target, find, letters

COPY = "The mill.\n\n[menu] Novák closed it in May[1] 1917, they say.\n"
SENTENCE = "Novák closed it in May 1917, they say."
PURPOSES = {"classifying", "identifying", "describing"}


class Copied(Text):
    """A text with a copy: the spans lie where the test says, in a copy of our own."""

    def place(self, target, *, surface=""):
        (part,) = target.parts
        phrase = surface or {"p002": None}.get(part.paragraph, "Novák closed it in May[1] 1917")
        if phrase is None:
            return [Placement("missing")]
        start = COPY.index(phrase)
        if "[1]" not in phrase:
            return [Placement("exact", start, start + len(phrase))]
        note = COPY.index("[1]")
        return [
            Placement("exact", start, note),
            Placement("near", note + len("[1]"), start + len(phrase)),
        ]


@pytest.fixture
def paragraphs():
    size = len(letters(SENTENCE))
    return (
        Paragraph("p001", "body", (Span(0, size),)),
        Paragraph("p002", "body", (Span(size, 90),)),
    )


def annotation(target, **fields):
    return Annotation("person-01", "person", Target.parse(target), "novak", fields)


def sound(page):
    """Assert what the model asks of a page, its annotations, bodies, targets and selectors."""
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert len({item["id"] for item in page["items"]}) == len(page["items"])
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert item["id"].startswith("urn:")
        assert [body["purpose"] for body in item["body"][:2]] == ["classifying", "identifying"]
        for body in item["body"]:
            assert body["type"] == "TextualBody"
            assert body["purpose"] in PURPOSES
            assert isinstance(body["value"], str)
            assert body["value"]
            if body["purpose"] == "describing":
                assert ": " in body["value"]
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        assert targets
        for target in targets:
            assert target["type"] == "SpecificResource"
            assert isinstance(target["source"], str)
            selector = target["selector"]
            if selector["type"] == "TextPositionSelector":
                assert target["source"].endswith(":original")
                assert 0 <= selector["start"] < selector["end"]
            else:
                assert selector["type"] == "FragmentSelector"
                assert selector["conformsTo"].startswith("http")
                assert target["source"].endswith(":reading")
    json.dumps(page)
    return page["items"]


def test_without_a_copy_targets_are_paragraphs_of_the_reading_edition(paragraphs, monkeypatch):
    text = Text("mill", {"title": "The Mill at Łąka"}, paragraphs, (), None)
    monkeypatch.setattr(Text, "place", lambda self, target, *, surface="": [])
    given = annotation(
        f"p001@{find(SENTENCE, 'Novák')} p001@6-9 p002", surface="", note="Jan Novák"
    )
    (item,) = sound(to_w3c(text, [given]))
    assert [target["selector"]["value"] for target in item["target"]] == ["p001", "p002"]
    assert [(body["purpose"], body["value"]) for body in item["body"]] == [
        ("classifying", "person"),
        ("identifying", "novak"),
        ("describing", "paragraph: p001 p002"),
        ("describing", "note: Jan Novák"),
    ]
    (item,) = sound(to_w3c(text, [annotation("p001")]))
    assert item["target"]["selector"]["value"] == "p001"


def test_with_a_copy_each_span_has_its_own_target(paragraphs):
    text = Copied("mill", {}, paragraphs, (), None)
    (item,) = sound(to_w3c(text, [annotation("p001")]))
    ranges = [(t["selector"]["start"], t["selector"]["end"]) for t in item["target"]]
    assert [COPY[start:end] for start, end in ranges] == ["Novák closed it in May", " 1917"]
    (item,) = sound(to_w3c(text, [annotation("p001@0-5", surface="Novák")]))
    selector = item["target"]["selector"]
    assert COPY[selector["start"] : selector["end"]] == "Novák"


def test_what_the_copy_does_not_hold_is_given_in_the_reading_edition(paragraphs):
    text = Copied("mill", {}, paragraphs, (), None)
    (item,) = sound(to_w3c(text, [annotation("p002 p001")]))
    kinds = [target["selector"]["type"] for target in item["target"]]
    assert kinds == ["FragmentSelector", "TextPositionSelector", "TextPositionSelector"]


@pytest.mark.parametrize("key", texts.keys())
def test_the_shipped_documents_have_a_sound_page(key):
    text = texts.load(key)
    found = load(text)
    items = sound(to_w3c(text, found))
    assert len(items) == len(found)
    assert all("paragraph: p" in " ".join(body["value"] for body in item["body"]) for item in items)
