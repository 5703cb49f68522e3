"""Messages: everything the course says of its own accord, in the language of whoever reads it.

All sentences of a language stand in one catalogue, ``languages/en.yaml`` and
its translations, in sections named after the module or widget that says them.
A module asks for its section once, ``WORDS = section("ballot")``, and for a
sentence each time it says it, so that the language may change in between.

What a translation leaves out is said in English. An own folder (see
`corpus_utils.adaptation`) may bring ``languages/<language>.yaml``: a language
of its own, or just those sentences, of any language, that are to be said
otherwise there. `corpus_utils.languages` chooses and checks.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from corpus_utils.surroundings import COURSE, LANGUAGE, asked_language, named

ENGLISH = "en"
FOLDER = "languages"
"""Where an own folder has its catalogues."""
LANGUAGES = Path(__file__).parent / "languages"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_SHOWN = re.compile(r"{\w+:[^}]+}")

_chosen: list[str] = []


class Sentence(str):
    """A sentence that shows figures: it writes them with the marks of the language in use.

    >>> Sentence("{mean:.2f} of {n:,}").format(mean=0.5, n=1200)
    '0.50 of 1,200'
    """

    __slots__ = ()

    def format(self, *given: Any, **fields: Any) -> str:
        """Return the sentence with its fields filled in."""
        return _FIGURES.vformat(self, given, fields)


class _Figures(Formatter):
    def format_field(self, value: Any, form: str) -> str:
        number = form and isinstance(value, int | float)
        return figure(value, form) if number else super().format_field(value, form)


_FIGURES = _Figures()


def figure(value: float, form: str = "") -> str:
    """Return a number as ``format`` writes it, with the marks for thousands and decimals that are usual."""
    face = catalogue()["face"]
    marks = {",": face["thousands"], ".": face["decimal"]}
    return "".join(marks.get(sign, sign) for sign in format(value, form))


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
        return sum(1 for _ in self)


section = Section


def term(kind: str, name: str) -> str:
    """Return how the value ``name`` of a vocabulary is called; itself, where it has no other name.

    >>> term("roles", "thesis")
    'thesis'
    """
    return catalogue()["terms"][kind].get(name, name)


def choose(language: str) -> None:
    """Say everything in ``language`` from now on; empty: as the surroundings have it, asked anew."""
    _chosen[:] = [language] if language else []
    _asked.cache_clear()
    _catalogue.cache_clear()


def language() -> str:
    """Return the language in use.

    It is the one chosen, else that of ``CORPUS_UTILS_LANGUAGE``, else that of
    the own version of the course, else English; English, too, where there is
    no catalogue of it.
    """
    wanted, folder = _wanted()
    return next((tag for tag in reversed(tags(wanted)) if paths(tag, folder)), ENGLISH)


def catalogue() -> Mapping[str, Mapping[str, Any]]:
    """Return every section in the language in use, with English where that lacks a sentence."""
    return _catalogue(*_wanted())


def own_folder() -> Path | None:
    """Return where the own version of the course in use, if any, has its languages."""
    return _wanted()[1]


def _wanted() -> tuple[str, Path | None]:
    # Asked for with every sentence: only what the environment says is looked at each time.
    said = (os.environ.get(name, "") for name in (COURSE, LANGUAGE))
    asked, folder = _asked(_here(), *said)
    return _chosen[0] if _chosen else asked, folder


@lru_cache(maxsize=8)
def _asked(*_: str) -> tuple[str, Path | None]:
    folder = named()
    return asked_language(folder) or ENGLISH, folder / FOLDER if folder else None


def _here() -> str:
    try:
        return os.getcwd()  # noqa: PTH109 - ten times as fast
    except OSError:  # the current folder was removed
        return ""


def tags(language: str) -> list[str]:
    """Return the languages to look in, the last one first.

    >>> tags("de_AT.UTF-8"), tags("en")
    (['de', 'de-at'], ['en'])
    """
    whole = language.split(".", maxsplit=1)[0].replace("_", "-").casefold()
    return list(dict.fromkeys((whole.split("-")[0], whole)))


def paths(tag: str, folder: Path | None) -> list[Path]:
    """Return the catalogues of a language: ours, and that of an own version of the course."""
    places = (LANGUAGES, folder) if folder else (LANGUAGES,)
    return [path for place in places if (path := place / f"{tag}.yaml").is_file()]


@lru_cache(maxsize=8)
def _catalogue(language: str, folder: Path | None) -> dict[str, Any]:
    said = read(LANGUAGES / f"{ENGLISH}.yaml")
    for tag in dict.fromkeys((ENGLISH, *tags(language))):
        for path in paths(tag, folder):
            said = laid_over(said, read(path))
    return _figured(said)


def _figured(said: Any) -> Any:
    """Return what a catalogue holds, with a `Sentence` wherever figures are shown."""
    if isinstance(said, Mapping):
        return {key: _figured(value) for key, value in said.items()}
    if isinstance(said, list):
        return [_figured(value) for value in said]
    return Sentence(said) if isinstance(said, str) and _SHOWN.search(said) else said


def read(path: Path) -> Any:
    """Return what a catalogue holds; nothing where it cannot be read (`languages.problems` says why)."""
    try:
        return yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_LOADER)  # noqa: S506 - a safe one
    except (OSError, ValueError, yaml.YAMLError):
        return None


def laid_over(english: Any, other: Any) -> Any:
    """Return ``english`` with what ``other`` says instead, where that has the same shape and the same fields.

    >>> laid_over({"n": "{n} points", "ok": "Right"}, {"n": "{n} Punkte", "ok": "{was}"})
    {'n': '{n} Punkte', 'ok': 'Right'}
    """
    if isinstance(english, Mapping):
        other = other if isinstance(other, Mapping) else {}
        return {k: laid_over(v, other[k]) if k in other else v for k, v in english.items()}
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
