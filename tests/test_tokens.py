import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_utils.errors import CourseError
from corpus_utils.tokens import Part, Span, Target, find, letters, words

TEXT = "In May 1917, Zoë said: “ﬁne—no naïveté!” (page 12) to Łódź’s STRASSE, Straße."


def test_letters_are_decomposed_casefolded_and_bare():
    assert letters("Naïve ﬁre, 1917!").stream == "naivefire"
    assert letters("STRASSE Straße").stream == "strasse" * 2
    assert letters("ΐ").stream == letters("\u0390").stream


@given(st.text(max_size=60))
def test_every_letter_knows_where_it_comes_from(text):
    stream = letters(text)
    assert len(stream.offsets) == len(stream.stream)
    assert list(stream.offsets) == sorted(stream.offsets)
    assert all(c.isalpha() for c in stream.stream)
    for letter, offset in zip(stream.stream, stream.offsets, strict=True):
        assert letter in letters(text[offset]).stream


@given(st.text(max_size=60))
def test_composed_and_decomposed_text_have_the_same_letters(text):
    assert letters(unicodedata.normalize("NFD", text)).stream == letters(text).stream
    assert letters(unicodedata.normalize("NFC", text)).stream == letters(text).stream


def test_a_range_includes_the_marks_that_belong_to_it():
    stream = letters(TEXT)
    for phrase in ("May 1917", "“ﬁne", "naïveté!”", "(page 12)", "Łódź’s"):
        start, end = stream.range(find(TEXT, phrase))
        assert TEXT[start:end] == phrase


def test_a_phrase_without_letters_lies_in_a_gap():
    stream = letters(TEXT)
    for phrase in ("1917", "12", "1917,"):
        span = find(TEXT, phrase)
        assert span.start == span.end
        start, end = stream.range(span)
        assert TEXT[start:end] == phrase


def test_find_takes_whole_words_and_the_nth():
    text = "Olga, in Olgino, saw Olga—and Ólga."
    stream = letters(text)
    for nth, phrase in enumerate(("Olga", "Olga", "Ólga"), 1):
        start, end = stream.range(find(text, "Olga", nth=nth))
        assert text[start:end] == phrase
    assert find(text, "Olga", nth=4) is None
    assert find(text, "lga") is None
    assert find(text, "1917") is None


def test_gaps_inside_a_ligature_are_empty():
    stream = letters("ﬁn")
    assert stream.gap(1)[0] == stream.gap(1)[1]


@pytest.mark.parametrize("written", ["p003", "p003@45-51", "p003@45-51/1,2 p004", "p003@45-45/0,3"])
def test_a_target_is_written_as_it_is_read(written):
    assert str(Target.parse(written)) == written


@given(st.lists(st.tuples(st.integers(0, 999), st.integers(0, 99), st.integers(1, 99)), min_size=1))
def test_targets_survive_writing(parts):
    made = Target(tuple(Part(f"p{p:03}", Span(s, s + n, s % 3, n % 4)) for p, s, n in parts))
    assert Target.parse(str(made)) == made


@pytest.mark.parametrize(
    ("written", "fragment"),
    [
        ("", "missing"),
        ("p3", "not a target"),
        ("p003@5-4", "empty"),
        ("p003@5-5", "empty"),
        ("ä", "not a"),
    ],
)
def test_what_is_no_target_says_how_one_is_written(written, fragment):
    with pytest.raises(CourseError, match=fragment):
        Target.parse(written)


def test_words_keep_their_apostrophes_and_drop_digits():
    assert words("Zoë’s 12 naïve ‘aims’ don't") == ["zoë's", "naïve", "aims", "don't"]
