"""Marking: what an answer earns, and what to say about it.

Feedback is never a bare right or wrong: each part of an answer is explained
with the passage it rests on, because explanations teach and verdicts do not
(Van der Kleij, Feskens and Eggen 2015: effect 0.49 against 0.05). A wrong
answer is explained as the misreading it is without giving the right one away,
so that a second try is worth making; `explain` says everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus_utils.errors import CourseError
from corpus_utils.givens import known, rows, texts
from corpus_utils.items import (
    FindParagraph,
    Item,
    Match,
    MultipleChoice,
    Order,
    ShortText,
    SingleChoice,
    WhoSaysIt,
    places,
)
from corpus_utils.tokens import Target


@dataclass(frozen=True)
class Part:
    """What is said about one option, row, position or criterion.

    ``about`` is its text as the card shows it (a paragraph's id for *find the
    paragraph*); ``verdict`` says in words what ``right`` says; ``answer`` is
    what was put there, where that is not plain from ``about``.
    """

    about: str
    right: bool
    verdict: str
    why: str
    passage: Target | None = None
    answer: str = ""


@dataclass(frozen=True)
class Feedback:
    """The outcome of one attempt.

    ``mark`` lies between 0 and 1 and is None for a short text that its writer
    has not marked yet; ``right`` means the full mark. ``parts`` explain what
    was given and, once it is right, all that was left. ``next`` says what to
    do now: empty where nothing is left to do.
    """

    mark: float | None
    right: bool
    parts: tuple[Part, ...]
    summary: str
    next: str = ""


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
    - *short text*: the share of the rubric's criteria that the writer says
      are met; None before that.

    Raises a `CourseError` where ``given`` is no answer to this item.
    """
    return _RULES[type(item)](item, given)


def explain(item: Item) -> tuple[Part, ...]:
    """Return the explanations of every option, right or wrong: for who is done with the item."""
    if isinstance(item, MultipleChoice):
        # "Rightly left" is praise for an answer; here nobody has answered.
        said = {True: "Right", False: "Not part of the answer"}
        return tuple(Part(o.text, o.right, said[o.right], o.why, o.passage) for o in item.options)
    return mark(item, item.key).parts


def _single(item: SingleChoice, given: Any) -> Feedback:
    known("option", given, item.labels, "choose one of the options")
    chosen = next(option for option in item.options if option.text == given)
    others = [option for option in item.options if option is not chosen and chosen.right]
    wrong = {True: "Not quite", False: "A misreading"}
    parts = [
        Part(o.text, o.right, "Right" if o.right else wrong[o is chosen], o.why, o.passage)
        for o in (chosen, *others)
    ]
    return _feedback(item, int(chosen.right), 1, parts, "Right." if chosen.right else "Not quite.")


def _multiple(item: MultipleChoice, given: Any) -> Feedback:
    chosen = texts("option", given, item.labels, "choose at least one of the options")
    good = sum((option.text in chosen) == option.right for option in item.options)
    full = good == len(item.options)
    parts = []
    for option in item.options:
        if option.text in chosen:
            verdict = "Right" if option.right else "Not quite"
        elif full:
            verdict = "Rightly left"
        else:
            continue
        right = (option.text in chosen) == option.right
        parts.append(Part(option.text, right, verdict, option.why, option.passage))
    summary = f"You judged {good} of {len(item.options)} options rightly."
    if any(option.right and option.text not in chosen for option in item.options):
        summary += " One that you left belongs to the answer, or more."
    return _feedback(item, good, len(item.options), parts, summary)


def _order(item: Order, given: Any) -> Feedback:
    placed = texts("option", given, item.key, "put the options in order")
    if len(placed) < len(item.key):
        raise CourseError(f"{len(item.key) - len(placed)} of the options have no place yet")
    ranks = [item.key.index(text) for text in placed]
    pairs = [(a, b) for i, a in enumerate(ranks) for b in ranks[i + 1 :]]
    good = sum(a < b for a, b in pairs)
    kept = _longest_rise(ranks)
    parts = []
    for place, rank in enumerate(ranks, 1):
        option, right = item.options[rank], rank in kept
        verdict = "In order" if right else "Out of order"
        parts.append(
            Part(option.text, right, verdict, option.why, option.passage, f"place {place}")
        )
    moves = len(ranks) - len(kept)
    summary = "Right: all stand in order."
    if moves:
        moved = "one move" if moves == 1 else f"{moves} moves"
        summary = f"{good} of {len(pairs)} pairs stand in the right order; {moved} would do."
    return _feedback(item, good, len(pairs), parts, summary)


