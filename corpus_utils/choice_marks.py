"""What an answer earns where one chooses, orders, matches or names; the rules stand in `marking`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from corpus_utils.errors import CourseError
from corpus_utils.givens import known, rows, texts
from corpus_utils.items import (
    FindParagraph,
    Match,
    MultipleChoice,
    Option,
    Order,
    Prediction,
    SingleChoice,
    WhoSaysIt,
)
from corpus_utils.messages import section
from corpus_utils.tokens import Target
from corpus_utils.verdicts import Feedback, Part, by_rows, feedback, fine

WORDS = section("choice_marks")


def single(item: SingleChoice, given: Any) -> Feedback:
    """Return the feedback on an answer to a single choice."""
    known(WORDS["option"], given, item.labels, WORDS["choose_one"])
    chosen = next(option for option in item.options if option.text == given)
    others = [option for option in item.options if option is not chosen and chosen.right]
    parts = [
        Part(
            o.text,
            o.right,
            WORDS["right" if o.right else "wrong" if o is chosen else "misreading"],
            o.why,
            o.passage,
        )
        for o in (chosen, *others)
    ]
    return feedback(
        item, int(chosen.right), 1, parts, WORDS["single_right" if chosen.right else "single_wrong"]
    )


def multiple(item: MultipleChoice, given: Any) -> Feedback:
    """Return the feedback on an answer to a multiple choice."""
    chosen = texts(WORDS["option"], given, item.labels, WORDS["choose_some"])
    good = sum((option.text in chosen) == option.right for option in item.options)
    full = good == len(item.options)
    parts = []
    for option in item.options:
        if option.text in chosen:
            verdict = WORDS["right" if option.right else "wrong"]
        elif full:
            verdict = WORDS["left"]
        else:
            continue
        right = (option.text in chosen) == option.right
        parts.append(Part(option.text, right, verdict, option.why, option.passage))
    missed = any(option.right and option.text not in chosen for option in item.options)
    summary = WORDS["judged_missed" if missed else "judged"].format(good=good, of=len(item.options))
    return feedback(item, good, len(item.options), parts, summary)


def order(item: Order, given: Any) -> Feedback:
    """Return the feedback on an answer to an order."""
    placed = texts(WORDS["option"], given, item.key, WORDS["put_in_order"])
    if len(placed) < len(item.key):
        unplaced = len(item.key) - len(placed)
        raise CourseError(WORDS["one_unplaced" if unplaced == 1 else "unplaced"].format(n=unplaced))
    ranks = [item.key.index(text) for text in placed]
    pairs = [(a, b) for i, a in enumerate(ranks) for b in ranks[i + 1 :]]
    good = sum(a < b for a, b in pairs)
    kept = _longest_rise(ranks)
    parts = []
    for place, rank in enumerate(ranks, 1):
        option, right = item.options[rank], rank in kept
        verdict = WORDS["in_order" if right else "out_of_order"]
        parts.append(
            Part(
                option.text,
                right,
                verdict,
                option.why,
                option.passage,
                WORDS["place"].format(n=place),
            )
        )
    moves = len(ranks) - len(kept)
    said = WORDS["ordered" if not moves else "one_move" if moves == 1 else "moves"]
    summary = said.format(good=good, of=len(pairs), moves=moves)
    return feedback(item, good, len(pairs), parts, summary)


def match(item: Match, given: Any) -> Feedback:
    """Return the feedback on an answer to a match."""
    chosen = rows(given, item.labels, list(item.choices))
    parts = []
    for pair in item.pairs:
        answer = chosen[pair.left]
        right = answer == pair.right
        why = pair.why if right else _belongs(item, answer)
        verdict = WORDS["right" if right else "wrong"]
        parts.append(Part(pair.left, right, verdict, why, pair.passage, answer))
    others = (fine(o.text, WORDS["none"], o.why, o.passage) for o in item.extra_right)
    return by_rows(item, parts, others, WORDS["matched"])


def _belongs(item: Match, answer: str) -> str:
    """Return why ``answer`` was no match: where else it belongs, if anywhere."""
    for pair in item.pairs:
        if pair.right == answer:
            return WORDS["goes_with"].format(right=answer, left=pair.left, why=pair.why)
    return next(option.why for option in item.extra_right if option.text == answer)


def who(item: WhoSaysIt, given: Any) -> Feedback:
    """Return the feedback on an answer to who says it."""
    chosen = rows(given, item.labels, list(item.choices))
    parts = []
    for statement in item.statements:
        answer = chosen[statement.text]
        right = answer == statement.who
        why = statement.why if right else statement.wrong.get(answer, statement.why)
        verdict, name = WORDS["right" if right else "wrong"], item.voices[answer]
        parts.append(Part(statement.text, right, verdict, why, statement.passage, name))
    others = (
        fine(said.text, WORDS["not"].format(voice=item.voices[voice]), why, said.passage)
        for said in item.statements
        for voice, why in said.wrong.items()
    )
    return by_rows(item, parts, others, WORDS["named"])


def find(item: FindParagraph, given: Any) -> Feedback:
    """Return the feedback on an answer to find the paragraph."""
    if not isinstance(given, str) or not re.fullmatch(r"p\d{3}", given):
        raise CourseError(WORDS["choose_paragraph"])
    right = given in item.answer
    why = item.why if right else item.wrong.get(given, item.otherwise)
    parts = [Part(given, right, WORDS["right" if right else "wrong"], why, Target.parse(given))]
    if right:
        others = [(other, item.why) for other in item.answer if other != given]
        parts += [fine(o, WORDS["as_well"], why, Target.parse(o)) for o, why in others]
        wrong = [(other, why, Target.parse(other)) for other, why in item.wrong.items()]
        for about, why, passage in (*wrong, (WORDS["any_other"], item.otherwise, None)):
            parts.append(Part(about, False, WORDS["misreading"], why, passage))  # noqa: FBT003
    summary = WORDS["found" if right else "not_there"].format(paragraph=given)
    return feedback(item, int(right), 1, parts, summary)


def prediction(item: Prediction, given: Any) -> Feedback:
    """Return what the text does beside what was predicted: every prediction earns the full mark."""
    known(WORDS["option"], given, item.labels, WORDS["choose_one"])
    chosen = next(option for option in item.options if option.text == given)
    parts = [Part(chosen.text, None, WORDS["yours"], chosen.why, chosen.passage), outcome(item)]
    parts += [predicted(option) for option in item.options if option is not chosen]
    return feedback(item, 1, 1, parts, WORDS["compare"])


def predicted(option: Option) -> Part:
    """Return a prediction that might have been made, beside what the text does."""
    return Part(option.text, None, WORDS["predicted"], option.why, option.passage)


def outcome(item: Prediction) -> Part:
    """Return what the text does in the place that a prediction is about."""
    return Part("", None, WORDS["does"], item.outcome, item.passage)


def _longest_rise(ranks: Sequence[int]) -> set[int]:
    """Return the ranks of one longest rising subsequence: what may stay when the fewest move."""
    best: list[list[int]] = []
    for rank in ranks:
        before = [rise for rise in best if rise[-1] < rank]
        best.append([*max(before, key=len, default=[]), rank])
    return set(max(best, key=len, default=[]))
