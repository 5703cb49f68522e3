"""Steps of an argument map in a line: written for a file, and said for a reader.

An exercise on a map names a step by what it says, not by its id, so that an
answer can be read without the map: ``c02 + c03 support c01``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus_utils.claims import RELATIONS, Argument, Relation
from corpus_utils.errors import CourseError
from corpus_utils.messages import section

WORDS = section("steps")
_STEP = re.compile(rf"(\w+(?: \+ \w+)*) ({'|'.join(RELATIONS)}) (\w+)")


def notation(step: Relation) -> str:
    """Return a step in a line; linked sources in the order of their ids.

    >>> notation(Relation("r01", "support", ("c03", "c02"), "c01"))
    'c02 + c03 support c01'
    """
    return f"{' + '.join(sorted(step.sources))} {step.kind} {step.to}"


def read_step(text: str, argument: Argument) -> Relation:
    """Return the step that `notation` wrote; a `CourseError` says why it is none of ``argument``."""
    found = _STEP.fullmatch(text)
    if not found:
        raise CourseError(WORDS["no_step"].format(text=text))
    step = Relation("", found[2], tuple(sorted(found[1].split(" + "))), found[3])
    check_step(step, argument)
    return step


def check_step(step: Relation, argument: Argument) -> None:
    """Raise a `CourseError` where ``argument`` cannot have this step."""
    for name in step.sources:
        argument.claim(name)
    if not step.sources or len({*step.sources}) < len(step.sources):
        raise CourseError(WORDS["sources"])
    if step.kind == "undercut":
        if step.to not in {other.id for other in argument.relations}:
            raise CourseError(WORDS["undercut_aim"].format(to=step.to))
        if step.to == step.id:
            raise CourseError(WORDS["undercut_itself"])
    elif argument.claim(step.to).id in step.sources:
        raise CourseError(WORDS["itself"].format(claim=step.to))


def said(step: Relation, argument: Argument) -> str:
    """Return a step as a sentence; an undercut says which step of ``argument`` it is aimed at."""
    to, passed = step.to, {step.id}
    if step.kind == "undercut":
        aim = argument.relation(step.to)
        # In a circle of undercuts the sentence would have no end.
        to = aim.id if aim.id in passed else _said(aim, argument, passed | {aim.id})
    return _sentence(step, to)


def _said(step: Relation, argument: Argument, passed: set[str]) -> str:
    if step.kind != "undercut" or step.to in passed:
        return _sentence(step, step.to)
    aim = argument.relation(step.to)
    return _sentence(step, _said(aim, argument, passed | {aim.id}))


def _sentence(step: Relation, to: str) -> str:
    linked = "_linked" if len(step.sources) > 1 else ""
    return WORDS[step.kind + linked].format(sources=joined(step.sources), to=to)


def joined(names: Iterable[str]) -> str:
    """Return ids as a list in words, in their order.

    >>> joined(["c03", "c01", "c02"])
    'c01, c02 and c03'
    """
    first, *others = sorted(names)
    for number, other in enumerate(others, 1):
        word = WORDS["two"] if number == len(others) else WORDS["more"]
        first = word.format(first=first, second=other)
    return first


def changed(argument: Argument, step: Relation) -> Argument:
    """Return the map with ``step`` in the place of the relation that has its id."""
    steps = tuple(step if other.id == step.id else other for other in argument.relations)
    return replace(argument, relations=steps)
