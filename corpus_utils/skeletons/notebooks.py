"""A lesson's notebook made from a template of its cells."""

from __future__ import annotations

import re
from typing import Any

from corpus_utils import course

_CELL = re.compile(r"^<!-- (markdown|code) ([a-z0-9-]+) -->\n", re.MULTILINE)


def notebook(text: str) -> Any:
    """Return the notebook whose cells ``text`` holds, each after a line ``<!-- markdown its-id -->``."""
    from nbformat import v4

    _, *parts = _CELL.split(text)
    cells = []
    for kind, name, source in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        make = v4.new_code_cell if kind == "code" else v4.new_markdown_cell
        cells.append(make(source.strip("\n"), id=name))
    return course.keep_static(v4.new_notebook(cells=cells))
