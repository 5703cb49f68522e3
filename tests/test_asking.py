"""Asking: what of an item goes to other programs, and that nothing is dropped in silence."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from corpus_utils import texts
from corpus_utils.items import KINDS, FindParagraph, Order
from corpus_utils.products import canvas, decks, gift, listing, moodle, qti
from corpus_utils.products.asking import ask, asked
from corpus_utils.products.canvas_items import NAME as CANVAS
from corpus_utils.products.registry import PRODUCTS
from corpus_utils.products.shapes import notes
from corpus_utils.products.stimuli import OFFERED
from corpus_utils.products.wording import flat
from tests.conftest import ROOT
from tests.inquiry import sources
from tests.toy_bank import TOY_BANK

FORMATS = {
    CANVAS: canvas,
    **{module.NAME: module for module in (qti, moodle, gift, decks, listing)},
}
ITEMS = [
    one for source in sources() for item in source.items for one in (item, item.second_try) if one
]


def test_every_kind_is_asked_and_every_format_is_offered():
    assert {item.kind for item in ITEMS} == {*KINDS}
    assert {product.name for product in PRODUCTS} >= {*FORMATS}


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_an_item_takes_prompt_passage_source_hints_and_explanations_with_it(source):
    every = {one.id: one for one in asked(source)}
    assert len(every) == sum(1 + bool(item.second_try) for item in source.items)
    for item in source.items:
        one, text = every[item.id], texts.load(item.document)
        assert (one.prompt, one.hints, one.points) == (item.prompt, item.hints, item.points)
        read = dict(one.stimulus.paragraphs)
        told = " ".join([*read.values(), *one.after])
        # Of several right paragraphs one is offered, the others would be right as well.
        find = isinstance(item, FindParagraph)
        for name in item.answer[:1] if find else item.passage.paragraphs:
            assert flat(text.paragraph(name).retelling) in told
        assert flat(text.title) in " ".join([flat(one.stimulus.source), *map(flat, one.after)])
        assert "CC BY 4.0" in " ".join([one.stimulus.source, *one.after])
        for answer in one.answers:
            assert answer.why
        for row in one.rows:
            assert row.right in row.whys
            assert all(row.whys.values())


@pytest.mark.parametrize(
    "item", [i for i in ITEMS if isinstance(i, FindParagraph)], ids=lambda i: i.id
)
def test_one_of_the_offered_paragraphs_is_right_and_all_are_shown(item):
    one = ask(item)
    assert [a.text.split(":")[0] for a in one.answers if a.right] == [item.answer[0]]
    assert len(one.answers) >= min(OFFERED, len(texts.load(item.document).paragraphs) - 2)
    shown = [name for name, _ in one.stimulus.paragraphs]
    assert [answer.text.split(":")[0] for answer in one.answers] == shown
    assert {*item.wrong} <= {*shown}


def test_an_order_is_never_shown_in_the_right_order():
    for one in (ask(item) for item in ITEMS if isinstance(item, Order)):
        assert list(one.start) != [answer.text for answer in one.answers]
        assert sorted(one.start) == sorted(answer.text for answer in one.answers)


def kind(name: str):
    toys = (item for item in ITEMS if item.id.startswith("sun-"))
    return next(ask(item) for item in toys if item.kind == name)


def test_words_to_mark_become_words_to_choose_with_near_misses_and_other_clauses():
    one = kind("mark the span")
    assert (one.shape, len(one.answers)) == ("several", 6)
    assert {a.text for a in one.answers if a.right} == {
        "“He has the sum right” (p005)",
        "“Four it was” (p006)",
    }
    whys = {answer.text: answer.why for answer in one.answers}
    assert whys["“But have them we do” (p005)"] == "With this she turns against him."


def test_a_role_a_hole_and_a_mistake_become_rows():
    roles, holes, mistakes = map(kind, ("role of a claim", "complete the map", "repair the map"))
    assert {row.right for row in roles.rows} == {"objection", "reply", "concession"}
    assert (holes.rows[0].text, holes.rows[0].right) == ("Hole 1", "c06 attacks c05")
    assert "c06 attacks c05." not in str(holes.stimulus.lists)
    assert [row.right for row in mistakes.rows] == [
        "It is right as it stands.",
        "c06 attacks c05",
        "It is right as it stands.",
        "c08 supports c07",
    ]


def test_a_prediction_is_asked_without_its_passage():
    one = kind("prediction")
    assert one.stimulus.paragraphs == ()
    assert "sixty crowns" in " ".join(one.after)
    assert all(answer.right for answer in one.answers)


def test_a_long_text_brings_its_levels_and_its_marked_samples():
    one = kind("long text")
    assert one.how.startswith("Write 90 to 150 words.")
    assert one.criteria[0].endswith("2 Stated with her best reason")
    assert [line.split(".")[0] for line in one.after] == [
        f"Sample answer {n} of 3, {points} of 6 points" for n, points in ((1, 0), (2, 3), (3, 6))
    ]


def test_what_a_format_cannot_carry_is_said_once_an_item():
    for name, module in FORMATS.items():
        for item in ITEMS:
            one = ask(item)
            losses = getattr(module, "WORDS", {}).get("lost", {})
            found = notes(one, name, losses)
            assert len(found) <= 1
            needs = {*one.features} & {*losses}
            assert bool(found) == bool(needs or one.lost)
            for note in found:
                assert str(note).startswith(f"{one.id}: {name}: ")
                assert "\n" not in str(note)


def test_the_same_bank_makes_the_same_bytes_anywhere(tmp_path):
    bank = tmp_path / "bank"
    bank.mkdir()
    (bank / "sunday.yaml").write_text(TOY_BANK, encoding="utf-8")
    exercises = (ROOT / "exercises" / "00-read-an-argument.yaml").read_bytes()
    (bank / "00-read-an-argument.yaml").write_bytes(exercises)
    made = []
    for number, (seed, zone) in enumerate([("1", "UTC"), ("2", "Asia/Tokyo")]):
        folder = tmp_path / f"run {number}"
        folder.mkdir()
        settings = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "corpus_utils", "build", *FORMATS]
        run = subprocess.run(
            [*command, "--bank", str(bank), "--to", "made"],
            cwd=folder,
            env={**os.environ, **settings},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        files = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        made.append((run.stdout, files))
    assert len(made[0][1]) == 2 * len(FORMATS)
    assert made[0] == made[1]
