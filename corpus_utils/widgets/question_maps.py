"""The map of a question about one: drawn, and told claim by claim and step by step."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import Any

from corpus_utils.drawings import data_uri, to_svg
from corpus_utils.items import CompleteMap, Item, RepairMap
from corpus_utils.layout import lay_out
from corpus_utils.messages import term
from corpus_utils.steps import joined, said
from corpus_utils.widgets.face import element, plain, prose
from corpus_utils.widgets.question_words import WORDS

PAGE = (620.0, 560.0)
"""The page that a map is laid out for: a card's width, and less than a screen's height."""


def has_map(item: Item) -> bool:
    """Return whether the question shows a map."""
    return isinstance(item, CompleteMap | RepairMap)


def drawing(item: CompleteMap | RepairMap) -> str:
    """Return the map as it is asked about, as SVG; numbers in brackets stand where a hole may begin."""
    argument = item.shown
    shorter = [replace(c, gist=c.short or c.gist) for c in argument.claims]
    laid = lay_out(replace(argument, claims=tuple(shorter)), page=PAGE)
    holes = item.holes if isinstance(item, CompleteMap) else ()
    boxes = []
    for box in laid.boxes:
        numbers = [f" [{n}]" for n, hole in enumerate(holes, 1) if box.id in hole.sources]
        boxes.append(replace(box, heading=box.heading + "".join(numbers)))
    name = WORDS["map_name"].format(n=len(boxes))
    return to_svg(replace(laid, boxes=tuple(boxes)), title=name)


def claims(item: CompleteMap | RepairMap) -> list[str]:
    """Return what each claim of the map says."""
    return [
        WORDS["claim_line"].format(id=c.id, role=term("roles", c.role), text=c.gist)
        for c in item.shown.claims
    ]


def steps(item: CompleteMap | RepairMap) -> list[str]:
    """Return each step that the map shows, as a sentence."""
    return [said(step, item.shown) for step in item.shown.relations]


def lines(item: CompleteMap | RepairMap) -> list[str]:
    """Return the map in words: its claims and, unless they are asked about one by one, its steps."""
    return claims(item) + (steps(item) if isinstance(item, CompleteMap) else [])


def figure(item: Item) -> dict[str, Any]:
    """Return what the front end shows of the map: nothing where the question has none."""
    if not isinstance(item, CompleteMap | RepairMap):
        return {}
    return {
        "src": data_uri(drawing(item)),
        "alt": " ".join(f"{line}." for line in steps(item)),
        "lines": lines(item),
        "note": WORDS["hole_note"] if isinstance(item, CompleteMap) else "",
    }


def mending(item: Item) -> dict[str, Any]:
    """Return what a step of a map to repair may be made of: sources, kinds, claims and steps."""
    if not isinstance(item, RepairMap):
        return {}
    linked = {
        tuple(sorted(step.sources))
        for step in (*item.shown.relations, *item.argument.relations)
        if len(step.sources) > 1
    }
    names = [claim.id for claim in item.shown.claims]
    return {
        "sources": [[name, name] for name in names]
        + [[" + ".join(one), joined(one)] for one in sorted(linked)],
        "kinds": [[kind, WORDS[f"kind_{kind}"]] for kind in ("support", "attack", "undercut")],
        "claims": [[name, name] for name in names],
        "steps": [[step.id, said(step, item.shown)] for step in item.shown.relations],
    }


def to_text(item: Item) -> list[str]:
    """Return the map as lines of text; nothing where the question has none."""
    if not isinstance(item, CompleteMap | RepairMap):
        return []
    return [f"{WORDS['map']}:", *(f"  {plain(line)}" for line in lines(item))]


def to_html(item: Item) -> list[str]:
    """Return the map as HTML; nothing where the question has none."""
    shown = figure(item)
    if not shown:
        return []
    picture = (
        f'<img alt="{html.escape(shown["alt"])}" src="{html.escape(shown["src"], quote=False)}">'
    )
    told = element("ul", *(element("li", prose(line)) for line in shown["lines"]))
    note = [element("p", shown["note"])] if shown["note"] else []
    return [element("p", picture), *note, element("p", WORDS["in_words"]), told]
