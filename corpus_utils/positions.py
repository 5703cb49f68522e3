"""Positions: a map of one's own that borrows claims of several documents, and what it still lacks.

A borrowed claim is named with its document, ``wohlforth:c12``, as in the
cross-document map. What is checked is how a position is built, never what it
holds: whether it has a thesis, reasons and witnesses, and whether it has heard
and answered somebody who disagrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from corpus_utils.acceptance import FALLS, STANDS, what_stands
from corpus_utils.building import is_own
from corpus_utils.claims import OURS, Argument, Claim, Relation
from corpus_utils.crossmap import CrossMap, CrossRelation
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.messages import section
from corpus_utils.soundness import support_circle

WORDS = section("positions")
LEAST_DOCUMENTS = 3
BORROWED = "borrowed"
"""The role of a borrowed claim: what it is in its own document, it need not be here."""
FOR, AGAINST = 1, -1

Maps = Mapping[str, Argument]


@dataclass(frozen=True)
class Finding:
    """One thing that a position lacks, or that its author should weigh (``weigh``).

    ``claims`` are those of the position it is about, ``step`` the one, if any.
    ``others`` are claims of documents that bear on these, and ``relation`` the
    id of the relation between documents that says so.
    """

    code: str
    claims: tuple[str, ...] = ()
    step: str = ""
    others: tuple[str, ...] = ()
    relation: str = ""
    weigh: bool = False


def document_of(claim: Claim) -> str:
    """Return the key of the document a claim is borrowed from, empty for one's own.

    >>> document_of(Claim("weir:c02", "The keeper holds that it leaks."))
    'weir'
    """
    return claim.id.rpartition(":")[0]


def lendable(argument: Argument) -> tuple[Claim, ...]:
    """Return the claims of a document's map that it can be called as a witness for: not those we added."""
    return tuple(claim for claim in argument.claims if claim.asserted_by != OURS)


def borrow(position: Argument, name: str, maps: Maps) -> Argument:
    """Return the position with the claim ``name`` of one of the documents' ``maps``; a `CourseError` says why not."""
    key, _, id_ = name.partition(":")
    if key not in maps:
        raise UnknownError(WORDS["document"], key, maps)
    claim = maps[key].claim(id_)
    if claim.asserted_by == OURS:
        raise CourseError(WORDS["ours"].format(claim=name))
    if any(other.id == name for other in position.claims):
        raise CourseError(WORDS["twice"].format(claim=name))
    lent = replace(claim, id=name, role=BORROWED, line=None)
    return replace(position, claims=(*position.claims, lent))


def sides(position: Argument) -> dict[str, frozenset[int]]:
    """Return on which side each claim and step is that bears on the thesis: `FOR` it, `AGAINST` it, or both."""
    found: dict[str, set[int]] = {}
    steps = {step.id: step for step in position.relations}
    todo = [(thesis.id, FOR) for thesis in position.roots[:1]]
    while todo:
        name, side = todo.pop()
        if side in found.setdefault(name, set()):
            continue
        found[name].add(side)
        if name in steps:
            todo += [(source, side) for source in steps[name].sources]
        for step in position.relations_to(name):
            todo.append((step.id, side if step.kind == "support" else -side))
    return {name: frozenset(both) for name, both in found.items()}


def objections(position: Argument) -> tuple[Relation, ...]:
    """Return the attacks and undercuts that speak against the thesis or what it rests on."""
    side = sides(position)
    return tuple(
        step
        for step in position.relations
        if step.kind != "support" and AGAINST in side.get(step.id, ())
    )


def conceded(position: Argument, step: Relation) -> bool:
    """Return whether a concession of one's own supports a claim that ``step`` starts from."""
    granting = {c.id for c in position.claims if c.role == "concession" and is_own(c)}
    reasons = [r for source in step.sources for r in position.reasons(source)]
    return any(granting.intersection(reason.sources) for reason in reasons)


def answered(position: Argument, step: Relation) -> bool:
    """Return whether an objection is conceded, falls, or is denied by something other than the thesis itself."""
    if conceded(position, step) or what_stands(position).status(step.id) == FALLS:
        return True
    theses = {thesis.id for thesis in position.roots}
    aimed = [*position.relations_to(step.id, "undercut")]
    for source in step.sources:
        aimed += position.relations_to(source, "attack")
    return any(not theses.issuperset(answer.sources) for answer in aimed)


