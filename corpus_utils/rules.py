"""Rules: how one document is to be cut into paragraphs, read from its ``cuts.yaml``.

Rules of code know layouts, not documents. What they cannot know is corrected
by hand, by line number of the original and never by its words, each time with
a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus_utils.errors import DataError
from corpus_utils.files import Node, read_yaml
from corpus_utils.messages import section

WORDS = section("rules")
KINDS = ("body", "heading", "quotation", "note", "list item", "furniture")
LAYOUTS = ("plain", "web page", "text layer", "prose")


@dataclass(frozen=True)
class Correction:
    """A reviewed correction of the cut at ``lines`` of the source (counted from 1).

    ``kind`` and ``level`` replace what the rules say of a paragraph that
    begins there (``level`` 0: a heading that opens no section, such as a
    by-line). ``join`` says whether a page's first lines belong to the
    paragraph before. ``note`` with ``letters`` gives a note's length.
    """

    lines: tuple[int, ...]
    reason: str
    kind: str = ""
    level: int | None = None
    join: bool | None = None
    note: str = ""
    letters: int = 0


@dataclass(frozen=True)
class Rules:
    """How one document is to be cut: the layout of its source and the corrections by hand."""

    layout: str = "plain"
    corrections: tuple[Correction, ...] = ()


def read_rules(path: Path) -> Rules:
    """Return the rules in a cuts.yaml; every fault in it is reported at once."""
    root = read_yaml(path)
    root.only("layout", "corrections")
    layout = root.choice("layout", LAYOUTS)
    corrections = []
    for node in root.take("corrections", list, []):
        node.only("lines", "kind", "level", "join", "note", "letters", "reason")
        reason = node.take("reason", str)
        level = node.take("level", int) if node.get("level") else None
        join = node.take("join", bool) if node.get("join") else None
        kind = node.choice("kind", KINDS, "")
        note, size = node.take("note", str, ""), node.take("letters", int, 0)
        corrections.append(Correction(_numbers(node), reason, kind, level, join, note, size))
    if root.problems:
        raise DataError(root.problems)
    return Rules(layout, tuple(corrections))


def _numbers(node: Node) -> tuple[int, ...]:
    """Return the line numbers of a correction, written as 7, or as a list of them."""
    given = node.get("lines")
    if given is None:
        node.fault(WORDS["no_lines"], WORDS["numbers"])
        return ()
    nodes = list(given) or [given]
    for one in nodes:
        if not isinstance(one.value, int) or isinstance(one.value, bool) or one.value < 1:
            one.fault(WORDS["number"])
    return tuple(one.value for one in nodes if isinstance(one.value, int))
