"""Places to be filled, each with its file, line and what is asked there."""

import json

from corpus_utils.todos import find_todos


def said(path):
    return [str(todo).replace(str(path), "F") for todo in find_todos([path])]


def test_places_are_listed_by_line(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(
        "# TODO in a comment is advice already\na: TODO čo?\nb: {c: TODO one, d: TODO two}\n",
        encoding="utf-8",
    )
    assert said(path) == [
        "F:2: advice: still to be done: čo?",
        "F:3: advice: still to be done: one",
        "F:3: advice: still to be done: two",
    ]


def test_a_notebooks_cells_are_named_and_its_outputs_passed_by(tmp_path):
    path = tmp_path / "a.ipynb"
    cells = [
        {
            "cell_type": "markdown",
            "id": "ask-it",
            "metadata": {},
            "source": ["## Čo\n", "TODO say “what” it is.\n"],
        },
        {
            "cell_type": "code",
            "id": "show",
            "metadata": {},
            "outputs": [{"text": ["TODO shown"]}],
            "source": ["x"],
        },
    ]
    path.write_text(json.dumps({"cells": cells}, indent=1, ensure_ascii=False), encoding="utf-8")
    assert said(path) == ["F:9: ask-it: advice: still to be done: say “what” it is."]


def test_hidden_folders_and_other_files_are_passed_by(tmp_path):
    for name in (".hidden/a.yaml", "picture.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("TODO", encoding="utf-8")
    assert said(tmp_path) == []
    assert said(tmp_path / "none") == []
