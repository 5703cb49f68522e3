"""Argument maps as files: ``argument.yaml`` read and checked.

The parts of a map, `Claim`, `Relation` and `Argument`, come from
`corpus_utils.claims` and can be imported from here.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from corpus_utils.attribution import attributed
from corpus_utils.claims import (
    LABEL,
    OURS,
    RELATIONS,
    ROLES,
    VOICES,
    Argument,
    Claim,
    Relation,
)
from corpus_utils.errors import DataError, Problem, nearest
from corpus_utils.files import Node, read_yaml
from corpus_utils.gazetteer import Gazetteer, read_gazetteer
from corpus_utils.messages import section
from corpus_utils.soundness import shape
from corpus_utils.texts import Text, data_folder
from corpus_utils.tokens import Target

__all__ = [
    "OURS",
    "RELATIONS",
    "ROLES",
    "VOICES",
    "Argument",
    "Claim",
    "Relation",
    "check_argument",
    "load",
    "misplaced",
    "read_argument",
    "read_relation",
    "shape",
]

WORDS = section("arguments")


def read_argument(path: Path, *, gazetteer: Gazetteer | None = None) -> Argument:
    """Return the argument map that the YAML file ``path`` holds.

    Raises a `DataError` with every problem at once: unknown fields, roles,
    kinds and voices, ids that dangle or stand twice, an empty gist or one
    without attributed voice, a circle of support, claims that lead nowhere,
    no root or several. ``asserted_by`` is checked where a ``gazetteer`` is given.
    """
    root = read_yaml(path)
    fields(root, "document", "question", "claims", "relations")
    claims = [(_claim(node, gazetteer), node) for node in root.take("claims", list)]
    relations = [(read_relation(node), node) for node in root.take("relations", list, [])]
    argument = Argument(
        root.take("document", str),
        root.take("question", str),
        tuple(claim for claim, _ in claims),
        tuple(relation for relation, _ in relations),
        str(path),
    )
    _check_ids([*claims, *relations])
    _check_ends(argument, relations)
    if not root.problems:  # the shape of a map with dangling ends says nothing
        root.problems.extend(shape(argument))
    if root.problems:
        raise DataError(sorted(root.problems, key=lambda problem: problem.line or 0))
    return argument


def check_argument(argument: Argument, text: Text) -> list[Problem]:
    """Return what does not fit ``text``: another document's map, targets outside its paragraphs."""
    found: list[Problem] = []
    if argument.document != text.key:
        message = WORDS["other_map"].format(given=argument.document, document=text.key)
        found.append(Problem(message, argument.file, path="document"))
    for part in (*argument.claims, *argument.relations):
        if part.target is not None:
            path = f"{part.id}.target"
            found += [
                Problem(m, argument.file, part.line, path) for m in misplaced(part.target, text)
            ]
    return found


def misplaced(target: Target, text: Text) -> list[str]:
    """Return, for each part of ``target`` that is not a place of ``text``, a sentence why."""
    found = []
    for part in target.parts:
        if part.paragraph not in text:
            said = {"name": part.paragraph, "document": text.key}
            found.append(WORDS["no_paragraph"].format(**said))
        elif part.span is not None and part.span.end > text.paragraph(part.paragraph).letters:
            length = text.paragraph(part.paragraph).letters
            found.append(WORDS["ends_outside"].format(part=part, n=length))
    return found


def load(text: Text, *, gazetteer: Gazetteer | None = None, data: Path | None = None) -> Argument:
    """Return the argument map of ``text``, checked against the text and the gazetteer.

    ``data`` is the data folder, the course's own where it is not given, and
    the gazetteer is read from there where none is handed in. Raises a
    `DataError` as `read_argument` does, and for targets outside the text.
    """
    folder = data or data_folder()
    known = gazetteer or read_gazetteer(folder / "gazetteer")
    path = folder / "texts" / text.key / "argument.yaml"
    stat = path.stat() if path.exists() else None
    changed = (stat.st_mtime_ns, stat.st_size) if stat else (0, 0)
    argument = _read(path, changed, known)
    problems = check_argument(argument, text)
    if problems:
        raise DataError(problems)
    return argument


