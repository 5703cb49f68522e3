"""The words of a question card, all of them: here, in its static view and in the browser."""

from __future__ import annotations

from corpus_utils.messages import section

# All that a card says to the reader, here and in the browser; {…} is filled in.
WORDS = section("question_card")
