"""Names of a new text: its key, its author's id, the number of its lesson."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from corpus_utils.errors import CourseError
from corpus_utils.gazetteer import SLUG, Gazetteer
from corpus_utils.skeletons.wording import WORDS

FIRST_NUMBER = 10
"""Own lessons are numbered from here on, so that those that the course adds come before them."""


def slug(text: str, *, most: int = 40) -> str:
    """Return ``text`` as a key: lower-case letters, digits and hyphens, whole words as far as they go.

    >>> slug("Štúrova reč, on the Ninth of May")
    'sturova-rec-on-the-ninth-of-may'
    """
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    made = "-".join(re.findall(r"[a-z0-9]+", bare))
    return made if len(made) <= most else made[:most].rpartition("-")[0] or made[:most]


def choose_key(key: str, title: str, known: set[str]) -> str:
    """Return ``key``, or one made from ``title``; a `CourseError` where it is none, or among the ``known``."""
    made = key or _as_text(slug(title), "text")
    if not made:
        raise CourseError(WORDS["no_key"])
    if not SLUG.fullmatch(made) or _as_text(made, "text") != made:
        example = _as_text(slug(key), "text") or "my-text"
        raise CourseError(WORDS["wrong_key"].format(key=made, example=example))
    if made in known:
        free = next(f"{made}-{n}" for n in range(2, 1000) if f"{made}-{n}" not in known)
        raise CourseError(WORDS["taken"].format(key=made, free=free))
    return made


def _as_text(name: str, prefix: str) -> str:
    """Return ``name``, behind ``prefix`` where a data file would take it for a number or the like."""
    import yaml

    return name if not name or isinstance(yaml.safe_load(name), str) else f"{prefix}-{name}"


def author_id(author: str, key: str, gazetteer: Gazetteer) -> str:
    """Return the gazetteer's id of the author where it knows the name, else a new one."""
    known = gazetteer.find("person", author) if author else ()
    if len(known) == 1:
        return known[0].id
    wanted = (_as_text(slug(author), "author") if author else "") or f"{key}-author"
    return wanted if wanted not in gazetteer else f"{key}-author"


def next_number(folder: Path) -> int:
    """Return the number of the next lesson of the own folder."""
    taken = {FIRST_NUMBER - 1}
    for path in (*folder.glob("exercises/*.yaml"), *folder.glob("lessons/*.ipynb")):
        number = path.name.partition("-")[0]
        taken |= {int(number)} if number.isdecimal() else set()
    return max(taken) + 1
