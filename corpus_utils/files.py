"""Data files whose every value knows where it stands, so that a fault can be found.

A `Node` wraps one value of a YAML file with its line and the path that leads
to it. Readers ask a node for what they expect; what is missing or wrong goes
into the file's one list of problems and reading carries on, so a teacher sees
all of them at once.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus_utils.errors import CourseError, DataError, Problem, nearest
from corpus_utils.messages import section
from corpus_utils.tokens import Target

WORDS = section("files")
# What each kind of value is called in the catalogue.
KINDS = {str: "text", int: "whole", bool: "truth", list: "list", dict: "mapping", float: "number"}


@dataclass(
    eq=False
)  # not frozen: a frozen one takes three times as long to make, and there are thousands
class Node:
    """A value of a data file, with its place and the file's list of problems.

    ``value`` is a str, int, float, bool, None, a list of nodes, or a dict of
    nodes by key.
    """

    value: Any
    file: str
    line: int
    path: str = ""
    problems: list[Problem] = field(default_factory=list, repr=False, compare=False)

    def fault(self, message: str, hint: str = "") -> None:
        """Add a problem at this place."""
        self.problems.append(Problem(message, self.file, self.line, self.path, hint))

    def fault_kind(self, kind: type, hint: str = "") -> None:
        """Add the problem that this value is not of ``kind``."""
        wanted = WORDS["kinds"][KINDS[kind]]
        self.fault(WORDS["kind"].format(kind=wanted, said=self.said()), hint)

    def get(self, key: str) -> Node | None:
        """Return the node under ``key``, or None where it is absent or empty."""
        found = self.value.get(key) if isinstance(self.value, dict) else None
        return None if found is None or found.value is None else found

    def take(self, key: str, kind: type, default: Any = ...) -> Any:
        """Return the plain value under ``key`` if it is of ``kind``.

        A missing value is a problem unless a ``default`` is given. For list
        and dict the nodes inside are returned, for the others the value.
        """
        node = self.get(key)
        empty = {str: "", int: 0, bool: False, list: [], dict: {}}[kind]
        if node is None:
            if default is ...:
                hint = WORDS["missing_hint"].format(kind=WORDS["kinds"][KINDS[kind]])
                self.fault(WORDS["missing"].format(key=key), hint)
                return empty
            return default
        if kind is str and isinstance(node.value, int | float) and not isinstance(node.value, bool):
            return str(node.value)
        if not isinstance(node.value, kind) or (kind is int and isinstance(node.value, bool)):
            node.fault_kind(kind)
            return empty if default is ... else default
        return node.value.strip() if kind is str else node.value

    def choice(self, key: str, choices: Sequence[str], default: Any = ...) -> str:
        """Return the text under ``key``, a problem if it is not one of ``choices``."""
        given = self.take(key, str, default)
        if given and given != default and given not in choices:
            message = WORDS["no_choice"].format(given=given, key=key)
            self.get(key).fault(message, nearest(given, list(choices)))
        return given

    def target(self, key: str = "target", default: Any = ...) -> Target | None:
        """Return the target written under ``key``; None and a problem if it cannot be read."""
        given = self.take(key, str, default)
        if not given:
            return None
        try:
            return Target.parse(given)
        except CourseError as error:
            self.get(key).fault(str(error))
            return None

    def texts(self, key: str, default: Any = ...) -> list[str]:
        """Return the list of texts under ``key``."""
        found = []
        for node in self.take(key, list, default) or []:
            if isinstance(node.value, str | int | float) and not isinstance(node.value, bool):
                found.append(str(node.value))
            else:
                node.fault_kind(str)
        return found

    def only(self, *keys: str) -> None:
        """Add a problem for every key that is not one of ``keys``."""
        for key, node in (self.value if isinstance(self.value, dict) else {}).items():
            if key not in keys:
                node.fault(WORDS["no_field"].format(key=key), nearest(key, list(keys)))

    def said(self) -> str:
        """Return the kind of this value in a reader's words."""
        kind = bool if isinstance(self.value, bool) else type(self.value)
        return WORDS["kinds"]["nothing" if self.value is None else KINDS[kind]]

    def __iter__(self) -> Iterator[Node]:
        return iter(self.value if isinstance(self.value, list) else [])


