"""Whether an argument map holds together: one root, no circles, nothing that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from corpus_utils.claims import Argument, Relation
from corpus_utils.errors import Problem
from corpus_utils.messages import section

WORDS = section("soundness")


def shape(argument: Argument) -> list[Problem]:
    """Return what is wrong with the shape of a map, whose relations must all end somewhere."""
    circles = list(_circles(argument))
    return [*circles, *_roots(argument, circles), *_loose(argument)]


def _circles(argument: Argument) -> Iterator[Problem]:
    circle = support_circle(argument)
    if circle:
        message = WORDS["circle"].format(circle=" → ".join(circle))
        yield Problem(message, argument.file, argument.claim(circle[0]).line)
    for relation in argument.relations:
        if not argument.end(relation):
            message = WORDS["undercut_circle"].format(id=relation.id)
            yield Problem(message, argument.file, relation.line)


def _roots(argument: Argument, circles: list[Problem]) -> Iterator[Problem]:
    roots = argument.roots
    if not roots and not circles:  # a thesis in a circle supports something: that is said already
        yield Problem(WORDS["no_root"], argument.file, hint=WORDS["no_root_hint"])
    for other in roots[1:]:
        message = WORDS["second_root"].format(id=other.id, first=roots[0].id)
        yield Problem(message, argument.file, other.line, hint=WORDS["second_root_hint"])


def _loose(argument: Argument) -> Iterator[Problem]:
    """Yield the claims that no chain of relations joins to the root, or that bear on nothing."""
    roots = argument.roots
    near: dict[str, set[str]] = {claim.id: set() for claim in argument.claims}
    for relation in argument.relations:
        end = argument.end(relation)
        for source in relation.sources if end else ():
            near[source].add(end)
            near[end].add(source)
    reached: set[str] = set()
    todo = [root.id for root in roots[:1]]
    while todo:
        reached.add(todo[-1])
        todo += near[todo.pop()] - reached
    for claim in argument.claims:
        if roots and claim.id not in reached:
            message = WORDS["orphan"].format(id=claim.id)
            yield Problem(message, argument.file, claim.line)
        elif claim not in roots and not (
            argument.relations_to(claim.id, "attack") or argument.relations_from(claim.id)
        ):
            message = WORDS["leads_nowhere"].format(id=claim.id)
            yield Problem(message, argument.file, claim.line)


def support_circle(argument: Argument) -> list[str]:
    """Return the claims of one circle of support, the first repeated at the end; empty if none.

    The circle is read upwards: each claim supports the next.
    """
    done: set[str] = set()
    for claim in argument.claims:
        # The way from this claim to where we are, and for each step on it what is still to try.
        trail: dict[str, Iterator[Relation]] = {}
        name = claim.id
        while True:
            if name in trail:
                way = list(trail)
                return [*way[way.index(name) :], name]
            if name not in done:
                trail[name] = iter(argument.relations_from(name))
            step = None
            while trail and step is None:
                last = next(reversed(trail))
                step = next((r for r in trail[last] if r.kind == "support"), None)
                if step is None:
                    done.add(last)
                    del trail[last]
            if step is None:
                break
            name = step.to
    return []
