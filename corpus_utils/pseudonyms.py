"""Pseudonyms: a class's names replaced by words that name nobody, and put back with a key.

A pseudonym is drawn with a secret that is kept, with the names, in a key file
apart from all that is written about the class. With the same key a student has
the same pseudonym every time; without it nothing leads back to a name. What
students wrote themselves is not changed: where a name stands in it, that is said.
"""

from __future__ import annotations

import hmac
import json
import os
import re
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, fields, replace
from itertools import count
from pathlib import Path

from corpus_utils.answers import Answer
from corpus_utils.copies import home
from corpus_utils.errors import CourseError, Problem
from corpus_utils.logbooks import Entry, Logbooks, order
from corpus_utils.messages import section
from corpus_utils.rosters import Naming

FORMAT = 1
# No first name, no surname one would think of, and nothing that anyone would mind being called.
KINDS = (
    *("copper", "crimson", "cobalt", "silver", "golden", "ivory", "indigo", "turquoise"),
    *("emerald", "maroon", "ochre", "lilac", "velvet", "woollen", "wooden", "woven"),
    *("paper", "marble", "granite", "linen", "northern", "southern", "eastern", "western"),
    *("inland", "upland", "coastal", "spacious", "painted", "polished", "striped", "dotted"),
)
THINGS = (
    *("harbour", "meadow", "lantern", "bridge", "orchard", "window", "compass", "kettle"),
    *("lighthouse", "staircase", "viaduct", "ladder", "teapot", "notebook", "inkwell", "bookcase"),
    *("balcony", "courtyard", "fountain", "pavilion", "terrace", "workshop", "tramway", "windmill"),
    *("ferry", "glacier", "island", "lagoon", "plateau", "canyon", "estuary", "peninsula"),
    *("accordion", "cello", "trumpet", "piano", "umbrella", "suitcase", "telescope", "anchor"),
    *("blanket", "cushion", "curtain", "tapestry", "mosaic", "sundial", "weathervane", "chimney"),
)
WORDS = section("pseudonyms")
_PSEUDONYM = re.compile(rf"\b(?:{'|'.join(KINDS)})-(?:{'|'.join(THINGS)})(?:-\d+)?\b(?:/\d+)?")
# A field of an answer and what it holds, in whatever language it is said.
_VALUE = re.compile(
    rf"('(?:{'|'.join(field.name for field in fields(Answer))})')"
    r"""(?=.*(?:['"\[{\d]|\b(?:None|True|False|nan|inf)\b)).*""",
    re.DOTALL,
)


@dataclass
class Key:
    """A secret with the pseudonyms that were drawn with it: pseudonym by name, real path by shown one.

    ``problems`` are those of the last class, with the names; the key file does not hold them.
    """

    secret: bytes = field(repr=False)
    names: dict[str, str] = field(default_factory=dict, repr=False)
    sources: dict[str, str] = field(default_factory=dict, repr=False)
    problems: tuple[Problem, ...] = field(default=(), repr=False)

    def pseudonym(self, name: str) -> str:
        """Return the pseudonym of ``name``, the same one every time.

        >>> key = Key(b"a secret")
        >>> key.pseudonym("Žofie") == key.pseudonym("Žofie") != key.pseudonym("Ivan")
        True
        """
        if name not in self.names:
            taken = set(self.names.values())
            self.names[name] = next(made for made in self._candidates(name) if made not in taken)
        return self.names[name]

    def _candidates(self, name: str) -> Iterable[str]:
        size = len(KINDS) * len(THINGS)
        drawn = int.from_bytes(hmac.digest(self.secret, name.encode(), "sha256")[:8]) % size
        for turn in count():  # the class may be larger than there are pairs of words
            for step in range(size):
                kind, thing = divmod((drawn + step) % size, len(THINGS))
                yield f"{KINDS[kind]}-{THINGS[thing]}" + (f"-{turn + 1}" if turn else "")

    def reveal(self, text: str) -> str:
        """Return ``text`` with every pseudonym replaced by the name, every shown path by the real one."""
        names = {pseudonym: name for name, pseudonym in self.names.items()}

        def real(match: re.Match[str]) -> str:
            whole, alone = match[0], match[0].partition("/")[0]
            return self.sources.get(whole) or whole.replace(alone, names.get(alone, alone), 1)

        return _PSEUDONYM.sub(real, text)


def default_place() -> Path:
    """Return where the key is kept if nothing else is said: with the teacher's own data."""
    return home() / "class-key.json"


