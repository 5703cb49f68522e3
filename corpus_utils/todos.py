"""Places still to be filled: where a file says TODO, with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from corpus_utils.errors import CourseError, Problem
from corpus_utils.files import read_text
from corpus_utils.messages import FOLDER, section

WORDS = section("todos")
SUFFIXES = (".yaml", ".md", ".json", ".csv", ".toml", ".ipynb")
MOST = 90
"""Characters of a place that are shown."""
# In a mapping on one line, a place ends where the next field begins.
_TODO = re.compile(r"(?<!`)\bTODO\b[:,]?\s*(.*?)(?=, [a-z_]+: |$)")
_COMMENTED = (".yaml", ".toml")


def find_todos(paths: Iterable[Path]) -> Iterator[Problem]:
    """Yield a piece of advice for each TODO of the files given, and of those in folders given."""
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            # A catalogue of messages has the word TODO in sentences of its own.
            if file.suffix in SUFFIXES and not hidden and file.parent.name != FOLDER:
                yield from _of_file(file)


def _of_file(file: Path) -> Iterator[Problem]:
    try:
        text = read_text(file)
    except CourseError:
        return  # whoever reads the file says why it cannot be read
    cell = ""
    outputs = False
    for number, line in enumerate(text.split("\n"), 1):
        if file.suffix == ".ipynb":
            if found := re.match(r'\s*"id": "([^"]+)"', line):
                cell = found[1]
            # A place is to be filled where it is written, not where a run shows it.
            if re.match(r'\s*"(outputs|source)": \[', line):
                outputs = "outputs" in line and "[]" not in line
            if outputs:
                continue
        if file.suffix in _COMMENTED and line.lstrip().startswith("#"):
            continue
        for found in _TODO.finditer(line):
            message = WORDS["todo"].format(what=_shown(found[1], file))
            yield Problem(message, str(file), number, cell, advice=True)


def _shown(rest: str, file: Path) -> str:
    rest = rest.strip()
    if file.suffix in (".ipynb", ".json"):  # a line of JSON: what stands in its text
        rest = re.sub(r"(?<!\\)\".*$", "", rest).replace("\\n", "")
        with suppress(json.JSONDecodeError):
            rest = json.loads(f'"{rest}"')
    rest = rest.strip().rstrip("\"'},")
    return (rest if len(rest) <= MOST else rest[: MOST - 1].rstrip() + "…") or "TODO"
