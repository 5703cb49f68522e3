"""Anything of the course as a tidy table: a pandas DataFrame whose docstring says what a row is.

pandas is loaded at the first call. A table without rows has its columns all
the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_utils.acceptance import Standing
from corpus_utils.answers import FIELDS, Answer
from corpus_utils.claims import Argument
from corpus_utils.comparison import Comparison
from corpus_utils.crossmap import CrossMap, documents
from corpus_utils.edtf import bounds
from corpus_utils.errors import DataError
from corpus_utils.files import read_csv
from corpus_utils.messages import section
from corpus_utils.texts import Text, data_folder
from corpus_utils.timeline import Timeline
from corpus_utils.tokens import words
from corpus_utils.vocabulary import COLUMNS, Annotation

if TYPE_CHECKING:
    from pandas import DataFrame

WORDS = section("tables")


def claims(argument: Argument) -> DataFrame:
    """Return the claims of a map: one row a claim.

    ``reasons`` and ``objections`` count the relations that speak for it and
    against it; ``target`` and ``short`` are empty where there is none.
    """
    rows = [
        {
            "document": argument.document,
            "id": claim.id,
            "role": claim.role,
            "asserted_by": claim.asserted_by,
            "voice": claim.voice,
            "implicit": claim.implicit,
            "reasons": len(argument.reasons(claim.id)),
            "objections": len(argument.objections(claim.id)),
            "target": str(claim.target or ""),
            "short": claim.short,
            "gist": claim.gist,
        }
        for claim in argument.claims
    ]
    columns = ["document", "id", "role", "asserted_by", "voice", "implicit"]
    return frame(rows, [*columns, "reasons", "objections", "target", "short", "gist"])


def relations(argument: Argument) -> DataFrame:
    """Return the relations of a map: one row a relation.

    ``sources`` are ids separated by spaces, ``linked`` whether there are several.
    """
    rows = [
        {
            "document": argument.document,
            "id": relation.id,
            "kind": relation.kind,
            "sources": " ".join(relation.sources),
            "to": relation.to,
            "linked": len(relation.sources) > 1,
            "reason": relation.reason,
        }
        for relation in argument.relations
    ]
    return frame(rows, ["document", "id", "kind", "sources", "to", "linked", "reason"])


def standing(found: Standing) -> DataFrame:
    """Return what stands and why: one row a claim."""
    rows = [
        {
            "id": claim.id,
            "role": claim.role,
            "given_up": claim.id in found.given_up,
            "status": found.status(claim.id),
            "why": found.why(claim.id),
        }
        for claim in found.argument.claims
    ]
    return frame(rows, ["id", "role", "given_up", "status", "why"])


def annotations(found: Iterable[Annotation]) -> DataFrame:
    """Return annotations: one row an annotation, a column a field, empty where it has none.

    ``paragraph`` is the first paragraph it points at.
    """
    rows, names = [], ["id", "layer", "value", "paragraph", "target", *COLUMNS[4:]]
    for annotation in found:
        place = {"paragraph": annotation.target.paragraphs[0], "target": str(annotation.target)}
        rows.append(
            {"id": annotation.id, "layer": annotation.layer, "value": annotation.value, **place}
        )
        rows[-1] |= annotation.fields
        names += [name for name in annotation.fields if name not in names]
    return frame([dict.fromkeys(names, "") | row for row in rows], names)


def paragraphs(text: Text) -> DataFrame:
    """Return the paragraphs of a document: one row a paragraph, in reading order.

    ``letters`` counts the original's letters, ``words`` those of the retelling;
    ``level`` is a heading's, 0 for other kinds.
    """
    rows = [
        {
            "document": text.key,
            "id": paragraph.id,
            "kind": paragraph.kind,
            "level": paragraph.level or 0,
            "letters": paragraph.letters,
            "words": len(words(paragraph.retelling)),
            "retelling": paragraph.retelling,
        }
        for paragraph in text.paragraphs
    ]
    return frame(rows, ["document", "id", "kind", "level", "letters", "words", "retelling"])


def counts(text: Text, *, data: Path | None = None) -> DataFrame:
    """Return how often each word stands in the original: one row a word, the most frequent first.

    ``per_thousand`` is the count in a thousand words of the document. ``data``
    is the data folder where it is not the course's own.
    """
    path = (data or data_folder()) / "texts" / text.key / "counts.csv"
    found = read_csv(path, ("word", "count"))
    for row in found:
        given = row.take("count", str)
        if given and not given.isdecimal():
            row.get("count").fault(WORDS["not_whole"].format(given=repr(given)))
    if found and found[0].problems:
        raise DataError(found[0].problems)
    rows: list[dict[str, Any]] = [
        {"word": row.take("word", str), "count": int(row.take("count", str))} for row in found
    ]
    total = sum(row["count"] for row in rows)
    for row in rows:
        row["per_thousand"] = 1000 * row["count"] / total
    return frame(rows, ["word", "count", "per_thousand"])


def comparison(found: Comparison) -> DataFrame:
    """Return the comparison: one row the answer of one document to one question.

    ``claims`` are ids separated by spaces.
    """
    rows = [
        {
            "id": question.id,
            "question": question.question,
            "document": answer.document,
            "answer": answer.answer,
            "claims": " ".join(answer.claims),
            "silent": answer.silent,
        }
        for question in found.questions
        for answer in question.answers
    ]
    return frame(rows, ["id", "question", "document", "answer", "claims", "silent"])


def cross_relations(found: CrossMap) -> DataFrame:
    """Return the relations between documents: one row a relation.

    ``from_document`` and ``to_document`` are keys; ``sources`` are ids with their
    document, separated by spaces; ``question`` is that of the comparison, or empty.
    """
    rows = []
    for relation in found.relations:
        ends = dict(zip(("from_document", "to_document"), documents(relation), strict=True))
        rows.append(
            {
                "id": relation.id,
                "kind": relation.kind,
                **ends,
                "sources": " ".join(relation.sources),
                "to": relation.to,
                "question": relation.question,
                "reason": relation.reason,
            }
        )
    columns = ["id", "kind", "from_document", "to_document", "sources", "to", "question", "reason"]
    return frame(rows, columns)


def events(found: Timeline) -> DataFrame:
    """Return the timeline: one row the use of one event by one document, in the order of dates.

    ``date`` is the event's in EDTF, ``given`` the one that the document gives;
    ``first`` and ``last`` are the days that bound it (``given`` before ``date``),
    empty where open. ``claims`` are ids separated by spaces.
    """
    rows = []
    for event in found.events:
        for use in event.uses:
            first, last = bounds(use.given or event.date)
            rows.append(
                {
                    "id": event.id,
                    "event": event.event,
                    "date": event.date,
                    "document": use.document,
                    "given": use.given,
                    "first": first,
                    "last": last,
                    "target": str(use.target or ""),
                    "claims": " ".join(use.claims),
                    "use": use.use,
                    "disagreement": event.disagreement,
                }
            )
    columns = ["id", "event", "date", "document", "given", "first", "last"]
    return frame(rows, [*columns, "target", "claims", "use", "disagreement"])


def answers(log: Iterable[Answer]) -> DataFrame:
    """Return a log of answers: one row an attempt, in the order of the log.

    ``time`` is in UTC, ``mark`` from 0 to 1 or missing, ``given`` JSON text.
    """
    rows = [
        {name: getattr(answer, name) for name in FIELDS}
        | {"time": answer.when, "given": json.dumps(answer.given, ensure_ascii=False)}
        for answer in log
    ]
    table = frame(rows, list(FIELDS))
    table["mark"] = table["mark"].astype("float64")
    return table.astype({"time": "datetime64[us, UTC]"})


def frame(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> DataFrame:
    """Return rows as a table with these columns, though there be no row."""
    import pandas as pd

    return pd.DataFrame(rows, columns=list(columns))
