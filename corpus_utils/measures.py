"""Measures of words: the places where one stands (concordance), keyness and dispersion.

A word is what `tokens.words` calls one: letters, with apostrophes inside. So
"state-led" is two words, and "Olga's" is another word than "Olga".
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.messages import section
from corpus_utils.tokens import WORD, words

WORDS = section("measures")
STEM = "*"
CONTEXT = 44
"""Characters of context on each side: two sides and the word fit on one line of a projector."""
_SPACE = re.compile(r"\s+")
ORDERS = ("text", "left", "right")
ZERO = 0.5
"""What a count of none enters a log ratio as; Hardie (2014) takes the same."""


@dataclass(frozen=True)
class Query:
    """One word, casefolded, or the beginning of words if it is a ``stem``."""

    word: str
    stem: bool = False

    @classmethod
    def parse(cls, written: str) -> Query:
        """Return the query that ``written`` says: a word, or ``terror*`` for all that begin so.

        >>> Query.parse("Bak*"), Query.parse("baker’s")
        (Query(word='bak', stem=True), Query(word="baker's", stem=False))
        """
        text = unicodedata.normalize("NFC", written).strip()
        stem = text.endswith(STEM)
        found = words(text.removesuffix(STEM))
        if not found:
            raise CourseError(WORDS["no_word"])
        if len(found) > 1 or not WORD.fullmatch(text.removesuffix(STEM)):
            raise CourseError(WORDS["several_words"].format(text=repr(text)))
        return cls(found[0], stem)

    def __str__(self) -> str:
        return self.word + STEM * self.stem

    def finds(self, word: str) -> bool:
        """Return whether ``word``, casefolded, is meant."""
        return word.startswith(self.word) if self.stem else word == self.word

    def forms(self, counts: Mapping[str, int]) -> dict[str, int]:
        """Return those of ``counts`` that are meant, the most frequent first."""
        found = [(word, count) for word, count in counts.items() if self.finds(word)]
        return dict(sorted(found, key=lambda pair: (-pair[1], pair[0])))

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the code-point ranges of the words of ``text`` that are meant."""
        for match in WORD.finditer(text):
            if self.finds(match.group().casefold().replace("’", "'")):
                yield match.span()


@dataclass(frozen=True)
class Line:
    """A keyword in its context: ``text[start:end]`` of a paragraph is ``hit``.

    White space in ``left`` and ``right`` is made single, so that the three
    parts joined read as the text does; each context is cut between words.
    """

    paragraph: str
    left: str
    hit: str
    right: str
    start: int
    end: int


def line(paragraph: str, text: str, start: int, end: int, *, characters: int = CONTEXT) -> Line:
    """Return ``text[start:end]`` with at most so many ``characters`` of context on each side.

    >>> line("p001", "Olga bakes a loaf, Ivan eats it.", 13, 17, characters=9)
    Line(paragraph='p001', left='… bakes a ', hit='loaf', right=', Ivan …', start=13, end=17)
    """
    left, right = _SPACE.sub(" ", text[:start]).lstrip(), _SPACE.sub(" ", text[end:]).rstrip()
    if len(left) > characters:
        left = "… " + left[-characters - 1 :].partition(" ")[2]
    if len(right) > characters:
        right = right[: characters + 1].rpartition(" ")[0] + " …"
    return Line(paragraph, left, " ".join(text[start:end].split()), right, start, end)


def concordance(
    paragraphs: Iterable[tuple[str, str]], query: Query, *, characters: int = CONTEXT
) -> list[Line]:
    """Return a line for each place that ``query`` finds, in reading order.

    ``paragraphs`` are pairs of id and text; a context ends with its paragraph.
    """
    return [
        line(name, text, start, end, characters=characters)
        for name, text in paragraphs
        for start, end in query.places(text)
    ]


