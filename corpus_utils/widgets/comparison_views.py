"""What a comparison table holds: its cells, what the log remembers of each, what may be shown by then."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from corpus_utils.answers import Answer
from corpus_utils.comparison import ComparedAnswer, ComparedQuestion
from corpus_utils.crossmap import CrossMap, documents
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.messages import section
from corpus_utils.widgets.documents import Documents

WORDS = section("comparison_table")
AGREEMENTS = ("facts", "words", "neither")
"""What documents may agree on: what happened, only the words for it, nothing."""


@dataclass(frozen=True)
class Entry:
    """What is answered at once: a cell, or a row's agreement. A log asks an item for these two only."""

    id: str
    hash: str


def cell(question: ComparedQuestion, document: str) -> Entry:
    """Return the entry of one cell; its hash changes with the question and the course's answer."""
    answer = told(question, document)
    about = [question.question, answer.answer, answer.silent] if answer else [question.question]
    return Entry(f"compare/{question.id}/{document}", _hash(about))


def agreement(question: ComparedQuestion, among: Iterable[str]) -> Entry:
    """Return the entry for what the documents ``among`` agree on, whatever else is compared."""
    return Entry(f"compare/{question.id}/agreement", _hash([question.question, *among]))


def told(question: ComparedQuestion, document: str) -> ComparedAnswer | None:
    """Return the course's answer, or None where it has none yet."""
    return next((a for a in question.answers if a.document == document), None)


def guess(text: Any, *, silent: Any) -> dict[str, Any]:
    """Return what a student put into a cell, tidied; a `CourseError` where that is nothing."""
    if not isinstance(text, str) or not isinstance(silent, bool):
        raise CourseError(WORDS["noText"].format(text=repr(text)))
    if not (text.strip() or silent):
        raise CourseError(WORDS["nothingWritten"])
    return {"text": text.strip(), "silent": silent}


def remembered(answers: Sequence[Answer], entry: Entry) -> dict[str, Any]:
    """Return the state of a cell after these ``answers``, those of the whole log.

    ``given`` is the last guess or None, ``shown`` whether the course's answer
    was asked for, ``given_up`` whether without a guess, ``changed`` whether
    the course's question or answer has been changed since.
    """
    given, shown, given_up, last = None, False, False, None
    for answer in answers:
        if answer.item != entry.id or not isinstance(answer.given, dict):
            continue
        last = answer
        shown = shown or bool(answer.given.get("shown"))
        if answer.given.get("given_up"):
            given_up = given is None
        elif isinstance(answer.given.get("text"), str):
            silent = answer.given.get("silent") is True
            given = {"text": answer.given["text"], "silent": silent}
    changed = last is not None and last.item_hash != entry.hash
    return {"given": given, "shown": shown, "given_up": given_up, "changed": changed}


def agreed(answers: Sequence[Answer], entry: Entry) -> str:
    """Return what the student last said that the documents agree on, or an empty text."""
    found = [a.given for a in answers if a.item == entry.id and a.given in AGREEMENTS]
    return found[-1] if found else ""


def check_agreement(on: Any) -> str:
    """Return ``on`` if documents can agree on that."""
    if on not in AGREEMENTS:
        raise UnknownError(WORDS["things"]["agreement"], on, AGREEMENTS)
    return on


def course_answer(answer: ComparedAnswer | None, shelf: Documents) -> dict[str, Any]:
    """Return the course's answer with the claims it rests on, for JSON; without words where untold."""
    if answer is None:
        return {"answer": "", "silent": False, "claims": []}
    claims = [shelf.claim(f"{answer.document}:{name}") for name in answer.claims]
    return {"answer": answer.answer, "silent": answer.silent, "claims": claims}


def bearing(
    crossmap: CrossMap, question: str, among: Sequence[str], shelf: Documents
) -> list[dict[str, str]]:
    """Return the relations between documents that belong to a question, for JSON."""
    return [
        {
            "id": relation.id,
            "kind": relation.kind,
            "from": _end(relation.sources, shelf),
            "to": _end((relation.to,), shelf),
            "reason": relation.reason,
        }
        for relation in crossmap.relations
        if relation.question == question and set(documents(relation)) <= set(among)
    ]


def _end(names: Sequence[str], shelf: Documents) -> str:
    short = shelf.text(names[0].partition(":")[0]).short
    return f"{short} {', '.join(name.partition(':')[2] for name in names)}"


def _hash(about: list[Any]) -> str:
    return blake2b(json.dumps(about, ensure_ascii=False).encode(), digest_size=6).hexdigest()
