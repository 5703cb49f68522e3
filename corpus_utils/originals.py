"""Originals: the reader's own copies, recognised, laid beside the anchors and kept.

A copy lives in ``copies/<key>/`` of the reader's data folder: the file as
brought, ``text.txt`` (what all offsets refer to), ``copy.json`` and a cache of
the alignment. It is put there whole or not at all, and nothing leaves the
reader's machine.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import time
from typing import Any

from corpus_utils.alignment import METHOD, Alignment, Match, align, recognise
from corpus_utils.anchors import Anchors, to_fields
from corpus_utils.errors import CopyError, DataError
from corpus_utils.formats import Copy, read_copy
from corpus_utils.tokens import letters

__all__ = [
    "Attached", "Copy", "Kept", "aligned", "attach", "home", "keep", "kept", "load", "read_copy", "remove"
]

# Shares are compared in whole percents: a copy is less complete only if a reader would notice.
NOTICEABLE = 0.01
# A folder left by a crash is cleared away once no attach can still be at work on it.
ABANDONED_SECONDS = 3600
_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")
# One alignment a text is remembered, with what it was made from: lessons ask for it at every place.
_held: dict[str, tuple[Any, Anchors, Alignment | None]] = {}


@dataclass(frozen=True)
class Kept:
    """A copy in the reader's data folder: ``share`` of the text it holds, ``when`` it came (UTC)."""

    key: str
    folder: Path
    text: str = field(repr=False)
    name: str
    format: str
    sha256: str
    share: float
    when: str


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


def home() -> Path:
    """Return the folder of the reader's data: ``$CORPUS_UTILS_HOME`` or the platform's own place."""
    given = os.environ.get("CORPUS_UTILS_HOME", "").strip()
    if given:
        return Path(given).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("corpus-utils", appauthor=False)


def attach(
    path: str | Path, all_anchors: Iterable[Anchors], *, replace: bool = False
) -> Attached:
    """Return the copy at ``path`` with its alignment, once it is recognised and kept.

    Raises `CopyError` if it cannot be read, is none of the texts, or would
    push out a more complete copy (unless ``replace``).
    """
    copy = read_copy(path)
    matches = recognise(letters(copy.text), all_anchors)
    if not matches or not matches[0].found:
        raise CopyError(f"{copy.name} is none of the five documents ({_nearest(matches)})")
    best = matches[0]
    keep(copy, best.key, best.alignment, replace=replace)
    return Attached(best.key, copy, best.alignment)


def _nearest(matches: list[Match]) -> str:
    if not matches or not matches[0].anchors:
        return "it shares no passage with any of them"
    best = matches[0]
    return f"the nearest is {best.key}, of which it holds {max(best.share, 0.001):.1%}"


