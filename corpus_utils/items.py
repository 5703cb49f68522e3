"""Exercise items: one class a kind, each with the ``key`` that earns the full mark.

`KINDS` is all of them. A further kind is a class in one of the rooms that this
one gathers, a reader in the rooms of `fields` and a rule in those of `marking`.
What a student hands in (*given*) names options by their text, and paragraphs,
voices and claims by id, never by position: a line of the answer log can be
read without the bank, and an item whose options were put in another order
still means the same. A ``key`` has the form of what is given.
"""

from __future__ import annotations

from corpus_utils.choices import (
    FindParagraph,
    Match,
    MultipleChoice,
    Order,
    Pair,
    Prediction,
    SingleChoice,
    Statement,
    WhoSaysIt,
)
from corpus_utils.map_items import CompleteMap, RepairMap, RoleOfClaim
from corpus_utils.prompts import SKILLS, Item, Option, places
from corpus_utils.span_items import MarkSpan
from corpus_utils.writings import Criterion, LongText, Sample, ShortText

__all__ = [
    "KINDS",
    "SKILLS",
    "CompleteMap",
    "Criterion",
    "FindParagraph",
    "Item",
    "LongText",
    "MarkSpan",
    "Match",
    "MultipleChoice",
    "Option",
    "Order",
    "Pair",
    "Prediction",
    "RepairMap",
    "RoleOfClaim",
    "Sample",
    "ShortText",
    "SingleChoice",
    "Statement",
    "WhoSaysIt",
    "places",
]

KINDS: dict[str, type[Item]] = {
    cls.kind: cls
    for cls in (
        *(SingleChoice, MultipleChoice, Order, Match, FindParagraph, WhoSaysIt, ShortText),
        *(MarkSpan, RoleOfClaim, CompleteMap, RepairMap, LongText, Prediction),
    )
}
