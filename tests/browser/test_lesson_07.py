"""A student's way through lesson 07, in the real JupyterLab: a position is built, tried and found again."""

from __future__ import annotations

import re

import pytest

from tests.browser.test_map_builder import choose, option
from tests.browser.test_position import state
from tests.browser.walk import answer, attempts, first_single_choice, look_in_theme, written

LESSON = "07-take-a-position"

pytestmark = pytest.mark.skipif(not written(LESSON), reason=f"lesson {LESSON} is not written yet")


def test_a_walk_through_the_lesson(course, open_lesson):
    lesson, item = open_lesson(course, LESSON), first_single_choice(LESSON)
    lesson.run_all()
    answer(lesson, item)
    assert len(lesson.widgets(re.compile("^Ballot"))) == 2
    position = lesson.widget("My position: my answer")
    state(position, "I hold that it was chosen, under pressure.", "thesis")
    state(position, "I infer it from what was taught.", "premise")
    choose(position, "supports", ["m02"], "m01")
    option(position, "Step: m02 supports m01").wait_for()
    position.get_by_role("button", name="Check how it is built").click()
    position.get_by_text("No document speaks against you yet.").wait_for()
    lesson.check_accessible()

    # A map that was checked is there after a restart, and the cell that gives each claim up finds it.
    lesson.restart()
    lesson.run_all()
    lesson.show(lesson.page.get_by_text("without m02: m01 falls, because")).wait_for()
    lesson.widget("My position: my answer").get_by_text("This is the map you checked on").wait_for()
    lesson.widget(f"Question {item.id}").get_by_text("it was right").wait_for()
    assert attempts(course, item) == [0, 1]
    assert lesson.dialogs() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_widget_is_accessible_in_both_themes(course, open_lesson, scheme):
    look_in_theme(open_lesson(course, LESSON), scheme)
