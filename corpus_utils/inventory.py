"""The inventory: how much the data hold of each document, counted from the files themselves.

`renew` writes it as a table into ``data/README.md``, so that what the data
dictionary says of their size is never typed by hand.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from corpus_utils import annotations, arguments, texts
from corpus_utils.claims import Argument
from corpus_utils.files import read_text
from corpus_utils.tokens import Part
from corpus_utils.vocabulary import FILE_LAYERS, LAYERS

_PLACE = re.compile(r"(<!-- measured: [^>]*-->\n).*?(<!-- end -->)", re.DOTALL)


def measure(*, data: Path | None = None) -> list[dict[str, Any]]:
    """Return the inventory: one dict a document, in the order of the course.

    ``paragraphs``, ``claims``, ``relations``, then the number of annotations by
    layer, and ``covered``, the share of its letters that claims rest on.
    """
    rows = []
    for key in texts.keys(data):
        text = texts.load(key, data=data)
        argument = arguments.load(text, data=data)
        layers = Counter(annotation.layer for annotation in annotations.load(text, data=data))
        row: dict[str, Any] = {
            "document": key,
            "paragraphs": len(text.paragraphs),
            "claims": len(argument.claims),
            "relations": len(argument.relations),
        }
        row |= {layer: layers[layer] for layer in LAYERS if layer in (*FILE_LAYERS, "note")}
        rows.append({**row, "covered": covered(text, argument)})
    return rows


def covered(text: texts.Text, argument: Argument) -> float:
    """Return the share of the letters of ``text``, from 0 to 1, that the claims' targets hold."""
    held: dict[str, set[int]] = {paragraph.id: set() for paragraph in text.paragraphs}
    for claim in argument.claims:
        for part in claim.target.parts if claim.target else ():
            held[part.paragraph] |= set(_letters(text, part))
    every = sum(paragraph.letters for paragraph in text.paragraphs)
    return sum(map(len, held.values())) / every if every else 0.0


def _letters(text: texts.Text, part: Part) -> range:
    if part.span is None:
        return range(text.paragraph(part.paragraph).letters)
    return range(part.span.start, part.span.end)


def to_markdown(rows: list[dict[str, Any]]) -> str:
    """Return the inventory as a Markdown table: a row a measure, a column a document."""
    lines = ["| | " + " | ".join(f"`{row['document']}`" for row in rows) + " |"]
    lines.append("|---|" + "--:|" * len(rows))
    for name in (name for name in rows[0] if name != "document"):
        cells = [f"{row[name]:.0%}" if name == "covered" else str(row[name]) for row in rows]
        label = "letters covered by claims" if name == "covered" else name
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def renew(*, data: Path | None = None) -> bool:
    """Write the inventory into the data's README; return whether that changed it."""
    path = (data or texts.data_folder()) / "README.md"
    text = read_text(path)
    table = to_markdown(measure(data=data))
    new = _PLACE.sub(lambda found: found[1] + table + found[2], text)
    if new == text:
        return False
    path.write_text(new, encoding="utf-8", newline="\n")
    return True
