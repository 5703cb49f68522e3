"""Encodings: which characters the bytes of a reader's file stand for."""

from __future__ import annotations

import re


def decode(data: bytes, *, hint: str | None = None, whole: bool = True) -> str | None:
    """Return the text that ``data`` encodes, or None where it is none.

    Looked at in turn: a byte order mark, UTF-16 by its zeros, UTF-8, ``hint``
    (what a web page says of itself), then the likeliest of the old one-byte
    encodings. With ``whole=False`` the data may break off inside a character.
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe\0\0", "utf-32"),
        (b"\0\0\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    sample = data[:4096]
    zeros = [sample[side::2].count(0) for side in (0, 1)]
    if max(zeros) > len(sample) * 0.3 and min(zeros) < len(sample) * 0.05:
        return data.decode("utf-16-be" if zeros[0] > zeros[1] else "utf-16-le", "replace")
    controls = len(re.findall(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]", data[:65536]))
    if controls > min(len(data), 65536) / 200:
        return None
    tail = 0 if whole else 3
    for cut in range(tail + 1):
        try:
            return data[: len(data) - cut].decode("utf-8")
        except UnicodeDecodeError:
            pass
    if hint:
        try:
            return data.decode(hint)
        except (LookupError, UnicodeError):  # of some names, such as "undefined", no more is said
            pass
    return data.decode(_one_byte_encoding(data), "replace")


def _one_byte_encoding(data: bytes) -> str:
    """Return cp1252 (Latin-1 is part of it) or Mac Roman, by which makes better sense.

    A statistical guess serves other languages; in English the few characters
    beyond ASCII are quotation marks and dashes, which decide between these two.
    """
    good = set("‘’“”–—…•«»£§°éèêëàâäçîïôöûüñáíóúßÉÀÖÜÄ\xa0")
    high = re.findall(rb"[\x80-\xff]+", data[:1_000_000])
    if not high:
        return "cp1252"
    joined = b"".join(high)

    def sense(encoding: str) -> float:
        return sum(c in good for c in joined.decode(encoding, "replace")) / len(joined)

    scores = {encoding: sense(encoding) for encoding in ("cp1252", "mac_roman")}
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] >= 0.6:
        return best
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:200_000], threshold=0.3).best()
    return guess.encoding if guess else best
