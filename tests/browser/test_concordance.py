"""The concordance in the real JupyterLab: searched by mouse and by keyboard, with and without copies."""

from __future__ import annotations

import pytest

from tests.browser.driving import serve
from tests.browser.scratch import write_lesson

CELL = 'import corpus_utils as cu\ncu.Concordance("terror*")'


@pytest.fixture
def scratch(tmp_path):
    with serve(write_lesson(tmp_path, CELL, name="words")) as running:
        yield running


@pytest.fixture
def attached(tmp_path, originals_folder):
    with serve(
        write_lesson(tmp_path, CELL, name="words"), originals=sorted(originals_folder.iterdir())
    ) as running:
        yield running


def focused(lesson) -> str:
    return lesson.page.evaluate("() => document.activeElement.textContent")


def test_words_are_looked_up_by_mouse_and_by_keyboard(scratch, open_lesson):
    lesson = open_lesson(scratch, "words")
    lesson.run_all()
    widget = lesson.widget("Concordance")
    status = widget.get_by_role("status")

    # By mouse: a line opens its paragraph, a button of the table leads to its lines.
    line = widget.get_by_role("button", name="p029")
    line.click()
    widget.get_by_role("group", name="p029").get_by_text("Retelling", exact=False).wait_for()
    assert line.get_attribute("aria-expanded") == "true"
    status.filter(has_text="p029 of Wohlforth is open").wait_for()
    widget.get_by_role("button", name="Dunayevskaya", exact=True).click()
    assert focused(lesson).startswith("p006")
    widget.get_by_label("or concept").select_option("bureaucracy")
    widget.get_by_text("The concept “bureaucracy”").first.wait_for()
    widget.get_by_role("button", name="the words after").click()
    status.filter(has_text="the words after").wait_for()
    lesson.check_accessible()

    # By keyboard alone, from the word's field on.
    keys = lesson.page.keyboard
    widget.get_by_label("Word", exact=True).focus()
    keys.press("Control+a")
    keys.type("class*")
    keys.press("Enter")
    status.filter(has_text="“class*”").wait_for()
    assert lesson.page.evaluate("() => document.activeElement.value") == "class*"
    widget.get_by_role("button", name="Dunayevskaya", exact=True).focus()
    keys.press("Enter")
    keys.press("j")
    second = focused(lesson)
    keys.press("Enter")
    widget.locator(".cu-k-passage").wait_for()
    assert focused(lesson) == second
    keys.press("Escape")
    assert widget.locator(".cu-k-passage").count() == 0
    assert focused(lesson) == second
    keys.press("/")
    keys.press("Control+a")
    keys.type("two words")
    keys.press("Enter")
    widget.get_by_role("alert").filter(has_text="not one word").wait_for()
    lesson.check_accessible()

    # Run again, the cell finds the last search; after a restart, the one that it asks for.
    lesson.run_all()
    lesson.widget("Concordance").get_by_text("“class*”").first.wait_for()
    lesson.restart()
    lesson.run_all()
    lesson.widget("Concordance").get_by_text("“terror*”").first.wait_for()


def test_lines_come_from_the_readers_copies(attached, open_lesson):
    lesson = open_lesson(attached, "words")
    lesson.run_all()
    widget = lesson.widget("Concordance")
    before = widget.get_by_role("listitem").count()
    widget.get_by_role("button", name="your copies").click()
    widget.get_by_role("status").filter(has_text="your copies").wait_for()
    assert widget.get_by_role("listitem").count() > before
    line = widget.locator(".cu-k-line").first
    line.click()
    widget.locator(".cu-k-passage").get_by_text("Original, from your copy").wait_for()
    assert widget.locator(".cu-k-passage mark").count() >= 2
    lesson.check_accessible()
