"""Logbooks: the answer logs of many students read, put together and told apart.

Logs of one student are united: what stands in several of them (a copy, an
earlier state of the same log) counts once. Nothing that is damaged stops the
reading; every problem is kept with file and line.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path

from corpus_utils.answers import Answer, parse
from corpus_utils.errors import Problem
from corpus_utils.messages import section
from corpus_utils.rosters import Handed, Owner, Roster, whose
from corpus_utils.submissions import Found, Passed, Submission, decoded, read_submissions

LINE_BYTES = 1_000_000
"""The longest line: a book's worth of writing in one answer."""
WORDS = section("logbooks")

Tell = Callable[[int, str], None]
"""Told now and then how many files were read, and which one last."""


@dataclass(frozen=True)
class Entry:
    """An answer with whose it is and where it stands; ``given`` is what was given, as JSON."""

    student: str
    answer: Answer
    given: str
    source: str
    line: int


@dataclass(frozen=True)
class Logbooks:
    """The answers of a class in the order of students, lessons and times.

    ``students`` are all names that a log was found for, ``sources`` the files
    with their student and the number of answers that only they held,
    ``passed`` the files that are no logs.
    """

    entries: tuple[Entry, ...]
    students: tuple[str, ...]
    sources: tuple[tuple[str, str, int], ...]
    problems: tuple[Problem, ...]
    passed: tuple[str, ...]


@dataclass
class _Log:
    """One log as it was read; equal logs are read once and share their ``answers``."""

    source: str
    parts: tuple[str, ...]
    answers: list[tuple[int, Answer, str]]
    keys: list[bytes] = field(default_factory=list)


def read_logbooks(
    paths: Iterable[Path],
    *,
    roster: Roster | None = None,
    lessons: Iterable[str] = (),
    leave: Iterable[Path] = (),
    tell: Tell | None = None,
) -> Logbooks:
    """Return the answers found in folders, archives and logs; see `corpus_utils.submissions`.

    Whose a log is, is told by `corpus_utils.rosters.whose`; ``lessons`` are names that
    stand for no student.
    """
    leave = list(leave)
    found = (one for path in paths for one in read_submissions(path, leave=leave))
    return united(found, roster=roster, lessons=lessons, tell=tell)


def united(
    submissions: Iterable[Found],
    *,
    roster: Roster | None = None,
    lessons: Iterable[str] = (),
    tell: Tell | None = None,
) -> Logbooks:
    """Return the answers of what `corpus_utils.submissions` found; see `read_logbooks`."""
    logs: list[_Log] = []
    problems: list[Problem] = []
    passed: list[str] = []
    same: dict[bytes, _Log] = {}
    for number, found in enumerate(submissions, 1):
        if isinstance(found, Problem):
            problems.append(found)
        elif isinstance(found, Passed):
            passed.append(found.source)
        else:
            logs.append(_log(found, same, problems))
        if tell:
            tell(number, logs[-1].source if logs else "")
    return _unite(logs, problems, passed, roster=roster, lessons=lessons)


def _log(found: Submission, same: dict[bytes, _Log], problems: list[Problem]) -> _Log:
    digest = blake2b(found.data, digest_size=16).digest()
    if digest in same:
        twin = same[digest]
        return _Log(found.source, found.parts, twin.answers, twin.keys)
    answers, faults = read_lines(found.data, found.source)
    problems += faults
    log = _Log(found.source, found.parts, answers, [_key(a, given) for _, a, given in answers])
    if not answers:
        problems.append(Problem(WORDS["no_answer"], found.source))
    same[digest] = log
    return log


def read_lines(data: bytes, source: str) -> tuple[list[tuple[int, Answer, str]], list[Problem]]:
    """Return the answers of one log with their lines and what was given, and every problem."""
    answers: list[tuple[int, Answer, str]] = []
    problems: list[Problem] = []
    for number, line in enumerate(decoded(data).split(b"\n"), 1):
        if not line.strip():
            continue
        if len(line) > LINE_BYTES:
            said = WORDS["long_line"].format(mb=len(line) / 1_000_000)
            problems.append(Problem(said, source, number))
            continue
        answer, problem = parse(line)
        if problem:
            problems.append(Problem(problem, source, number))
        if answer is None:
            continue
        try:
            given = json.dumps(answer.given, ensure_ascii=False)
        except RecursionError:
            problems.append(Problem(WORDS["too_deep"], source, number))
            continue
        answers.append((number, _sound(answer), _written(given)))
    return answers, problems


