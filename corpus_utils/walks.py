"""Walks: the forward-backward algorithm over the places a boundary may have in a copy.

Between two sure hits the walk passes the windows of `evidence` in the order of
the text. Summed over every way from hit to hit, the weights become the
probability of each diagonal at one boundary (Rabiner 1989).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus_utils.evidence import GAP, GAP_AT_EDGE, GONE, Copy, Window, transition

# Mending is tried only under states that are not improbable already: it costs 600 hashes each.
WORTH_MENDING = 1e-6

Weights = dict[int, float]  # of states
Edge = Callable[[int], float]  # the weight of a state


@dataclass(frozen=True)
class Walk:
    """A stretch of the text between what is known for certain on either side.

    ``left`` and ``right`` are (letter, diagonal), or None where nothing is
    known; ``states`` the diagonals that are possible, `GONE` among them;
    ``windows`` do not overlap and are in order.
    """

    copy: Copy
    states: Sequence[int]
    left: tuple[int, int] | None
    right: tuple[int, int] | None
    windows: Sequence[Window]

    def posterior(self, offset: int, *, is_end: bool) -> Weights:
        """Return the probability of each state at the boundary ``offset``.

        An end's diagonal holds before what the copy adds in that gap, a
        start's after it. Empty where no way leads through all windows.
        """
        steps = list(self.windows)
        if not any((w.high if is_end else w.low) == offset for w in steps):
            # Where no window begins or ends at the boundary it is a step by itself.
            steps.append(Window(offset, offset, edges=(offset,)))
            steps.sort(key=lambda w: (w.low, w.high))
        here = next(i for i, w in enumerate(steps) if (w.high if is_end else w.low) == offset)
        entering, passing = self._forward(steps)
        backward = self._backward(steps, passing, here)
        if is_end:
            leaving = _through(entering[here], passing[here])
            return _scaled({s: w * backward.get(s, 0.0) for s, w in leaving.items()})
        ahead = _ahead(passing[here], backward)
        return _scaled({s: w * ahead.get(s, 0.0) for s, w in entering[here].items()})

    def _forward(self, steps: Sequence[Window]) -> tuple[list[Weights], list[dict[int, Weights]]]:
        """Return the weights on entering each step, and from state to state through it."""
        entering, passing = [], []
        if self.left is None:
            weights, place = dict.fromkeys(self.states, 1.0), steps[0].low
        else:
            weights, place = {self.left[1]: 1.0}, self.left[0]
        for step in steps:
            weights = _scaled(
                self._spread(weights, max(step.low - place, 0), self._edge(step, low=True))
            )
            rows = {s: self._row(step, s, weight) for s, weight in weights.items()}
            entering.append(weights)
            passing.append(rows)
            weights, place = _scaled(_through(weights, rows)), step.high
        return entering, passing

    def _backward(
        self, steps: Sequence[Window], passing: Sequence[dict[int, Weights]], here: int
    ) -> Weights:
        """Return the weights of all that follows step ``here``, by the state on leaving it."""
        if self.right is None:
            weights = dict.fromkeys(self.states, 1.0)
        else:
            length, known = self.right[0] - steps[-1].high, self.right[1]
            weights = {
                s: self._pass(length, s, known) if length >= 0 else float(s == known)
                for s in self.states
            }
        for index in range(len(steps) - 1, here, -1):
            step = steps[index]
            edge = self._edge(step, low=True)
            ahead = {s: w * edge(s) for s, w in _ahead(passing[index], weights).items()}
            length = max(step.low - steps[index - 1].high, 0)
            weights = _scaled(
                {
                    s: sum(w * self._pass(length, s, o) for o, w in ahead.items())
                    for s in self.states
                }
            )
        return weights

    def _spread(self, weights: Weights, length: int, edge: Edge) -> Weights:
        out = dict.fromkeys(self.states, 0.0)
        for state, weight in weights.items():
            for other in self.states:
                out[other] += weight * self._pass(length, state, other)
        return {s: w * edge(s) for s, w in out.items()}

    def _edge(self, step: Window, *, low: bool) -> Edge:
        """Return the weight of each state at an edge of ``step`` that lies between words."""
        place = step.low if low else step.high
        if place not in step.edges or (not low and step.low == step.high):
            return lambda _: 1.0
        return lambda state: self.copy.between_words(place + state)

    def _row(self, step: Window, state: int, weight: float) -> Weights:
        """Return the weights of leaving ``step`` by each state, having entered it by ``state``."""
        if step.low == step.high:
            return {state: 1.0}
        reach = 1.0
        if self.right is not None and state != GONE:
            length = max(self.right[0] - step.high, 0)
            reach = self._pass(length, state, self.right[1])
        row = self.copy.weigh(step, state, mend=weight * reach > WORTH_MENDING)
        edge = self._edge(step, low=False)
        return {s: w * edge(s) for s, w in row.items() if s in self._possible}

    def _pass(self, length: int, state: int, other: int) -> float:
        gap = GAP if self.left and self.right else GAP_AT_EDGE
        return transition(length, self.copy.noise, state, other, gap=gap)

    @cached_property
    def _possible(self) -> frozenset[int]:
        return frozenset(self.states)


def _through(weights: Weights, rows: dict[int, Weights]) -> Weights:
    out: Weights = {}
    for state, weight in weights.items():
        for other, passing in rows[state].items():
            out[other] = out.get(other, 0.0) + weight * passing
    return out


def _ahead(rows: dict[int, Weights], backward: Weights) -> Weights:
    return {s: sum(w * backward.get(o, 0.0) for o, w in row.items()) for s, row in rows.items()}


def _scaled(weights: Weights) -> Weights:
    """Return ``weights`` made to sum to one; what cannot matter any more is dropped."""
    total = sum(weights.values())
    return {s: w / total for s, w in weights.items() if w > total * 1e-30} if total else {}
