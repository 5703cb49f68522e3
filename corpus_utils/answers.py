"""A student's answers: an append-only log, one JSON line an attempt, beside the lesson.

The log is the student's own file, readable and never rewritten. A line is
written whole or, where the machine stops in the middle, found to be damaged
and skipped; whatever was answered before it stays.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from corpus_utils.errors import CourseError, Problem
from corpus_utils.messages import section

FORMAT = 1
WORDS = section("answers")
VARIABLE = "CORPUS_UTILS_ANSWERS"
# A line's fields in order; `time` is first, so that a whole line is found behind a broken one.
FIELDS: dict[str, type | tuple[type, ...]] = {
    "time": str,
    "lesson": str,
    "item": str,
    "item_hash": str,
    "attempt": int,
    "given": object,
    "mark": (int, float, type(None)),
    "format": int,
}
START = b'{"time":'
YEARS, ATTEMPTS = range(1970, 3000), range(1, 2**31)  # what a clock says, what a table can hold
LOCK_BYTE = 0x7FFF_FFFF  # beyond any log, so that a locked byte never hides an answer
LOCK_SECONDS = 2.0


class Answerable(Protocol):
    """What can be answered: an item of the question bank, a map to be built."""

    @property
    def id(self) -> str:
        """Its name, the same in every version."""

    @property
    def hash(self) -> str:
        """Which version of it this is."""


@dataclass(frozen=True)
class Answer:
    """One attempt: ``time`` in UTC (ISO 8601), ``attempt`` from 1, ``mark`` 0 to 1 or None.

    ``item_hash`` says which version of the item was answered, ``format`` how
    the line is written.
    """

    time: str
    lesson: str
    item: str
    item_hash: str
    attempt: int
    given: Any
    mark: float | None
    format: int = FORMAT

    @property
    def when(self) -> datetime:
        """The time as a datetime in UTC."""
        found = datetime.fromisoformat(self.time)
        return found if found.tzinfo else found.replace(tzinfo=UTC)


class AnswerLog:
    """The log of one lesson, in ``folder``.

    Where no folder is given, it is ``$CORPUS_UTILS_ANSWERS`` or else
    ``answers`` in the working directory, which in Jupyter is the lesson's own
    folder. Nothing is created before the first answer. ``problems`` holds what
    the last `read` had to skip.
    """

    def __init__(self, lesson: str, *, folder: Path | str | None = None) -> None:
        if not re.fullmatch(r"[\w-][\w.-]*", lesson):
            raise CourseError(WORDS["no_name"].format(lesson=lesson))
        self.lesson = lesson
        folder = folder or os.environ.get(VARIABLE) or "answers"
        # Made absolute now: a lesson may change its working directory.
        self.path = Path(folder).expanduser().absolute() / f"{lesson}.jsonl"
        self.problems: tuple[Problem, ...] = ()

    def read(self) -> list[Answer]:
        """Return all answers, in the order in which they were written.

        A damaged line is skipped and reported in ``problems``. Raises a
        `CourseError` where there is a log that cannot be read.
        """
        try:
            written = self.path.read_bytes()
        except FileNotFoundError:
            written = b""
        except OSError as error:
            raise CourseError(_refused("unread", self.path, error)) from None
        found, problems = [], []
        for number, line in enumerate(written.split(b"\n"), 1):
            if not line.strip():
                continue
            answer, problem = parse(line)
            found += [answer] if answer else []
            problems += [Problem(problem, str(self.path), number)] if problem else []
        self.problems = tuple(problems)
        return found

    def attempts(self, item: str) -> list[Answer]:
        """Return the answers to the item with this id, the first one first."""
        return [answer for answer in self.read() if answer.item == item]

    def latest(self, item: str) -> Answer | None:
        """Return the last answer to the item with this id."""
        return next(reversed(self.attempts(item)), None)

    def append(
        self, item: Answerable, given: Any, mark: float | None, *, attempt: int | None = None
    ) -> Answer:
        """Write one answer to the end of the log and return it.

        ``attempt`` is one more than the last one unless it is given, as it is
        when the writer of a short text has marked it. The line goes out in one
        write to a descriptor opened for appending, and to the disk, before
        this returns; two notebooks that share a log both keep all they write.
        Raises a `CourseError` where nothing can be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # Windows would write CR LF without O_BINARY.
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            descriptor = os.open(self.path, flags, 0o644)
            try:
                with _locked(descriptor):
                    before = [answer.attempt for answer in self.attempts(item.id)]
                    number = attempt or 1 + max(before, default=0)
                    answer = Answer(
                        datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
                        *(self.lesson, item.id, item.hash, number, given, mark),
                    )
                    line = json.dumps(asdict(answer), ensure_ascii=False) + "\n"
                    data = b"" if _ends_well(descriptor) else b"\n"
                    data += line.encode("utf-8", "replace")
                    if os.write(descriptor, data) < len(data):
                        raise OSError(None, WORDS["full"])
                    os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise CourseError(_refused("unwritten", self.path, error)) from None
        return answer


def parse(line: bytes) -> tuple[Answer | None, str]:
    """Return the answer that a line of a log holds, if any, and what is wrong with it, if anything."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
        # A writer that died left no line end, and another wrote on behind it. Inside a JSON text
        # every quotation mark is escaped, so START can only be the start of a line.
        whole = line.rfind(START)
        answer = parse(line[whole:])[0] if whole > 0 else None
        return answer, WORDS["saved" if answer else "damaged"]
    if not isinstance(value, dict):
        return None, WORDS["no_answer"]
    if isinstance(value.get("format"), int) and value["format"] > FORMAT:
        return None, WORDS["newer"].format(n=value["format"])
    for field, kind in FIELDS.items():
        if field not in value:
            return None, WORDS["missing"].format(field=field)
        truth = isinstance(value[field], bool) and field != "given"  # to Python, True is an int
        if truth or not isinstance(value[field], kind):
            return None, WORDS["strange"].format(field=field, value=value[field])
    answer = Answer(**{field: value[field] for field in FIELDS})
    dated = False
    with suppress(ValueError):
        dated = answer.when.year in YEARS
    fits = {
        "mark": answer.mark is None or 0 <= answer.mark <= 1,
        "time": dated,
        "attempt": answer.attempt in ATTEMPTS,
    }
    for field in [field for field, good in fits.items() if not good]:
        return None, WORDS["strange"].format(field=field, value=value[field])
    return answer, ""


def _refused(key: str, path: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    return WORDS[key].format(path=path, reason=reason[:1].lower() + reason[1:])


def _ends_well(descriptor: int) -> bool:
    """Return whether the file is empty or ends with a line end."""
    if not os.lseek(descriptor, 0, os.SEEK_END):
        return True
    os.lseek(descriptor, -1, os.SEEK_END)
    return os.read(descriptor, 1) == b"\n"


@contextmanager
def _locked(descriptor: int) -> Iterator[None]:
    """Hold other writers off, for two seconds at most.

    The lock keeps attempt numbers apart, and lines whole where appending is
    not one step (Windows, network folders). Without it, as on a file system
    that knows no locks or beside a writer that hangs, the append still stands.
    """
    until = time.monotonic() + LOCK_SECONDS
    while (held := _try_lock(descriptor)) is False and time.monotonic() < until:
        time.sleep(0.01)
    try:
        yield
    finally:
        if held:
            with suppress(OSError):
                _unlock(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, LOCK_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, LOCK_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _try_lock(descriptor: int) -> bool | None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return None
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
