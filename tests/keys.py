"""What of an exercise gives its answer away, and how to find that anywhere in a file."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any
from urllib.parse import unquote

from corpus_utils.items import Item, LongText

TELLING = {"why", "otherwise", "outcome", "wrong", "model", "rubric", "samples"}


def keys(item: Item, *, hints: bool = True) -> Iterator[str]:
    """Yield every explanation, model answer, criterion and hint of an item and of its second try.

    Those of fewer than four words ("Mark (a).", "A funeral.") are left out:
    they stand elsewhere in a lesson by chance, and tell nothing there.
    """
    for key in _keys(item, hints=hints):
        if len(fold(key).split()) > 3:
            yield key


def _keys(value: Any, *, hints: bool) -> Iterator[str]:
    """Yield what the fields of an item, and of what it is made of, say that nobody should read before."""
    if isinstance(value, tuple):
        for inner in value:
            yield from _keys(inner, hints=hints)
    if not is_dataclass(value):
        return
    telling = TELLING | ({"hints"} if hints else set())
    if isinstance(
        value, LongText
    ):  # its criteria are told before one writes, what their levels are is not
        telling -= {"rubric"}
        yield from _texts(tuple(criterion.levels for criterion in value.rubric))
    for field in fields(value):
        inner = getattr(value, field.name)
        if field.name in telling:
            yield from _texts(inner)
        elif field.name == "second_try" and inner:
            yield inner.prompt
            yield from _keys(inner, hints=hints)
        elif field.name != "argument":  # a map shows all its claims, and which steps is no sentence
            yield from _keys(inner, hints=hints)


def _texts(value: Any) -> Iterator[str]:
    if is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, str) and not re.fullmatch(r"p\d{3}", value):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def strings(value: Any) -> Iterator[str]:
    """Yield every string of a JSON value, names of fields too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield str(name)
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)


def fold(text: str) -> str:
    """Return the words alone, a space around each, whatever markup, escapes or marks lay between them.

    >>> fold("A <em>mill</em>&apos;s %C5%81%C4%85ka")
    ' a mill s łąka '
    """
    text = re.sub(r"<[^>]*>", " ", html.unescape(unquote(text)))
    words = re.findall(r"[^\W_]+", text.casefold())
    return f" {' '.join(words)} "
