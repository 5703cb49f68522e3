"""The fields of items on a document's argument map, read from a file's nodes and checked against it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from corpus_utils.claims import RELATIONS, ROLES, Argument, Relation, part
from corpus_utils.entries import Place, entries
from corpus_utils.errors import CourseError, nearest
from corpus_utils.files import Node
from corpus_utils.map_items import Change, ClaimRole, Hole, StepOption
from corpus_utils.messages import section
from corpus_utils.steps import check_step, notation
from corpus_utils.tokens import Target

WORDS = section("map_fields")
_EMPTY = Argument("", "", ())


def roles(node: Node, place: Place) -> dict[str, Any]:
    """Return the fields of role of a claim."""
    offered = tuple(node.texts("roles", [])) or ROLES
    for name in offered:
        if name not in ROLES:
            node.get("roles").fault(WORDS["no_role"].format(name=name), nearest(name, ROLES))
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
            child.get("claim").fault(WORDS["twice"].format(name=name))
        if claim.role not in offered:
            hint = WORDS["role_left_out_hint"].format(role=claim.role)
            node.get("roles").fault(WORDS["role_left_out"].format(name=name), hint)
        for role, reason in wrong.items():
            if role not in offered:
                reason.fault(WORDS["not_offered"].format(role=role), nearest(role, offered))
            elif role == claim.role:
                message = WORDS["right_role"].format(role=role, name=name)
                reason.fault(message, WORDS["right_role_hint"])
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
            message = WORDS["undercuts_hole"].format(step=step.id, to=step.to)
            node.get("holes").fault(message, WORDS["undercuts_hole_hint"])
    found: list[Hole] = []
    for child in taken:
        right = _right(child, argument, place)
        if right.step.id in {hole.id for hole in found}:
            child.get("relation").fault(WORDS["hole_twice"].format(step=right.step.id))
        others: list[StepOption] = []
        for other in entries(child, "others", 1, *_STEP):
            option = _option(other, right, argument, place)
            if option is None:
                continue
            if option.step.to in away:
                other.fault(WORDS["aims_at_hole"].format(to=option.step.to))
            if notation(option.step) in {notation(step) for step in argument.relations}:
                message = WORDS["other_right"].format(step=option.text)
                other.fault(message, WORDS["other_right_hint"])
            if option.text in {each.text for each in others}:
                other.fault(WORDS["other_twice"].format(step=option.text))
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
            child.get("relation").fault(WORDS["change_twice"].format(step=right.step.id))
        if shown is None:
            continue
        if notation(shown) in {notation(step) for step in argument.relations}:
            message = WORDS["unchanged"].format(step=notation(shown))
            child.fault(message, WORDS["unchanged_hint"])
        wrong = [
            _option(other, right, argument, place) for other in entries(child, "wrong", 0, *_STEP)
        ]
        for option in filter(None, wrong):
            if option.text in {right.text, notation(shown)}:
                message = WORDS["no_wrong"].format(step=option.text)
                child.get("wrong").fault(message, WORDS["no_wrong_hint"])
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
            message = WORDS["no_claim"].format(name=child.value)
            child.fault(message, nearest(child.value, known))
    return part(argument, [name for name in names if name in known])


def _relation(node: Node, argument: Argument) -> bool:
    """Return whether ``relation`` names a step between the claims shown; a problem where not."""
    name = node.take("relation", str)
    known = [step.id for step in argument.relations]
    if name and name not in known:
        hint = WORDS["no_step_hint"].format(hint=nearest(name, known))
        node.get("relation").fault(WORDS["no_step"].format(name=name), hint)
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
            child.fault(WORDS["not_unchanged"].format(name=name), nearest(name, own))
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
