"""Everything a teacher edits, checked at once: data files and exercise files.

A file is told by its name: ``argument.yaml``, ``annotations.csv``,
``reading.md``, ``questions.yaml``, ``relations.yaml``, ``timeline.yaml``,
``reading-list.yaml``, a gazetteer table, or an exercise file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from corpus_utils import (
    annotations,
    arguments,
    bibliography,
    catalogue,
    comparison,
    crossmap,
    gazetteer,
    questions,
    texts,
    timeline,
)
from corpus_utils.errors import CourseError, DataError, Problem, nearest


def check(paths: Iterable[Path] = ()) -> list[Problem]:
    """Return every problem of the files given, of folders given, or (none given) of the course.

    The order is that of the files; a file that is none of ours is itself a problem.
    """
    given = list(paths)
    found: list[Problem] = []
    for path in given or [texts.data_folder(), texts.exercises_folder()]:
        if path.is_dir():
            for file in sorted(p for p in path.rglob("*") if p.is_file()):
                if checker := _checker(file):
                    found += _problems(checker, file)
            if (path / "catalogue.toml").exists():
                found += _problems(
                    lambda p: catalogue.check_catalogue(p.parent), path / "catalogue.toml"
                )
        elif not path.exists():
            found.append(Problem("there is no such file or folder", str(path)))
        elif checker := _checker(path):
            found += _problems(checker, path)
        else:
            names = [*_CHECKERS, "an exercise file such as 01-dunayevskaya.yaml"]
            found.append(
                Problem(
                    "this kind of file is not checked", str(path), hint=nearest(path.name, names)
                )
            )
    return list(dict.fromkeys(found))


def _problems(checker: Callable[[Path], Iterable[Problem]], path: Path) -> list[Problem]:
    try:
        return list(checker(path))
    except DataError as error:
        return list(error.problems)
    except CourseError as error:
        return [Problem(str(error), str(path))]


def _checker(path: Path) -> Callable[[Path], Iterable[Problem]] | None:
    if path.suffix == ".yaml" and path.name not in _CHECKERS and path.name != "cuts.yaml":
        return _exercises
    return _CHECKERS.get(path.name)


def _data(path: Path) -> Path:
    """Return the data folder that a document's file lies in."""
    folder = path.resolve().parent.parent
    if folder.name != "texts":
        raise CourseError(f"{path.name} is checked in its place, data/texts/KEY/{path.name}")
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
    questions.read_exercises(path)
    yield from ()


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
