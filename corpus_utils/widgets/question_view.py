"""What the front end of a question card is told: plain values, ready to be sent.

Nothing here says what is right before the answer was given.
"""

from __future__ import annotations

import getpass
import os
from typing import Any

from corpus_utils.answers import Answer
from corpus_utils.items import (
    CompleteMap,
    Criterion,
    FindParagraph,
    Item,
    LongText,
    MarkSpan,
    Match,
    MultipleChoice,
    Order,
    Prediction,
    RepairMap,
    RoleOfClaim,
    ShortText,
    SingleChoice,
    WhoSaysIt,
)
from corpus_utils.marking import Feedback, Part
from corpus_utils.messages import figure
from corpus_utils.shuffles import shown
from corpus_utils.span_items import tokens
from corpus_utils.span_marks import settled
from corpus_utils.texts import Text
from corpus_utils.tokens import Target
from corpus_utils.unkeyed import Unkeyed
from corpus_utils.widgets import question_maps
from corpus_utils.widgets.face import said_day
from corpus_utils.widgets.question_faces import about, choices, criteria, how
from corpus_utils.widgets.question_words import WORDS

# How the front end lets a student answer an item of each kind.
CONTROLS: dict[type[Item], str] = {
    SingleChoice: "radios",
    MultipleChoice: "checkboxes",
    Order: "order",
    Match: "rows",
    WhoSaysIt: "rows",
    FindParagraph: "paragraphs",
    ShortText: "text",
    MarkSpan: "spans",
    RoleOfClaim: "rows",
    CompleteMap: "rows",
    RepairMap: "mend",
    LongText: "text",
    Prediction: "radios",
}
# Kinds of paragraph that say nothing of their own.
UNREAD = ("heading", "furniture")


def card(item: Item, text: Text, *, student: str | None = None) -> dict[str, Any]:
    """Return what a card shows of an item that has not been answered, shuffled for ``student``, who works here."""
    student = _student() if student is None else student
    found = {
        "id": item.id,
        "kind": item.kind,
        "control": CONTROLS[type(item)],
        "prompt": item.prompt,
        "about": about(item),
        "labels": shown(item, student),
        "passage": "" if item.passage_tells else str(item.passage),
        "hints": len(item.hints),
        "how": how(item),
        "check": WORDS["predict" if isinstance(item, Prediction) else "check"],
        "neutral": isinstance(item, Prediction),
        "names": {label: item.display(label) for label in item.labels},
        "choices": choices(item, student),
        "figure": question_maps.figure(item),
        "mending": question_maps.mending(item),
    }
    if isinstance(item, MarkSpan):
        found["texts"] = [[name, text, tokens(text)] for name, text in item.texts.items()]
    if isinstance(item, LongText):
        found["rubric"] = [[c.text, _levels(c)] for c in item.rubric]
        found["criteria"] = criteria(item)
        found["advised"] = _advised(item)
    if isinstance(item, FindParagraph):
        found["paragraphs"] = [
            {"id": paragraph.id, "text": paragraph.retelling}
            for paragraph in text.paragraphs
            if paragraph.kind not in UNREAD
        ]
    return found


def _levels(criterion: Criterion) -> list[str]:
    """Return each level with what it earns."""
    most = len(criterion.levels) - 1
    return [
        WORDS["level"].format(
            points=figure(criterion.points * n / most, "g"), of=criterion.points, text=text
        )
        for n, text in enumerate(criterion.levels)
    ]


def _advised(item: LongText) -> str:
    """Return in words how long the text should be; nothing where nothing is advised."""
    if not item.least and not item.most:
        return ""
    words = (
        "advised" if item.least and item.most else "advised_least" if item.least else "advised_most"
    )
    return WORDS[words].format(least=item.least, most=item.most)


def today(item: Item, given: Any) -> Any:
    """Return an answer as the card shows it: marked words where they stand in today's retelling."""
    return settled(item, given) if isinstance(item, MarkSpan) else given


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


def a_round(card: int, item: Item | Unkeyed) -> dict[str, Any]:
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
    return said_day(answer.when.astimezone())


def _student() -> str:
    """Return a name that only decides in which order options are shown; it is not kept anywhere."""
    try:
        return os.environ.get("JUPYTERHUB_USER") or getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
