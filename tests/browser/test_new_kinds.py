"""Six kinds of exercise in the real JupyterLab: answered by mouse and by keyboard, found again after a restart."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.browser.driving import serve
from tests.browser.scratch import NAME, write_lesson
from tests.toy_bank import BANKS

ITEMS = [f"sun-0{n}" for n in range(1, 7)]
#: Where pictures are put for a maker to look at; nowhere unless it is set.
PICTURES = os.environ.get("CORPUS_UTILS_PICTURES")


@pytest.fixture
def scratch(tmp_path):
    """Yield a course of one lesson with a card of each kind."""
    shutil.copytree(BANKS, tmp_path / "bank")
    head = "from pathlib import Path\nimport corpus_utils as cu\nbank = Path('../bank')"
    cells = [f"cu.Question({name!r}, bank=bank)" for name in ITEMS]
    with serve(write_lesson(tmp_path, head, *cells)) as running:
        yield running


def log(course):
    lines = (course.answers / "sunday.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def card(lesson, name):
    return lesson.widget(f"Question {name}")


def picture(lesson, name):
    if PICTURES:
        for item in ITEMS:
            shown = card(lesson, item)
            shown.screenshot(path=str(Path(PICTURES) / f"{item}-{name}.png"))


def drag(page, first, last):
    """Drag the pointer from one word to another."""
    first.scroll_into_view_if_needed()
    start, end = first.bounding_box(), last.bounding_box()
    page.mouse.move(start["x"] + 3, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 2, end["y"] + end["height"] / 2, steps=5)
    page.mouse.up()


def word(pane, text, nth=0):
    return pane.get_by_role("option", name=text, exact=True).nth(nth)


def chosen(pane):
    return pane.locator(".cu-q-marks .cu-read").all_inner_texts()


def level(pane, criterion, name):
    group = pane.get_by_role("group", name=criterion, exact=True)
    group.get_by_label(name).check()


def test_by_mouse(scratch, open_lesson):
    lesson = open_lesson(scratch, NAME)
    lesson.run_all()
    page = lesson.page

    spans = card(lesson, "sun-01")
    drag(page, word(spans, "He"), word(spans, "have", 0))
    assert chosen(spans) == ["He has the sum right; I have"]
    spans.get_by_role("button", name="Remove the mark").click()
    spans.get_by_text("Nothing is marked yet.").wait_for()
    word(spans, "Four", 1).click()
    word(spans, "was", 0).click()
    assert chosen(spans) == ["Four it was"]
    picture(lesson, "open")
    spans.get_by_role("button", name="Check my answer").click()
    spans.get_by_text("3 of the 3 words that you marked belong to the answer.").wait_for()
    spans.get_by_text("She grants the number of visitors.").wait_for()
    spans.get_by_role("button", name="Try again").click()
    spans.get_by_role("button", name="Check my answer").wait_for()
    drag(page, word(spans, "He"), word(spans, "right"))
    assert chosen(spans) == ["He has the sum right", "Four it was"]
    spans.get_by_role("button", name="Check my answer").click()
    spans.get_by_text("Right: you marked all 2 places.").wait_for()

    roles = card(lesson, "sun-02")
    for select, role in zip(
        roles.locator("select").all(), ("concession", "reply", "reply"), strict=True
    ):
        select.select_option(role)
    roles.get_by_role("button", name="Check my answer").click()
    roles.get_by_text("You gave").wait_for()
    assert "Two speak" not in roles.inner_text()

    holes = card(lesson, "sun-03")
    holes.get_by_label("Hole 1").select_option(label="c06 attacks c05")
    holes.get_by_label("Hole 2").select_option(label="c09 attacks c08")
    holes.get_by_role("button", name="Check my answer").click()
    holes.get_by_text("You filled 1 of 2 holes rightly.").wait_for()
    holes.get_by_text("She grants that four came.").wait_for()

    mend = card(lesson, "sun-04")
    for step, says in (
        ("c05 attacks c01", "stands"),
        ("c07 attacks c01", "stands"),
        ("c07 supports c08", "wrong"),
    ):
        mend.get_by_label(f"“{step}”: how is it?").select_option(says)
    mend.get_by_label("From, instead of “c07 supports c08”").select_option("c08")
    mend.get_by_label("Kind, instead of “c07 supports c08”").select_option("support")
    mend.get_by_label("To, instead of “c07 supports c08”").select_option("c07")
    mend.get_by_role("button", name="Check my answer").click()
    mend.get_by_role("alert").get_by_text("one row is still open").wait_for()
    mend.get_by_label("“c06 undercuts the step “c05 attacks c01””: how is it?").select_option(
        "stands"
    )
    mend.get_by_role("button", name="Check my answer").click()
    mend.get_by_text("A step that you let stand is wrong, or more.").wait_for()
    mend.get_by_text("Found and mended.").wait_for()

    written = card(lesson, "sun-05")
    written.get_by_label("Your answer").fill("Neděle je neděle.")
    written.get_by_text("3 words (advised: 90 to 150)").wait_for()
    written.get_by_role("button", name="Check my answer").click()
    written.get_by_text("Sample answer 3 of 3, 6 of 6 points.").wait_for()
    level(written, "States her thesis fairly", "2 of 4: Stated")
    level(written, "Gives a reason against a step of hers", "0 of 2: None")
    written.get_by_role("button", name="Keep my marking").click()
    written.get_by_text("By this marking your text earns 2 of 6 points.").wait_for()

    guess = card(lesson, "sun-06")
    assert guess.get_by_role("button", name="Show passage p005").count() == 0
    guess.get_by_label("She passes it over.").check()
    guess.get_by_role("button", name="Keep my prediction").click()
    guess.get_by_text("names sixty unspent crowns a month").wait_for()
    assert guess.get_by_text("✗").count() == guess.get_by_text("✓").count() == 0

    for name in ITEMS:
        card(lesson, name)
    lesson.check_accessible()
    picture(lesson, "light")
    lesson.command("apputils:change-theme", theme="JupyterLab Dark")
    lesson.page.wait_for_timeout(500)
    lesson.check_accessible()
    picture(lesson, "dark")
    marks = {line["item"]: line["mark"] for line in log(scratch)}
    expected = {"sun-01": 1, "sun-03": 0.5, "sun-04": 0.75, "sun-05": 1 / 3, "sun-06": 1}
    assert {name: marks[name] for name in expected} == pytest.approx(expected)

    lesson.restart()
    lesson.run_all()
    guess = card(lesson, "sun-06")
    guess.get_by_text("You predicted this on").wait_for()
    spans = card(lesson, "sun-01")
    spans.get_by_role("button", name="Show that answer").click()
    spans.get_by_text("Right: you marked all 2 places.").wait_for()
    assert chosen(spans) == ["He has the sum right", "Four it was"]
    mend = card(lesson, "sun-04")
    mend.get_by_role("button", name="Show that answer").click()
    mend.get_by_text("Found and mended.").wait_for()
    assert mend.get_by_label("From, instead of “c07 supports c08”").input_value() == "c08"
    assert len(log(scratch)) == 8


def test_by_keyboard_alone(scratch, open_lesson):
    lesson = open_lesson(scratch, NAME)
    lesson.run_all()
    press = lesson.page.keyboard.press

    spans = card(lesson, "sun-01")
    word(spans, "He").focus()
    for _ in range(4):
        press("Shift+ArrowRight")
    spans.get_by_role("status").filter(has_text="“He has the sum right” chosen.").wait_for()
    press("Enter")
    spans.get_by_role("status").filter(has_text="Marked: “He has the sum right”.").wait_for()
    press("ArrowDown")  # the next line, then on to the second paragraph
    press("End")
    press("ArrowRight")
    for _ in range(100):
        if lesson.page.evaluate("() => document.activeElement.textContent") == "Four" and (
            lesson.page.evaluate("() => document.activeElement.token.index") > 10
        ):
            break
        press("ArrowRight")
    press("Shift+ArrowRight")
    press("Shift+ArrowRight")
    press("Space")
    assert chosen(spans) == ["He has the sum right", "Four it was"]
    press("Enter")  # on a marked word: the mark goes
    assert chosen(spans) == ["He has the sum right"]
    press("Shift+ArrowLeft")
    press("Escape")
    assert spans.locator(".cu-q-held").count() == 0
    tabbed(lesson, "Check my answer")
    press("Enter")
    spans.get_by_text("You marked 1 of 2 places whole.").wait_for()

    roles = card(lesson, "sun-02")
    for select in roles.locator("select").all():
        select.focus()
        press("End")
    tabbed(lesson, "Check my answer")
    press("Enter")
    roles.get_by_text("You gave 1 of 3 claims their role.").wait_for()

    holes = card(lesson, "sun-03")
    holes.get_by_label("Hole 1").focus()
    press("ArrowDown")
    press("Tab")
    press("ArrowDown")
    press("Tab")
    press("Enter")
    holes.get_by_text("holes rightly.").wait_for()

    mend = card(lesson, "sun-04")
    selects = mend.locator("select:visible")
    for n in range(3):
        selects.nth(n).focus()
        press("ArrowDown")
    selects.nth(3).focus()
    press("End")
    press("Tab")
    assert focused(lesson) == "From, instead of “c07 supports c08”"
    press("End")
    for _ in range(2):
        press("Tab")
        press("ArrowDown")
    tabbed(lesson, "Check my answer")
    press("Enter")
    mend.get_by_text("A step that you let stand is wrong, or more.").wait_for()

    written = card(lesson, "sun-05")
    written.get_by_label("Your answer").focus()
    lesson.page.keyboard.type("Sunday is for all.")
    tabbed(lesson, "Check my answer")
    press("Enter")
    written.get_by_text("Sample answer 1 of 3").wait_for()
    for group in written.locator(".cu-q-criterion").all():
        group.get_by_role("radio").first.focus()
        press("ArrowDown")
    tabbed(lesson, "Keep my marking")
    press("Enter")
    written.get_by_text("By this marking your text earns 3 of 6 points.").wait_for()

    guess = card(lesson, "sun-06")
    guess.get_by_role("radio").first.focus()
    press("Space")
    tabbed(lesson, "Keep my prediction")
    press("Enter")
    guess.get_by_text("In the text.").wait_for()
    assert {line["item"] for line in log(scratch)} == set(ITEMS)


def focused(lesson):
    return lesson.page.evaluate(
        "() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
    )


def tabbed(lesson, name):
    """Press Tab until the button called ``name`` has the focus."""
    for _ in range(40):
        if focused(lesson) == name:
            return
        lesson.page.keyboard.press("Tab")
    pytest.fail(f"Tab does not lead to {name!r}, but to {focused(lesson)!r}")
