"""Questions: the exercises without their keys, for handing out where the instructor does the marking.

The folder goes beside the student notebooks. There, cards keep answers and
mark none, and static faces show no key. Hints stay, second tries go: whether
one is due depends on a mark.
"""

from __future__ import annotations

import json
from pathlib import Path

from corpus_utils import texts, unkeyed
from corpus_utils.disclosure import HIDDEN
from corpus_utils.items import Item
from corpus_utils.messages import section
from corpus_utils.outputs import write_file
from corpus_utils.products.sources import Note, Source
from corpus_utils.unkeyed import Unkeyed
from corpus_utils.widgets import question_faces
from corpus_utils.widgets.question_view import card

WORDS = section("products.questions")


def write(source: Source, folder: Path) -> list[Note]:
    """Write the lesson's exercises without keys, explanations and model answers."""
    text = unkeyed.to_json(source.name, map(without_key, source.items))
    write_file(folder / f"{source.name}{unkeyed.SUFFIX}", text)
    lost = [item for item in source.items if item.second_try]
    return [Note(item.id, "questions", WORDS["second"], WORDS["instead"]) for item in lost]


def without_key(item: Item) -> Unkeyed:
    """Return what of ``item`` may be known before it is answered."""
    shown = card(item, texts.load(item.document), student="")
    if hasattr(item, "rubric"):  # a rubric says what the answer should be
        shown |= {"labels": [], "names": {}}
    if "rubric" in shown:  # of a long text the criteria are told before, what the levels are is not
        shown["rubric"] = []
    return Unkeyed(
        item.id,
        item.hash,
        item.lesson,
        item.document,
        json.loads(json.dumps(shown)),  # as it will be read back
        item.hints,
        question_faces.to_html(item, keys=HIDDEN),
        question_faces.to_text(item, keys=HIDDEN),
    )
