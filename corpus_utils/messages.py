"""Messages: everything the course says of its own accord, in the language of whoever reads it.

All sentences stand in one catalogue a language, ``languages/en.yaml`` and its
translations, in sections named after the module or widget that says them.
A module asks for its section once, ``WORDS = section("ballot")``, and for a
sentence each time it says it, so that the language may change in between.

What a translation leaves out is said in English. An own folder (see
`corpus_utils.adaptation`) may bring ``languages/<language>.yaml``: a language
of its own, or just those sentences, of any language, that are to be said
otherwise there. `corpus_utils.languages` chooses and checks.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

ENGLISH = "en"
VARIABLE = "CORPUS_UTILS_LANGUAGE"
LANGUAGES = Path(__file__).parent / "languages"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_chosen: list[str] = []
_course: list[Callable[[], tuple[str, Path | None]]] = []


class Section(Mapping[str, Any]):
    """The sentences of one section, or of several where a later one has precedence.

    A value is a text with ``{named}`` fields, or a list or mapping of such.
    """

    __slots__ = ("names",)

    def __init__(self, *names: str) -> None:
        self.names = names

    def __getitem__(self, key: str) -> Any:
        said = catalogue()
        for name in reversed(self.names):
            if key in said[name]:
                return said[name][key]
        raise KeyError(f"{'/'.join(self.names)}: {key}")

    def __iter__(self) -> Iterator[str]:
        said = catalogue()
        return iter(dict.fromkeys(key for name in self.names for key in said[name]))

    def __len__(self) -> int:
        return len(list(iter(self)))


section = Section


def term(kind: str, name: str) -> str:
    """Return how the value ``name`` of a vocabulary of the data is called: ``term("roles", "thesis")``; itself, where it has no other name."""
    return section("terms")[kind].get(name, name)


def choose(language: str) -> None:
    """Say everything in ``language`` from now on; empty: let the surroundings decide again."""
    _chosen[:] = [language] if language else []


def ask_course(asked: Callable[[], tuple[str, Path | None]]) -> None:
    """Let ``asked`` tell the language and the folder of languages of an own version of the course."""
    _course[:] = [asked]


def language() -> str:
    """Return the language in use: the one chosen, else ``CORPUS_UTILS_LANGUAGE``, else the own course's, else English."""
    return _surroundings()[0]


def catalogue() -> Mapping[str, Mapping[str, Any]]:
    """Return every section in the language in use, with English where that lacks a sentence."""
    return _catalogue(*_surroundings())


def _surroundings() -> tuple[str, Path | None]:
    named, folder = (
        _of_course(os.environ.get("CORPUS_UTILS_COURSE", ""), _here()) if _course else ("", None)
    )
    wanted = _chosen[0] if _chosen else os.environ.get(VARIABLE, "").strip() or named
    return wanted or ENGLISH, folder


@lru_cache(maxsize=8)
def _of_course(*_: str) -> tuple[str, Path | None]:
    return _course[0]()


def _here() -> str:
    try:
        return os.getcwd()  # noqa: PTH109 - asked for at every sentence
    except OSError:  # the current folder was removed
        return ""


@lru_cache(maxsize=8)
def _catalogue(language: str, folder: Path | None) -> dict[str, Any]:
    said = read(LANGUAGES / f"{ENGLISH}.yaml")
    paths = [LANGUAGES / f"{language}.yaml"] * (language != ENGLISH)
    paths += [folder / f"{language}.yaml"] if folder else []
    for path in paths:
        said = laid_over(said, read(path))
    return said


def read(path: Path) -> Any:
    """Return what a catalogue holds; nothing, where there is none or it cannot be read (`languages.problems` says why)."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader) or {}  # noqa: S506 - both are safe
    except (OSError, ValueError, yaml.YAMLError):
        return {}


def laid_over(english: Any, other: Any) -> Any:
    """Return ``english`` with what ``other`` says instead, where that has the same shape and the same fields.

    >>> laid_over({"n": "{n} points", "ok": "Right"}, {"n": "{n} Punkte", "ok": "{was}"})
    {'n': '{n} Punkte', 'ok': 'Right'}
    """
    if isinstance(english, Mapping):
        other = other if isinstance(other, Mapping) else {}
        return {
            key: laid_over(value, other[key]) if key in other else value
            for key, value in english.items()
        }
    if isinstance(english, list):
        fits = isinstance(other, list) and len(other) == len(english)
        return [laid_over(*pair) for pair in zip(english, other, strict=True)] if fits else english
    fits = isinstance(other, str) and fields(other) == fields(english)
    return other if fits else english


@lru_cache(maxsize=4096)
def fields(text: str) -> frozenset[str] | None:
    """Return the names of the ``{fields}`` of a sentence; None where its braces do not match.

    >>> sorted(fields("{good} of {of} right"))
    ['good', 'of']
    """
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return None
