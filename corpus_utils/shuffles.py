"""Shuffles: in which order a student sees the options of an item, the same every time."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from corpus_utils.items import Item, Order


def shuffled(texts: Iterable[str], item: str, student: str = "") -> list[str]:
    """Return ``texts`` in an order that this student sees for this item, always the same.

    Sorted by a keyed hash of each text, so that it depends neither on the
    order in the file nor on Python's version, and adding a text moves no other.

    >>> shuffled(["one", "two", "three"], "dun-01") == shuffled(["three", "two", "one"], "dun-01")
    True
    """
    salt = blake2b(f"{student}\n{item}".encode()).digest()[:16]
    return sorted(texts, key=lambda text: (blake2b(text.encode(), salt=salt).digest(), text))


def shown(item: Item, student: str = "") -> list[str]:
    """Return the item's labels as this student sees them; never in the order that is right.

    What is no riddle, such as a rubric or the numbered holes of a map, keeps its order.
    """
    if item.ordered:
        return item.labels
    found = shuffled(item.labels, item.id, student)
    if isinstance(item, Order) and found == item.key:
        found = [*found[1:], found[0]]
    return found
