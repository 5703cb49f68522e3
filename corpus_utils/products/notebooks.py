"""Notebooks: a lesson as students get it, without any key, and as a solution, with every key in view.

Both are run anew with faces that hide or show the key (`disclosure`), never
cut out of what a run has stored. A cell tagged ``solution`` is in the
solution only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from corpus_utils import course
from corpus_utils.disclosure import HIDDEN, SHOWN
from corpus_utils.errors import CourseError
from corpus_utils.messages import section
from corpus_utils.outputs import write_file
from corpus_utils.products import nbgrader
from corpus_utils.products.sources import Note, Source

SOLUTION = "solution"
WORDS = section("products.notebooks")
_PICTURE = re.compile(r"!\[[^\]]*\]\(<?([^)\s>]+)")


def write_student(source: Source, folder: Path) -> list[Note]:
    """Write the lesson's notebook without solutions: not in its outputs, sources or metadata."""
    return _write(source, folder, HIDDEN)


def write_solution(source: Source, folder: Path) -> list[Note]:
    """Write the lesson's notebook with every answer, explanation and model answer in plain view."""
    return _write(source, folder, SHOWN)


def _write(source: Source, folder: Path, keys: str) -> list[Note]:
    import nbformat

    if source.notebook is None:
        raise CourseError(WORDS["no_notebook"].format(lesson=source.name))
    notebook = course.keep_static(course.run_lesson(source.notebook, keys=keys))
    if keys == HIDDEN:
        notebook.cells = [cell for cell in notebook.cells if not _is_solution(cell)]
    notes = nbgrader.grade(notebook, source, keys=keys) if source.nbgrader else []
    text = nbformat.writes(notebook).rstrip("\n") + "\n"
    write_file(folder / f"{source.name}.ipynb", text)
    for name, picture in _pictures(notebook, source.notebook.parent):
        write_file(folder / name, picture)
    return notes


def _pictures(notebook: Any, home: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures that lie beside the lesson, or below it, and that its prose shows."""
    for cell in notebook.cells:
        for address in _PICTURE.findall(cell.source if cell.cell_type == "markdown" else ""):
            name = unquote(address)
            path = home / name
            if ".." not in Path(name).parts and not Path(name).is_absolute() and path.is_file():
                yield name, path.read_bytes()


def _is_solution(cell: Any) -> bool:
    return SOLUTION in cell.metadata.get("tags", ())
