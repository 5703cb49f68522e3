"""CSV: one tidy table that says all that the bank says."""

from __future__ import annotations

import csv
import io

from hypothesis import given

from corpus_utils.products.asking import asked
from corpus_utils.products.listing import COLUMNS, to_csv
from corpus_utils.products.wording import flat
from tests.inquiry import SHAPES, WORDS, question, sources


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@given(WORDS)
def test_any_words_come_back(words):
    every = [question(shape, words) for shape in SHAPES]
    found = rows(to_csv(every))
    assert {tuple(row) for row in found} == {COLUMNS}
    for one in every:
        own = [row for row in found if row["item"] == one.id]
        assert [row["text"] for row in own if row["part"] == "prompt"] == [flat(words)]
        options = [(r["text"], r["right"]) for r in own if r["part"] == "option"]
        if one.shape in ("one", "several"):
            assert options == [(flat(a.text), str(a.right).lower()) for a in one.answers]
        pairs = {(r["text"], r["label"]) for r in own if r["right"] == "true" and r["label"]}
        assert pairs == {(flat(row.text), flat(row.right)) for row in one.rows}


def test_right_places_of_an_order_are_its_numbers():
    own = [row for row in rows(to_csv([question("order", "well")])) if row["part"] == "place"]
    assert [(row["number"], row["text"]) for row in own] == [
        ("1", "1 well"),
        ("2", "2 well"),
        ("3", "3 well"),
    ]


def test_the_whole_bank_keeps_every_explanation():
    for source in sources():
        found = {row["why"] for row in rows(to_csv(asked(source)))}
        for one in asked(source):
            assert {flat(answer.why) for answer in one.answers} <= found
            assert {flat(why) for row in one.rows for why in row.whys.values()} <= found
