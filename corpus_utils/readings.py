"""Readings: the reading edition of a document, retold paragraph by paragraph.

``reading.md`` is made of blocks separated by blank lines, one for every
paragraph of the document in its order: ``[p003] text`` or, for a heading,
``## [p001] text``; ``*emphasis*`` is the only markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus_utils.errors import DataError, Problem, UnknownError
from corpus_utils.files import read_text
from corpus_utils.messages import section, term
from corpus_utils.segments import Segment
from corpus_utils.tokens import Span, letters

WORDS = section("readings")
_BLOCK = re.compile(r"(#*)\s*\[(p\d{3})\]\s*(.*)", re.DOTALL)
EMPHASIS = re.compile(r"\*(\S(?:[^*\n]*\S)?)\*")


@dataclass(frozen=True)
class Reading:
    """The reading edition as plain text; ``ranges`` hold each retelling's code points."""

    text: str
    ranges: Mapping[str, tuple[int, int]]


def plain_text(retelling: str) -> str:
    """Return a retelling without its markup.

    >>> plain_text("Olga reads *The Oven* (1913).")
    'Olga reads The Oven (1913).'
    """
    return EMPHASIS.sub(r"\1", retelling)


def edition(retellings: Iterable[tuple[str, str]]) -> Reading:
    """Return the reading edition of (paragraph id, retelling) pairs.

    >>> made = edition([("p001", "The *Oven*"), ("p002", "Olga baked.")])
    >>> start, end = made.ranges["p002"]
    >>> made.text[start:end]
    'Olga baked.'
    """
    parts, ranges, at = [], {}, 0
    for name, retelling in retellings:
        text = plain_text(retelling)
        at += len(name) + 3
        ranges[name] = (at, at + len(text))
        parts.append(f"[{name}] {text}")
        at += len(text) + 2
    return Reading("\n\n".join(parts) + "\n", ranges)


@dataclass(frozen=True)
class Block:
    """A paragraph of a reading edition as its file has it."""

    line: int
    heading: bool
    name: str
    text: str


def read_reading(path: Path, paragraphs: Sequence[Segment]) -> dict[str, str]:
    """Return the retelling of every paragraph by its id; a `DataError` holds every fault."""
    problems: list[Problem] = []
    known = {p.id: p for p in paragraphs}
    told: dict[str, str] = {}
    last = -1

    def fault(block: Block, message: str, hint: str = "") -> None:
        problems.append(Problem(message, str(path), block.line, hint=hint))

    order = list(known)
    for block in blocks(path, problems):
        if block.name not in known:
            fault(block, str(UnknownError(WORDS["paragraph"], block.name, order)))
            continue
        place = order.index(block.name)
        if block.name in told:
            fault(block, WORDS["twice"].format(name=block.name))
        elif place < last:
            message = WORDS["order"].format(name=block.name, after=order[last])
            fault(block, message, WORDS["keep_order"])
        last = max(last, place)
        if not block.text:
            fault(block, WORDS["empty"].format(name=block.name))
        kind = known[block.name].kind
        if block.heading != (kind == "heading"):
            message = WORDS["kind"].format(name=block.name, kind=term("paragraphs", kind))
            fault(block, message, WORDS["headings"])
        told.setdefault(block.name, block.text)
    lacking = [name for name in known if name not in told]
    if lacking:
        shown = ", ".join(lacking[:12]) + (", …" if len(lacking) > 12 else "")
        problems.append(Problem(WORDS["untold"].format(names=shown), str(path)))
    if problems:
        raise DataError(problems)
    return told


def read_own(path: Path) -> tuple[str, list[Segment], dict[str, str]]:
    """Return the letters, paragraphs and words of a text that is its own reading edition.

    A text of the course's own writing needs no anchors: what stands in its
    ``reading.md`` is the text, and targets count in its letters.
    """
    problems: list[Problem] = []
    paragraphs: list[Segment] = []
    told: dict[str, str] = {}
    stream = ""
    for block in blocks(path, problems):
        if block.name in told or not block.text:
            message = WORDS["twice" if block.name in told else "empty"].format(name=block.name)
            problems.append(Problem(message, str(path), block.line))
            continue
        own = letters(plain_text(block.text))
        span = Span(
            len(stream), len(stream) + len(own), len(own.marks(0)), len(own.marks(len(own)))
        )
        kind, level = ("heading", 2 if told else 1) if block.heading else ("body", None)
        paragraphs.append(Segment(block.name, kind, (span,), level))
        told[block.name] = block.text
        stream += own.stream
    if problems:
        raise DataError(problems)
    return stream, paragraphs, told


def blocks(path: Path, problems: list[Problem]) -> Iterator[Block]:
    """Yield the blocks of a reading edition; one without an id becomes a problem."""
    lines: list[str] = []
    first = 1
    for number, line in enumerate([*read_text(path).split("\n"), ""], 1):
        if line.strip():
            first = first if lines else number
            lines.append(line)
            continue
        text, lines = "\n".join(lines).strip(), []
        if not text:
            continue
        if found := _BLOCK.match(text):
            words = " ".join(found.group(3).split())
            yield Block(first, bool(found.group(1)), found.group(2), words)
        else:
            problems.append(Problem(WORDS["no_id"], str(path), first, hint=WORDS["begin"]))
