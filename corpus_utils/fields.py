"""The fields that only items of one kind have: read from a file's nodes and checked.

Each reader returns the keyword arguments for its class in `items`; what is
wrong goes into the file's list of problems.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus_utils.errors import nearest
from corpus_utils.files import Node
from corpus_utils.gazetteer import Gazetteer
from corpus_utils.items import (
    FindParagraph,
    Item,
    Match,
    MultipleChoice,
    Option,
    Order,
    Pair,
    ShortText,
    SingleChoice,
    Statement,
    WhoSaysIt,
)
from corpus_utils.tokens import Target

NO_TARGET = Target(())  # stands in where a faulty file has none; such a file is never returned


@dataclass(frozen=True)
class Place:
    """What a file's passages and voices are checked against.

    ``letters`` is the length of each paragraph by id, empty where the document
    is unknown (that is a problem already, so its passages are not checked).
    """

    lesson: str
    document: str
    letters: dict[str, int]
    gazetteer: Gazetteer

    def paragraph(self, name: str, node: Node) -> None:
        """Add a problem to ``node`` where the document has no paragraph ``name``."""
        if self.letters and name not in self.letters:
            hint = f"it has {min(self.letters)} to {max(self.letters)}"
            node.fault(f"{self.document!r} has no paragraph {name!r}", hint)

    def target(self, node: Node, default: Target | None = None) -> Target:
        """Return the target under ``passage``, which has to be there unless there is a default."""
        found = node.target("passage", "" if default else ...) or default
        written = node.get("passage") or node
        for part in found.parts if found else ():
            self.paragraph(part.paragraph, written)
            letters = self.letters.get(part.paragraph)
            if letters is not None and part.span and part.span.end > letters:
                written.fault(f"{part} ends after its paragraph, which has {letters} letters")
        return found or NO_TARGET


def _entries(node: Node, key: str, least: int, *fields: str) -> list[Node]:
    """Return the mappings listed under ``key``, problems where they are fewer or something else."""
    children = node.take(key, list, ... if least else [])
    if node.get(key) and len(children) < least:
        node.get(key).fault(f"{len(children)} of {key} is too few", f"write at least {least}")
    for child in children:
        if not isinstance(child.value, dict):
            hint = f"write its fields: {', '.join(fields)}"
            child.fault(f"this should be a mapping, not {child.said()}", hint)
        child.only(*fields)
    return [child for child in children if isinstance(child.value, dict)]


def _unlike(node: Node, key: str, texts: Sequence[str]) -> None:
    """Add a problem where two texts under ``key`` are the same but for case and spaces."""
    seen: set[str] = set()
    for text in texts:
        folded = " ".join(text.casefold().split())
        if folded and folded in seen:
            node.get(key).fault(f"{text!r} stands twice here")
        seen.add(folded)


def _options(node: Node, key: str, place: Place, *, least: int = 2, right: bool = False) -> Any:
    fields = ("text", *(["right"] if right else []), "why", "passage")
    options = []
    for child in _entries(node, key, least, *fields):
        text, why = child.take("text", str), child.take("why", str)
        is_right = right and child.take("right", bool, default=False)
        options.append(Option(text, why, place.target(child), is_right))
    _unlike(node, key, [option.text for option in options])
    return tuple(options)


def _single(node: Node, place: Place) -> dict[str, Any]:
    fields = _multiple(node, place)
    rights = sum(option.right for option in fields["options"])
    if rights > 1:
        hint = "leave one, or make the kind 'multiple choice'"
        node.get("options").fault(f"{rights} options are right in a single choice", hint)
    return fields


def _multiple(node: Node, place: Place) -> dict[str, Any]:
    options = _options(node, "options", place, right=True)
    if options and not any(option.right for option in options):
        node.get("options").fault("no option is right", "mark it with `right: true`")
    return {"options": options}


def _order(node: Node, place: Place) -> dict[str, Any]:
    return {"options": _options(node, "options", place)}


def _match(node: Node, place: Place) -> dict[str, Any]:
    pairs = []
    for child in _entries(node, "pairs", 2, "left", "right", "why", "passage"):
        left, right, why = (child.take(field, str) for field in ("left", "right", "why"))
        pairs.append(Pair(left, right, why, place.target(child)))
    _unlike(node, "pairs", [pair.left for pair in pairs])
    extra = _options(node, "extra_right", place, least=0)
    for option in extra:
        if option.text in {pair.right for pair in pairs}:
            node.get("extra_right").fault(f"{option.text!r} is the right side of a pair too")
    return {"pairs": tuple(pairs), "extra_right": extra}


def _find(node: Node, place: Place) -> dict[str, Any]:
    answer = node.texts("answer")
    if node.get("answer") and not answer:
        node.get("answer").fault("no paragraph is given", "write answer: [p004]")
    for name in answer:
        place.paragraph(name, node.get("answer"))
    wrong = {}
    for name, child in node.take("wrong", dict, {}).items():
        place.paragraph(name, child)
        child.only("why")
        wrong[name] = child.take("why", str)
        if name in answer:
            child.fault(f"{name} is a right answer too")
    why, otherwise = node.take("why", str), node.take("otherwise", str)
    return {"answer": tuple(answer), "why": why, "wrong": wrong, "otherwise": otherwise}


def _who(node: Node, place: Place) -> dict[str, Any]:
    voices = _voices(node, place)
    statements = []
    for child in _entries(node, "statements", 1, "text", "who", "why", "passage", "wrong"):
        who = child.choice("who", list(voices))
        wrong = child.take("wrong", dict, {})
        for voice, reason in wrong.items():
            if voice not in voices:
                reason.fault(f"{voice!r} is not among the voices", nearest(voice, list(voices)))
            elif voice == who:
                reason.fault(f"{voice!r} is the right voice", "explain it under `why`")
        whys = {voice: child.get("wrong").take(voice, str) for voice in wrong}
        text, why = child.take("text", str), child.take("why", str)
        statements.append(Statement(text, who, why, place.target(child), whys))
    _unlike(node, "statements", [statement.text for statement in statements])
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
            child.fault(f"{voice!r} stands twice among the voices")
        voices[voice] = name
    _unlike(node, "voices", list(voices.values()))
    if node.get("voices") and len(voices) < 2:
        node.get("voices").fault("a choice of voices needs at least 2")
    return voices


def _short(node: Node, _: Place) -> dict[str, Any]:
    rubric = node.texts("rubric")
    if node.get("rubric") and not rubric:
        node.get("rubric").fault("the rubric is empty", "write one criterion a line")
    _unlike(node, "rubric", rubric)
    return {"model": node.take("model", str), "rubric": tuple(rubric)}


Reader = Callable[[Node, Place], dict[str, Any]]
READERS: dict[type[Item], Reader] = {
    SingleChoice: _single,
    MultipleChoice: _multiple,
    Order: _order,
    Match: _match,
    FindParagraph: _find,
    WhoSaysIt: _who,
    ShortText: _short,
}
FIELDS: dict[type[Item], tuple[str, ...]] = {
    SingleChoice: ("options",),
    MultipleChoice: ("options",),
    Order: ("options",),
    Match: ("pairs", "extra_right"),
    FindParagraph: ("answer", "why", "wrong", "otherwise"),
    WhoSaysIt: ("statements", "voices"),
    ShortText: ("model", "rubric"),
}
