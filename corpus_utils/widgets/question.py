"""``cu.Question``: an exercise of the bank, or of a file without keys that lies beside the lesson."""

from __future__ import annotations

from html import escape
from pathlib import Path

from corpus_utils.errors import LeftOutError
from corpus_utils.unkeyed import find_unkeyed
from corpus_utils.vega import in_language
from corpus_utils.widgets.kept_card import KeptCard
from corpus_utils.widgets.question_card import QuestionCard
from corpus_utils.widgets.question_words import WORDS


def Question(  # noqa: N802 - in a lesson it stands beside the classes of the other widgets
    name: str, *, folder: Path | str | None = None, bank: Path | None = None
) -> QuestionCard | KeptCard | LeftOut:
    """Return the card of the exercise ``name``: marked at once, or kept where a file without keys asks it.

    See `QuestionCard` for ``folder`` and ``bank``; with a ``bank``, no other
    file is asked. An exercise that the course in use leaves out is a line.
    """
    unkeyed = None if bank else find_unkeyed(name)
    if unkeyed:
        return KeptCard(unkeyed, folder=folder)
    try:
        return QuestionCard(name, folder=folder, bank=bank)
    except LeftOutError as error:
        return LeftOut(WORDS["left_out"].format(id=error.name))


class LeftOut:
    """What stands in a card's place where an instructor left the exercise out, so that a lesson runs on."""

    def __init__(self, line: str) -> None:
        self._line = line

    def _repr_html_(self) -> str:
        return in_language(f"<p><em>{escape(self._line)}</em></p>")

    def __repr__(self) -> str:
        return self._line
