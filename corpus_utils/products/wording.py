"""The course's prose for other programs: as XHTML and as plain text, safe in any XML."""

from __future__ import annotations

import re
from html import escape

from corpus_utils.readings import EMPHASIS, plain_text

# Characters that XML 1.0 cannot hold, even escaped.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legible(text: str) -> str:
    r"""Return ``text`` on one line; what XML cannot hold becomes U+FFFD.

    >>> legible("two\n lines\x00")
    'two lines�'
    """
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def flat(text: str) -> str:
    """Return ``text`` on one line without its marks of emphasis."""
    return legible(plain_text(legible(text)))


def rich(text: str) -> str:
    """Return ``text`` as XHTML, its ``*emphasis*`` as ``<em>``.

    >>> rich("Olga reads *Das Kapital* & notes.")
    'Olga reads <em>Das Kapital</em> &amp; notes.'
    """
    return EMPHASIS.sub(r"<em>\1</em>", escape(legible(text), quote=False))


def paragraph(text: str) -> str:
    """Return ``text`` as an XHTML paragraph."""
    return f"<p>{rich(text)}</p>"


def listed(tag: str, lines: list[str]) -> str:
    """Return an XHTML list of ``lines``, which are XHTML already; nothing where there are none."""
    return f"<{tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{tag}>" if lines else ""
