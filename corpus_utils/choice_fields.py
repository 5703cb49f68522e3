"""The fields of items that are answered by choosing, read from a file's nodes and checked."""

from __future__ import annotations

from typing import Any

from corpus_utils.entries import Place, entries, options, unlike
from corpus_utils.errors import nearest
from corpus_utils.files import Node
from corpus_utils.items import Pair, Statement
from corpus_utils.messages import section

WORDS = section("choice_fields")


def single(node: Node, place: Place) -> dict[str, Any]:
    """Return the fields of a single choice."""
    fields = multiple(node, place)
    rights = sum(option.right for option in fields["options"])
    if rights > 1:
        node.get("options").fault(WORDS["many_right"].format(n=rights), WORDS["many_right_hint"])
    return fields


def multiple(node: Node, place: Place) -> dict[str, Any]:
    """Return the fields of a multiple choice."""
    found = options(node, "options", place, right=True)
    if found and not any(option.right for option in found):
        node.get("options").fault(WORDS["none_right"], WORDS["none_right_hint"])
    return {"options": found}


def order(node: Node, place: Place) -> dict[str, Any]:
    """Return the fields of an order."""
    return {"options": options(node, "options", place)}


def match(node: Node, place: Place) -> dict[str, Any]:
    """Return the fields of a match."""
    pairs = []
    for child in entries(node, "pairs", 2, "left", "right", "why", "passage"):
        left, right, why = (child.take(field, str) for field in ("left", "right", "why"))
        pairs.append(Pair(left, right, why, place.target(child)))
    unlike(node, "pairs", [pair.left for pair in pairs])
    extra = options(node, "extra_right", place, least=0)
    for option in extra:
        if option.text in {pair.right for pair in pairs}:
            message = WORDS["of_a_pair"].format(text=option.text)
            node.get("extra_right").fault(message)
    return {"pairs": tuple(pairs), "extra_right": extra}


def find(node: Node, place: Place) -> dict[str, Any]:
    """Return the fields of find the paragraph."""
    answer = node.texts("answer")
    if node.get("answer") and not answer:
        node.get("answer").fault(WORDS["no_answer"], WORDS["no_answer_hint"])
    for name in answer:
        place.paragraph(name, node.get("answer"))
    wrong = {}
    for name, child in node.take("wrong", dict, {}).items():
        place.paragraph(name, child)
        child.only("why")
        wrong[name] = child.take("why", str)
        if name in answer:
            child.fault(WORDS["right_too"].format(name=name))
    why, otherwise = node.take("why", str), node.take("otherwise", str)
    return {"answer": tuple(answer), "why": why, "wrong": wrong, "otherwise": otherwise}


def who(node: Node, place: Place) -> dict[str, Any]:
    """Return the fields of who says it."""
    voices = _voices(node, place)
    statements = []
    for child in entries(node, "statements", 1, "text", "who", "why", "passage", "wrong"):
        who = child.choice("who", list(voices))
        wrong = child.take("wrong", dict, {})
        for voice, reason in wrong.items():
            if voice not in voices:
                message = WORDS["no_voice"].format(voice=voice)
                reason.fault(message, nearest(voice, list(voices)))
            elif voice == who:
                message = WORDS["right_voice"].format(voice=voice)
                reason.fault(message, WORDS["right_voice_hint"])
        whys = {voice: child.get("wrong").take(voice, str) for voice in wrong}
        text, why = child.take("text", str), child.take("why", str)
        statements.append(Statement(text, who, why, place.target(child), whys))
    unlike(node, "statements", [statement.text for statement in statements])
    return {"statements": tuple(statements), "voices": voices}


def _voices(node: Node, place: Place) -> dict[str, str]:
    """Return names by id: the gazetteer's where an id stands alone, else the one given with it."""
    voices: dict[str, str] = {}
    for child in node.take("voices", list):
        if isinstance(child.value, dict):
            child.only("id", "name")
            voice, name = child.take("id", str), child.take("name", str)
        else:
            voice = name = str(child.value)
            place.gazetteer.check(child, voice, "person", "organisation")
            if voice in place.gazetteer:
                name = place.gazetteer.entry(voice).name
        if voice in voices:
            child.fault(WORDS["voice_twice"].format(voice=voice))
        voices[voice] = name
    unlike(node, "voices", list(voices.values()))
    if node.get("voices") and len(voices) < 2:
        node.get("voices").fault(WORDS["few_voices"])
    return voices


def prediction(node: Node, place: Place) -> dict[str, Any]:
    """Return the fields of a prediction, which is asked once and has no second try."""
    for name in ("recall", "second_try"):
        if node.get(name) and node.get(name).value is not False:
            node.get(name).fault(WORDS["once"], WORDS["once_hint"].format(name=name))
    return {"options": options(node, "options", place), "outcome": node.take("outcome", str)}
