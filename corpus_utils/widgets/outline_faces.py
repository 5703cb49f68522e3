"""What the outline says, and its static and plain-text faces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus_utils.messages import section
from corpus_utils.outlines import Node, Outline, Sorting, beginning
from corpus_utils.widgets.face import answered, content, element, percent, plain, prose

FIRST = 6
"""So many words of a retelling stand in the outline, about one line."""

# All that the outline says to the reader, here and in the browser; {…} is filled in.
WORDS = section("outline")


def heading(node: Node) -> str:
    """Return a heading's words."""
    return plain(node.paragraph.retelling) or node.id


def places(sorting: Sorting, label: str) -> str:
    """Return where a claim belongs: ``p007 under ‘The mill’``, several separated by semicolons."""
    made, claim = sorting.outline, sorting.claims[label]
    found: dict[str, list[str]] = {}
    for node in made.nodes:
        if claim.id in node.claims and (node.opens or node.above):
            found.setdefault(node.id if node.opens else node.above[-1], []).append(node.id)
    names = {node.id: heading(node) for node in made.nodes if node.opens}
    said = [
        WORDS["place"].format(ids=", ".join(ids), heading=names[home])
        for home, ids in found.items()
    ]
    return WORDS["where"].format(places="; ".join(said))


def compared(sorting: Sorting, given: dict[str, str], *, reveal: bool) -> dict[str, Any]:
    """Return what is said of a sorting, as plain values; where claims belong only of right ones or on ``reveal``."""
    credits_ = sorting.judge(given)
    mark = sum(credits_.values()) / len(credits_)
    right = sum(credit == 1 for credit in credits_.values())
    parts = {}
    for label, credit in credits_.items():
        kind = "right" if credit == 1 else "near" if credit else "wrong"
        where = places(sorting, label) if reveal or credit == 1 else ""
        parts[label] = {
            "kind": kind,
            "sign": WORDS["signs"][kind],
            "said": f"{WORDS['verdicts'][kind]} {where}".strip(),
        }
    score = WORDS["score"].format(
        right=right, of=len(credits_), share=percent(int(100 * mark + 0.5))
    )
    return {"mark": mark, "right": mark == 1, "summary": score, "parts": parts, "given": given}


def to_text(title: str, made: Outline, sorting: Sorting | None, *, note: str = "") -> str:
    """Return the outline, a line a paragraph, indented; of an exercise what is to be sorted, without the key."""
    lines = [title, *filter(None, [note]), *_lines(made, claims=sorting is None)]
    if sorting:
        headings = [f"  - {heading(node)} ({node.id})" for node in made.headings]
        labels = [f"  - {plain(label)}" for label in sorting.homes]
        lines += ["", WORDS["how_to"], WORDS["summaries"], *labels, WORDS["headings"], *headings]
    return "\n".join(lines)


def _lines(made: Outline, *, claims: bool) -> Iterator[str]:
    for node in made.nodes:
        resting = f" ({', '.join(node.claims)})" if claims and node.claims else ""
        kind = WORDS["kinds"].get(node.paragraph.kind, node.paragraph.kind)
        said = heading(node) if node.opens else f"{kind}: {first(node)}"
        yield f"{'  ' * node.depth}{node.id} {said}{resting}"


def first(node: Node) -> str:
    """Return the beginning of a paragraph's retelling."""
    return beginning(node.paragraph.retelling, words=FIRST) or WORDS["untold"]


def to_html(title: str, made: Outline, sorting: Sorting | None, *, note: str = "") -> str:
    """Return nested lists, the paragraphs of each heading folded; an exercise with its key folded at the end."""
    parts = [
        element("p", element("strong", prose(title))),
        element("p", note) if note else "",
        _nested(made, None, claims=sorting is None),
    ]
    if sorting:
        labels = [element("li", content(label)) for label in sorting.homes]
        key = [
            element("li", element("strong", content(label)), "<br>", prose(places(sorting, label)))
            for label in sorting.homes
        ]
        parts += [element("p", WORDS["how_to"]), element("ul", *labels)]
        parts.append(answered(WORDS["answer"], element("ul", *key)))
        parts.append(element("p", element("em", WORDS["live"])))
    return "".join(parts)


def _nested(made: Outline, name: str | None, *, claims: bool) -> str:
    children = made.children(name)
    plain_ones = [element("li", _item(node, claims=claims)) for node in children if not node.opens]
    headings = [
        element("li", _item(node, claims=claims), _nested(made, node.id, claims=claims))
        for node in children
        if node.opens
    ]
    folded = ""
    if plain_ones:
        count = len(plain_ones)
        said = WORDS["held_one"] if count == 1 else WORDS["held"].format(n=count)
        folded = element("details", element("summary", said), element("ul", *plain_ones))
    return folded + (element("ul", *headings) if headings else "")


def _item(node: Node, *, claims: bool) -> str:
    resting = f" ({', '.join(node.claims)})" if claims and node.claims else ""
    if node.opens:
        return element("strong", content(heading(node))) + element(
            "small", f" [{node.id}]{resting}"
        )
    kind = (
        ""
        if node.paragraph.kind == "body"
        else f"{WORDS['kinds'].get(node.paragraph.kind, node.paragraph.kind)}: "
    )
    told = content(first(node)) if node.paragraph.retelling else prose(first(node))
    return element("small", f"[{node.id}]") + f" {kind}{told}{resting}"
