"""Building an argument map: steps placed and taken away, holes cut, all as plain values.

A map that is being built is an `Argument` like any other, and every change
returns a new one. `corpus_utils.likeness` compares it with the course's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from math import ceil
from typing import Any

from corpus_utils.claims import RELATIONS, Argument, Claim, Relation
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.likeness import key
from corpus_utils.messages import section

WORDS = section("building")


def place(argument: Argument, kind: str, sources: Iterable[str], to: str) -> Argument:
    """Return the map with one step more, called ``s01`` or on; a `CourseError` says why it cannot be.

    ``to`` is the id of a claim, or for an undercut that of a relation.
    """
    if kind not in RELATIONS:
        raise UnknownError(WORDS["kind"], kind, RELATIONS)
    names = tuple(dict.fromkeys(argument.claim(name).id for name in sources))
    if not names:
        raise CourseError(WORDS["no_source"])
    steps = [step.id for step in argument.relations]
    if kind == "undercut" and to not in steps:
        raise CourseError(WORDS["aim_undercut"])
    if kind != "undercut" and to in steps:
        raise CourseError(WORDS["aim_" + kind])
    if kind != "undercut" and argument.claim(to).id in names:
        raise CourseError(WORDS["itself"].format(claim=to))
    numbers = [int(name[1:]) for name in steps if name[0] == "s" and name[1:].isdecimal()]
    step = Relation(f"s{1 + max(numbers, default=0):02}", kind, names, to)
    made = replace(argument, relations=(*argument.relations, step))
    if key(made, step) in {key(argument, other) for other in argument.relations}:
        raise CourseError(WORDS["twice"])
    return made


def without(argument: Argument, names: Iterable[str]) -> Argument:
    """Return the map without the claims or relations ``names``, and without what leads from or to them."""
    gone = set(names)
    kept: Sequence[Relation] = argument.relations
    while True:
        left = [
            s for s in kept if s.id not in gone and s.to not in gone and gone.isdisjoint(s.sources)
        ]
        if len(left) == len(kept):
            break
        gone |= {step.id for step in kept} - {step.id for step in left}
        kept = left
    claims = tuple(claim for claim in argument.claims if claim.id not in gone)
    return replace(argument, claims=claims, relations=tuple(kept))


def holes(argument: Argument) -> tuple[str, ...]:
    """Return ids of half the relations of each kind, rounded up, for a student to put back.

    Always the same ones for a map; those first that no undercut leads to,
    since such an undercut has to go as well (see `without`).
    """
    chosen: set[str] = set()
    for kind in RELATIONS:
        steps = [step for step in argument.relations if step.kind == kind]
        steps.sort(key=lambda step: (bool(argument.relations_to(step.id)), _lot(argument, step)))
        chosen |= {step.id for step in steps[: ceil(len(steps) / 2)]}
    kept = {step.id for step in without(argument, chosen).relations}
    return tuple(step.id for step in argument.relations if step.id not in kept)


def _lot(argument: Argument, step: Relation) -> str:
    return blake2b(f"{argument.document}/{step.id}".encode(), digest_size=8).hexdigest()


def written(argument: Argument, *, given: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return the steps that are not ``given`` as plain values, for a file."""
    return [
        {"id": step.id, "kind": step.kind, "from": list(step.sources), "to": step.to}
        for step in argument.relations
        if step.id not in given
    ]


def rebuilt(argument: Argument, steps: Iterable[Mapping[str, Any]]) -> Argument:
    """Return the map with the steps that `written` gave; those that no longer fit are left out."""
    names: dict[str, str] = {}  # the ids of now by those of then
    todo = [step for step in steps if isinstance(step, Mapping)]
    then = [step.get("id") for step in todo]
    while True:  # an undercut may stand before the step that it denies
        left = []
        for step in todo:
            try:
                to = names[step["to"]] if step["to"] in then else step["to"]
                argument = place(argument, step["kind"], step["from"], to)
                names[step["id"]] = argument.relations[-1].id
            except (CourseError, LookupError, TypeError):  # another version of the map, or a hand
                left.append(step)
        if len(left) == len(todo):
            return argument
        todo = left


def state(gist: str, role: str, argument: Argument) -> Argument:
    """Return the map with one claim more, in the student's own words, called ``m01`` or on."""
    numbers = [int(claim.id[1:]) for claim in argument.claims if is_own(claim)]
    claim = Claim(f"m{1 + max(numbers, default=0):02}", gist, role)
    return replace(argument, claims=(*argument.claims, claim))


def is_own(claim: Claim) -> bool:
    """Return whether a claim is the student's (see `state`)."""
    return claim.id[0] == "m" and claim.id[1:].isdecimal()
