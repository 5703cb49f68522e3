from __future__ import annotations

import pytest

from corpus_utils.class_charts import chart_items
from corpus_utils.errors import CourseError
from corpus_utils.vega import VEGA
from tests.test_psychometrics import group  # noqa: F401 - a fixture


def test_exercises_stand_with_the_hardest_first(group):  # noqa: F811
    chart = group.chart_items("quiz")
    assert list(chart.table["item"]) == ["q-1", "q-2", "q-3"]  # all alike, so by name
    assert list(chart.table["right at once"]) == ["5 of 10 (50%)"] * 3
    assert "q-1 (0.50) to q-3 (0.50)" in chart.description
    data, _ = chart._repr_mimebundle_()
    assert set(data) >= {VEGA, "text/html", "text/plain"}
    assert chart.to_text().startswith("How the exercises went at the first try: quiz")


def test_a_lesson_without_marks_is_said(group):  # noqa: F811
    with pytest.raises(CourseError, match="no marked answer"):
        chart_items(group.items(), "other")
    with pytest.raises(CourseError, match="quiz"):
        group.chart_items("quizz")
