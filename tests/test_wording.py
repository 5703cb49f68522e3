"""Prose for other programs: whatever is written, XML holds it and HTML shows it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given

from corpus_utils.products.wording import flat, legible, rich
from tests.inquiry import WORDS, bare


@given(WORDS)
def test_xhtml_is_well_formed_and_shows_the_same_words(words):
    element = ET.fromstring(f"<p>{rich(words)}</p>")
    assert " ".join("".join(element.itertext()).split()) == " ".join(flat(words).split())
    assert bare(rich(words)) == " ".join(flat(words).split())


def test_what_xml_cannot_hold_is_seen_to_be_missing():
    assert legible("a\x00b\ufffe") == "a�b�"


def test_emphasis_is_kept_in_html_only():
    assert rich("What *is* 2 * 3?") == "What <em>is</em> 2 * 3?"
    assert flat("What *is* 2 * 3?") == "What is 2 * 3?"
