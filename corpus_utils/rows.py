"""The rows of an argument map: which claims stand beside each other, where relations join them.

Rows of claims and rows of junctions take turns. Every link goes from one row to
the next: a longer line has a *bend* in each row that it passes through.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from corpus_utils.claims import Argument, Relation
from corpus_utils.layering import layers

RADIUS = 10.0  # of a junction
GAP = 16.0  # between neighbours in a row
RISE = 12.0  # between neighbouring rows, and as much again where lines run far across
PAGE = (1280.0, 720.0)  # what a map should fit: a projector, a notebook on a small screen

# A claim's or a relation's id, or a bend: relation, source, and the row it lies in.
Node: TypeAlias = str | tuple[str, str, int]


@dataclass(frozen=True)
class Rows:
    """The rows of nodes, top to bottom, not yet in order, and what joins them.

    ``steps`` are the relations drawn, ``paths`` for each the way from each
    source to its junction, ``links`` the pairs of nodes of neighbouring rows.
    """

    steps: Sequence[Relation]
    rows: list[list[Node]]
    row_of: dict[str, int]
    paths: dict[str, list[list[Node]]]
    links: list[tuple[Node, Node]]


def layerings(
    argument: Argument,
    width: float,
    heights: dict[str, float],
    *,
    page: tuple[float, float] = PAGE,
) -> list[dict[str, int]]:
    """Return at most three ways to layer the claims, those that promise to fill a page best.

    ``width`` is that of every box, ``heights`` are the boxes' by claim.
    """
    kinds = ("support", "undercut", "attack")  # which goes first where not all can point up
    below = [
        (source, argument.end(step))
        for step in sorted(argument.relations, key=lambda step: kinds.index(step.kind))
        for source in step.sources
        if argument.end(step)
    ]
    top = argument.roots[0].id if argument.roots else None
    found: dict[tuple[int, ...], tuple[float, dict[str, int]]] = {}
    for most in range(2, 11):
        layer = layers(list(heights), below, top=top, across=most)
        rows = [[n for n in heights if layer[n] == i] for i in range(max(layer.values()) + 1)]
        tall = sum(max(heights[n] for n in row) + 2 * RADIUS + 3 * RISE for row in rows)
        wide = max(map(len, rows)) * (width + GAP)
        found[tuple(layer.values())] = min(page[0] / wide, page[1] / tall), layer
    return [layer for _, layer in sorted(found.values(), key=lambda pair: -pair[0])[:3]]


def make_rows(argument: Argument, layer: dict[str, int]) -> Rows:
    """Return the rows of a map whose claims lie in the layers ``layer``.

    Junctions lie next to the claim they lead to, below it, or above it where
    all sources are above; an undercut's junction next to that of its step.
    Relations that undercut each other in a circle are left out.
    """
    steps = [relation for relation in argument.relations if argument.end(relation)]
    rows, row_of = _places(argument, steps, layer)
    paths: dict[str, list[list[Node]]] = {}
    links: list[tuple[Node, Node]] = [(step.id, step.to) for step in steps]
    for step in steps:
        end = row_of[step.id]
        paths[step.id] = []
        for source in step.sources:
            start = row_of[source]
            between = range(start + 1, end) if start < end else range(start - 1, end, -1)
            bends = [(step.id, source, row) for row in between]
            for bend in bends:
                rows[bend[2]].append(bend)
            paths[step.id].append([source, *bends, step.id])
            links += pairwise(paths[step.id][-1])
    return Rows(steps, rows, row_of, paths, links)


def _places(
    argument: Argument, steps: Sequence[Relation], layer: dict[str, int]
) -> tuple[list[list[Node]], dict[str, int]]:
    ends = {step.id: step for step in steps}
    level: dict[str, int] = {}
    below: dict[str, bool] = {}
    for step in steps:
        first, depth = step, 0
        while first.to in ends:
            first, depth = ends[first.to], depth + 1
        level[step.id] = depth
        below[step.id] = any(layer[source] >= layer[first.to] for source in first.sources)
    gap_of = {s.id: layer[argument.end(s)] - (not below[s.id]) for s in steps}
    rows: list[list[Node]] = []
    row_of: dict[str, int] = {}
    for number in range(max(layer.values()) + 1):
        claims = [claim.id for claim in argument.claims if layer[claim.id] == number]
        row_of |= dict.fromkeys(claims, len(rows))
        rows.append([*claims])
        inside = [step.id for step in steps if gap_of[step.id] == number]
        depth = max((level[name] + 1 for name in inside), default=0)
        first_row = len(rows)
        rows += [[] for _ in range(depth)]
        for name in inside:
            row_of[name] = first_row + (level[name] if below[name] else depth - 1 - level[name])
            rows[row_of[name]].append(name)
    return rows, row_of
