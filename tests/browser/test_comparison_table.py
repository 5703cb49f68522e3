"""The comparison table in the real JupyterLab: filled by keyboard and mouse, found again after a restart."""

from __future__ import annotations

import json
import re

import pytest

from tests.browser.driving import serve
from tests.browser.scratch import NAME, focused, write_lesson

SOURCE = (
    'import corpus_utils as cu\ncu.ComparisonTable(["q3", "q6"], ["dunayevskaya", "wohlforth"])'
)


@pytest.fixture
def course(tmp_path):
    with serve(write_lesson(tmp_path, SOURCE)) as running:
        yield running


def given(course):
    log = course.answers / "06-compare-the-five.jsonl"
    return [json.loads(line)["given"] for line in log.read_text(encoding="utf-8").splitlines()]


def test_a_student_fills_compares_and_comes_back(course, open_lesson):
    lesson = open_lesson(course, NAME)
    lesson.run_all()
    table = lesson.widget(re.compile("^Comparison table"))
    keys = lesson.page.keyboard
    cells = table.locator("[data-cell]")
    assert cells.count() == 4

    # By keyboard alone: an empty cell is refused with a reason, a filled one compared.
    cells.first.focus()
    keys.press("ArrowRight")
    assert focused(table.locator('[data-cell="q3/wohlforth"]'))
    keys.press("Enter")
    area = table.get_by_role("textbox", name=re.compile("^What does Wohlforth answer"))
    assert focused(area)
    keys.press("Control+Enter")
    table.get_by_role("alert").get_by_text("in your own words").wait_for()
    assert focused(area)
    assert table.locator(".cu-course").is_hidden()
    keys.type("Obojí: okolnosti i volba")
    keys.press("Control+Enter")
    table.locator(".cu-course .cu-read").first.wait_for()
    assert focused(table.locator(".cu-course"))
    assert table.get_by_role("alert").inner_text() == ""
    keys.press("Tab")
    keys.press("Enter")  # the first claim's gist and passage
    table.locator(".cu-claim-body .cu-place").first.wait_for()
    keys.press("Escape")
    assert focused(table.locator('[data-cell="q3/wohlforth"]'))

    # By mouse: one given up, one silent, the row judged.
    table.locator('[data-cell="q3/dunayevskaya"]').click()
    table.get_by_role("button", name="Give up: show the answer").click()
    table.locator(".cu-course .cu-read").first.wait_for()
    table.get_by_role("button", name="on words only").click()
    table.get_by_text(re.compile("^The course keeps no key to this")).wait_for()
    table.get_by_role("button", name="Next cell").click()
    table.get_by_role("checkbox", name=re.compile("^Silent")).check()
    table.get_by_role("button", name="Keep", exact=True).click()
    table.get_by_text("3 of 4 filled").or_(
        table.get_by_text("2 of 4 filled, 2 compared")
    ).wait_for()
    table.locator('[data-cell="q6/wohlforth"]').click()
    keys.type("Half a wo")
    lesson.page.wait_for_timeout(800)
    lesson.check_accessible()
    assert given(course) == [
        {"text": "Obojí: okolnosti i volba", "silent": False, "shown": True},
        {"given_up": True, "shown": True},
        "words",
        {"text": "", "silent": True, "shown": False},
    ]

    # The cell run again finds the draft, too; a restart what was kept.
    lesson.run_all()
    lesson.widget(re.compile("^Comparison table")).get_by_text("Half a wo").wait_for()
    lesson.restart()
    lesson.run_all()
    table = lesson.widget(re.compile("^Comparison table"))
    table.get_by_text("2 of 4 filled, 2 compared").wait_for()
    assert "Obojí" in table.locator('[data-cell="q3/wohlforth"]').inner_text()
    assert "you: agree on words only" in table.locator("tbody th").first.inner_text().casefold()


@pytest.mark.parametrize("scheme", ["Light", "Dark"])
def test_it_is_accessible_and_fits_in_both_themes(course, open_lesson, scheme):
    lesson = open_lesson(course, NAME)
    lesson.page.set_viewport_size({"width": 1280, "height": 720})
    lesson.command("apputils:change-theme", theme=f"JupyterLab {scheme}")
    lesson.run_all()
    table = lesson.widget(re.compile("^Comparison table"))
    table.locator("[data-cell]").nth(3).click()
    table.get_by_role("button", name="Give up: show the answer").click()
    table.locator(".cu-course .cu-read").first.wait_for()
    lesson.check_accessible()
    assert table.evaluate("(node) => node.scrollWidth <= node.clientWidth")
    lesson.page.evaluate("() => { document.body.style.zoom = 2; }")
    lesson.check_accessible()
