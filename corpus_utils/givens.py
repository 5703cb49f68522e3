"""What a student hands in, checked before it is marked.

An answer comes from a card, from a log that somebody may have edited, or from
a notebook; what is no answer to the item is said in a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corpus_utils.errors import CourseError, UnknownError


def known(what: str, given: Any, choices: Sequence[str], empty: str = "") -> str:
    """Return ``given`` if it is one of ``choices``.

    ``empty`` is said where nothing was given, the nearest of the choices where
    it is another text.
    """
    if given is None or given == "":
        raise CourseError(empty or f"a {what} is empty")
    if not isinstance(given, str):
        raise CourseError(f"this is no {what}: {given!r}")
    if given not in choices:
        raise UnknownError(what, given, choices)
    return given


def texts(what: str, given: Any, choices: Sequence[str], empty: str) -> list[str]:
    """Return ``given`` if it is a list of different ``choices``, at least one."""
    if not given:
        raise CourseError(empty)
    if not isinstance(given, list | tuple):
        raise CourseError(f"this should be a list, one {what} an entry: {given!r}")
    found = [known(what, text, choices) for text in given]
    if len(set(found)) < len(found):
        raise CourseError(f"an answer names each {what} once")
    return found


def rows(given: Any, labels: Sequence[str], choices: Sequence[str]) -> dict[str, str]:
    """Return ``given`` if it has one of ``choices`` for each row of ``labels``."""
    if not isinstance(given, dict):
        raise CourseError("choose an answer for each row")
    found = {}
    for row, choice in given.items():
        known("row", row, labels)
        if choice is not None and choice != "":
            found[row] = known("choice", choice, choices)
    left = [row for row in labels if row not in found]
    if left:
        open_rows = "one row is" if len(left) == 1 else f"{len(left)} rows are"
        raise CourseError(f"{open_rows} still open: choose an answer for “{left[0]}”")
    return found
