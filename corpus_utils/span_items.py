"""Marking words in a retelling: where they stand, and the item that asks for them.

A token is a run of letters or digits (with apostrophes and hyphens inside);
punctuation belongs to none. Offsets count code points of a paragraph's
retelling without its marks of emphasis.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, ClassVar

from corpus_utils.prompts import Item
from corpus_utils.tokens import Target

TOKEN = re.compile(r"\w+(?:['’.-]\w+)*")


def tokens(text: str) -> list[tuple[int, int]]:
    """Return the code-point range of each token of ``text``.

    >>> tokens("It's 1.5, so-so.")
    [(0, 4), (5, 8), (10, 15)]
    """
    return [match.span() for match in TOKEN.finditer(text)]


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Return where ``words`` stand in ``text``, token by token whatever stands between them.

    Case, kinds of apostrophe, spaces and punctuation do not count.

    >>> occurrences("Pay, she says. ‘Pay’ — she does.", "pay she")
    [(0, 8), (16, 26)]
    """
    here, wanted = _folded(text), [word for word, *_ in _folded(words)]
    if not wanted:
        return []
    size = len(wanted)
    return [
        (here[i][1], here[i + size - 1][2])
        for i in range(len(here) - size + 1)
        if [word for word, *_ in here[i : i + size]] == wanted
    ]


def resembling(text: str, words: str) -> str:
    """Return the run of words of ``text`` that comes nearest to ``words``, as it is written."""
    here, wanted = _folded(text), [word for word, *_ in _folded(words)]
    if not here or not wanted:
        return ""
    size = min(len(wanted), len(here))

    def likeness(at: int) -> float:
        run = [word for word, *_ in here[at : at + size]]
        matcher = SequenceMatcher(None, " ".join(run), " ".join(wanted), autojunk=False)
        return matcher.ratio()

    at = max(range(len(here) - size + 1), key=likeness)
    return text[here[at][1] : here[at + size - 1][2]]


def _folded(text: str) -> list[tuple[str, int, int]]:
    plain = text.replace("’", "'")
    return [(m[0].casefold(), m.start(), m.end()) for m in TOKEN.finditer(plain)]


@dataclass(frozen=True)
class Words:
    """Words of a paragraph's retelling from ``start`` to ``end``, and what to say where they are marked.

    ``around`` is the range within which more words may be marked at no cost,
    the words themselves where nothing else is said.
    """

    paragraph: str
    words: str
    start: int
    end: int
    why: str
    passage: Target
    around: tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class MarkSpan(Item):
    """Words of the retelling do what the prompt says; the student marks them.

    Given: a list of ``{"paragraph", "words", "start", "end"}``. ``words``
    decide, so that an answer still means the same after the retelling was
    reworded elsewhere; ``start`` tells equal words of a paragraph apart, the
    nearest are meant. ``near`` are near misses, each with its own explanation;
    ``otherwise`` is said to any others. ``texts`` are the retellings of the
    paragraphs of ``passage``, in which one marks.
    """

    kind: ClassVar[str] = "mark the span"

    spans: tuple[Words, ...]
    near: tuple[Words, ...]
    otherwise: str
    texts: dict[str, str]

    @property
    def key(self) -> list[dict[str, Any]]:
        """The words that are right."""
        return [
            {"paragraph": s.paragraph, "words": s.words, "start": s.start, "end": s.end}
            for s in self.spans
        ]

    def tokens(self, ranges: Iterable[tuple[str, int, int]]) -> set[tuple[str, int]]:
        """Return the tokens that lie in ranges of paragraphs, each as its paragraph and start."""
        return {
            (name, at)
            for name, start, end in ranges
            for at, after in tokens(self.texts[name])
            if at < end and after > start
        }
