"""Problems with what a reader, a teacher or a file hands us, said so that they can act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from corpus_utils.messages import section

WORDS = section("errors")
SHOWN = 12
"""How many valid choices a hint lists."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place.

    ``file`` is the path as the user would type it, ``line`` counts from 1,
    ``path`` leads to the value inside the file (``claims[3].role``), ``hint``
    is what to do about it. Each may be empty. ``advice`` marks what may stay
    as it is.
    """

    message: str
    file: str = ""
    line: int | None = None
    path: str = ""
    hint: str = ""
    advice: bool = False

    def __str__(self) -> str:
        place = self.file + (f":{self.line}" if self.line else "")
        advice = WORDS["advice"] if self.advice else ""
        parts = [part for part in (place, self.path, advice, self.message) if part]
        return ": ".join(parts) + (f" ({self.hint})" if self.hint else "")


class CourseError(Exception):
    """The one base of all errors this package raises on purpose.

    Its message is meant for a reader; the command line and the widgets print
    it as it stands, without a traceback, and so does a notebook.
    """

    def _render_traceback_(self) -> list[str]:
        # IPython asks an exception that has this method for what to show in place of a traceback.
        return [str(self)]


class DataError(CourseError):
    """A data file breaks its rules; ``problems`` holds every place at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class UnknownError(CourseError):
    """A name that is not among the valid ones, with the nearest of these.

    ``what`` says what there is none of, a noun without an article.
    """

    def __init__(self, what: str, given: object, choices: Iterable[str]) -> None:
        self.choices = tuple(choices)
        hint = nearest(given, self.choices)
        super().__init__(WORDS["unknown"].format(what=what, given=str(given), hint=hint))


class LeftOutError(CourseError):
    """An exercise that an instructor's own version of the course leaves out on purpose."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(WORDS["left_out"].format(name=name))


class CopyError(CourseError):
    """A reader's file that cannot be read or is none of the documents."""


def nearest(given: object, choices: Sequence[str]) -> str:
    """Return a hint that names the valid choice closest to ``given``, or all of them.

    >>> nearest("premiss", ["thesis", "premise"])
    "did you mean 'premise'?"
    >>> nearest("xyz", ["thesis", "premise"])
    'one of: thesis, premise'
    """
    near = get_close_matches(str(given).casefold(), choices, n=1, cutoff=0.6)
    if near:
        return WORDS["did_you_mean"].format(near=near[0])
    if not choices:
        return WORDS["none"]
    said = WORDS["one_of" if len(choices) <= SHOWN else "one_of_many"]
    return said.format(choices=", ".join(choices[:SHOWN]))
