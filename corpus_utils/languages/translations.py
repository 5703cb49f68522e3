"""Which languages there are, one chosen for everything said from now on, and a translation checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus_utils import messages
from corpus_utils.errors import CourseError, Problem, UnknownError, nearest
from corpus_utils.files import Node, read_text, read_yaml
from corpus_utils.messages import ENGLISH, LANGUAGES, fields, section
from corpus_utils.outputs import write_file

WORDS = section("languages")
_FIELD = re.compile(r"{[^}]*}")
_WORD = re.compile(r"[^\W\d_]{3,}")
TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
"""A language tag (BCP 47), in small letters: ``de``, ``pt-br``."""


def available(folder: Path | None = None) -> tuple[str, ...]:
    """Return the languages that there is a catalogue of, English first.

    ``folder`` holds those of an own version of the course; without it the
    version in use, if any, is asked.
    """
    places = [LANGUAGES, folder or messages.own_folder()]
    found = {path.stem for place in places if place for path in place.glob("*.yaml")}
    return (ENGLISH, *sorted(found - {ENGLISH}))


def use(language: str = "") -> str:
    """Say everything in ``language`` from now on, and return it; empty: as the surroundings have it.

    What a notebook shows already stays as it is: run its cells again.

    Raises
    ------
    UnknownError
        There is no catalogue of it.
    """
    known = available()
    tags = messages.tags(language)
    if language and not set(tags) & set(known):
        raise UnknownError(WORDS["language"], language, known)
    messages.choose(language)
    return messages.language()


def begin(language: str, folder: Path) -> Path | None:
    """Write the catalogue of a new ``language`` into ``folder``, to be translated; None where there is one.

    It holds every sentence in English. Raises a `CourseError` where the name is no language tag.
    """
    if not TAG.fullmatch(language):
        raise CourseError(WORDS["no_tag"].format(given=language))
    if language in available(folder):
        return None
    path = folder / f"{language}.yaml"
    _, _, rest = read_text(LANGUAGES / f"{ENGLISH}.yaml").partition("\n")
    text = "# " + WORDS["begun"].format(language=language) + "\n" + rest
    write_file(path, text)
    messages.choose("")
    return path


def check(path: Path) -> Iterator[Problem]:
    """Yield every problem of a catalogue beside the English one.

    A section or key that English does not have, another shape, other fields:
    such a sentence is said in English. How many sentences it leaves out, and
    how many are English still, is advice.
    """
    english, other = read_yaml(LANGUAGES / f"{ENGLISH}.yaml"), read_yaml(path)
    counts = {"left_out": 0, "same": 0}
    if not TAG.fullmatch(path.stem):
        yield Problem(WORDS["no_tag"].format(given=path.stem), str(path))
    yield from other.problems
    yield from _compared(english, other, counts)
    if path.parent.resolve() != LANGUAGES and (LANGUAGES / path.name).is_file():
        return  # it rewords a language of ours, and need not be whole
    for key, count in counts.items():
        if count and path.stem != ENGLISH:
            yield Problem(WORDS[key].format(n=count), str(path), advice=True)


def _compared(english: Node, other: Node, counts: dict[str, int]) -> Iterator[Problem]:
    def fault(message: str, hint: str = "") -> Problem:
        return Problem(message, other.file, other.line, other.path, hint)

    if type(english.value) is not type(other.value):
        yield fault(WORDS["shape"].format(said=other.said(), wanted=english.said()))
    elif isinstance(english.value, dict):
        for key, node in other.value.items():
            if key not in english.value:
                hint = nearest(key, list(english.value))
                yield Problem(
                    WORDS["no_key"].format(key=key), node.file, node.line, node.path, hint
                )
        for key, node in english.value.items():
            if key in other.value:
                yield from _compared(node, other.value[key], counts)
            else:
                counts["left_out"] += len(list(_sentences(node)))
    elif isinstance(english.value, list):
        if len(english.value) != len(other.value):
            yield fault(WORDS["length"].format(n=len(other.value), of=len(english.value)))
        else:
            for pair in zip(english.value, other.value, strict=True):
                yield from _compared(*pair, counts)
    else:
        yield from _fields(english, other, fault)
        counts["same"] += english.value == other.value and _worded(english.value)


def _fields(english: Node, other: Node, fault: Callable[..., Problem]) -> Iterator[Problem]:
    wanted, found = fields(english.value), fields(other.value)
    if found is None:
        yield fault(WORDS["braces"])
    elif found != wanted:
        names = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or WORDS["none"]
        yield fault(WORDS["fields"].format(fields=names))


def _worded(text: str) -> bool:
    """Return whether a text has words to translate, and is no sign, name of a key, or frame of fields."""
    return len(_WORD.findall(_FIELD.sub("", text))) > 1


def _sentences(node: Node) -> Iterator[Node]:
    inner = node.value.values() if isinstance(node.value, dict) else node.value
    if isinstance(inner, str):
        yield node
    else:
        for child in inner:
            yield from _sentences(child)
