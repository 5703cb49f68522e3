"""What the front end of a question card is told: plain values, ready to be sent.

Nothing here says what is right before the answer was given.
"""

from __future__ import annotations

import getpass
import os
from typing import Any

from corpus_utils.answers import Answer
from corpus_utils.items import (
    FindParagraph,
    Item,
    Match,
    MultipleChoice,
    Order,
    ShortText,
    SingleChoice,
    WhoSaysIt,
)
from corpus_utils.marking import Feedback, Part
from corpus_utils.shuffles import shown, shuffled
from corpus_utils.texts import Text
from corpus_utils.tokens import Target
from corpus_utils.widgets.question_faces import about

# How the front end lets a student answer an item of each kind.
CONTROLS: dict[type[Item], str] = {
    SingleChoice: "radios",
    MultipleChoice: "checkboxes",
    Order: "order",
    Match: "rows",
    WhoSaysIt: "rows",
    FindParagraph: "paragraphs",
    ShortText: "text",
}
# Kinds of paragraph that say nothing of their own.
UNREAD = ("heading", "furniture")


def card(item: Item, text: Text) -> dict[str, Any]:
    """Return what a card shows of an item that has not been answered."""
    student = _student()
    found = {
        "id": item.id,
        "kind": item.kind,
        "control": CONTROLS[type(item)],
        "prompt": item.prompt,
        "about": about(item),
        "labels": shown(item, student),
        "passage": "" if isinstance(item, FindParagraph) else str(item.passage),
        "hints": len(item.hints),
    }
    if isinstance(item, Match | WhoSaysIt):
        values = shuffled(item.choices, item.id + "/choices", student)
        found["choices"] = [[value, item.choices[value]] for value in values]
    if isinstance(item, FindParagraph):
        found["paragraphs"] = [
            {"id": paragraph.id, "text": paragraph.retelling}
            for paragraph in text.paragraphs
            if paragraph.kind not in UNREAD
        ]
    return found


def passage(text: Text, target: Target) -> list[dict[str, Any]]:
    """Return each paragraph of the target.

    With its retelling come the original's words where a copy is attached, and
    in these the code-point ranges (``marks``) that the target means.
    """
    found = []
    for name in target.paragraphs:
        told = text.paragraph(name).retelling
        whole = text.passage(name)
        pieces = [p for p in whole.placements if p.placed]
        meant = Target(tuple(p for p in target.parts if p.paragraph == name and p.span))
        places = [p for p in text.place(meant) if p.placed] if pieces else []
        marks, at = [], 0
        for piece in pieces:
            for place in places:
                start, end = max(place.start, piece.start), min(place.end, piece.end)
                if start < end:
                    marks.append([at + start - piece.start, at + end - piece.start])
            at += piece.end - piece.start + 1
        words = " ".join(whole.words)
        found.append({"id": name, "retelling": told, "original": words, "marks": sorted(marks)})
    return found


def a_round(card: int, item: Item) -> dict[str, Any]:
    """Return a try that has just begun; ``card`` is 1 for a second try, else 0."""
    return {
        "card": card,
        "number": 1,
        "attempt": None,
        "tried": [],
        "hints": [],
        "left": len(item.hints),
        "given": None,
        "feedback": None,
        "second": False,
        "explain": False,
        "all": [],
    }


def said(part: Part) -> dict[str, Any]:
    """Return one explanation as plain values."""
    passage = str(part.passage) if part.passage else ""
    return {**vars(part), "passage": passage}


def written(feedback: Feedback) -> dict[str, Any]:
    """Return feedback as plain values."""
    return {**vars(feedback), "parts": [said(part) for part in feedback.parts]}


def day(answer: Answer) -> str:
    """Return the day in the reader's own time zone: ``3 May 2026``."""
    when = answer.when.astimezone()
    return f"{when.day} {when:%B %Y}"


def _student() -> str:
    """Return a name that only decides in which order options are shown; it is not kept anywhere."""
    try:
        return os.environ.get("JUPYTERHUB_USER") or getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
