"""The sentences of the catalogues, and which of the English ones are left where German is spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

from corpus_utils import messages
from corpus_utils.messages import ENGLISH, LANGUAGES

FIELD = re.compile(r"{[^}]*}")
#: Shorter pieces stand in the documents, too, by chance.
FEWEST_WORDS = 4


def sentences(told: Any) -> Iterator[str]:
    """Yield every sentence of a catalogue, or of a part of one."""
    if isinstance(told, str):
        yield told
    else:
        for inner in told.values() if isinstance(told, dict) else told:
            yield from sentences(inner)


def english_in(face: str) -> list[str]:
    """Return what a face says in sentences of ours that are English and not German."""
    return _english_alone().findall(unescape(unescape(face)).replace('\\"', '"'))


@cache
def _english_alone() -> re.Pattern[str]:
    """Match a piece of an English sentence that German does not have."""
    told = messages.read(LANGUAGES / f"{ENGLISH}.yaml")
    del told["terms"]  # its keys are values of the data
    german = "\n".join(sentences(messages.read(LANGUAGES / "de.yaml")))
    alone = sorted((piece for piece in _pieces(told) if piece not in german), key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(piece)}(?!\w)" for piece in alone))


def _pieces(told: Any) -> set[str]:
    """Return what stands between the fields of every sentence, of as many words as no document has by chance."""
    found = {piece.strip() for text in sentences(told) for piece in FIELD.split(text)}
    return {piece for piece in found if len(piece.split()) >= FEWEST_WORDS}
