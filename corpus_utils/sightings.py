"""Sightings: what can be annotated of a new text without reading it, for its reader to confirm.

Names and concepts that the gazetteer knows, dates and quotations are found by
their form. Who speaks, what is wrong and what is meant are not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus_utils.edtf import is_date
from corpus_utils.finders import mentions
from corpus_utils.gazetteer import Gazetteer
from corpus_utils.messages import section
from corpus_utils.segments import Segment, paragraph_text
from corpus_utils.tokens import Letters, Part, Span, Target, letters, words
from corpus_utils.vocabulary import MOST_WORDS, Annotation

WORDS = section("sightings")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
FEWEST_WORDS = 3
"""Fewer words in marks are a term or a title as often as a quotation."""

_MONTH = "Sept|" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)
_YEAR = r"1\d{3}|20\d{2}"
_DATE = re.compile(
    rf"(?<![\w.,])(?:"
    rf"(?P<iso>(?:{_YEAR})-\d\d-\d\d)"
    rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th|\.)?(?: of)?\s+(?P<m1>{_MONTH})\.?,?\s+(?P<y1>{_YEAR})"
    rf"|(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,\s+(?P<y2>{_YEAR})"
    rf"|(?P<m3>{_MONTH})\.?,?\s+(?P<y3>{_YEAR})"
    rf"|(?P<y4>{_YEAR})\s?[-–/]\s?(?P<z4>{_YEAR}|\d\d)(?![-\d])"
    rf"|(?P<decade>(?:1\d|20)\d)0['’]?s"
    rf"|(?P<y5>{_YEAR})"
    rf")(?![\w])"
)
_QUOTED = (
    *map(re.compile, (r"“([^“”]+)”", r"„([^„“]+)“", r"«([^«»]+)»", r'"([^"]+)"')),
    re.compile(
        r"(?<![^\W_])‘((?:[^‘’]|’(?=[^\W_]))+)’(?![^\W_])"
    ),  # ’ inside a word is an apostrophe
)


@dataclass(frozen=True)
class Sighting:
    """A date or a quotation found in a text: its code points, and a date's value in EDTF."""

    start: int
    end: int
    value: str = ""


def dates(text: str) -> list[Sighting]:
    """Return the dates of ``text`` that the calendar has, in reading order.

    >>> [(text[s.start : s.end], s.value) for text in ["On 9 May 1921, in the 1930s, from 1917-21"] for s in dates(text)]
    [('9 May 1921', '1921-05-09'), ('1930s', '193X'), ('1917-21', '1917/1921')]
    """
    found = [Sighting(*match.span(), _value(match)) for match in _DATE.finditer(text)]
    return [sighting for sighting in found if is_date(sighting.value)]


def _value(match: re.Match[str]) -> str:
    part = match.groupdict()
    if part["iso"] or part["y5"]:
        return part["iso"] or part["y5"]
    if part["decade"]:
        return part["decade"] + "X"
    if part["y4"]:
        last = part["z4"]
        return f"{part['y4']}/{part['y4'][: 4 - len(last)]}{last}"
    for number in "123":
        if part[f"m{number}"]:
            month = [name[:3] for name in MONTHS].index(part[f"m{number}"][:3]) + 1
            day = part.get(f"d{number}")
            return f"{part[f'y{number}']}-{month:02}" + (f"-{int(day):02}" if day else "")
    raise AssertionError("one of the alternatives has matched")


def quotations(text: str) -> list[Sighting]:
    """Return what stands in quotation marks in ``text``, marks left aside, the outer ones only.

    Single marks count where none of the other kinds enclose them; an
    apostrophe opens nothing and closes nothing.

    >>> text = 'She said “bread is ‘always’ dear” and left.'
    >>> [text[s.start : s.end] for s in quotations(text)]
    ['bread is ‘always’ dear']
    """
    found = [Sighting(*m.span(1)) for pattern in _QUOTED for m in pattern.finditer(text)]
    found.sort(key=lambda one: (one.start, -one.end))
    outer: list[Sighting] = []
    for one in found:
        if not outer or one.start >= outer[-1].end:
            outer.append(one)
    return [one for one in outer if len(words(text[one.start : one.end])) >= FEWEST_WORDS]


def sight(text: str, paragraphs: Iterable[Segment], gazetteer: Gazetteer) -> list[Annotation]:
    """Return the annotations that can be made of an original's ``text`` by form alone.

    A name that several entries share is given to the first, as possible, and
    the others stand in the note.
    """
    stream = letters(text)
    counts: dict[str, int] = {}
    found: list[Annotation] = []
    for paragraph in paragraphs:
        if paragraph.kind == "furniture":
            continue
        own = paragraph_text(stream, paragraph.spans)
        for layer, span, fields in _of_paragraph(own, paragraph, gazetteer):
            counts[layer] = counts.get(layer, 0) + 1
            number = counts[layer]
            value = fields.pop("value", f"q{number:02}")
            target = Target((Part(paragraph.id, span),))
            kept = {name: given for name, given in fields.items() if given}
            found.append(Annotation(f"{layer}-{number:02}", layer, target, value, kept))
    return found


def _of_paragraph(
    own: str, paragraph: Segment, gazetteer: Gazetteer
) -> Iterator[tuple[str, Span | None, dict[str, str]]]:
    stream = letters(own)
    for mention in mentions(own, gazetteer):
        first, *others = mention.entries
        ids = ", ".join(entry.id for entry in others)
        note = WORDS["others"].format(entries=ids) if others else ""
        fields = {
            "value": first.id,
            "surface": _surface(mention.surface),
            "certainty": "possible" if others else "probable",
            "basis": "text",
            "note": note,
        }
        yield mention.kind, mention.span, fields
    for date in dates(own):
        fields = {
            "value": date.value,
            "surface": own[date.start : date.end],
            "certainty": "probable",
        }
        yield "date", _span(stream, date), fields | {"basis": "text"}
    quoted = quotations(own)
    for one in quoted:
        yield (
            "quotation",
            _span(stream, one),
            {"voice": "quoted", "surface": _surface(own[one.start : one.end])},
        )
    if paragraph.kind == "quotation" and not quoted:
        yield "quotation", None, {"voice": "quoted"}


def _span(stream: Letters, found: Sighting) -> Span:
    return stream.span(found.start, found.end)


def _surface(printed: str) -> str:
    """Return the words as printed where they are few enough to be published, else nothing."""
    printed = " ".join(printed.split())
    return printed if len(words(printed)) <= MOST_WORDS and len(printed) <= 2 * 60 else ""
