"""The timeline in the real JupyterLab: list and chart follow each other, by mouse and by keyboard."""

from __future__ import annotations

import json
import re

import pytest

from tests.browser.driving import serve
from tests.browser.scratch import NAME, focused, write_lesson

SOURCE = "import corpus_utils as cu\ncu.Timeline()"


@pytest.fixture
def course(tmp_path):
    with serve(write_lesson(tmp_path, SOURCE)) as running:
        yield running


@pytest.mark.parametrize("scheme", ["Light", "Dark"])
def test_a_reader_finds_who_uses_an_event_for_what(course, open_lesson, scheme):
    lesson = open_lesson(course, NAME)
    lesson.page.set_viewport_size({"width": 1280, "height": 720})
    lesson.command("apputils:change-theme", theme=f"JupyterLab {scheme}")
    lesson.run_all()
    timeline = lesson.widget(re.compile("^Timeline"))
    chart = lesson.page.locator(".vega-embed")
    chart.get_by_text("October Revolution").first.wait_for()
    lesson.check_accessible()

    # By mouse: a decade, an event; the chart opens the decade.
    timeline.get_by_role("button", name=re.compile("^1920s")).click()
    chart.get_by_text("Kronstadt uprising").first.wait_for()
    timeline.get_by_role("button", name=re.compile("Beginning of Stalinism")).click()
    panel = timeline.locator(".cu-event")
    # The riddle first: why the dates differ is told to who asks.
    told = panel.get_by_text("judgements about where a change begins")
    riddle = panel.get_by_text("These dates differ")
    riddle.wait_for()
    assert not told.is_visible()
    riddle.click()
    told.wait_for()
    assert panel.locator(".cu-uses > li").count() == 3
    timeline.get_by_role("button", name="George", exact=True).click()
    panel.locator(".cu-uses > li").nth(2).wait_for(state="detached")
    timeline.get_by_role("status").filter(has_text="Shown: ").wait_for()
    timeline.get_by_role("button", name="George", exact=True).click()

    # By keyboard: from event to event, from decade to decade, to the uses and back.
    rows = timeline.locator("[data-event]")
    rows.first.focus()
    keys = lesson.page.keyboard
    keys.press("ArrowDown")
    assert focused(rows.nth(1))
    keys.press("Enter")
    assert focused(panel)
    keys.press("Escape")
    assert focused(rows.nth(1))
    keys.press("ArrowLeft")
    timeline.get_by_role("button", name=re.compile("October Revolution")).wait_for()
    assert focused(rows.first)

    # In the chart itself a click on a decade opens it.
    chart.get_by_text("October Revolution").first.wait_for()
    chart.locator('path[aria-label*="decade: 1930"]').first.click(force=True)
    chart.get_by_text("Moscow").or_(chart.get_by_text("Spanish Civil War")).first.wait_for()
    lesson.check_accessible()

    lesson.restart()
    lesson.run_all()
    lesson.widget(re.compile("^Timeline")).get_by_role(
        "button", name=re.compile("October Revolution")
    ).wait_for()
    lesson.save()
    stored = json.loads(lesson.path.read_text(encoding="utf-8"))
    (output,) = stored["cells"][1]["outputs"]
    assert set(output["data"]) == {"text/html", "text/plain"}
