"""The fields of items on a document's argument map, read from a file's nodes and checked against it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from corpus_utils.claims import RELATIONS, ROLES, Argument, Relation, part
from corpus_utils.entries import Place, entries
from corpus_utils.errors import CourseError, nearest
from corpus_utils.files import Node
from corpus_utils.map_items import Change, ClaimRole, Hole, StepOption
from corpus_utils.steps import check_step, notation
from corpus_utils.tokens import Target

_EMPTY = Argument("", "", ())


def roles(node: Node, place: Place) -> dict[str, Any]:
    """Return the fields of role of a claim."""
    offered = tuple(node.texts("roles", [])) or ROLES
    for name in offered:
        if name not in ROLES:
            node.get("roles").fault(f"{name!r} is not a valid role", nearest(name, ROLES))
    argument = place.argument(node)
    claims: list[ClaimRole] = []
    for child in entries(node, "claims", 1, "claim", "why", "passage", "wrong", "otherwise"):
        name, why = child.take("claim", str), child.take("why", str)
        wrong = child.take("wrong", dict, {})
        whys = {role: child.get("wrong").take(role, str) for role in wrong}
        if argument is None or not name:
            continue
        try:
            claim = argument.claim(name)
        except CourseError as error:
            child.get("claim").fault(str(error))
            continue
        if name in {other.claim for other in claims}:
            child.get("claim").fault(f"{name!r} stands twice here")
        if claim.role not in offered:
            hint = f"add {claim.role!r}, or leave `roles` out to offer all"
            node.get("roles").fault(f"the role of {name} is not among them", hint)
        for role, reason in wrong.items():
            if role not in offered:
                reason.fault(f"{role!r} is not among the roles", nearest(role, offered))
            elif role == claim.role:
                reason.fault(f"{role!r} is the role of {name}", "explain it under `why`")
        passage = place.target(child, claim.target or place.passage)
        otherwise = child.take("otherwise", str, why)
        claims.append(ClaimRole(name, claim.gist, claim.role, why, passage, whys, otherwise))
    return {"claims": tuple(claims), "roles": offered}


def holes(node: Node, place: Place) -> dict[str, Any]:
    """Return the fields of complete the map."""
    argument = _part(node, place)
    nodes = entries(node, "holes", 1, "relation", "why", "passage", "others")
    taken = [child for child in nodes if argument and _relation(child, argument)]
    away = {child.take("relation", str) for child in taken}
    for step in argument.relations if argument else ():
        if step.to in away:
            hint = "keep one of the two, or leave a claim of the undercut out of `claims`"
            node.get("holes").fault(f"{step.id} undercuts {step.to}, which is taken away", hint)
    found: list[Hole] = []
    for child in taken:
        right = _right(child, argument, place)
        if right.step.id in {hole.id for hole in found}:
            child.get("relation").fault(f"{right.step.id!r} is taken away twice")
        others: list[StepOption] = []
        for other in entries(child, "others", 1, *_STEP):
            option = _option(other, right, argument, place)
            if option is None:
                continue
            if option.step.to in away:
                other.fault(f"{option.step.to} is taken away, so nothing can be aimed at it")
            if notation(option.step) in {notation(step) for step in argument.relations}:
                other.fault(
                    f"“{option.text}” is a step of the map, so it is right", "offer another"
                )
            if option.text in {each.text for each in others}:
                other.fault(f"“{option.text}” is offered twice")
            others.append(option)
        found.append(Hole(right, tuple(others)))
    return {"argument": argument or _EMPTY, "holes": tuple(found)}


def repair(node: Node, place: Place) -> dict[str, Any]:
    """Return the fields of repair the map."""
    argument = _part(node, place)
    changes: list[Change] = []
    for child in entries(node, "changes", 1, "relation", *_STEP, "otherwise", "wrong"):
        otherwise = child.take("otherwise", str)
        if not argument or not _relation(child, argument):
            continue
        right = _right(child, argument, place)
        shown = _step(child, right.step, argument)
        if right.step.id in {change.id for change in changes}:
            child.get("relation").fault(f"{right.step.id!r} is changed twice")
        if shown is None:
            continue
        if notation(shown) in {notation(step) for step in argument.relations}:
            child.fault(
                f"“{notation(shown)}” is a step of the map as it is",
                "change `kind`, `from` or `to`",
            )
        wrong = [
            _option(other, right, argument, place) for other in entries(child, "wrong", 0, *_STEP)
        ]
        for option in filter(None, wrong):
            if option.text in {right.text, notation(shown)}:
                hint = "explain the right step under `why`; the one shown is no mending"
                child.get("wrong").fault(f"“{option.text}” is no wrong mending", hint)
        changes.append(Change(right, shown, tuple(filter(None, wrong)), otherwise))
    return {
        "argument": argument or _EMPTY,
        "changes": tuple(changes),
        "steps": _sound(node, argument, {change.id for change in changes}, place)
        if argument
        else (),
    }


_STEP = ("kind", "from", "to", "why", "passage")


def _part(node: Node, place: Place) -> Argument | None:
    """Return the part of the document's map that lies between the item's ``claims``."""
    argument = place.argument(node)
    names = node.texts("claims")
    if argument is None or not names:
        return None
    known = [claim.id for claim in argument.claims]
    for child in node.get("claims"):
        if child.value not in known:
            child.fault(f"there is no claim {child.value!r}", nearest(child.value, known))
    return part(argument, [name for name in names if name in known])


def _relation(node: Node, argument: Argument) -> bool:
    """Return whether ``relation`` names a step between the claims shown; a problem where not."""
    name = node.take("relation", str)
    known = [step.id for step in argument.relations]
    if name and name not in known:
        hint = nearest(name, known) + "; a step is shown where all its claims are"
        node.get("relation").fault(f"there is no step {name!r} between these claims", hint)
    return name in known


def _right(node: Node, argument: Argument, place: Place) -> StepOption:
    """Return the map's own step; why it is there says the map where the item does not."""
    step = argument.relation(node.take("relation", str))
    return StepOption(
        step,
        node.take("why", str, step.reason),
        place.target(node, _passage(step, argument) or place.passage),
    )


