"""Where an instructor's own folder is, and what its ``course.toml`` says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus_utils import languages
from corpus_utils.errors import CourseError, DataError, Problem, nearest
from corpus_utils.files import read_text
from corpus_utils.messages import FOLDER, section, tags
from corpus_utils.surroundings import COURSE, FILE, MADE_FOR, named, variable

WORDS = section("adaptation.folders")
FIELDS = {"made_for": str, "title": str, "documents": list, "language": str}


@dataclass(frozen=True)
class Course:
    """An own version of the course: ``documents`` are the keys to read, in order; empty: all."""

    folder: Path
    title: str = ""
    documents: tuple[str, ...] = ()
    language: str = ""


@lru_cache(maxsize=1)
def package_data() -> Path:
    """Return the data that come with the course: beside the package in a checkout, else inside it."""
    package = Path(__file__).resolve().parents[1]
    beside = package.parent / "data"
    return beside if (beside / "texts").is_dir() else package / "data"


def active() -> Path | None:
    """Return the own folder in use: the one ``CORPUS_UTILS_COURSE`` names, else the one around us.

    Raises a `CourseError` where the variable names a folder without a ``course.toml``.
    """
    folder = named()
    if folder and not (folder / FILE).is_file():
        raise CourseError(WORDS["no_course"].format(variable=COURSE, folder=folder, file=FILE))
    return folder


@contextmanager
def using(folder: Path) -> Iterator[Path]:
    """Make ``folder`` the own folder in use for as long as the block runs."""
    with variable(COURSE, str(folder.absolute())):
        yield folder


def read_course(folder: Path, *, known: tuple[str, ...] = ()) -> Course:
    """Return what the ``course.toml`` of ``folder`` says.

    Raises a `DataError` with every problem at once: what is no TOML, a field
    that is none or holds the wrong thing, a document that is not among the
    ``known`` ones (where these are given) or stands twice.
    """
    path = folder / FILE
    text = read_text(path)
    try:
        fields = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        number = int(line[1]) if line else None
        said = WORDS["no_toml"].format(error=error)
        raise DataError([Problem(said, str(path), number)]) from None
    problems: list[Problem] = []

    def fault(message: str, at: str, path_inside: str, hint: str = "") -> None:
        found = next((n for n, line in enumerate(text.split("\n"), 1) if at in line), None)
        problems.append(Problem(message, str(path), found, path_inside, hint))

    for name, value in fields.items():
        if name not in FIELDS:
            fault(WORDS["no_field"].format(name=name), name, "", nearest(name, list(FIELDS)))
        elif not isinstance(value, FIELDS[name]):
            fault(WORDS["list" if FIELDS[name] is list else "text"], name, name)
    documents = fields.get("documents", [])
    documents = documents if isinstance(documents, list) else []
    for number, key in enumerate(documents):
        if documents.index(key) < number:
            fault(WORDS["twice"].format(key=key), str(key), "documents")
        elif known and key not in known:
            said = WORDS["no_document"].format(key=key)
            fault(said, str(key), "documents", nearest(key, known))
    language = fields.get("language", "")
    spoken = languages.available(folder / FOLDER)
    if isinstance(language, str) and language and not set(tags(language)) & set(spoken):
        said = WORDS["no_language"].format(language=language)
        fault(said, "language", "language", nearest(language, spoken))
    if fields.get("made_for") != MADE_FOR:
        fault(WORDS["made_for"].format(wanted=MADE_FOR), "made_for", "made_for")
    if problems:
        raise DataError(problems)
    return Course(folder, fields.get("title", ""), tuple(documents), fields.get("language", ""))
