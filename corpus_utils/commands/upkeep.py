"""Commands for who keeps the course: checks, anchors, lesson outputs, hashes and counts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from corpus_utils import adaptation, texts
from corpus_utils.commands.command import Command


def add(command: Command) -> None:
    """Add the commands: check, cut, store, catalogue."""
    sub = command("check", _check, "check data and exercise files, all problems at once")
    sub.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="default: everything")
    sub = command(
        "cut", _cut, "for maintainers: cut originals into paragraphs and make their anchors"
    )
    sub.add_argument("folder", type=Path, metavar="FOLDER", help="where the originals lie")
    sub.add_argument("keys", nargs="*", metavar="KEY")
    sub = command("store", _store, "for maintainers: run lessons and store their static outputs")
    sub.add_argument("lessons", nargs="+", type=Path, metavar="LESSON")
    command(
        "catalogue",
        _catalogue,
        "for maintainers: renew the hashes in data/catalogue.toml and the counts in data/README.md",
    )


def _check(args: argparse.Namespace) -> int:
    from corpus_utils import checks

    found = checks.check(args.paths, advice=True)
    for problem in found:
        print(problem)
    advice = sum(problem.advice for problem in found)
    problems = len(found) - advice
    said = f"{problems} problem(s)" if problems else "no problems"
    print(said + (f", {advice} piece(s) of advice" if advice else ""), file=sys.stderr)
    return 1 if problems else 0


def _cut(args: argparse.Namespace) -> int:
    from corpus_utils import cuts

    folder = adaptation.active()
    # Where a version of one's own is in use, its texts are cut: those of the course stay as they are.
    own = folder / "data" if folder else None
    for line in cuts.write_cut(args.folder, args.keys, data=own):
        print(line, flush=True)
    return 0


def _store(args: argparse.Namespace) -> int:
    from corpus_utils import course

    for path in args.lessons:
        print(f"{path}: running …", flush=True)
        changed = course.store(path)
        print(f"{path}: {'stored' if changed else 'unchanged'}", flush=True)
    return 0


def _catalogue(_: argparse.Namespace) -> int:
    from corpus_utils import catalogue, inventory

    changed = ["README.md"] if inventory.renew() else []
    changed += catalogue.refresh_catalogue(texts.data_folder())
    problems = catalogue.check_catalogue(texts.data_folder())
    print(
        "\n".join([*(f"renewed: {name}" for name in changed), *map(str, problems)])
        or "nothing to renew"
    )
    return 1 if problems else 0
