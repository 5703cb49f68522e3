"""QTI items in a player of others: it shows them, and gives the marks that the course gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from corpus_utils.items import FindParagraph, Item, MultipleChoice, Order, RepairMap, SingleChoice
from corpus_utils.marking import mark
from corpus_utils.products.asking import ask
from corpus_utils.products.qti import to_item
from corpus_utils.products.shapes import Asked
from corpus_utils.products.sources import find_sources
from corpus_utils.questions import read_exercises
from tests.readers import PLAYER, needs_node, needs_python, qti3
from tests.toy_bank import TOY_BANK

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
# Loads an item, hands in each response in turn, and returns score and shown feedback of each.
PLAY = """async ([xml, responses]) => {
  document.body.replaceChildren(document.createElement("qti-item"));
  const container = document.createElement("item-container");
  container.itemXML = xml;
  document.querySelector("qti-item").append(container);
  const find = () => container.shadowRoot?.querySelector("qti-assessment-item");
  for (let n = 0; n < 200 && !find()?.querySelector("qti-prompt"); n++) await new Promise((done) => setTimeout(done, 10));
  await find().updateComplete;
  const found = [];
  for (const response of responses) {
    find().resetResponses();
    if (response !== null) find().updateResponseVariable("RESPONSE", response);
    find().processResponse();
    await new Promise((done) => setTimeout(done, 0));
    const shown = [...find().querySelectorAll("qti-modal-feedback")].filter((one) => one.showStatus === "on");
    found.push([Number(find().getOutcome("SCORE").value), shown.map((one) => one.textContent)]);
  }
  return found;
}"""


def bank(folder) -> list[Item]:
    path = folder / "sunday.yaml"
    path.write_text(TOY_BANK, encoding="utf-8")
    items = (*find_sources(["00"])[0].items, *read_exercises(path).items)
    return [one for item in items for one in (item, item.second_try) if one]


def answers(item: Item) -> Iterator[Any]:
    """Yield the right answer and others."""
    key = item.key
    yield key
    if isinstance(item, MultipleChoice):
        yield from [item.labels[:1], item.labels, item.labels[1:3]]
    elif isinstance(item, SingleChoice):
        yield from item.labels
    elif isinstance(item, Order):
        yield from [key[::-1], [*key[1:], key[0]], [key[1], key[0], *key[2:]]]
    elif isinstance(item, FindParagraph):
        yield from item.wrong
    elif isinstance(key, dict) and "text" not in key:
        for row in key:
            for choice in getattr(item, "choices_of", lambda _, i=item: i.choices)(row):
                yield {**key, row: choice}


def response(one: Asked, item: Item, given: Any) -> Any:
    """Return a given answer as the item in QTI takes it."""
    names = {answer.text: f"A{n}" for n, answer in enumerate(one.answers, 1)}
    if isinstance(item, Order):
        shown = {text: f"A{n}" for n, text in enumerate(one.start, 1)}
        return [shown[text] for text in given]
    if isinstance(item, FindParagraph):
        return next(name for text, name in names.items() if text.startswith(given))
    if one.shape == "rows":
        rows = {row.text: f"R{n}" for n, row in enumerate(one.rows, 1)}
        choices = {choice: f"C{n}" for n, choice in enumerate(one.choices, 1)}
        offered = getattr(item, "choices_of", lambda _: item.choices)
        return [
            f"{rows[item.display(row)]} {choices[offered(row)[choice]]}"
            for row, choice in given.items()
        ]
    return [names[text] for text in given] if isinstance(given, list) else names[given]


@pytest.fixture
def page(chromium) -> Iterator:
    context = chromium.new_context(offline=True)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.set_content("<!doctype html><title>Player</title><body></body>")
    page.add_script_tag(path=PLAYER)
    yield page
    context.close()
    assert faults == []


@needs_python
@needs_node
def test_a_player_marks_as_the_course_marks_and_says_what_it_says(page, tmp_path):
    items = [
        (item, ask(item))
        for item in bank(tmp_path)
        if ask(item).kind not in ("short text", "long text", "mark the span", "repair the map")
    ]
    documents = qti3([to_item(one) for _, one in items])
    played = 0
    for (item, one), document in zip(items, documents, strict=True):
        every = list(answers(item))
        responses = [response(one, item, given) for given in every]
        for given, (score, said) in zip(
            every, page.evaluate(PLAY, [document, responses]), strict=True
        ):
            feedback = mark(item, given)  # the player shows three decimals
            assert score == pytest.approx(feedback.mark * item.points, abs=1e-3), (item.id, given)
            wrong = [part.why for part in feedback.parts if not part.right]
            if isinstance(item, Order):
                wrong = []
            assert said, (item.id, given)
            for why in wrong if feedback.mark < 1 else ():
                assert any(why.replace("*", "") in text for text in said), (item.id, given, why)
            played += 1
    assert {item.kind for item, _ in items} == {
        *("single choice", "multiple choice", "order", "match", "find the paragraph"),
        *("who says it", "role of a claim", "complete the map", "prediction"),
    }
    assert played > 60


@needs_python
@needs_node
def test_a_player_gives_full_marks_where_the_course_has_a_rule_of_its_own(page, tmp_path):
    """Words marked become words chosen, and half credit for a step found goes: the key still earns all."""
    items = [i for i in bank(tmp_path) if isinstance(i, RepairMap) or i.kind == "mark the span"]
    documents = [to_item(ask(item)) for item in items]
    for item, document, made in zip(items, documents, qti3(documents), strict=True):
        root = ET.fromstring(document.encode())
        key = [node.text for node in root.iter(f"{QTI}value") if node.text != "0"]
        none, right = page.evaluate(PLAY, [made, [None, key]])
        assert right[0] == item.points
        assert none == [0, []]


@needs_python
@needs_node
def test_a_player_shows_the_model_answer_after_writing_and_not_before(page, tmp_path):
    items = [item for item in bank(tmp_path) if ask(item).shape == "words"]
    assert {item.kind for item in items} == {"short text", "long text"}
    for item, made in zip(items, qti3([to_item(ask(i)) for i in items]), strict=True):
        (_, before), (score, said) = page.evaluate(PLAY, [made, [None, "My own words."]])
        assert score == 0
        assert item.key["text"].split(".")[0].replace("*", "") in " ".join(said)
        assert before == []
