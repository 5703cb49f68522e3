"""Where the boxes and lines of an argument map go: the same map, the same drawing, everywhere.

The root stands at the top, what speaks for or against a claim below it. Every
relation has a *junction*, a small disc where its linked sources meet, which
carries its letter; from there a *stem* leads to the claim, or, for an undercut,
to the junction of the step that it denies. Rows of junctions lie between the
rows of boxes. Lines run vertically inside a row and slantwise between rows,
where no box is, so no line crosses a box it has nothing to do with.

Lengths are abstract units, made so that one unit is a pixel at a letter size
of 13; x grows to the right and y downwards.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from corpus_utils.claims import Argument, Claim, Relation
from corpus_utils.errors import UnknownError
from corpus_utils.layering import across, order, spread
from corpus_utils.messages import section
from corpus_utils.rows import GAP, PAGE, RADIUS, RISE, Node, layerings, make_rows

WORDS, TERMS = section("layout"), section("terms")
CHARACTER = 6.8  # mean width of a letter of 13 units in a common sans serif, with some to spare
LINE = 17.0  # from one line of a box to the next
PADDING = 9.0  # between a box's border and its text
PORT = 16.0  # between two lines that meet a box on one side
MARGIN = 14.0  # around the map

Point = tuple[float, float]
Line = tuple[Point, ...]
Port = tuple[
    str, Node, bool
]  # a claim, the node a line goes to or comes from, and whether it comes


@dataclass(frozen=True)
class Box:
    """A claim's rectangle, ``x`` and ``y`` its top left corner, with a heading and the wrapped gist.

    ``role`` is the claim's, empty where what stands in the box has none.
    """

    id: str
    x: float
    y: float
    width: float
    height: float
    heading: str
    lines: tuple[str, ...]
    role: str = ""
    implicit: bool = False


@dataclass(frozen=True)
class Edge:
    """A relation's lines: one branch from each source to the junction, and the stem from there on.

    ``branches`` are in the order of ``sources``. The stem of an undercut ends
    on the rim of the junction of the relation ``to``.
    """

    id: str
    kind: str
    sources: tuple[str, ...]
    to: str
    junction: Point
    branches: tuple[Line, ...]
    stem: Line


@dataclass(frozen=True)
class Map:
    """An argument map as drawn; boxes and edges in the order of the argument."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]

    def box(self, name: str) -> Box:
        """Return the box of the claim ``name``."""
        found = [box for box in self.boxes if box.id == name]
        if not found:
            raise UnknownError(WORDS["box"], name, [box.id for box in self.boxes])
        return found[0]


def lay_out(
    argument: Argument,
    *,
    characters: int = 22,
    most_lines: int | None = None,
    page: tuple[float, float] = PAGE,
    tries: int = 3,
) -> Map:
    """Return the map of ``argument``, its gists wrapped to so many ``characters`` a line.

    ``most_lines`` cuts longer gists off with an ellipsis. How many boxes stand
    side by side is chosen so that the whole can be large on a ``page`` of that
    width and height; for a column of text, or paper, ask for a tall one. Of the
    layerings that promise most so many are tried; one takes a third of the time
    of three, and the drawing may be a little smaller on the page.
    Relations that undercut each other in a circle are left out.
    """
    claims = {claim.id: _lines(claim, characters, most_lines) for claim in argument.claims}
    if not claims:
        return Map(2 * MARGIN, 2 * MARGIN, (), ())
    width = round(characters * CHARACTER + 2 * PADDING)
    heights = {name: round((len(lines) + 1) * LINE + 2 * PADDING) for name, lines in claims.items()}
    drawn = [
        _Drawing(argument, claims, width, heights, layer).map()
        for layer in layerings(argument, width, heights, page=page)[: max(1, tries)]
    ]
    return max(drawn, key=lambda m: min(page[0] / m.width, page[1] / m.height))


def _lines(claim: Claim, characters: int, most: int | None) -> tuple[str, ...]:
    lines = textwrap.wrap(claim.gist, characters, max_lines=most, placeholder=" …")
    return tuple(lines)


