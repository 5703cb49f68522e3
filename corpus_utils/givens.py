"""What a student hands in, checked before it is marked.

An answer comes from a card, from a log that somebody may have edited, or from
a notebook; what is no answer to the item is said in a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.messages import section

WORDS = section("givens")


def known(what: str, given: Any, choices: Sequence[str], empty: str = "") -> str:
    """Return ``given`` if it is one of ``choices``.

    ``what`` is what the choices are called, a noun without an article.
    ``empty`` is said where nothing was given, the nearest of the choices where
    it is another text.
    """
    if given is None or given == "":
        raise CourseError(empty or WORDS["empty"].format(what=what))
    if not isinstance(given, str):
        raise CourseError(WORDS["none"].format(what=what, given=given))
    if given not in choices:
        raise UnknownError(what, given, choices)
    return given


def texts(what: str, given: Any, choices: Sequence[str], empty: str) -> list[str]:
    """Return ``given`` if it is a list of different ``choices``, at least one."""
    if not given:
        raise CourseError(empty)
    if not isinstance(given, list | tuple):
        raise CourseError(WORDS["no_list"].format(what=what, given=given))
    found = [known(what, text, choices) for text in given]
    if len(set(found)) < len(found):
        raise CourseError(WORDS["twice"].format(what=what))
    return found


def rows(given: Any, labels: Sequence[str], choices: Sequence[str]) -> dict[str, str]:
    """Return ``given`` if it has one of ``choices`` for each row of ``labels``."""
    if not isinstance(given, dict):
        raise CourseError(WORDS["each_row"])
    found = {}
    for row, choice in given.items():
        known(WORDS["row"], row, labels)
        if choice is not None and choice != "":
            found[row] = known(WORDS["choice"], choice, choices)
    left = [row for row in labels if row not in found]
    if left:
        said = WORDS["one_open" if len(left) == 1 else "open"]
        raise CourseError(said.format(n=len(left), row=left[0]))
    return found
