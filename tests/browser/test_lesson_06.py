"""A student's way through lesson 06, in the real JupyterLab: five documents, so no single one to read through."""

from __future__ import annotations

import re

import pytest

from tests.browser.walk import answer, attempts, first_single_choice, look_in_theme, written

LESSON = "06-compare-the-five"

pytestmark = pytest.mark.skipif(not written(LESSON), reason=f"lesson {LESSON} is not written yet")


def test_a_walk_through_the_lesson(course, open_lesson):
    lesson, item = open_lesson(course, LESSON), first_single_choice(LESSON)
    lesson.run_all()
    assert len(lesson.widgets(re.compile("^Comparison table"))) == 4
    assert item.document != "george"  # its passages are those of the document it names
    answer(lesson, item)
    lesson.check_accessible()
    lesson.restart()
    lesson.run_all()
    lesson.widget(f"Question {item.id}").get_by_text("it was right").wait_for()
    assert attempts(course, item) == [0, 1]
    assert lesson.dialogs() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_widget_is_accessible_in_both_themes(course, open_lesson, scheme):
    look_in_theme(open_lesson(course, LESSON), scheme)
