"""Charts: pictures of an argument or of a text's words, each with three faces.

The interactive face is drawn by the Vega that JupyterLab brings along: the
specification lies in an ipywidgets `Output`, so no JavaScript is shipped, no
network is asked and the kernel holds nothing but the specification. JupyterLab
bundles Vega-Lite 5 and Altair writes version 6; what `_as_v5` lets through
means the same in both. The static face is a table, before which the lesson
builder puts a `picture`; the plain-text face is the same table in text.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_utils import arguments, tables, texts
from corpus_utils.claims import OURS, ROLES
from corpus_utils.errors import CourseError
from corpus_utils.gazetteer import read_gazetteer

if TYPE_CHECKING:
    from altair import TopLevelMixin
    from pandas import DataFrame

VEGA = "application/vnd.vegalite.v5+json"
VIEW = "application/vnd.jupyter.widget-view+json"
COLOURS = ["#3579c8", "#b8691a", "#2b8a57", "#8f63c9", "#cf4a43", "#5f7d8a", "#a0587f"]
"""At least 3 : 1 against JupyterLab's light and dark ground alike."""
GREY = (
    "#7a7a7a"  # of small text inside a chart: 4.3 : 1 on white, 4.4 : 1 on JupyterLab's dark ground
)
GRID = "#7f7f7f55"
SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right"]
WIDTH = 640  # pixels: with axis labels it fits an output cell at 1280 by 720


class Chart:
    """A chart with its ``title``, a ``description`` of what it shows, and its data as a ``table``.

    ``note`` says how to read the marks and stands under the title in the picture.
    """

    def __init__(
        self,
        chart: TopLevelMixin,
        table: DataFrame,
        *,
        title: str,
        description: str,
        note: str = "",
    ) -> None:
        self.table, self.title, self.description = table, title, description
        head = {
            "text": title,
            "anchor": "start",
            "fontSize": 14,
            "subtitle": note,
            "subtitleColor": GREY,
        }
        self.spec = {**_as_v5(chart.to_dict()), "title": head, "description": description}
        self._output: Any = None

    def to_html(self) -> str:
        """Return the static face: the description and a table."""
        head = "".join(f'<th scope="col">{html.escape(str(name))}</th>' for name in self.table)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(_cell(value))}</td>" for value in row) + "</tr>"
            for row in self.table.itertuples(index=False)
        )
        return (
            f"<p><strong>{html.escape(self.title)}</strong><br>{html.escape(self.description)}</p>"
            f"<details><summary>The chart as a table</summary><table><caption>{html.escape(self.title)}"
            f"</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></details>"
        )

    def to_text(self) -> str:
        """Return the plain-text twin: title, description and an aligned table."""
        rows = [list(map(str, self.table)), *([_cell(v) for v in row] for row in self.table.values)]
        widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        lines = [
            "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows
        ]
        return "\n".join([self.title, self.description, "", *lines])

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        from ipywidgets import Output

        how = {VEGA: {"embed_options": {"renderer": "svg", "actions": False}}}
        if self._output is None:
            data = {VEGA: self.spec, "text/plain": self.title}
            shown = {"output_type": "display_data", "data": data, "metadata": how}
            self._output = Output(outputs=[shown])
        view = {"version_major": 2, "version_minor": 0, "model_id": self._output.model_id}
        # JupyterLab prefers HTML to Vega but a widget to both; VEGA itself is for the lesson builder.
        bundle = {
            VIEW: view,
            VEGA: self.spec,
            "text/html": self.to_html(),
            "text/plain": self.to_text(),
        }
        return bundle, how


