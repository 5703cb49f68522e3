"""Frames: what questions of every kind take from their item, however they are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from corpus_utils.items import Item, Option, places
from corpus_utils.marking import mark
from corpus_utils.messages import section
from corpus_utils.products.shapes import Answer, Asked, Row
from corpus_utils.products.stimuli import stimulus
from corpus_utils.questions import SECOND_TRY
from corpus_utils.shuffles import shown

WORDS = section("products.frames")


def named(item: Item) -> str:
    """Return the id of an item in other programs, which allow no slash.

    >>> from types import SimpleNamespace
    >>> named(SimpleNamespace(id="dun-01/second-try"))
    'dun-01.2'
    """
    return item.id.replace(SECOND_TRY, ".2")


def base(item: Item, **fields: Any) -> Asked:
    """Return what questions of every kind have; ``fields`` replace and add."""
    common: dict[str, Any] = {
        "id": named(item),
        "kind": item.kind,
        "lesson": item.lesson,
        "document": item.document,
        "skill": item.skill,
        "difficulty": item.difficulty,
        "points": item.points,
        "section": item.section,
        "recall": item.recall,
        "second": item.id.endswith(SECOND_TRY),
        "prompt": item.prompt,
        "hints": item.hints,
    }
    if "stimulus" not in fields:
        common["stimulus"] = stimulus(item.document, item.passage.paragraphs)
    if "how" not in fields:
        common["how"] = WORDS[fields["shape"]]
    return Asked(**{**common, **fields})


def answers(options: Iterable[Option], order: Sequence[str], *, right: bool = False) -> Any:
    """Return options as answers in the ``order`` of their texts; all right where ``right``."""
    known = {option.text: option for option in options}
    return tuple(
        Answer(o.text, o.why, places(o.passage), o.right or right)
        for o in (known[text] for text in order)
    )


def rows(
    item: Any, choices: Callable[[str], dict[str, str]], display: Callable[[str], str]
) -> tuple[Row, ...]:
    """Return the rows of an item whose key is a choice by row, explained as marking explains them."""
    found = []
    order = shown(item)
    for label in order:
        number = item.labels.index(label)
        whys = {}
        passage = item.passage
        for value, name in choices(label).items():
            part = mark(item, {**item.key, label: value}).parts[number]
            whys[name] = part.why
            passage = part.passage or passage
        right = choices(label)[item.key[label]]
        found.append(Row(display(label), right, whys, places(passage)))
    return tuple(found)
