"""Asking: each kind of item as a question that other programs can ask.

A kind that they cannot ask as it is becomes one that they can, and the
question says what was lost and what was made instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from corpus_utils.items import (
    FindParagraph,
    Item,
    Match,
    MultipleChoice,
    Order,
    ShortText,
    SingleChoice,
    WhoSaysIt,
)
from corpus_utils.marking import mark
from corpus_utils.messages import section
from corpus_utils.outputs import write_file
from corpus_utils.products.conversions import CONVERTERS
from corpus_utils.products.frames import answers, base, rows
from corpus_utils.products.shapes import Answer, Asked, Loss, notes
from corpus_utils.products.sources import Note, Source
from corpus_utils.products.stimuli import first_words, offered, stimulus
from corpus_utils.shuffles import shown

WORDS = section("products.asking")


def asked(source: Source) -> list[Asked]:
    """Return the questions of a lesson, each second try after its item, marked as such."""
    found = []
    for item in source.items:
        found.append(ask(item))
        if item.second_try:
            found.append(ask(item.second_try))
    return found


def write_asked(
    source: Source,
    path: Path,
    product: str,
    make: Callable[[str, list[Asked]], str | bytes],
    losses: Mapping[str, Loss],
) -> list[Note]:
    """Write the questions of a lesson as ``make`` makes them; return what ``product`` cannot carry.

    ``losses`` names the features that the product lacks.
    """
    every = asked(source)
    write_file(path, make(source.name, every))
    return [note for one in every for note in notes(one, product, losses)]


def ask(item: Item) -> Asked:
    """Return one item as a question."""
    return ASKERS[type(item)](item)


def _one(item: SingleChoice) -> Asked:
    return base(item, shape="one", answers=answers(item.options, shown(item)))


def _several(item: MultipleChoice) -> Asked:
    return base(item, shape="several", answers=answers(item.options, shown(item)))


def _order(item: Order) -> Asked:
    ranked = answers(item.options, item.key, right=True)
    return base(item, shape="order", answers=ranked, start=tuple(shown(item)))


def _rows(item: Match | WhoSaysIt) -> Asked:
    return base(item, shape="rows", rows=rows(item, lambda _: item.choices, str))


def _find(item: FindParagraph) -> Asked:
    names = offered(item.document, item.key, item.wrong, item.answer)
    found = []
    for name in names:
        part = mark(item, name).parts[0]
        found.append(Answer(first_words(item.document, name), part.why, "", part.right))
    what, instead = WORDS["lost"]["find"]
    return base(
        item,
        shape="one",
        how=WORDS["find"],
        stimulus=stimulus(item.document, names),
        answers=tuple(found),
        lost=((what, instead.format(n=len(names))),),
    )


def _short(item: ShortText) -> Asked:
    return base(
        item, shape="words", model=item.model, criteria=item.rubric, lost=(WORDS["lost"]["short"],)
    )


ASKERS: dict[type[Item], Callable[[Any], Asked]] = {
    SingleChoice: _one,
    MultipleChoice: _several,
    Order: _order,
    Match: _rows,
    WhoSaysIt: _rows,
    FindParagraph: _find,
    ShortText: _short,
    **CONVERTERS,
}
