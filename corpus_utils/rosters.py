"""Rosters: whose log a file is, told by where it lies and what it is called.

A file that was handed in says so in one of four ways, tried in this order:

1. a learning platform's pattern: Moodle's folder or file, ``Surname
   Firstname_12345_assignsubmission_file_``; Canvas's file,
   ``surnamefirst_LATE_123_456_name.jsonl``; nbgrader's tree,
   ``submitted/student/assignment/``;
2. a folder's or the file's name that the roster knows;
3. the file's name, without the lesson's name and marks of a copy;
4. the first folder that has a name of its own.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus_utils.errors import DataError, Problem, nearest
from corpus_utils.files import read_csv, read_text
from corpus_utils.messages import section

COLUMNS = ("name", "id", "login", "email")
"""What of a roster may stand in a path; further columns are passed over."""
NAMELESS = "unnamed"
WORDS = section("rosters")
_MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_[a-z]+_?.*", re.DOTALL)
_CANVAS = re.compile(r"(?P<name>[^_]+)(?:_LATE)?_(?P<id>\d{3,})_\d{3,}_.+", re.DOTALL)
_COPY = re.compile(
    r"\s*(?:[(\[]\d+[)\]]|-\s*(?:copy|kopie|copie|copia)(?:\s*\(\d+\))?)\s*$", re.IGNORECASE
)
_COPY_OF = re.compile(r"^\s*(?:copy|kopie|copie|copia) (?:of|von|de|di) ", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:\.(?:jsonl|ndjson|json|txt|log|zip|csv|md))+$", re.IGNORECASE)
#: Words of names that are nobody's.
_GENERIC = {
    *("answers", "answer", "my", "log", "logs", "lessons", "lesson", "submitted", "submission"),
    *("submissions", "copy", "final", "ipynb", "checkpoints", "course", "new", "folder", "export"),
}


@dataclass(frozen=True)
class Handed:
    """A file that was handed in, as far as it tells whose it is.

    ``parts`` are its path, ``lessons`` those that it answers, ``first`` its
    first answer: a log that goes on begins as it began.
    """

    source: str
    parts: tuple[str, ...]
    lessons: frozenset[str] = frozenset()
    first: object = None


@dataclass(frozen=True)
class Owner:
    """Whose a file is: a ``name``, and ``how`` it was told (``id`` is a platform's number)."""

    name: str
    how: str
    id: str = ""


class Naming(Problem):
    """A problem that somebody could be known by even with every name taken out of it."""


@dataclass(frozen=True)
class Roster:
    """The names of a class; ``keys`` lead from what may stand in a path to the names it may mean."""

    names: tuple[str, ...]
    keys: Mapping[str, tuple[str, ...]]

    def find(self, text: str) -> tuple[str, ...]:
        """Return the names that ``text`` may mean: none, one, or several where it is ambiguous."""
        found = (self.keys.get(key, ()) for key in _keys(text))
        return next(filter(None, found), ())


def read_roster(path: Path) -> Roster:
    """Return the roster in a CSV file with a column ``name``, and any other of `COLUMNS`.

    Raises a `DataError` with every problem.
    """
    header = next(csv.reader(io.StringIO(read_text(path))), [])
    if "name" not in header:
        hint = WORDS["columns"].format(columns=",".join(COLUMNS))
        raise DataError([Problem(WORDS["no_column"], str(path), 1, hint=hint)])
    rows = read_csv(path, header)
    names: list[str] = []
    keys: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        name = " ".join(row.take("name", str).split())
        if not name:
            continue
        if name in names:
            row.get("name").fault(WORDS["twice"].format(name=name), WORDS["tell_apart"])
        names.append(name)
        known = [row.value.get(column, "") for column in COLUMNS]
        for text in (*known, known[-1].partition("@")[0]):
            for key in _keys(text):
                keys[key][name] = None
    if rows and rows[0].problems:
        raise DataError(rows[0].problems)
    if not names:
        raise DataError([Problem(WORDS["nobody"], str(path))])
    return Roster(tuple(names), {key: tuple(found) for key, found in keys.items()})


def whose(
    files: Sequence[Handed], roster: Roster | None = None, lessons: Collection[str] = ()
) -> tuple[list[Owner], list[Problem]]:
    """Return the owner of each file, in their order, and what is not sure about them.

    ``lessons`` are names that stand for no student, besides those that a file
    answers itself.
    """
    problems: list[Problem] = []
    shared = _shared_folders(files, lessons)
    found: list[Owner] = []
    for file in files:
        owner, asides = _owner(file, roster, {*lessons, *file.lessons}, shared)
        found.append(owner)
        problems += [Problem(aside, file.source) for aside in asides]
    spelt: dict[str, str] = {}
    found = [replace(o, name=spelt.setdefault(o.name.casefold(), o.name)) for o in found]
    return _apart(files, found, problems), problems


def _owner(
    file: Handed, roster: Roster | None, lessons: set[str], shared: set[str]
) -> tuple[Owner, list[str]]:
    told = _platform(file)
    if told is None and roster:
        hits = [hit for part in reversed(file.parts) if (hit := roster.find(_bare(part, lessons)))]
        hits = [hit for hit in hits if len(hit) == 1] or hits
        if hits and len(hits[0]) == 1:
            others = {name for hit in hits[1:] for name in hit} - set(hits[0])
            aside = WORDS["others"].format(others=", ".join(sorted(others)), name=hits[0][0])
            return Owner(hits[0][0], "roster"), [aside] if others else []
    told = told or _named(file.parts, lessons, shared)
    if roster is None or told.how == NAMELESS:
        return told, [WORDS["whose"]] if told.how == NAMELESS else []
    names = roster.find(told.name) or roster.find(told.id)
    if len(names) == 1:
        return replace(told, name=names[0]), []
    said = {"names": WORDS["or"].join(names), "hint": nearest(told.name, roster.names)}
    return told, [WORDS["ambiguous" if names else "unknown"].format(name=told.name, **said)]


def _platform(file: Handed) -> Owner | None:
    parts = file.parts
    for part in reversed(parts):
        if found := _MOODLE.fullmatch(part):
            return Owner(" ".join(found["name"].split()), "Moodle", found["id"])
    for part in reversed(parts):
        if found := _CANVAS.fullmatch(part):
            return Owner(found["name"], "Canvas", found["id"])
    whole = file.source.split("/")
    if "submitted" in whole[:-3]:  # submitted/student/assignment/file
        return Owner(whole[whole.index("submitted") + 1], "nbgrader")
    return None


def _named(parts: Sequence[str], lessons: set[str], shared: set[str]) -> Owner:
    if parts and (name := _bare(parts[-1], lessons)):
        return Owner(name, "file")
    for part in parts[:-1]:
        name = _bare(part, lessons)
        if name and part not in shared:
            return Owner(name, "folder")
    return Owner(NAMELESS, NAMELESS)


def _bare(part: str, lessons: Iterable[str]) -> str:
    """Return a name without suffix, lesson and marks of a copy; empty where nothing is left."""
    name = _COPY.sub("", _SUFFIX.sub("", unicodedata.normalize("NFC", part)))
    name = _COPY_OF.sub("", name)
    for lesson in sorted(lessons, key=len, reverse=True):
        name = re.sub(re.escape(lesson), " ", name, flags=re.IGNORECASE)
    words = [bare for word in re.split(r"[\s_]+", name) if (bare := word.strip(".-–"))]
    left = [
        word
        for word in re.findall(r"[^\W_]+", " ".join(words))
        if word.casefold() not in _GENERIC and (len(word) > 2 or not word.isdecimal())
    ]
    return " ".join(words) if left else ""


def _shared_folders(files: Sequence[Handed], lessons: Collection[str]) -> set[str]:
    """Return first folders that hold several students: one lesson's logs that begin differently."""
    begun: dict[tuple[str, str], dict[object, set[str]]] = defaultdict(lambda: defaultdict(set))
    for file in files:
        names = [part for part in file.parts[:-1] if _bare(part, {*lessons, *file.lessons})]
        for lesson in file.lessons if len(names) > 1 else ():
            begun[names[0], lesson][file.first].add(names[1])
    return {
        folder
        for (folder, _), firsts in begun.items()
        if len(firsts) > 1 and len(set.union(*firsts.values())) > 1
    }


def _apart(files: Sequence[Handed], found: list[Owner], problems: list[Problem]) -> list[Owner]:
    """Return the owners with namesakes told apart, and files that name nobody numbered."""
    ids: dict[tuple[str, str, object], set[str]] = defaultdict(set)
    for file, owner in zip(files, found, strict=True):
        ids[owner.name, owner.how, _download(file, owner)].add(owner.id)
    several = {(name, how): sorted(each) for (name, how, _), each in ids.items() if len(each) > 1}
    for (name, how), each in several.items():
        said = {"n": len(each), "name": name, "how": how, "numbers": ", ".join(each)}
        problems.append(Naming(WORDS["namesakes"].format(**said)))
    apart, count = [], 0
    for owner in found:
        if owner.how == NAMELESS:
            count += 1
            apart.append(replace(owner, name=WORDS["nameless"].format(n=count)))
        elif (owner.name, owner.how) in several:
            apart.append(replace(owner, name=f"{owner.name} ({owner.id})"))
        else:
            apart.append(owner)
    return apart


def _download(file: Handed, owner: Owner) -> object:
    """Return where two numbers of one name are two people: Moodle numbers anew for each assignment."""
    if owner.how != "Moodle":
        return None
    at = next(i for i, part in enumerate(file.parts) if _MOODLE.fullmatch(part))
    return file.parts[:at]


def collated(name: str) -> tuple[str, str]:
    """Return what names are sorted by: their letters without capitals and accents, then as they are.

    >>> sorted(["Dana", "Çelik", "bo"], key=collated)
    ['bo', 'Çelik', 'Dana']
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char)), name


def _keys(text: str) -> Iterator[str]:
    """Yield the forms under which a name may be found: as it is, in any order, run together."""
    words = re.findall(r"[^\W_]+", collated(text)[0])
    if not words:
        return
    yield " ".join(words)
    yield " ".join(sorted(words))
    yield "".join(words)
    yield "".join([words[-1], *words[:-1]])  # Hana Nováková: novakovahana
