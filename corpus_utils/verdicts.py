"""Verdicts: what is said about an answer, part by part, and what it earns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus_utils.messages import section
from corpus_utils.prompts import Item, places
from corpus_utils.tokens import Target

WORDS = section("verdicts")


@dataclass(frozen=True)
class Part:
    """What is said about one option, row, position or criterion.

    ``about`` is its text as the card shows it (a paragraph's id for *find the
    paragraph*, a label of the item for rows on a map); ``verdict`` says in
    words what ``right`` says, which is None where nothing is right or wrong;
    ``answer`` is what was put there, where that is not plain from ``about``.
    A blank line in ``why`` begins a new paragraph.
    """

    about: str
    right: bool | None
    verdict: str
    why: str
    passage: Target | None = None
    answer: str = ""


@dataclass(frozen=True)
class Feedback:
    """The outcome of one attempt.

    ``mark`` lies between 0 and 1 and is None for a text that its writer has
    not marked yet; ``right`` means the full mark. ``parts`` explain what was
    given and, once it is right, all that was left. ``next`` says what to do
    now: empty where nothing is left to do.
    """

    mark: float | None
    right: bool
    parts: tuple[Part, ...]
    summary: str
    next: str = ""


def feedback(item: Item, good: float, of: float, parts: Sequence[Part], summary: str) -> Feedback:
    """Return the feedback on an answer that earned ``good`` points ``of`` so many."""
    if good == of:
        return Feedback(1.0, right=True, parts=tuple(parts), summary=summary)
    then = ("second" if item.second_try else "again") + ("_chosen" if item.passage_tells else "")
    after = WORDS[then].format(places=places(item.passage))
    return Feedback(good / of, right=False, parts=tuple(parts), summary=summary, next=after)


def fine(about: str, verdict: str, why: str, passage: Target | None) -> Part:
    """Return a part that nobody got wrong."""
    return Part(about, right=True, verdict=verdict, why=why, passage=passage)


def by_rows(item: Item, parts: Sequence[Part], others: Iterable[Part], summary: str) -> Feedback:
    """Return the feedback on an answer that earns the share of its rows that are right.

    ``others`` explain what nobody chose, once every row is right; ``summary``
    has fields for how many rows are right (``good``) ``of`` how many.
    """
    good, of = sum(part.right is True for part in parts), len(parts)
    told = [*parts, *others] if good == of else parts
    return feedback(item, good, of, told, summary.format(good=good, of=of))
