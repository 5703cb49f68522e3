"""Everything a teacher edits, checked at once: data files and exercise files.

A file is told by its name: ``argument.yaml``, ``annotations.csv``,
``reading.md``, ``questions.yaml``, ``relations.yaml``, ``timeline.yaml``,
``reading-list.yaml``, a gazetteer table, or an exercise file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from corpus_utils import (
    adaptation,
    annotations,
    arguments,
    bibliography,
    catalogue,
    comparison,
    crossmap,
    gazetteer,
    languages,
    pedagogy,
    texts,
    timeline,
)
from corpus_utils.errors import CourseError, DataError, Problem, nearest
from corpus_utils.messages import FOLDER, section
from corpus_utils.todos import find_todos

WORDS = section("checks")


def check(paths: Iterable[Path] = (), *, advice: bool = False) -> list[Problem]:
    """Return every problem of the files given, of folders given, or (none given) of the course.

    With ``advice`` comes what an author should look at and may keep, places
    still to be filled among it, and what an update brought to a version of
    one's own.

    The order is that of the files; a file that is none of ours is itself a
    problem. Files of an instructor's own folder are checked as laid over the
    course, and a problem is said of the file that the instructor wrote.
    """
    given = list(paths)
    if not given and (folder := adaptation.active()):
        given = [folder]
    owned = {path: folder for path in given if (folder := _own(path))}
    found: list[Problem] = []
    for folder in dict.fromkeys(owned.values()):
        found += [p for p in _of_own(folder) if any(_within(Path(p.file), path) for path in owned)]
    here = given or [texts.data_folder(), texts.exercises_folder()]
    for path in (path for path in here if path not in owned):
        found += _of_path(path)
    found += map(_near, find_todos(path for path in here if path.exists()))
    return [problem for problem in dict.fromkeys(found) if advice or not problem.advice]


def _own(path: Path) -> Path | None:
    """Return the own folder that ``path`` lies in, or is."""
    return adaptation.find(path if path.is_dir() else path.parent) if path.exists() else None


def _within(file: Path, path: Path) -> bool:
    # What is said of the package's own file, as of one that a choice of documents broke, concerns every path.
    return file.resolve().is_relative_to(path.resolve()) or _own(file) is None


def _of_own(folder: Path) -> list[Problem]:
    """Return the problems of an own folder, each at its place in the file that the instructor wrote."""
    with adaptation.using(folder):
        try:
            adapted = adaptation.load(folder)
        except DataError as error:
            return list(map(_near, error.problems))
        with adaptation.steady(adapted):
            folders = (adapted.root / "data", adapted.root / "exercises")
            found = [*adapted.notices, *(p for place in folders for p in _of_path(place))]
            found += _of_path(folder / FOLDER) if (folder / FOLDER).exists() else []
    placed = map(adapted.origin, dict.fromkeys(found))
    # Advice on the course's own files is for those who keep the course.
    return [_near(p) for p in placed if not p.advice or _own(Path(p.file)) == adapted.folder]


def _near(problem: Problem) -> Problem:
    """Return a problem whose file is told from the current folder, where it lies in it."""
    with suppress(ValueError, OSError):
        return replace(problem, file=str(Path(problem.file).relative_to(Path.cwd().resolve())))
    return problem


def _of_path(path: Path) -> list[Problem]:
    found: list[Problem] = []
    if path.is_dir():
        for file in sorted(p for p in path.rglob("*") if p.is_file()):
            if checker := _checker(file):
                found += _problems(checker, file)
        if (path / "catalogue.toml").exists():
            found += _problems(
                lambda p: catalogue.check_catalogue(p.parent), path / "catalogue.toml"
            )
    elif not path.exists():
        found.append(Problem(WORDS["no_path"], str(path)))
    elif checker := _checker(path):
        found += _problems(checker, path)
    else:
        hint = nearest(path.name, [*_CHECKERS, WORDS["exercises"]])
        found.append(Problem(WORDS["unchecked"], str(path), hint=hint))
    return found


def _problems(checker: Callable[[Path], Iterable[Problem]], path: Path) -> list[Problem]:
    try:
        return list(checker(path))
    except DataError as error:
        return list(error.problems)
    except CourseError as error:
        return [Problem(str(error), str(path))]


def _checker(path: Path) -> Callable[[Path], Iterable[Problem]] | None:
    if path.suffix == ".yaml" and path.parent.name == FOLDER:
        return languages.check
    if path.suffix == ".yaml" and path.name not in _CHECKERS and path.name != "cuts.yaml":
        return _exercises
    return _CHECKERS.get(path.name)


def _data(path: Path) -> Path:
    """Return the data folder that a document's file lies in."""
    folder = path.resolve().parent.parent
    if folder.name != "texts":
        raise CourseError(WORDS["in_place"].format(name=path.name))
    return folder.parent


def _text(path: Path) -> texts.Text:
    """Return the document whose folder ``path`` lies in, from the data folder around it."""
    return texts.load(path.resolve().parent.name, data=_data(path))


def _argument(path: Path) -> Iterator[Problem]:
    known = gazetteer.read_gazetteer(_data(path) / "gazetteer")
    yield from arguments.check_argument(arguments.read_argument(path, gazetteer=known), _text(path))


def _annotations(path: Path) -> Iterator[Problem]:
    known = gazetteer.read_gazetteer(_data(path) / "gazetteer")
    rows = annotations.read_annotations(path, gazetteer=known)
    yield from annotations.check_annotations(rows, _text(path), file=str(path))


def _reading(path: Path) -> Iterator[Problem]:
    _text(path)
    yield from ()


def _comparison(path: Path) -> Iterator[Problem]:
    folder = path.resolve().parent
    compared = comparison.read_comparison(path, documents=texts.keys(folder))
    yield from comparison.check_comparison(compared, _maps(folder))


def _maps(folder: Path) -> dict[str, arguments.Argument]:
    """Return the argument maps of a data folder by document."""
    return {
        key: arguments.load(texts.load(key, data=folder), data=folder)
        for key in texts.keys(folder)
        if (folder / "texts" / key / "argument.yaml").exists()
    }


def _crossmap(path: Path) -> Iterator[Problem]:
    folder = path.resolve().parent
    asked = comparison.read_comparison(folder / "questions.yaml").questions
    ids = [question.id for question in asked]
    yield from crossmap.check_crossmap(crossmap.read_crossmap(path), _maps(folder), questions=ids)


def _timeline(path: Path) -> Iterator[Problem]:
    folder = path.resolve().parent
    found = {key: texts.load(key, data=folder) for key in texts.keys(folder)}
    yield from timeline.check_timeline(timeline.read_timeline(path), found, _maps(folder))


def _bibliography(path: Path) -> Iterator[Problem]:
    bibliography.read_bibliography(path, documents=texts.keys(path.resolve().parent))
    yield from ()


def _gazetteer(path: Path) -> Iterator[Problem]:
    gazetteer.read_gazetteer(path.parent)
    yield from ()


def _exercises(path: Path) -> Iterator[Problem]:
    yield from pedagogy.review(path)


_CHECKERS: dict[str, Callable[[Path], Iterable[Problem]]] = {
    "argument.yaml": _argument,
    "annotations.csv": _annotations,
    "reading.md": _reading,
    "record.json": _reading,
    "anchors.json": _reading,
    "questions.yaml": _comparison,
    "reading-list.yaml": _bibliography,
    "relations.yaml": _crossmap,
    "timeline.yaml": _timeline,
    **dict.fromkeys(gazetteer.FILES.values(), _gazetteer),
}
