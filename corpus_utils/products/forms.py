"""Forms: how an exercise of each kind is answered on paper, and the answer as it is then written.

Options stand in the order that nobody in particular sees (`shuffles`), under
letters: `answerable` prints them, `written_answer` refers to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from corpus_utils.claims import Argument, Relation
from corpus_utils.errors import UnknownError
from corpus_utils.items import (
    CompleteMap,
    FindParagraph,
    Item,
    LongText,
    MarkSpan,
    Match,
    MultipleChoice,
    Order,
    Prediction,
    RepairMap,
    RoleOfClaim,
    ShortText,
    SingleChoice,
    WhoSaysIt,
)
from corpus_utils.messages import section, term
from corpus_utils.shuffles import shown
from corpus_utils.steps import read_step, said
from corpus_utils.widgets.face import content, element, prose
from corpus_utils.widgets.question_faces import choices, criteria, lettering

LINES = {ShortText: 8, LongText: 22}
WORDS = section("products.forms")
Rows = Match | WhoSaysIt | RoleOfClaim
_BLANK = element("span", **{"class": "blank"})


def answerable(item: Item) -> Iterator[str]:
    """Yield how to answer, what there is to choose from, and the room to write."""
    yield from _FORMS[type(item)](item)


def written_answer(item: Item) -> str:
    """Return the answer as it is written on the sheet; empty where it is the student's own words."""
    if isinstance(item, FindParagraph):
        return ", ".join(item.answer)
    if isinstance(item, MarkSpan):
        quoted = [WORDS["found"].format(words=s.words, place=s.paragraph) for s in item.spans]
        return ", ".join(quoted)
    if isinstance(item, RepairMap):
        return "; ".join(_mending(item))
    if isinstance(item, CompleteMap):
        pairs = [(item.display(hole), _offered(item, hole)[item.key[hole]]) for hole in item.labels]
    elif isinstance(item, Rows):
        letter = lettered(_values(item, item.labels[0]))
        pairs = [(n, letter[item.key[row]]) for n, row in enumerate(shown(item), 1)]
    else:
        letter = letters(item)
        wanted = [item.key] if isinstance(item, SingleChoice) else item.key
        found = (
            [letter[text] for text in wanted] if letter and not isinstance(item, Prediction) else []
        )
        return ", ".join(found if isinstance(item, Order) else sorted(found))
    return ", ".join(WORDS["pair"].format(n=n, letter=one) for n, one in pairs)


def letters(item: Item) -> dict[str, str]:
    """Return the letter of each text that has one on the sheet, none where rows or words are asked for."""
    if isinstance(item, SingleChoice | MultipleChoice | Order | Prediction):
        return lettered(shown(item))
    return {}


def lettered(texts: Sequence[str]) -> dict[str, str]:
    """Return the letter of each of ``texts``, in their order."""
    return dict(zip(texts, lettering(len(texts)), strict=True))


def _options(words: str) -> Callable[[Any], Iterator[str]]:
    def form(item: Item) -> Iterator[str]:
        yield element("p", WORDS[words])
        yield _listed(map(content, shown(item)))
        if isinstance(item, Order):
            yield element("p", *[_BLANK] * len(item.labels))

    return form


def _rows(item: Rows) -> Iterator[str]:
    yield element("p", WORDS["rows"])
    rows = (element("li", _BLANK, content(item.display(row))) for row in shown(item))
    yield element("ol", *rows)
    yield element("p", WORDS["choices"])
    named = [name for _, name in choices(item)[item.labels[0]]]
    said = prose if isinstance(item, RoleOfClaim) else content  # roles are words of ours
    yield _listed(map(said, named), **{"class": "choices"})


def _values(item: Item, row: str) -> list[str]:
    """Return what may be handed in for a row, in the order in which it is printed."""
    return [value for value, _ in choices(item)[row]]


def _find(_: FindParagraph) -> Iterator[str]:
    yield element("p", WORDS["find"], " ", _BLANK)


def _mark(_: MarkSpan) -> Iterator[str]:
    yield element("p", WORDS["underline"])


def _write(item: ShortText | LongText) -> Iterator[str]:
    advised = isinstance(item, LongText) and item.least and item.most
    words = WORDS["length"].format(least=item.least, most=item.most) if advised else WORDS["write"]
    yield element("p", words)
    if isinstance(item, LongText):
        yield element("p", WORDS["criteria"])
        yield element("ul", *(element("li", prose(line)) for line in criteria(item)))
    yield element("div", "<i></i>" * LINES[type(item)], **{"class": "write"})


def _holes(item: CompleteMap) -> Iterator[str]:
    yield from _claims(item.argument)
    yield element("p", WORDS["steps"])
    yield element("ul", *(element("li", prose(_step(item, s))) for s in item.shown.relations))
    yield element("p", WORDS["holes"])
    for hole in item.labels:
        offered = item.choices_of(hole)
        yield element("p", item.display(hole))
        yield _listed(prose(offered[value]) for value in _offered(item, hole))


def _step(item: CompleteMap, step: Relation) -> str:
    """Return a step as a sentence that does not tell what one of the holes is."""
    try:
        return said(step, item.shown)
    except UnknownError:  # it is aimed at a hole
        sources = ", ".join(sorted(step.sources))
        kind = term("relations", step.kind)
        return WORDS["hole"].format(sources=sources, kind=kind, hole=item.display(step.to))


def _offered(item: CompleteMap, hole: str) -> dict[str, str]:
    return lettered(_values(item, hole))


def _repair(item: RepairMap) -> Iterator[str]:
    yield from _claims(item.argument)
    yield element("p", WORDS["repair"])
    blank = element("div", f"{WORDS['instead']} ", _BLANK * 6)
    yield element("ol", *(element("li", prose(item.display(row)), blank) for row in item.labels))


def _mending(item: RepairMap) -> Iterator[str]:
    mended = {change.id for change in item.changes}
    for n, row in enumerate(item.labels, 1):
        if row in mended:
            step = said(read_step(item.key[row], item.argument), item.argument)
            yield WORDS["mended"].format(n=n, step=step)
        else:
            yield WORDS["stands"].format(n=n)


def _claims(argument: Argument) -> Iterator[str]:
    yield element("p", WORDS["claims"])
    yield element("ul", *(element("li", content(f"{c.id}: {c.gist}")) for c in argument.claims))


def _listed(lines: Iterable[str], **attributes: str) -> str:
    return element("ol", *(element("li", line) for line in lines), type="A", **attributes)


_FORMS: Mapping[type[Item], Callable[[Any], Iterator[str]]] = {
    SingleChoice: _options("choose_one"),
    MultipleChoice: _options("choose_several"),
    Prediction: _options("predict"),
    Order: _options("order"),
    Match: _rows,
    WhoSaysIt: _rows,
    RoleOfClaim: _rows,
    FindParagraph: _find,
    MarkSpan: _mark,
    ShortText: _write,
    LongText: _write,
    CompleteMap: _holes,
    RepairMap: _repair,
}
