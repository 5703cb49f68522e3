"""Shapes: the few forms of question that other programs know, into which every kind of item goes.

``one`` and ``several`` offer answers to choose from, ``order`` to be put in
order, ``rows`` asks one choice for each row, ``words`` an answer in writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus_utils.messages import section, term
from corpus_utils.products.sources import Note
from corpus_utils.shuffles import shuffled

Shape = Literal["one", "several", "order", "rows", "words"]
#: What is lost, and what is made instead.
Loss = Sequence[str]
WORDS = section("products.shapes")


@dataclass(frozen=True)
class Answer:
    """Something to choose or to place, with what is said to who does; ``passage`` names paragraphs."""

    text: str
    why: str
    passage: str
    right: bool = True


@dataclass(frozen=True)
class Row:
    """A row with its right choice; ``whys`` has what is said to each choice that it offers."""

    text: str
    right: str
    whys: Mapping[str, str]
    passage: str


@dataclass(frozen=True)
class Stimulus:
    """What is read before answering: retold paragraphs by id, where they come from, lists beside them."""

    paragraphs: tuple[tuple[str, str], ...]
    source: str
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as other programs can ask it.

    ``id`` is the item's, a second try's with ``.2`` behind it. ``answers`` of
    an ``order`` stand in the right order and ``start`` is the order in which
    they are shown; the answers of other shapes stand as shown. ``after`` is
    said to everybody afterwards, paragraph by paragraph, ``criteria`` are what
    a text is marked by. ``lost`` is what no other program can carry.
    """

    id: str
    kind: str
    shape: Shape
    lesson: str
    document: str
    skill: str
    difficulty: int
    points: int
    section: str
    recall: bool
    second: bool
    prompt: str
    how: str
    stimulus: Stimulus
    hints: tuple[str, ...]
    answers: tuple[Answer, ...] = ()
    start: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    model: str = ""
    criteria: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    lost: tuple[Loss, ...] = ()

    @property
    def title(self) -> str:
        """The name by which a program lists the question."""
        return WORDS["title"].format(id=self.id, kind=term("kinds", self.kind))

    @property
    def tags(self) -> tuple[str, ...]:
        """The words by which a program files the question."""
        named = term("kinds", self.kind), term("skills", self.skill)
        return (self.document, *named, WORDS["difficulty"].format(n=self.difficulty))

    @property
    def choices(self) -> list[str]:
        """All that a row may be matched with, in one list."""
        every = dict.fromkeys(choice for row in self.rows for choice in row.whys)
        return shuffled(every, f"{self.id}/choices")

    @property
    def later(self) -> bool:
        """Whether something is explained as a whole, to everybody who has answered."""
        return self.shape in ("order", "rows", "words") or bool(self.after)

    @property
    def features(self) -> list[str]:
        """What the question needs of a program, as the tables of losses of the products name it."""
        found = [self.shape]
        if self.hints:
            found.append("hints")
        if self.second:
            found.append("second try")
        if self.shape == "one" and sum(answer.right for answer in self.answers) > 1:
            found.append("all right")
        if self.shape == "rows" and any(len(r.whys) < len(self.choices) for r in self.rows):
            found.append("own choices")
        return found


def notes(asked: Asked, product: str, losses: Mapping[str, Loss]) -> list[Note]:
    """Return the one note that says what ``product`` cannot carry of the question, if anything.

    ``losses`` names the features that the product lacks.
    """
    lost = [*asked.lost, *(losses[name] for name in asked.features if name in losses)]
    if not lost:
        return []
    return [Note(asked.id, product, _joined(what for what, _ in lost), _joined(i for _, i in lost))]


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, parts)))
