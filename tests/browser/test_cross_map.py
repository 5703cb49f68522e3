"""The cross-document map in the real JupyterLab: reduced, read, by mouse and by keyboard, as map and as list."""

from __future__ import annotations

import re

import pytest

from tests.browser.driving import serve
from tests.browser.scratch import NAME, focused, write_lesson

SOURCE = "import corpus_utils as cu\ncu.CrossMap()"
MAP = re.compile("^Cross-document map")


@pytest.fixture
def course(tmp_path):
    with serve(write_lesson(tmp_path, SOURCE)) as running:
        yield running


@pytest.mark.parametrize("scheme", ["Light", "Dark"])
def test_a_reader_reduces_the_map_and_reads_relations(course, open_lesson, scheme):
    lesson = open_lesson(course, NAME)
    lesson.page.set_viewport_size({"width": 1280, "height": 720})
    lesson.command("apputils:change-theme", theme=f"JupyterLab {scheme}")
    lesson.run_all()
    shown = lesson.widget(MAP)
    keys = lesson.page.keyboard
    bands = shown.locator(".cu-canvas-x")
    assert bands.count() >= 10
    lesson.check_accessible()

    # By mouse: a question, a sign, a box.
    shown.get_by_label("Question", exact=True).select_option("q7")
    bands.nth(1).wait_for(state="detached")
    shown.get_by_role("status").filter(has_text="relations are shown").wait_for()
    signs = shown.locator(".cu-sign-x[data-relation]")
    signs.nth(1).click()
    assert signs.nth(1).get_attribute("aria-pressed") == "true"
    panel = shown.locator(".cu-reading")
    panel.locator(".cu-ends .cu-claim-body").nth(1).wait_for()
    first = panel.locator(".cu-title").inner_text()
    assert shown.locator(".cu-box-x.cu-end").count() >= 2
    shown.locator(".cu-box-x").last.click()
    shown.locator(".cu-box-x.cu-end").first.wait_for()

    # By keyboard: from sign to sign, to the panel and back; then the same in the list.
    signs.first.focus()
    keys.press("End")
    assert focused(signs.last)
    keys.press("ArrowUp")
    keys.press("Enter")
    assert focused(panel)
    keys.press("Escape")
    assert focused(signs.nth(signs.count() - 2))
    keys.press("l")
    rows = shown.locator(".cu-row-x:visible")
    assert rows.count() == signs.count()
    assert focused(rows.nth(rows.count() - 2))
    keys.press("Home")
    keys.press("ArrowDown")
    panel.get_by_text(first[2:]).wait_for()
    lesson.check_accessible()

    # A pair of documents, and a pair that nothing joins on this question.
    shown.get_by_role("button", name="Show all").click()
    shown.get_by_label("Between", exact=True).select_option("wohlforth")
    shown.get_by_label("and", exact=True).select_option("george")
    lesson.page.wait_for_function(
        "() => [...document.querySelectorAll('.cu-row-x b:last-of-type')]"
        ".every((name) => /Wohlforth/.test(name.textContent) && /George/.test(name.textContent))"
    )
    keys.press("Escape")
    assert shown.locator(".cu-row-x:visible").count() > 1

    # Nothing of it needs the kernel's memory: run again, it is the whole map.
    lesson.restart()
    lesson.run_all()
    assert lesson.widget(MAP).locator(".cu-canvas-x").count() >= 10
    lesson.page.evaluate("() => { document.body.style.zoom = 2; }")
    lesson.check_accessible()
