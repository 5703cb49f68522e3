"""The merged course: what the package brings with an own folder laid over it, kept by its state.

The result lies in ``adapted/<state>`` of the reader's data folder: ``data`` and
``exercises`` as every other module reads them, and ``origins.json``, which
says of each line where it comes from. Another state of either side is another
folder, so an edit or an update is seen at once, and nothing is merged twice.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from time import time
from typing import Any

from corpus_utils.adaptation.folders import active, package_data
from corpus_utils.adaptation.layers import Layers
from corpus_utils.errors import CourseError, DataError, Problem
from corpus_utils.files import read_text
from corpus_utils.messages import language, section

WORDS = section("adaptation.merging")
METHOD = 1  # another way of merging is another state
KEPT_SECONDS = 86_400
"""An older state is cleared away once no kernel of the day can still be reading it."""


@dataclass(frozen=True)
class Adapted:
    """A merged course: ``root`` holds its data and exercises, ``notices`` what an update brought."""

    folder: Path
    root: Path
    notices: tuple[Problem, ...]
    left_out: tuple[str, ...]

    def origin(self, problem: Problem) -> Problem:
        """Return a problem of a merged file as one of the file that an instructor would edit."""
        with suppress(ValueError):
            name = Path(problem.file).resolve().relative_to(self.root.resolve()).as_posix()
            lines = _origins(self.root).get(name)
            if lines:
                at = min(max(problem.line or 1, 1), len(lines)) - 1
                file, line = lines[at]
                return replace(problem, file=file, line=line if problem.line else None)
        return problem


@lru_cache(maxsize=4)
def _origins(root: Path) -> dict[str, list[tuple[str, int]]]:
    packed = json.loads(read_text(root / "origins.json"))
    return {
        name: [(packed["files"][number], line) for number, line in lines]
        for name, lines in packed["lines"].items()
    }


_steady: list[Adapted] = []


@contextmanager
def steady(adapted: Adapted) -> Iterator[None]:
    """Keep to ``adapted`` as long as the block runs, without a look at whether files have changed."""
    _steady.append(adapted)
    try:
        yield
    finally:
        _steady.pop()


def data_folder() -> Path:
    """Return the data folder in use: that of the merged course, or the package's own."""
    if _steady:
        return _steady[-1].root / "data"
    folder = active()
    return load(folder).root / "data" if folder else package_data()


def reading_order(data: Path) -> tuple[str, ...]:
    """Return the keys that an adaptation reads, in its order; empty where it reads all."""
    file = data / "documents.txt"
    return tuple(read_text(file).split()) if file.exists() else ()


def leaves_out(name: str) -> bool:
    """Return whether the course in use leaves the item ``name`` out, or the item that it is the second try of."""
    folder = active()
    return folder is not None and name.partition("/")[0] in load(folder).left_out


def load(folder: Path, *, base: Path | None = None) -> Adapted:
    """Return the merged course of the own folder ``folder``.

    ``base`` is the data folder that it is laid over, the package's own where
    it is not given. Raises a `DataError` with every fault of the own files
    that stands in the way.
    """
    from corpus_utils.copies import home

    base = (base or package_data()).resolve()
    folder = folder.resolve()
    place = home() / "adapted"
    state = _state(folder, base)
    root = place / state
    if not (root / "origins.json").exists():
        _make(folder, base, place, state)
    return _read(folder, root)


@lru_cache(maxsize=4)
def _read(folder: Path, root: Path) -> Adapted:
    said = json.loads(read_text(root / "notices.json"))
    notices = tuple(Problem(**fields, advice=True) for fields in said["notices"])
    return Adapted(folder, root, notices, tuple(said["left_out"]))


def forget(adapted: Adapted) -> None:
    """Merge anew, in whatever language, what has been merged: the record of its folder has changed."""
    state = adapted.root.name.partition("-")[0]
    for root in adapted.root.parent.glob(f"{state}-*"):
        shutil.rmtree(root, ignore_errors=True)
    _read.cache_clear()
    _origins.cache_clear()


def _state(folder: Path, base: Path) -> str:
    digest = blake2b(f"{METHOD}\n{folder}\n{base}\n".encode(), digest_size=10)
    for path in (*_files(folder), *_files(base), *_files(base.parent / "exercises")):
        about = path.stat()
        digest.update(f"{path}\0{about.st_mtime_ns}\0{about.st_size}\n".encode())
    return f"{digest.hexdigest()}-{language()}"  # its notices are said in a language


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files that a merge reads; what lies beside them (lessons, answers) does not count."""
    if (folder / "course.toml").exists():
        yield folder / "course.toml"
        yield from _files(folder / "data")
        yield from _files(folder / "exercises")
    else:
        yield from sorted(p for p in folder.rglob("*") if p.is_file())


def _make(folder: Path, base: Path, place: Path, state: str) -> None:
    try:
        place.mkdir(parents=True, exist_ok=True)
        room = Path(tempfile.mkdtemp(prefix=".new-", dir=place))
    except OSError as error:
        said = WORDS["not_put"].format(place=place, why=error.strerror or error)
        raise CourseError(said) from None
    try:
        layers = Layers(folder, base, room)
        problems = layers.merge()
        if problems:
            raise DataError(dict.fromkeys(problems))
        _write(
            room / "notices.json",
            {
                "notices": [_fields(notice) for notice in layers.notices],
                "left_out": sorted(layers.left_out),
            },
        )
        files = sorted({file for lines in layers.origins.values() for file, _ in lines})
        number = {file: n for n, file in enumerate(files)}
        lines = {
            name: [(number[file], line) for file, line in origins]
            for name, origins in layers.origins.items()
        }
        _write(room / "origins.json", {"files": files, "lines": lines})
        layers.since.write()
        with suppress(OSError):  # another process has made the same one meanwhile
            room.rename(place / state)
    finally:
        shutil.rmtree(room, ignore_errors=True)
    _sweep(place, state)


def _fields(notice: Problem) -> dict[str, Any]:
    return {name: value for name, value in vars(notice).items() if name != "advice"}


def _sweep(place: Path, state: str) -> None:
    for other in place.iterdir():
        with suppress(OSError):
            if other.name != state and time() - other.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(other, ignore_errors=True)


def _write(path: Path, fields: object) -> None:
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
