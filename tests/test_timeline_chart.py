from __future__ import annotations

import pytest

from corpus_utils.course import keep_static
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.vega import VEGA, VIEW
from corpus_utils.widgets.timeline_chart import Timeline
from tests.across import make_two


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("CORPUS_UTILS_HOME", str(tmp_path / "home"))
    return make_two(tmp_path)


@pytest.fixture
def shown(data):
    return Timeline(data=data)


def spec(timeline):
    return timeline._output.outputs[0]["data"][VEGA]


def opened(timeline):
    params = {param["name"]: param for param in spec(timeline)["params"]}
    return params["decade"]["value"][0]["decade"]


def test_events_are_folded_by_decade_those_without_a_date_last(shown):
    assert [(d["label"], d["count"]) for d in shown.document["decades"]] == [
        ("1910s", 1),
        ("1920s", 1),
        ("no firm date", 1),
    ]
    assert shown.decade == "1910"
    assert shown.document["events"][0]["documents"] == ["oven", "weir"]


def test_an_event_is_read_with_uses_dates_claims_and_passages(shown):
    shown.selected = "flood"  # as the front end sets it
    reading = shown.reading
    assert [(use["document"], use["given"], use["differs"]) for use in reading["uses"]] == [
        ("Oven", "1918", True),
        ("Weir", "", False),
    ]
    assert reading["uses"][0]["claims"][0]["id"] == "c02"
    assert reading["uses"][1]["passage"]["told"] == [["p004", "She made a saying of it."]]
    assert "chronicle" in reading["disagreement"]


def test_the_chart_follows_the_list(shown):
    shown.selected = "flood"
    assert "'value': [{'id': 'flood'}]" in str(spec(shown))
    shown.decade = "1920"
    assert opened(shown) == 1920
    shown.shown = ["weir"]
    assert shown.said == "Shown: Weir."
    assert "Žofie" not in str(spec(shown))
    shown.selected = "talk"  # not in the chart, for it has no date
    assert (shown.decade, shown.problem) == ("1920", "")


def test_an_event_asked_for_opens_its_decade(data):
    found = Timeline(selected="oven-lit", data=data)
    assert (found.decade, opened(found), found.reading["id"]) == ("1920", 1920, "oven-lit")
    assert Timeline(selected="talk", data=data).decade == ""


def test_what_the_front_end_may_not_ask_is_a_problem_shown(shown):
    shown.decade = "1700"
    assert "no decade '1700'" in shown.problem
    shown.decade = "1910"
    shown.shown = ["wier"]
    assert "did you mean 'weir'" in shown.problem
    shown.shown = ["oven"]
    shown.selected = "požár"
    assert "no event here 'požár'" in shown.problem


def test_bad_arguments_raise_in_the_constructor(data):
    with pytest.raises(UnknownError, match="no document 'mlýn'"):
        Timeline(["mlýn"], data=data)
    with pytest.raises(CourseError, match="not a date in EDTF"):
        Timeline(since="loni", data=data)
    with pytest.raises(CourseError, match="no event lies there"):
        Timeline(since=1980, data=data)
    with pytest.raises(UnknownError, match="no event here"):
        Timeline(selected="požár", data=data)


def test_one_display_gives_widget_chart_list_and_text(shown):
    data, how = shown._repr_mimebundle_()
    assert data[VIEW]["model_id"] == shown._box.model_id
    assert data[VEGA] == spec(shown)
    assert how[VEGA]["embed_options"]["renderer"] == "svg"
    # A decade each, and a riddle: why dates differ is told to who opens it.
    assert data["text/html"].count("<details>") == 4
    assert "open.</summary>The text has it in 1918" in data["text/html"]
    assert "<li>1917-03: The flood at Łąka" in data["text/html"]
    lines = data["text/plain"].split("\n")
    assert lines[2:6] == [
        "1910s",
        "1917-03: The flood at Łąka",
        "  - Oven (dates it 1918, ≠ another date): Žofie cites it as the end of the mill.",
        "  - Weir (gives no date): The keeper of the weir cites it as the first of three.",
    ]
    assert lines[-3] == "no firm date"


def test_a_stored_lesson_has_the_picture_before_the_lists(shown):
    pytest.importorskip("vl_convert", reason="pictures of charts need vl-convert-python")
    from nbformat import v4

    data, how = shown._repr_mimebundle_()
    output = v4.new_output("display_data", data=data, metadata=how)
    cell = v4.new_code_cell("cu.Timeline()", outputs=[output])
    (kept,) = keep_static(v4.new_notebook(cells=[cell])).cells[0].outputs
    assert set(kept.data) == {"text/html", "text/plain"}
    html = kept.data["text/html"]
    assert html.index("<strong>Timeline") < html.index("<img") < html.index("<details>")


def test_what_is_read_is_sent_before_the_chart_is_drawn_anew(shown, monkeypatch):
    done = []
    draw = shown._chart
    monkeypatch.setattr(shown, "send_state", lambda key=None: done.extend(key or ()))
    monkeypatch.setattr(shown, "_chart", lambda: done.append("chart") or draw())
    shown.selected = shown.document["events"][0]["id"]
    assert "reading" in done[: done.index("chart")]
