"""Exercises without keys, in the real JupyterLab: answered by keyboard, kept, not marked, found again."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from corpus_utils import questions, texts
from corpus_utils.products import questions as product
from corpus_utils.products.sources import Source
from corpus_utils.questions import read_exercises
from tests.browser.driving import serve
from tests.browser.scratch import NAME, focused, write_lesson
from tests.keys import fold, keys
from tests.toy_bank import toy_source

LESSON = "00-read-an-argument"
#: Where pictures are put for a maker to look at; nowhere unless it is set.
PICTURES = os.environ.get("CORPUS_UTILS_PICTURES")


@pytest.fixture
def scratch(tmp_path):
    """Yield a lesson of three questions with their exercises, without keys, beside it."""
    asked = [f'cu.Question("toy-0{n}")' for n in (1, 3, 8)]
    folder = write_lesson(tmp_path, "import corpus_utils as cu", *asked)
    exercises = read_exercises(texts.exercises_folder() / f"{LESSON}.yaml")
    product.write(Source(exercises), folder / "lessons" / "questions")
    with serve(folder) as running:
        yield running


@pytest.fixture
def newer(tmp_path):
    """Yield a lesson of the newer kinds of question, with a bank of them, without keys, beside it."""
    asked = [f'cu.Question("sun-0{n}")' for n in range(1, 7)]
    folder = write_lesson(tmp_path, "import corpus_utils as cu", *asked)
    product.write(toy_source(), folder / "lessons" / "questions")
    with serve(folder) as running:
        yield running


def log(course, lesson=LESSON):
    lines = (course.answers / f"{lesson}.jsonl").read_text(encoding="utf-8").splitlines()
    return [(line["item"], line["given"], line["mark"]) for line in map(json.loads, lines)]


def test_answers_are_kept_by_keyboard_and_by_mouse_and_no_key_is_told(scratch, open_lesson):
    lesson = open_lesson(scratch, NAME)
    lesson.run_all()
    one, rows, text = (lesson.widget(f"Question toy-0{n}") for n in (1, 3, 8))

    # By keyboard: nothing first, then the second option.
    one.get_by_role("button", name="Keep my answer").focus()
    lesson.page.keyboard.press("Enter")
    one.get_by_text("Answer first, then have the answer kept.").wait_for()
    radio = one.get_by_role("radio").nth(1)
    radio.focus()
    lesson.page.keyboard.press("Space")
    one.get_by_role("button", name="Keep my answer").focus()
    lesson.page.keyboard.press("Enter")
    one.get_by_text("Your answer is kept. It is marked later").wait_for()
    assert focused(one.locator(".cu-q-outcome"))
    one.get_by_role("button", name="Answer it once more").wait_for()

    # By mouse: a row left open, then all.
    for select in rows.get_by_role("combobox").all()[1:]:
        select.select_option(index=1)
    rows.get_by_role("button", name="Keep my answer").click()
    rows.get_by_text("is still open: choose an answer for it.").wait_for()
    rows.get_by_role("combobox").first.select_option(index=2)
    rows.get_by_role("button", name="Keep my answer").click()
    rows.get_by_text("Your answer is kept.").wait_for()

    text.get_by_role("textbox").fill("Vale mimics; so says Žofie.")
    text.get_by_role("button", name="Keep my answer").click()
    text.get_by_text("Your answer is kept.").wait_for()
    assert text.get_by_text("Mark it yourself").count() == 0

    kept = log(scratch)
    assert [(item, mark) for item, _, mark in kept] == [(f"toy-0{n}", None) for n in (1, 3, 8)]
    assert kept[2][1] == {"text": "Vale mimics; so says Žofie."}
    lesson.check_accessible()
    if PICTURES:
        lesson.show(one)
        lesson.page.screenshot(path=str(Path(PICTURES) / "kept-card.png"))

    # Neither the page nor the saved file tells a key.
    lesson.save()
    told = fold(lesson.page.content()) + fold(lesson.path.read_text(encoding="utf-8"))
    for name in ("toy-01", "toy-03", "toy-08"):
        every = list(keys(questions.load(name), hints=False))
        assert every
        assert [key for key in every if fold(key) in told] == []

    # The kernel restarted: the answer is found, and may be given once more.
    lesson.restart()
    lesson.run_all()
    again = lesson.widget("Question toy-01")
    again.get_by_text("Your answer is kept, and marked later.").wait_for()
    again.get_by_role("button", name="Show that answer").click()
    again.get_by_role("button", name="Answer it once more").click()
    again.get_by_role("radio").first.check()
    again.get_by_role("button", name="Keep my answer").click()
    again.get_by_text("Your answer is kept. It").wait_for()
    assert [item for item, _, _ in log(scratch)].count("toy-01") == 2


def test_the_newer_kinds_are_kept_too(newer, open_lesson):
    lesson = open_lesson(newer, NAME)
    lesson.run_all()
    cards = [lesson.widget(f"Question sun-0{n}") for n in range(1, 7)]
    span, roles, holes, mend, written, guess = cards
    span.get_by_role("option", name="Four", exact=True).nth(1).click()
    span.get_by_role("option", name="was", exact=True).nth(0).click()
    for card in (roles, holes):
        for select in card.locator("select").all():
            select.select_option(index=1)
    for select in mend.get_by_label("how is it?").all():
        select.select_option("stands")
    written.get_by_label("Your answer").fill("Neděle je neděle.")
    guess.get_by_role("radio").first.check()
    for card in cards:
        card.get_by_role("button", name="Keep my answer").click()
        card.get_by_text("Your answer is kept.").wait_for()
        assert card.get_by_text("Mark it yourself").count() == 0
    kept = log(newer, "sunday")
    assert [(item, mark) for item, _, mark in kept] == [(f"sun-0{n}", None) for n in range(1, 7)]
    assert [mark["words"] for mark in kept[0][1]] == ["Four it was"]
    lesson.check_accessible()
    lesson.save()
    told = fold(lesson.page.content()) + fold(lesson.path.read_text(encoding="utf-8"))
    every = [key for item in toy_source().items for key in keys(item, hints=False)]
    assert len(every) > 20
    assert [key for key in every if fold(key) in told] == []
    lesson.restart()
    lesson.run_all()
    for n in range(1, 7):
        card = lesson.widget(f"Question sun-0{n}")
        card.get_by_role("button", name="Show that answer").click()
        card.get_by_text("Your answer is kept. It").wait_for()
