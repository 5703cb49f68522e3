"""The static and the plain-text face of a concordance, and the words of its view.

Both show what the cell asked for, in the retellings: neither what was searched
since nor an attached copy changes them, so that a stored lesson can be
compared with a fresh run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corpus_utils.messages import figure, section
from corpus_utils.widgets.face import content, element, prose, table

MOST_STORED = 12
"""Lines of one document in the faces that are stored in the notebook."""
CHANCE = 3.84
"""Below this log-likelihood a difference as large comes by chance in one comparison of twenty."""

WORDS = section("concordance")

Found = Mapping[str, Any]


def summary(found: Found, words: Mapping[str, Any], *, concept: bool) -> str:
    """Return in a sentence or two how often a word or a concept was found, and how it is spread."""
    n = len(found["documents"])
    said = words["about" if concept else "summary"].format(
        sought=found["sought"],
        count=found["count"],
        words=figure(found["words"], ","),
        documents=words["one"] if n == 1 else words["several"].format(n=n),
    )
    if found["dp"] is None:
        return said
    return f"{said} {words['spread'].format(dp=figure(found['dp'], '.2f'))}"


def against(document: Found, count: int, words: Mapping[str, Any]) -> dict[str, str]:
    """Return the keyness of a document in words; ``count`` is that of all documents."""
    if document["log_ratio"] is None:
        return {"against": "", "evidence": ""}
    g2 = figure(document["log_likelihood"], ".1f")
    evidence = g2 if document["log_likelihood"] >= CHANCE else words["chance"].format(ll=g2)
    if not document["count"]:
        return {"against": words["none"], "evidence": evidence}
    if document["count"] == count:
        return {"against": words["only"], "evidence": evidence}
    times = words["times"].format(times=figure(2 ** document["log_ratio"], ".1f"))
    return {"against": times, "evidence": evidence}


def to_html(found: Found, words: Mapping[str, Any]) -> str:
    """Return counts as a table, and the lines of each document folded away."""
    title = element("strong", prose(_title(found, words)))
    parts = [element("p", title, "<br>", prose(found["summary"]))]
    if found["documents"]:
        rows = [[prose(cell) for cell in row] for row in _rows(found, words)]
        parts.append(table(words["caption"], words["heads"].values(), rows))
    for document in found["documents"]:
        if document["lines"]:
            items = [element("li", _line(one)) for one in document["lines"][:MOST_STORED]]
            rest = [element("li", said) for said in _rest(document, words)]
            summary = element("summary", prose(_headed(document, words)))
            parts.append(element("details", summary, element("ul", *items, *rest)))
    return "".join([*parts, *(element("p", prose(said)) for said in _notes(found, words))])


def to_text(found: Found, words: Mapping[str, Any]) -> str:
    """Return counts as an aligned table, then the lines of each document, the words found aligned."""
    lines = [_title(found, words), found["summary"]]
    if found["documents"]:
        lines += ["", *_aligned([list(words["heads"].values()), *_rows(found, words)])]
    for document in found["documents"]:
        if shown := document["lines"][:MOST_STORED]:
            widest = max(len(one["left"]) for one in shown)
            lines += ["", _headed(document, words)]
            lines += [
                f"{one['paragraph']}  {one['left']:>{widest}}[{one['hit']}]{one['right']}"
                for one in shown
            ]
            lines += _rest(document, words)
    for said in _notes(found, words):
        lines += ["", said]
    return "\n".join(lines)


def _title(found: Found, words: Mapping[str, Any]) -> str:
    return words["named"].format(**found) if "sought" in found else words["name"]


def _headed(document: Found, words: Mapping[str, Any]) -> str:
    n = len(document["lines"]) + document["more"]
    return words["line" if n == 1 else "lines"].format(title=document["title"], n=n)


def _rest(document: Found, words: Mapping[str, Any]) -> list[str]:
    left = max(0, len(document["lines"]) - MOST_STORED) + document["more"]
    return [words["more"].format(n=left)] if left else []


def _notes(found: Found, words: Mapping[str, Any]) -> Iterator[str]:
    """Yield which documents have no line, and what quotation marks mean where there are any."""
    empty = [document["title"] for document in found["documents"] if not document["lines"]]
    if empty:
        yield words["noLines"].format(titles=", ".join(empty))
    lines = (one for d in found["documents"] for one in d["lines"][:MOST_STORED])
    if any(one["kind"] == "printed" for one in lines):
        yield words["printed"]


def _rows(found: Found, words: Mapping[str, Any]) -> Iterator[list[str]]:
    for d in found["documents"]:
        forms = [f"{form} {count}" for form, count in d["forms"]]
        forms += [words["more"].format(n=d["more_forms"])] if d["more_forms"] else []
        numbers = [figure(d["per_thousand"], ".1f"), str(d["count"]), str(d["told"])]
        yield [d["title"], *numbers, d["against"], d["evidence"], ", ".join(forms)]


def _line(one: Mapping[str, str]) -> str:
    place, hit = element("small", f"[{one['paragraph']}]"), element("b", content(one["hit"]))
    return f"{place} {content(one['left'])}{hit}{content(one['right'])}"


def _aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    padded = [[c.ljust(w) for c, w in zip(row, widths, strict=True)] for row in rows]
    return ["  ".join(row).rstrip() for row in padded]
