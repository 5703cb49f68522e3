"""The command line: `corpus-utils COMMAND`, or `python -m corpus_utils COMMAND`.

Exit status: 0 done, 1 something is wrong with what was given (said in
sentences, without a traceback), 2 the command itself is mistyped.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence

from corpus_utils import __version__, reception
from corpus_utils.commands import adapting, documents, lessons, products, upkeep
from corpus_utils.commands.command import Run
from corpus_utils.errors import CourseError
from corpus_utils.messages import section


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # Offsets count what is printed: UTF-8 and LF on every platform.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", newline="\n")
    words = list(sys.argv[1:] if argv is None else argv)
    # What follows these two is JupyterLab's or pytest's: argparse would take its options for ours.
    passed = words[1:] if words[:1] in (["lab"], ["test"]) and words[1:2] != ["--help"] else []
    own = words[: len(words) - len(passed)]
    args = parser(helping=any(word.startswith(("-h", "--h")) for word in own)).parse_args(own)
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


def parser(*, helping: bool = True) -> argparse.ArgumentParser:
    """Return the parser with every command; a test holds the README to this list.

    Only where it is ``helping`` does it know what commands and arguments are
    for: a command that just runs need not wait for the catalogue.
    """
    words: Mapping[str, str] = section("cli") if helping else defaultdict(str)
    top = argparse.ArgumentParser(prog="corpus-utils", description=words["course"])
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = top.add_subparsers(title=words["commands"], metavar="COMMAND", required=True)

    def command(name: str, run: Run) -> tuple[argparse.ArgumentParser, Mapping[str, str]]:
        own = section("commands")[name] if helping else words
        about = own["about"]
        # Help, other than a description, is a template to argparse, a percent sign the start of a field.
        said = {key: text.replace("%", "%%") for key, text in own.items()} if helping else words
        sub = commands.add_parser(name, help=said["about"], description=about)
        sub.set_defaults(run=run)
        return sub, said

    for room in (lessons, documents, adapting, products, reception, upkeep):
        room.add(command)
    return top
