"""Items on a document's argument map: the role of a claim, a map with holes, a map to repair.

What is right is taken from ``argument.yaml`` and never repeated in the bank:
correct the map, and the items ask for the corrected one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

from corpus_utils.claims import Argument, Relation
from corpus_utils.messages import section, term
from corpus_utils.prompts import Item
from corpus_utils.steps import changed, notation, said
from corpus_utils.tokens import Target

WORDS = section("map_items")
STANDS, WRONG = "stands", "wrong"
"""What a student says of a step of a map to repair, where they do not say what it should be."""


@dataclass(frozen=True)
class ClaimRole:
    """A claim by its id, what it says, and its role.

    ``wrong`` explains other roles, ``otherwise`` those that it does not name.
    """

    claim: str
    text: str
    role: str
    why: str
    passage: Target
    wrong: dict[str, str]
    otherwise: str


@dataclass(frozen=True, kw_only=True)
class RoleOfClaim(Item):
    """Each claim plays a role in the argument. Given: the role by the claim's id.

    ``roles`` are those one may choose from: all of `corpus_utils.claims.ROLES`
    where the file names none.
    """

    kind: ClassVar[str] = "role of a claim"

    claims: tuple[ClaimRole, ...]
    roles: tuple[str, ...]

    @property
    def key(self) -> dict[str, str]:
        """The right answer."""
        return {claim.claim: claim.role for claim in self.claims}

    @property
    def labels(self) -> list[str]:
        """The ids of the claims."""
        return [claim.claim for claim in self.claims]

    def display(self, label: str) -> str:
        """Return what the claim says."""
        return next(claim.text for claim in self.claims if claim.claim == label)

    @property
    def choices(self) -> dict[str, str]:
        """What may be chosen for a claim: its name by what is handed in."""
        return {role: term("roles", role) for role in self.roles}

    @property
    def basis(self) -> Any:
        """The claims as the map has them."""
        return [[claim.claim, claim.text, claim.role] for claim in self.claims]


@dataclass(frozen=True)
class StepOption:
    """A step that might stand in the map, and what to say about it."""

    step: Relation
    why: str
    passage: Target

    @property
    def text(self) -> str:
        """The step in a line."""
        return notation(self.step)


@dataclass(frozen=True)
class Hole:
    """A step taken away from a map, with other steps that are offered in its place."""

    right: StepOption
    others: tuple[StepOption, ...]

    @property
    def id(self) -> str:
        """The id of the relation that was taken away."""
        return self.right.step.id

    @property
    def options(self) -> tuple[StepOption, ...]:
        """All steps that are offered, the right one first."""
        return (self.right, *self.others)

    @property
    def sources(self) -> frozenset[str]:
        """The claims from which one of the offered steps comes: where a drawing shows the hole."""
        return frozenset(name for option in self.options for name in option.step.sources)


@dataclass(frozen=True, kw_only=True)
class CompleteMap(Item):
    """Steps are missing from a map. Given: by the id of each, the step that belongs there.

    A step is given as `corpus_utils.steps.notation` writes it. ``argument`` is
    the part of the document's map that is asked for, whole.
    """

    kind: ClassVar[str] = "complete the map"
    ordered: ClassVar[bool] = True

    argument: Argument
    holes: tuple[Hole, ...]

    @cached_property
    def shown(self) -> Argument:
        """The map without the steps that are to be found."""
        away = {hole.id for hole in self.holes}
        kept = tuple(step for step in self.argument.relations if step.id not in away)
        return replace(self.argument, relations=kept)

    @property
    def key(self) -> dict[str, str]:
        """The right answer."""
        return {hole.id: hole.right.text for hole in self.holes}

    @property
    def labels(self) -> list[str]:
        """The ids of the relations that were taken away, in the order of their numbers."""
        return [hole.id for hole in self.holes]

    def display(self, label: str) -> str:
        """Return the hole by its number."""
        return WORDS["hole"].format(n=self.labels.index(label) + 1)

    def choices_of(self, label: str) -> dict[str, str]:
        """Return what may be chosen for a hole: the step as a sentence by what is handed in."""
        hole = next(hole for hole in self.holes if hole.id == label)
        return {option.text: said(option.step, self.argument) for option in hole.options}

    @property
    def basis(self) -> Any:
        """Claims and steps as the map has them."""
        return _written(self.argument)


@dataclass(frozen=True)
class Change:
    """A step of the map made wrong: ``right`` is the map's own, ``shown`` what the student finds.

    ``wrong`` explains other mendings by what they say (`notation`);
    ``otherwise`` is said to the rest, and gives nothing away.
    """

    right: StepOption
    shown: Relation
    wrong: tuple[StepOption, ...]
    otherwise: str

    @property
    def id(self) -> str:
        """The id of the relation."""
        return self.shown.id


@dataclass(frozen=True, kw_only=True)
class RepairMap(Item):
    """A map in which steps are wrong. Given: by the id of each step, what the student says of it.

    That is `STANDS`, `WRONG`, or the step that should stand there instead, as
    `corpus_utils.steps.notation` writes it. ``argument`` is the part of the
    document's map that is asked for, ``shown`` the same with its changes;
    ``steps`` explain those that are right as they stand.
    """

    kind: ClassVar[str] = "repair the map"
    ordered: ClassVar[bool] = True

    argument: Argument
    changes: tuple[Change, ...]
    steps: tuple[StepOption, ...]

    @cached_property
    def shown(self) -> Argument:
        """The map with its wrong steps."""
        found = self.argument
        for change in self.changes:
            found = changed(found, change.shown)
        return found

    @property
    def key(self) -> dict[str, str]:
        """The right answer."""
        mended = {change.id: change.right.text for change in self.changes}
        return {name: mended.get(name, STANDS) for name in self.labels}

    @property
    def labels(self) -> list[str]:
        """The ids of the steps shown."""
        return [step.id for step in self.argument.relations]

    def display(self, label: str) -> str:
        """Return the step as it is shown, as a sentence."""
        return said(self.shown.relation(label), self.shown)

    @property
    def basis(self) -> Any:
        """Claims and steps as the map has them."""
        return _written(self.argument)


def _written(argument: Argument) -> list[Any]:
    claims = [[claim.id, claim.gist] for claim in argument.claims]
    return [claims, [[step.id, notation(step)] for step in argument.relations]]
