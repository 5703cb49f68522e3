"""Argument maps as Argdown: the convention for writing such maps as text.

See https://argdown.org/syntax. Each claim is a statement under its id; each
relation is an argument under its id, so that linked premises stay together
and an undercut has a step to aim at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Literal

from corpus_utils.claims import OURS, Argument, Claim, Relation
from corpus_utils.messages import section

WORDS = section("argdown")

# Characters that Argdown may read as markup: a tag, a link, a shortcode, a comment, a mention, data.
_SPECIAL = re.compile(r"[\\#\[\]<>{}*_@:|/=~`]")
_ARROWS = {"attack": "->", "undercut": "_>"}


def to_argdown(
    argument: Argument, *, title: str = "", names: Mapping[str, str] | None = None
) -> str:
    """Return ``argument`` as Argdown text.

    The source of a support step and the claim that it leads to are premises and
    conclusion of one argument. Attacks and undercuts have a conclusion of our
    wording and an arrow to what they deny. The data after a statement give role,
    who asserts it (``names`` by id, the id where there is none), voice and target.
    """
    head = {"title": title or argument.document, "subTitle": argument.question}
    fields = [f"{name}: {_datum(value)}" for name, value in head.items()]
    blocks = ["\n".join(["===", *fields, "==="])]
    blocks += [f"# {WORDS['claims']}", *(_statement(c, names or {}) for c in argument.claims)]
    blocks += [f"# {WORDS['relations']}", *(_step(relation) for relation in argument.relations)]
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    r"""Return ``text`` so that Argdown reads it as plain words.

    >>> print(escape("Novák holds (p. 3) that [sic] #1 is *dry*."))
    Novák holds (p. 3) that \[sic\] \#1 is \*dry\*.
    """
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))


def _datum(value: str | Literal[True]) -> str:
    r"""Return a value for a data block, which is YAML; what Argdown would read as markup in \u codes."""
    written = json.dumps(value, ensure_ascii=False)
    return re.sub(r"[#\[\]<>{}]", lambda found: f"\\u{ord(found.group()):04x}", written)


def _statement(claim: Claim, names: Mapping[str, str]) -> str:
    told = {
        "short": claim.short,
        "role": claim.role,
        "assertedBy": WORDS["ours"]
        if claim.asserted_by == OURS
        else names.get(claim.asserted_by, claim.asserted_by),
        "voice": claim.voice,
        "target": str(claim.target or ""),
        "implicit": claim.implicit,
    }
    data = ", ".join(f"{name}: {_datum(value)}" for name, value in told.items() if value)
    return f"[{claim.id}]: {escape(claim.gist)} {{{data}}}"


def _step(relation: Relation) -> str:
    return "\n".join(_lines(relation))


def _lines(relation: Relation) -> Iterator[str]:
    yield f"<{relation.id}>: {escape(relation.reason)}"
    if relation.kind in _ARROWS:
        end = f"<{relation.to}>" if relation.kind == "undercut" else f"[{relation.to}]"
        yield f"  {_ARROWS[relation.kind]} {end}"
    yield ""
    for number, source in enumerate(relation.sources, 1):
        yield f"({number}) [{source}]"
    yield "-----"
    number = len(relation.sources) + 1
    if relation.kind == "support":
        yield f"({number}) [{relation.to}]"
    elif relation.kind == "attack":
        yield f"({number}) [{relation.id}-denial]: {WORDS['denied'].format(to=relation.to)}"
    else:
        yield f"({number}) [{relation.id}-denial]: {WORDS['undercut'].format(to=relation.to)}"
