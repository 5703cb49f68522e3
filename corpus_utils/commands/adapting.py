"""Commands for an instructor's own version: a folder for it, a new text in it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from corpus_utils import adaptation
from corpus_utils.commands.command import Command
from corpus_utils.errors import CourseError
from corpus_utils.messages import section

WORDS = section("commands.adapting")
PLACE = Path("my-course")


def add(command: Command) -> None:
    """Add the commands: adapt, new-text."""
    sub, words = command("adapt", _adapt)
    sub.add_argument("folder", type=Path, metavar="FOLDER")
    sub.add_argument("--title", default="", help=words["title"])
    sub.add_argument("--language", default="", metavar="LANGUAGE", help=words["language"])
    sub.add_argument("--seen", nargs="*", metavar="NAME", help=words["seen"])
    sub, words = command("new-text", _new_text)
    sub.add_argument("file", type=Path, metavar="FILE", help=words["file"])
    sub.add_argument("--title", required=True)
    sub.add_argument("--key", default="", help=words["key"])
    sub.add_argument("--author", default="")
    stored = sub.add_mutually_exclusive_group()
    stored.add_argument(
        "--store-text",
        action="store_true",
        default=None,
        help=words["store_text"],
    )
    stored.add_argument(
        "--no-text",
        dest="store_text",
        action="store_false",
        help=words["no_text"],
    )
    sub.add_argument("--licence", default="", help=words["licence"])
    sub.add_argument("--cuts", type=Path, metavar="FILE", help=words["cuts"])
    sub.add_argument("--to", type=Path, metavar="FOLDER", help=words["to"].format(folder=PLACE))


def _adapt(args: argparse.Namespace) -> int:
    if args.seen is not None:
        seen = adaptation.mark_seen(args.folder, args.seen)
        print("\n".join(WORDS["seen"].format(name=name) for name in seen) or WORDS["none_seen"])
        return 0
    done = adaptation.make_folder(
        args.folder, title=args.title, language=args.language.casefold(), lessons=_lessons()
    )
    print("\n".join(done) or WORDS["nothing"])
    return 0


def _lessons() -> Path | None:
    """Return the course's notebooks, where it was not installed without them."""
    folder = adaptation.package_data().parent / "lessons"
    return folder if any(folder.glob("*.ipynb")) else None


def _new_text(args: argparse.Namespace) -> int:
    from corpus_utils import skeletons

    store, licence = args.store_text, args.licence
    if store is None:
        store, licence = _ask(args.file, licence)
    made = skeletons.new_text(
        args.file,
        args.to or adaptation.active() or PLACE,
        title=args.title,
        key=args.key,
        author=args.author,
        store=store,
        licence=licence,
        cut_by=args.cuts,
    )
    for path in made.files:
        print(path)
    said = WORDS["stored" if store else "not_stored"]
    print(said.format(key=made.key, folder=made.folder), file=sys.stderr)
    if not made.read:
        print(WORDS["unread"].format(key=made.key), file=sys.stderr)
    return 0


def _ask(file: Path, licence: str) -> tuple[bool, str]:
    """Return whether the text is to be stored, and on which ground, as the instructor says."""
    if not sys.stdin.isatty():
        raise CourseError(WORDS["say"].format(file=file.name))
    print(WORDS["whether"])
    if input(WORDS["store"] + " ").strip().casefold() not in WORDS["yes"]:
        return False, ""
    return True, licence or input(WORDS["ground"] + " ").strip()
