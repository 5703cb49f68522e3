"""Marking: what an answer earns, and what to say about it.

Feedback is never a bare right or wrong: each part of an answer is explained
with the passage it rests on, because explanations teach and verdicts do not
(Van der Kleij, Feskens and Eggen 2015: effect 0.49 against 0.05). A wrong
answer is explained as the misreading it is without giving the right one away,
so that a second try is worth making; `explain` says everything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corpus_utils import choice_marks, map_marks, span_marks, writing_marks
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
from corpus_utils.messages import section
from corpus_utils.verdicts import Feedback, Part

__all__ = ["Feedback", "Part", "explain", "mark"]

WORDS = section("marking")


def mark(item: Item, given: Any) -> Feedback:
    """Return the feedback on ``given``.

    Credit by kind:

    - *single choice*, *find the paragraph*: 1 or 0.
    - *multiple choice*: the share of all options rightly chosen or rightly
      left (true/false scoring; with plus/minus scoring the most promising of
      the rules that Betts, Muntean, Kim and Kao compare, Educational and
      Psychological Measurement 82, 2022, 151-176, and without its penalty
      for taking a risk).
    - *order*: the share of pairs of options that stand in the right order,
      which is (1 + Kendall's tau) / 2 (Kendall, Biometrika 30, 1938, 81-93).
    - *match*, *who says it*: the share of rows that are right.
    - *mark the span*: the F1 score of the tokens marked, 2PR / (P + R) with
      the precision P and the recall R, as for answers of reading comprehension
      (Rajpurkar, Zhang, Lopyrev and Liang, EMNLP 2016, 2383-2392). Theirs
      counts words whatever their place; here a token is a word in its place,
      so that the same words elsewhere earn nothing. Words that the item lets
      stand around a span count neither way.
    - *role of a claim*: the share of claims given their role.
    - *complete the map*: the share of holes filled with the map's own step.
    - *repair the map*: the share of steps rightly judged, right ones left and
      wrong ones found (as for multiple choice); a wrong step that was found
      earns one half until it is mended too. A rule of our own.
    - *short text*: the share of the rubric's criteria that the writer says
      are met; None before that.
    - *long text*: the share of the rubric's points that the levels chosen
      earn, each level of a criterion an equal step; None before that. Whoever
      marks, the writer or an instructor after them, marks by the same rule.
    - *prediction*: 1 for making it, whatever it is.

    Raises a `CourseError` where ``given`` is no answer to this item.
    """
    return _RULES[type(item)](item, given)


def explain(item: Item) -> tuple[Part, ...]:
    """Return the explanations of every option, right or wrong: for who is done with the item."""
    if isinstance(item, MultipleChoice):
        # "Rightly left" is praise for an answer; here nobody has answered.
        said = {True: WORDS["right"], False: WORDS["apart"]}
        return tuple(Part(o.text, o.right, said[o.right], o.why, o.passage) for o in item.options)
    if isinstance(item, Prediction):
        options = [choice_marks.predicted(option) for option in item.options]
        return (choice_marks.outcome(item), *options)
    return mark(item, item.key).parts


_RULES: dict[type[Item], Callable[[Any, Any], Feedback]] = {
    SingleChoice: choice_marks.single,
    MultipleChoice: choice_marks.multiple,
    Order: choice_marks.order,
    Match: choice_marks.match,
    FindParagraph: choice_marks.find,
    WhoSaysIt: choice_marks.who,
    ShortText: writing_marks.short,
    MarkSpan: span_marks.span,
    RoleOfClaim: map_marks.roles,
    CompleteMap: map_marks.complete,
    RepairMap: map_marks.repair,
    LongText: writing_marks.long,
    Prediction: choice_marks.prediction,
}
