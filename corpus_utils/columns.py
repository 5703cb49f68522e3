"""Claims of several documents side by side, a column a document, and the relations that run across.

The lines are those of an argument map (`layout`) turned on its side: columns
of claims and columns of junctions take turns, and a line that passes a column
by goes through a place of its own there, so it crosses no box.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus_utils.claims import Relation
from corpus_utils.layering import across, order
from corpus_utils.layout import CHARACTER, LINE, MARGIN, PADDING, Box, Edge, Map, Point
from corpus_utils.layout import Line as Way
from corpus_utils.rows import GAP, RADIUS, Node

BETWEEN = 84.0
"""From one column of claims to the next: a junction, and room for slanting lines beside it."""


@dataclass(frozen=True)
class Label:
    """What stands in a box: a ``heading`` and a ``text`` that is wrapped to its width."""

    heading: str
    text: str


def lay_out_columns(
    relations: Sequence[Relation],
    labels: Mapping[str, Label],
    columns: Sequence[str],
    *,
    characters: int = 20,
    most_lines: int = 4,
) -> Map:
    """Return ``relations`` between documents drawn across ``columns``, which are keys of documents.

    Ends are named with their document (``wohlforth:c12``) and have a label
    each; the end of an undercut is a step, drawn as a box like a claim. A
    column without a claim is left out.

    >>> found = lay_out_columns(
    ...     [Relation("x01", "attack", ("mill:c01",), "weir:c02")],
    ...     {"mill:c01": Label("Mill c01", "It must close."), "weir:c02": Label("Weir c02", "It must not.")},
    ...     ["weir", "mill"],
    ... )
    >>> [(box.id, box.x) for box in found.boxes]
    [('mill:c01', 252.0), ('weir:c02', 14.0)]
    """
    if not relations:
        return Map(2 * MARGIN, 2 * MARGIN, (), ())
    return _Columns(relations, labels, columns, characters, most_lines).map()


def _key(name: str) -> str:
    return name.partition(":")[0]


class _Columns:
    """The columns while they are being filled: those of claims are even, those of junctions odd."""

    def __init__(
        self,
        relations: Sequence[Relation],
        labels: Mapping[str, Label],
        columns: Sequence[str],
        characters: int,
        most_lines: int,
    ) -> None:
        self.relations, self.labels = relations, labels
        names = dict.fromkeys(name for r in relations for name in (*r.sources, r.to))
        used = {_key(name) for name in names}
        self.column = {key: 2 * i for i, key in enumerate(k for k in columns if k in used)}
        self.width = round(characters * CHARACTER + 2 * PADDING)
        self.lines = {
            name: tuple(
                textwrap.wrap(labels[name].text, characters, max_lines=most_lines, placeholder=" …")
            )
            for name in names
        }
        self.ways: dict[tuple[str, str], list[Node]] = {}  # from a source to the junction
        rows: list[list[Node]] = [[] for _ in range(2 * len(self.column) - 1)]
        for name in names:
            rows[self.column[_key(name)]].append(name)
        for relation in relations:
            self._place(relation, rows)
        links = [link for way in self.ways.values() for link in pairwise(way)]
        links += [(relation.id, relation.to) for relation in relations]
        self.sizes: dict[Node, float] = {node: 0.0 for row in rows for node in row}
        self.sizes |= {
            name: round((len(lines) + 1) * LINE + 2 * PADDING) for name, lines in self.lines.items()
        }
        self.sizes |= dict.fromkeys((relation.id for relation in relations), 2 * RADIUS)
        rows = order(rows, links)
        chains = {node: node[:2] for row in rows for node in row if isinstance(node, tuple)}
        self.y = across(rows, links, self.sizes, gap=GAP, chains=chains)
        top = min(self.y[row[0]] - self.sizes[row[0]] / 2 for row in rows if row)
        self.y = {node: y - top + MARGIN for node, y in self.y.items()}
        self.row_of = {node: i for i, row in enumerate(rows) for node in row}
        self.ports = self._ports(links)

    def _place(self, relation: Relation, rows: list[list[Node]]) -> None:
        """Put a junction beside the claim that a relation leads to, and bends on the way there."""
        start, end = self.column[_key(relation.sources[0])], self.column[_key(relation.to)]
        step = 1 if start < end else -1
        rows[end - step].append(relation.id)
        for source in relation.sources:
            bends = [(relation.id, source, at) for at in range(start + step, end - step, step)]
            for bend in bends:
                rows[bend[2]].append(bend)
            self.ways[relation.id, source] = [source, *bends, relation.id]

    def _x(self, at: int) -> float:
        """Return the left edge of a column of claims, or the middle of one of junctions."""
        left = MARGIN + (at // 2) * (self.width + BETWEEN)
        return left + self.width + BETWEEN / 2 if at % 2 else left

    def _ports(self, links: list[tuple[Node, Node]]) -> dict[tuple[Node, Node], Point]:
        """Return where the line between a claim and a node beside it meets the claim's box."""
        meeting: dict[tuple[Node, bool], list[Node]] = {}
        for one, other in links:
            for name, node in ((one, other), (other, one)):
                if name in self.lines:
                    after = self.row_of[node] > self.row_of[name]
                    meeting.setdefault((name, after), []).append(node)
        found = {}
        for (name, after), nodes in meeting.items():
            nodes.sort(key=lambda node: self.y[node])
            x = self._x(self.row_of[name]) + (self.width if after else 0.0)
            for i, node in enumerate(nodes, 1):
                part = i / (len(nodes) + 1) - 0.5
                found[name, node] = (x, round(self.y[name] + part * self.sizes[name], 1))
        return found

    def _way(self, way: list[Node]) -> Way:
        """Return the points of a line from a claim to a junction, level where it passes a column."""
        points = [self.ports[way[0], way[1]]]
        for bend in way[1:-1]:
            x, y = self._x(self.row_of[bend]), round(self.y[bend], 1)
            ends = [(x, y), (x + self.width, y)] if self.row_of[bend] % 2 == 0 else [(x, y)]
            points += ends if self.row_of[way[-1]] > self.row_of[way[0]] else ends[::-1]
        return (*points, self._junction(way[-1]))

    def _junction(self, node: Node) -> Point:
        return self._x(self.row_of[node]), round(self.y[node], 1)

    def map(self) -> Map:
        """Return the map, its boxes and edges in the order of the relations."""
        boxes = tuple(
            Box(
                name,
                self._x(self.row_of[name]),
                round(self.y[name] - self.sizes[name] / 2, 1),
                self.width,
                self.sizes[name],
                self.labels[name].heading,
                lines,
            )
            for name, lines in self.lines.items()
        )
        edges = tuple(
            Edge(
                relation.id,
                relation.kind,
                relation.sources,
                relation.to,
                self._junction(relation.id),
                tuple(self._way(self.ways[relation.id, source]) for source in relation.sources),
                (self._junction(relation.id), self.ports[relation.to, relation.id]),
            )
            for relation in self.relations
        )
        last = max(self.column.values())
        bottom = max(y + self.sizes[node] / 2 for node, y in self.y.items())
        return Map(self._x(last) + self.width + MARGIN, round(bottom + MARGIN, 1), boxes, edges)
