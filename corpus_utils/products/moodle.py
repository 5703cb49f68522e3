"""Moodle XML, for the question bank of Moodle 4.4 or newer (https://docs.moodle.org/en/Moodle_XML_format).

Choices, orders, matches and essays are Moodle's own question types. Hints are
shown where the quiz behaves as "interactive with multiple tries"; the id of
each question is the item's, so that an import can be traced to the bank.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from corpus_utils.messages import section
from corpus_utils.products import bodies
from corpus_utils.products.archives import branch, written
from corpus_utils.products.asking import write_asked
from corpus_utils.products.shapes import Asked
from corpus_utils.products.sources import Note, Source
from corpus_utils.products.wording import flat, rich

NAME = "moodle"
TYPES = {
    "one": "multichoice",
    "several": "multichoice",
    "order": "ordering",
    "rows": "matching",
    "words": "essay",
}
WORDS = section("products.moodle")


def write(source: Source, folder: Path) -> list[Note]:
    """Write ``<lesson>.xml`` into ``folder``; return what Moodle cannot carry."""
    path = folder / f"{source.name}.xml"
    return write_asked(source, path, NAME, to_moodle, WORDS["lost"])


def to_moodle(lesson: str, every: list[Asked]) -> str:
    """Return questions as Moodle XML, second tries in a category below that of the lesson."""
    quiz = ET.Element("quiz")
    for second in (False, True):
        chosen = [one for one in every if one.second == second]
        if chosen:
            path = f"$course$/top/{WORDS['bank']}/{lesson}" + (f"/{WORDS['second']}" * second)
            category = branch(quiz, "question", type="category")
            branch(branch(category, "category"), "text", path)
        for one in chosen:
            _question(quiz, one)
    return written(quiz)


def _question(quiz: ET.Element, one: Asked) -> None:
    node = branch(quiz, "question", type=TYPES[one.shape])
    branch(branch(node, "name"), "text", flat(one.title))
    _html(node, "questiontext", bodies.question(one))
    _html(node, "generalfeedback", bodies.after(one) if one.later else "")
    branch(node, "defaultgrade", str(one.points))
    branch(node, "penalty", "0.3333333")
    branch(node, "hidden", "0")
    branch(node, "idnumber", one.id)
    _WRITERS[one.shape](node, one)
    for hint in one.hints:
        _html(node, "hint", rich(hint))
    tags = branch(node, "tags")
    for tag in (*one.tags, *([WORDS["recall"]] if one.recall else [])):
        branch(branch(tags, "tag"), "text", flat(tag))


def _html(parent: ET.Element, tag: str, xhtml: str, **attributes: str) -> ET.Element:
    node = branch(parent, tag, format="html", **attributes)
    branch(node, "text", xhtml)
    return node


def _combined(node: ET.Element) -> None:
    for tag in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        _html(node, tag, "")
    branch(node, "shownumcorrect")


def _choice(node: ET.Element, one: Asked) -> None:
    branch(node, "single", "true" if one.shape == "one" else "false")
    branch(node, "shuffleanswers", "true")
    branch(node, "answernumbering", "ABCD")
    _combined(node)
    for answer, fraction in zip(one.answers, fractions(one), strict=True):
        found = _html(node, "answer", rich(answer.text), fraction=fraction)
        _html(found, "feedback", rich(bodies.told(answer)))


def fractions(one: Asked) -> list[str]:
    """Return what each answer adds, in percent as Moodle rounds it.

    Right answers of ``several`` share 100; wrong ones take away as much
    together, so that choosing everything earns nothing.
    """
    right = sum(answer.right for answer in one.answers)
    wrong = len(one.answers) - right
    if one.shape == "one":
        return ["100" if answer.right else "0" for answer in one.answers]
    shares = {True: 100 / right, False: -100 / max(wrong, 1)}
    return [f"{shares[answer.right]:.5f}".rstrip("0").rstrip(".") for answer in one.answers]


def _order(node: ET.Element, one: Asked) -> None:
    for tag, text in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("selectcount", "0"),
        ("gradingtype", "ABSOLUTE_POSITION"),
        ("showgrading", "SHOW"),
        ("numberingstyle", "none"),
    ):
        branch(node, tag, text)
    _combined(node)
    for place, answer in enumerate(one.answers, 1):
        _html(node, "answer", rich(answer.text), fraction=str(place))


def _rows(node: ET.Element, one: Asked) -> None:
    branch(node, "shuffleanswers", "true")
    _combined(node)
    used = {row.right for row in one.rows}
    pairs = [(rich(row.text), row.right) for row in one.rows]
    for text, choice in (*pairs, *(("", choice) for choice in one.choices if choice not in used)):
        found = _html(node, "subquestion", text)
        branch(branch(found, "answer"), "text", flat(choice))


def _words(node: ET.Element, one: Asked) -> None:
    for tag, text in (
        ("responseformat", "editor"),
        ("responserequired", "1"),
        ("responsefieldlines", "10"),
        ("attachments", "0"),
        ("attachmentsrequired", "0"),
    ):
        branch(node, tag, text)
    _html(node, "graderinfo", bodies.after(one))
    _html(node, "responsetemplate", "")


_WRITERS = {
    "one": _choice,
    "several": _choice,
    "order": _order,
    "rows": _rows,
    "words": _words,
}
