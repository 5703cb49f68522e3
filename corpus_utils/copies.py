"""Copies: where a reader's own copies lie, put there whole or not at all.

A copy lives in ``copies/<key>/`` of the reader's data folder: the file as
brought, ``text.txt`` (what all offsets refer to), ``copy.json`` and a cache of
the alignment. Nothing leaves the reader's machine.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import time
from typing import Any

from corpus_utils.alignment import METHOD, Alignment
from corpus_utils.anchors import Anchors, to_fields
from corpus_utils.errors import CopyError
from corpus_utils.formats import Copy
from corpus_utils.messages import section

WORDS = section("copies")
# Shares are compared in whole percents: a copy is less complete only if a reader would notice.
NOTICEABLE = 0.01
# A folder left by a crash is cleared away once no attach can still be at work on it.
ABANDONED_SECONDS = 3600
_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")


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


def home() -> Path:
    """Return the folder of the reader's data: ``$CORPUS_UTILS_HOME`` or the platform's own place."""
    given = os.environ.get("CORPUS_UTILS_HOME", "").strip()
    if given:
        return Path(given).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("corpus-utils", appauthor=False)


def keep(copy: Copy, key: str, alignment: Alignment, *, replace: bool = False) -> Path:
    """Return the folder in which ``copy`` is now kept as the reader's copy of ``key``.

    Written beside it first and moved into place whole. A less complete copy
    does not push out a better one without ``replace``: that is a `CopyError`.
    """
    place = folder(key)
    earlier = kept(key)
    if earlier and not replace and alignment.share < earlier.share - NOTICEABLE:
        share, better = 100 * alignment.share, 100 * earlier.share
        words = {"name": copy.name, "key": key, "earlier": earlier.name}
        raise CopyError(WORDS["better"].format(**words, percent=share, better=better))
    about = {
        "name": copy.name,
        "format": copy.format,
        "sha256": copy.sha256,
        "text_sha256": digest(copy.text),
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
            write_json(new / "alignment.json", cache(alignment, about["text_sha256"]))
            write_json(new / "copy.json", about)
            _swap(new, place)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        reason = error.strerror or error
        raise CopyError(
            WORDS["unkept"].format(name=copy.name, folder=place.parent, reason=reason)
        ) from None
    return place


def kept(key: str) -> Kept | None:
    """Return the reader's copy of ``key``, or None where there is none, or none that is whole."""
    place = folder(key)
    _recover(place)
    try:
        about = json.loads((place / "copy.json").read_text(encoding="utf-8"))
        # Read as bytes: a line end must stay what it is, offsets count it.
        text = (place / "text.txt").read_bytes().decode("utf-8")
        if digest(text) != about["text_sha256"]:
            return None
        said = [str(about[name]) for name in ("name", "format", "sha256")]
        return Kept(key, place, text, *said, float(about["share"]), str(about["when"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remove(key: str) -> bool:
    """Remove the reader's copy of ``key``; return whether there was one."""
    place = folder(key)
    _recover(place)
    if not place.exists():
        return False
    gone = place.with_name(f".{key}-gone-{os.getpid()}-{time():.6f}")
    try:
        place.rename(gone)
    except OSError as error:
        reason = error.strerror or error
        raise CopyError(WORDS["unremoved"].format(place=place, reason=reason)) from None
    shutil.rmtree(gone, ignore_errors=True)
    for left in place.parent.glob(f".{key}-old-*"):
        shutil.rmtree(left, ignore_errors=True)
    return True


def folder(key: str) -> Path:
    """Return where the copy of ``key`` lies, or would."""
    if not _KEY.fullmatch(key):
        raise CopyError(WORDS["no_key"].format(given=key))
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


def cache(alignment: Alignment, text_digest: str) -> dict[str, Any]:
    """Return what is stored of an alignment, and what it was made from."""
    made_from = source(alignment.anchors, text_digest)
    return {"made_from": made_from, "alignment": alignment.to_fields()}


def source(anchors: Anchors, text_digest: str) -> str:
    """Return the digest of all that an alignment depends on."""
    return digest(json.dumps([METHOD, text_digest, to_fields(anchors)], sort_keys=True))


def digest(text: str) -> str:
    """Return the SHA-256 of ``text`` in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def write_json(path: Path, fields: dict[str, Any]) -> None:
    """Write ``fields`` to ``path``, whole or not at all."""
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    _write(
        beside,
        (json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8"),
    )
    beside.replace(path)