class _Drawing:
    """The rows of one map while it is being made."""

    def __init__(
        self,
        argument: Argument,
        claims: dict[str, tuple[str, ...]],
        width: float,
        heights: dict[str, float],
        layer: dict[str, int],
    ) -> None:
        self.argument = argument
        self.lines = claims
        self.heights = heights
        made = make_rows(argument, layer)
        self.steps, self.row_of, self.paths = made.steps, made.row_of, made.paths
        self.widths = {
            node: width if node in claims else 0.0 if isinstance(node, tuple) else 2 * RADIUS
            for row in made.rows
            for node in row
        }
        self.rows = order(made.rows, made.links)
        chains = {node: node[:2] for row in self.rows for node in row if isinstance(node, tuple)}
        self.centre = across(self.rows, made.links, self.widths, gap=GAP, chains=chains)
        left = min(self.centre[row[0]] - self.widths[row[0]] / 2 for row in self.rows if row)
        self.centre = {node: x - left + MARGIN for node, x in self.centre.items()}
        self.tops, self.bottoms = self._heights(made.links)
        self.ports = self._ports()

    def _heights(self, links: list[tuple]) -> tuple[list[float], list[float]]:
        """Return the top and the bottom of each row; wide slants get more room."""
        at = {node: i for i, row in enumerate(self.rows) for node in row}
        slant = [0.0] * len(self.rows)
        for one, other in links:
            high = min(at[one], at[other])
            slant[high] = max(slant[high], abs(self.centre[one] - self.centre[other]))
        tops, bottoms, y = [], [], MARGIN
        for i, row in enumerate(self.rows):
            tall = max(self.heights.get(node, 2 * RADIUS) for node in row) if row else 0.0
            tops.append(y)
            bottoms.append(y + tall)
            y += tall + RISE + min(RISE, slant[i] * 0.04)
        return tops, bottoms

    def _ports(self) -> dict[Port, float]:
        """Return where each line meets each box."""
        meeting: dict[tuple[str, bool], list[Port]] = {}
        for step in self.steps:
            ports = [(path[0], path[1], False) for path in self.paths[step.id]]
            ports += [(step.to, step.id, True)] if step.to in self.lines else []
            for port in ports:
                claim, node, _ = port
                row = node[2] if isinstance(node, tuple) else self.row_of[node]
                meeting.setdefault((claim, row > self.row_of[claim]), []).append(port)
        places: dict[Port, float] = {}
        for (claim, _), ports in meeting.items():
            ports.sort(key=lambda port: self.centre[port[1]])
            room = self.widths[claim] / 2 - PADDING
            wanted = {port: self.centre[port[1]] - self.centre[claim] for port in ports}
            gap = min(PORT, 2 * room / max(1, len(ports) - 1))
            none = dict.fromkeys(ports, 0.0)
            found = spread(ports, wanted, none, gap=gap, within=(-room - 0.01, room + 0.01))
            places |= {port: self.centre[claim] + x for port, x in found.items()}
        return places

    def _branch(self, path: list) -> Line:
        claim, step = path[0], path[-1]
        down = self.row_of[step] > self.row_of[claim]
        x = self.ports[claim, path[1], False]
        points = self._leave(claim, x, down=down)
        for bend in path[1:-1]:
            ends = [
                (self.centre[bend], self.tops[bend[2]]),
                (self.centre[bend], self.bottoms[bend[2]]),
            ]
            points += ends if down else ends[::-1]
        return _tidy([*points, self._junction(step)])

    def _leave(self, claim: str, x: float, *, down: bool) -> list[Point]:
        """Return the points from a box's border to the edge of its row, where boxes differ in height."""
        row = self.row_of[claim]
        if not down:
            return [(x, self.tops[row])]
        return [(x, self.tops[row] + self.heights[claim]), (x, self.bottoms[row])]

    def _junction(self, step: str) -> Point:
        return self.centre[step], self.tops[self.row_of[step]] + RADIUS

    def _stem(self, step: Relation) -> Line:
        start = self._junction(step.id)
        if step.to not in self.lines:
            x, y = self._junction(step.to)
            far = ((start[0] - x) ** 2 + (start[1] - y) ** 2) ** 0.5
            return _tidy(
                [start, (x + (start[0] - x) * RADIUS / far, y + (start[1] - y) * RADIUS / far)]
            )
        down = self.row_of[step.id] > self.row_of[step.to]
        return _tidy(
            [start, *self._leave(step.to, self.ports[step.to, step.id, True], down=down)[::-1]]
        )

    def map(self) -> Map:
        """Return the finished map."""
        boxes = []
        roles, plain, implicit = TERMS["roles"], WORDS["heading"], WORDS["implicit"]
        for claim in self.argument.claims:
            width, height = self.widths[claim.id], self.heights[claim.id]
            x, y = self.centre[claim.id] - width / 2, self.tops[self.row_of[claim.id]]
            role = roles.get(claim.role, claim.role)
            heading = (implicit if claim.implicit else plain).format(id=claim.id, role=role)
            what = (heading, self.lines[claim.id], claim.role, claim.implicit)
            boxes.append(Box(claim.id, round(x, 1), round(y, 1), width, height, *what))
        edges = [
            Edge(
                *(step.id, step.kind, step.sources, step.to),
                _tidy([self._junction(step.id)])[0],
                tuple(self._branch(path) for path in self.paths[step.id]),
                self._stem(step),
            )
            for step in self.steps
        ]
        right = max(self.centre[n] + self.widths[n] / 2 for row in self.rows for n in row)
        size = (round(right + MARGIN, 1), round(self.bottoms[-1] + MARGIN, 1))
        return Map(*size, tuple(boxes), tuple(edges))


def _tidy(points: list[Point]) -> Line:
    """Return the points rounded, none twice in a row."""
    rounded = [(round(x, 1), round(y, 1)) for x, y in points]
    return tuple(p for i, p in enumerate(rounded) if not i or p != rounded[i - 1])
