"""A lesson of a few cells, made for one test."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import v4

from corpus_utils import course as lessons

NAME = "06-zkouška"


def write_lesson(folder: Path, *sources: str, name: str = NAME) -> Path:
    """Write a lesson of one code cell a source into ``folder``; return the folder, to be served."""
    (folder / "lessons").mkdir(exist_ok=True)
    cells = [v4.new_markdown_cell("# Try it", id="title")]
    cells += [v4.new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(sources)]
    notebook = lessons.keep_static(v4.new_notebook(cells=cells))
    nbformat.write(notebook, folder / "lessons" / f"{name}.ipynb")
    return folder


def focused(locator) -> bool:
    """Return whether an element has the focus."""
    return locator.evaluate("(node) => node === document.activeElement")