def read_key(path: Path) -> Key | None:
    """Return the key in the file, None where there is none; a `CourseError` where it is no key."""
    try:
        fields = json.loads(path.read_bytes())
        key = Key(bytes.fromhex(fields["secret"]), dict(fields["names"]), dict(fields["sources"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, LookupError, TypeError):
        raise CourseError(WORDS["no_key"].format(path=path)) from None
    if not key.secret or fields.get("format") != FORMAT:
        raise CourseError(WORDS["other_version"].format(path=path))
    return key


def new_key() -> Key:
    """Return a key with a fresh secret."""
    return Key(secrets.token_bytes(32))


def write_key(key: Key, path: Path) -> Path:
    """Write the key, and beside it the problems that would name somebody, for its owner alone.

    Returns the path of these problems. Others are kept from reading where the system can.
    """
    fields = {
        "format": FORMAT,
        "about": WORDS["secret"],
        "secret": key.secret.hex(),
        "names": key.names,
        "sources": key.sources,
    }
    beside = path.with_name(f"{path.stem}-problems.txt")
    _write(beside, "\n".join([*map(str, key.problems), ""]))
    _write(path, json.dumps(fields, ensure_ascii=False, indent=1) + "\n")
    return beside


def _write(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        part.replace(path)
    except OSError as error:
        said = WORDS["not_written"].format(path=path, why=error.strerror)
        raise CourseError(said) from None


def disguised(
    books: Logbooks, key: Key, *, known: Collection[str] = (), more: Iterable[str] = ()
) -> Logbooks:
    """Return the logbooks without a name; ``key`` learns what it needs to put them back.

    ``known`` are ids of lessons and items, in which no name is looked for;
    ``more`` are further names, as of a roster. What students gave is left as it is.
    """
    everybody = sorted({*books.students, *more})
    names = {name: key.pseudonym(name) for name in everybody}
    numbers: dict[str, int] = {}
    shown: dict[str, str] = {}
    for source, student, _ in books.sources:
        numbers[student] = numbers.get(student, 0) + 1
        shown[source] = f"{names[student]}/{numbers[student]}"
    veil = _Veil(names, shown)
    others = sorted({p.file for p in books.problems if p.file} | {*books.passed} - {*shown})
    others = [other for other in others if other not in shown]
    key.sources.update({now: then for then, now in shown.items()})
    shown |= {other: WORDS["other_file"].format(n=n) for n, other in enumerate(others, 1)}
    key.problems = books.problems
    named = [entry for entry in books.entries if veil.named(entry.given)]
    problems = [veil.problem(problem) for problem in books.problems]
    problems += [Problem(WORDS["name_left"], shown[e.source], e.line) for e in named]
    return Logbooks(
        # In the order of names even pseudonyms would tell something.
        tuple(sorted((_entry(e, names, shown, veil, known) for e in books.entries), key=order)),
        tuple(sorted(names[student] for student in books.students)),
        tuple(sorted((shown[source], names[who], new) for source, who, new in books.sources)),
        tuple(sorted(problems, key=str)),
        tuple(shown[source] for source in books.passed),
    )


def _entry(
    entry: Entry,
    names: dict[str, str],
    shown: dict[str, str],
    veil: _Veil,
    known: Collection[str],
) -> Entry:
    answer = entry.answer
    hidden = {
        name: veil.text(text)
        for name in ("lesson", "item", "item_hash")
        if (text := getattr(answer, name)) not in known and veil.named(text)
    }
    return replace(
        entry,
        student=names[entry.student],
        source=shown[entry.source],
        answer=replace(answer, **hidden) if hidden else answer,
    )


class _Veil:
    """Names and paths of a class, to be found in a text and taken out of it."""

    def __init__(self, names: dict[str, str], shown: dict[str, str]) -> None:
        self.shown, self.names = shown, names
        words = {word for name in names for word in re.findall(r"[^\W_]{3,}", name)}
        every = sorted({*names, *words}, key=len, reverse=True)
        self._any = re.compile(
            rf"(?<![^\W_])(?:{'|'.join(map(re.escape, every))})(?![^\W_])" if every else r"(?!)",
            re.IGNORECASE,
        )

    def named(self, text: str) -> bool:
        """Return whether somebody's name, or a word of it, stands in ``text``."""
        return self._any.search(text) is not None

    def text(self, text: str) -> str:
        """Return ``text`` with names taken out."""
        by_fold = {name.casefold(): pseudonym for name, pseudonym in self.names.items()}
        return self._any.sub(lambda found: by_fold.get(found[0].casefold(), "…"), text)

    def problem(self, problem: Problem) -> Problem:
        """Return a problem that says nothing that a name could be known by."""
        message, hint = problem.message, problem.hint
        if problem.line and (value := _VALUE.search(message)):
            message = WORDS["odd_value"].format(field=value[1])
        for there, here in sorted(self.shown.items(), key=lambda pair: -len(pair[0])):
            message = message.replace(there, here)
        for name, pseudonym in sorted(self.names.items(), key=lambda pair: -len(pair[0])):
            message, hint = message.replace(name, pseudonym), hint.replace(name, pseudonym)
        if self.named(message) or self.named(hint) or isinstance(problem, Naming):
            message, hint = WORDS["unsaid"], ""
        return replace(problem, message=message, hint=hint, file=self.shown.get(problem.file, ""))
