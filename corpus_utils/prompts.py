"""Prompts: what exercise items of every kind have, and the option that many of them offer."""

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


@dataclass(frozen=True, kw_only=True)
class Item:
    """What items of every kind have.

    ``hash`` is 12 hex digits over the question and its key: it changes when
    either does, not when an explanation, a hint or a label does.
    """

    kind: ClassVar[str]
    ordered: ClassVar[bool] = False
    """Whether a card lists the labels as the file has them, and not shuffled."""
    passage_tells: ClassVar[bool] = False
    """Whether naming the passage beforehand would give the answer away."""

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

    def display(self, label: str) -> str:
        """Return the text that a card shows for one of the labels."""
        return label

    @property
    def basis(self) -> Any:
        """What the question or its key takes from other files than its own, for the ``hash``."""
        return None


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