def fields(node: Node, *names: str) -> None:
    """Add a problem for every field of ``node`` that is not one of ``names``, or is empty text."""
    node.only(*names)
    for name in names:
        given = node.get(name)
        if given is not None and isinstance(given.value, str) and not given.value.strip():
            given.fault(WORDS["empty"].format(name=name))


@lru_cache(maxsize=32)
def _read(path: Path, _changed: tuple[int, int], gazetteer: Gazetteer) -> Argument:
    # The map of a document is asked for by its annotations, its widgets and its charts.
    return read_argument(path, gazetteer=gazetteer)


def _claim(node: Node, gazetteer: Gazetteer | None) -> Claim:
    fields(node, "id", "short", "gist", "role", "asserted_by", "voice", "target", "implicit")
    claim = Claim(
        node.take("id", str),
        node.take("gist", str),
        node.choice("role", ROLES),
        node.take("asserted_by", str),
        node.choice("voice", VOICES),
        node.target("target"),
        node.take("implicit", bool, default=False),
        node.take("short", str, ""),
        node.line,
    )
    ours = claim.asserted_by == OURS
    if (claim.voice == OURS) != ours:
        node.fault(WORDS["ours"], WORDS["ours_hint"])
    elif claim.implicit and not ours:
        node.fault(WORDS["implicit"], WORDS["implicit_hint"])
    if len(claim.short) > LABEL:
        message = WORDS["long_label"].format(n=len(claim.short), most=LABEL)
        node.get("short").fault(message, WORDS["long_label_hint"])
    if claim.asserted_by and not ours and gazetteer is not None:
        gazetteer.check(node.get("asserted_by"), claim.asserted_by, "person", "organisation")
    if claim.gist and not ours and not attributed(claim.gist):
        node.get("gist").fault(WORDS["unattributed"], WORDS["unattributed_hint"])
    return claim


def read_relation(node: Node, *more: str) -> Relation:
    """Return the relation that ``node`` holds; ``more`` are further fields it may have."""
    fields(node, "id", "kind", "from", "to", "reason", "target", *more)
    sources = node.texts("from")
    if node.get("from") and not sources:
        node.get("from").fault(WORDS["no_sources"])
    return Relation(
        node.take("id", str),
        node.choice("kind", RELATIONS),
        tuple(sources),
        node.take("to", str),
        node.take("reason", str),
        node.target("target", None),
        node.line,
    )


def _check_ids(parts: list[tuple[Claim | Relation, Node]]) -> None:
    seen: dict[str, Node] = {}
    for part, node in parts:
        if not part.id:
            continue
        letter = "c" if isinstance(part, Claim) else "r"
        if not (part.id[0] == letter and part.id[1:].isdecimal()):
            hint = WORDS["no_id_hint"].format(id=f"{letter}01")
            node.get("id").fault(WORDS["no_id"].format(id=part.id), hint)
        if part.id in seen:
            message = WORDS["id_twice"].format(id=part.id, line=seen[part.id].line)
            node.get("id").fault(message)
        seen.setdefault(part.id, node)


def _check_ends(argument: Argument, relations: list[tuple[Relation, Node]]) -> None:
    claims = [claim.id for claim in argument.claims]
    steps = [relation.id for relation in argument.relations]
    for relation, node in relations:
        for number, source in enumerate(relation.sources):
            place = node.get("from").value[number]
            if source not in claims:
                place.fault(WORDS["no_claim"].format(name=source), nearest(source, claims))
            elif source in relation.sources[:number]:
                place.fault(WORDS["source_twice"].format(name=source))
            elif source == relation.to:
                place.fault(WORDS["to_itself"].format(name=source))
        if not relation.to or relation.kind not in RELATIONS:
            continue
        to = node.get("to")
        undercut = relation.kind == "undercut"
        choices = steps if undercut else claims
        if relation.to == relation.id:
            to.fault(WORDS["undercuts_itself"])
        elif relation.to in choices:
            continue
        elif relation.to in claims:
            to.fault(WORDS["to_claim"].format(to=relation.to), WORDS["to_claim_hint"])
        elif relation.to in steps:
            message = WORDS["to_relation"].format(kind=relation.kind, to=relation.to)
            to.fault(message, WORDS["to_relation_hint"])
        else:
            message = WORDS["no_relation" if undercut else "no_claim"].format(name=relation.to)
            to.fault(message, nearest(relation.to, choices))
