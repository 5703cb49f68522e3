"""GIFT, as a parser of its own reads it."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_utils.products import gift as written
from corpus_utils.products.asking import asked
from corpus_utils.products.gift import escape, to_gift
from corpus_utils.products.shapes import notes
from corpus_utils.products.wording import flat
from tests.inquiry import SHAPES, WORDS, bare, question, sources
from tests.readers import gift, needs_node

TYPES = {"one": "MC", "several": "MC", "order": "Matching", "rows": "Matching", "words": "Essay"}
# The parser leaves its own marks for what was escaped in the right side of a match.
MARKS = {
    "&&092;": "\\",
    "&&058;": ":",
    "&&035;": "#",
    "&&061;": "=",
    "&&123;": "{",
    "&&125;": "}",
    "&&126;": "~",
}


def right_side(text: str) -> str:
    return " ".join(
        re.sub("&&[0-9]{3};", lambda mark: MARKS[mark[0]], text).replace("\ufeff", " ").split()
    )


def squeezed(text: str) -> str:
    return " ".join(text.replace("\ufeff", " ").split())


def one_line(text: str) -> str:
    return squeezed(flat(text))


@given(st.text())
def test_what_is_escaped_can_be_read_back(text):
    plain, escaped = "", iter(escape(text))
    for character in escaped:
        assert character not in "~=#{}:"
        plain += next(escaped) if character == "\\" else character
    assert plain == text


@needs_node
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(WORDS, min_size=8, max_size=8))
def test_any_words_come_back_from_the_parser(every):
    made = [question(s, w, id=f"well-{n}-{s}") for n, w in enumerate(every) for s in SHAPES]
    category, *read = gift(to_gift("09-well", made))
    assert category["title"] == "$course$/top/Five Arguments/09-well"
    assert [one["id"] for one in read] == [one.id for one in made]
    for one, found in zip(made, read, strict=True):
        words = one_line(one.prompt)
        assert found["type"] == TYPES[one.shape]
        assert squeezed(bare(found["stem"]["text"])).count(words) >= 2  # prompt and passage
        if one.shape in ("one", "several"):
            assert [squeezed(bare(c["text"]["text"])) for c in found["choices"]] == [
                one_line(a.text) for a in one.answers
            ]
            assert all("why" in c["feedback"]["text"] for c in found["choices"])
        if one.shape == "rows":
            pairs = [(bare(p["subquestion"]["text"]), p["subanswer"]) for p in found["matchPairs"]]
            assert {(squeezed(left), right_side(right)) for left, right in pairs if left} == {
                (one_line(row.text), one_line(row.right)) for row in one.rows
            }
            assert {right_side(right) for _, right in pairs} == set(map(one_line, one.choices))
        if one.shape == "words":
            assert words in squeezed(bare(found["globalFeedback"]["text"]))


@needs_node
def test_the_right_answer_is_right_and_weights_add_up():
    _, one, several = gift(to_gift("09-well", [question("one"), question("several")]))
    assert [(c["isCorrect"], c["weight"]) for c in one["choices"]] == [
        (True, None),
        (False, None),
        (False, None),
    ]
    assert [c["weight"] for c in several["choices"]] == [50, -100, 50]


@needs_node
def test_an_order_becomes_places():
    _, order = gift(to_gift("09-well", [question("order", "well")]))
    pairs = {bare(p["subquestion"]["text"]): p["subanswer"] for p in order["matchPairs"]}
    assert pairs == {"1 well": "place 1", "2 well": "place 2", "3 well": "place 3"}


@needs_node
@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_the_parser_reads_the_whole_bank(source):
    every = asked(source)
    read = [one for one in gift(to_gift(source.name, every)) if one["type"] != "Category"]
    assert {one["id"]: one["type"] for one in read} == {one.id: TYPES[one.shape] for one in every}


def test_what_is_lost_is_said_in_one_line_an_item():
    (note,) = notes(question("order"), "gift", written.WORDS["lost"])
    assert str(note) == (
        "well-order: gift: the order; the hints "
        "(instead: each option is matched to its place; all explanations afterwards)"
    )
    assert notes(question("one", hints=()), "gift", written.WORDS["lost"]) == []
