"""A student's way through lesson 05, in the real JupyterLab."""

from __future__ import annotations

import pytest

from tests.browser.walk import look_in_theme, walk, walk_with_originals, written

LESSON = "05-george"

pytestmark = pytest.mark.skipif(not written(LESSON), reason=f"lesson {LESSON} is not written yet")


def test_a_walk_through_the_lesson(course, open_lesson):
    walk(open_lesson(course, LESSON), course)


def test_a_walk_with_originals_attached(course_with_originals, open_lesson):
    walk_with_originals(open_lesson(course_with_originals, LESSON), course_with_originals)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_widget_is_accessible_in_both_themes(course, open_lesson, scheme):
    look_in_theme(open_lesson(course, LESSON), scheme)
