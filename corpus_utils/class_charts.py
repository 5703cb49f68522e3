"""Class charts: how a class's exercises went, as a chart with three faces (see `vega`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus_utils.errors import CourseError
from corpus_utils.messages import section, term
from corpus_utils.psychometrics import share
from corpus_utils.questions import SECOND_TRY
from corpus_utils.vega import COLOURS, WIDTH, Chart

if TYPE_CHECKING:
    from pandas import DataFrame

WORDS = section("class_charts")


def chart_items(items: DataFrame, lesson: str) -> Chart:
    """Return the exercises of a lesson by their mean first mark; ``items`` is `Class.items`'s table."""
    import altair as alt

    # Second tries are left out: only those come to them whose first was wrong.
    chosen = (items["lesson"] == lesson) & ~items["item"].str.endswith(SECOND_TRY)
    table = items[chosen & (items["marked"] > 0)].sort_values(["first", "item"])
    if table.empty:
        raise CourseError(WORDS["none"])
    order = list(table["item"])
    names = {column: WORDS[column] for column in ("item", "kind", "n")} | {"first": WORDS["mean"]}
    shown = table[list(names)].rename(columns=names)
    shown[names["kind"]] = [term("kinds", kind) for kind in table["kind"]]
    shown[WORDS["mean"]] = shown[WORDS["mean"]].round(2)
    shown[WORDS["full"]] = [
        share(k, n) for k, n in zip(table["full"], table["marked"], strict=True)
    ]
    base = alt.Chart(shown, width=WIDTH, height=alt.Step(18)).encode(
        y=alt.Y(f"{names['item']}:N", sort=order, title=None),
        x=alt.X(f"{WORDS['mean']}:Q").scale(domain=[0, 1]),
        tooltip=list(shown.columns),
    )
    bars = base.mark_bar(color=COLOURS[0])
    words = base.mark_text(align="left", dx=4, color=COLOURS[0]).encode(text=f"{WORDS['full']}:N")
    said = WORDS["said"].format(
        n=len(order),
        hardest=order[0],
        low=table["first"].iloc[0],
        easiest=order[-1],
        high=table["first"].iloc[-1],
    )
    title = WORDS["title"].format(lesson=lesson)
    return Chart(bars + words, shown, title=title, description=said, note=WORDS["note"])