def keep(copy: Copy, key: str, alignment: Alignment, *, replace: bool = False) -> Path:
    """Return the folder in which ``copy`` is now kept as the reader's copy of ``key``.

    Written beside it first and moved into place whole. A less complete copy
    does not push out a better one without ``replace``: that is a `CopyError`.
    """
    place = _folder(key)
    earlier = kept(key)
    if earlier and not replace and alignment.share < earlier.share - NOTICEABLE:
        raise CopyError(
            f"{copy.name} holds {alignment.share:.0%} of {key}, and the copy you have"
            f" ({earlier.name}) holds {earlier.share:.0%}: the better one stays"
            " (attach with --replace to take this one all the same)"
        )
    about = {
        "name": copy.name,
        "format": copy.format,
        "sha256": copy.sha256,
        "text_sha256": _digest(copy.text),
        "share": round(alignment.share, 4),
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _sweep(place)
        new = Path(tempfile.mkdtemp(prefix=f".{key}-new-", dir=place.parent))
        try:
            _write(new / f"copy.{copy.format}", copy.data)
            _write(new / "text.txt", copy.text.encode("utf-8"))
            _write_json(new / "alignment.json", _cache(alignment, about["text_sha256"]))
            _write_json(new / "copy.json", about)
            _swap(new, place)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        raise CopyError(
            f"{copy.name} cannot be kept in {place.parent} ({error.strerror or error});"
            " set CORPUS_UTILS_HOME to a folder you may write to"
        ) from None
    return place


def kept(key: str) -> Kept | None:
    """Return the reader's copy of ``key``, or None where there is none, or none that is whole."""
    place = _folder(key)
    _recover(place)
    try:
        about = json.loads((place / "copy.json").read_text(encoding="utf-8"))
        # Read as bytes: a line end must stay what it is, offsets count it.
        text = (place / "text.txt").read_bytes().decode("utf-8")
        if _digest(text) != about["text_sha256"]:
            return None
        said = [str(about[name]) for name in ("name", "format", "sha256")]
        return Kept(key, place, text, *said, float(about["share"]), str(about["when"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def load(key: str, anchors: Anchors) -> Attached | None:
    """Return the reader's copy of ``key`` with its alignment, or None where there is no copy.

    The alignment comes from the cache, unless the anchors, the text or the
    method have changed since: then it is made anew.
    """
    copy = kept(key)
    if copy is None:
        return None
    stream, digest = letters(copy.text), _digest(copy.text)
    path = copy.folder / "alignment.json"
    try:
        cached = json.loads(path.read_text(encoding="utf-8"))
        if cached["made_from"] == _made_from(anchors, digest):
            return Attached(key, copy, Alignment.from_fields(cached["alignment"], stream, anchors))
    except (OSError, ValueError, KeyError, TypeError, DataError):
        pass
    alignment = align(stream, anchors)
    with suppress(OSError):  # a cache that cannot be written is no loss
        _write_json(path, _cache(alignment, digest))
    return Attached(key, copy, alignment)


def aligned(key: str, anchors: Anchors) -> Alignment | None:
    """Return the alignment of the reader's copy of ``key``, or None; remembered while it stays."""
    about = _folder(key) / "copy.json"
    try:
        state = about.stat()
    except OSError:
        found = load(key, anchors)  # a crash may have left the copy aside
        return found.alignment if found else None
    seen = (str(about), state.st_mtime_ns, state.st_ino, state.st_size)
    held = _held.get(key)
    if held is None or held[0] != seen or held[1] is not anchors:
        found = load(key, anchors)
        held = (seen, anchors, found.alignment if found else None)
        _held[key] = held
    return held[2]


def remove(key: str) -> bool:
    """Remove the reader's copy of ``key``; return whether there was one."""
    place = _folder(key)
    _recover(place)
    if not place.exists():
        return False
    gone = place.with_name(f".{key}-gone-{os.getpid()}-{time():.6f}")
    try:
        place.rename(gone)
    except OSError as error:
        raise CopyError(f"{place} cannot be removed ({error.strerror or error})") from None
    shutil.rmtree(gone, ignore_errors=True)
    for left in place.parent.glob(f".{key}-old-*"):
        shutil.rmtree(left, ignore_errors=True)
    return True


def _folder(key: str) -> Path:
    if not _KEY.fullmatch(key):
        raise CopyError(f"{key!r} is no document's key")
    return home() / "copies" / key


def _swap(new: Path, place: Path) -> None:
    """Move ``new`` to ``place``; what was there steps aside and is deleted last.

    A crash between the two moves leaves the earlier copy under a name that
    `_recover` knows. Another process may do the same meanwhile: then once more.
    """
    for attempt in range(10):
        old = place.with_name(f".{place.name}-old-{os.getpid()}-{time():.6f}-{attempt}")
        with suppress(FileNotFoundError):
            place.rename(old)
        try:
            new.rename(place)
        except OSError:
            _recover(place)
            if attempt == 9:
                raise
            continue
        for left in place.parent.glob(f".{place.name}-old-*"):
            shutil.rmtree(left, ignore_errors=True)
        return


def _recover(place: Path) -> None:
    """Put the earlier copy back where a crash left none."""
    if not place.exists():
        for old in sorted(place.parent.glob(f".{place.name}-old-*"), reverse=True):
            if (old / "copy.json").exists():
                with suppress(OSError):
                    old.rename(place)
                return


def _sweep(place: Path) -> None:
    for left in place.parent.glob(f".{place.name}-*"):
        with suppress(OSError):
            if "-old-" not in left.name and time() - left.stat().st_mtime > ABANDONED_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


def _cache(alignment: Alignment, digest: str) -> dict[str, Any]:
    made_from = _made_from(alignment.anchors, digest)
    return {"made_from": made_from, "alignment": alignment.to_fields()}


def _made_from(anchors: Anchors, digest: str) -> str:
    return _digest(json.dumps([METHOD, digest, to_fields(anchors)], sort_keys=True))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _write_json(path: Path, fields: dict[str, Any]) -> None:
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    _write(beside, (json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8"))
    os.replace(beside, path)
