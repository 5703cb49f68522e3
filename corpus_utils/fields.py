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
FIELDS: dict[type[Item], tuple[Reader, tuple[str, ...]]] = {
    SingleChoice: (choice_fields.single, ("options",)),
    MultipleChoice: (choice_fields.multiple, ("options",)),
    Order: (choice_fields.order, ("options",)),
    Match: (choice_fields.match, ("pairs", "extra_right")),
    FindParagraph: (choice_fields.find, ("answer", "why", "wrong", "otherwise")),
    WhoSaysIt: (choice_fields.who, ("statements", "voices")),
    ShortText: (writing_fields.short, ("model", "rubric")),
    MarkSpan: (writing_fields.span, ("spans", "near", "otherwise")),
    RoleOfClaim: (map_fields.roles, ("claims", "roles")),
    CompleteMap: (map_fields.holes, ("claims", "holes")),
    RepairMap: (map_fields.repair, ("claims", "changes", "steps")),
    LongText: (writing_fields.long, ("rubric", "samples", "length")),
    Prediction: (choice_fields.prediction, ("options", "outcome")),
}
