"""Commands for who keeps the course: checks, anchors, lesson outputs, hashes and counts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from corpus_utils import adaptation, texts
from corpus_utils.commands.command import Command
from corpus_utils.messages import section

WORDS = section("commands.upkeep")


def add(command: Command) -> None:
    """Add the commands: check, cut, store, catalogue."""
    sub, words = command("check", _check)
    sub.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=words["paths"])
    sub, words = command("cut", _cut)
    sub.add_argument("folder", type=Path, metavar="FOLDER", help=words["folder"])
    sub.add_argument("keys", nargs="*", metavar="KEY")
    sub, _ = command("store", _store)
    sub.add_argument("lessons", nargs="+", type=Path, metavar="LESSON")
    command("catalogue", _catalogue)


def _check(args: argparse.Namespace) -> int:
    from corpus_utils import checks

    found = checks.check(args.paths, advice=True)
    for problem in found:
        print(problem)
    advice = sum(problem.advice for problem in found)
    problems = len(found) - advice
    said = WORDS[("problems" if problems else "sound") + ("_advice" if advice else "")]
    print(said.format(problems=problems, advice=advice), file=sys.stderr)
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
        print(WORDS["running"].format(path=path), flush=True)
        changed = course.store(path)
        print(WORDS["stored" if changed else "unchanged"].format(path=path), flush=True)
    return 0


def _catalogue(_: argparse.Namespace) -> int:
    from corpus_utils import catalogue, inventory

    changed = ["README.md"] if inventory.renew() else []
    changed += catalogue.refresh_catalogue(texts.data_folder())
    problems = catalogue.check_catalogue(texts.data_folder())
    renewed = [WORDS["renewed"].format(name=name) for name in changed]
    print("\n".join([*renewed, *map(str, problems)]) or WORDS["nothing"])
    return 1 if problems else 0
