"""The fields that only items of one kind have: who reads them, and what they are called.

Each reader returns the keyword arguments for its class in `items`; what is
wrong goes into the file's list of problems.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corpus_utils import choice_fields, map_fields, writing_fields
from corpus_utils.entries import Place
from corpus_utils.files import Node
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

Reader = Callable[[Node, Place], dict[str, Any]]
READERS: dict[type[Item], Reader] = {
    SingleChoice: choice_fields.single,
    MultipleChoice: choice_fields.multiple,
    Order: choice_fields.order,
    Match: choice_fields.match,
    FindParagraph: choice_fields.find,
    WhoSaysIt: choice_fields.who,
    ShortText: writing_fields.short,
    MarkSpan: writing_fields.span,
    RoleOfClaim: map_fields.roles,
    CompleteMap: map_fields.holes,
    RepairMap: map_fields.repair,
    LongText: writing_fields.long,
    Prediction: choice_fields.prediction,
}
FIELDS: dict[type[Item], tuple[str, ...]] = {
    SingleChoice: ("options",),
    MultipleChoice: ("options",),
    Order: ("options",),
    Match: ("pairs", "extra_right"),
    FindParagraph: ("answer", "why", "wrong", "otherwise"),
    WhoSaysIt: ("statements", "voices"),
    ShortText: ("model", "rubric"),
    MarkSpan: ("spans", "near", "otherwise"),
    RoleOfClaim: ("claims", "roles"),
    CompleteMap: ("claims", "holes"),
    RepairMap: ("claims", "changes", "steps"),
    LongText: ("rubric", "samples", "length"),
    Prediction: ("options", "outcome"),
}
