from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from corpus_utils import arguments, texts
from corpus_utils.inventory import covered, measure, renew, to_markdown
from corpus_utils.tokens import Target, letters, words
from tests.maps import mill
from tests.oven import make_data


@pytest.fixture
def data(tmp_path):
    return make_data(tmp_path)


def test_the_inventory_counts_a_document(data):
    (row,) = measure(data=data)
    assert (row["document"], row["paragraphs"], row["claims"], row["relations"]) == (
        "oven",
        8,
        5,
        3,
    )
    assert (row["person"], row["voice"], row["note"]) == (2, 1, 1)
    assert to_markdown([row]).splitlines()[0] == "| | `oven` |"


def test_a_letter_that_several_claims_hold_counts_once(data):
    text = texts.load("oven", data=data)
    first, second, *_ = mill().claims
    size = text.paragraph("p002").letters
    one = replace(first, target=Target.parse("p002"))
    other = replace(second, target=Target.parse("p002@0-9"))
    argument = replace(mill(), claims=(one, other))
    assert covered(text, argument) == size / sum(p.letters for p in text.paragraphs)


def test_the_table_in_the_dictionary_is_renewed(tmp_path):
    shutil.copytree(texts.data_folder(), tmp_path / "data")
    readme = tmp_path / "data" / "README.md"
    assert not renew(data=tmp_path / "data"), "renew it: corpus-utils catalogue"
    shipped = readme.read_text(encoding="utf-8")
    readme.write_text(shipped.replace("| claims | ", "| claims | 1"), encoding="utf-8")
    assert renew(data=tmp_path / "data")
    assert readme.read_text(encoding="utf-8") == shipped


@pytest.mark.parametrize("key", texts.ORDER)
def test_a_share_of_letters_is_a_share_of_words(key, originals):
    """What is measured without the originals holds, in words, of the originals."""
    text, argument = texts.load(key), arguments.load(texts.load(key))
    source = originals[key].read_text(encoding="utf-8")
    stream = letters(source)
    held = bytearray(len(stream))
    for claim in argument.claims:
        for span in text.spans(claim.target):
            held[span.start : span.end] = b"\x01" * (span.end - span.start)
    total = inside = at = 0
    for word in words(source):
        size = len(letters(word))
        total, inside = total + 1, inside + all(held[at : at + size])
        at += size
    assert inside / total == pytest.approx(covered(text, argument), abs=0.01)
