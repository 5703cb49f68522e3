"""Responses of QTI 2.1: how each shape of question is answered, marked and explained.

Each writer fills in the declaration of the response, adds the interaction to
the body and the rules of response processing, and returns what is said to
whom: XHTML by an outcome and the identifier that the rules put into it.
"""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree as ET

from corpus_utils.products import bodies
from corpus_utils.products.archives import branch, graft
from corpus_utils.products.shapes import Asked
from corpus_utils.products.wording import paragraph, rich

Said = dict[tuple[str, str], str]


def outcome(root: ET.Element, name: str, kind: str, cardinality: str = "single") -> ET.Element:
    """Return a new declaration of an outcome of the item."""
    return branch(
        root, "outcomeDeclaration", identifier=name, cardinality=cardinality, baseType=kind
    )


def _respond(node: ET.Element, cardinality: str, kind: str, values: list[str]) -> None:
    node.set("cardinality", cardinality)
    node.set("baseType", kind)
    if values:
        correct = branch(node, "correctResponse")
        for value in values:
            branch(correct, "value", value)


def _map(response: ET.Element, worth: dict[str, int]) -> None:
    mapping = branch(response, "mapping", defaultValue="0")
    for key, value in worth.items():
        branch(mapping, "mapEntry", mapKey=key, mappedValue=str(value))


def _interaction(body: ET.Element, tag: str, one: Asked, **attributes: str) -> ET.Element:
    node = branch(body, tag, responseIdentifier="RESPONSE", **attributes)
    graft(branch(node, "prompt"), f"{rich(one.prompt)} <em>{rich(one.how)}</em>")
    return node


def _variable(parent: ET.Element, name: str) -> None:
    branch(parent, "variable", identifier=name)


def _number(parent: ET.Element, value: float, kind: str = "float") -> None:
    branch(parent, "baseValue", f"{value}", baseType=kind)


def _set(parent: ET.Element, name: str) -> ET.Element:
    return branch(parent, "setOutcomeValue", identifier=name)


def _if_answered(processing: ET.Element) -> ET.Element:
    """Return the branch that is taken where there is a response."""
    chosen = branch(branch(processing, "responseCondition"), "responseIf")
    _variable(branch(branch(chosen, "not"), "isNull"), "RESPONSE")
    return chosen


def _score(parent: ET.Element, one: Asked, of: int) -> ET.Element:
    """Set the score to the points times what is added to the returned sum, divided by ``of``."""
    product = branch(_set(parent, "SCORE"), "product")
    _number(product, one.points)
    share = branch(product, "divide")
    total = branch(share, "sum")
    _number(share, of)
    return total


def _choice(response: ET.Element, body: ET.Element, processing: ET.Element, one: Asked) -> Said:
    several = one.shape == "several"
    names = {answer.text: f"A{n}" for n, answer in enumerate(one.answers, 1)}
    right = [names[answer.text] for answer in one.answers if answer.right]
    cardinality = "multiple" if several else "single"
    _respond(response, cardinality, "identifier", right if several else right[:1])
    wrong = -1 if several else 0
    _map(response, {names[a.text]: 1 if a.right else wrong for a in one.answers})
    most = "0" if several else "1"
    node = _interaction(body, "choiceInteraction", one, shuffle="true", maxChoices=most)
    for answer in one.answers:
        graft(branch(node, "simpleChoice", identifier=names[answer.text]), rich(answer.text))
    then = _if_answered(processing)
    # Each option is worth a share: rightly chosen or rightly left.
    total = _score(then, one, len(one.answers) if several else 1)
    _number(total, sum(not answer.right for answer in one.answers) if several else 0)
    branch(total, "mapResponse", identifier="RESPONSE")
    told = _set(then, "FEEDBACK")
    node = told if several and not one.after else branch(told, "multiple")
    _variable(node, "RESPONSE")
    said = {
        ("FEEDBACK", names[answer.text]): paragraph(bodies.told(answer)) for answer in one.answers
    }
    if one.after:
        branch(node, "baseValue", "after", baseType="identifier")
        said["FEEDBACK", "after"] = bodies.after(one)
    return said


