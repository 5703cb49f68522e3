"""Persons, organisations, works and concepts that the documents name: the course's authority file.

Annotations, claims and voices refer to an entry by its id, so that "Lenin",
"V. I. Lenin" and a misspelling lead to one person. Four CSV files under
``data/gazetteer`` hold the entries, one a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from corpus_utils.errors import DataError, Problem, UnknownError, nearest
from corpus_utils.files import Node, read_csv
from corpus_utils.messages import section, term

WORDS = section("gazetteer")

COLUMNS = {
    "person": ("id", "name", "forms", "born", "died", "wikidata", "gloss"),
    "organisation": ("id", "name", "forms", "wikidata", "gloss"),
    "work": ("id", "title", "forms", "author", "year", "gloss"),
    "concept": ("id", "term", "forms", "definition"),
}
FILES = {kind: f"{kind}s.csv" for kind in COLUMNS}
KINDS = tuple(COLUMNS)

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
WIKIDATA = re.compile(r"Q[1-9][0-9]*")
# A year, an uncertain or approximate one, an unknown digit: 1870, 1870?, 1870~, 187X; years before our era with a minus.
YEAR = re.compile(r"-?[0-9][0-9X]{3}[?~%]?")


@dataclass(frozen=True)
class Entry:
    """One person, organisation, work or concept.

    ``forms`` are the surface forms under which texts name it, besides
    ``name``; ``gloss`` is two neutral sentences (a concept's definition).
    ``details`` holds the columns that only its kind has.
    """

    id: str
    kind: str
    name: str
    forms: tuple[str, ...]
    gloss: str
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def short(self) -> str:
        """The shortest form that is a part of the name, for little room.

        >>> Entry("olga", "person", "Olga Novák", ("Olga Novák", "Novák"), "An invented miller.").short
        'Novák'
        """
        parts = [form for form in self.forms if form in self.name]
        return min(parts, key=len, default=self.name) if self.kind == "person" else self.name


def fold(form: str) -> str:
    """Return ``form`` as forms are compared: case, spacing and kind of apostrophe ignored.

    >>> fold("  Workers’   Party")
    "workers' party"
    """
    return " ".join(form.replace("’", "'").casefold().split())


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """All entries, in the order of the files."""

    entries: tuple[Entry, ...] = ()

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def _by_form(self) -> dict[tuple[str, str], tuple[Entry, ...]]:
        found: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            for form in {fold(form) for form in (entry.name, *entry.forms)}:
                found.setdefault((entry.kind, form), []).append(entry)
        return {key: tuple(entries) for key, entries in found.items()}

    def __contains__(self, name: object) -> bool:
        return name in self._by_id

    def ids(self, *kinds: str) -> list[str]:
        """Return the ids of these kinds, of all where none is given."""
        return [entry.id for entry in self.entries if not kinds or entry.kind in kinds]

    def entry(self, name: str) -> Entry:
        """Return the entry with the id ``name``; `UnknownError` says which one is nearest."""
        try:
            return self._by_id[name]
        except KeyError:
            raise UnknownError(WORDS["entry"], name, self.ids()) from None

    def find(self, kind: str, form: str) -> tuple[Entry, ...]:
        """Return the entries of ``kind`` that a text may name by ``form``; several may share one.

        >>> olga = Entry("olga-novak", "person", "Olga Novák", ("Novák",), "An invented printer.")
        >>> [entry.id for entry in Gazetteer((olga,)).find("person", "NOVÁK")]
        ['olga-novak']
        """
        if kind not in KINDS:
            raise UnknownError(WORDS["kind"], kind, KINDS)
        return self._by_form.get((kind, fold(form)), ())

    def has(self, name: str, *kinds: str) -> bool:
        """Return whether ``name`` is the id of an entry of one of ``kinds``, of any where none is given."""
        entry = self._by_id.get(name)
        return entry is not None and (not kinds or entry.kind in kinds)

    def check(self, node: Node, given: str, *kinds: str) -> None:
        """Add a problem to ``node`` where ``given`` is no id of one of ``kinds``."""
        if self.has(given, *kinds):
            return
        kind = self._by_id[given].kind if given in self else ""
        choices = self.ids(*kinds)
        if kind:
            said = {"given": given, "kind": term("layers", kind), "wanted": _listed(kinds)}
            node.fault(WORDS["other_kind"].format(**said))
        elif kinds:
            message = WORDS["no_kind"].format(given=given, wanted=_listed(kinds))
            node.fault(message, nearest(given, choices))
        else:
            node.fault(WORDS["no_entry"].format(given=given), nearest(given, choices))


def _listed(kinds: Iterable[str]) -> str:
    return WORDS["or"].join(term("layers", kind) for kind in kinds)


def read_gazetteer(folder: Path) -> Gazetteer:
    """Return the gazetteer whose four files lie in ``folder``.

    Raises a `DataError` with the problems of all four: a missing file or
    column, an id that is no slug or stands twice (ids are shared by the four
    files), an entry without name or gloss, a form given twice, a year or a
    Wikidata id that is none, a work by an author who has no entry. Files that
    have not changed are not read again.
    """
    files = [folder / name for name in FILES.values()]
    stats = [file.stat() for file in files if file.exists()]
    return _read(folder, tuple((stat.st_mtime_ns, stat.st_size) for stat in stats))


@lru_cache(maxsize=8)
def _read(folder: Path, _changed: tuple[tuple[int, int], ...]) -> Gazetteer:
    entries: list[tuple[Entry, Node]] = []
    problems: list[Problem] = []
    for kind, columns in COLUMNS.items():
        try:
            rows = read_csv(folder / FILES[kind], columns)
        except DataError as error:
            problems += error.problems
            continue
        entries += [(_entry(kind, row), row) for row in rows]
        problems += rows[0].problems if rows else []
    more: list[Problem] = []
    _check(entries, more)
    problems = sorted({*problems, *more}, key=lambda problem: (problem.file, problem.line or 0))
    if problems:
        raise DataError(problems)
    return Gazetteer(tuple(entry for entry, _ in entries))


def _entry(kind: str, row: Node) -> Entry:
    name = "name" if kind in ("person", "organisation") else COLUMNS[kind][1]
    gloss = "definition" if kind == "concept" else "gloss"
    forms = [form.strip() for form in row.take("forms", str, "").split("|")]
    if not all(forms) and any(forms):
        row.get("forms").fault(WORDS["empty_form"])
    forms = [form for form in forms if form]
    for form in dict.fromkeys(form for form in forms if forms.count(form) > 1):
        row.get("forms").fault(WORDS["form_twice"].format(form=form))
    known = ("id", name, "forms", gloss)
    rest = [column for column in COLUMNS[kind] if column not in known]
    for column, pattern, key in (
        ("id", SLUG, "no_slug"),
        ("wikidata", WIKIDATA, "no_wikidata"),
        ("born", YEAR, "no_year"),
        ("died", YEAR, "no_year"),
        ("year", YEAR, "no_year"),
    ):
        given = row.take(column, str, "")
        if given and not pattern.fullmatch(given):
            row.get(column).fault(WORDS[key].format(given=given))
    return Entry(
        row.take("id", str),
        kind,
        row.take(name, str),
        tuple(dict.fromkeys(forms)),
        row.take(gloss, str),
        {column: row.take(column, str, "") for column in rest},
    )


def _check(entries: Iterable[tuple[Entry, Node]], problems: list[Problem]) -> None:
    seen: dict[str, Node] = {}
    for entry, row in entries:
        if entry.id in seen:
            first = seen[entry.id]
            place = f"{Path(first.file).name}:{first.line}"
            message = WORDS["id_twice"].format(id=entry.id, place=place)
            problems.append(Problem(message, row.file, row.line, "id"))
        seen.setdefault(entry.id, row)
    authors = [entry.id for entry, _ in entries if entry.kind in ("person", "organisation")]
    for entry, row in entries:
        for author in filter(None, map(str.strip, entry.details.get("author", "").split("|"))):
            if author not in authors:
                wanted = _listed(("person", "organisation"))
                message = WORDS["no_kind"].format(given=author, wanted=wanted)
                hint = nearest(author, authors)
                problems.append(Problem(message, row.file, row.line, "author", hint))
