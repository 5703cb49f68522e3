from __future__ import annotations

import pytest

from corpus_utils import texts
from corpus_utils.items import KINDS, LongText, Prediction, ShortText
from corpus_utils.marking import mark
from corpus_utils.misreadings import Chance, misreading
from corpus_utils.remarking import read_bank
from tests.toy_bank import BANKS

ITEMS = {**read_bank(texts.exercises_folder()).items, **read_bank(BANKS).items}


def test_every_kind_has_its_misreadings():
    assert {item.kind for item in ITEMS.values()} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_misreading_is_an_answer_and_not_the_right_one(kind):
    for name, item in ITEMS.items():
        if item.kind != kind:
            continue
        found = mark(item, misreading(item, Chance(f"Ž/{name}"))).mark
        if isinstance(item, (ShortText, LongText)):
            assert 0 <= found <= 1
        else:
            assert (found < 1) == (not isinstance(item, Prediction))


def test_chances_are_the_same_every_time():
    """Also on another machine: what is drawn is written here."""
    chance = Chance("Ž")
    assert [round(chance.share(), 6) for _ in range(3)] == [0.292416, 0.877096, 0.458704]
    assert Chance("Ž").one_of("abc") == Chance("Ž").one_of("abc")
