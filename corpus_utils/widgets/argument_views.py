"""What is shown of an argument map: a part of it, its order as a list, its words for the screen."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus_utils.acceptance import Standing
from corpus_utils.claims import OURS, Argument, Relation, part
from corpus_utils.gazetteer import Gazetteer
from corpus_utils.layout import lay_out
from corpus_utils.texts import Text
from corpus_utils.tokens import Target


@dataclass(frozen=True)
class Line:
    """A claim in the list of an argument, and how it bears on the claim it is indented under.

    ``kind`` and ``to`` are those of the relation, ``linked`` its other sources;
    all empty for a root. ``again`` marks a claim whose own reasons were listed above.
    """

    depth: int
    claim: str
    kind: str = ""
    to: str = ""
    linked: tuple[str, ...] = ()
    again: bool = False


def listing(argument: Argument) -> list[Line]:
    """Return every claim under what it bears on, roots first, each relation once.

    Claims that lead in a circle among themselves are listed as if the first of
    them were a root.
    """
    lines: list[Line] = []
    told: set[str] = set()

    def tell(line: Line) -> None:
        again = line.claim in told
        lines.append(dataclasses.replace(line, again=again))
        if again:
            return
        told.add(line.claim)
        for step in steps_below(argument, line.claim):
            for source in step.sources:
                linked = tuple(other for other in step.sources if other != source)
                tell(Line(line.depth + 1, source, step.kind, step.to, linked))

    for claim in argument.claims:
        if not any(argument.above(claim.id)):
            tell(Line(0, claim.id))
    for claim in argument.claims:
        if claim.id not in told:
            tell(Line(0, claim.id))
    return lines


def steps_below(argument: Argument, name: str) -> Iterator[Relation]:
    """Yield the relations that bear on a claim: its reasons, attacks, and undercuts of any of these."""
    todo = list(argument.relations_to(name, "support")) + list(
        argument.relations_to(name, "attack")
    )
    seen: set[str] = set()
    while todo:
        step = todo.pop(0)
        if step.id not in seen:
            seen.add(step.id)
            yield step
            todo[:0] = argument.relations_to(step.id, "undercut")


def hidden(argument: Argument, folded: Iterable[str]) -> set[str]:
    """Return the claims that every way down from the roots reaches only through a folded claim."""
    down: dict[str, list[str]] = {}
    for claim in argument.claims:
        for upper in argument.above(claim.id):
            down.setdefault(upper, []).append(claim.id)
    roots = [claim.id for claim in argument.claims if not any(argument.above(claim.id))]

    def reached(shut: set[str]) -> set[str]:
        seen: set[str] = set()
        todo = list(roots)
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                todo += [] if name in shut else down.get(name, [])
        return seen

    return reached(set()) - reached(set(folded))


def picture(
    argument: Argument, *, folded: Sequence[str] = (), characters: int, most_lines: int
) -> dict:
    """Return the drawing of what is not folded away, for JSON, with how much each claim would fold."""
    away = hidden(argument, folded)
    kept = part(argument, [claim.id for claim in argument.claims if claim.id not in away])
    drawing = lay_out(kept, characters=characters, most_lines=most_lines)
    folds = {claim.id: len(hidden(argument, [claim.id])) for claim in kept.claims}
    return {**dataclasses.asdict(drawing), "folds": folds}


def statuses(standing: Standing) -> dict[str, list[str]]:
    """Return status and reason by id of claim or relation, for JSON."""
    return {name: [status, standing.why(name)] for name, status in standing.statuses.items()}


def document(
    argument: Argument, text: Text, names: Mapping[str, tuple[str, str]]
) -> dict[str, Any]:
    """Return all that the front end tells about an argument, for JSON; ``names`` as `asserters` has them."""
    claims = [
        {
            "id": claim.id,
            "gist": claim.gist,
            "short": claim.short,
            "role": claim.role,
            "who": names[claim.asserted_by][0],
            "by": names[claim.asserted_by][1],
            "voice": claim.voice,
            "implicit": claim.implicit,
            "passage": passage(text, claim.target),
        }
        for claim in argument.claims
    ]
    relations = [
        {
            "id": step.id,
            "kind": step.kind,
            "sources": step.sources,
            "to": step.to,
            "end": argument.end(step),
            "reason": step.reason,
        }
        for step in argument.relations
    ]
    lines = [dataclasses.asdict(line) for line in listing(argument)]
    return {
        "title": text.short,
        "question": argument.question,
        "claims": claims,
        "relations": relations,
        "lines": lines,
    }


def passage(text: Text, target: Target | None) -> dict[str, Any] | None:
    """Return the retellings at ``target`` by paragraph and the original's words, where attached."""
    if target is None:
        return None
    found = text.passage(target)
    told = [[paragraph.id, paragraph.retelling] for paragraph in found.paragraphs]
    return {"told": told, "words": list(found.words)}


def asserters(argument: Argument, gazetteer: Gazetteer, *, ours: str) -> dict[str, tuple[str, str]]:
    """Return the name, and a short one, of each id that a claim of ``argument`` is asserted by."""
    found = {}
    for name in sorted({claim.asserted_by for claim in argument.claims}):
        entry = gazetteer.entry(name) if name in gazetteer else None
        given = ours if name == OURS else name
        found[name] = (entry.name, entry.short) if entry else (given, given)
    return found