def in_order(lines: Iterable[Line], order: str) -> list[Line]:
    """Return lines as in the ``text``, or by the words to the ``left`` or ``right`` of the hit.

    To the left the nearest word decides first, so that equal phrases stand together.
    """
    if order not in ORDERS:
        raise UnknownError(WORDS["order"], order, ORDERS)
    if order == "text":
        return list(lines)
    if order == "left":
        return sorted(lines, key=lambda one: (words(one.left)[::-1], words(one.hit)))
    return sorted(lines, key=lambda one: (words(one.right), words(one.hit)))


@dataclass(frozen=True)
class Keyness:
    """How much more often a word stands in one text than in the rest.

    ``log_likelihood`` is 0 or more and grows with the evidence that the two
    differ, in either direction (3.84 is the usual 5% mark for one test).
    ``log_ratio`` is the size of the difference: +1 for twice as often in the
    text, -1 for half as often.
    """

    word: str
    count: int
    rest: int
    log_likelihood: float
    log_ratio: float


def keyness(word: str, count: int, size: int, rest: int, rest_size: int) -> Keyness:
    """Return the keyness of a word that stands ``count`` times in ``size`` words, ``rest`` in the rest.

    Log-likelihood (G squared) is taken over all four cells: this word and all
    others, here and in the rest (Dunning 1993); a cell of 0 adds nothing. Log
    ratio (Hardie 2014) is the binary logarithm of the ratio of the relative
    frequencies; a count of 0 enters it as 0.5, and where both are 0 it is 0.

    >>> found = keyness("oven", 20, 1000, 10, 1000)
    >>> round(found.log_likelihood, 2), found.log_ratio
    (3.45, 1.0)
    """
    if not (0 <= count <= size and 0 <= rest <= rest_size and size and rest_size):
        given = {"count": count, "size": size, "rest": rest, "rest_size": rest_size}
        raise CourseError(WORDS["not_comparable"].format(**given))
    total, hits = size + rest_size, count + rest
    cells = ((count, size, hits), (rest, rest_size, hits))
    cells += ((size - count, size, total - hits), (rest_size - rest, rest_size, total - hits))
    g2 = 2 * sum(
        seen * math.log(seen * total / (row * column)) for seen, row, column in cells if seen
    )
    ratio = 0.0
    if hits:
        ratio = math.log2((count or ZERO) / size) - math.log2((rest or ZERO) / rest_size)
    return Keyness(word, count, rest, max(0.0, g2), ratio)


def keywords(
    counts: Mapping[str, int], rest: Mapping[str, int], *, at_least: int = 3
) -> list[Keyness]:
    """Return the words that stand more often in a text than in the rest, by log-likelihood.

    ``counts`` and ``rest`` are word counts of whole texts; a word that stands
    fewer than ``at_least`` times in the text is left out.
    """
    size, rest_size = sum(counts.values()), sum(rest.values())
    found = [
        keyness(word, count, size, rest.get(word, 0), rest_size)
        for word, count in counts.items()
        if count >= at_least
    ]
    kept = [one for one in found if one.log_ratio > 0]
    return sorted(kept, key=lambda one: (-one.log_likelihood, one.word))


def dispersion(counts: Sequence[int], sizes: Sequence[int]) -> float | None:
    """Return Gries' DP of a word over parts: 0 is spread evenly, towards 1 it keeps to one part.

    ``counts`` are its occurrences in each part, ``sizes`` the parts' words.
    DP is half the sum of the differences between the share of occurrences
    and the share of words (Gries 2008). None where the word does not occur.

    >>> dispersion([5, 10], [100, 200]), dispersion([6, 0], [100, 300])
    (0.0, 0.75)
    """
    if len(counts) != len(sizes) or not sizes or min(sizes) < 0 or not sum(sizes):
        raise CourseError(WORDS["no_parts"])
    if not (total := sum(counts)):
        return None
    words_in_all = sum(sizes)
    pairs = zip(counts, sizes, strict=True)
    return sum(abs(count / total - size / words_in_all) for count, size in pairs) / 2


def without(one: Mapping[str, int], every: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Return the counts of ``every`` text but ``one``, added up: what it is compared with."""
    found: dict[str, int] = {}
    for counts in every:
        if counts is not one:
            for word, count in counts.items():
                found[word] = found.get(word, 0) + count
    return found
