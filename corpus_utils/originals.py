"""Originals: the reader's own copies, recognised and laid beside the anchors."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from corpus_utils.alignment import Alignment, align
from corpus_utils.anchors import Anchors
from corpus_utils.copies import (
    Kept,
    cache,
    digest,
    home,
    keep,
    kept,
    remove,
    source,
    write_json,
)
from corpus_utils.errors import CopyError, DataError
from corpus_utils.formats import Copy, read_copy
from corpus_utils.messages import section
from corpus_utils.recognition import Match, recognise
from corpus_utils.tokens import letters

__all__ = [
    "Attached",
    "Copy",
    "Kept",
    "attach",
    "home",
    "keep",
    "kept",
    "load",
    "read_copy",
    "remove",
]
WORDS = section("originals")


@dataclass(frozen=True)
class Attached:
    """A copy and where the text's letters lie in it."""

    key: str
    copy: Copy | Kept
    alignment: Alignment = field(repr=False)

    @property
    def text(self) -> str:
        """The text that all places refer to."""
        return self.copy.text


def attach(path: str | Path, all_anchors: Iterable[Anchors], *, replace: bool = False) -> Attached:
    """Return the copy at ``path`` with its alignment, once it is recognised and kept.

    Raises `CopyError` if it cannot be read, is none of the texts, or would
    push out a more complete copy (unless ``replace``).
    """
    copy = read_copy(path)
    matches = recognise(letters(copy.text), all_anchors)
    if not matches or not matches[0].found:
        raise CopyError(_unrecognised(copy.name, matches))
    best = matches[0]
    keep(copy, best.key, best.alignment, replace=replace)
    return Attached(best.key, copy, best.alignment)


def _unrecognised(name: str, matches: list[Match]) -> str:
    if not matches or not matches[0].anchors:
        return WORDS["unlike"].format(name=name)
    best = matches[0]
    return WORDS["nearest"].format(name=name, key=best.key, percent=100 * max(best.share, 0.001))


def load(key: str, anchors: Anchors) -> Attached | None:
    """Return the reader's copy of ``key`` with its alignment, or None where there is no copy.

    The alignment comes from the cache, unless the anchors, the text or the
    method have changed since: then it is made anew.
    """
    copy = kept(key)
    if copy is None:
        return None
    stream, text_digest = letters(copy.text), digest(copy.text)
    path = copy.folder / "alignment.json"
    try:
        cached = json.loads(path.read_text(encoding="utf-8"))
        if cached["made_from"] == source(anchors, text_digest):
            return Attached(key, copy, Alignment.from_fields(cached["alignment"], stream, anchors))
    except (OSError, ValueError, KeyError, TypeError, DataError):
        pass
    alignment = align(stream, anchors)
    with suppress(OSError):  # a cache that cannot be written is no loss
        write_json(path, cache(alignment, text_digest))
    return Attached(key, copy, alignment)
