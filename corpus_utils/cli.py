"""The command line: `corpus-utils COMMAND`, or `python -m corpus_utils COMMAND`.

Exit status: 0 done, 1 something is wrong with what was given (said in
sentences, without a traceback), 2 the command itself is mistyped.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus_utils import __version__, texts
from corpus_utils.errors import CopyError, CourseError

Run = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # Offsets count what is printed: UTF-8 and LF on every platform.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", newline="\n")
    words = list(sys.argv[1:] if argv is None else argv)
    # What follows these two is JupyterLab's or pytest's: argparse would take its options for ours.
    passed = words[1:] if words[:1] in (["lab"], ["test"]) and words[1:2] != ["--help"] else []
    args = parser().parse_args(words[: len(words) - len(passed)])
    args.options = passed
    try:
        return args.run(args)
    except CourseError as error:
        print(f"corpus-utils: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """Return the parser with every command; a test holds the README to this list."""
    top = argparse.ArgumentParser(
        prog="corpus-utils", description="Five Arguments: a course in close reading."
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, run: Run, summary: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=summary, description=summary)
        sub.set_defaults(run=run)
        return sub

    command("lab", _lab, "open JupyterLab on the first lesson; options are passed on to it")
    command("test", _test, "run every test; options are passed on to pytest")
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
    sub = command("check", _check, "check data and exercise files, all problems at once")
    sub.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="default: everything")
    sub = command(
        "cut", _cut, "for maintainers: cut originals into paragraphs and make their anchors"
    )
    sub.add_argument("folder", type=Path, metavar="FOLDER", help="where the originals lie")
    sub.add_argument("keys", nargs="*", metavar="KEY")
    sub = command("store", _store, "for maintainers: run lessons and store their static outputs")
    sub.add_argument("lessons", nargs="+", type=Path, metavar="LESSON")
    sub = command("page", _page, "write lessons as pages for a screen reader, a projector or paper")
    sub.add_argument("lessons", nargs="+", type=Path, metavar="LESSON")
    place = Path("build", "pages")
    sub.add_argument("--to", type=Path, default=place, metavar="FOLDER", help=f"default: {place}")
    command(
        "catalogue",
        _catalogue,
        "for maintainers: renew the hashes in data/catalogue.toml and the counts in data/README.md",
    )
    return top


def _lab(args: argparse.Namespace) -> int:
    from corpus_utils import lab

    return lab.lab(args.options)


def _test(args: argparse.Namespace) -> int:
    from corpus_utils import lab

    return lab.test(args.options)


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


def _check(args: argparse.Namespace) -> int:
    from corpus_utils import checks

    problems = checks.check(args.paths)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problem(s)" if problems else "no problems", file=sys.stderr)
    return 1 if problems else 0


def _cut(args: argparse.Namespace) -> int:
    from corpus_utils import cuts

    for line in cuts.write_cut(args.folder, args.keys):
        print(line, flush=True)
    return 0


def _store(args: argparse.Namespace) -> int:
    from corpus_utils import course

    for path in args.lessons:
        print(f"{path}: running …", flush=True)
        changed = course.store(path)
        print(f"{path}: {'stored' if changed else 'unchanged'}", flush=True)
    return 0


def _page(args: argparse.Namespace) -> int:
    from corpus_utils import handouts

    failed = 0
    for path, page in handouts.write_pages(args.lessons, args.to):
        if isinstance(page, CourseError):
            failed += 1
            print(f"corpus-utils: {page}", file=sys.stderr, flush=True)
        else:
            print(f"{path}: {page}", flush=True)
    return 1 if failed else 0


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
