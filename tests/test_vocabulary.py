from __future__ import annotations

from corpus_utils.texts import data_folder
from corpus_utils.vocabulary import BASES, CERTAINTIES, COLUMNS, FILE_LAYERS, GAPS, LAYERS, PROBLEMS


def test_no_word_stands_for_two_things_in_one_field():
    for choices in (LAYERS, GAPS, PROBLEMS, CERTAINTIES, BASES, COLUMNS):
        assert len(set(choices)) == len(choices)
    assert set(FILE_LAYERS) < set(LAYERS)


def test_the_data_dictionary_explains_every_layer_field_and_word():
    dictionary = (data_folder() / "README.md").read_text(encoding="utf-8")
    for word in (*LAYERS, *COLUMNS, *GAPS, *PROBLEMS, *CERTAINTIES, *BASES):
        assert f"`{word}`" in dictionary, f"say in data/README.md what {word} is"
