import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_utils import messages
from corpus_utils.messages import fields, laid_over, section
from corpus_utils.surroundings import COURSE, LANGUAGE

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