def _unite(
    logs: Sequence[_Log],
    problems: Iterable[Problem] = (),
    passed: Iterable[str] = (),
    *,
    roster: Roster | None = None,
    lessons: Iterable[str] = (),
) -> Logbooks:
    """Return the logs of each student as one, and what is to be said about them."""
    files = [
        Handed(
            log.source,
            log.parts,
            frozenset(answer.lesson for _, answer, _ in log.answers),
            log.keys[0] if log.keys else None,
        )
        for log in logs
    ]
    owners, unsure = whose(files, roster, {*lessons})
    said = [*problems, *unsure]
    entries: list[Entry] = []
    sources: list[tuple[str, str, int]] = []
    taken: dict[str, dict[bytes, str]] = defaultdict(dict)  # by student: which file held it first
    for log, owner in _largest_first(logs, owners):
        mine, new = taken[owner.name], 0
        for (line, answer, given), key in zip(log.answers, log.keys, strict=True):
            if key not in mine:
                mine[key], new = log.source, new + 1
                entries.append(Entry(owner.name, answer, given, log.source, line))
        sources.append((log.source, owner.name, new))
        if log.answers and not new:
            message = WORDS["nothing_new"].format(held=mine[log.keys[0]])
            said.append(Problem(message, log.source))
    said += _shared(taken)
    entries.sort(key=order)
    return Logbooks(
        tuple(entries),
        tuple(sorted({owner.name for owner in owners})),
        tuple(sorted(sources)),
        tuple(said),
        tuple(passed),
    )


def _largest_first(logs: Sequence[_Log], owners: Sequence[Owner]) -> list[tuple[_Log, Owner]]:
    """Return logs with their owners so that a truncated copy comes after the whole one."""
    pairs = list(zip(logs, owners, strict=True))
    return sorted(pairs, key=lambda pair: (-len(pair[0].answers), pair[0].source))


def _shared(taken: dict[str, dict[bytes, str]]) -> list[Problem]:
    """Return a problem for each pair of students who have the very same answers, times included."""
    holders: dict[bytes, list[str]] = defaultdict(list)
    for student, keys in taken.items():
        for key in keys:
            holders[key].append(student)
    pairs: dict[tuple[str, ...], list[bytes]] = defaultdict(list)
    for key, students in holders.items():
        if len(students) > 1:
            pairs[tuple(sorted(students))].append(key)
    found = []
    for students, keys in sorted(pairs.items()):
        files = ", ".join(taken[student][keys[0]] for student in students)
        word = WORDS["shared_one" if len(keys) == 1 else "shared"]
        names = WORDS["and"].join(students)
        message = word.format(n=len(keys), students=names, files=files)
        found.append(Problem(message, hint=WORDS["wrong_name"]))
    return found


def _key(answer: Answer, given: str) -> bytes:
    said = [answer.time, answer.lesson, answer.item, answer.item_hash, answer.attempt, answer.mark]
    return blake2b(f"{said}{given}".encode("utf-8", "replace"), digest_size=16).digest()


def order(entry: Entry) -> tuple:
    """Return what entries are sorted by: students, lessons, times."""
    answer = entry.answer
    return (entry.student, answer.lesson, answer.when, answer.attempt, entry.source, entry.line)


def _sound(answer: Answer) -> Answer:
    names = {name: getattr(answer, name) for name in ("time", "lesson", "item", "item_hash")}
    sound = {name: _written(text) for name, text in names.items()}
    return answer if sound == names else replace(answer, **sound)


def _written(text: str) -> str:
    """Return a text that can be written to any file: a lone half of a character becomes '?'."""
    return text.encode("utf-8", "replace").decode()
