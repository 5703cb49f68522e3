"""Chronology: the timeline as a chart, folded by decade.

Above, how many events of each decade each document uses; a click on a decade
opens it below, a row an event: which documents use it, and its date, with
every date that cannot be the same beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus_utils import texts, timeline
from corpus_utils.decades import date_rows, decade, reference, use_rows, within
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.messages import section
from corpus_utils.timeline import Event
from corpus_utils.vega import COLOURS, GREY, SHAPES, Chart

WORDS = section("chronology")
STEP = 15  # of a row with an event, in pixels: 31 of them and the decades fit a screen of 720
CELL = 24
DATES = 360


def chart_timeline(
    documents: Iterable[str] | str | None = None,
    since: str | int | None = None,
    until: str | int | None = None,
    *,
    event: str = "",
    data: Path | None = None,
) -> Chart:
    """Return the events between two dates that ``documents`` (all where None) use, and their dates.

    A click on a decade opens it, one on a mark picks its event, one on the
    legend a document; ``event`` is picked from the start.
    """
    folder = data or texts.data_folder()
    found = timeline.load(data=folder)
    every = texts.keys(folder)
    asked = documents.split() if isinstance(documents, str) else list(documents or every)
    for key in asked:
        if key not in every:
            raise UnknownError(WORDS["document"], key, every)
    shorts = {key: texts.load(key, data=folder).short for key in every if key in asked}
    events = within(found, asked, since, until)
    if event and event not in [one.id for one in events]:
        raise UnknownError(WORDS["event"], event, [one.id for one in events])
    return chart_events(events, shorts, event=event)


def chart_events(
    events: Sequence[Event],
    shorts: Mapping[str, str],
    *,
    opened: int | None = None,
    event: str = "",
) -> Chart:
    """Return the chart of these events; ``shorts`` name the documents that are shown.

    ``opened`` is the decade that is shown at first: else that of ``event``, or the fullest.
    """
    import pandas as pd

    dated = [one for one in events if decade(one) is not None]
    uses = pd.DataFrame([row for one in dated for row in use_rows(one, shorts)])
    if uses.empty:
        raise CourseError(WORDS["no_event"])
    dates = pd.DataFrame([row for one in dated for row in date_rows(one, shorts)])
    counts = uses.groupby("decade")["id"].nunique()
    chosen = {one.id: decade(one) for one in dated}.get(event, counts.idxmax())
    opened = opened if opened in set(counts.index) else int(chosen)
    clashes = [one.event for one in dated if one.disagreement]
    ends = {
        name: WORDS["decade"].format(year=year)
        for name, year in (
            ("first", min(uses["decade"])),
            ("last", max(uses["decade"])),
            ("fullest", counts.idxmax()),
            ("opened", opened),
        )
    }
    description = WORDS["said"].format(
        **ends,
        n=uses["id"].nunique(),
        documents=", ".join(shorts.values()),
        most=counts.max(),
        clashes="; ".join(clashes) or WORDS["none"],
    )
    table = uses[["dated", "event", "who", "date", "use"]].rename(
        columns={"dated": "date", "who": "document", "date": "as it dates it"}
    )
    return Chart(
        _drawn(uses, dates, list(shorts.values()), opened=opened, event=event),
        table,
        title=WORDS["name"].format(**ends),
        description=description,
        note=WORDS["note"],
        shown=table.rename(columns=WORDS["heads"]),
    )


def _drawn(uses: Any, dates: Any, shorts: Sequence[str], *, opened: int, event: str) -> Any:
    import altair as alt

    decades = alt.selection_point(
        name="decade", fields=["decade"], value=[{"decade": opened}], empty=False
    )
    given = [{"id": event}] if event else alt.Undefined
    picked = alt.selection_point(name="event", fields=["id"], value=given)
    document = alt.selection_point(name="document", fields=["who"], bind="legend")
    who, heads = [*shorts, reference()], WORDS["heads"]
    colour = {"domain": who, "range": [*COLOURS[: len(shorts)], GREY]}
    shape = {"domain": who, "range": [*SHAPES[: len(shorts)], "stroke"]}
    legend = alt.Legend(title=WORDS["legend"], values=list(shorts), columns=len(shorts))
    rows = alt.Y("event:N", sort=list(dict.fromkeys(uses["event"])), title=None)
    near = {"height": alt.Step(STEP)}

    cells = alt.Chart(
        uses, width=alt.Step(CELL + 10), height=alt.Step(CELL - 4)
    ).transform_aggregate(events="distinct(id)", differ="sum(differs)", groupby=["decade", "who"])
    cells = cells.encode(
        x=alt.X("decade:O", title=WORDS["from"]).axis(orient="top", labelAngle=0, labelFontSize=11),
        y=alt.Y("who:N", sort=list(shorts), title=None),
    )
    far = (
        cells.mark_rect(stroke=GREY).encode(
            fill=alt.value(COLOURS[0]),
            fillOpacity=alt.condition(decades, alt.value(0.35), alt.value(0.06)),
            tooltip=[
                alt.Tooltip("decade:O", title=heads["decade"]),
                alt.Tooltip("who:N", title=heads["who"]),
                alt.Tooltip("events:Q", title=heads["events"]),
            ],
        )
        + cells.mark_text(fontSize=12, color=GREY, fontWeight="bold")
        .encode(text="label:N")
        .transform_calculate(label="datum.events + (datum.differ > 0 ? ' ≠' : '')")
    ).add_params(decades)

    used = (
        alt.Chart(uses, width=alt.Step(CELL - 4), **near)
        .transform_filter(decades)
        .mark_point(size=70, strokeWidth=1.8, filled=True)
        .encode(
            x=alt.X("who:N", sort=list(shorts), title=WORDS["used_by"])
            .axis(labels=False, ticks=False)
            .scale(domain=list(shorts)),
            y=rows.axis(grid=True, labelLimit=330),
            color=alt.Color("who:N", legend=legend).scale(**colour),
            stroke=alt.Stroke("who:N", legend=None).scale(**colour),
            shape=alt.Shape("who:N", legend=legend).scale(**shape),
            fillOpacity=alt.condition("datum['dates it']", alt.value(1), alt.value(0)),
            opacity=alt.condition(picked & document, alt.value(1), alt.value(0.2)),
            tooltip=[alt.Tooltip(f, title=heads[f]) for f in ("event", "who", "date", "use")],
        )
        .add_params(picked, document)
    )
    lines = (
        alt.Chart(dates, width=DATES, **near)
        .transform_filter(decades)
        .encode(
            y=rows.axis(labels=False, ticks=False, grid=True),
            opacity=alt.condition(picked, alt.value(1), alt.value(0.2)),
            tooltip=[alt.Tooltip(f, title=heads[f]) for f in ("event", "who", "date")],
        )
    )
    axis = alt.X("middle:Q", title=WORDS["dated"]).axis(format="d", tickMinStep=1).scale(zero=False)
    bars = (
        lines.transform_filter("datum.interval")
        .mark_bar(height=6, color=GREY)
        .encode(x=alt.X("start:Q", title=WORDS["dated"]).scale(zero=False), x2="end:Q")
    )
    points = lines.mark_point(size=60, strokeWidth=1.8, filled=True, fillOpacity=0).encode(
        x=axis,
        stroke=alt.Stroke("who:N", legend=None).scale(**colour),
        shape=alt.Shape("who:N", legend=legend).scale(**shape),
    )
    said = lines.mark_text(align="left", dx=9, fontSize=11, color=GREY).encode(
        x=axis, text="says:N"
    )
    side = alt.hconcat(used, alt.layer(bars, points, said), spacing=4).resolve_scale(y="shared")
    return alt.vconcat(far, side, spacing=12)
