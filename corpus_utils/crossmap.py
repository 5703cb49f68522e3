"""The cross-document map: how claims of one document bear on claims of another.

Claims and relations are named with their document, ``wohlforth:c12``. The
relations are ours: no document here answers another by name, so each says in
its reason why the one claim bears on the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus_utils.arguments import fields, read_relation
from corpus_utils.claims import Argument, Relation
from corpus_utils.errors import DataError, Problem, UnknownError, nearest
from corpus_utils.files import Node, read_yaml
from corpus_utils.messages import section
from corpus_utils.texts import data_folder

WORDS = section("arguments", "crossmap")


@dataclass(frozen=True)
class CrossRelation(Relation):
    """A relation between documents; ``question`` is the id of the compared question it belongs to."""

    question: str = ""


@dataclass(frozen=True)
class CrossMap:
    """All relations between documents, in the order of the file."""

    relations: tuple[CrossRelation, ...]
    file: str = field(default="", compare=False, repr=False)

    def relation(self, name: str) -> CrossRelation:
        """Return the relation with the id ``name``; `UnknownError` says which one is nearest."""
        found = [relation for relation in self.relations if relation.id == name]
        if not found:
            raise UnknownError(WORDS["relation"], name, [each.id for each in self.relations])
        return found[0]

    def between(self, one: str, other: str) -> tuple[CrossRelation, ...]:
        """Return the relations that join the documents ``one`` and ``other``, either way."""
        return tuple(r for r in self.relations if documents(r) in ((one, other), (other, one)))


def documents(relation: Relation) -> tuple[str, str]:
    """Return the document that a relation comes from, and the one it leads to.

    >>> documents(Relation("x01", "attack", ("mill:c02",), "weir:c01"))
    ('mill', 'weir')
    """
    return relation.sources[0].partition(":")[0], relation.to.partition(":")[0]


def read_crossmap(path: Path) -> CrossMap:
    """Return the relations between documents that the YAML file ``path`` holds.

    Raises a `DataError` with every problem at once: unknown fields and kinds,
    ids that stand twice, a claim without its document, sources of two
    documents, a relation that stays in one.
    """
    root = read_yaml(path)
    fields(root, "relations")
    found: list[CrossRelation] = []
    for node in root.take("relations", list):
        made = read_relation(node, "question")
        if made.id and not (made.id[0] == "x" and made.id[1:].isdecimal()):
            hint = WORDS["no_id_hint"].format(id="x01")
            node.get("id").fault(WORDS["no_id"].format(id=made.id), hint)
        if made.id and made.id in [relation.id for relation in found]:
            node.get("id").fault(WORDS["relation_twice"].format(id=made.id))
        if made.target is not None:
            node.get("target").fault(WORDS["no_passage"])
        _check_ends(made, node)
        question = node.take("question", str, "")
        found.append(
            CrossRelation(
                made.id,
                made.kind,
                made.sources,
                made.to,
                made.reason,
                line=made.line,
                question=question,
            )
        )
    if root.problems:
        raise DataError(sorted(root.problems, key=lambda problem: problem.line or 0))
    return CrossMap(tuple(found), str(path))


def _check_ends(relation: Relation, node: Node) -> None:
    for name in (*relation.sources, relation.to):
        if name and not all(name.partition(":")):
            node.fault(WORDS["whose"].format(name=name), WORDS["whose_hint"])
            return
    if not relation.sources or not relation.to:
        return  # said already
    ends = {source.partition(":")[0] for source in relation.sources}
    if len(ends) > 1:
        node.get("from").fault(WORDS["several"], WORDS["several_hint"])
    elif documents(relation)[0] == documents(relation)[1]:
        node.get("to").fault(WORDS["one"], WORDS["one_hint"])


def check_crossmap(
    crossmap: CrossMap, arguments: Mapping[str, Argument], *, questions: Iterable[str] = ()
) -> list[Problem]:
    """Return a problem for each end that the documents' ``arguments`` lack, and each unknown question."""
    found: list[Problem] = []
    known = {
        key: (
            [f"{key}:{claim.id}" for claim in argument.claims],
            [f"{key}:{step.id}" for step in argument.relations],
        )
        for key, argument in arguments.items()
    }
    asked = list(questions)

    def fault(relation: CrossRelation, path: str, message: str, hint: str) -> None:
        place = f"{relation.id}.{path}"
        found.append(Problem(message, crossmap.file, relation.line, place, hint))

    for relation in crossmap.relations:
        ends = [("from", source, 0) for source in relation.sources]
        ends.append(("to", relation.to, int(relation.kind == "undercut")))
        for path, name, which in ends:
            key = name.partition(":")[0]
            if key not in known:
                message = WORDS["no_map"].format(key=key)
                fault(relation, path, message, nearest(key, list(known)))
            elif name not in known[key][which]:
                message = WORDS[("no_claim", "no_relation")[which]].format(name=name)
                fault(relation, path, message, nearest(name, known[key][which]))
        if relation.question and relation.question not in asked:
            message = WORDS["no_question"].format(name=relation.question)
            fault(relation, "question", message, nearest(relation.question, asked))
    return found


def load(*, data: Path | None = None) -> CrossMap:
    """Return the course's relations between documents; ``data`` is the data folder if not its own."""
    return read_crossmap((data or data_folder()) / "relations.yaml")
