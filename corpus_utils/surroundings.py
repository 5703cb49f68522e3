"""Surroundings: the own version of the course that one works in, and the language it asks for.

Everything here is needed before anything can be said, so nothing complains:
what is wrong with a folder is said by `corpus_utils.adaptation`.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE = "course.toml"
COURSE = "CORPUS_UTILS_COURSE"
"""Names an own folder, wherever one works; without it the folder is looked for from here upwards."""
LANGUAGE = "CORPUS_UTILS_LANGUAGE"
MADE_FOR = "corpus-utils"  # other programs may have files of this name
_MADE_FOR = re.compile(rf"^made_for\s*=\s*[\"']{MADE_FOR}[\"']", re.MULTILINE)


def find(start: Path | None = None) -> Path | None:
    """Return the own folder in or above ``start`` (the current folder), or None."""
    start = (start or here()).absolute()
    return next(
        (folder for folder in (start, *start.parents) if _MADE_FOR.search(_told(folder))), None
    )


def named() -> Path | None:
    """Return the own folder that ``CORPUS_UTILS_COURSE`` names, be it there or not, else the one around us."""
    given = os.environ.get(COURSE, "").strip()
    return Path(given).expanduser().absolute() if given else find()


def asked_language(folder: Path | None) -> str:
    """Return the language that the environment asks for, else the own ``folder``; empty where none does."""
    if given := os.environ.get(LANGUAGE, "").strip():
        return given
    try:
        asked = tomllib.loads(_told(folder)).get("language", "") if folder else ""
    except tomllib.TOMLDecodeError:
        return ""
    return asked if isinstance(asked, str) else ""


@contextmanager
def variable(name: str, value: str) -> Iterator[None]:
    """Let the environment variable ``name`` be ``value`` for as long as the block runs."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        os.environ.pop(name, None)
        if before is not None:
            os.environ[name] = before


def here() -> Path:
    """Return the current folder; the root where it was removed."""
    try:
        return Path.cwd()
    except OSError:
        return Path("/")


def _told(folder: Path) -> str:
    try:
        return (folder / FILE).read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return ""