@dataclass(eq=False)
class Row(Node):
    """A row of a table: ``value`` is a dict of plain texts by column.

    Tables are long and their faults few, so a cell becomes a node only when asked for.
    """

    def get(self, key: str) -> Node | None:
        """Return the node of the cell under ``key``, or None where it is empty."""
        cell = self.value.get(key)
        return Node(cell, self.file, self.line, key, self.problems) if cell else None

    def require(self, *columns: str) -> None:
        """Add a problem for each of ``columns`` that is empty."""
        for column in columns:
            if not self.value[column]:
                self.take(column, str)

    def one_of(self, column: str, choices: Sequence[str]) -> bool:
        """Return whether the cell is one of ``choices``; a problem where it is another text."""
        given = self.value[column]
        if given and given not in choices:
            self.choice(column, choices)
        return given in choices


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file with LF line ends; a `DataError` if it cannot be had."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DataError([Problem(WORDS["no_file"], str(path))]) from None
    except IsADirectoryError:
        raise DataError([Problem(WORDS["folder"], str(path))]) from None
    except UnicodeDecodeError as error:
        message = WORDS["no_utf8"].format(n=error.start)
        raise DataError([Problem(message, str(path), hint=WORDS["no_utf8_hint"])]) from None
    except OSError as error:
        raise DataError([Problem(error.strerror or str(error), str(path))]) from None


def read_yaml(path: Path) -> Node:
    """Return the root node of a YAML file; a `DataError` where it is no YAML."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = read_text(path)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or WORDS["no_yaml"]
        line = mark.line + 1 if mark else None
        raise DataError([Problem(what, str(path), line, hint=WORDS["no_yaml_hint"])]) from None
    constructor = yaml.SafeLoader("")
    problems: list[Problem] = []
    seen: set[int] = set()

    def wrap(node: Any, at: str) -> Node:
        line = node.start_mark.line + 1
        # An alias makes one node stand twice; without them a file is as large as it looks, and finite.
        if id(node) in seen:
            problems.append(Problem(WORDS["alias"], str(path), line, at, WORDS["alias_hint"]))
            return Node(None, str(path), line, at, problems)
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            value: Any = [wrap(child, f"{at}[{i}]") for i, child in enumerate(node.value)]
        elif isinstance(node, yaml.MappingNode):
            value = {}
            for key, child in node.value:
                name = str(key.value)
                if name in value:
                    message = WORDS["twice"].format(name=name)
                    problems.append(Problem(message, str(path), key.start_mark.line + 1, at))
                value[name] = wrap(child, f"{at}.{name}" if at else name)
        elif node.tag == "tag:yaml.org,2002:str":
            value = node.value
        else:
            try:
                value = _scalar(constructor, node)
            except yaml.YAMLError:  # to YAML a leading ! begins a tag
                value, hint = node.value, WORDS["no_plain_hint"]
                problems.append(Problem(WORDS["no_plain"], str(path), line, at, hint))
        return Node(value, str(path), line, at, problems)

    if root is None:
        return Node({}, str(path), 1, "", problems)
    return wrap(root, "")


def _scalar(constructor: Any, node: Any) -> str | int | float | bool | None:
    """Return the value of a YAML scalar; what is none of these, such as a date, as it is written."""
    try:
        value = constructor.construct_object(node)
    except ValueError:  # a date such as 2024-13-40
        return node.value
    return value if isinstance(value, str | int | float | bool | None) else node.value


def read_csv(path: Path, columns: Sequence[str]) -> list[Row]:
    """Return one node a row of a CSV file, a mapping of columns to texts.

    All rows share one list of problems; a wrong header or a row of another
    width is among them.
    """
    problems: list[Problem] = []
    reader = csv.reader(io.StringIO(read_text(path), newline=""))
    try:
        table = [(cells, reader.line_num) for cells in reader]
    except csv.Error as error:
        hint = WORDS["no_csv_hint"]
        raise DataError([Problem(str(error), str(path), reader.line_num, hint=hint)]) from None
    header, line = table[0] if table else ([], 1)
    if list(header) != list(columns):
        hint = WORDS["header_hint"].format(columns=",".join(columns))
        raise DataError([Problem(WORDS["header"], str(path), 1, hint=hint)])
    rows: list[Row] = []
    for cells, last in table[1:]:
        first, line = line + 1, last
        if not cells:
            continue
        if len(cells) != len(columns):
            message = WORDS["width"].format(n=len(cells), of=len(columns))
            problems.append(Problem(message, str(path), first, hint=WORDS["width_hint"]))
            continue
        stripped = dict(zip(columns, map(str.strip, cells), strict=True))
        rows.append(Row(stripped, str(path), first, "", problems))
    if not rows and problems:
        raise DataError(problems)
    return rows