def review(position: Argument, maps: Maps, crossmap: CrossMap) -> list[Finding]:
    """Return what a position lacks, then what its author should weigh; none says whether it is true."""
    lacks = [*_thesis(position), *_drawing(position), *_witnesses(position), *_hearing(position)]
    return [*lacks, *_reported(position, maps), *_bearing(position, maps, crossmap)]


def _thesis(position: Argument) -> Iterator[Finding]:
    circle = support_circle(position)
    if circle:
        yield Finding("circle", tuple(circle))
    theses = position.roots
    if not theses:
        if not circle:
            yield Finding("noThesis")
        return
    for other in theses[1:]:
        yield Finding("secondThesis", (other.id, theses[0].id))
    if not position.reasons(theses[0].id):
        yield Finding("noReason", (theses[0].id,))


def _drawing(position: Argument) -> Iterator[Finding]:
    """Yield the claims that nothing joins, or that no chain of steps leads from to the thesis."""
    drawn = {end for step in position.relations for end in (*step.sources, step.to)}
    side = sides(position)
    for claim in position.claims:
        own = is_own(claim)
        if claim.id not in drawn:
            if not (own and claim in position.roots):
                yield Finding("loose" if own else "unused", (claim.id,), others=_lent([claim]))
        elif position.roots and claim.id not in side and claim not in position.roots:
            yield Finding("astray", (claim.id,), others=_lent([claim]))
    for claim in position.claims:
        if len(side.get(claim.id, ())) > 1:
            yield Finding("both", (claim.id,), others=_lent([claim]))


def _witnesses(position: Argument) -> Iterator[Finding]:
    side = sides(position)
    used = {document_of(c): c.id for c in position.claims if c.id in side and not is_own(c)}
    if len(used) < LEAST_DOCUMENTS:
        yield Finding("fewDocuments", tuple(used.values()))


def _hearing(position: Argument) -> Iterator[Finding]:
    """Yield what is wanting where somebody who disagrees is heard and answered."""
    if not position.roots:
        return
    against = objections(position)
    if not any(_lent(map(position.claim, step.sources)) for step in against):
        yield Finding("noObjection")
    open_ = [step for step in against if not answered(position, step)]
    for step in open_:
        others = _lent(map(position.claim, step.sources))
        yield Finding("unanswered", step.sources, step.id, others)
    thesis = position.roots[0].id
    if not open_ and what_stands(position).status(thesis) != STANDS:
        granted = [s for step in against if conceded(position, step) for s in step.sources]
        yield Finding("givenAway" if granted else "undone", (thesis, *granted))


def _reported(position: Argument, maps: Maps) -> Iterator[Finding]:
    """Yield the borrowed claims that their own document reports, and by its own map has answered."""
    standing = {key: what_stands(argument) for key, argument in maps.items()}
    for claim in position.claims:
        key, _, name = claim.id.partition(":")
        reported = claim.voice != "author"
        if reported and key in maps and standing[key].status(name) == FALLS:
            yield Finding("reported", (claim.id,), others=(claim.id,), weigh=True)


def _bearing(position: Argument, maps: Maps, crossmap: CrossMap) -> Iterator[Finding]:
    """Yield what the relations between documents say of the borrowed claims."""
    side = sides(position)
    here = {claim.id for claim in position.claims}
    for relation in crossmap.relations:
        end = _end(relation, maps)
        if end not in side:
            continue
        against = relation.kind != "support"
        if here.issuperset(relation.sources):
            speaking = [side[source] for source in relation.sources if source in side]
            together = any(side[end] & found for found in speaking)
            if speaking and together == against:
                names = (end, *relation.sources)
                code = {"support": "turned", "attack": "clash", "undercut": "severed"}[
                    relation.kind
                ]
                yield Finding(code, names, "", names, relation.id, weigh=True)
        elif against:
            code = "bears" if FOR in side[end] else "helps"
            yield Finding(code, (end,), "", relation.sources, relation.id, weigh=True)


def _end(relation: CrossRelation, maps: Maps) -> str:
    """Return the claim that a relation between documents supports or speaks against, empty where there is none.

    To undercut a step that is itself an attack or an undercut is to help the
    claim it leads to, so that nothing needs an answer.
    """
    if relation.kind != "undercut":
        return relation.to
    key, _, name = relation.to.partition(":")
    if key not in maps:
        return ""
    step = maps[key].relation(name)
    return f"{key}:{step.to}" if step.kind == "support" else ""


def _lent(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(claim.id for claim in claims if not is_own(claim))
