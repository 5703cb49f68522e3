from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from urllib.parse import unquote

from corpus_utils.codings import Unit
from corpus_utils.disagreements import on_map, strip
from tests.maps import mill

PARAGRAPHS = ("p001", "p002", "p003")
UNITS = [
    Unit("choices", "mill", "m-1", "", {"Ž": "a", "I": "b"}, ("p002",)),
    Unit("choices", "mill", "m-2", "", {"Ž": "a", "I": "a"}, ("p002", "p003")),
    Unit(
        "roles",
        "mill",
        "m-3",
        "c02",
        {"Ž": "premise", "I": "thesis"},
        (),
        ("c02",),
        right="premise",
    ),
    Unit("map edges", "mill", "map:a", "x", {"Ž": True, "I": False}, (), (), "r05", right=True),
    Unit("steps", "mill", "m-4", "Hole 1", {"Ž": "s", "I": "s"}, (), (), "r05", right="s"),
    Unit("map edges", "mill", "map:a", "support: c04 > c01", {"Ž": False, "I": True}),
]


def words(picture):
    return " ".join(ET.fromstring(picture.svg).itertext())


def test_a_strip_shows_how_much_each_paragraph_divides():
    picture = strip(UNITS, PARAGRAPHS, title="Mill")
    assert picture.rows == (("p002", "50%", "m-1, m-2"), ("p003", "0%", "m-2"))
    assert "Most in p002 (50%), p003 (0%); 2 of 3 paragraphs" in picture.description
    heights = [float(h) for h in re.findall(r'height="([\d.]+)" fill="#5f7d8a"', picture.svg)]
    assert heights == [60, 1]  # of 120; nothing at all is drawn as a line
    assert "p001" in words(picture)


def test_a_map_shows_how_many_say_what_the_course_says():
    picture = on_map(UNITS, mill(), title="Mill")
    rows = {row[0]: row[1:] for row in picture.rows}
    assert rows["c02"][:2] == ("1 of 2", "100%")
    assert rows["r05"] == ("3 of 4", "50%", "c07 undercut r02")
    assert rows["not in the course's map"] == ("1 of 2", "100%", "support: c04 > c01")
    said = words(picture)
    assert "1 of 2" in said
    assert "3 of 4" in said
    # The step that is undercut and its ends are drawn, what has nothing to do with it is not.
    assert {"c02", "c04", "c07"} <= set(re.findall(r"c0\d", said))
    assert "c05" not in said


def test_a_heavier_line_repeats_what_stands_in_words():
    few, many = (
        on_map(
            [Unit("roles", "mill", "m", "", dict(enumerate(said)), (), ("c02",), right="y")],
            mill(),
            title="",
        )
        for said in ("ynnn", "yyyn")
    )
    weights = [float(re.search(r'rx="7".*?stroke-width="([\d.]+)"', p.svg)[1]) for p in (few, many)]
    assert weights[0] < weights[1]


def test_what_nobody_judged_is_said_and_not_drawn():
    for picture in (strip([], PARAGRAPHS, title="Mill"), on_map([], mill(), title="Mill")):
        assert picture.rows == ()
        assert "<img" not in picture.to_html()
        assert "was answered about by two students" in picture.to_text()


def test_every_picture_has_its_twin_in_words():
    for picture in (strip(UNITS, PARAGRAPHS, title="M & Ž"), on_map(UNITS, mill(), title="M & Ž")):
        data, _ = picture._repr_mimebundle_()
        html, text = data["text/html"], data["text/plain"]
        assert "M &amp; Ž" in html
        alt = re.search(r'<img class="chart" alt="([^"]+)"', html)[1]
        assert picture.description.replace("&", "&amp;").replace("'", "&#x27;") in alt
        for row in picture.rows:
            assert all(cell in text for cell in row)
        assert html.count("<tr>") == len(picture.rows) + 1
        assert unquote(html).count("http://") == 1  # the name of SVG itself
