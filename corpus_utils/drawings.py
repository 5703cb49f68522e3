"""A laid-out argument map as a picture: SVG for paper, for a code host and for a page without scripts.

The picture has its own white ground, so that it reads the same on a dark page
and in print. Kinds of relation differ in dashes, in arrow head and in the
sign on the junction, besides colour; fallen claims are crossed out and say so.
"""

from __future__ import annotations

import html
import re
from urllib.parse import quote

from corpus_utils.acceptance import FALLS, STANDS, Standing
from corpus_utils.layout import LINE, PADDING, Box, Edge, Line, Map
from corpus_utils.messages import section, term
from corpus_utils.rows import RADIUS

WORDS = section("drawings")
# Colour, dashes and sign of each kind. Contrast with white is at least 5.9 : 1.
STYLES = {
    "support": ("#1b5e20", "", "+"),
    "attack": ("#a3121f", "9 5", "−"),
    "undercut": ("#4527a0", "2 4", "×"),
}
_TAG, _VALUE = re.compile(r"<[^>]*>"), re.compile(r"""="([^"']*)\"""")
INK, FAINT, GROUND = "#1a1a1a", "#5a5a5a", "#ffffff"
FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"
LEGEND = 30.0
"""Height of the row under the map that says what the signs mean."""


def to_svg(
    drawing: Map, *, title: str, description: str = "", standing: Standing | None = None
) -> str:
    """Return the map as an SVG document; ``title`` and ``description`` are read out for it.

    With a ``standing`` given, claims that fall or are undecided are marked.
    """
    width, height = max(drawing.width, 430.0), drawing.height + LEGEND
    size = f'viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="{FONT}" font-size="13">',
        f"<title>{html.escape(title, quote=False)}</title>",
        f"<desc>{html.escape(description or _describe(drawing), quote=False)}</desc>",
        f'<rect width="{width:g}" height="{height:g}" fill="{GROUND}"/>',
    ]
    parts += [_edge(edge, standing) for edge in drawing.edges]
    parts += [_box(box, standing) for box in drawing.boxes]
    parts.append(_legend(drawing.height))
    return "\n".join([*parts, "</svg>\n"])


def data_uri(svg: str) -> str:
    """Return ``svg`` as the address of an image: shorter than in base64, and readable.

    >>> data_uri('<svg fill="#fff"/>')
    "data:image/svg+xml,%3Csvg fill='%23fff'/%3E"
    """
    # A double quotation mark takes three characters there, a single one is as good.
    shorter = _TAG.sub(lambda tag: _VALUE.sub(r"='\1'", tag[0]), svg)
    return "data:image/svg+xml," + quote(shorter, safe=" !'()*,-./:;=@_~+?|&$")


def _describe(drawing: Map) -> str:
    told, both = WORDS["step"], WORDS["and"]
    steps = [
        told.format(
            sources=both.join(edge.sources),
            kind=term("relations", edge.kind),
            to=edge.to,
            id=edge.id,
        )
        for edge in drawing.edges
    ]
    relations = "; ".join(steps) or WORDS["none"]
    return WORDS["described"].format(n=len(drawing.boxes), relations=relations)


def _status(standing: Standing | None, name: str) -> str:
    return standing.status(name) if standing else STANDS


def _path(line: Line) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in line)


def _edge(edge: Edge, standing: Standing | None) -> str:
    colour, dashes, sign = STYLES[edge.kind]
    faded = ' opacity="0.45"' if _status(standing, edge.id) == FALLS else ""
    stroke = f'fill="none" stroke="{colour}" stroke-width="1.6"'
    stroke += f' stroke-dasharray="{dashes}"' if dashes else ""
    path = "".join(_path(line) for line in (*edge.branches, edge.stem))
    lines = f'<path d="{path}" {stroke}/>'
    x, y = edge.junction
    disc = (
        f'<circle cx="{x:g}" cy="{y:g}" r="{RADIUS:g}" fill="{GROUND}" stroke="{colour}" stroke-width="1.4"/>'
        f'<text x="{x:g}" y="{y + 4:g}" text-anchor="middle" font-size="11" font-weight="bold" '
        f'fill="{colour}">{sign}</text>'
    )
    return f"<g{faded}>{lines}{_head(edge, colour)}{disc}</g>"


def _head(edge: Edge, colour: str) -> str:
    """Return the arrow head: a full one for support, an open one for attack, a bar for undercut."""
    (x0, y0), (x, y) = edge.stem[-2], edge.stem[-1]
    length = ((x - x0) ** 2 + (y - y0) ** 2) ** 0.5 or 1.0
    dx, dy = (x - x0) / length, (y - y0) / length
    left, right = ((x - 9 * dx + s * 5 * dy, y - 9 * dy - s * 5 * dx) for s in (1, -1))
    if edge.kind == "undercut":
        left, right = ((x + s * 7 * dy, y - s * 7 * dx) for s in (1, -1))
        return f'<path d="{_path((left, right))}" stroke="{colour}" stroke-width="3"/>'
    fill = colour if edge.kind == "support" else GROUND
    close = "Z" if edge.kind == "support" else ""
    return f'<path d="{_path((left, (x, y), right))}{close}" fill="{fill}" stroke="{colour}" stroke-width="1.6"/>'


def _box(box: Box, standing: Standing | None) -> str:
    status = _status(standing, box.id)
    border = f'stroke="{INK if status == STANDS else FAINT}"'
    border += f' stroke-width="{2.4 if box.role == "thesis" else 1.2}"'
    border += ' stroke-dasharray="5 3"' if box.implicit else ""
    heading = box.heading if status == STANDS else WORDS[status].format(heading=box.heading)
    x, y = box.x + PADDING, box.y + PADDING + LINE * 0.75
    rows = [
        f'<text x="{x:g}" y="{y:g}" font-size="11.5" font-weight="bold" fill="{INK}">{html.escape(heading, quote=False)}</text>'
    ]
    colour = INK if status == STANDS else FAINT
    spans = " ".join(
        f'<tspan x="{x:g}" dy="{LINE:g}">{html.escape(line, quote=False)}</tspan>'
        for line in box.lines
    )
    rows.append(f'<text y="{y:g}" fill="{colour}">{spans}</text>')
    cross = ""
    if status == FALLS:
        corners = ((box.x, box.y + box.height), (box.x + box.width, box.y))
        cross = f'<path d="{_path(corners)}" stroke="{FAINT}" stroke-width="1.2"/>'
    rect = (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="4" '
        f'fill="{GROUND}" {border}/>'
    )
    return f"<g>{rect}{cross}{''.join(rows)}</g>"


def _legend(y: float) -> str:
    parts, x = [], 14.0
    for kind, (colour, dashes, sign) in STYLES.items():
        dash = f' stroke-dasharray="{dashes}"' if dashes else ""
        parts.append(
            f'<path d="M{x:g} {y + 12:g} h34" stroke="{colour}" stroke-width="1.6"{dash}/>'
            f'<circle cx="{x + 17:g}" cy="{y + 12:g}" r="8" fill="{GROUND}" stroke="{colour}"/>'
            f'<text x="{x + 17:g}" y="{y + 16:g}" text-anchor="middle" font-size="10" font-weight="bold" '
            f'fill="{colour}">{sign}</text><text x="{x + 42:g}" y="{y + 16:g}" font-size="12" fill="{INK}">{html.escape(term("relations", kind), quote=False)}</text>'
        )
        x += 130
    return "".join(parts)
