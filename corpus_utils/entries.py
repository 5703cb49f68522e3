"""Entries of an exercise file: lists of options and the like, checked against the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from corpus_utils import arguments
from corpus_utils.claims import Argument
from corpus_utils.errors import CourseError
from corpus_utils.files import Node
from corpus_utils.gazetteer import Gazetteer
from corpus_utils.items import Option
from corpus_utils.messages import section
from corpus_utils.readings import plain_text
from corpus_utils.texts import Text
from corpus_utils.tokens import Target

WORDS = section("entries")
NO_TARGET = Target(())  # stands in where a faulty file has none; such a file is never returned


@dataclass(frozen=True)
class Place:
    """What a file's passages, voices and claims are checked against.

    ``text`` is None where the document is unknown (that is a problem already,
    so its passages are not checked).
    """

    lesson: str
    document: str
    text: Text | None
    gazetteer: Gazetteer = field(repr=False)
    passage: Target = NO_TARGET
    """Where the item that is being read is decided."""

    @cached_property
    def letters(self) -> dict[str, int]:
        """The length of each paragraph by id."""
        return {p.id: p.letters for p in self.text.paragraphs} if self.text else {}

    def retelling(self, name: str) -> str:
        """Return what the reading edition says in a paragraph, without marks of emphasis."""
        return plain_text(self.text.paragraph(name).retelling) if self.text else ""

    def argument(self, node: Node) -> Argument | None:
        """Return the document's argument map; None, and a problem at ``node``, where it has none."""
        if self.text is None:
            return None
        try:
            return arguments.load(self.text, gazetteer=self.gazetteer)
        except CourseError as error:
            message = WORDS["no_map"].format(document=self.document, error=error)
            node.fault(message)
            return None

    def paragraph(self, name: str, node: Node) -> None:
        """Add a problem to ``node`` where the document has no paragraph ``name``."""
        if self.letters and name not in self.letters:
            hint = WORDS["no_paragraph_hint"].format(
                first=min(self.letters), last=max(self.letters)
            )
            node.fault(WORDS["no_paragraph"].format(document=self.document, name=name), hint)

    def target(self, node: Node, default: Target | None = None) -> Target:
        """Return the target under ``passage``, which has to be there unless there is a default."""
        found = node.target("passage", "" if default else ...) or default
        written = node.get("passage") or node
        for part in found.parts if found else ():
            self.paragraph(part.paragraph, written)
            letters = self.letters.get(part.paragraph)
            if letters is not None and part.span and part.span.end > letters:
                written.fault(WORDS["ends_after"].format(part=part, n=letters))
        return found or NO_TARGET


def entries(node: Node, key: str, least: int, *fields: str) -> list[Node]:
    """Return the mappings listed under ``key``, problems where they are fewer or something else."""
    children = node.take(key, list, ... if least else [])
    if node.get(key) and len(children) < least:
        message = WORDS["too_few"].format(n=len(children), key=key)
        node.get(key).fault(message, WORDS["too_few_hint"].format(n=least))
    for child in children:
        if not isinstance(child.value, dict):
            child.fault_kind(dict, WORDS["fields"].format(fields=", ".join(fields)))
        child.only(*fields)
    return [child for child in children if isinstance(child.value, dict)]


def unlike(node: Node, key: str, texts: Sequence[str]) -> None:
    """Add a problem where two texts under ``key`` are the same but for case and spaces."""
    seen: set[str] = set()
    for text in texts:
        folded = " ".join(text.casefold().split())
        if folded and folded in seen:
            node.get(key).fault(WORDS["twice"].format(text=text))
        seen.add(folded)


def options(
    node: Node, key: str, place: Place, *, least: int = 2, right: bool = False
) -> tuple[Option, ...]:
    """Return the options under ``key``; ``right`` says whether they may be marked as right."""
    fields = ("text", *(["right"] if right else []), "why", "passage")
    found = []
    for child in entries(node, key, least, *fields):
        text, why = child.take("text", str), child.take("why", str)
        is_right = right and child.take("right", bool, default=False)
        found.append(Option(text, why, place.target(child), is_right))
    unlike(node, key, [option.text for option in found])
    return tuple(found)
