"""How like the course's argument map is the one that a student built: step by step, with partial credit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from corpus_utils.claims import Argument, Relation

HALF = 0.5
"""Credit where attack and undercut are confused, or another step to the same claim is undercut."""

QUARTER = 0.25
"""Credit where support is confused with what speaks against, or both ends are exchanged."""


@dataclass(frozen=True)
class Verdict:
    """What comparing says of one step of the student's.

    ``course`` is the relation of the course's map that it answers to, None
    where there is none. ``faults`` is empty where the two are the same, else
    some of: *kind*, *reversed*, *aim* (another step to the same claim is
    undercut), *too few* and *too many* (sources), or alone *undrawn* (the
    course draws no such step) and *again* (the step stands twice).
    """

    step: Relation
    course: Relation | None
    faults: tuple[str, ...]
    credit: float

    @property
    def right(self) -> bool:
        """Whether the course draws this very step."""
        return not self.faults


@dataclass(frozen=True)
class Comparison:
    """A student's map beside the course's: a verdict a step, and the relations no step answers to."""

    verdicts: tuple[Verdict, ...]
    missing: tuple[Relation, ...]

    @property
    def complete(self) -> bool:
        """Whether every relation of the course is drawn rightly, whatever else is drawn."""
        drawn = (v for v in self.verdicts if v.course is not None)
        return not self.missing and all(v.right for v in drawn)

    @property
    def score(self) -> float:
        """Agreement with the course's map, 0 to 1: twice the credit over the steps of both maps.

        This is Dice's coefficient (L. R. Dice, Ecology 26, 1945, 297-302) with
        partial credit. A step of the student's answers to one relation at
        most, and no relation pays twice. What a pair earns is a product:

        - *sources*: those in common over those in either; half of two linked
          premises earns 1/2, and so do two where the course needs one;
        - *kind and target*: 1 where both are right; 1/2 where an attack is
          drawn on a claim of the step that the course undercuts, or the other
          way round, and where another step to the same claim is undercut; 1/4
          where support is confused with attack or undercut, and where the step
          is drawn backwards (1/16 for both).

        An undercut does not pay for a fault of the step it is aimed at. A step
        that the course does not draw earns nothing, and costs half as much as
        one that is missing: drawing every line one can think of does not help.
        The coefficient measures agreement, not truth.
        """
        paid = [v.course for v in self.verdicts if v.credit]
        both = len(self.verdicts) + len(self.missing) + len(paid)
        return 2 * sum(v.credit for v in self.verdicts) / both if both else 1.0


def compare(built: Argument, course: Argument, *, given: Collection[str] = ()) -> Comparison:
    """Return how the steps of ``built`` compare with those of ``course``; both have the same claims.

    ``given`` are ids of relations that stand in both because the student found
    them there: they are neither judged nor counted. See `Comparison.score`.
    """
    maps = _Maps(built, course)
    steps = [step for step in built.relations if step.id not in given]
    wanted = [other for other in course.relations if other.id not in given]
    pairs = [
        (maps.alike(s, o)[0], key(built, s), key(course, o), s, o) for s in steps for o in wanted
    ]
    answered: dict[str, Relation] = {}  # by id of the student's step
    paid: dict[str, float] = {}  # by id of the course's relation
    spent: set[str] = set()  # what was said: said again, it answers to nothing else
    # The best pairs first, equals by what they say: the order of drawing does not count.
    for credit, said, _, step, other in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:3])):
        free = step.id not in answered and other.id not in paid
        if credit and free and (credit == 1 or said not in spent):
            answered[step.id], paid[other.id] = other, credit
            spent.add(said)
    verdicts, seen = [], set()
    for step in sorted(steps, key=lambda step: step.id not in answered):
        other = answered.get(step.id)
        if other is not None:
            credit, faults = maps.alike(step, other)
            verdicts.append(Verdict(step, other, faults, credit))
        elif key(built, step) in seen:
            verdicts.append(Verdict(step, None, ("again",), 0.0))
        else:
            # Beside a rightly drawn relation a second attempt at it is a step of the student's own.
            open_ = [o for o in wanted if maps.alike(step, o)[0] and paid.get(o.id, 0.0) < 1]
            near = max(open_, key=lambda o: maps.alike(step, o)[0], default=None)
            faults = maps.alike(step, near)[1] if near else ("undrawn",)
            verdicts.append(Verdict(step, near, faults, 0.0))
        seen.add(key(built, step))
    place = {step.id: i for i, step in enumerate(steps)}
    verdicts.sort(key=lambda verdict: place[verdict.step.id])
    return Comparison(tuple(verdicts), tuple(o for o in wanted if o.id not in paid))


class _Maps:
    """Two maps of the same claims, and how much a step of the one is like a relation of the other."""

    def __init__(self, built: Argument, course: Argument) -> None:
        self.built, self.course = built, course
        self._known: dict[tuple[str, str], tuple[float, tuple[str, ...]]] = {}
        self._asked: set[str] = set()

    def alike(self, step: Relation, other: Relation) -> tuple[float, tuple[str, ...]]:
        """Return the credit that ``step`` earns as an answer to ``other``, and its faults."""
        names = step.id, other.id
        if names not in self._known:
            self._known[names] = self._alike(step, other)
        return self._known[names]

    def _alike(self, step: Relation, other: Relation) -> tuple[float, tuple[str, ...]]:
        ours, theirs = set(step.sources), set(other.sources)
        bearing, faults = self._bearing(step, other)
        if ours & theirs and bearing:
            faults += ("too few",) * bool(theirs - ours) + ("too many",) * bool(ours - theirs)
            return bearing * len(ours & theirs) / len(ours | theirs), faults
        if other.to in ours and step.to in theirs:
            kind, faults = _kinds(step, other)
            return QUARTER * kind, ("reversed", *faults)
        return 0.0, ()

    def _bearing(self, step: Relation, other: Relation) -> tuple[float, tuple[str, ...]]:
        """Return what kind and target earn, as if the sources were the same."""
        if step.kind == other.kind == "undercut":
            if other.to in self._counterparts(step.to):
                return 1.0, ()
            same = self.built.end(step) == self.course.end(other) != ""
            return (HALF, ("aim",)) if same else (0.0, ())
        if step.kind == "undercut":
            ends = claims_of(self.built, step)
            return _kinds(step, other) if other.to in ends else (0.0, ())
        if other.kind == "undercut":
            ends = claims_of(self.course, other)
            return _kinds(step, other) if step.to in ends else (0.0, ())
        return _kinds(step, other) if step.to == other.to else (0.0, ())

    def _counterparts(self, name: str) -> set[str]:
        """Return the relations of the course that the student's step ``name`` is most like."""
        if name in self._asked:  # a circle of undercuts, which is like nothing
            return set()
        self._asked.add(name)
        step = self.built.relation(name)
        likes = {other.id: self.alike(step, other)[0] for other in self.course.relations}
        self._asked.discard(name)
        best = max(likes.values(), default=0.0)
        return {other for other, credit in likes.items() if credit == best > 0}


def _kinds(step: Relation, other: Relation) -> tuple[float, tuple[str, ...]]:
    if step.kind == other.kind:
        return 1.0, ()
    return (QUARTER if "support" in (step.kind, other.kind) else HALF), ("kind",)


def claims_of(argument: Argument, undercut: Relation) -> set[str]:
    """Return the claims that somebody may mean who attacks where an undercut is due: the step's ends."""
    denied = argument.relation(undercut.to)
    return {*denied.sources, argument.end(denied)} - {""}


def key(argument: Argument, step: Relation) -> str:
    """Return what a step says, whatever its id: ``undercut: c17 > (support: c15 > c19)``."""
    closing, passed = "", set()
    said = f"{step.kind}: {'+'.join(sorted(step.sources))} > "
    while step.kind == "undercut" and step.to not in passed:
        passed.add(step.to)
        step = argument.relation(step.to)
        said += f"({step.kind}: {'+'.join(sorted(step.sources))} > "
        closing += ")"
    return said + step.to + closing
