"""A lesson of a few cells, made for one test."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
from nbformat import v4

from corpus_utils import course as lessons
from corpus_utils.items import SingleChoice

NAME = "06-zkouška"


def write_lesson(folder: Path, *sources: str, name: str = NAME) -> Path:
    """Write a lesson of one code cell a source into ``folder``; return the folder, to be served."""
    (folder / "lessons").mkdir(exist_ok=True)
    cells = [v4.new_markdown_cell("# Try it", id="title")]
    cells += [v4.new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(sources)]
    notebook = lessons.keep_static(v4.new_notebook(cells=cells))
    nbformat.write(notebook, folder / "lessons" / f"{name}.ipynb")
    return folder


def answer_wrong_long_ago(answers: Path, lesson: str, item: SingleChoice) -> None:
    """Write into a log that a question was answered wrong years ago, so that it is due for recall."""
    wrong = next(option.text for option in item.options if not option.right)
    line = {"time": "2024-03-02T12:00:00Z", "lesson": lesson, "item": item.id, "attempt": 1}
    line |= {"item_hash": item.hash, "given": wrong, "mark": 0, "format": 1}
    answers.mkdir(parents=True, exist_ok=True)
    with (answers / f"{lesson}.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(line, ensure_ascii=False) + "\n")


def focused(locator) -> bool:
    """Return whether an element has the focus."""
    return locator.evaluate("(node) => node === document.activeElement")
