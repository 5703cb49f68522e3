"""Submissions: answer logs found in folders and archives of whatever was handed in.

Nothing is unpacked to disk, no link is followed, and no more is read of an
archive than a class can have written: what is larger, nested deeper or points
out of its archive is refused with a problem, and reading goes on.
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from corpus_utils.errors import Problem
from corpus_utils.messages import section

FILE_BYTES = 20_000_000
"""The largest log: ten thousand long answers."""
ARCHIVE_BYTES = 1_000_000_000
"""What one archive may hold when it is unpacked, archives inside it included."""
MEMBERS = 50_000
"""How many files one archive may hold."""
NESTING = 4
"""How deep archives may lie inside archives."""
HEAD_BYTES = 65_536
SUFFIXES = (".jsonl", ".ndjson")
OTHER_ARCHIVES = (".7z", ".rar", ".tar", ".tgz", ".gz", ".bz2", ".xz")
# An AppleDouble file has the name of the file that it goes with, and none of its content.
RUBBISH = ("__MACOSX", ".git")
WORDS = section("submissions")
_START = re.compile(rb'^\s*\{\s*"time"\s*:', re.MULTILINE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


@dataclass(frozen=True)
class Submission:
    """A log that was handed in: ``parts`` lead from the folder given to it, through archives too."""

    root: str
    parts: tuple[str, ...]
    data: bytes = field(repr=False)

    @property
    def source(self) -> str:
        """The path as a teacher may look it up; an archive stands in it like a folder."""
        return "/".join((self.root, *self.parts)) if self.parts else self.root


@dataclass(frozen=True)
class Passed:
    """A file that is no answer log and was passed over."""

    source: str


Found = Submission | Passed | Problem


def read_submissions(path: Path, *, leave: Collection[Path] = ()) -> Iterator[Found]:
    """Yield every log in ``path``, a folder, an archive or a log, and what else there is to say.

    The order is that of the paths. Folders in ``leave`` are not entered. A log
    is known by its content or by a suffix of `SUFFIXES`, whatever it is called.
    """
    path = Path(path)
    root = path.name or path.resolve().name
    if not path.exists():
        yield Problem(WORDS["nothing_there"], str(path))
    elif path.is_dir():
        left = {other.resolve() for other in leave}
        for place in _walk(path):
            if left.isdisjoint([place.resolve(), *place.resolve().parents]):
                parts = place.relative_to(path).parts
                yield from _file(place, root, parts)
    else:
        yield from _file(path, root, ())


def decoded(data: bytes) -> bytes:
    """Return the bytes of a log in UTF-8, from UTF-16 too, which some editors write."""
    if data.startswith(_UTF16):
        return data.decode("utf-16", "replace").encode()
    return data.removeprefix(b"\xef\xbb\xbf")


def is_log(name: str, head: bytes) -> bool:
    """Return whether a file that is called ``name`` and begins with ``head`` is an answer log."""
    if name.startswith("._"):
        return False
    if head.startswith(_UTF16):
        head = head[: len(head) // 2 * 2]
    return name.casefold().endswith(SUFFIXES) or bool(_START.search(decoded(head)))


def _walk(folder: Path) -> Iterator[Path]:
    for above, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if name not in RUBBISH)
        linked = [name for name in names if (Path(above) / name).is_symlink()]
        yield from (Path(above) / name for name in sorted([*files, *linked]))


def _file(path: Path, root: str, parts: tuple[str, ...]) -> Iterator[Found]:
    source = "/".join((root, *parts))
    if path.is_symlink():
        yield Problem(WORDS["link"], source)
        return
    if not path.is_file():
        yield Passed(source)
        return
    try:
        with path.open("rb") as file:
            if path.suffix.casefold() == ".zip":
                yield from _Archive(root).members(file, parts)
            else:
                yield from _read(file, root, parts, path.name)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        yield Problem(WORDS["unreadable"].format(why=why), source)


def _read(file: IO[bytes], root: str, parts: tuple[str, ...], name: str) -> Iterator[Found]:
    source = "/".join((root, *parts))
    head = file.read(HEAD_BYTES)
    if not is_log(name, head):
        if name.casefold().endswith(OTHER_ARCHIVES):
            yield Problem(WORDS["other_archive"], source, hint=WORDS["unpack"])
        else:
            yield Passed(source)
        return
    data = head + file.read(FILE_BYTES + 1 - len(head))
    if len(data) > FILE_BYTES:
        yield Problem(WORDS["too_long"].format(mb=FILE_BYTES // 1_000_000), source)
        return
    yield Submission(root, parts, data)


class _Archive:
    """One ZIP file with all that lies in it; counts what was read, whatever its headers say."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.bytes, self.files = ARCHIVE_BYTES, MEMBERS

    def members(self, file: IO[bytes], parts: tuple[str, ...], depth: int = 1) -> Iterator[Found]:
        source = "/".join((self.root, *parts))
        if depth > NESTING:
            hint = WORDS["nesting"].format(n=NESTING)
            yield Problem(WORDS["too_deep"], source, hint=hint)
            return
        try:
            with zipfile.ZipFile(file) as archive:
                seen: dict[tuple[str, ...], int] = {}
                for member in sorted(archive.infolist(), key=lambda member: member.filename):
                    if member.is_dir():
                        continue
                    self.files -= 1
                    if self.files < 0 or self.bytes < 0:
                        yield self._over(source)
                        return
                    yield from self._member(archive, member, parts, seen, depth)
        except _BROKEN as error:
            yield Problem(WORDS["archive_unreadable"].format(why=_said(error)), source)

    def _member(
        self,
        archive: zipfile.ZipFile,
        member: zipfile.ZipInfo,
        parts: tuple[str, ...],
        seen: dict[tuple[str, ...], int],
        depth: int,
    ) -> Iterator[Found]:
        inner = _parts(_name(member))
        source = "/".join((self.root, *parts, _name(member)))
        if inner is None:
            yield Problem(WORDS["leads_out"], source)
            return
        if stat.S_ISLNK(member.external_attr >> 16):
            yield Problem(WORDS["link"], source)
            return
        if set(inner) & set(RUBBISH):
            return
        seen[inner] = seen.get(inner, 0) + 1
        if seen[inner] > 1:  # an archive may hold two files of one name
            inner = (*inner[:-1], f"{inner[-1]} [{seen[inner]}]")
        try:
            with archive.open(member) as file:
                if inner[-1].casefold().endswith(".zip"):
                    data = self._bounded(file, self.bytes)
                    if data is None:
                        yield self._over(source)
                    else:
                        where = (*parts, *inner)
                        yield from self.members(io.BytesIO(data), where, depth + 1)
                    return
                for found in _read(file, self.root, (*parts, *inner), inner[-1]):
                    self.bytes -= len(found.data) if isinstance(found, Submission) else HEAD_BYTES
                    yield found
        except _BROKEN as error:
            yield Problem(WORDS["not_unpacked"].format(why=_said(error)), source)

    def _bounded(self, file: IO[bytes], most: int) -> bytes | None:
        data = file.read(max(0, most) + 1)
        self.bytes -= len(data)
        return data if len(data) <= most else None

    def _over(self, source: str) -> Problem:
        said = WORDS["too_large"].format(files=MEMBERS, mb=ARCHIVE_BYTES // 1_000_000)
        return Problem(said, source)


def _name(member: zipfile.ZipInfo) -> str:
    """Return the name of a member; one that does not say so may be in UTF-8 all the same."""
    if not member.flag_bits & 0x800:
        try:
            return member.filename.encode("cp437").decode()
        except UnicodeError:
            pass
    return member.filename


def _parts(name: str) -> tuple[str, ...] | None:
    """Return the parts of a member's path; None where it leads elsewhere.

    >>> _parts("week 1/hana.jsonl"), _parts("../hana.jsonl"), _parts("C:/hana.jsonl")
    (('week 1', 'hana.jsonl'), None, None)
    """
    pieces = name.replace("\\", "/").split("/")
    if not pieces[0] or ".." in pieces or re.match(r"[A-Za-z]:", pieces[0]):
        return None
    return tuple(piece for piece in pieces if piece not in {"", "."}) or None


def _said(error: Exception) -> str:
    if isinstance(error, RuntimeError) and "password" in str(error):
        return WORDS["password"]
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
