"""Commands for an instructor's own version: a folder for it, a new text in it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from corpus_utils import adaptation
from corpus_utils.commands.command import Command
from corpus_utils.errors import CourseError

PLACE = Path("my-course")


def add(command: Command) -> None:
    """Add the commands: adapt, new-text."""
    sub = command("adapt", _adapt, "make a folder for your own version, or renew its lessons")
    sub.add_argument("folder", type=Path, metavar="FOLDER")
    sub.add_argument("--title", default="", help="what you call your version")
    sub.add_argument(
        "--language",
        default="",
        metavar="LANGUAGE",
        help="what the course says its own words in, as de; one that it lacks is begun for you to translate",
    )
    sub.add_argument(
        "--seen",
        nargs="*",
        metavar="NAME",
        help="take what the course has reworded since you changed it as seen (default: all)",
    )
    sub = command("new-text", _new_text, "make the skeleton of a lesson from a text of your own")
    sub.add_argument("file", type=Path, metavar="FILE", help=".txt, .html, .pdf or .docx")
    sub.add_argument("--title", required=True)
    sub.add_argument("--key", default="", help="a short name (default: made from the title)")
    sub.add_argument("--author", default="")
    stored = sub.add_mutually_exclusive_group()
    stored.add_argument(
        "--store-text",
        action="store_true",
        default=None,
        help="keep the text's own words; only with the right to do so (--licence)",
    )
    stored.add_argument(
        "--no-text",
        dest="store_text",
        action="store_false",
        help="keep pointers and counts only; you retell the text",
    )
    sub.add_argument("--licence", default="", help="the ground on which the text may be stored")
    sub.add_argument(
        "--cuts",
        type=Path,
        metavar="FILE",
        help="a cuts.yaml with corrections of how the text is cut into paragraphs",
    )
    sub.add_argument(
        "--to",
        type=Path,
        metavar="FOLDER",
        help=f"your own folder, made where there is none (default: the one in use, else {PLACE})",
    )


def _adapt(args: argparse.Namespace) -> int:
    if args.seen is not None:
        seen = adaptation.mark_seen(args.folder, args.seen)
        print("\n".join(f"seen: {name}" for name in seen) or "nothing was to be seen")
        return 0
    done = adaptation.make_folder(
        args.folder, title=args.title, language=args.language.casefold(), lessons=_lessons()
    )
    print("\n".join(done) or "nothing to renew")
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
    print(
        f"{made.key}: the text itself is {'stored' if store else 'not stored'};"
        f" what is still to be done: corpus-utils check {made.folder}",
        file=sys.stderr,
    )
    if not made.read:
        print(f"to read it, add {made.key!r} to the documents in course.toml", file=sys.stderr)
    return 0


def _ask(file: Path, licence: str) -> tuple[bool, str]:
    """Return whether the text is to be stored, and on which ground, as the instructor says."""
    if not sys.stdin.isatty():
        raise CourseError(
            f"say whether the text of {file.name} is to be stored: --no-text keeps pointers and counts"
            ' only, --store-text --licence "…" keeps its words, where you have the right to'
        )
    print(
        "Is the text itself to be stored? Only with the right to give it to everybody who gets the folder."
        "\nWithout it, pointers and counts are kept, and you retell the text."
    )
    if input("Store it? [y/N] ").strip().casefold() not in ("y", "yes"):
        return False, ""
    return True, licence or input("On which ground (licence, public domain since …)? ").strip()
