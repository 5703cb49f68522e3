"""Letters, tokens and targets: how a place in a text is named without its words.

A text is reduced to its *letter stream*: compatibility-decomposed (NFKD),
casefolded, letters only. Spaces, hyphens, quotation marks, digits and note
marks differ from edition to edition; letters hardly do. What stands between
two letters is a *gap*, and the characters of a gap that are not white space
are its *marks*. Offsets are zero-based, ends exclusive: Unicode code points
in a text, letters in a letter stream.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from corpus_utils.errors import CourseError
from corpus_utils.messages import section

WORDS = section("tokens")

# Marks that end what stands before them, and marks that begin what follows.
CLOSERS, OPENERS = frozenset(".,;:!?…”’»)]}"), frozenset("“‘«([{")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    # Casefolding can compose again (ΐ), so decompose once more before picking the letters.
    return "".join(c for c in unicodedata.normalize("NFKD", decomposed) if c.isalpha())


@dataclass(frozen=True)
class Letters:
    """A text's letter stream: ``stream[i]`` comes from ``source[offsets[i]]``."""

    source: str
    stream: str
    offsets: array

    def __len__(self) -> int:
        return len(self.stream)

    def gap(self, letter: int) -> tuple[int, int]:
        """Return the code-point range between the letters ``letter - 1`` and ``letter``.

        Empty inside a ligature, whose letters share one character.
        """
        start = self.offsets[letter - 1] + 1 if letter else 0
        end = self.offsets[letter] if letter < len(self.stream) else len(self.source)
        return start, max(start, end)

    def marks(self, letter: int) -> list[int]:
        """Return the code-point offsets of the marks in the gap before ``letter``."""
        start, end = self.gap(letter)
        return [i for i in range(start, end) if not self.source[i].isspace()]

    def range(self, span: Span) -> tuple[int, int]:
        """Return the code-point range of ``span``, its marks included where there are any.

        >>> text = "In 1917, Olga wrote ‘no’."
        >>> start, end = letters(text).range(Span(2, 6))
        >>> text[start:end]
        'Olga'
        """
        if span.start == span.end:
            marks = self.marks(span.start)[span.head : span.head + span.tail]
            return (marks[0], marks[-1] + 1) if marks else (self.gap(span.start)[0],) * 2
        start, end = self.offsets[span.start], self.offsets[span.end - 1] + 1
        for mark in self.marks(span.start)[::-1][: span.head]:
            if self.source[mark] in CLOSERS and "\n" in self.source[mark + 1 : start]:
                break  # another paragraph's: this copy has fewer marks here
            start = mark
        for mark in self.marks(span.end)[: span.tail]:
            if self.source[mark] in OPENERS and "\n" in self.source[end:mark]:
                break
            end = mark + 1
        return start, end

    def span(self, start: int, end: int) -> Span:
        """Return the span of a code-point range, whose own marks at its edges belong to it.

        The inverse of `range` for what begins and ends with a letter or a mark.

        >>> text = "In 1917, Olga wrote ‘no’."
        >>> letters(text).span(20, 24), letters(text).span(3, 7)
        (Span(start=11, end=13, head=1, tail=1), Span(start=2, end=2, head=0, tail=4))
        """
        first = bisect_left(self.offsets, start)
        last = bisect_left(self.offsets, end)
        if first == last:
            marks = self.marks(first)
            return Span(
                first,
                first,
                bisect_left(marks, start),
                bisect_left(marks, end) - bisect_left(marks, start),
            )
        head = sum(mark >= start for mark in self.marks(first))
        return Span(first, last, head, sum(mark < end for mark in self.marks(last)))


def letters(text: str) -> Letters:
    """Return the letter stream of ``text``.

    >>> letters("Naïve ﬁre, 1917!").stream
    'naivefire'
    """
    stream: list[str] = []
    offsets = array("l")
    for offset, character in enumerate(text):
        for letter in _fold(character):
            stream.append(letter)
            offsets.append(offset)
    return Letters(text, "".join(stream), offsets)


def words(text: str) -> list[str]:
    """Return the words of ``text``, casefolded, typographic apostrophes made plain."""
    return [m.group().casefold().replace("’", "'") for m in WORD.finditer(text)]


