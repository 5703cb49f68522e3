"""The static and the plain-text face of a comparison table, and the words of its card.

Neither depends on who reads or on what was answered: a stored lesson can be
compared with a fresh run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpus_utils.comparison import ComparedQuestion
from corpus_utils.disclosure import HIDDEN, disclosure
from corpus_utils.widgets.comparison_views import told
from corpus_utils.widgets.documents import CLAIM
from corpus_utils.widgets.face import answered, element, plain, prose

# All that the table says to the reader, here and in the browser; {…} is filled in.
WORDS: dict[str, Any] = {
    "problem": "Not yet",
    "name": "Comparison table: {count} questions",
    "nameOne": "Comparison table: {question}",
    "how": "Choose a cell, write what you think the document answers, then compare.",
    "caption": "What each document answers. Arrow keys lead from cell to cell, Enter opens one.",
    "question": "Question",
    "count": "{filled} of {all} filled, {shown} compared",
    "empty": "empty",
    "write": "write …",
    "silent": "silent",
    "givenUp": "given up",
    "yours": "You",
    "course": "The course",
    "kept": "filled",
    "compared": "compared",
    "draft": "draft, not kept yet",
    "editor": "{question}, {document}",
    "ask": "What does {document} answer? In your own words",
    "tick": "Silent: {document} does not answer this",
    "keep": "Keep",
    "show": "Keep and compare",
    "revise": "Keep my new wording",
    "giveUp": "Give up: show the answer",
    "close": "Close",
    "next": "Next cell",
    "bothSilent": "You and the course both find it silent.",
    "onlyYou": "You find it silent; the course finds an answer.",
    "onlyCourse": "You find an answer; the course finds it silent. Is yours in the text?",
    "untold": "The course has no answer here yet.",
    "changed": "The question or the course's answer has been changed since you answered.",
    "rests": "It rests on these claims:",
    "agreement": "On this question these documents agree …",
    "agreements": {
        "facts": ["on facts", "They report the same of what happened, whatever they call it."],
        "words": [
            "on words only",
            "They share a word or a formula and mean different things by it.",
        ],
        "neither": ["on neither", "They differ in what happened and in what to call it."],
    },
    "agreedOn": "agree {on}",
    "noKey": "The course keeps no key to this: it is yours to argue. Its cross-document map has, for this question:",
    "noRelations": "The course keeps no key to this, and its cross-document map has no relation for this question.",
    "later": "Compare every cell of this row, and you see what the cross-document map has to say to it.",
    "saidKept": "Kept: {question}, {document}.",
    "saidShown": "{question}, {document}: the course's answer is shown.",
    "saidAgreed": "Kept: on {question} they agree {on}.",
    "notKept": "This is not kept:",
    "waiting": "The kernel has not answered yet. If it was restarted, run this cell again; what you wrote stays.",
    "answers": "What the documents answer",
    "rest": "claims",
    "live": "Run the lesson to fill the table in here.",
    "ours": "this course",
    "claim": CLAIM,
    "keys": [
        ["← → ↑ ↓", "from cell to cell"],
        ["Home End", "to the row's first cell, its last"],
        ["Enter", "open the cell and write"],
        ["Ctrl+Enter", "keep and compare"],
        ["Esc", "back to the table"],
        ["?", "these keys"],
    ],
}


def to_html(questions: Sequence[ComparedQuestion], shorts: Mapping[str, str]) -> str:
    """Return the questions, each with its answers folded away under it; ``shorts`` name the documents."""
    parts = [element("p", element("strong", prose(name(questions))))]
    for question in questions:
        parts.append(element("p", element("strong", question.id), " ", prose(question.question)))
        lines = [element("li", prose(line)) for line in _answers(question, shorts)]
        parts.append(answered(WORDS["answers"], element("ul", *lines)))
    parts.append(element("p", element("em", WORDS["live"])))
    return "".join(parts)


def to_text(questions: Sequence[ComparedQuestion], shorts: Mapping[str, str]) -> str:
    """Return the questions, and at the end what the documents answer."""
    asked = [f"{question.id} {plain(question.question)}" for question in questions]
    lines = [name(questions), *asked]
    if disclosure() == HIDDEN:
        return "\n".join(lines)
    lines += ["", f"{WORDS['answers']}:"]
    for question in questions:
        lines += [question.id, *(f"  - {plain(line)}" for line in _answers(question, shorts))]
    return "\n".join(lines)


def name(questions: Sequence[ComparedQuestion]) -> str:
    """Return the table's name: its question where it has but one."""
    if len(questions) == 1:
        return WORDS["nameOne"].format(question=plain(questions[0].question))
    return WORDS["name"].format(count=len(questions))


def _answers(question: ComparedQuestion, shorts: Mapping[str, str]) -> list[str]:
    lines = []
    for key, short in shorts.items():
        answer = told(question, key)
        said, more = (answer.answer, answer.claims) if answer else (WORDS["untold"], ())
        who = f"{short} [{WORDS['silent']}]" if answer and answer.silent else short
        lines.append(f"{who}: {said}" + (f" ({WORDS['rest']}: {', '.join(more)})" if more else ""))
    return lines
