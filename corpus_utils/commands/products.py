"""The command that builds what is handed out: notebooks, sheets, files for other programs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from corpus_utils import lab
from corpus_utils.commands.command import Command
from corpus_utils.errors import CourseError
from corpus_utils.messages import section
from corpus_utils.products import registry
from corpus_utils.products.sources import find_sources

WORDS = section("commands.products")


def add(command: Command) -> None:
    """Add the command: build."""
    sub, words = command("build", _build)
    sub.add_argument("products", nargs="*", metavar="PRODUCT", help=words["products"])
    sub.add_argument("--lesson", action="append", default=[], metavar="NN", help=words["lesson"])
    place = Path("build")
    sub.add_argument(
        "--to", type=Path, default=place, metavar="FOLDER", help=words["to"].format(folder=place)
    )
    sub.add_argument("--bank", type=Path, metavar="FOLDER", help=words["bank"])
    sub.add_argument("--lessons", type=Path, metavar="FOLDER", help=words["lessons"])
    sub.add_argument("--nbgrader", action="store_true", help=words["nbgrader"])
    sub.add_argument("--list", action="store_true", help=words["list"])


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
    counts = {"done": done, "failed": failed, "notes": notes}
    print(WORDS["built"].format(folder=args.to, **counts), file=sys.stderr)
    return 1 if failed else 0


def _lessons() -> Path | None:
    try:
        return lab.find_project() / "lessons"
    except CourseError:  # the package was installed without them
        return None
