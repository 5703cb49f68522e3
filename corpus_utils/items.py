"""Exercise items: one class a kind, each with the ``key`` that earns the full mark.

A further kind is a further class here, a reader in `questions` and a rule in
`marking`. What a student hands in (*given*) names options by their text, and
paragraphs and voices by id, never by position: a line of the answer log can be
read without the bank, and an item whose options were put in another order
still means the same. A ``key`` has the form of what is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from corpus_utils.tokens import Target

SKILLS = ("sourcing", "contextualising", "close reading", "corroborating", "argument")


@dataclass(frozen=True)
class Option:
    """Something a student may choose or place, with what to say about it when they do."""

    text: str
    why: str
    passage: Target
    right: bool = False


@dataclass(frozen=True)
class Pair:
    """Two texts that belong together."""

    left: str
    right: str
    why: str
    passage: Target


@dataclass(frozen=True)
class Statement:
    """A statement and the id of the voice that makes it; ``wrong`` explains other voices, by id."""

    text: str
    who: str
    why: str
    passage: Target
    wrong: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Item:
    """What items of every kind have.

    ``hash`` is 12 hex digits over the question and its key: it changes when
    either does, not when an explanation, a hint or a label does.
    """

    kind: ClassVar[str]

    id: str
    lesson: str
    document: str
    prompt: str
    passage: Target
    skill: str
    difficulty: int
    section: str
    points: int
    recall: bool
    hints: tuple[str, ...]
    second_try: Item | None
    hash: str

    @property
    def key(self) -> Any:
        """The answer that earns the full mark, in the form in which answers are given."""
        raise NotImplementedError

    @property
    def labels(self) -> list[str]:
        """The texts that a card lists for this item, in the order of the file."""
        return []


@dataclass(frozen=True, kw_only=True)
class _Options(Item):
    options: tuple[Option, ...]

    @property
    def labels(self) -> list[str]:
        """The texts of the options."""
        return [option.text for option in self.options]


@dataclass(frozen=True, kw_only=True)
class SingleChoice(_Options):
    """One option is right. Given: its text."""

    kind: ClassVar[str] = "single choice"

    @property
    def key(self) -> str:
        """The right option."""
        return next(option.text for option in self.options if option.right)


@dataclass(frozen=True, kw_only=True)
class MultipleChoice(_Options):
    """One option or more are right. Given: the list of their texts."""

    kind: ClassVar[str] = "multiple choice"

    @property
    def key(self) -> list[str]:
        """The right options."""
        return [option.text for option in self.options if option.right]


@dataclass(frozen=True, kw_only=True)
class Order(_Options):
    """``options`` stand in the right order. Given: the list of their texts."""

    kind: ClassVar[str] = "order"

    @property
    def key(self) -> list[str]:
        """The options in their right order."""
        return self.labels


@dataclass(frozen=True, kw_only=True)
class Match(Item):
    """Each left side has a right side. Given: right text by left text.

    A right side may serve several left ones; ``extra_right`` serve none.
    """

    kind: ClassVar[str] = "match"

    pairs: tuple[Pair, ...]
    extra_right: tuple[Option, ...]

    @property
    def key(self) -> dict[str, str]:
        """The right answer."""
        return {pair.left: pair.right for pair in self.pairs}

    @property
    def labels(self) -> list[str]:
        """The texts of the card's rows."""
        return [pair.left for pair in self.pairs]

    @property
    def choices(self) -> dict[str, str]:
        """What may be chosen for a row: its name by what is handed in."""
        rights = [*(pair.right for pair in self.pairs), *(o.text for o in self.extra_right)]
        return {right: right for right in rights}


@dataclass(frozen=True, kw_only=True)
class FindParagraph(Item):
    """``answer`` lists every paragraph that is right. Given: the id of one of them."""

    kind: ClassVar[str] = "find the paragraph"

    answer: tuple[str, ...]
    why: str
    wrong: dict[str, str]
    otherwise: str

    @property
    def key(self) -> str:
        """The right answer."""
        return self.answer[0]


@dataclass(frozen=True, kw_only=True)
class WhoSaysIt(Item):
    """Each statement has one voice. Given: the voice's id by statement. ``voices``: name by id."""

    kind: ClassVar[str] = "who says it"

    statements: tuple[Statement, ...]
    voices: dict[str, str]

    @property
    def key(self) -> dict[str, str]:
        """The right answer."""
        return {statement.text: statement.who for statement in self.statements}

    @property
    def labels(self) -> list[str]:
        """The texts of the card's rows."""
        return [statement.text for statement in self.statements]

    @property
    def choices(self) -> dict[str, str]:
        """What may be chosen for a row: its name by what is handed in."""
        return self.voices


@dataclass(frozen=True, kw_only=True)
class ShortText(Item):
    """An answer in words, which the student marks against ``rubric`` after seeing ``model``.

    Given: ``{"text": …}``, and once it is marked also ``"met"``, the criteria met.
    """

    kind: ClassVar[str] = "short text"

    model: str
    rubric: tuple[str, ...]

    @property
    def key(self) -> dict[str, Any]:
        """The right answer."""
        return {"text": self.model, "met": list(self.rubric)}

    @property
    def labels(self) -> list[str]:
        """The texts of the card's rows."""
        return list(self.rubric)


KINDS: dict[str, type[Item]] = {
    cls.kind: cls
    for cls in (SingleChoice, MultipleChoice, Order, Match, FindParagraph, WhoSaysIt, ShortText)
}


def places(target: Target) -> str:
    """Return the paragraphs of a target, runs of three or more joined.

    >>> places(Target.parse("p003 p004@1-9 p005 p008"))
    'p003–p005, p008'
    """
    runs: list[list[str]] = []
    for name in target.paragraphs:
        if runs and int(name[1:]) == int(runs[-1][-1][1:]) + 1:
            runs[-1].append(name)
        else:
            runs.append([name])
    return ", ".join(f"{r[0]}–{r[-1]}" if len(r) > 2 else ", ".join(r) for r in runs)
