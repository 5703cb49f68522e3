from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

from corpus_utils.acceptance import what_stands
from corpus_utils.claims import Argument, Claim
from corpus_utils.drawings import STYLES, to_svg
from corpus_utils.layout import lay_out
from tests.maps import mill

SVG = "{http://www.w3.org/2000/svg}"


def drawn(**options):
    text = to_svg(lay_out(mill()), title="The mill at Łąka", **options)
    return text, ET.fromstring(text)


def test_the_picture_is_sound_xml_with_a_title_and_a_white_ground():
    text, root = drawn()
    assert root.find(f"{SVG}title").text == "The mill at Łąka"
    assert "c02 and c03 support c01 (r01)" in root.find(f"{SVG}desc").text
    ground = root.find(f"{SVG}rect")
    assert ground.get("fill") == "#ffffff"
    assert ground.get("width") == root.get("width")
    assert "script" not in text
    assert "href" not in text


def test_every_word_of_a_gist_is_in_the_picture():
    _, root = drawn()
    shown = " ".join("".join(node.itertext()) for node in root.iter(f"{SVG}text"))
    for claim in mill().claims:
        assert claim.gist in shown


def test_kinds_differ_in_dashes_letter_and_head_not_only_in_colour():
    assert len({dashes for _, dashes, _ in STYLES.values()}) == len(STYLES)
    assert len({letter for *_, letter in STYLES.values()}) == len(STYLES)
    text, _ = drawn()
    assert all(f">{kind}</text>" in text for kind in STYLES)


def test_colours_are_legible_on_white():
    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for colour, *_ in STYLES.values():
        assert 1.05 / (luminance(colour) + 0.05) >= 5.9


def test_what_falls_says_so():
    text, _ = drawn(standing=what_stands(mill()))
    assert "c02 · premise · falls" in text
    assert "c06 · reply · " not in text
    assert drawn()[0] != text


def test_signs_of_xml_in_a_gist_do_no_harm():
    claim = Claim("c01", 'Żaneta holds that "1 < 2 & 3".', "thesis")
    text = to_svg(lay_out(Argument("x", "?", (claim,))), title="<b>&", description="<&>")
    root = ET.fromstring(text)
    assert root.find(f"{SVG}title").text == "<b>&"


def test_an_implicit_premise_has_a_broken_border():
    argument = mill()
    claims = (replace(argument.claims[0], implicit=True), *argument.claims[1:])
    text = to_svg(lay_out(replace(argument, claims=claims)), title="x")
    assert re.search(r'stroke-dasharray="5 3"', text)
