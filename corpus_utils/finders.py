"""Finders: where a text names somebody or something that the gazetteer knows.

A word-for-word search, without a model: whatever a form of the gazetteer
names is found wherever it stands, and nothing else is. Descriptions ("the
general secretary"), pronouns and slips are for a reader to annotate.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus_utils.gazetteer import KINDS, Entry, Gazetteer
from corpus_utils.tokens import Span, letters

_WORD = re.compile(r"[^\W_]+")
# What may differ between a form and the text that has it: how words are joined and quoted.
_JOINTS = re.compile(r"[\s\-‐‑–'’‘“”\"]+")


@dataclass(frozen=True)
class Mention:
    """A place of a text that names ``entries``, several where they share the form ``surface``."""

    kind: str
    entries: tuple[Entry, ...]
    span: Span
    surface: str


@dataclass(frozen=True)
class _Form:
    """A form as it is looked for: its words, and the punctuation between them."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]


def mentions(text: str, gazetteer: Gazetteer, *, kinds: Iterable[str] = KINDS) -> list[Mention]:
    """Return where ``text``, a paragraph's, names entries of ``kinds``, in reading order.

    A word of a form that has a capital letter is found as it is written, or
    all in capitals; one in lower case under any case. Of the forms of one kind
    that begin at one word the longest counts, and mentions of one kind do not
    overlap; those of two kinds may (a person's name inside a title). A concept
    inside a name is none: the Workers Party is not about workers.

    >>> olga = Entry("olga", "person", "Olga Novák", ("Olga", "Novák"), "An invented miller.")
    >>> [(m.surface, m.span.start) for m in mentions("Olga Novák? No, Olga’s sister.", Gazetteer((olga,)))]
    [('Olga Novák', 0), ('Olga', 11)]
    """
    stream = letters(text)
    words = [(match.group(), *match.span()) for match in _WORD.finditer(text)]
    found: list[Mention] = []
    wanted = list(kinds)
    names = [kind for kind in KINDS if kind != "concept" and {kind, "concept"} & {*wanted}]
    for kind in (*names, *(["concept"] if "concept" in wanted else [])):
        forms = _forms(gazetteer, kind)
        at = 0
        while at < len(words):
            form = next(_matching(text, words, at, forms.get(words[at][0].casefold(), {})), None)
            if form is None:
                at += 1
                continue
            entries = forms[form.words[0].casefold()][form]
            start, end = words[at][1], words[at + len(form.words) - 1][2]
            found.append(Mention(kind, entries, stream.span(start, end), text[start:end]))
            at += len(form.words)
    kept = [
        mention
        for mention in found
        if mention.kind in wanted
        and not (mention.kind == "concept" and any(_inside(mention, other) for other in found))
    ]
    return sorted(kept, key=lambda mention: (mention.span, KINDS.index(mention.kind)))


def _inside(concept: Mention, other: Mention) -> bool:
    if other.kind == "concept":
        return False
    return other.span.start <= concept.span.start and concept.span.end <= other.span.end


def _forms(gazetteer: Gazetteer, kind: str) -> dict[str, dict[_Form, tuple[Entry, ...]]]:
    """Return the forms of a kind by their first word, casefolded, the longest first."""
    found: dict[str, dict[_Form, tuple[Entry, ...]]] = {}
    for entry in gazetteer.entries:
        for written in dict.fromkeys((entry.name, *entry.forms)) if entry.kind == kind else ():
            form = _form(written)
            if form.words:
                same = found.setdefault(form.words[0].casefold(), {})
                others = [other for other in same.get(form, ()) if other is not entry]
                same[form] = (*others, entry)
    return {
        word: dict(sorted(same.items(), key=lambda pair: -len(pair[0].words)))
        for word, same in found.items()
    }


def _form(written: str) -> _Form:
    matches = list(_WORD.finditer(written))
    between = itertools.pairwise(matches)
    gaps = tuple(_JOINTS.sub("", written[a.end() : b.start()]) for a, b in between)
    return _Form(tuple(match.group() for match in matches), gaps)


def _matching(
    text: str, words: list[tuple[str, int, int]], at: int, forms: Iterable[_Form]
) -> Iterator[_Form]:
    """Yield those of ``forms`` that stand in ``text`` from the word ``at`` on."""
    for form in forms:
        there = words[at : at + len(form.words)]
        if len(there) == len(form.words) and all(
            _same(word, wanted) for (word, *_), wanted in zip(there, form.words, strict=True)
        ):
            between = itertools.pairwise(there)
            gaps = tuple(_JOINTS.sub("", text[a[2] : b[1]]) for a, b in between)
            if gaps == form.gaps:
                yield form


def _same(word: str, wanted: str) -> bool:
    if wanted != wanted.casefold():
        return word == wanted or (len(word) > 1 and word == wanted.upper())
    return word.casefold() == wanted
