import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_utils import messages
from corpus_utils.messages import fields, laid_over, section
from corpus_utils.surroundings import COURSE, LANGUAGE

PACKAGE = Path(messages.__file__).parent
GREEK = """\
ballot:
  option: Επιλογή
  counted: "{option}: {count}"     # {total} and {share} are missing
  rounds:
    before: Πριν
  keys: [no list there]
nobody: here
"""


@pytest.fixture(autouse=True)
def as_found():
    """Whatever a test chooses, the next one begins with the surroundings."""
    messages.choose("")
    yield
    messages.choose("")


@pytest.fixture
def greek(tmp_path, monkeypatch):
    """An own folder that speaks some Greek."""
    folder = tmp_path / "σεμινάριο"
    (folder / "languages").mkdir(parents=True)
    (folder / "course.toml").write_text('made_for = "corpus-utils"\nlanguage = "el"\n', "utf-8")
    (folder / "languages/el.yaml").write_text(GREEK, encoding="utf-8")
    monkeypatch.setenv(COURSE, str(folder))
    return folder


def test_a_section_is_a_mapping_of_what_is_said():
    ballot = section("ballot")
    assert ballot["option"] == "Option"
    assert "nothing" not in ballot
    assert len(ballot) == len(dict(ballot))
    with pytest.raises(KeyError, match="ballot: nothing"):
        ballot["nothing"]


def test_a_later_section_has_precedence():
    position, builder = section("builder", "position"), section("builder")
    assert position["tasks"] != builder["tasks"]
    assert position["kinds"] == builder["kinds"]
    assert list(position)[: len(builder)] == list(builder)


def test_an_own_folder_is_listened_to_and_english_fills_in(greek):
    ballot = section("ballot")
    assert messages.language() == "el"
    assert ballot["option"] == "Επιλογή"
    assert ballot["rounds"] == {"before": "Πριν", "after": "After the discussion"}
    assert fields(ballot["counted"]) == {"option", "count", "total", "share"}
    assert "keys" not in ballot
    assert "nobody" not in messages.catalogue()


def test_an_own_folder_may_say_a_sentence_otherwise_in_english(greek, monkeypatch):
    monkeypatch.setenv(LANGUAGE, "en")
    (greek / "languages/en.yaml").write_text("ballot: {option: Choice}", encoding="utf-8")
    messages.choose("")
    assert section("ballot")["option"] == "Choice"
    assert section("ballot")["change"] == "Change"


@pytest.mark.parametrize(("asked", "found"), [("el_GR.UTF-8", "el"), ("EL", "el"), ("cs", "en")])
def test_a_region_is_no_other_language_and_an_unknown_one_is_english(
    greek, monkeypatch, asked, found
):
    monkeypatch.setenv(LANGUAGE, asked)
    assert messages.language() == found
    assert section("ballot")["option"] == ("Επιλογή" if found == "el" else "Option")


def test_what_is_chosen_goes_before_all_else(greek):
    messages.choose("en")
    assert section("ballot")["option"] == "Option"
    messages.choose("")
    assert section("ballot")["option"] == "Επιλογή"


def test_a_broken_catalogue_leaves_english(greek):
    (greek / "languages/el.yaml").write_text("ballot: [", encoding="utf-8")
    messages.choose("")
    assert section("ballot")["option"] == "Option"


said = st.recursive(
    st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=2), inner, max_size=3)
    ),
)


@given(st.dictionaries(st.text("abc", max_size=2), said, max_size=3), said)
def test_whatever_a_translation_holds_the_shape_and_fields_stay_those_of_english(english, other):
    def shape(told):
        if isinstance(told, dict):
            return {key: shape(value) for key, value in told.items()}
        return list(map(shape, told)) if isinstance(told, list) else fields(told)

    assert shape(laid_over(english, other)) == shape(english)
    assert laid_over(english, english) == english


def test_a_sentence_writes_its_figures_as_its_language_has_them():
    held, low = section("submissions"), section("help_wanted")
    assert "50,000 files or 1,000 MB" in held["too_large"].format(files=50_000, mb=1000)
    assert "come to 0.33 of 1" in low["low"].format(n=5, mean=1 / 3)
    messages.choose("de")
    assert "50.000 Dateien oder 1.000 MB" in held["too_large"].format(files=50_000, mb=1000)
    assert "bei 0,33 von 1" in low["low"].format(n=5, mean=1 / 3)


@given(st.one_of(st.integers(), st.floats(allow_nan=False)), st.sampled_from([",", ".2f", "g"]))
def test_figures_of_english_are_those_of_python(number, form):
    assert messages.figure(number, form) == format(number, form)
    assert messages.Sentence(f"{{n:{form}}}").format(n=number) == format(number, form)


#: Words that are no sentence of ours: values and columns of data, lists of words, another program's message.
NO_SENTENCES = (
    *("find the paragraph", "who says it", "complete the map", "repair the map", "mark the span"),
    *("as it dates it", "letters covered by claims", "not marked yet", "To access the server"),
    *("\naccept accuse ", "held said saw ", "\nthe a an and "),
    "share on ",  # a pattern of what web pages say
    "corpus_utils has no ",  # said to a programmer before anything is loaded
    "one of the alternatives has matched",  # said to nobody: it cannot happen
)


def sentences(tree):
    """Yield each text in Python code with three words in a row; docstrings and assertions aside."""
    aside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assert)
        for part in ast.walk(node)
    }
    aside |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            id(node) in aside
            or not isinstance(node, ast.Constant)
            or not isinstance(node.value, str)
        ):
            continue
        if re.search(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}", node.value):
            yield node


def test_no_sentence_stands_outside_the_catalogue():
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}: {node.value[:60]}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in sentences(ast.parse(path.read_text(encoding="utf-8")))
        if not node.value.startswith(NO_SENTENCES)
        and not node.value.lstrip().startswith(("<", "@page"))
    ]
    assert found == []


def test_a_front_end_has_no_words_of_its_own():
    said = re.compile(r"""["'`]([A-Z][a-z]+ [a-z]+[^"'`]*)["'`]""")
    found = [
        f"{path.name}: {text}"
        for path in sorted((PACKAGE / "widgets/static").glob("*.js"))
        for text in said.findall(
            re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)
        )
    ]
    assert found == []