def _cell(value: Any) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def _as_v5(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a Vega-Lite 6 specification labelled as version 5, on the page's own ground.

    Version 6 changed how it is packaged and dropped nothing that charts here
    use (vega-lite, release notes of v6.0.0).
    """
    config = {**spec.get("config", {}), "background": None}
    config |= {
        "axis": {"labelFontSize": 12, "titleFontSize": 12, "labelLimit": 220, "gridColor": GRID}
    }
    config |= {
        "legend": {"labelFontSize": 12, "titleFontSize": 12, "orient": "bottom", "columns": 4}
    }
    schema = "https://vega.github.io/schema/vega-lite/v5.json"
    return {**spec, "$schema": schema, "config": config}


def picture(spec: Mapping[str, Any]) -> str:
    """Return a chart's specification as SVG on a white ground.

    Only for the lesson builder: vl-convert, a development dependency, takes 85 MB.
    """
    try:
        import vl_convert
    except ImportError:
        raise CourseError(
            "pictures of charts need vl-convert (pip install vl-convert-python)"
        ) from None
    config = {**spec["config"], "background": "white"}
    return vl_convert.vegalite_to_svg({**spec, "config": config}, vl_version="5.20")


def illustrated(data: Mapping[str, Any]) -> str:
    """Return the static face in a chart's MIME bundle with its picture put before the table."""
    svg = base64.b64encode(picture(data[VEGA]).encode("utf-8")).decode("ascii")
    alt = html.escape(data[VEGA]["description"])
    image = f'<p><img class="chart" alt="{alt}" src="data:image/svg+xml;base64,{svg}"></p>'
    before, details, after = data["text/html"].partition("<details>")
    return before + image + details + after


def chart_claims(key: str, *, data: Path | None = None) -> Chart:
    """Return the argument along the text: a mark a claim and paragraph, by role and by who asserts it.

    Full marks are claims that the map gives reasons for, hollow ones are taken as given.
    """
    import altair as alt

    folder = data or texts.data_folder()
    text = texts.load(key, data=data)
    argument = arguments.load(text, data=data)
    gazetteer = read_gazetteer(folder / "gazetteer")
    rows = []
    for claim in argument.claims:
        ours = claim.asserted_by == OURS
        who = "this course" if ours else gazetteer.entry(claim.asserted_by).name
        reasons = len(argument.reasons(claim.id))
        rows += [
            {
                "paragraph": paragraph,
                "role": claim.role,
                "claim": claim.id,
                "asserted by": who if claim.voice in ("author", OURS) else f"{who}, {claim.voice}",
                "reasons": reasons,
                "gist": claim.gist,
            }
            for paragraph in (claim.target.paragraphs if claim.target else ())
        ]
    frame = _frame(rows)
    frame["slot"] = frame.groupby(["paragraph", "role"]).cumcount()
    paragraphs = [p.id for p in text.paragraphs if p.kind != "furniture"]
    roles = [role for role in ROLES if role in set(frame["role"])]
    who = list(dict.fromkeys(frame["asserted by"]))
    picked = alt.selection_point(fields=["asserted by"], bind="legend")
    base = alt.Chart(frame, width=WIDTH, height=alt.Step(15)).encode(
        x=alt.X("paragraph:N", sort=paragraphs, title="Paragraph")
        .scale(domain=paragraphs)
        .axis(labelAngle=0, grid=True),
        y=alt.Y("role:N", sort=roles, title=None).scale(domain=roles).axis(grid=True),
        yOffset="slot:O",
        opacity=alt.condition(picked, alt.value(1), alt.value(0.15)),
        tooltip=["claim", "role", "asserted by", "paragraph", "reasons", "gist"],
    )
    scale = {"domain": who, "range": COLOURS[: len(who)]}
    marks = base.mark_point(size=90, strokeWidth=2, filled=True).encode(
        color=alt.Color("asserted by:N").scale(**scale),
        stroke=alt.Stroke("asserted by:N").scale(**scale),
        shape=alt.Shape("asserted by:N").scale(domain=who, range=SHAPES[: len(who)]),
        fillOpacity=alt.condition("datum.reasons > 0", alt.value(1), alt.value(0)),
    )
    labels = base.mark_text(align="left", dx=8, fontSize=10, color=GREY).encode(text="claim")
    kinds = {
        role: ", ".join(sorted({r["paragraph"] for r in rows if r["role"] == role}))
        for role in ("thesis", "evidence")
    }
    told = "; ".join(f"{role} in {places}" for role, places in kinds.items() if places)
    given = sum(not argument.reasons(claim.id) for claim in argument.claims)
    description = (
        f"{len(argument.claims)} claims of {text.short}'s text, by paragraph and role: {told}. "
        f"{given} are taken as given (hollow marks)."
    )
    table = frame.drop(columns=["slot"]).sort_values(["paragraph", "claim"])
    return Chart(
        (marks + labels).add_params(picked),
        table,
        title=f"The argument along the text: {text.short}",
        description=description,
        note="Full: the map gives reasons for it. Hollow: it is taken as given.",
    )


def chart_words(key: str, words: Iterable[str], *, data: Path | None = None) -> Chart:
    """Return how often the original uses each of ``words``, counted in the whole document.

    A word that ends in ``*`` stands for all that begin so: ``bureaucra*``.
    """
    import altair as alt

    text = texts.load(key, data=data)
    counts = tables.counts(text, data=data)
    wanted = [words] if isinstance(words, str) else list(words)
    if not wanted:
        raise CourseError("no word is chosen (write a word, or the beginning of some, as plan*)")
    rows = [_counted(word, counts) for word in wanted]
    frame = _frame(rows).sort_values("count", ascending=False, kind="stable")
    order = list(frame["word"])
    base = alt.Chart(frame, width=WIDTH - 120, height=alt.Step(24)).encode(
        y=alt.Y("word:N", sort=order, title=None),
        x=alt.X("count:Q", title="Times in the original").axis(tickMinStep=1),
        tooltip=["word", "count", "per thousand", "forms"],
    )
    bars = base.mark_bar(color=COLOURS[0])
    labels = base.mark_text(align="left", dx=4, color=COLOURS[0], fontWeight="bold").encode(
        text="count"
    )
    first, last = frame.iloc[0], frame.iloc[-1]
    description = (
        f"How often {text.short} uses {len(rows)} words: most often {first['word']} ({first['count']}), "
        f"least often {last['word']} ({last['count']})."
    )
    title = f"Words that the text leans on: {text.short}"
    return Chart(bars + labels, frame, title=title, description=description)


def _counted(word: str, counts: DataFrame) -> dict[str, Any]:
    pattern = word.casefold().replace("’", "'")
    found = [
        (form, count, share)
        for form, count, share in counts.itertuples(index=False)
        if fnmatchcase(form, pattern)
    ]
    return {
        "word": word,
        "count": sum(count for _, count, _ in found),
        "per thousand": round(sum(share for *_, share in found), 1),
        "forms": ", ".join(form for form, *_ in found) or "(none)",
    }


def _frame(rows: Sequence[Mapping[str, Any]]) -> DataFrame:
    from pandas import DataFrame

    return DataFrame(rows)
