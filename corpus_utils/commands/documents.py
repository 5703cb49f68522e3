"""Commands for the documents and the copies of them that a reader has."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from corpus_utils import texts
from corpus_utils.commands.command import Command
from corpus_utils.errors import CopyError, CourseError


def add(command: Command) -> None:
    """Add the commands: texts, text, attach, detach, export."""
    command(
        "texts",
        _list_texts,
        "list the documents, their editions and how much of your copy was found",
    )
    sub = command("text", _print_text, "print the text that offsets refer to")
    sub.add_argument("key", metavar="KEY")
    sub.add_argument("--edition", choices=("reading", "original"), default="reading")
    sub = command("attach", _attach, "attach your own copies of the documents")
    sub.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help=".txt, .html, .pdf or .docx"
    )
    sub.add_argument("--replace", action="store_true", help="even where a fuller copy is attached")
    command("detach", _detach, "remove an attached copy").add_argument("key", metavar="KEY")
    sub = command("export", _export, "print annotations or an argument map in a standard format")
    sub.add_argument("key", metavar="KEY")
    sub.add_argument(
        "--format",
        choices=("w3c", "argdown", "aif"),
        default="w3c",
        help="w3c: every annotation as Web Annotation JSON-LD; argdown, aif: the argument map",
    )


def _list_texts(_: argparse.Namespace) -> int:
    every = texts.keys()
    for text in map(texts.load, every):
        print(f"{text.key}: {text.title}")
        kinds = {
            kind: n for kind in texts.KINDS if (n := sum(p.kind == kind for p in text.paragraphs))
        }
        print("  paragraphs: " + ", ".join(f"{n} {kind}" for kind, n in kinds.items()))
        print(f"  reading edition: {'complete' if text.reading() else 'not yet written'}")
        print(f"  original: {text.coverage() or 'no copy attached (corpus-utils attach FILE)'}")
    return 0


def _print_text(args: argparse.Namespace) -> int:
    text = texts.load(args.key)
    if args.edition == "original":
        printed = text.original()
        if printed is None:
            raise CopyError(f"no copy of {text.key!r} is attached (corpus-utils attach FILE)")
    else:
        reading = text.reading()
        if reading is None:
            raise CourseError(f"the reading edition of {text.key!r} is not written yet")
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
        print(f"{path.name}: this is {text.key} ({text.title})")
        print(f"  {text.attached().alignment.share:.0%} of its anchors found")
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
    line = f"{found['placed']} of {sum(found.values())} annotated ranges placed"
    return line + "".join(
        f", {found[name]} {name}" for name in ("unsure", "missing") if found[name]
    )


def _detach(args: argparse.Namespace) -> int:
    from corpus_utils import originals

    key = texts.load(args.key).key
    print(f"{key}: removed" if originals.remove(key) else f"{key}: no copy was attached")
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
