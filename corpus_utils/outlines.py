"""Outlines: a document's headings as a tree, its paragraphs in them, the claims that rest on each.

In an exercise a student sorts claims under the headings where the document
makes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from corpus_utils.claims import Argument, Claim
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.givens import rows
from corpus_utils.messages import section
from corpus_utils.passages import Paragraph
from corpus_utils.readings import plain_text
from corpus_utils.tasks import Task
from corpus_utils.texts import Text

WORDS = section("outlines")
NEAR = 0.5
"""A heading above or below the right one in the tree: the right part of the document, not the place."""
TOLD = ("body", "quotation", "list item", "note")
"""Kinds of paragraph in which a document says something."""


@dataclass(frozen=True)
class Node:
    """A paragraph of the outline, at ``depth`` from 0, and the ids of the claims that rest on it.

    ``above`` are the headings it stands under, the outermost first; ``opens``
    says whether it is a heading that has something under it, or could.
    """

    paragraph: Paragraph
    depth: int
    above: tuple[str, ...]
    opens: bool
    claims: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the paragraph."""
        return self.paragraph.id


@dataclass(frozen=True)
class Outline:
    """The nodes of a document in reading order, which is the tree's order too."""

    nodes: tuple[Node, ...]
    claims: tuple[Claim, ...] = ()

    def children(self, name: str | None) -> list[Node]:
        """Return the nodes right under the heading ``name``; the top ones where it is None."""
        return [node for node in self.nodes if (node.above[-1] if node.above else None) == name]

    @property
    def headings(self) -> list[Node]:
        """The headings that something is said right under: where a claim can have its place."""
        return [
            node
            for node in self.nodes
            if node.opens and any(child.paragraph.kind in TOLD for child in self.children(node.id))
        ]

    def homes(self, claim: Claim) -> tuple[str, ...]:
        """Return the headings right above the paragraphs that a claim rests on, in reading order."""
        resting = [node for node in self.nodes if claim.id in node.claims]
        found = [
            node.id if node.opens else node.above[-1]
            for node in resting
            if node.opens or node.above
        ]
        return tuple(dict.fromkeys(found))


def outline(
    text: Text, argument: Argument | None = None, parts: Mapping[str, str] | None = None
) -> Outline:
    """Return the outline of ``text`` with the claims of ``argument``, where one is given.

    A heading stands under the last one before it that is of a higher rank; a
    line that looks like a heading and has no level, such as a by-line, is a
    paragraph like others. A text without headings can be given ``parts``: by
    the paragraph that opens each, the name of the part. Raises a `CourseError`
    where it has headings, or no such paragraph.
    """
    claims = argument.claims if argument else ()
    resting: dict[str, list[str]] = {}
    for claim in claims:
        for name in claim.target.paragraphs if claim.target else ():
            resting.setdefault(name, []).append(claim.id)
    nodes, open_ = [], []
    for paragraph in _divided(text, parts or {}):
        level = paragraph.level if paragraph.kind == "heading" else None
        if level is not None:
            while open_ and open_[-1].level >= level:
                open_.pop()
        above = tuple(heading.id for heading in open_)
        own = tuple(resting.get(paragraph.id, ()))
        nodes.append(Node(paragraph, len(above), above, level is not None, own))
        if level is not None:
            open_.append(paragraph)
    return Outline(tuple(nodes), claims)


def _divided(text: Text, parts: Mapping[str, str]) -> Iterator[Paragraph]:
    """Yield the paragraphs of ``text``, a heading before the first of each part: ``§1``, ``§2`` and on."""
    known = [paragraph.id for paragraph in text.paragraphs]
    for name in parts:
        if name not in known:
            raise UnknownError(WORDS["paragraph"], name, known)
    # A title alone divides nothing.
    if parts and sum(p.kind == "heading" and p.level is not None for p in text.paragraphs) > 1:
        raise CourseError(WORDS["has_headings"])
    number = 0
    for paragraph in text.paragraphs:
        if paragraph.id in parts:
            number += 1
            yield Paragraph(f"§{number}", "heading", (), 1, None, parts[paragraph.id])
        yield paragraph


def beginning(retelling: str, *, words: int) -> str:
    """Return the first ``words`` words of a retelling.

    >>> beginning("Olga *bakes* twice a week.", words=3)
    'Olga bakes twice …'
    """
    found = plain_text(retelling).split()
    return " ".join(found[:words]) + (" …" if len(found) > words else "")


@dataclass(frozen=True)
class Sorting:
    """The exercise to sort claims under headings: ``homes`` holds the right headings by the claim's label."""

    outline: Outline
    homes: Mapping[str, tuple[str, ...]]
    claims: Mapping[str, Claim] = field(default_factory=dict)

    def task(self, name: str) -> Task:
        """Return the sorting as a task of the answer log."""
        return Task.of(name, {label: list(homes) for label, homes in self.homes.items()})

    def judge(self, given: Any) -> dict[str, float]:
        """Return the credit of each label, for ``given``: a heading by label.

        1 under a heading of a paragraph that the claim rests on, any of them
        where it rests on several; 1/2 under one above or below such a heading
        in the tree, unless the upper one is a heading of the whole document,
        which stands above all others; else 0. The mark is the mean. Raises a
        `CourseError` where a label has no heading yet.
        """
        placed = rows(given, list(self.homes), [node.id for node in self.outline.headings])
        return {label: self._credit(label, placed[label]) for label in self.homes}

    def _credit(self, label: str, name: str) -> float:
        homes = self.homes[label]
        if name in homes:
            return 1.0
        ways = {node.id: node.above[1:] for node in self.outline.nodes}
        return NEAR if any(name in ways[home] or home in ways[name] for home in homes) else 0.0


def sorting(made: Outline, roles: Iterable[str] = ("subthesis",)) -> Sorting:
    """Return the exercise on the claims of ``roles`` that have a label.

    Raises a `CourseError` where there are no two headings, or nothing to sort.
    """
    if len(made.headings) < 2:
        raise CourseError(WORDS["no_headings"].format())
    wanted = set(roles)
    found = {c.short: c for c in made.claims if c.role in wanted and c.short and made.homes(c)}
    if not found:
        raise CourseError(WORDS["no_claims"])
    return Sorting(made, {label: made.homes(claim) for label, claim in found.items()}, found)
