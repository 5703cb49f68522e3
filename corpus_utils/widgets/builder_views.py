"""What the map builder shows and says of steps: their drawing, their words, the feedback on each.

Nothing here says what is right before the student asked for it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from corpus_utils.building import is_own
from corpus_utils.claims import Argument, Claim, Relation
from corpus_utils.errors import Problem
from corpus_utils.items import places
from corpus_utils.layout import lay_out
from corpus_utils.texts import Text
from corpus_utils.widgets.argument_views import part, passage

SHAPE = {"characters": 20, "most_lines": 3}
"""A box on the screen: narrow and short, since the strip has the whole gist."""

Words = Mapping[str, Any]
Names = Mapping[str, tuple[str, str]]


def claims(argument: Argument, text: Text, names: Names, *, you: str) -> list[dict]:
    """Return all that the front end tells of claims, for JSON; ``names`` as `asserters` has them."""
    return [
        own_claim(claim, you=you)
        if is_own(claim)
        else {
            "id": claim.id,
            "label": claim.id,
            "gist": claim.gist,
            "short": claim.short,
            "role": claim.role,
            "who": names[claim.asserted_by][0],
            "by": names[claim.asserted_by][1],
            "voice": claim.voice,
            "implicit": claim.implicit,
            "own": False,
            "places": places(claim.target) if claim.target else "",
            "passage": passage(text, claim.target),
        }
        for claim in argument.claims
    ]


def own_claim(claim: Claim, *, you: str) -> dict[str, Any]:
    """Return what the front end tells of a claim of the student's, for JSON."""
    who = {"who": you, "by": you, "voice": "author", "implicit": False, "own": True}
    told = {"id": claim.id, "label": claim.id, "gist": claim.gist, "short": "", "role": claim.role}
    return {**told, **who, "places": "", "passage": None}


def steps(
    argument: Argument,
    words: Words,
    *,
    given: Collection[str] = (),
    text: Text | None = None,
    label: Callable[[str], str] = str,
) -> list[dict]:
    """Return the steps of a map, for JSON; those that are ``given`` with their reasons and passages in ``text``."""
    return [
        {
            "id": step.id,
            "kind": step.kind,
            "sources": list(step.sources),
            "to": step.to,
            "text": step_text(step, argument, words, label=label),
            "given": step.id in given,
            "reason": step.reason if step.id in given else "",
            "passage": passage(text, step.target) if text and step.id in given else None,
        }
        for step in argument.relations
    ]


def step_text(
    step: Relation, argument: Argument, words: Words, *, label: Callable[[str], str] = str
) -> str:
    """Return a step in words, an undercut with the step that it denies inside it.

    ``label`` gives what a claim is called; its id, where it is left out.
    """
    sources = words["and"].join(map(label, step.sources))
    kind = words["together" if len(step.sources) > 1 else "kinds"][step.kind]
    if step.kind != "undercut":
        return words["stepTo"].format(sources=sources, kind=kind, to=label(step.to))
    denied = step_text(argument.relation(step.to), argument, words, label=label)
    return words["stepUndercut"].format(sources=sources, kind=kind, to=denied)


def joined(argument: Argument) -> Argument:
    """Return the part of a map that is to be drawn: claims that a step starts from or leads to."""
    ends = {end for step in argument.relations for end in (*step.sources, step.to)}
    return part(argument, [claim.id for claim in argument.claims if claim.id in ends])


def picture(argument: Argument) -> dict[str, Any]:
    """Return the drawing of the joined claims, for JSON."""
    drawn = joined(argument)
    # Undo and redo come back to maps that were drawn before; what a check adds changes no line.
    return _drawn(dataclasses.replace(drawn, question="", file=""))


@lru_cache(maxsize=64)
def _drawn(argument: Argument) -> dict[str, Any]:
    drawn = lay_out(argument, **SHAPE, tries=1)
    # Not `asdict`, which copies every point and takes as long as a quarter of the drawing.
    parts = {name: [vars(one) for one in getattr(drawn, name)] for name in ("boxes", "edges")}
    return {"width": drawn.width, "height": drawn.height, **parts}


def shape_outcome(problems: Sequence[Problem], words: Words) -> dict[str, Any]:
    """Return the outcome of a check that has nothing to compare with, for JSON."""
    said = [words["unsound" if problems else "sound"], *map(str, problems)]
    empty = {"verdicts": {}, "missing": 0, "hints": [], "left": 0, "show": False, "shown": []}
    return {"summary": said, "right": not problems, **empty, "stale": False}
