"""What a cross-document map shows: relations reduced and drawn, and one of them read."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

from corpus_utils.columns import Label, lay_out_columns
from corpus_utils.crossmap import CrossRelation, documents
from corpus_utils.layout import Map
from corpus_utils.messages import section
from corpus_utils.widgets.documents import Documents

WORDS = section("cross_map")


def kept(
    relations: Iterable[CrossRelation],
    *,
    question: str = "",
    among: Sequence[str] | None = None,
    between: Sequence[str] = (),
) -> tuple[CrossRelation, ...]:
    """Return the relations of ``question``, with both ends ``among`` and every key of ``between`` an end."""
    return tuple(
        relation
        for relation in relations
        if (not question or relation.question == question)
        and (among is None or set(documents(relation)) <= set(among))
        and set(between) <= set(documents(relation))
    )


def counted(
    heads: Sequence[dict[str, str]], relations: Iterable[CrossRelation]
) -> list[dict[str, Any]]:
    """Return ``heads`` of documents with the number of relations that each is an end of."""
    ends = [documents(relation) for relation in relations]
    return [{**head, "count": sum(head["key"] in pair for pair in ends)} for head in heads]


class Views:
    """What is shown of relations between the documents with these ``keys``."""

    def __init__(self, shelf: Documents, keys: Sequence[str]) -> None:
        self._shelf, self._keys = shelf, keys
        self.heads = shelf.heads(keys)

    def line(self, relation: CrossRelation) -> dict[str, Any]:
        """Return a relation as the list and the picture name it, for JSON."""
        return {
            "id": relation.id,
            "kind": relation.kind,
            "question": relation.question,
            "sources": [self._end(name) for name in relation.sources],
            "to": self._end(relation.to),
            "reason": relation.reason,
        }

    def reading(self, relation: CrossRelation) -> dict[str, Any]:
        """Return both ends of a relation in full, for JSON; ``step`` where it undercuts one."""
        sources = [self._shelf.claim(name) for name in relation.sources]
        if relation.kind == "undercut":
            return {"id": relation.id, "sources": sources, "step": self._shelf.step(relation.to)}
        return {"id": relation.id, "sources": sources, "to": self._shelf.claim(relation.to)}

    def drawing(self, relations: Sequence[CrossRelation]) -> Map:
        """Return these relations as drawn."""
        names = {name for relation in relations for name in (*relation.sources, relation.to)}
        ends = {name: self._end(name) for name in sorted(names)}
        labels = {name: Label(end["name"], end["short"]) for name, end in ends.items()}
        return lay_out_columns(relations, labels, self._keys)

    def band(self, relations: Sequence[CrossRelation]) -> dict[str, Any]:
        """Return the relations of one question, drawn, for JSON."""
        ids = [relation.id for relation in relations]
        return {"relations": ids, "picture": dataclasses.asdict(self.drawing(relations))}

    def _end(self, name: str) -> dict[str, str]:
        """Return the name and the label of a claim, or of a step inside a document's map."""
        key, _, id_ = name.partition(":")
        if any(claim.id == id_ for claim in self._shelf.argument(key).claims):
            claim = self._shelf.claim(name)
            own = claim["voice"] in ("author", "ours")
            short = claim["short"] if own else f"{claim['by']}: {claim['short']}"
            return {"name": f"{claim['document']} {id_}", "short": short}
        step = self._shelf.step(name)
        *sources, end = step["claims"]
        ids = ", ".join(source["id"] for source in sources)
        short = WORDS["stepEnd"].format(ids=ids, to=end["id"], short=end["short"])
        return {"name": f"{step['document']} {id_}", "short": short}
