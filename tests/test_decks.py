"""Anki decks, as Anki's own library imports and shows them."""

from __future__ import annotations

import json

from corpus_utils.products.asking import asked
from corpus_utils.products.decks import FIELDS, to_anki
from corpus_utils.products.wording import flat
from tests.inquiry import HARD, SHAPES, bare, question, sources
from tests.readers import needs_python, python


def cards(folder, *packages: bytes) -> dict:
    paths = [folder / f"{n}.apkg" for n in range(len(packages))]
    for path, package in zip(paths, packages, strict=True):
        path.write_bytes(package)
    return json.loads(python("read_anki.py", "", *map(str, paths)))


@needs_python
def test_anki_shows_any_words_on_every_shape_of_card(tmp_path):
    # Anki makes of \(…\) and of [sound:…] something else than words; the second is kept from it.
    words = " ".join(HARD)
    made = [question(shape, words) for shape in SHAPES]
    read = cards(tmp_path, to_anki("09-well", made))
    assert read["logs"] == [{"new": 5, "same": 0, "other": 0}]
    found = {card["fields"]["Id"]: card for card in read["cards"]}
    assert {*found} == {one.id for one in made}
    for one in made:
        card = found[one.id]
        assert {*card["fields"]} == set(FIELDS)
        line = " ".join(flat(words).split())
        assert line in bare(card["question"])
        assert bare(card["answer"]).startswith(bare(card["question"]))
        assert len(bare(card["answer"])) > len(bare(card["question"])) + len(line)
        assert "Look down." in bare(card["question"])


@needs_python
def test_anki_takes_the_whole_bank_once(tmp_path):
    every = {one.id: one for source in sources() for one in asked(source)}
    packages = [to_anki(source.name, asked(source)) for source in sources()]
    read = cards(tmp_path, *packages, packages[0])
    assert len(read["cards"]) == len(every)
    assert read["logs"][-1]["new"] == 0
    for card in read["cards"]:
        one = every[card["fields"]["Id"]]
        second = "::second tries" if one.second else ""
        assert card["deck"] == f"Five Arguments::{one.lesson}{second}"
        assert flat(one.prompt) in bare(card["question"])
        told = [answer.why for answer in one.answers] or [one.model, *one.criteria]
        assert all(flat(why) in bare(card["answer"]) for why in told)
