"""Seminars: one folder with all that students need of an instructor's own version, and no key in it.

It is an own folder like the instructor's (`corpus_utils.adaptation`), with its
documents, reading editions and language, but with notebooks that hold no
solution, and exercises without keys beside them. Without an own version it
holds the course's notebooks and exercises alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus_utils import adaptation
from corpus_utils.disclosure import QUESTIONS
from corpus_utils.messages import FOLDER, section
from corpus_utils.outputs import write_file
from corpus_utils.products import notebooks, questions
from corpus_utils.products.sources import Note, Source
from corpus_utils.questions import read_exercises

WORDS = section("products.seminars")
_CARRIED = ("data", FOLDER)


def write(source: Source, folder: Path) -> list[Note]:
    """Write one lesson into the seminar's folder, and what all lessons share."""
    lessons = folder / "lessons"
    notes = notebooks.write_student(source, lessons)
    notes += questions.write(source, lessons / QUESTIONS)
    own = adaptation.active()
    for path in _carried(own) if own else ():
        write_file(folder / path.relative_to(own), path.read_bytes())
    if own and (left_out := _left_out(source, own)):
        entries = "".join(f"- id: {name}\n  drop: true\n" for name in left_out)
        write_file(folder / "exercises" / f"{source.name}.yaml", f"items:\n{entries}")
    write_file(folder / "README.md", WORDS["readme"].format(answers="lessons/answers"))
    return notes


def _carried(own: Path) -> Iterator[Path]:
    """Yield the files of an own version that hold no key."""
    yield own / adaptation.FILE
    for part in _CARRIED:
        files = sorted(p for p in (own / part).rglob("*") if p.is_file())
        yield from (p for p in files if not p.name.startswith("."))


def _left_out(source: Source, own: Path) -> list[str]:
    """Return the course's items of this lesson that the own version leaves out: progress must not count them."""
    file = adaptation.package_data().parent / "exercises" / f"{source.name}.yaml"
    if not file.is_file():
        return []
    dropped = set(adaptation.load(own).left_out)
    return [item.id for item in read_exercises(file).items if item.id in dropped]
