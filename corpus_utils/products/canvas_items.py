"""Items of QTI 1.2 in Canvas's dialect: how each shape of question is asked, marked and explained."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from corpus_utils.messages import section
from corpus_utils.products import bodies
from corpus_utils.products.archives import branch, ident, number
from corpus_utils.products.shapes import Asked
from corpus_utils.products.wording import flat, listed, paragraph, rich

NAME = "qti12"
TYPES = {
    "one": "multiple_choice_question",
    "several": "multiple_answers_question",
    "order": "matching_question",
    "rows": "matching_question",
    "words": "essay_question",
}
WORDS = section("products.canvas_items")


def fields(parent: ET.Element, values: dict[str, str]) -> None:
    """Add Canvas's metadata: entries by label."""
    data = branch(parent, "qtimetadata")
    for label, entry in values.items():
        field = branch(data, "qtimetadatafield")
        branch(field, "fieldlabel", label)
        branch(field, "fieldentry", entry)


def add_item(section: ET.Element, one: Asked) -> None:
    """Add one question to a section of the quiz."""
    name = ident(NAME, one.id)
    node = branch(section, "item", ident=name, title=flat(one.title))
    ids = (
        [_id(one, answer.text) for answer in one.answers] if one.shape in ("one", "several") else []
    )
    fields(
        branch(node, "itemmetadata"),
        {
            "question_type": TYPES[one.shape],
            "points_possible": f"{one.points}.0",
            "original_answer_ids": ",".join(ids),
            "assessment_question_identifierref": ident(NAME, "bank", one.id),
        },
    )
    presentation = branch(node, "presentation")
    processing = branch(node, "resprocessing")
    scores = branch(processing, "outcomes")
    branch(scores, "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    said = {}
    if one.shape == "words":
        _always(processing, more=False)
    if one.later:
        said["general_fb"] = bodies.after(one)
        _always(processing, feedback="general_fb")
    if one.hints:
        said["general_incorrect_fb"] = listed("ul", [rich(hint) for hint in bodies.hints(one)])
    if one.shape == "words":
        _material(presentation, bodies.question(one))
        _typed(presentation)
    elif one.shape in ("one", "several"):
        _choice(presentation, processing, one, said)
    else:
        _matching(presentation, processing, one)
    if one.hints:  # after the condition that a right answer stops at
        _always(processing, feedback="general_incorrect_fb")
    for ref, xhtml in said.items():
        _material(branch(branch(node, "itemfeedback", ident=ref), "flow_mat"), xhtml)


def _id(one: Asked, text: str) -> str:
    return str(number(NAME, one.id, text))


def _material(parent: ET.Element, text: str, kind: str = "text/html") -> None:
    branch(branch(parent, "material"), "mattext", text, texttype=kind)


def _typed(presentation: ET.Element) -> None:
    response = branch(presentation, "response_str", ident="response1", rcardinality="Single")
    branch(branch(response, "render_fib"), "response_label", ident="answer1", rshuffle="No")


def _always(processing: ET.Element, *, feedback: str = "", more: bool = True) -> None:
    """Add a condition that always holds."""
    node = branch(processing, "respcondition", **{"continue": "Yes" if more else "No"})
    branch(branch(node, "conditionvar"), "other")
    if feedback:
        branch(node, "displayfeedback", feedbacktype="Response", linkrefid=feedback)


def _choice(
    presentation: ET.Element, processing: ET.Element, one: Asked, said: dict[str, str]
) -> None:
    _material(presentation, bodies.question(one))
    several = one.shape == "several"
    cardinality = "Multiple" if several else "Single"
    response = branch(presentation, "response_lid", ident="response1", rcardinality=cardinality)
    choices = branch(response, "render_choice")
    for answer in one.answers:
        name = _id(one, answer.text)
        _material(branch(choices, "response_label", ident=name), rich(answer.text))
        node = branch(processing, "respcondition", **{"continue": "Yes"})
        branch(branch(node, "conditionvar"), "varequal", name, respident="response1")
        branch(node, "displayfeedback", feedbacktype="Response", linkrefid=f"{name}_fb")
        said[f"{name}_fb"] = paragraph(bodies.told(answer))
    if several:
        asks = branch(_earned(processing), "and")
        for answer in one.answers:
            parent = asks if answer.right else branch(asks, "not")
            branch(parent, "varequal", _id(one, answer.text), respident="response1")
        return
    for answer in one.answers:
        if answer.right:
            asks = _earned(processing)
            branch(asks, "varequal", _id(one, answer.text), respident="response1")


def _earned(processing: ET.Element) -> ET.Element:
    """Add the condition that earns the full mark; return what it asks, for others to fill."""
    node = branch(processing, "respcondition", **{"continue": "No"})
    asks = branch(node, "conditionvar")
    branch(node, "setvar", "100", action="Set", varname="SCORE")
    return asks


def _matching(presentation: ET.Element, processing: ET.Element, one: Asked) -> None:
    if one.shape == "order":
        places = [WORDS["place"].format(n=n) for n in range(1, len(one.answers) + 1)]
        right = {a.text: place for a, place in zip(one.answers, places, strict=True)}
        pairs, choices = [(text, right[text]) for text in one.start], places
        body = (
            f"<div>{bodies.passage(one)}</div>{paragraph(one.prompt)}{paragraph(WORDS['places'])}"
        )
    else:
        pairs, choices = [(row.text, row.right) for row in one.rows], one.choices
        body = bodies.question(one)
    _material(presentation, body)
    share = f"{100 / len(pairs):.2f}"
    for left, _ in pairs:
        response = branch(presentation, "response_lid", ident=f"response_{_id(one, left)}")
        _material(response, flat(left), "text/plain")
        offered = branch(response, "render_choice")
        for choice in choices:
            label = branch(offered, "response_label", ident=_id(one, f"choice\n{choice}"))
            _material(label, flat(choice), "text/plain")
    for left, choice in pairs:
        node = branch(processing, "respcondition")
        asks = branch(node, "conditionvar")
        name = _id(one, f"choice\n{choice}")
        branch(asks, "varequal", name, respident=f"response_{_id(one, left)}")
        branch(node, "setvar", share, varname="SCORE", action="Add")