def _match(item: Match, given: Any) -> Feedback:
    chosen = rows(given, item.labels, list(item.choices))
    parts = []
    for pair in item.pairs:
        answer = chosen[pair.left]
        right = answer == pair.right
        why = pair.why if right else _belongs(item, answer)
        verdict = "Right" if right else "Not quite"
        parts.append(Part(pair.left, right, verdict, why, pair.passage, answer))
    good = sum(part.right for part in parts)
    if good == len(parts):
        parts += [_fine(o.text, "Belongs to none", o.why, o.passage) for o in item.extra_right]
    summary = f"You matched {good} of {len(item.pairs)} rightly."
    return _feedback(item, good, len(item.pairs), parts, summary)


def _belongs(item: Match, answer: str) -> str:
    """Return why ``answer`` was no match: where else it belongs, if anywhere."""
    for pair in item.pairs:
        if pair.right == answer:
            return f"“{answer}” goes with “{pair.left}”. {pair.why}"
    return next(option.why for option in item.extra_right if option.text == answer)


def _who(item: WhoSaysIt, given: Any) -> Feedback:
    chosen = rows(given, item.labels, list(item.choices))
    parts = []
    for statement in item.statements:
        answer = chosen[statement.text]
        right = answer == statement.who
        why = statement.why if right else statement.wrong.get(answer, statement.why)
        verdict, name = "Right" if right else "Not quite", item.voices[answer]
        parts.append(Part(statement.text, right, verdict, why, statement.passage, name))
    good = sum(part.right for part in parts)
    for statement in item.statements if good == len(parts) else ():
        for voice, why in statement.wrong.items():
            parts.append(_fine(statement.text, f"Not {item.voices[voice]}", why, statement.passage))
    summary = f"You named {good} of {len(item.statements)} voices rightly."
    return _feedback(item, good, len(item.statements), parts, summary)


def _find(item: FindParagraph, given: Any) -> Feedback:
    if not isinstance(given, str) or not re.fullmatch(r"p\d{3}", given):
        raise CourseError("choose one of the paragraphs")
    right = given in item.answer
    why = item.why if right else item.wrong.get(given, item.otherwise)
    parts = [Part(given, right, "Right" if right else "Not quite", why, Target.parse(given))]
    if right:
        others = [(other, item.why) for other in item.answer if other != given]
        parts += [_fine(o, "Right as well", why, Target.parse(o)) for o, why in others]
        wrong = [(other, why, Target.parse(other)) for other, why in item.wrong.items()]
        for about, why, passage in (*wrong, ("Any other paragraph", item.otherwise, None)):
            parts.append(Part(about, False, "A misreading", why, passage))  # noqa: FBT003
    summary = f"Right: {given}." if right else f"Not quite: not {given}."
    return _feedback(item, int(right), 1, parts, summary)


def _short(item: ShortText, given: Any) -> Feedback:
    text = given.get("text") if isinstance(given, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise CourseError("write an answer first")
    model = _fine("", "One good answer", item.model, item.passage)
    if given.get("met") is None:
        summary = "Compare your answer with the model answer, then mark it yourself."
        then = "Tick what your answer does."
        return Feedback(None, right=False, parts=(model,), summary=summary, next=then)
    met = texts("criterion", given["met"], item.rubric, "") if given["met"] else []
    parts = [
        Part(criterion, criterion in met, "Met" if criterion in met else "Not yet", "")
        for criterion in item.rubric
    ]
    summary = f"By your own marking you met {len(met)} of {len(item.rubric)} criteria."
    return _feedback(item, len(met), len(item.rubric), [model, *parts], summary)


_RULES: dict[type[Item], Callable[[Any, Any], Feedback]] = {
    SingleChoice: _single,
    MultipleChoice: _multiple,
    Order: _order,
    Match: _match,
    FindParagraph: _find,
    WhoSaysIt: _who,
    ShortText: _short,
}


def _feedback(item: Item, good: int, of: int, parts: Sequence[Part], summary: str) -> Feedback:
    if good == of:
        return Feedback(1.0, right=True, parts=tuple(parts), summary=summary)
    read = f"Read the passage again ({places(item.passage)})"
    if isinstance(item, FindParagraph):  # whose passage is the answer
        read = "Read the paragraph you chose again"
    then = "take the second try, a different question" if item.second_try else "try again"
    return Feedback(good / of, False, tuple(parts), summary, f"{read}, then {then}.")  # noqa: FBT003


def _fine(about: str, verdict: str, why: str, passage: Target) -> Part:
    return Part(about, right=True, verdict=verdict, why=why, passage=passage)


def _longest_rise(ranks: Sequence[int]) -> set[int]:
    """Return the ranks of one longest rising subsequence: what may stay when the fewest move."""
    best: list[list[int]] = []
    for rank in ranks:
        before = [rise for rise in best if rise[-1] < rank]
        best.append([*max(before, key=len, default=[]), rank])
    return set(max(best, key=len, default=[]))
