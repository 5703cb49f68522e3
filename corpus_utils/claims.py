"""What a document claims, and how its claims bear on each other.

A *claim* is one thing somebody holds, told in attributed voice. A *relation*
leads from one or several claims to what they bear on: *support* and *attack*
to a claim, *undercut* to a relation, for it denies that the step follows.
Several sources of one relation are *linked* (each is needed); several
relations to one claim are *convergent* (each counts by itself). The *root* is
the one thesis that supports nothing further.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.messages import section
from corpus_utils.tokens import Target
from corpus_utils.vocabulary import SPOKEN

WORDS = section("claims")
ROLES = (
    "thesis",
    "subthesis",
    "premise",
    "evidence",
    "definition",
    "objection",
    "reply",
    "concession",
    "prescription",
)
RELATIONS = ("support", "attack", "undercut")
OURS = "ours"
VOICES = (*SPOKEN, OURS)
LABEL = 60
"""The longest ``short`` of a claim, in characters: what a box of a map can show."""


@dataclass(frozen=True)
class Claim:
    """One thing somebody holds.

    ``gist`` tells it in attributed voice; ``short`` is a label for a box beside the name of
    who holds it, empty where none is given.
    ``asserted_by`` is the gazetteer id of who holds it, or ``ours`` for what
    we add; ``implicit`` marks a premise that the text needs and does not say.
    ``line`` is where it stands in its file.
    """

    id: str
    gist: str
    role: str = "premise"
    asserted_by: str = OURS
    voice: str = OURS
    target: Target | None = None
    implicit: bool = False
    short: str = ""
    line: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Relation:
    """A step from the claims ``sources``, linked where several, to ``to``: a claim or a relation."""

    id: str
    kind: str
    sources: tuple[str, ...]
    to: str
    reason: str = ""
    target: Target | None = None
    line: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Argument:
    """A document's argument map: claims and relations in the order of the file."""

    document: str
    question: str
    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...] = ()
    file: str = field(default="", compare=False, repr=False)

    @cached_property
    def _by_id(self) -> dict[str, Claim | Relation]:
        return {part.id: part for part in (*self.claims, *self.relations)}

    @cached_property
    def _steps_to(self) -> dict[str, tuple[Relation, ...]]:
        found: dict[str, list[Relation]] = {}
        for relation in self.relations:
            found.setdefault(relation.to, []).append(relation)
        return {to: tuple(relations) for to, relations in found.items()}

    @cached_property
    def _steps_from(self) -> dict[str, tuple[Relation, ...]]:
        found: dict[str, list[Relation]] = {}
        for relation in self.relations:
            for source in relation.sources:
                found.setdefault(source, []).append(relation)
        return {source: tuple(relations) for source, relations in found.items()}

    def claim(self, name: str) -> Claim:
        """Return the claim with the id ``name``; `UnknownError` says which one is nearest."""
        found = self._by_id.get(name)
        if isinstance(found, Claim):
            return found
        raise UnknownError(WORDS["claim"], name, [claim.id for claim in self.claims])

    def relation(self, name: str) -> Relation:
        """Return the relation with the id ``name``; `UnknownError` says which one is nearest."""
        found = self._by_id.get(name)
        if isinstance(found, Relation):
            return found
        raise UnknownError(WORDS["relation"], name, [relation.id for relation in self.relations])

    def relations_to(self, name: str, *kinds: str) -> tuple[Relation, ...]:
        """Return the relations of ``kinds``, all where none is given, that lead to ``name``."""
        return tuple(r for r in self._steps_to.get(name, ()) if not kinds or r.kind in kinds)

    def relations_from(self, name: str) -> tuple[Relation, ...]:
        """Return the relations that the claim ``name`` is a source of."""
        return self._steps_from.get(name, ())

    def reasons(self, name: str) -> tuple[Relation, ...]:
        """Return the support relations that lead to the claim ``name``."""
        return self.relations_to(self.claim(name).id, "support")

    def objections(self, name: str) -> tuple[Relation, ...]:
        """Return what speaks against the claim ``name``: attacks on it, undercuts of its reasons."""
        undercuts = [u for r in self.reasons(name) for u in self.relations_to(r.id, "undercut")]
        return (*self.relations_to(name, "attack"), *undercuts)

    @property
    def roots(self) -> tuple[Claim, ...]:
        """The theses that support nothing further; a sound map has one."""
        supporting = {s for r in self.relations if r.kind == "support" for s in r.sources}
        return tuple(c for c in self.claims if c.role == "thesis" and c.id not in supporting)

    @property
    def root(self) -> Claim:
        """The thesis the whole argument is for."""
        if not self.roots:
            raise CourseError(WORDS["no_root"].format(document=self.document))
        return self.roots[0]

    def above(self, name: str) -> Iterator[str]:
        """Yield the claims that ``name`` bears on by one relation (through an undercut step too)."""
        for relation in self.relations_from(name):
            yield self.end(relation)

    def end(self, relation: Relation) -> str:
        """Return the claim a relation bears on in the end: for an undercut, where its step leads.

        An empty text where undercuts lead in a circle.
        """
        passed = set()
        while relation.to not in passed and isinstance(self._by_id.get(relation.to), Relation):
            passed.add(relation.to)
            relation = self.relation(relation.to)
        return "" if relation.to in passed else relation.to


def part(argument: Argument, claims: Iterable[str]) -> Argument:
    """Return the argument with only ``claims`` and the relations that lie between them."""
    wanted = {argument.claim(name).id for name in claims}
    kept = tuple(claim for claim in argument.claims if claim.id in wanted)
    steps = [relation for relation in argument.relations if wanted.issuperset(relation.sources)]
    while True:  # an undercut goes with the step it is aimed at
        ends = wanted | {step.id for step in steps}
        left = [step for step in steps if step.to in ends]
        if len(left) == len(steps):
            return replace(argument, claims=kept, relations=tuple(steps))
        steps = left
