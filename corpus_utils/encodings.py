"""Encodings: which characters the bytes of a reader's file stand for, and which belong to the text."""

from __future__ import annotations

import re

# Of the characters beyond ASCII, the share that must be valid UTF-8 for the rest to be damage. In an
# old encoding few are so by chance, such as a capital É before a closing quotation mark.
MOSTLY = 0.8


def decode(data: bytes, *, hint: str | None = None, whole: bool = True) -> str | None:
    """Return the text that ``data`` encodes, or None where it is none.

    Looked at in turn: a byte order mark, UTF-16 by its zeros, UTF-8 (a few
    damaged bytes become U+FFFD), ``hint`` (what a web page says of itself),
    then the likeliest of the old one-byte encodings. With ``whole=False`` the data may break off inside a character.
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
    text = data.decode("utf-8", "replace")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    if text.count("\ufffd") - data.count(b"\xef\xbf\xbd") <= (1 - MOSTLY) * beyond:
        return text
    if hint:
        try:
            return data.decode(hint)
        except (LookupError, UnicodeError):  # of some names, such as "undefined", no more is said
            pass
    return data.decode(_one_byte_encoding(data), "replace")


def tidy(text: str) -> str:
    """Return ``text`` with LF line ends, without characters that are no part of it.

    Dropped are byte order marks, NUL and other controls, soft hyphens and
    zero-width characters (they only tell where a line may break, how letters
    join, which way they run and how they look), and the sign that PDF readers
    leave for a hyphen at a line's end, with that line's end.
    """
    text = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    text = re.sub("[\x02\ufffe] *\n?", "", text)
    return re.sub(
        "[\0-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2069"
        "\ufe00-\ufe0f\ufeff\ud800-\udfff\ufff9-\ufffc\uffff]+",
        "",
        text,
    )


def shown(name: str) -> str:
    r"""Return ``name`` fit for a message: what cannot be seen is escaped.

    >>> shown("Zoë\x1b[31m\n.txt")
    'Zoë\\x1b[31m\\n.txt'
    """
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)


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
