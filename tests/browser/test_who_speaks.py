"""Who speaks, in the real JupyterLab: answered by mouse and by keyboard, found again after a restart."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tests.browser.driving import serve
from tests.browser.scratch import write_lesson

CELLS = (
    'import corpus_utils as cu\ncu.WhoSpeaks("foundations-notes", ["p036", "p024", "quotation-69"], lesson="02-läs", name="layers")',
    'cu.WhoSpeaks("foundations-notes")',
)
#: Where pictures are put for a maker to look at; nowhere unless it is set.
PICTURES = os.environ.get("CORPUS_UTILS_PICTURES")


@pytest.fixture
def scratch(tmp_path):
    """Yield a course of one lesson with both widgets."""
    with serve(write_lesson(tmp_path, *CELLS, name="02-läs")) as running:
        yield running


def picture(lesson, widget, name):
    """Take a picture of what a projector would show, for a maker to look at."""
    if PICTURES:
        widget.evaluate("(node) => node.scrollIntoView({block: 'start'})")
        lesson.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


def log(course):
    lines = (course.answers / "02-läs.jsonl").read_text(encoding="utf-8").splitlines()
    return [(line["item"], line["given"], line["mark"]) for line in map(json.loads, lines)]


def focused(lesson):
    return lesson.page.evaluate(
        "() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
    )


def test_a_passage_is_answered_by_mouse_and_by_keyboard_and_found_again(scratch, open_lesson):
    lesson = open_lesson(scratch, "02-läs")
    lesson.run_all()
    exercise = lesson.widget(re.compile("^Who speaks: The notes, layers"))

    # By mouse: wrong, then right.
    pane = exercise.get_by_role("group", name="p036", exact=True)
    pane.get_by_label("Who speaks: voice 1 in p036").select_option(label="Vladimir Lenin")
    pane.get_by_label("How: voice 1 in p036").select_option(label="quoted")
    pane.get_by_role("button", name="Check this passage").click()
    pane.get_by_text("One voice is still to be found.").wait_for()
    assert "Stalin" not in pane.locator(".cu-w-outcome").inner_text()
    pane.get_by_role("button", name="+ Add a voice").click()
    pane.get_by_label("Who speaks: voice 2 in p036").select_option(label="Joseph Stalin")
    pane.get_by_label("How: voice 2 in p036").select_option(label="quoted")
    pane.get_by_text("Changed since it was checked.").wait_for()
    picture(lesson, exercise, "exercise-light")
    pane.get_by_role("button", name="Check this passage").click()
    pane.get_by_text("All found.").wait_for()
    pane.get_by_text("Chapter III, Theory of Stalin's book.").wait_for()
    exercise.get_by_text("1 of 3 passages right").wait_for()

    # By keyboard alone: what is only possible is granted in part.
    place = "p081, letters 253 to 491 of 796"
    press = lesson.page.keyboard.press
    exercise.get_by_label(f"Who speaks: voice 1 in {place}").focus()
    press("Home")
    press("ArrowDown")
    press("Tab")
    assert focused(lesson) == f"How: voice 1 in {place}"
    press("Tab")
    press("Tab")
    assert focused(lesson) == "Check this passage"
    press("Enter")
    last = exercise.get_by_role("group", name=place)
    last.get_by_text("Our own answer is another and only possible").wait_for()
    assert focused(lesson) == "Check this passage"
    press("Tab")
    press("Enter")
    last.get_by_role("group", name="Answers and explanations").wait_for()
    assert focused(lesson) == "Answers and explanations"
    lesson.check_accessible()
    assert [mark for *_, mark in log(scratch)] == [0.5, 1, 0.75]

    # A fault is said, and chosen anew nothing is lost.
    second = exercise.get_by_role("group", name="p024", exact=True)
    second.get_by_role("button", name="Check this passage").click()
    exercise.get_by_role("alert").get_by_text("choose who speaks here").wait_for()
    second.get_by_label("Who speaks: voice 1 in p024").select_option(label="Karl Kautsky")
    lesson.page.wait_for_timeout(600)

    lesson.restart()
    lesson.run_all()
    exercise = lesson.widget(re.compile("^Who speaks: The notes, layers"))
    pane = exercise.get_by_role("group", name="p036", exact=True)
    pane.get_by_text("Your answer of").wait_for()
    assert (
        pane.get_by_label("Who speaks: voice 2 in p036").evaluate(
            "(n) => n.selectedOptions[0].textContent"
        )
        == "Joseph Stalin"
    )
    exercise.get_by_text("1 of 3 passages right").wait_for()
    assert len(log(scratch)) == 3


def test_the_strip_is_filtered_and_read(scratch, open_lesson):
    lesson = open_lesson(scratch, "02-läs")
    lesson.run_all()
    strip = lesson.widget(re.compile("^Who speaks: The notes$"))
    cells = strip.get_by_role("option")
    assert cells.count() == 95
    chips = strip.locator(".cu-v-strip .cu-v-chip:visible")
    before = chips.count()
    strip.get_by_role("button", name="Karl Kautsky").click()
    strip.get_by_role("status").filter(has_text="paragraphs hold what you chose").wait_for()
    assert 0 < chips.count() < before
    picture(lesson, strip, "strip-filtered")
    strip.get_by_role("button", name="Show all").click()
    strip.get_by_role("status").filter(has_text="All voices are shown").wait_for()
    assert chips.count() == before

    press = lesson.page.keyboard.press
    cells.first.focus()
    for _ in range(4):
        press("ArrowRight")
    assert focused(lesson).startswith("p005: Joseph Stalin")
    press("Enter")
    card = strip.get_by_role("group", name=re.compile("^p005"))
    card.get_by_text("Stalin, the notes report").wait_for()
    press("Escape")
    assert focused(lesson).startswith("p005")
    press("ArrowDown")
    assert not focused(lesson).startswith("p005")
    press("l")
    press("Enter")
    strip.get_by_role("status").filter(has_text="paragraphs hold what you chose").wait_for()
    lesson.check_accessible()
    picture(lesson, strip, "strip-light")


@pytest.mark.parametrize("size", [(1280, 720), (640, 720)], ids=["projector", "zoomed"])
def test_both_are_accessible_in_the_dark_and_when_narrow(scratch, open_lesson, size):
    lesson = open_lesson(scratch, "02-läs")
    lesson.page.set_viewport_size({"width": size[0], "height": size[1]})
    lesson.command("apputils:change-theme", theme="JupyterLab Dark")
    lesson.run_all()
    exercise = lesson.widget(re.compile("^Who speaks: The notes, layers"))
    pane = exercise.get_by_role("group", name="p036", exact=True)
    pane.get_by_label("Who speaks: voice 1 in p036").select_option(label="Karl Kautsky")
    pane.get_by_label("How: voice 1 in p036").select_option(label="mimicked")
    pane.get_by_role("button", name="Check this passage").click()
    pane.get_by_text("2 voices are still to be found.").wait_for()
    picture(lesson, exercise, f"exercise-dark-{size[0]}")
    strip = lesson.widget(re.compile("^Who speaks: The notes$"))
    picture(lesson, strip, f"strip-dark-{size[0]}")
    lesson.check_accessible()
    wide = lesson.page.evaluate(
        "() => [...document.querySelectorAll('.cu-face')].map((n) => n.scrollWidth - n.clientWidth)"
    )
    assert max(wide) <= 1
