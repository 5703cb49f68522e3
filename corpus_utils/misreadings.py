"""Misreadings: for an item, an answer that somebody might give who reads it wrongly.

For an invented class, and for tests: wrong options are those of the bank, so
each is a misreading that its author thought of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

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
from corpus_utils.map_items import STANDS
from corpus_utils.messages import section
from corpus_utils.span_items import tokens

WORDS = section("misreadings")


@dataclass(frozen=True)
class Chance:
    """Draws that are the same for the same ``seed`` in every version of Python."""

    seed: str

    def __post_init__(self) -> None:
        # Of Random's methods only random() is promised to stay as it is.
        object.__setattr__(self, "_random", Random(self.seed))

    def share(self) -> float:
        """Return a number from 0 to 1."""
        return self._random.random()  # type: ignore[attr-defined]

    def one_of(self, choices: Sequence[Any]) -> Any:
        """Return one of ``choices``; the earlier ones come up more often, as misreadings have favourites."""
        return choices[int(len(choices) * self.share() ** 1.6)]


def misreading(item: Item, chance: Chance) -> Any:
    """Return what somebody gives who reads wrongly; the key where an item has nothing wrong to give."""
    return _RULES[type(item)](item, chance)


def _single(item: SingleChoice, chance: Chance) -> Any:
    return chance.one_of([option.text for option in item.options if not option.right])


def _multiple(item: MultipleChoice, chance: Chance) -> Any:
    flipped = chance.one_of(item.labels)
    given = [text for text in item.labels if (text in item.key) != (text == flipped)]
    return given or [next(text for text in item.labels if text not in item.key)]


def _order(item: Order, chance: Chance) -> Any:
    given = list(item.key)
    at = int(chance.share() * (len(given) - 1))
    given[at], given[at + 1] = given[at + 1], given[at]
    return given


def _match(item: Match, chance: Chance) -> Any:
    row = chance.one_of(item.labels)
    others = [right for right in item.choices if right != item.key[row]]
    return {**item.key, row: chance.one_of(others)} if others else item.key


def _find(item: FindParagraph, chance: Chance) -> Any:
    return chance.one_of([*item.wrong]) if item.wrong else item.key


def _who(item: WhoSaysIt, chance: Chance) -> Any:
    said = chance.one_of(item.statements)
    others = [*said.wrong] or [voice for voice in item.voices if voice != said.who]
    return {**item.key, said.text: chance.one_of(others)} if others else item.key


def _short(item: ShortText, chance: Chance) -> Any:
    met = [criterion for criterion in item.rubric if chance.share() < 0.5]
    return {"text": WORDS["answer"], "met": met}


def _long(item: LongText, chance: Chance) -> Any:
    sample = chance.one_of(item.samples)
    levels = dict(zip(item.labels, sample.levels, strict=True))
    return {"text": sample.text, "levels": levels}


def _span(item: MarkSpan, chance: Chance) -> Any:
    """Mark a near miss, or of the right words one too few, or of one right word the next."""
    words = chance.one_of([*item.near, *item.spans])
    start, end = words.start, words.end
    if words in item.spans:
        inside = [(a, z) for a, z in tokens(item.texts[words.paragraph]) if start <= a < end]
        others = [(a, z) for a, z in tokens(item.texts[words.paragraph]) if not start <= a < end]
        start, end = (start, inside[-2][1]) if len(inside) > 1 else others[0]
    text = item.texts[words.paragraph][start:end]
    return [{"paragraph": words.paragraph, "words": text, "start": start, "end": end}]


def _roles(item: RoleOfClaim, chance: Chance) -> Any:
    claim = chance.one_of(item.claims)
    others = [*claim.wrong] or [role for role in item.roles if role != claim.role]
    return {**item.key, claim.claim: chance.one_of(others)}


def _complete(item: CompleteMap, chance: Chance) -> Any:
    hole = chance.one_of(item.holes)
    return {**item.key, hole.id: chance.one_of([option.text for option in hole.others])}


def _repair(item: RepairMap, chance: Chance) -> Any:
    change = chance.one_of(item.changes)
    return {**item.key, change.id: STANDS}


def _prediction(item: Prediction, chance: Chance) -> Any:
    return chance.one_of(item.labels)


_RULES: dict[type[Item], Callable[[Any, Chance], Any]] = {
    SingleChoice: _single,
    MultipleChoice: _multiple,
    Order: _order,
    Match: _match,
    FindParagraph: _find,
    WhoSaysIt: _who,
    ShortText: _short,
    LongText: _long,
    MarkSpan: _span,
    RoleOfClaim: _roles,
    CompleteMap: _complete,
    RepairMap: _repair,
    Prediction: _prediction,
}
