"""Charts put into a page: what is handed to its script, and what may run."""

from __future__ import annotations

import base64
import hashlib
import json
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_utils import embeds
from corpus_utils.vega import GREY, VEGA


def spec(**more):
    data = {"values": [{"a": 1, "b": "č"}]}
    return {"data": data, "mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}}} | more  # fmt: skip


class Script(HTMLParser):
    """What a browser takes for the script, and what for anything else."""

    def __init__(self, text):
        super().__init__()
        self.written, self.tags = "", []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.written += data


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=30))
def test_no_word_of_a_chart_breaks_out_of_its_script(word):
    made = Script(embeds.embedded({VEGA: spec(data={"values": [{"a": 1, "b": f"</script>{word}<!--"}]})}))  # fmt: skip
    assert [tag for tag, _ in made.tags] == ["script"]
    rows = [row for one in json.loads(made.written)["data"] for row in one.get("values", ())]
    assert rows[0]["b"] == f"</script>{word}<!--"


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Řeka", "Interactive chart: Řeka"),
        ({"text": "Řeka & <hora>"}, "Interactive chart: Řeka & <hora>"),
        ({"text": ["Řeka", "a hora"]}, "Interactive chart: Řeka a hora"),
        ("", "Interactive chart"),
    ],
)
def test_a_chart_has_a_name(title, label):
    made = Script(embeds.embedded({VEGA: spec(title=title)}))
    assert made.tags[0][1]["data-label"] == label
    # Vega tells it of the drawing itself; what the chart shows is told by the static face.
    assert json.loads(made.written)["description"] == label


def test_how_to_embed_is_not_said_by_the_chart():
    made = Script(embeds.embedded({VEGA: spec(usermeta={"embedOptions": {"ast": False}})}))
    assert {"usermeta", "$schema"} & set(json.loads(made.written)) == set()


@pytest.mark.parametrize(
    "more",
    [
        {"data": {"url": "https://a.example/a.csv"}},
        {"layer": [{"data": {"url": "a.csv"}, "mark": "point"}]},
        {"mark": {"type": "image", "url": "https://a.example/a.png"}},
    ],
)
def test_a_chart_whose_data_lie_elsewhere_stays_a_picture(more):
    assert embeds.embedded({VEGA: spec(**more)}) == ""


def test_addresses_in_a_chart_s_own_rows_are_no_obstacle():
    rows = {"data": {"values": [{"a": 1, "url": "https://a.example/"}]}}
    assert embeds.embedded({VEGA: spec(**rows)})


def test_the_policy_names_each_script_by_its_hash():
    assert embeds.policy(()) == ""
    digest = base64.b64encode(hashlib.sha256("č".encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'; " in embeds.policy(["č"])


def test_the_scripts_can_stand_in_a_page():
    for script in embeds.scripts():
        # A browser would change the first, and the hash with it; the others would end the script.
        assert not [end for end in ("\r", "</script", "<!--") if end in script.lower()]


def test_the_style_knows_the_grey_of_charts():
    assert f'text[fill="{GREY}"]' in embeds.style()
