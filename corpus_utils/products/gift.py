r"""GIFT, the text format of Moodle's question bank (https://docs.moodle.org/en/GIFT_format).

It is read by other programs as well. Every question stands on lines of its own
without a blank one; ``~ = # { } : \`` in words are escaped with a backslash.
"""

from __future__ import annotations

import re
from pathlib import Path

from corpus_utils.messages import section
from corpus_utils.products import bodies
from corpus_utils.products.asking import write_asked
from corpus_utils.products.moodle import WORDS as CATEGORIES
from corpus_utils.products.moodle import fractions
from corpus_utils.products.shapes import Asked
from corpus_utils.products.sources import Note, Source
from corpus_utils.products.wording import flat, rich

NAME = "gift"
WORDS = section("products.gift")
_CONTROL = re.compile(r"([~=#{}:\\])")


def write(source: Source, folder: Path) -> list[Note]:
    """Write ``<lesson>.gift.txt`` into ``folder``; return what GIFT cannot carry."""
    path = folder / f"{source.name}.gift.txt"
    return write_asked(source, path, NAME, to_gift, WORDS["lost"])


def to_gift(lesson: str, every: list[Asked]) -> str:
    """Return questions as GIFT, second tries in a category below that of the lesson."""
    parts = []
    for second in (False, True):
        chosen = [one for one in every if one.second == second]
        if chosen:
            path = f"$course$/top/{CATEGORIES['bank']}/{lesson}"
            parts.append(f"$CATEGORY: {path}" + f"/{CATEGORIES['second']}" * second)
        parts += [_question(one) for one in chosen]
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    r"""Return ``text`` so that GIFT takes it as words.

    >>> escape("a = {b} ~ c:\\d")
    'a \\= \\{b\\} \\~ c\\:\\\\d'
    """
    return _CONTROL.sub(r"\\\1", text)


def _question(one: Asked) -> str:
    how = WORDS["places"] if one.shape == "order" else one.how
    body = bodies.passage(one), f"<p>{rich(one.prompt)}</p><p><em>{rich(how)}</em></p>"
    lines = [f"// [id:{one.id}] " + " ".join(f"[tag:{flat(tag)}]" for tag in one.tags)]
    lines.append(f"::{escape(flat(one.title))}::[html]{escape(''.join(body))}{{")
    lines += _answers(one)
    if one.later:
        lines.append(f"####[html]{escape(bodies.after(one))}")
    return "\n".join([*lines, "}"])


def _answers(one: Asked) -> list[str]:
    if one.shape == "words":
        return []
    if one.shape == "rows":
        used = {row.right for row in one.rows}
        pairs = [(row.text, row.right) for row in one.rows]
        return _matched([*pairs, *(("", choice) for choice in one.choices if choice not in used)])
    if one.shape == "order":
        place = {answer.text: n for n, answer in enumerate(one.answers, 1)}
        return _matched([(text, WORDS["place"].format(n=place[text])) for text in one.start])
    lines = []
    first = True
    for answer, fraction in zip(one.answers, fractions(one), strict=True):
        mark = f"~%{fraction}%"
        if one.shape == "one":
            # One "=" makes it a single choice; only "=" would make it a word to be typed.
            mark = "~" if not answer.right else "=" if first else "~%100%"
            first = first and not answer.right
        said = escape(rich(bodies.told(answer)))
        lines.append(f"{mark}[html]<p>{escape(rich(answer.text))}</p>#[html]<p>{said}</p>")
    return lines


def _matched(pairs: list[tuple[str, str]]) -> list[str]:
    # The left side is XHTML, where "->" is written "-&gt;"; of the right side the first arrow counts.
    return [
        f"={f'[html]<p>{escape(rich(left))}</p>' if left else ''} -> {escape(flat(right))}"
        for left, right in pairs
    ]
