"""Disclosure: whether the static faces of what is asked show its key.

``folded``, as in the lessons as they come: behind "Answer and explanations".
``hidden``, as in notebooks that students are given: nowhere. ``shown``, as in
solutions: in plain view.
"""

from __future__ import annotations

import os
from pathlib import Path

from corpus_utils.errors import CourseError, nearest
from corpus_utils.messages import section

WORDS = section("disclosure")
VARIABLE = "CORPUS_UTILS_KEYS"
FOLDED, HIDDEN, SHOWN = CHOICES = ("folded", "hidden", "shown")
QUESTIONS = "questions"
"""The folder beside a lesson that may hold its exercises without their keys."""


def disclosure(folder: Path | None = None) -> str:
    """Return what the variable `VARIABLE` says; without it ``hidden`` beside exercises without keys, else ``folded``.

    ``folder`` is that of the lesson; the current one where None.

    Raises
    ------
    CourseError
        The variable says something else.
    """
    said = os.environ.get(VARIABLE, "")
    if said and said not in CHOICES:
        hint = nearest(said, CHOICES)
        raise CourseError(WORDS["unknown"].format(variable=VARIABLE, given=said, hint=hint))
    return said or (HIDDEN if keyless_files(folder and folder / QUESTIONS) else FOLDED)


def keyless_files(folder: Path | None = None) -> list[Path]:
    """Return the files of exercises without keys in ``folder``, that of the lesson where None."""
    return sorted((folder or Path.cwd() / QUESTIONS).glob("*.questions.json"))
