"""What a student has on the desk while building a map, and how it is written to the answer log."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from corpus_utils.building import holes as holes_of
from corpus_utils.building import is_own, rebuilt, without, written
from corpus_utils.claims import ROLES, Argument, Claim, Relation
from corpus_utils.errors import CourseError
from corpus_utils.likeness import key
from corpus_utils.messages import section

WORDS = section("builder")
PREFIX = "map:"
"""What the id of a map begins with in an answer log, so that it is no item's."""

STEPS_BACK = 100
"""How many changes can be undone: more than a sitting has, and still a small list."""


@dataclass(frozen=True)
class Task:
    """A map to be built, as the answer log knows it: ``hash`` says which version of it."""

    id: str
    hash: str


def task(name: str, course: Argument, level: str, given: Collection[str]) -> Task:
    """Return the task to build ``course`` under a ``name``; another map or level is another version."""
    claims = [claim.id for claim in course.claims]
    steps = sorted(key(course, step) for step in course.relations)
    told = json.dumps([course.document, level, claims, steps, sorted(given)], ensure_ascii=False)
    return Task(PREFIX + name, blake2b(told.encode(), digest_size=6).hexdigest())


@dataclass
class Desk:
    """The map in hand, what it was before, and the outcome of the last check (for JSON).

    ``missing`` are the relations that this check found no step for, ``hinted``
    the ids of those the student was given a hint at.
    """

    built: Argument
    past: tuple[Argument, ...] = ()
    future: tuple[Argument, ...] = ()
    outcome: dict[str, Any] | None = None
    checks: int = 0
    missing: tuple[Relation, ...] = ()
    hinted: tuple[str, ...] = ()

    def change(self, made: Argument) -> None:
        """Put ``made`` in the place of the map in hand."""
        self.past = (*self.past, self.built)[-STEPS_BACK:]
        self.future, self.built = (), made
        self._age()

    def undo(self) -> bool:
        """Go one change back; return whether there was one."""
        if not self.past:
            return False
        self.future = (self.built, *self.future)
        *earlier, self.built = self.past
        self.past = tuple(earlier)
        self._age()
        return True

    def redo(self) -> bool:
        """Make an undone change again; return whether there was one."""
        if not self.future:
            return False
        self.past = (*self.past, self.built)
        self.built, *later = self.future
        self.future = tuple(later)
        self._age()
        return True

    def _age(self) -> None:
        """Mark the outcome as older than the map, and drop what it says of steps that have changed."""
        if self.outcome:
            now = {step.id: key(self.built, step) for step in self.built.relations}
            said = self.outcome["verdicts"].items()
            kept = {name: verdict for name, verdict in said if now.get(name) == verdict["key"]}
            self.outcome = {**self.outcome, "verdicts": kept, "stale": True}


def as_given(built: Argument, level: str, given: Collection[str]) -> dict[str, Any]:
    """Return what of a map is the student's own, as an answer log keeps it."""
    own = [claim for claim in built.claims if is_own(claim)]
    return {
        "level": level,
        "steps": written(built, given=given),
        "claims": [{"id": c.id, "gist": c.gist, "role": c.role} for c in own],
    }


def taken_up(bare: Argument, given: Any) -> tuple[Argument, bool]:
    """Return the map that `as_given` wrote, and whether all of it still fits ``bare``."""
    if not isinstance(given, dict):
        return bare, False
    told = [c for c in _list(given, "claims") if isinstance(c, dict) and _sound(c)]
    known = {claim.id for claim in bare.claims}
    own = tuple(Claim(c["id"], c["gist"], c["role"]) for c in told if c["id"] not in known)
    steps = _list(given, "steps")
    built = rebuilt(replace(bare, claims=(*bare.claims, *own)), steps)
    whole = len(steps) == len(built.relations) - len(bare.relations)
    return built, whole and len(own) == len(_list(given, "claims"))


def _list(given: dict[str, Any], name: str) -> list[Any]:
    found = given.get(name)
    return found if isinstance(found, list) else []


def _sound(claim: dict[str, Any]) -> bool:
    name, gist = claim.get("id"), claim.get("gist")
    numbered = isinstance(name, str) and name[:1] == "m" and name[1:].isdecimal()
    return numbered and isinstance(gist, str) and claim.get("role") in ROLES


def given_steps(course: Argument, level: str, holes: Iterable[str] | None) -> frozenset[str]:
    """Return the ids of the relations that the student finds in place."""
    if holes is not None and level != "holes":
        raise CourseError(WORDS["holesElsewhere"].format(level=repr(level)))
    if level == "own":
        return frozenset()
    if not course.relations:
        raise CourseError(WORDS["noMap"])
    gone = [step.id for step in course.relations]
    if level == "full":
        gone = []
    elif level == "holes":
        gone = list(holes_of(course)) if holes is None else [course.relation(h).id for h in holes]
        if not gone:
            raise CourseError(WORDS["noHoles"])
    return frozenset(step.id for step in without(course, gone).relations)


def bare(course: Argument, given: Collection[str]) -> Argument:
    """Return the course's map with none but the ``given`` relations."""
    return without(course, {step.id for step in course.relations}.difference(given))
