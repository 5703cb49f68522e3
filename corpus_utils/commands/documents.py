"""Commands for the documents and the copies of them that a reader has."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from corpus_utils import texts
from corpus_utils.commands.command import Command
from corpus_utils.errors import CopyError, CourseError
from corpus_utils.messages import section, term

WORDS = section("commands.documents")


def add(command: Command) -> None:
    """Add the commands: texts, text, attach, detach, export."""
    command("texts", _list_texts)
    sub, _ = command("text", _print_text)
    sub.add_argument("key", metavar="KEY")
    sub.add_argument("--edition", choices=("reading", "original"), default="reading")
    sub, words = command("attach", _attach)
    sub.add_argument("files", nargs="+", type=Path, metavar="FILE", help=words["files"])
    sub.add_argument("--replace", action="store_true", help=words["replace"])
    sub, _ = command("detach", _detach)
    sub.add_argument("key", metavar="KEY")
    sub, words = command("export", _export)
    sub.add_argument("key", metavar="KEY")
    sub.add_argument(
        "--format",
        choices=("w3c", "argdown", "aif"),
        default="w3c",
        help=words["format"],
    )


def _list_texts(_: argparse.Namespace) -> int:
    every = texts.keys()
    for text in map(texts.load, every):
        print(f"{text.key}: {text.title}")
        kinds = {
            kind: n for kind in texts.KINDS if (n := sum(p.kind == kind for p in text.paragraphs))
        }
        counted = ", ".join(
            WORDS["kind"].format(n=n, kind=term("paragraphs", kind)) for kind, n in kinds.items()
        )
        print("  " + WORDS["paragraphs"].format(counted=counted))
        print("  " + WORDS["retold" if text.reading() else "not_retold"])
        found = text.coverage()
        print("  " + WORDS["found" if found else "no_copy"].format(found=found))
    return 0


def _print_text(args: argparse.Namespace) -> int:
    text = texts.load(args.key)
    if args.edition == "original":
        printed = text.original()
        if printed is None:
            raise CopyError(WORDS["no_copy_of"].format(key=text.key))
    else:
        reading = text.reading()
        if reading is None:
            raise CourseError(WORDS["not_retold_of"].format(key=text.key))
        printed = reading.text
    sys.stdout.write(printed)
    return 0


def _attach(args: argparse.Namespace) -> int:
    failed = 0
    for path in args.files:
        try:
            text = texts.attach(path, replace=args.replace)
        except CourseError as error:
            failed += 1
            print(f"corpus-utils: {error}", file=sys.stderr, flush=True)
            continue
        print(WORDS["is"].format(file=path.name, key=text.key, title=text.title))
        print("  " + WORDS["anchors"].format(percent=100 * text.attached().alignment.share))
        print(f"  {text.coverage()}")
        print(f"  {_annotations_placed(text)}", flush=True)
    return 1 if failed else 0


def _annotations_placed(text: texts.Text) -> str:
    """Return in a line how many ranges of the text's annotations lie in the attached copy."""
    from corpus_utils import annotations

    found = {"placed": 0, "unsure": 0, "missing": 0}
    for annotation in annotations.load(text):
        parts = annotation.target.parts if annotation.layer != "paragraph" else ()
        for part in parts:
            for place in text.place(str(part), surface=annotation.printed(part)):
                found["placed" if place.placed else place.status] += 1
    said = "_".join(["placed", *(name for name in ("unsure", "missing") if found[name])])
    return WORDS[said].format(of=sum(found.values()), **found)


def _detach(args: argparse.Namespace) -> int:
    from corpus_utils import originals

    key = texts.load(args.key).key
    print(WORDS["removed" if originals.remove(key) else "none_attached"].format(key=key))
    return 0


def _export(args: argparse.Namespace) -> int:
    from corpus_utils import aif, annotations, argdown, arguments, gazetteer

    text = texts.load(args.key)
    if args.format == "argdown":
        known = gazetteer.read_gazetteer(texts.data_folder() / "gazetteer")
        names = {entry.id: entry.name for entry in known.entries}
        sys.stdout.write(argdown.to_argdown(arguments.load(text), title=text.title, names=names))
        return 0
    if args.format == "aif":
        page = aif.to_aif(arguments.load(text))
    else:
        page = annotations.to_w3c(text, annotations.load(text))
    print(json.dumps(page, ensure_ascii=False, indent=1))
    return 0
