"""Disagreements: where a class differs, drawn on the document and on its argument map.

Two pictures as SVG, each with a description and its figures as a table: a strip
of the document's paragraphs, and the argument map with the share of the class
that says of a claim or a step what the course's map says. Figures stand in
words on the picture; strength of line and height of bar only repeat them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus_utils.claims import RELATIONS, Argument, part
from corpus_utils.codings import Unit, by_place
from corpus_utils.drawings import FAINT, FONT, GROUND, INK, to_svg
from corpus_utils.layout import Map, lay_out
from corpus_utils.messages import section, term
from corpus_utils.pictures import Picture
from corpus_utils.rows import RADIUS

STEP, HEIGHT, LEFT, TOP = 26.0, 120.0, 44.0, 26.0
WORDS = section("disagreements")
_KIND = re.compile(rf"\b({'|'.join(RELATIONS)})(?=: )")


def strip(units: Iterable[Unit], paragraphs: Sequence[str], *, title: str) -> Picture:
    """Return the strip of a document: of each paragraph, how much the answers about it differ."""
    units = [unit for unit in units if unit.disagreement is not None]
    found = by_place(units, "paragraphs")
    found = {name: found[name] for name in paragraphs if name in found}
    items: dict[str, set[str]] = {name: set() for name in found}
    for unit in units:
        for name in unit.paragraphs:
            items.setdefault(name, set()).add(unit.item)
    said = WORDS["strip_none"]
    if found:
        most = sorted(found, key=lambda name: -found[name])[:3]
        places = ", ".join(
            WORDS["strip_place"].format(name=n, percent=_percent(found[n])) for n in most
        )
        said = WORDS["strip_said"].format(most=places, asked=len(found), all=len(paragraphs))
    rows = [(n, _told(v), ", ".join(sorted(items[n]))) for n, v in found.items()]
    heading = WORDS["strip"].format(title=title)
    return Picture(heading, said, WORDS["strip_columns"], tuple(rows), _strip(found, paragraphs))


def _strip(found: Mapping[str, float], paragraphs: Sequence[str]) -> str:
    width, base = LEFT + STEP * len(paragraphs) + 110, TOP + HEIGHT
    size = f'viewBox="0 0 {width:g} {base + 50:g}" width="{width:g}" height="{base + 50:g}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}" font-size="11">',
        f'<rect width="{width:g}" height="{base + 50:g}" fill="{GROUND}"/>',
    ]
    end = LEFT + STEP * len(paragraphs)
    for y, word in ((TOP, WORDS["axis_top"]), (base, WORDS["axis_bottom"])):
        parts.append(f'<path d="M{LEFT:g} {y:g}H{end:g}" stroke="{FAINT}" stroke-dasharray="2 3"/>')
        parts.append(f'<text x="{end + 6:g}" y="{y + 4:g}" fill="{INK}">{word}</text>')
    for number, name in enumerate(paragraphs):
        x = LEFT + STEP * number
        if name in found:
            high = max(1.0, HEIGHT * found[name])
            parts.append(
                f'<rect x="{x + 4:g}" y="{base - high:g}" width="{STEP - 8:g}" height="{high:g}" fill="#5f7d8a"/>'
                f'<text x="{x + STEP / 2:g}" y="{base - high - 4:g}" text-anchor="middle" fill="{INK}">'
                f"{_percent(found[name])}</text>"
            )
        at, below = f"{x + STEP / 2 + 4:g}", f"{base + 36:g}"
        colour = INK if name in found else FAINT
        turn = f'transform="rotate(-90 {at} {below})"'
        parts.append(f'<text x="{at}" y="{below}" {turn} fill="{colour}">{name}</text>')
    return "".join(parts) + "</svg>"


def _percent(share: float) -> int:
    return round(100 * share)


def _told(share: float | None) -> str:
    return "" if share is None else WORDS["percent"].format(n=_percent(share))


@dataclass(frozen=True)
class _Share:
    """How many of how many said what the course says of a place, and how much they differ."""

    k: int
    n: int
    disagreement: float | None

    @property
    def text(self) -> str:
        return WORDS["share"].format(k=self.k, n=self.n)


def on_map(units: Iterable[Unit], argument: Argument, *, title: str) -> Picture:
    """Return the argument map, as far as it was asked about, with what the class says of it."""
    units = [unit for unit in units if unit.kind in {"roles", "map edges", "steps"} and unit.said]
    claims = _shares((unit, unit.claims) for unit in units if unit.kind == "roles")
    known = {claim.id for claim in argument.claims}
    claims = {name: share for name, share in claims.items() if name in known}
    ids = {step.id: step for step in argument.relations}
    steps = _shares((unit, (unit.relation,)) for unit in units if unit.relation in ids)
    wanted = set(claims)
    for name in steps:  # with the step that it undercuts, and all their ends
        while name in ids:
            wanted |= {*ids[name].sources, argument.end(ids[name])}
            name = ids[name].to
    heading = WORDS["map"].format(title=title)
    if not claims and not steps:
        return Picture(heading, WORDS["map_none"], WORDS["columns"], (), "")
    said = WORDS["map_said"].format(claims=len(claims), steps=len(steps))
    short = [replace(claim, gist=claim.short or claim.gist) for claim in argument.claims]
    kept = part(replace(argument, claims=tuple(short)), wanted - {""})
    drawing = lay_out(kept, characters=22, most_lines=4)
    base = to_svg(drawing, title=heading, description=said)
    svg = base.replace("</svg>", _overlay(drawing, claims, steps) + "</svg>")
    rows = [
        *((n, s.text, _told(s.disagreement), argument.claim(n).gist) for n, s in claims.items()),
        *((n, s.text, _told(s.disagreement), _step(argument, n)) for n, s in steps.items()),
        *_own(units),
    ]
    return Picture(heading, said, WORDS["columns"], tuple(rows), svg)


def _shares(placed: Iterable[tuple[Unit, Iterable[str]]]) -> dict[str, _Share]:
    found: dict[str, list[Unit]] = {}
    for unit, names in placed:
        for name in names:
            found.setdefault(name, []).append(unit)
    shares = {}
    for name, each in sorted(found.items()):
        k = sum(value == unit.right for unit in each for value in unit.said.values())
        known = [unit.disagreement for unit in each if unit.disagreement is not None]
        differ = sum(known) / len(known) if known else None
        shares[name] = _Share(k, sum(len(unit.said) for unit in each), differ)
    return shares


def _own(units: Iterable[Unit]) -> list[tuple[str, str, str, str]]:
    """Return rows on steps that students drew and the course does not, the commonest first."""
    found = [unit for unit in units if unit.kind == "map edges" and not unit.relation]
    drawn = [(sum(map(bool, unit.said.values())), unit) for unit in found]
    drawn.sort(key=lambda pair: (-pair[0], pair[1].label))
    return [
        (
            WORDS["undrawn"],
            WORDS["share"].format(k=k, n=len(u.said)),
            _told(u.disagreement),
            _named(u),
        )
        for k, u in drawn
    ]


def _named(unit: Unit) -> str:
    """Return what a drawn step is called: its label with the kinds as a reader knows them."""
    return _KIND.sub(lambda kind: term("relations", kind[1]), unit.label)


def _step(argument: Argument, name: str) -> str:
    step = argument.relation(name)
    kind = term("relations", step.kind)
    return WORDS["step"].format(sources=" + ".join(step.sources), kind=kind, to=step.to)


def _overlay(drawing: Map, claims: Mapping[str, _Share], steps: Mapping[str, _Share]) -> str:
    parts = []
    for box in drawing.boxes:
        if share := claims.get(box.id):
            weight = 1 + 5 * share.k / share.n
            parts.append(
                f'<rect x="{box.x - 4:g}" y="{box.y - 4:g}" width="{box.width + 8:g}" height="{box.height + 8:g}" '
                f'rx="7" fill="none" stroke="{INK}" stroke-width="{weight:.1f}"/>'
                + _chip(box.x + box.width - 26, box.y - 4, share.text)
            )
    for edge in drawing.edges:
        if share := steps.get(edge.id):
            x, y = edge.junction
            weight = 1 + 5 * share.k / share.n
            parts.append(
                f'<circle cx="{x:g}" cy="{y:g}" r="{RADIUS + 3:g}" fill="none" stroke="{INK}" '
                f'stroke-width="{weight:.1f}"/>' + _chip(x + 42, y + 4, share.text)
            )
    return "".join(parts)


def _chip(x: float, y: float, text: str) -> str:
    """Return words on a ground of their own, so that they read on any line or border."""
    wide = 6.4 * len(text) + 8
    return (
        f'<rect x="{x - wide / 2:g}" y="{y - 11:g}" width="{wide:g}" height="16" rx="4" fill="{GROUND}" '
        f'stroke="{INK}" stroke-width="0.8"/><text x="{x:g}" y="{y + 1:g}" text-anchor="middle" '
        f'font-size="11" font-weight="bold" fill="{INK}">{html.escape(text, quote=False)}</text>'
    )
