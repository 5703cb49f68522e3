"""Wordings: what can be told of an exercise's prompts, options and explanations by their words alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import comb

from corpus_utils.readings import plain_text

# Options that point at the other options, which every student sees in another order.
_ABOVE = re.compile(
    r"\b(?:all|none|both|neither|any|each|every(?: one)?|two|three)\b[^.]{0,25}\b(?:above|below|preceding|foregoing)\b"
    r"|^(?:all|none|both|neither|any|each|every one) of (?:the )?(?:these|those|them|options|answers|others?)(?: (?:options|answers|ones))?[.!]?$"
    r"|^(?:all|none|both|neither)(?: are| is)?(?: (?:right|wrong|correct|true|false))?[.!]?$"
    r"|^(?:the )?(?:above|preceding) (?:are|is) ",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r"(?:(?:this|that|it|which)(?: is|'s)? |yes, |no, )?(?:(?:is|are|quite|simply|just|the|an?) )*"
    r"(?:not )?(?:right|wrong|correct|incorrect|true|false|yes|no|good|bad)(?: (?:answer|option|choice|one))?",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:right|wrong|correct|incorrect|yes|no)[.,:;!–—]\s", re.IGNORECASE)
ABSOLUTE = re.compile(
    r"\b(?:always|never|only|all|every|everyone|everything|everybody|nobody|no one|nothing|none|entirely|solely|must|"
    r"impossible|completely|wholly|any)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "and",
        "or",
        "is",
        "are",
        "was",
        "were",
        "be",
        "that",
        "this",
        "it",
        "its",
        "as",
    ]
)
# A wording says the same as another where so large a part of both is common, order set aside.
ALIKE = 0.85


def points_at_others(option: str) -> bool:
    """Return whether an option speaks of the other options, as in "all of the above".

    >>> [points_at_others(o) for o in ("All of these.", "None of the workers above ground.", "Both")]
    [True, True, True]
    >>> points_at_others("All of the party's members.")
    False
    """
    return bool(_ABOVE.search(plain_text(option).strip()))


def only_judges(why: str) -> bool:
    """Return whether an explanation says right or wrong and nothing else.

    >>> only_judges("That is not right."), only_judges("Right: p003 says so.")
    (True, False)
    """
    return bool(_VERDICT.fullmatch(plain_text(why).strip(" .!")))


def opens_with_verdict(why: str) -> bool:
    """Return whether an explanation begins with the verdict, which the card says already."""
    return bool(_OPENS.match(plain_text(why)))


def folded(text: str) -> str:
    """Return a text without emphasis, case, punctuation and differences of white space."""
    return " ".join(_words(text))


def gist(text: str) -> tuple[str, ...]:
    """Return the words of a text that carry its meaning, in their order."""
    words = _words(text)
    return tuple(word for word in words if word not in _SMALL) or tuple(words)


def alike(one: Counter[str], other: Counter[str]) -> bool:
    """Return whether two wordings, as counts of their words, are all but the same."""
    common = sum((one & other).values())
    return common >= ALIKE * max(one.total(), other.total())


def chance_of(hits: int, chances: Sequence[float]) -> float:
    """Return how probable so many hits or more are, each with its own chance.

    >>> round(chance_of(2, [0.5, 0.5]), 3)
    0.25
    """
    spread = [1.0]
    for chance in chances:
        before = [*spread, 0.0]
        spread = [
            p * (1 - chance) + (before[n - 1] * chance if n else 0.0) for n, p in enumerate(before)
        ]
    return sum(spread[hits:])


def chance_apart(drawn: int, of: int, marked: int, every: int) -> float:
    """Return how probable it is that of ``every`` things, ``marked`` ones among them, ``of`` drawn hold ``drawn``.

    One-sided, at least so many: Fisher's exact test.

    >>> round(chance_apart(3, 3, 3, 6), 3)
    0.05
    """
    ways = (
        comb(marked, n) * comb(every - marked, of - n) for n in range(drawn, min(of, marked) + 1)
    )
    return sum(ways) / comb(every, of)


def same(texts: Iterable[str]) -> list[tuple[int, int]]:
    """Return the places of texts that say the same but for small words, each with the first of its kind."""
    seen: dict[tuple[str, ...], int] = {}
    found = []
    for place, text in enumerate(texts):
        first = seen.setdefault(gist(text), place)
        if first != place:
            found.append((first, place))
    return found


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(plain_text(text))]
