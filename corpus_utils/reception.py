"""Reception: ``corpus-utils gather``, what it takes and what it says.

The rooms that do the work are loaded when it runs, for every command loads this one.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_utils.commands.command import Command
from corpus_utils.errors import CourseError
from corpus_utils.messages import section

if TYPE_CHECKING:
    from corpus_utils.classes import Class
    from corpus_utils.logbooks import Tell

WORDS = section("reception")
OUT = Path("build", "class")
COUNTS = ("best", "first", "last")
SECONDS = 0.5


def add(command: Command) -> None:
    """Add the command: gather."""
    sub, words = command("gather", run)
    sub.add_argument("paths", nargs="*", type=Path, metavar="FOLDER", help=words["paths"])
    about = words["to"].format(folder=OUT)
    sub.add_argument("--to", type=Path, default=OUT, metavar="OUT", help=about)
    sub.add_argument("--bank", type=Path, metavar="FOLDER", help=words["bank"])
    sub.add_argument("--roster", type=Path, metavar="FILE", help=words["roster"])
    sub.add_argument("--marks", type=Path, metavar="FILE", help=words["marks"])
    sub.add_argument("--count", choices=COUNTS, default=COUNTS[0], help=words["count"])
    sub.add_argument("--pseudonyms", action="store_true", help=words["pseudonyms"])
    sub.add_argument("--key", type=Path, metavar="FILE", help=words["key"])
    sub.add_argument("--reveal", type=Path, metavar="FILE", help=words["reveal"])


def run(args: argparse.Namespace) -> int:
    """Gather, write and say what was found; with ``--reveal`` print a file with its names."""
    from corpus_utils import gathering, pseudonyms

    place = args.key or pseudonyms.default_place()
    if args.reveal:
        sys.stdout.write(_revealed(args.reveal, place))
        return 0
    if args.pseudonyms and args.to.resolve() in place.resolve().parents:
        raise CourseError(WORDS["apart"].format(folder=args.to))
    key = (pseudonyms.read_key(place) or pseudonyms.new_key()) if args.pseudonyms else None
    tell = _teller() if sys.stderr.isatty() else None
    group = gathering.gather(
        *args.paths,
        bank=args.bank,
        roster=args.roster,
        marks=args.marks,
        key=key,
        leave=[args.to],
        tell=tell,
    )
    if tell:
        print(file=sys.stderr)
    if key is not None:
        beside = pseudonyms.write_key(key, place)
    gathering.write_class(group, args.to, count=args.count, named=key is None)
    print(_said(group, args.to))
    if key is not None:
        print(WORDS["key"].format(key=place, problems=beside))
    return 0


def _revealed(path: Path, place: Path) -> str:
    from corpus_utils import pseudonyms

    key = pseudonyms.read_key(place)
    if key is None:
        raise CourseError(WORDS["no_key"].format(place=place))
    try:
        return key.reveal(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise CourseError(WORDS["no_text"].format(path=path)) from None


def _said(group: Class, out: Path) -> str:
    from corpus_utils.gathering import FILES

    books = group.books
    moved = sum(one.moved for one in group.marked)
    unfit = sum(one.state == "unfit" for one in group.marked)
    counts = {"students": len(books.students), "logs": len(books.sources)}
    lines = [
        WORDS["answers"].format(answers=len(group.marked), **counts),
        WORDS["problems"].format(problems=len(group.problems), file=out / "problems.txt"),
    ]
    if moved:
        lines.append(WORDS["moved"].format(answers=moved))
    if unfit:
        lines.append(WORDS["unfit"].format(answers=unfit))
    return "\n".join([*lines, WORDS["written"].format(files=", ".join(FILES), folder=out)])


def _teller() -> Tell:
    """Return what shows progress in one line, not more often than the eye needs."""
    last = time.monotonic()

    def tell(number: int, name: str) -> None:
        nonlocal last
        if time.monotonic() - last > SECONDS:
            last = time.monotonic()
            said = WORDS["reading"].format(files=number, name=f"{name[-60:]:<60}")
            print(f"\r{said}", end="", file=sys.stderr)

    return tell