def _order(response: ET.Element, body: ET.Element, processing: ET.Element, one: Asked) -> Said:
    shown = {text: f"A{n}" for n, text in enumerate(one.start, 1)}
    key = [shown[answer.text] for answer in one.answers]
    _respond(response, "ordered", "identifier", key)
    node = _interaction(body, "orderInteraction", one, shuffle="false")
    for text, name in shown.items():
        graft(branch(node, "simpleChoice", identifier=name), rich(text))
    places = range(1, len(key) + 1)
    for place in places:
        for rank, name in enumerate(key, 1):
            chosen = branch(branch(processing, "responseCondition"), "responseIf")
            same = branch(chosen, "match")
            _variable(branch(same, "index", n=str(place)), "RESPONSE")
            branch(same, "baseValue", name, baseType="identifier")
            _number(_set(chosen, f"RANK{place}"), rank, "integer")
    pairs = list(combinations(places, 2))
    then = _if_answered(processing)
    for first, later in pairs:
        chosen = branch(branch(then, "responseCondition"), "responseIf")
        less = branch(chosen, "lt")
        _variable(less, f"RANK{first}")
        _variable(less, f"RANK{later}")
        total = branch(_set(chosen, "GOOD"), "sum")
        _variable(total, "GOOD")
        _number(total, 1, "integer")
    _variable(_score(then, one, len(pairs)), "GOOD")
    _always(then)
    return {("FEEDBACK", "after"): bodies.after(one)}


def _always(then: ET.Element) -> None:
    branch(branch(_set(then, "FEEDBACK"), "multiple"), "baseValue", "after", baseType="identifier")


def _rows(response: ET.Element, body: ET.Element, processing: ET.Element, one: Asked) -> Said:
    choices = {choice: f"C{n}" for n, choice in enumerate(one.choices, 1)}
    rows = {row.text: f"R{n}" for n, row in enumerate(one.rows, 1)}
    key = [f"{rows[row.text]} {choices[row.right]}" for row in one.rows]
    _respond(response, "multiple", "directedPair", key)
    _map(response, dict.fromkeys(key, 1))
    most = str(len(rows))
    node = _interaction(body, "matchInteraction", one, shuffle="true", maxAssociations=most)
    for names, limit in ((rows, "1"), (choices, most)):
        side = branch(node, "simpleMatchSet")
        for text, name in names.items():
            graft(
                branch(side, "simpleAssociableChoice", identifier=name, matchMax=limit), rich(text)
            )
    then = _if_answered(processing)
    branch(_score(then, one, len(rows)), "mapResponse", identifier="RESPONSE")
    said: Said = {}
    for row in one.rows:
        for choice in row.whys:
            name = choices[choice]
            chosen = branch(branch(then, "responseCondition"), "responseIf")
            member = branch(chosen, "member")
            branch(member, "baseValue", f"{rows[row.text]} {name}", baseType="directedPair")
            _variable(member, "RESPONSE")
            # An outcome of its own: players differ in how they add to one that has several values.
            outcome_of = f"FEEDBACK{rows[row.text]}"
            branch(_set(chosen, outcome_of), "baseValue", name, baseType="identifier")
            about = bodies.WORDS["answer"].format(row=row.text, choice=choice)
            said[outcome_of, name] = paragraph(about) + paragraph(bodies.told_row(row, choice))
    return said


def _words(response: ET.Element, body: ET.Element, processing: ET.Element, one: Asked) -> Said:
    _respond(response, "single", "string", [])
    graft(branch(body, "rubricBlock", view="scorer"), bodies.after(one))
    _interaction(body, "extendedTextInteraction", one, expectedLines="10")
    _always(_if_answered(processing))
    return {("FEEDBACK", "after"): bodies.after(one)}


WRITERS = {
    "one": _choice,
    "several": _choice,
    "order": _order,
    "rows": _rows,
    "words": _words,
}
