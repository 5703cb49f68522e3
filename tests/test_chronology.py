from __future__ import annotations

import pytest

from corpus_utils.chronology import chart_timeline
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.vega import VEGA, VIEW, illustrated
from tests.across import make_two


@pytest.fixture
def data(tmp_path):
    return make_two(tmp_path)


def test_a_use_is_a_row_and_dates_that_differ_are_named(data):
    chart = chart_timeline(data=data)
    assert chart.table["document"].tolist() == ["Oven", "Weir", "Oven"]
    assert "Events whose dates differ: The flood at Łąka." in chart.description
    assert chart.description.startswith("2 events from the 1910s to the 1920s")


def test_selections_are_linked_and_an_event_can_be_picked(data):
    spec = chart_timeline(event="oven-lit", data=data).spec
    params = {param["name"]: param for param in spec["params"]}
    assert set(params) == {"decade", "event", "document"}
    assert params["decade"]["value"] == [{"decade": 1920}]
    assert params["event"]["value"] == [{"id": "oven-lit"}]
    assert params["document"]["bind"] == "legend"


def test_the_specification_is_one_that_jupyterlab_draws_offline(data):
    chart = chart_timeline("oven", data=data)
    assert chart.spec["$schema"].endswith("/v5.json")
    assert "http" not in str({k: v for k, v in chart.spec.items() if k != "$schema"})
    bundle, how = chart._repr_mimebundle_()
    assert bundle[VIEW]["model_id"]
    assert how[VEGA]["embed_options"]["renderer"] == "svg"
    assert "Weir" not in bundle["text/plain"]
    assert chart_timeline("oven", data=data).spec == chart.spec


def test_what_is_not_there_is_named(data):
    with pytest.raises(UnknownError, match=r"no document 'owen'.*'oven'"):
        chart_timeline("owen", data=data)
    with pytest.raises(UnknownError, match="no event here 'požár'"):
        chart_timeline(event="požár", data=data)
    with pytest.raises(CourseError, match="no event with a date is left"):
        chart_timeline(since=1950, data=data)


def test_the_lesson_builder_draws_it(data):
    pytest.importorskip("vl_convert", reason="pictures of charts need vl-convert-python")
    html = illustrated(chart_timeline(data=data)._repr_mimebundle_()[0])
    assert html.count('<img class="chart"') == 1
    assert "≠ 1918 Oven" in html.replace("%E2%89%A0", "≠")
