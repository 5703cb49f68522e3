"""Classes for tests: logs of a small quiz of our own, made by hand so that every figure can be worked out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from corpus_utils.remarking import Bank, read_bank

QUIZ = """\
lesson: quiz
document: toy
items:
- id: q-1
  kind: single choice
  skill: argument
  difficulty: 1
  points: 2
  prompt: What does the letter ask for?
  passage: p001
  options:
  - {text: Sunday hours, right: true, why: It says so., passage: p001}
  - {text: Monday hours, why: That is when it may close., passage: p008}
  - {text: A new stove, why: Nothing of it is there., passage: p003}
- id: q-2
  kind: single choice
  skill: argument
  difficulty: 1
  prompt: Who keeps the accounts?
  passage: p004
  options:
  - {text: Mr Harrow, right: true, why: It says so., passage: p004}
  - {text: Miss Okonkwo, why: She is the librarian., passage: p008}
- id: q-3
  kind: find the paragraph
  skill: close reading
  difficulty: 1
  prompt: Where is the snow?
  passage: p006
  answer: [p006]
  why: Snow is there.
  wrong: {p003: {why: There it is only cold.}}
  otherwise: Look for the road.
- id: q-4
  kind: short text
  skill: argument
  difficulty: 2
  prompt: Why Sundays?
  passage: p002
  model: Most are free then.
  rubric: [names who is free, names the rule]
"""
RIGHT = {"q-1": "Sunday hours", "q-2": "Mr Harrow", "q-3": "p006"}
WRONG = {"q-1": "Monday hours", "q-2": "Miss Okonkwo", "q-3": "p003"}
NAMES = ("Anke", "Bo", "Çelik", "Dana", "Edo", "Fay", "Gór", "Hana", "Ivo", "Jón")
# Right or wrong at once, item by item, student by student: what the figures are worked out from.
MARKS = {"q-1": "1111100000", "q-2": "1111010000", "q-3": "1110011000"}
BEGIN = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)


def make_bank(folder: Path, text: str = QUIZ, name: str = "quiz") -> Path:
    """Return the folder of a bank with one file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def quiz(folder: Path) -> Bank:
    """Return the bank of the quiz."""
    return read_bank(make_bank(folder))


def answer(item: str, given: Any, mark: float | None, *, minute: int = 0, **more: Any) -> dict:
    """Return a line of a log as a dict; ``more`` are other fields."""
    time = (BEGIN + timedelta(minutes=minute)).isoformat().replace("+00:00", "Z")
    fields = {"time": time, "lesson": "quiz", "item": item, "item_hash": "0" * 12, "attempt": 1}
    return {**fields, "given": given, "mark": mark, "format": 1, **more}


def log(answers: Iterable[dict]) -> bytes:
    """Return the bytes of a log."""
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in answers)


def quiz_log(number: int, bank: Bank) -> bytes:
    """Return the log of the student with this number, by `MARKS`; each has a time of their own."""
    found = []
    for minute, (item, marks) in enumerate(MARKS.items()):
        right = marks[number] == "1"
        given = (RIGHT if right else WRONG)[item]
        more = {"item_hash": bank.items[item].hash}
        found.append(answer(item, given, float(right), minute=100 * number + minute, **more))
    return log(found)


def write_quiz_class(folder: Path, bank: Bank) -> Path:
    """Write the logs of the ten, each called after its student, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(NAMES):
        (folder / f"{name}.jsonl").write_bytes(quiz_log(number, bank))
    return folder
