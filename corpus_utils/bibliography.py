"""The reading list: works a teacher would set beside the documents, each with its standpoint.

Fields are CSL's (https://citationstyles.org): ``type``, ``title``, ``author``
or ``editor`` (family, given), ``issued`` (the year of first publication).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus_utils.arguments import fields
from corpus_utils.errors import DataError, nearest
from corpus_utils.files import Node, read_yaml
from corpus_utils.messages import section
from corpus_utils.texts import data_folder, keys

WORDS = section("comparison", "bibliography")

TYPES = ("book", "chapter", "article-journal", "collection")


@dataclass(frozen=True)
class Work:
    """A work to read: names as 'Family, Given', the year of first publication, and why it is here.

    ``beside`` are the documents it is set beside, all where it is empty.
    """

    id: str
    type: str
    title: str
    authors: tuple[str, ...]
    year: str
    standpoint: str
    note: str
    editors: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    line: int | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        names = "; ".join(self.authors or self.editors)
        words = WORDS["cited" if self.authors else "cited_edited"]
        return words.format(names=names, title=self.title, year=self.year)


@dataclass(frozen=True)
class Bibliography:
    """The works in the order of the file, and what each standpoint is, by its id."""

    standpoints: Mapping[str, str]
    works: tuple[Work, ...]


def read_bibliography(path: Path, *, documents: tuple[str, ...] = ()) -> Bibliography:
    """Return the reading list that the YAML file ``path`` holds.

    Raises a `DataError` with every problem at once: unknown fields, types and
    standpoints, a year that is none, nobody's work, and, where ``documents``
    are given, a document that is not among them.
    """
    root = read_yaml(path)
    fields(root, "standpoints", "works")
    standpoints = root.take("standpoints", dict)
    meanings = {name: root.get("standpoints").take(name, str) for name in standpoints}
    works: list[Work] = []
    for node in root.take("works", list):
        work = _work(node, tuple(meanings))
        if work.id and work.id in [other.id for other in works]:
            node.get("id").fault(WORDS["work_twice"].format(id=work.id))
        for number, key in enumerate(work.beside if documents else ()):
            if key not in documents:
                place = node.get("beside").value[number]
                place.fault(WORDS["no_document"].format(key=key), nearest(key, list(documents)))
        works.append(work)
    if root.problems:
        raise DataError(sorted(root.problems, key=lambda problem: problem.line or 0))
    return Bibliography(meanings, tuple(works))


def _work(node: Node, standpoints: tuple[str, ...]) -> Work:
    names = ("id", "type", "title", "author", "editor", "issued", "standpoint", "note", "beside")
    fields(node, *names)
    year = node.take("issued", str)
    if year and not re.fullmatch(r"1[89]\d\d|20\d\d", year):
        node.get("issued").fault(WORDS["no_year"].format(year=year), WORDS["no_year_hint"])
    authors, editors = _names(node, "author"), _names(node, "editor")
    if not authors and not editors:
        node.fault(WORDS["nobody"], WORDS["nobody_hint"])
    return Work(
        node.take("id", str),
        node.choice("type", TYPES),
        node.take("title", str),
        authors,
        year,
        node.choice("standpoint", standpoints),
        node.take("note", str),
        editors,
        tuple(node.texts("beside", [])),
        node.line,
    )


def _names(node: Node, key: str) -> tuple[str, ...]:
    found = []
    for name in node.take(key, list, []):
        fields(name, "family", "given")
        found.append(
            ", ".join(filter(None, (name.take("family", str), name.take("given", str, ""))))
        )
    return tuple(found)


def load(*, data: Path | None = None) -> Bibliography:
    """Return the course's reading list; ``data`` is the data folder where it is not its own."""
    folder = data or data_folder()
    return read_bibliography(folder / "reading-list.yaml", documents=keys(folder))
