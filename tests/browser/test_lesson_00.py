"""A student's way through lesson 00, in the real JupyterLab."""

from __future__ import annotations

import pytest

from tests.browser.walk import look_in_theme, walk, written

LESSON = "00-read-an-argument"

pytestmark = pytest.mark.skipif(not written(LESSON), reason=f"lesson {LESSON} is not written yet")


def test_a_walk_through_the_lesson(course, open_lesson):
    walk(open_lesson(course, LESSON), course)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_widget_is_accessible_in_both_themes(course, open_lesson, scheme):
    look_in_theme(open_lesson(course, LESSON), scheme)
