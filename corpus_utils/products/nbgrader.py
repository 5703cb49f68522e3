"""Cells for nbgrader (schema 3): below each question of the lesson one that grades it.

A question that has a key gets a locked test, whose hidden part marks the
answer log by the question bank and returns the points, in parts too. One
that is answered in words gets a cell that prints the answer, and a task cell
for the instructor's points, with the rubric as its mark scheme. Hidden parts
and mark schemes are in solutions only, which are nbgrader's *source*.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from corpus_utils.disclosure import SHOWN
from corpus_utils.items import Item
from corpus_utils.messages import section
from corpus_utils.products.sources import Note, Source

SCHEMA = 3
WORDS = section("products.nbgrader")


def grade(notebook: Any, source: Source, *, keys: str) -> list[Note]:
    """Put a grading cell below each question of this lesson in ``notebook``; return a note on each that is not graded."""
    import nbformat

    known = {item.id: item for item in source.items}
    cells, done, notes = [], set(), []
    for cell in notebook.cells:
        cells.append(cell)
        for name in dict.fromkeys(asked(cell.source) if cell.cell_type == "code" else ()):
            if name in done:
                continue
            done.add(name)
            if name in known:
                cells += map(nbformat.from_dict, _cells(known[name], solution=keys == SHOWN))
            else:
                notes.append(Note(name, "nbgrader", WORDS["repeats"], WORDS["ungraded"]))
    notebook.cells = cells
    return notes


def asked(source: str) -> Iterator[str]:
    """Yield the ids of the exercises that a cell's code asks by name.

    >>> list(asked('display(cu.Question("dun-01"), cu.Question("dun-02"))'))
    ['dun-01', 'dun-02']
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a magic or a shell command, which asks nothing
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if (called or getattr(node.func, "id", "")) == "Question":
                yield str(node.args[0].value)


def _cells(item: Item, *, solution: bool) -> Iterator[dict[str, Any]]:
    rubric: Iterable[Any] | None = getattr(item, "rubric", None)
    code = [f'cu.handed_in("{item.lesson}", "{item.id}")']
    if rubric is None:
        if solution:
            marked = f'cu.points("{item.id}")'
            code += ["### BEGIN HIDDEN TESTS", marked, "### END HIDDEN TESTS"]
        yield _code(f"grade-{item.id}", code, _meta(item.id, points=item.points))
        return
    yield _code(f"answer-{item.id}", code, _meta(f"{item.id}-answer"))
    prose = [WORDS["task"].format(item=item.id)]
    if solution:
        # Criteria are texts, or have a text of their own.
        criteria = [f"- {getattr(one, 'text', one)}" for one in rubric]
        model = getattr(item, "model", "")
        scheme = [
            "",
            "=== BEGIN MARK SCHEME ===",
            "",
            *criteria,
            "",
            model,
            "",
            "=== END MARK SCHEME ===",
        ]
        prose += scheme
    meta = _meta(item.id, points=item.points, task=True)
    yield _cell("markdown", f"grade-{item.id}", prose, meta)


def _meta(name: str, *, points: int | None = None, task: bool = False) -> dict[str, Any]:
    meta: dict[str, Any] = {"grade": points is not None, "grade_id": name, "locked": True}
    if points is not None:
        meta["points"] = points
    return meta | {"schema_version": SCHEMA, "solution": False, "task": task}


def _code(name: str, lines: list[str], meta: Mapping[str, Any]) -> dict[str, Any]:
    return _cell("code", name, lines, meta) | {"execution_count": None, "outputs": []}


def _cell(kind: str, name: str, lines: list[str], meta: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "cell_type": kind,
        "id": name,
        "metadata": {"nbgrader": dict(meta)},
        "source": "\n".join(lines),
    }
