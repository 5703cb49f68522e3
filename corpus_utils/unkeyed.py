"""Exercises without their keys: what a card shows before an answer, in a file beside the lesson.

`corpus-utils build questions` writes such a file. Where one lies in the folder
``questions`` beside a lesson, ``cu.Question`` asks from it: answers are kept
and not marked, which is left to the bank of whoever gathers them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus_utils.disclosure import keyless_files
from corpus_utils.errors import CourseError
from corpus_utils.messages import section

WORDS = section("unkeyed")
FORMAT = 1
SUFFIX = ".questions.json"


@dataclass(frozen=True)
class Unkeyed:
    """An exercise without its key, as the answer log has to know it.

    ``card`` is what its card shows, ``hints`` its hints, ``html`` and ``text``
    are its static faces.
    """

    id: str
    hash: str
    lesson: str
    document: str
    card: Mapping[str, Any]
    hints: tuple[str, ...]
    html: str
    text: str


def to_json(lesson: str, items: Iterable[Unkeyed]) -> str:
    """Return the file of a lesson's exercises, the same for the same exercises."""
    content = {"format": FORMAT, "lesson": lesson, "items": [asdict(item) for item in items]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_unkeyed(path: Path) -> list[Unkeyed]:
    """Return the exercises of one file; raise a `CourseError` where it is none of ours."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            message = WORDS["format"].format(given=content["format"], format=FORMAT)
            raise CourseError(f"{path}: {message}")
        return [Unkeyed(**{**item, "hints": tuple(item["hints"])}) for item in content["items"]]
    except OSError as error:
        raise CourseError(f"{path}: {(error.strerror or str(error)).lower()}") from None
    except (ValueError, KeyError, TypeError):
        raise CourseError(f"{path}: {WORDS['damaged']}") from None


def find_unkeyed(name: str, folder: Path | None = None) -> Unkeyed | None:
    """Return the exercise ``name`` from the files in ``folder``, that beside the lesson where None; None if in none."""
    for path in keyless_files(folder):
        for item in read_unkeyed(path):
            if item.id == name:
                return item
    return None
