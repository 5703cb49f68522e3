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

if TYPE_CHECKING:
    from corpus_utils.classes import Class
    from corpus_utils.logbooks import Tell

SUMMARY = "gather a class's answer logs: one table, a report, a gradebook"
OUT = Path("build", "class")
COUNTS = ("best", "first", "last")
SECONDS = 0.5


def add(command: Command) -> None:
    """Add the command: gather."""
    sub = command("gather", run, SUMMARY)
    about = "folders, ZIP archives of a learning platform, or logs"
    sub.add_argument("paths", nargs="*", type=Path, metavar="FOLDER", help=about)
    sub.add_argument("--to", type=Path, default=OUT, metavar="OUT", help=f"default: {OUT}")
    sub.add_argument("--bank", type=Path, metavar="FOLDER", help="exercises to mark by")
    sub.add_argument("--roster", type=Path, metavar="FILE", help="CSV: name,id,login,email")
    sub.add_argument("--marks", type=Path, metavar="FILE", help="CSV of marks set by hand")
    sub.add_argument("--count", choices=COUNTS, default=COUNTS[0], help="which attempt counts")
    sub.add_argument("--pseudonyms", action="store_true", help="write no name anywhere")
    sub.add_argument("--key", type=Path, metavar="FILE", help="where pseudonyms' key is kept")
    about = "print a file written with --pseudonyms with the names put back"
    sub.add_argument("--reveal", type=Path, metavar="FILE", help=about)


def run(args: argparse.Namespace) -> int:
    """Gather, write and say what was found; with ``--reveal`` print a file with its names."""
    from corpus_utils import gathering, pseudonyms

    place = args.key or pseudonyms.default_place()
    if args.reveal:
        sys.stdout.write(_revealed(args.reveal, place))
        return 0
    if args.pseudonyms and args.to.resolve() in place.resolve().parents:
        raise CourseError(f"the key is kept apart from what it opens: not in {args.to} (--key)")
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
        print(f"the key to the names: {place}; problems with names: {beside}")
    return 0


def _revealed(path: Path, place: Path) -> str:
    from corpus_utils import pseudonyms

    key = pseudonyms.read_key(place)
    if key is None:
        raise CourseError(f"there is no key at {place} (name it with --key)")
    try:
        return key.reveal(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise CourseError(f"{path} cannot be read as text") from None


def _said(group: Class, out: Path) -> str:
    from corpus_utils.gathering import FILES

    books = group.books
    moved = sum(one.moved for one in group.marked)
    unfit = sum(one.state == "unfit" for one in group.marked)
    lines = [
        f"{len(group.marked)} answers of {len(books.students)} students in {len(books.sources)} logs",
        f"{len(group.problems)} problems, all in {out / 'problems.txt'}",
    ]
    if moved:
        lines.append(f"{moved} answers have another mark by today's bank than in their logs")
    if unfit:
        lines.append(f"{unfit} answers fit their exercise no more and keep the mark of the log")
    return "\n".join([*lines, f"written: {', '.join(FILES)} in {out}"])


def _teller() -> Tell:
    """Return what shows progress in one line, not more often than the eye needs."""
    last = time.monotonic()

    def tell(number: int, name: str) -> None:
        nonlocal last
        if time.monotonic() - last > SECONDS:
            last = time.monotonic()
            print(f"\r{number} files read, now {name[-60:]:<60}", end="", file=sys.stderr)

    return tell
