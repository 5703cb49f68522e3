"""Ballots: a question put to a class by show of hands, before a discussion and after it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

from corpus_utils.answers import Answer
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.gazetteer import SLUG
from corpus_utils.messages import section

WORDS = section("ballots")

ROUNDS = ("before", "after")
MOST_OPTIONS = 8
"""More bars than these nobody in the last row can tell apart."""
MOST_HANDS = 999


@dataclass(frozen=True)
class Ballot:
    """A question with its options; ``name`` tells it from the other ballots of its lesson.

    It can stand in the answer log as an exercise item does, by ``id`` and ``hash``.

    >>> Ballot("Did the oven matter?", ("yes", "no"), "oven").id
    'ballot-oven'
    """

    question: str
    options: tuple[str, ...]
    name: str

    @property
    def id(self) -> str:
        """The id under which its counts are logged."""
        return f"ballot-{self.name}"

    @cached_property
    def hash(self) -> str:
        """12 hex digits over the question and its options, whatever their order."""
        written = json.dumps([self.question, sorted(self.options)], ensure_ascii=False)
        return blake2b(written.encode(), digest_size=6).hexdigest()

    def hands(self, given: Mapping[str, Any]) -> dict[str, int]:
        """Return the hands for each option in the ballot's order, or raise what is wrong with them."""
        for option in given:
            if option not in self.options:
                raise UnknownError(WORDS["what"], option, self.options)
        found = {}
        for option in self.options:
            count = given.get(option)
            if count is None or count == "":
                raise CourseError(WORDS["uncounted"].format(option=option))
            whole = isinstance(count, int) and not isinstance(count, bool)
            if not whole or not 0 <= count <= MOST_HANDS:
                said = WORDS["no_number"]
                raise CourseError(said.format(count=count, option=option, most=MOST_HANDS))
            found[option] = count
        if not any(found.values()):
            raise CourseError(WORDS["no_hand"])
        return found

    def counted(self, log: Iterable[Answer]) -> dict[str, dict[str, int]]:
        """Return the last count of each round in a log; counts for other options are passed over."""
        found = {}
        for answer in log:
            given = answer.given
            if answer.item != self.id or not isinstance(given, dict):
                continue
            when, hands = given.get("round"), given.get("hands")
            if when in ROUNDS and isinstance(hands, dict):
                try:
                    found[when] = self.hands(hands)
                except CourseError:
                    continue  # its options have been changed since
        return {when: found[when] for when in ROUNDS if when in found}


def make_ballot(question: str, options: Sequence[str], name: str) -> Ballot:
    """Return the ballot; a `CourseError` says what is wrong with it."""
    if not question.strip():
        raise CourseError(WORDS["no_question"])
    if isinstance(options, str) or not all(isinstance(option, str) for option in options):
        raise CourseError(WORDS["no_list"])
    kept = tuple(" ".join(option.split()) for option in options)
    if not all(kept):
        raise CourseError(WORDS["empty"])
    for option in kept:
        if kept.count(option) > 1:
            raise CourseError(WORDS["twice"].format(option=option))
    if not 2 <= len(kept) <= MOST_OPTIONS:
        raise CourseError(WORDS["number"].format(n=len(kept), most=MOST_OPTIONS))
    if not SLUG.fullmatch(name):
        raise CourseError(WORDS["no_name"].format(name=name))
    return Ballot(" ".join(question.split()), kept, name)


def shares(hands: Mapping[str, int]) -> dict[str, float]:
    """Return the share of each option in all the hands, from 0 to 1.

    >>> shares({"yes": 3, "no": 1})
    {'yes': 0.75, 'no': 0.25}
    """
    total = sum(hands.values())
    return {option: count / total if total else 0.0 for option, count in hands.items()}


def moved(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """Return by how many percentage points each option's share has changed, rounded.

    Shares, not hands: somebody may have come late, or gone.

    >>> moved({"yes": 3, "no": 1}, {"yes": 1, "no": 1})
    {'yes': -25, 'no': 25}
    """
    earlier, later = shares(before), shares(after)
    return {option: round(100 * (later[option] - earlier[option])) for option in earlier}
