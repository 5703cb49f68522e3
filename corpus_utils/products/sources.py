"""Sources: what a product is made from, and the notes on what it cannot carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus_utils import texts
from corpus_utils.errors import CourseError, DataError, Problem, UnknownError
from corpus_utils.items import Item
from corpus_utils.messages import section
from corpus_utils.questions import Exercises, read_exercises

WORDS = section("products.sources")


@dataclass(frozen=True)
class Source:
    """A lesson: its exercises and, where the lessons are at hand, its notebook.

    ``nbgrader`` asks for the cell metadata of nbgrader; products that are no
    notebook take no notice of it.
    """

    exercises: Exercises
    notebook: Path | None = None
    nbgrader: bool = False

    @property
    def name(self) -> str:
        """The lesson's name, as in ``01-dunayevskaya``: the stem of what is written for it."""
        return self.exercises.lesson

    @property
    def items(self) -> tuple[Item, ...]:
        """The lesson's exercises in the order of their file."""
        return self.exercises.items


@dataclass(frozen=True)
class Note:
    """What a product cannot carry of an item, and what was made instead (empty: nothing was).

    >>> print(Note("dun-09", "gift", "the hints are lost"))
    dun-09: gift: the hints are lost
    """

    item: str
    product: str
    lost: str
    instead: str = ""

    def __str__(self) -> str:
        return WORDS["instead" if self.instead else "lost"].format(**vars(self))


def find_sources(
    wanted: Iterable[str] = (),
    *,
    bank: Path | None = None,
    lessons: Path | None = None,
    nbgrader: bool = False,
) -> list[Source]:
    """Return the lessons of the ``bank`` (the course's own where None), all or those ``wanted``.

    A lesson is wanted by its name, ``01-dunayevskaya``, or its number, ``01``.
    ``lessons`` is the folder of the notebooks.

    Raises
    ------
    CourseError
        A lesson that is wanted is not there; a file of the bank is at fault (a `DataError` with every problem).
    """
    bank = bank or texts.exercises_folder()
    files = {path.stem: path for path in sorted(bank.glob("*.yaml"))}
    if not files:
        raise CourseError(WORDS["no_exercises"].format(folder=bank))
    names = list(dict.fromkeys(_named(one, list(files)) for one in wanted)) or list(files)
    problems: list[Problem] = []
    found = []
    for name in sorted(names):
        try:
            exercises = read_exercises(files[name])
        except DataError as error:
            problems += error.problems
            continue
        notebook = lessons / f"{name}.ipynb" if lessons else None
        there = notebook if notebook and notebook.is_file() else None
        found.append(Source(exercises, there, nbgrader))
    if problems:
        raise DataError(dict.fromkeys(problems))
    return found


def _named(wanted: str, names: list[str]) -> str:
    number = [name for name in names if name.partition("-")[0] == wanted]
    if wanted in names or len(number) == 1:
        return wanted if wanted in names else number[0]
    raise UnknownError(WORDS["lesson"], wanted, names)
