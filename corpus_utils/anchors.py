"""Anchors: few and short hashes of a text, enough to point into a copy of it, not to rebuild it.

Published are a hash of 20 letters in every 100 and a short check beside each
boundary that an annotation needs: see `released_bits` for how much that gives
away. The course ships these numbers and never the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from corpus_utils.errors import DataError, Problem
from corpus_utils.messages import section

WORDS = section("anchors")
FORMAT = 1
# A window of 20 letters (about four words) outlives 1% noise four times in five and is rarely
# repeated by chance. Windows must not overlap: overlapping ones can be guessed letter by letter.
WINDOW = 20
# One window in 100 letters: a boundary is never farther than 80 letters from one, and four
# fifths of the letters enter no hash at all.
STEP = 100
# 20 bits a window: a copy of 150,000 letters meets a given hash by chance 0.14 times, which
# chains of neighbours sort out; a reader of the hash alone cannot tell which of millions of
# 20-letter phrases it was.
BITS = 20
# A boundary's check: with its place known to within a few dozen letters, 14 bits leave one false
# agreement in 16,384 places. Twelve letters outlive 3% noise seven times in ten.
CHECK_LETTERS = 12
CHECK_BITS = 14
# UTF-32 gives every letter four bytes, so that windows are slices of one buffer, and a window of
# 20 letters fits one block of the hash. BLAKE2b is the standard library's fastest good hash:
# about 0.6 microseconds a position, and every position of a reader's copy is hashed.
WIDTH = 4
_DIGEST = 4


@dataclass(frozen=True)
class Anchors:
    """What is published of one text: ``letters`` is the length of its letter stream.

    ``hashes[i]`` covers the letters from ``i * step``; ``starts`` and ``ends``
    hold the checks after and before a boundary, by letter offset.
    """

    key: str
    letters: int
    hashes: tuple[int, ...]
    starts: Mapping[int, int] = field(default_factory=dict)
    ends: Mapping[int, int] = field(default_factory=dict)
    window: int = WINDOW
    step: int = STEP
    bits: int = BITS

    def start_window(self, offset: int) -> tuple[int, int]:
        """Return the letters that the check of the start at ``offset`` covers."""
        return offset, min(offset + CHECK_LETTERS, self.letters)

    def end_window(self, offset: int) -> tuple[int, int]:
        """Return the letters that the check of the end at ``offset`` covers."""
        return max(0, offset - CHECK_LETTERS), offset


def encode(stream: str) -> bytes:
    """Return ``stream`` as the bytes that are hashed, `WIDTH` for each letter."""
    return stream.encode("utf-32-le", "surrogatepass")


def hasher(bits: int) -> Callable[[bytes], int]:
    """Return the function that hashes encoded letters to ``bits`` bits.

    >>> hasher(14)(encode("permanentrev")) < 2**14
    True
    """
    shift = 8 * _DIGEST - bits

    def hashed(window: bytes) -> int:
        return int.from_bytes(blake2b(window, digest_size=_DIGEST).digest(), "big") >> shift

    return hashed


def rolling(stream: str, *, window: int = WINDOW, bits: int = BITS) -> Iterator[int]:
    """Yield the hash of the window at every letter of ``stream`` that has one, in order."""
    encoded, width, shift = encode(stream), window * WIDTH, 8 * _DIGEST - bits
    for at in range(0, len(encoded) - width + 1, WIDTH):
        digest = blake2b(encoded[at : at + width], digest_size=_DIGEST).digest()
        yield int.from_bytes(digest, "big") >> shift


def fingerprint(
    key: str, stream: str, *, starts: Iterable[int] = (), ends: Iterable[int] = ()
) -> Anchors:
    """Return the anchors of a letter stream, with checks for the boundaries asked for.

    ``starts`` and ``ends`` are letter offsets; one outside the stream is a
    `ValueError`. A boundary less than twelve letters from the edge is checked
    by the letters there are.
    """
    check, whole = hasher(CHECK_BITS), hasher(BITS)
    starts, ends = sorted(set(starts)), sorted(set(ends))
    for offset in starts:
        if not 0 <= offset < len(stream):
            raise ValueError(WORDS["no_start"].format(offset=offset, letters=len(stream)))
    for offset in ends:
        if not 0 < offset <= len(stream):
            raise ValueError(WORDS["no_end"].format(offset=offset, letters=len(stream)))
    places = range(0, len(stream) - WINDOW + 1, STEP)
    bare = Anchors(key, len(stream), tuple(whole(encode(stream[p : p + WINDOW])) for p in places))

    def checked(window: tuple[int, int]) -> int:
        return check(encode(stream[slice(*window)]))

    return Anchors(
        key,
        len(stream),
        bare.hashes,
        {offset: checked(bare.start_window(offset)) for offset in starts},
        {offset: checked(bare.end_window(offset)) for offset in ends},
    )


def released_bits(anchors: Anchors) -> int:
    """Return how many hash bits ``anchors`` publish, anchors and checks together."""
    checks = len(anchors.starts) + len(anchors.ends)
    return len(anchors.hashes) * anchors.bits + checks * CHECK_BITS


def to_fields(anchors: Anchors) -> dict[str, Any]:
    """Return the fields of ``anchors.json`` that hold ``anchors``."""
    digits = -(-anchors.bits // 4)

    def checks(values: Mapping[int, int]) -> dict[str, str]:
        return {str(offset): f"{values[offset]:04x}" for offset in sorted(values)}

    return {
        "format": FORMAT,
        "key": anchors.key,
        "letters": anchors.letters,
        "window": anchors.window,
        "step": anchors.step,
        "bits": anchors.bits,
        "hashes": "".join(f"{value:0{digits}x}" for value in anchors.hashes),
        "check": {"letters": CHECK_LETTERS, "bits": CHECK_BITS},
        "starts": checks(anchors.starts),
        "ends": checks(anchors.ends),
    }


def from_fields(fields: Any, *, file: str = "") -> Anchors:
    """Return the anchors that the fields of ``anchors.json`` hold; other fields are left alone.

    Raises `DataError` with every fault, each with ``file`` and its path inside.
    """
    problems: list[Problem] = []

    def fault(path: str, message: str) -> None:
        problems.append(Problem(message, file, path=path, hint=WORDS["remake"]))

    if not isinstance(fields, dict):
        raise DataError([Problem(WORDS["mapping"], file, hint=WORDS["remake"])])
    _check_constants(fields, fault)
    key, count = fields.get("key"), fields.get("letters")
    if not isinstance(key, str) or not key:
        fault("key", WORDS["no_key"])
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        fault("letters", WORDS["letters"].format(given=count))
        count = 0
    hashes = _hashes(fields.get("hashes"), count, fault)
    starts = _checks(fields, "starts", range(count), fault)
    ends = _checks(fields, "ends", range(1, count + 1), fault)
    if problems:
        raise DataError(problems)
    return Anchors(key, count, hashes, starts, ends)


Fault = Callable[[str, str], None]  # of a path and a message


def _check_constants(fields: dict[str, Any], fault: Fault) -> None:
    check = fields.get("check")
    check = check if isinstance(check, dict) else {}
    expected = {"format": FORMAT, "window": WINDOW, "step": STEP, "bits": BITS}
    found = {path: (fields.get(path), value) for path, value in expected.items()}
    found["check.letters"] = (check.get("letters"), CHECK_LETTERS)
    found["check.bits"] = (check.get("bits"), CHECK_BITS)
    for path, (given, value) in found.items():
        if given != value or isinstance(given, bool):
            fault(path, WORDS["constant"].format(value=value, given=given))


def _hashes(packed: Any, letters: int, fault: Fault) -> tuple[int, ...]:
    digits = BITS // 4
    expected = len(range(0, letters - WINDOW + 1, STEP)) * digits
    if not _is_hex(packed):
        fault("hashes", WORDS["digits"])
    elif len(packed) != expected:
        message = WORDS["length"].format(letters=letters, expected=expected, given=len(packed))
        fault("hashes", message)
    else:
        return tuple(int(packed[i : i + digits], 16) for i in range(0, len(packed), digits))
    return ()


def _checks(fields: dict[str, Any], name: str, valid: range, fault: Fault) -> dict[int, int]:
    found = fields.get(name)
    if not isinstance(found, dict):
        fault(name, WORDS["checks"])
        return {}
    read = {}
    for offset, value in found.items():
        path = f"{name}.{offset}"
        plain = isinstance(offset, str) and offset.isascii() and offset.isdigit()
        if not plain or len(offset) > 9 or int(offset) not in valid:
            fault(path, WORDS["offset"].format(first=valid.start, last=valid.stop - 1))
        elif not _is_hex(value) or len(value) != 4:
            fault(path, WORDS["check"].format(given=value))
        elif int(value, 16) >> CHECK_BITS:
            fault(path, WORDS["bits"].format(given=value, bits=CHECK_BITS))
        else:
            read[int(offset)] = int(value, 16)
    return read


def _is_hex(value: Any) -> bool:
    return isinstance(value, str) and all(c in "0123456789abcdef" for c in value)
