"""The words of a position, and its static and plain-text faces.

As with every builder, the faces do not depend on what was built: a stored
lesson can be compared with a fresh run. What was built is printed as a page
(`position_page`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus_utils.messages import section
from corpus_utils.widgets.documents import folded
from corpus_utils.widgets.face import element, plain, prose

# All that a position says beyond what every builder says; {…} is filled in.
WORDS = section("builder", "position")


def to_html(position: Any) -> str:
    """Return the task, what a position needs, and the claims that bear on its question, folded."""
    words, library = position.words, position.library
    head = element("strong", prose(position.name))
    parts = [
        element("p", head),
        element("p", prose(position.question), "<br>", words["tasks"]["own"]),
        element("p", f"{words['needsHead']}:"),
        element("ul", *(element("li", need) for need in words["needs"])),
        element("p", f"{prose('; '.join(_counts(position)))}."),
    ]
    asked = [
        element("li", prose(f"{c['label']}, {c['by']}: {c['short']}"))
        for c in library["claims"]
        if c["asked"]
    ]
    if asked:
        title = words["asked"].format(question=library["question"])
        parts.append(folded(f"{title} ({len(asked)})", element("ul", *asked)))
    return "".join(parts)


def to_text(position: Any) -> str:
    """Return the same as plain text."""
    return "\n".join(plain(line) for line in _lines(position))


def _lines(position: Any) -> Iterator[str]:
    words, library = position.words, position.library
    yield position.name
    yield position.question
    yield words["tasks"]["own"]
    yield f"{words['needsHead']}:"
    yield from (f"- {need}" for need in words["needs"])
    yield f"{'; '.join(_counts(position))}."
    asked = [claim for claim in library["claims"] if claim["asked"]]
    if asked:
        yield f"{words['asked'].format(question=library['question'])} ({len(asked)}):"
        yield from (f"- {c['label']}, {c['by']}: {c['short']}" for c in asked)


def _counts(position: Any) -> Iterator[str]:
    for document in position.library["documents"]:
        n = sum(claim["key"] == document["key"] for claim in position.library["claims"])
        yield position.words["lendable"].format(document=document["short"], n=n)