@dataclass(frozen=True, order=True)
class Span:
    """A run of letters ``start`` to ``end`` with ``head`` marks before and ``tail`` marks after.

    With no letters (``start == end``) it lies inside one gap: ``head`` marks
    are skipped and ``tail`` marks taken, as for a note mark or a year.
    """

    start: int
    end: int
    head: int = 0
    tail: int = 0

    def __str__(self) -> str:
        marks = f"/{self.head},{self.tail}" if self.head or self.tail else ""
        return f"{self.start}-{self.end}{marks}"


_PART = re.compile(r"(p\d{3})(?:@(\d+)-(\d+)(?:/(\d+),(\d+))?)?")


@dataclass(frozen=True)
class Part:
    """One paragraph of a target, whole (``span`` is None) or a span of its letters."""

    paragraph: str
    span: Span | None = None

    def __str__(self) -> str:
        return self.paragraph if self.span is None else f"{self.paragraph}@{self.span}"


@dataclass(frozen=True)
class Target:
    """What an annotation, a claim or an item points at: paragraphs or letters in them.

    >>> target = Target.parse("p002 p003@45-51/1,2")
    >>> target.paragraphs, str(target)
    (('p002', 'p003'), 'p002 p003@45-51/1,2')
    """

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        return " ".join(map(str, self.parts))

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The ids of the paragraphs pointed at, in order, each once."""
        return tuple(dict.fromkeys(part.paragraph for part in self.parts))

    @classmethod
    def parse(cls, text: str) -> Target:
        """Return the target that ``text`` writes; a `CourseError` says how one is written."""
        parts = []
        for word in text.split():
            found = _PART.fullmatch(word)
            if not found:
                raise CourseError(WORDS["no_target"].format(word=word))
            paragraph, *numbers = found.groups()
            if numbers[0] is None:
                parts.append(Part(paragraph))
                continue
            span = Span(*(int(n or 0) for n in numbers))
            if span.end < span.start or (span.end == span.start and not span.tail):
                raise CourseError(WORDS["empty"].format(word=word))
            parts.append(Part(paragraph, span))
        if not parts:
            raise CourseError(WORDS["missing"])
        return cls(tuple(parts))


def find(text: str, phrase: str, *, nth: int = 1) -> Span | None:
    """Return the span of the ``nth`` occurrence of ``phrase`` in ``text``, or None.

    ``text`` is a paragraph's text. Letters are compared in the letter stream,
    on word boundaries; marks at the edges of ``phrase`` (digits, quotation
    marks) belong to the span. A phrase without letters is looked for as it is.

    >>> find("Olga, in Olgino, saw Olga.", "Olga", nth=2)
    Span(start=15, end=19, head=0, tail=0)
    >>> find("In May 1917 (or June)", "May 1917")
    Span(start=2, end=5, head=0, tail=4)
    """
    stream = letters(text)
    wanted = letters(phrase)
    if not len(wanted):
        return _find_marks(stream, phrase.strip(), nth)
    head, tail = len(wanted.marks(0)), len(wanted.marks(len(wanted)))
    at = -1
    while (at := stream.stream.find(wanted.stream, at + 1)) >= 0:
        span = Span(at, at + len(wanted), head, tail)
        if _on_boundaries(stream, span):
            nth -= 1
            if not nth:
                return span
    return None


def _on_boundaries(stream: Letters, span: Span) -> bool:
    def joined(letter: int) -> bool:
        if not 0 < letter < len(stream):
            return False
        start, end = stream.gap(letter)
        return start == end

    return not joined(span.start) and not joined(span.end)


def _find_marks(stream: Letters, phrase: str, nth: int) -> Span | None:
    pattern = re.compile(rf"(?<!\d){re.escape(phrase)}(?!\d)")
    found = list(pattern.finditer(stream.source))[nth - 1 : nth]
    if not found:
        return None
    at = next((i for i, o in enumerate(stream.offsets) if o >= found[0].end()), len(stream))
    marks = stream.marks(at)
    return Span(at, at, marks.index(found[0].start()), len("".join(phrase.split())))
