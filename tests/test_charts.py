from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

import pandas as pd
import pytest
from jsonschema import ValidationError

from corpus_utils.charts import chart_claims, chart_words, illustrated
from corpus_utils.chronology import chart_timeline
from corpus_utils.errors import CourseError
from corpus_utils.vega import VEGA, VIEW, Chart
from tests.oven import make_data


def _claims(data):
    return chart_claims("oven", data=data)


def _words(data):
    return chart_words("oven", ["house*"], data=data)


def _timeline(_):
    return chart_timeline(since=1917, until=1938)


CHARTS = [_claims, _words, _timeline]


def _strict(to_dict, checked):
    def told(self, *given, **named):
        if (
            not checked
        ):  # the chart itself; its parts Altair leaves unchecked until it has joined them
            checked.append(self)
            named["validate"] = True
        return to_dict(self, *given, **named)

    return told


@pytest.fixture
def data(tmp_path):
    return make_data(tmp_path)


@pytest.fixture
def claims(data):
    return chart_claims("oven", data=data)


def test_a_claim_is_a_row_a_paragraph(claims):
    table = claims.table
    assert len(table) == 6  # c05 rests on two paragraphs
    assert table["asserted by"].tolist().count("Ivan Mlynář, reported") == 1
    assert "this course" in set(table["asserted by"])


def test_the_specification_is_one_that_jupyterlab_draws_offline(claims):
    assert claims.spec["$schema"].endswith("/v5.json")
    assert claims.spec["description"].startswith("5 claims of Oven's text")
    assert claims.spec["config"]["background"] is None
    rest = {key: value for key, value in claims.spec.items() if key != "$schema"}
    assert "http" not in str(rest)


@pytest.mark.parametrize("make", CHARTS, ids=lambda make: make.__name__)
def test_every_chart_keeps_the_schema_of_vega_lite(make, data, monkeypatch):
    import altair as alt

    checked = []
    for cls in (alt.Chart, alt.LayerChart, alt.HConcatChart, alt.VConcatChart):
        monkeypatch.setattr(cls, "to_dict", _strict(cls.to_dict, checked))
    assert make(data).spec
    assert checked


def test_the_schema_of_vega_lite_is_checked(data, monkeypatch):
    import altair as alt

    monkeypatch.setattr(alt.Chart, "to_dict", _strict(alt.Chart.to_dict, []))
    faulty = alt.Chart(alt.Data(values=[])).mark_bar()
    faulty.encoding = {"x": {"field": 1}}
    with pytest.raises(ValidationError):
        Chart(faulty, pd.DataFrame(), title="", description="")


def test_one_display_gives_three_faces(claims):
    data, metadata = claims._repr_mimebundle_()
    assert data[VIEW]["model_id"]
    how = metadata[VEGA]["embed_options"]
    assert how["renderer"] == "svg"
    assert not how["actions"]  # it would ask the network
    assert "<caption>The argument along the text: Oven</caption>" in data["text/html"]
    assert data["text/plain"].startswith("The argument along the text: Oven\n")


def test_faces_are_the_same_in_every_run(claims, data):
    again = chart_claims("oven", data=data)
    assert (again.to_html(), again.to_text(), again.spec) == (
        claims.to_html(),
        claims.to_text(),
        claims.spec,
    )


def test_words_are_counted_with_those_that_begin_so(data):
    chart = chart_words("oven", ["house*", "Žofie", "lokomotiva"], data=data)
    counts = dict(zip(chart.table["word"], chart.table["count"], strict=True))
    assert counts["lokomotiva"] == 0
    forms = chart.table.set_index("word").loc["house*", "forms"]
    assert set(forms.split(", ")) == {"house", "houses"}
    assert counts["Žofie"] == 2
    assert "lokomotiva (0)" in chart.description
    with pytest.raises(CourseError, match="no word is chosen"):
        chart_words("oven", [], data=data)


def test_the_lesson_builder_puts_a_picture_before_the_table(claims):
    pytest.importorskip("vl_convert", reason="pictures of charts need vl-convert-python")
    html = illustrated(claims._repr_mimebundle_()[0])
    found = re.search(r'<img class="chart" alt="([^"]+)" src="data:image/svg\+xml,([^"]+)">', html)
    assert found[1].startswith("5 claims of Oven")
    svg = unquote(unescape(found[2]))
    assert "Ivan Mlynář, reported" in svg
    assert html.index("<img") < html.index("<table>")
