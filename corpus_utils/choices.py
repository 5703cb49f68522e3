"""Items that are answered by choosing, ordering, matching or naming."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from corpus_utils.prompts import Item, Option
from corpus_utils.tokens import Target


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
    passage_tells: ClassVar[bool] = True

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
class Prediction(_Options):
    """A guess made before the text is read on; no option is right or wrong. Given: its text.

    Making it is what counts: any option earns the full mark. ``outcome`` says
    what the text does, ``passage`` where; each option's ``why`` sets it beside
    that. A prediction has no second try and is never asked as recall, since
    who has read on can no longer predict.
    """

    kind: ClassVar[str] = "prediction"
    passage_tells: ClassVar[bool] = True

    outcome: str

    @property
    def key(self) -> str:
        """An answer that earns the full mark, as every option does: the first one."""
        return self.labels[0]
