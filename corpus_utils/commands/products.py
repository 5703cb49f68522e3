"""The command that builds what is handed out: notebooks, sheets, files for other programs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from corpus_utils import lab
from corpus_utils.commands.command import Command
from corpus_utils.errors import CourseError
from corpus_utils.products import registry
from corpus_utils.products.sources import find_sources


def add(command: Command) -> None:
    """Add the command: build."""
    sub = command(
        "build", _build, "make notebooks, sheets and files for other programs to hand out"
    )
    sub.add_argument(
        "products", nargs="*", metavar="PRODUCT", help="default: all; --list says which"
    )
    sub.add_argument(
        "--lesson",
        action="append",
        default=[],
        metavar="NN",
        help="as 01 or 01-dunayevskaya; may be given again",
    )
    place = Path("build")
    sub.add_argument("--to", type=Path, default=place, metavar="FOLDER", help=f"default: {place}")
    sub.add_argument("--bank", type=Path, metavar="FOLDER", help="exercise files of your own")
    sub.add_argument("--lessons", type=Path, metavar="FOLDER", help="notebooks of your own")
    sub.add_argument("--nbgrader", action="store_true", help="notebooks carry nbgrader's metadata")
    sub.add_argument("--list", action="store_true", help="say what can be built, and build nothing")


def _build(args: argparse.Namespace) -> int:
    made = registry.products(args.products)
    if args.list:
        for product in made:
            print(f"{product.name}: {product.makes}")
        return 0
    sources = find_sources(
        args.lesson, bank=args.bank, lessons=args.lessons or _lessons(), nbgrader=args.nbgrader
    )
    failed = notes = 0
    for product, source, outcome in registry.build(made, sources, args.to):
        if outcome is None:
            print(f"{product.name}: {source.name} …", file=sys.stderr, flush=True)
        elif outcome.error:
            failed += 1
            print(f"corpus-utils: {product.name}: {outcome.error}", file=sys.stderr, flush=True)
        else:
            notes += len(outcome.notes)
            for note in outcome.notes:
                print(note, flush=True)
    done = len(made) * len(sources) - failed
    print(f"{done} built in {args.to}, {failed} failed, {notes} note(s)", file=sys.stderr)
    return 1 if failed else 0


def _lessons() -> Path | None:
    try:
        return lab.find_project() / "lessons"
    except CourseError:  # the package was installed without them
        return None
