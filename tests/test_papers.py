"""Exercises on paper: the sheet gives nothing away, and the key means the sheet's own letters."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from corpus_utils import texts
from corpus_utils.items import (
    CompleteMap,
    FindParagraph,
    LongText,
    MarkSpan,
    MultipleChoice,
    Order,
    Prediction,
    RepairMap,
    ShortText,
    SingleChoice,
)
from corpus_utils.map_items import STANDS
from corpus_utils.marking import explain, mark
from corpus_utils.products import papers, registry
from corpus_utils.products.sources import find_sources
from corpus_utils.steps import said
from tests.keys import fold, keys
from tests.toy_bank import toy_source

SOURCES = [*find_sources(), toy_source()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    list(registry.build(registry.products(["sheet", "key"]), SOURCES, folder))
    return folder


def page(folder, kind, source):
    text = (folder / kind / f"{source.name}.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


def words(tag):
    return " ".join(tag.get_text(" ").split())


def plain(text):
    return " ".join(text.replace("*", "").split())


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_no_key_is_on_the_sheet_and_each_is_in_the_key(folder, source):
    sheet = fold((folder / "sheet" / f"{source.name}.html").read_text(encoding="utf-8"))
    key = fold((folder / "key" / f"{source.name}.html").read_text(encoding="utf-8"))
    for item in source.items:
        assert [one for one in keys(item) if fold(one) in sheet] == [], item.id
        tried = (item, item.second_try) if item.second_try else (item,)
        whys = [part.why for one in tried for part in explain(one)]
        assert [why for why in filter(None, [*whys, *item.hints]) if fold(why) not in key] == [], (
            item.id
        )


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_the_letters_of_the_key_are_full_marks_on_the_sheet(folder, source):
    """Read as a teacher does: take the letter from the key, look it up on the sheet, hand that in."""
    asked = page(folder, "sheet", source).select("section.item")
    told = page(folder, "key", source).select("section.item")
    assert len(asked) == len(told) == len(source.items)
    for item, sheet, key in zip(source.items, asked, told, strict=True):
        told_as = key.select_one(":scope > .sum")
        if isinstance(item, ShortText | LongText | Prediction):
            assert told_as is None
        else:
            assert (
                mark(item, _given(item, sheet, words(told_as).removeprefix("Answer: "))).mark == 1
            ), item.id


def _given(item, sheet, answer):
    letters = answer.split(", ")
    if isinstance(item, FindParagraph):
        return letters[0]
    if isinstance(item, MarkSpan):
        marked = re.findall(r"“(.+?)” \((p\d+)\)", answer)
        found = {(s["words"], s["paragraph"]): s for s in item.key}
        assert all(plain(text) in words(sheet) for text, _ in marked)
        return [found[one] for one in marked]
    if isinstance(item, RepairMap):
        rows = [words(li).partition(" Instead:")[0] for li in sheet.select("ol:not([type]) > li")]
        assert rows == [item.display(label) for label in item.labels]
        answers = [one.partition(" ")[2] for one in answer.split("; ")]
        steps = {papers_said(item, change): change.right.text for change in item.changes}
        steps["right"] = STANDS
        return {
            label: steps.get(one.removeprefix("wrong, instead: "), one)
            for label, one in zip(item.labels, answers, strict=True)
        }
    if isinstance(item, CompleteMap):
        lists = [[words(li) for li in ol.select("li")] for ol in sheet.select('ol[type="A"]')]
        given = {}
        for hole, offered, one in zip(item.labels, lists, letters, strict=True):
            values = {text: value for value, text in item.choices_of(hole).items()}
            given[hole] = values[offered["ABCDEFGH".index(one[-1])]]
        return given
    options = [words(li) for li in sheet.select('ol[type="A"] > li')]
    text = {plain(item.display(label)): label for label in item.labels}
    at = [options["ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(one[-1])] for one in letters]
    if isinstance(item, SingleChoice):
        return text[at[0]]
    if isinstance(item, MultipleChoice | Order):
        return [text[one] for one in at]
    rows = [words(li) for li in sheet.select("ol:not([type]) > li")]
    values = {plain(name): value for value, name in item.choices.items()}
    numbers = [int(one.split()[0]) for one in letters]
    return {text[rows[n - 1]]: values[one] for n, one in zip(numbers, at, strict=True)}


def papers_said(item, change):
    return said(change.right.step, item.argument)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_passage_is_printed_with_its_question_or_at_the_end(folder, source):
    sheet = page(folder, "sheet", source)
    for item, asked in zip(source.items, sheet.select("section.item"), strict=True):
        if isinstance(item, Prediction):
            assert not asked.select(".passage")
            continue
        text = texts.load(item.document)
        names = item.answer if isinstance(item, FindParagraph) else item.passage.paragraphs
        ends = sheet.select("section.appendix")
        printed = fold(" ".join(map(str, [asked, *ends])))
        for name in names:
            told = fold(f"[{name}] {text.paragraph(name).retelling}")
            assert told in printed, (item.id, name)


def test_what_paper_cannot_do_is_noted_once_an_item(tmp_path):
    notes = papers.write_sheet(SOURCES[1], tmp_path)
    lost = [item.id for item in SOURCES[1].items if item.hints or item.second_try]
    assert [note.item for note in notes] == lost
    assert papers.write_key(SOURCES[1], tmp_path) == []


def test_points_add_up_and_a_page_asks_nobody(folder):
    for source in SOURCES:
        sheet = page(folder, "sheet", source)
        each = [int(re.search(r"(\d+) points?$", words(p))[1]) for p in sheet.select(".about")]
        assert f"of {sum(each)}:" in words(sheet.select_one(".lines"))
        assert not sheet.find_all(["script", "link", "img", "iframe"])


@pytest.mark.usefixtures("german")
def test_in_another_language_the_page_is_in_that_and_its_content_marked_as_english(tmp_path):
    source = toy_source()
    for product in registry.products(["sheet", "key"]):
        product.write(source, tmp_path / product.name)
        made = page(tmp_path, product.name, source)
        assert made.html["lang"] == "de"
        english = [words(tag) for tag in made.select("[lang=en]")]
        for item in source.items:
            assert words(BeautifulSoup(plain(item.prompt), "html.parser")) in english
        heads = [tag for tag in made.select("h1, h2, h3, .about") if tag.select("[lang=en]")]
        assert heads == []
