"""Vega: a chart's three faces, offline.

The interactive face is drawn by the Vega that JupyterLab brings along: the
specification lies in an ipywidgets `Output`, so no JavaScript is shipped, no
network is asked and the kernel holds nothing but the specification. JupyterLab
bundles Vega-Lite 5 and Altair writes version 6; what `_as_v5` lets through
means the same in both. The static face is a table, before which the lesson
builder puts a `picture`; the plain-text face is the same table in text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from corpus_utils.drawings import data_uri
from corpus_utils.errors import CourseError
from corpus_utils.messages import ENGLISH, figure, language, section

if TYPE_CHECKING:
    from altair import TopLevelMixin
    from pandas import DataFrame

WORDS = section("vega")
VEGA = "application/vnd.vegalite.v5+json"
VEGA_LITE = "5.20"
"""The version that pictures are drawn with, and the charts of a page; that of JupyterLab is another 5."""
VIEW = "application/vnd.jupyter.widget-view+json"
COLOURS = ["#3579c8", "#b8691a", "#2b8a57", "#8f63c9", "#cf4a43", "#5f7d8a", "#a0587f"]
"""At least 3 : 1 against JupyterLab's light and dark ground alike."""
GREY = "#7a7a7a"
"""Of small text inside a chart: 4.3 : 1 on white, 4.4 : 1 on JupyterLab's dark ground."""
GRID = "#7f7f7f55"
COLOURED = {
    "title": {"color": "currentColor"},
    "style": {
        name: {"fill": "currentColor"} for name in ("guide-label", "guide-title", "group-title")
    },
    "view": {"stroke": GRID},
}
"""The page's own colour of text, light or dark, whichever it is and turns to."""
SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right"]
WIDTH = 640  # pixels: with axis labels it fits an output cell at 1280 by 720
EMBEDDING = {
    "renderer": "svg",  # its marks have names for a screen reader
    "actions": False,  # the menu's editor would ask the network
    "defaultStyle": ".vega-embed svg { max-width: calc(100% - 16px); height: auto; }",
}
"""How JupyterLab is to draw a chart: not wider than its cell, for what scrolls would need a tab stop.

Vega-Lite's own width "container" is no way out: in an Output of JupyterLab 4.6 the page hangs.
"""


class Chart:
    """A chart with its ``title``, a ``description`` of what it shows, and its data as a ``table``.

    ``note`` says how to read the marks and stands under the title in the picture.
    ``shown`` is the table with heads and values in words, for the static faces:
    ``table`` itself where there is none.
    """

    def __init__(
        self,
        chart: TopLevelMixin,
        table: DataFrame,
        *,
        title: str,
        description: str,
        note: str = "",
        shown: DataFrame | None = None,
    ) -> None:
        self.table, self.title, self.description = table, title, description
        self._shown = table if shown is None else shown
        head = {
            "text": title,
            "anchor": "start",
            "fontSize": 14,
            "subtitle": note,
            "subtitleColor": GREY,
        }
        # Not checked against Vega-Lite's schema, which fills 3 MB of a student's kernel: the tests check every chart.
        made = _as_v5(chart.to_dict(validate=False))
        self.spec = {**made, "title": head, "description": description}
        self._output: Any = None

    def to_html(self) -> str:
        """Return the static face: the description and a table."""
        head = "".join(f'<th scope="col">{html.escape(str(name))}</th>' for name in self._shown)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(_cell(value))}</td>" for value in row) + "</tr>"
            for row in self._shown.itertuples(index=False)
        )
        return in_language(
            f"<p><strong>{html.escape(self.title)}</strong><br>{html.escape(self.description)}</p>"
            f"<details><summary>{WORDS['as_table']}</summary><table><caption>{html.escape(self.title)}"
            f"</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></details>"
        )

    def to_text(self) -> str:
        """Return the plain-text twin: title, description and an aligned table."""
        rows = [
            list(map(str, self._shown)),
            *([_cell(v) for v in row] for row in self._shown.itertuples(index=False)),
        ]
        widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        lines = [
            "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows
        ]
        return "\n".join([self.title, self.description, "", *lines])

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        from ipywidgets import Output

        how = {VEGA: {"embed_options": EMBEDDING}}
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


def in_language(made: str) -> str:
    """Return HTML marked with the language of the interface, where that is not English."""
    said = language()
    return made if said == ENGLISH else f'<div lang="{html.escape(said)}">{made}</div>'


def _cell(value: Any) -> str:
    if not isinstance(value, float):
        return str(value)
    return figure(value, ".1f")


def _as_v5(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a Vega-Lite 6 specification labelled as version 5, on the page's own ground.

    Version 6 changed how it is packaged and dropped nothing that charts here
    use (vega-lite, release notes of v6.0.0).
    """
    config = {**spec.get("config", {}), "background": None, **COLOURED}
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
        raise CourseError(WORDS["no_pictures"]) from None
    config = {name: said for name, said in spec["config"].items() if name not in COLOURED}
    config["background"] = "white"
    svg = vl_convert.vegalite_to_svg({**spec, "config": config}, vl_version=VEGA_LITE)
    # Inside an <img> nobody hears the label of a single mark: its alternative text speaks for all.
    svg = re.sub(r' (?:aria-[a-z]+|role|class)="[^"]*"', "", svg)
    return re.sub(r"(\d\.\d)\d+", r"\1", svg)


def illustrated(data: Mapping[str, Any]) -> str:
    """Return the static face in a chart's MIME bundle with its picture put before the table."""
    alt = html.escape(data[VEGA]["description"])
    address = html.escape(data_uri(picture(data[VEGA])), quote=False)
    image = f'<p><img class="chart" alt="{alt}" src="{address}"></p>'
    before, details, after = data["text/html"].partition("<details>")
    return before + image + details + after
