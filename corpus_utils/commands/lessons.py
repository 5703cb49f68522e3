"""Commands for the lessons: open them, write them as pages; and the tests."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from corpus_utils.commands.command import Command
from corpus_utils.errors import CourseError


def add(command: Command) -> None:
    """Add the commands: lab, test, page."""
    command("lab", _lab)
    command("test", _test)
    sub, words = command("page", _page)
    sub.add_argument("lessons", nargs="+", type=Path, metavar="LESSON")
    place = Path("build", "pages")
    sub.add_argument(
        "--to", type=Path, default=place, metavar="FOLDER", help=words["to"].format(folder=place)
    )
    sub.add_argument("--interactive", action="store_true", help=words["interactive"])


def _lab(args: argparse.Namespace) -> int:
    from corpus_utils import lab

    return lab.lab(args.options)


def _test(args: argparse.Namespace) -> int:
    from corpus_utils import lab

    return lab.test(args.options)


def _page(args: argparse.Namespace) -> int:
    from corpus_utils import handouts

    failed = 0
    for path, page in handouts.write_pages(args.lessons, args.to, interactive=args.interactive):
        if isinstance(page, CourseError):
            failed += 1
            print(f"corpus-utils: {page}", file=sys.stderr, flush=True)
        else:
            print(f"{path}: {page}", flush=True)
    return 1 if failed else 0
