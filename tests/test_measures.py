from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_utils import measures
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.measures import (
    Query,
    concordance,
    dispersion,
    in_order,
    keyness,
    keywords,
    line,
    without,
)
from corpus_utils.tokens import words

OVEN = [
    ("p001", "Žofie’s oven warmed the yard; the ovens of Łąka stood cold."),
    ("p002", "Nobody baked. The Oven, says Ivan, was out."),
]


def test_a_word_is_found_as_it_is_and_a_stem_in_all_its_forms():
    assert [one.hit for one in concordance(OVEN, Query.parse("OVEN"))] == ["oven", "Oven"]
    assert [one.hit for one in concordance(OVEN, Query.parse("oven*"))] == ["oven", "ovens", "Oven"]
    assert [one.hit for one in concordance(OVEN, Query.parse("žofie's"))] == ["Žofie’s"]
    assert concordance(OVEN, Query.parse("ove")) == []


@pytest.mark.parametrize(
    "written", ["", "*", " * ", "two words", "one-party", "*oven", "ov*en", "1917"]
)
def test_what_is_not_one_word_is_refused(written):
    with pytest.raises(CourseError, match=r"one word|no word"):
        Query.parse(written)


def test_a_decomposed_letter_is_the_same_letter():
    assert Query.parse("Z\u030cofie*") == Query.parse("žofie*")


@given(st.text("oven Žß’'-.,\n", max_size=200), st.integers(0, 30))
def test_a_line_says_where_its_hit_stands(text, characters):
    found = concordance([("p001", text)], Query("oven", stem=True), characters=characters)
    assert len(found) == sum(word.startswith("oven") for word in words(text))
    for one in found:
        assert text[one.start : one.end] == one.hit
        assert len(one.left) <= characters + 3
        assert len(one.right) <= characters + 3
        whole = one.left.removeprefix("… ") + one.hit + one.right.removesuffix(" …")
        assert whole.strip() in " ".join(text.split())
        assert "\n" not in one.left + one.right
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_context_is_cut_between_words():
    text = "Ivan carried the flour up the hill before dawn"
    start = text.index("flour")
    found = line("p001", text, start, start + 5, characters=12)
    assert (found.left, found.right) == ("… carried the ", " up the hill …")


def test_lines_are_sorted_by_what_stands_beside_the_word():
    text = "warm oven cold. big oven baked. warm oven again."
    found = concordance([("p001", text)], Query("oven"), characters=10)
    assert [words(one.right)[0] for one in in_order(found, "right")] == ["again", "baked", "cold"]
    assert [words(one.left)[-1] for one in in_order(found, "left")] == ["big", "warm", "warm"]
    assert in_order(found, "text") == found
    with pytest.raises(UnknownError, match="did you mean 'right'"):
        in_order(found, "rigth")


def test_forms_come_with_their_counts_the_most_frequent_first():
    counts = {"oven": 2, "ovens": 5, "oval": 9, "ovenware": 2}
    assert list(Query("oven", stem=True).forms(counts).items()) == [
        ("ovens", 5),
        ("oven", 2),
        ("ovenware", 2),
    ]


def test_keyness_is_that_of_the_four_cells():
    # Worked by hand: 20 of 1,000 here, 10 of 1,000 there; 15 of each expected.
    by_hand = 2 * (
        20 * math.log(20 / 15)
        + 10 * math.log(10 / 15)
        + 980 * math.log(980 / 985)
        + 990 * math.log(990 / 985)
    )
    assert keyness("pec", 20, 1000, 10, 1000).log_likelihood == pytest.approx(by_hand)


def test_none_enters_the_log_ratio_as_a_half():
    assert keyness("pec", 4, 1000, 0, 1000).log_ratio == 3
    assert keyness("pec", 0, 1000, 4, 1000).log_ratio == -3
    assert keyness("pec", 0, 1000, 0, 500).log_ratio == 0


@given(st.integers(0, 50), st.integers(0, 950), st.integers(0, 50), st.integers(0, 950))
def test_keyness_turned_round_is_the_same_in_the_other_direction(a, others, b, rest):
    size, rest_size = a + others, b + rest
    if not size or not rest_size:
        with pytest.raises(CourseError, match="cannot be compared"):
            keyness("pec", a, size, b, rest_size)
        return
    here, there = keyness("pec", a, size, b, rest_size), keyness("pec", b, rest_size, a, size)
    assert here.log_likelihood == pytest.approx(there.log_likelihood, abs=1e-9)
    assert here.log_ratio == pytest.approx(-there.log_ratio)
    assert here.log_likelihood >= 0
    if a * rest_size == b * size:
        assert here.log_likelihood == pytest.approx(0, abs=1e-9)


def test_more_hits_than_words_are_refused():
    with pytest.raises(CourseError, match="7 of 5 words"):
        keyness("pec", 7, 5, 0, 5)


def test_keywords_are_what_a_text_has_more_of():
    oven = {"oven": 9, "the": 50, "flour": 3, "mill": 2}
    mill = {"mill": 30, "the": 60, "flour": 3}
    found = keywords(oven, mill)
    assert found[0].word == "oven"
    assert {one.word for one in found} <= {"oven", "the", "flour"}
    assert all(one.log_ratio > 0 for one in found)
    assert keywords(oven, without(oven, [oven, mill])) == found


def test_dispersion_is_0_where_even_and_rises_where_one_part_has_all():
    assert dispersion([1, 2, 3], [100, 200, 300]) == pytest.approx(0)
    assert dispersion([0, 0, 6], [100, 200, 300]) == pytest.approx(0.5)
    assert dispersion([6, 0, 0], [100, 200, 300]) == pytest.approx(5 / 6)
    assert dispersion([0, 0], [100, 200]) is None


@pytest.mark.parametrize(("counts", "sizes"), [([], []), ([1], [1, 2]), ([0], [0]), ([1], [-1])])
def test_dispersion_needs_parts_with_words(counts, sizes):
    with pytest.raises(CourseError, match="size for each part"):
        dispersion(counts, sizes)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 500)), min_size=1, max_size=8))
def test_dispersion_lies_between_0_and_1(parts):
    counts, sizes = zip(*parts, strict=True)
    found = dispersion(counts, sizes)
    assert found is None if not sum(counts) else 0 <= found < 1


def test_measures_need_no_widget():
    assert not hasattr(measures, "anywidget")
