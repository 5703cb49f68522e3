"""The outline, in the real JupyterLab: folded and read by keyboard, claims sorted and found again."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from corpus_utils import arguments, texts
from corpus_utils.outlines import outline, sorting
from tests.browser.driving import serve
from tests.browser.scratch import write_lesson

CELLS = (
    'import corpus_utils as cu\ncu.Outline("wohlforth")',
    'cu.Outline("wohlforth", guess=True, lesson="03-läs")',
)
#: Where pictures are put for a maker to look at; nowhere unless it is set.
PICTURES = os.environ.get("CORPUS_UTILS_PICTURES")


@pytest.fixture
def scratch(tmp_path):
    """Yield a course of one lesson with an outline and the exercise."""
    with serve(write_lesson(tmp_path, *CELLS, name="03-läs")) as running:
        yield running


def picture(lesson, widget, name):
    """Take a picture of what a projector would show, for a maker to look at."""
    if PICTURES:
        widget.evaluate("(node) => node.scrollIntoView({block: 'start'})")
        lesson.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


def focused(lesson):
    return lesson.page.evaluate(
        "() => document.activeElement.dataset.id ?? document.activeElement.textContent"
    )


def homes():
    text = texts.load("wohlforth")
    return sorting(outline(text, arguments.load(text))).homes


def test_the_tree_is_folded_and_read_by_mouse_and_by_keyboard(scratch, open_lesson):
    lesson = open_lesson(scratch, "03-läs")
    lesson.run_all()
    widget = lesson.widget("Outline: Wohlforth")
    item = widget.locator("[data-id='p012']")
    assert item.get_attribute("aria-expanded") == "false"
    item.locator(".cu-o-sign").first.click()
    widget.locator("[data-id='p013']").wait_for()
    widget.locator("[data-id='p016'] .cu-o-row").click()
    widget.get_by_role("group", name="p016, paragraph").get_by_text("c14").wait_for()
    assert focused(lesson) == "p016"
    picture(lesson, widget, "outline-light")

    press = lesson.page.keyboard.press
    press("ArrowLeft")
    assert focused(lesson) == "p012"
    press("ArrowLeft")
    widget.locator("[data-id='p013']").wait_for(state="hidden")
    press("ArrowDown")
    assert focused(lesson) == "p025"
    press("ArrowRight")
    press("ArrowRight")
    assert focused(lesson) == "p026"
    press("Enter")
    widget.get_by_role("group", name="p026, paragraph").wait_for()
    assert focused(lesson).startswith("p026 paragraph")
    press("Escape")
    assert focused(lesson) == "p026"
    # What is folded away gives the focus to its heading.
    widget.get_by_role("button", name="Fold all", exact=True).click()
    press("Shift+Tab")
    widget.get_by_role("treeitem").first.focus()
    press("*")
    assert widget.locator("[data-id='p012']").is_visible()
    press("End")
    assert focused(lesson) == "p061"
    widget.get_by_role("button", name="Unfold all").click()
    widget.locator("[data-id='p073']").wait_for()
    lesson.check_accessible()


def test_claims_are_sorted_compared_and_found_again(scratch, open_lesson):
    lesson = open_lesson(scratch, "03-läs")
    lesson.run_all()
    widget = lesson.widget("Outline: Wohlforth, sort the claims")
    assert widget.locator(".cu-o-claims:not(:empty)").count() == 0
    widget.get_by_role("button", name="Compare").click()
    widget.get_by_role("alert").get_by_text("8 rows are still open").wait_for()
    for label, right in homes().items():
        choice = widget.get_by_label(re.compile("^" + re.escape(label)))
        choice.select_option("p025" if label.startswith("Coalition") else right[0])
    widget.get_by_role("button", name="Compare").press("Enter")
    widget.get_by_text("7 of 8 stand under a heading where").first.wait_for()
    widget.get_by_text("Not there.").wait_for()
    picture(lesson, widget, "guess-light")
    explain = widget.get_by_role("button", name="Show where they belong")
    explain.press("Enter")
    widget.get_by_text(
        "Not there. The map rests it on p016 under ‘The question of coalition’."
    ).wait_for()
    assert focused(lesson) == "Compare"
    assert widget.locator(".cu-o-claims:not(:empty)").count() > 10
    lesson.check_accessible()
    lines = (scratch.answers / "03-läs.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["mark"] for line in lines] == [7 / 8]

    lesson.restart()
    lesson.run_all()
    widget = lesson.widget("Outline: Wohlforth, sort the claims")
    widget.get_by_text("Your answer of").wait_for()
    assert widget.get_by_label(re.compile("^Coalition")).input_value() == "p025"


@pytest.mark.parametrize("size", [(1280, 720), (640, 720)], ids=["projector", "zoomed"])
def test_both_are_accessible_in_the_dark_and_when_narrow(scratch, open_lesson, size):
    lesson = open_lesson(scratch, "03-läs")
    lesson.page.set_viewport_size({"width": size[0], "height": size[1]})
    lesson.command("apputils:change-theme", theme="JupyterLab Dark")
    lesson.run_all()
    tree = lesson.widget("Outline: Wohlforth")
    tree.locator("[data-id='p012'] .cu-o-row").first.click()
    picture(lesson, tree, f"outline-dark-{size[0]}")
    picture(lesson, lesson.widget("Outline: Wohlforth, sort the claims"), f"guess-dark-{size[0]}")
    lesson.check_accessible()
    wide = lesson.page.evaluate(
        "() => [...document.querySelectorAll('.cu-face')].map((n) => n.scrollWidth - n.clientWidth)"
    )
    assert max(wide) <= 1
