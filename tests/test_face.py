from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from typing import ClassVar

import pytest
import traitlets

from corpus_utils import messages
from corpus_utils.errors import CourseError
from corpus_utils.surroundings import COURSE
from corpus_utils.widgets.face import (
    STATIC,
    Face,
    content,
    element,
    joined_script,
    percent,
    plain,
    prose,
    said_day,
    table,
)


class Lamp(Face):
    """The smallest face there can be."""

    WORDS: ClassVar = {"light": "světlo"}
    _esm = "export default { render() {} }"
    lit = traitlets.Bool().tag(sync=True)

    def to_html(self):
        return element("p", "Lampa")

    def to_text(self):
        return "Lampa"

    def acts(self):
        return {"light": self._light, "ask": self._ask, "divide": self._divide}

    def _light(self, *, on):
        self.lit = on
        self.said = "Svítí"

    def _ask(self):
        raise CourseError("there is no lamp 'Žofie'")

    def _divide(self):
        raise ZeroDivisionError("ψ")


def test_one_display_gives_three_faces():
    data, metadata = Lamp()._repr_mimebundle_()
    assert data["text/html"] == "<p>Lampa</p>"
    assert data["text/plain"] == "Lampa"
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"]
    assert metadata == {}


def test_words_of_the_face_and_of_the_widget_reach_the_screen():
    words = Lamp().words
    assert words["light"] == "světlo"
    assert words["problem"] == "This did not work"


def test_a_message_is_acted_on():
    lamp = Lamp()
    lamp._handle_custom_msg({"do": "light", "on": True}, [])
    assert lamp.lit


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({"do": "ask"}, "there is no lamp 'Žofie'"),
        ({"do": "divide"}, "ZeroDivisionError: ψ"),
        ({"do": "lihgt"}, "there is no action 'lihgt' (did you mean 'light'?)"),
        ({"no": "do"}, "TypeError"),
        ("nonsense", "TypeError"),
    ],
)
def test_what_goes_wrong_in_a_handler_is_shown(message, said):
    lamp = Lamp()
    lamp._handle_custom_msg(message, [])
    assert said in lamp.problem
    lamp._handle_custom_msg({"do": "light", "on": True}, [])
    assert lamp.problem == ""


def test_the_same_outcome_met_again_is_news_to_the_front_end():
    lamp, heard = Lamp(), []
    lamp.observe(lambda change: heard.append(change["new"]), "said")
    for _ in range(2):
        lamp.receive("light", on=True)
    assert heard == ["Svítí", "", "Svítí"]


SCRIPTS = sorted(
    path.name
    for path in STATIC.glob("*.js")
    if "export default" in path.read_text(encoding="utf-8")  # the others are imported by these
)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_joined_script_is_one_module_that_imports_and_fetches_nothing(name):
    script = joined_script(name)
    assert script.count("export ") == 1
    assert "export default { render };" in script
    assert not re.search(r"^import\b", script, re.MULTILINE)
    addresses = set(re.findall(r"https?://[^\s\"']+", script))
    assert addresses <= {"http://www.w3.org/2000/svg"}
    assert "fetch(" not in script


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.css")), ids=lambda path: path.name)
def test_styles_stay_inside_the_widgets_and_fetch_nothing(path):
    style = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert "@import" not in style
    assert "url(" not in style
    for selector in re.findall(r"([^{};]+)\{", style):
        first = selector.strip()
        assert ".cu-" in first or first.startswith(("@", "::highlight(cu-")), first


def test_html_is_escaped_and_emphasis_kept():
    assert prose("*Žofie* < & 2*3") == "<em>Žofie</em> &lt; &amp; 2*3"
    assert plain("*Žofie*\n bakes") == "Žofie bakes"
    assert element("img", alt='"chléb" & sůl').startswith('<img alt="&quot;chléb&quot; &amp; sůl">')


def test_a_table_has_a_caption_and_heads():
    made = table("Bread", ["who", "loaves"], [["Žofie", "9"]])
    parser = HTMLParser()
    parser.feed(made)
    assert "<caption>Bread</caption>" in made
    assert '<th scope="row">Žofie</th><td>9</td>' in made


@pytest.fixture
def czech(tmp_path, monkeypatch):
    """An own version of the course that speaks another language, as far as its catalogue goes."""
    (tmp_path / "languages").mkdir()
    months = ", ".join([f"m{n}" for n in range(1, 5)] + ["května"] + ["x"] * 7)
    (tmp_path / "languages" / "cs.yaml").write_text(
        f"""face:
  months: [{months}]
  day: "{{day}}. {{month}} {{year}}"
  percent: "{{n}} %"
  thousands: " "
  decimal: ","
""",
        encoding="utf-8",
    )
    (tmp_path / "course.toml").write_text('made_for = "corpus-utils"\n', encoding="utf-8")
    monkeypatch.setenv(COURSE, str(tmp_path))
    messages.choose("cs")
    yield
    messages.choose("")


@pytest.mark.usefixtures("czech")
def test_in_another_language_a_face_says_which_and_what_stays_english():
    lamp = Lamp()
    data, _ = lamp._repr_mimebundle_()
    assert data["text/html"] == '<div lang="cs"><p>Lampa</p></div>'
    assert lamp.words["language"] == "cs"
    told = '<span lang="en">Olga <em>bakes</em> &amp; rests.</span>'
    assert content("Olga *bakes* & rests.") == told
    assert content("") == ""


def test_in_english_nothing_is_marked():
    assert content("Olga *bakes*.") == prose("Olga *bakes*.")
    assert Lamp().words["language"] == "en"


@pytest.mark.usefixtures("czech")
def test_days_and_figures_are_written_as_the_language_has_it():
    def written():
        return said_day(date(2026, 5, 3)), percent(63), messages.figure(1234.5, ",.1f")

    assert written() == ("3. května 2026", "63 %", "1 234,5")
    messages.choose("en")
    assert written() == ("3 May 2026", "63%", "1,234.5")