def _option(node: Node, right: StepOption, argument: Argument, place: Place) -> StepOption | None:
    step, why = _step(node, right.step, argument), node.take("why", str)
    return step and StepOption(step, why, place.target(node, right.passage))


def _step(node: Node, base: Relation, argument: Argument) -> Relation | None:
    """Return ``base`` with what ``node`` says otherwise; None and a problem where there is no such step."""
    sources = tuple(node.texts("from", [])) or base.sources
    kind, to = node.choice("kind", RELATIONS, base.kind), node.take("to", str, base.to)
    step = replace(base, kind=kind, sources=sources, to=to)
    if kind not in RELATIONS:
        return None
    try:
        check_step(step, argument)
    except CourseError as error:
        node.fault(str(error))
        return None
    return step


def _sound(
    node: Node, argument: Argument, changed: set[str], place: Place
) -> tuple[StepOption, ...]:
    """Return the steps that are shown as they are, with why they hold."""
    given = node.take("steps", dict, {})
    own = [step.id for step in argument.relations if step.id not in changed]
    for name, child in given.items():
        if name not in own:
            child.fault(f"{name!r} is no step that is shown unchanged", nearest(name, own))
    return tuple(
        StepOption(
            step,
            node.get("steps").take(step.id, str) if step.id in given else step.reason,
            _passage(step, argument) or place.passage,
        )
        for step in map(argument.relation, own)
    )


def _passage(step: Relation, argument: Argument) -> Target | None:
    """Return where a step stands in the text: its own target, or those of its claims."""
    if step.target:
        return step.target
    names = [*step.sources, argument.end(step)]
    targets = [argument.claim(name).target for name in names if name]
    parts = dict.fromkeys(part for target in targets if target for part in target.parts)
    order = sorted(parts, key=lambda part: (part.paragraph, part.span is not None, str(part)))
    return Target(tuple(order)) if order else None
