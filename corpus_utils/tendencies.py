"""Tendencies: what the items of a file have in common that an author should look at.

They are reported only where chance hardly explains them (`RARE`), or where
something is missing altogether.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus_utils import texts
from corpus_utils.errors import CourseError, Problem
from corpus_utils.files import Node, read_text
from corpus_utils.items import (
    KINDS,
    SKILLS,
    FindParagraph,
    Item,
    MarkSpan,
    MultipleChoice,
    SingleChoice,
)
from corpus_utils.messages import section
from corpus_utils.questions import SECOND_TRY, Exercises
from corpus_utils.wordings import ABSOLUTE, chance_apart, chance_of

WORDS = section("tendencies")
RARE = 0.01
"""A tendency is reported where chance alone would bring it, or more of it, in fewer files than this share."""
ENOUGH = 30
"""Items that a lesson's file should have."""
NAMED = 6
"""How many items are named as examples of a tendency."""
UNREAD = ("heading", "furniture")
_RANGE = re.compile(r"p(\d{3})(?:-p(\d{3}))?")
_READER = re.compile(r'Reader\(\s*"([\w-]+)"([^)]*)\)')


@dataclass(frozen=True)
class Entry:
    """An item, or its second try, with where it stands in its file."""

    item: Item
    node: Node

    def problem(
        self, message: str, hint: str = "", *, at: Node | None = None, advice: bool = False
    ) -> Problem:
        """Return a problem of this item, at one of its nodes or where it begins."""
        node = at or self.node
        return Problem(f"{self.item.id}: {message}", node.file, node.line, node.path, hint, advice)


def _choices(entries: Iterable[Entry]) -> list[tuple[Item, list[str], list[str]]]:
    """Return each choice with its right and its wrong options."""
    return [
        (
            e.item,
            [o.text for o in e.item.options if o.right],
            [o.text for o in e.item.options if not o.right],
        )
        for e in entries
        if isinstance(e.item, SingleChoice | MultipleChoice)
    ]


def lengths(entries: list[Entry], root: Node) -> Iterator[Problem]:
    """Yield advice where the right option is the longest, or the shortest, more than chance has it."""
    for key, most in (("longest", max), ("shortest", min)):
        hits, chances = [], []
        for item, right, wrong in _choices(entries):
            every = [*map(len, right), *map(len, wrong)]
            ends = [length for length in every if length == most(every)]
            if not wrong or len(ends) > 1:
                continue  # nothing to go by
            chances.append(len(right) / len(every))
            if most(map(len, right)) == ends[0]:
                hits.append(item.id)
        if chance_of(len(hits), chances) < RARE:
            said = {"n": len(hits), "of": len(chances), "chance": sum(chances)}
            hint = WORDS[f"{key}_hint"].format(items=_named(hits))
            yield _tendency(root, WORDS[key].format(**said), hint)


def absolutes(entries: list[Entry], root: Node) -> Iterator[Problem]:
    """Yield advice where words such as "never" and "only" stand in wrong options more than chance has it."""
    right, wrong, ids = [], [], []
    for item, rights, wrongs in _choices(entries):
        right += [bool(ABSOLUTE.search(text)) for text in rights]
        found = [bool(ABSOLUTE.search(text)) for text in wrongs]
        wrong += found
        if any(found) and not any(ABSOLUTE.search(text) for text in rights):
            ids.append(item.id)
    if not wrong or not right:
        return
    every, marked = len(right) + len(wrong), sum(right) + sum(wrong)
    if chance_apart(sum(wrong), len(wrong), marked, every) < RARE:
        message = WORDS["absolute"].format(
            wrong=sum(wrong), of_wrong=len(wrong), right=sum(right), of_right=len(right)
        )
        yield _tendency(root, message, WORDS["absolute_hint"].format(items=_named(ids)))


def _named(ids: list[str]) -> str:
    return ", ".join(ids[:NAMED]) + (", …" if len(ids) > NAMED else "")


def _tendency(root: Node, message: str, hint: str = "") -> Problem:
    node = root.get("items") or root
    return Problem(message, node.file, node.line, "items", hint, advice=True)


def coverage(exercises: Exercises, root: Node) -> Iterator[Problem]:
    """Yield advice where a file is small, or without a difficulty, a skill or a kind."""
    items = exercises.items
    if len(items) < ENOUGH:
        yield _tendency(root, WORDS["few"].format(n=len(items), enough=ENOUGH))
    for key, have, wanted in (
        ("no_difficulty", {item.difficulty for item in items}, (1, 2, 3)),
        ("no_skill", {item.skill for item in items}, SKILLS),
        ("no_kind", {item.kind for item in items}, KINDS),
    ):
        missing = [str(one) for one in wanted if one not in have]
        if missing:
            yield _tendency(root, WORDS[key].format(missing=", ".join(missing)))


def unreached(entries: list[Entry], exercises: Exercises, path: Path) -> Iterator[Problem]:
    """Yield advice for questions of the lesson that rest on nothing which it shows.

    A card shows its own passage, so this is about what a student has read
    before. Title lines and other furniture are not read, they are looked up.
    """
    lesson = path.resolve().parent.parent / "lessons" / f"{exercises.lesson}.ipynb"
    if not lesson.exists():
        return
    try:
        cells = json.loads(read_text(lesson))["cells"]
        code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    except (CourseError, ValueError, LookupError, TypeError):
        return  # the lesson's own fault, and not this file's
    read = [parts for key, parts in _READER.findall(code) if key == exercises.document]
    if not read or not all(_RANGE.search(parts) for parts in read):
        return  # it is read elsewhere, or whole
    shown = {
        f"p{n:03}"
        for first, last in _RANGE.findall(code)
        for n in range(int(first), int(last or first) + 1)
    }
    looked_up = {p.id for p in texts.load(exercises.document).paragraphs if p.kind in UNREAD}
    for entry in entries:
        item = entry.item
        if isinstance(item, MarkSpan | FindParagraph) or item.id.endswith(SECOND_TRY):
            continue  # the card has the text itself, or the item was reported already
        if item.document != exercises.document or f'"{item.id}"' not in code:
            continue
        names = [name for name in item.passage.paragraphs if name not in looked_up]
        if names and not shown.intersection(names):
            message = WORDS["unread"].format(places=", ".join(names))
            at = entry.node.get("passage")
            yield entry.problem(message, WORDS["unread_hint"], at=at, advice=True)
