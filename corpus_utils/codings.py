"""Codings: the answers of a class laid side by side, thing by thing, to see where readers differ.

A *unit* is one thing that several students judged: a word to be marked or
not, a claim's role, a passage's voice, a step of a map drawn or not, a hole
filled, an option chosen. First attempts only, before any feedback.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from corpus_utils.agreement import disagreement
from corpus_utils.claims import RELATIONS, Argument
from corpus_utils.errors import CourseError
from corpus_utils.items import (
    CompleteMap,
    FindParagraph,
    Item,
    MarkSpan,
    Match,
    MultipleChoice,
    Order,
    RepairMap,
    RoleOfClaim,
    SingleChoice,
    WhoSaysIt,
)
from corpus_utils.likeness import key
from corpus_utils.questions import SECOND_TRY
from corpus_utils.remarking import Bank, Marked
from corpus_utils.span_marks import resolved
from corpus_utils.vocabulary import SPOKEN

KINDS = ("spans", "roles", "voices", "map edges", "steps", "choices")
"""What is judged: words marked or not; a claim's role; who speaks; a step drawn
or not in a map that was built; a hole filled or a step mended; any other choice."""
COMPARED = KINDS[:4]
"""Kinds whose units have the same values to choose from, so that one alpha may be told for all."""
FIT = ("same", "changed")  # what was given is an answer to today's item
MAP = "map:"  # as the map builder's tasks begin
BUILT_LEVELS = ("frame", "holes")  # in "own" maps nobody has the same claims
_PARAGRAPH = re.compile(r"p\d{3}", re.ASCII)


@dataclass(frozen=True)
class Unit:
    """One thing judged: ``said`` is what was said by student.

    ``item`` is the exercise, ``label`` says which thing of it; ``paragraphs``,
    ``claims`` and ``relation`` are its places in ``document``, as far as it has
    any. ``right`` is what the course says, where it is one of the values.
    """

    kind: str
    document: str
    item: str
    label: str
    said: Mapping[str, Hashable]
    paragraphs: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    relation: str = ""
    right: Hashable = None
    disagreement: float | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "disagreement", disagreement([*self.said.values()]))


def firsts(marked: Iterable[Marked]) -> list[Marked]:
    """Return each student's first answer to each exercise; ``marked`` is in the order of time.

    A text that its writer marked later stands twice in the log: here as marked.
    """
    found: dict[tuple[str, str, str], Marked] = {}
    for one in marked:
        answer = one.entry.answer
        first = found.setdefault((one.entry.student, answer.lesson, answer.item), one)
        if first.mark is None and first.entry.answer.attempt == answer.attempt:
            found[one.entry.student, answer.lesson, answer.item] = one
    return [*found.values()]


def units(
    marked: Iterable[Marked], bank: Bank, arguments: Mapping[str, Argument]
) -> tuple[Unit, ...]:
    """Return the units of a class's first answers; ``arguments`` are the maps by document.

    Answers that fit their item no more are left out, and so are second tries,
    to which not all came.
    """
    groups: dict[tuple[str, str], dict[str, Marked]] = defaultdict(dict)
    for one in firsts(marked):
        answer = one.entry.answer
        groups[answer.lesson, answer.item][one.entry.student] = one
    found: list[Unit] = []
    for (lesson, name), answers in sorted(groups.items()):
        item = next((one.item for one in answers.values() if one.item), None)
        given = {who: one.entry.answer.given for who, one in answers.items()}
        document = bank.lessons.get(lesson, "")
        if item is not None and item.id.endswith(SECOND_TRY):
            continue
        if item is not None:
            fit = {who: given[who] for who, one in answers.items() if one.state in FIT}
            found += _of_item(item, fit)
        elif name.startswith(MAP) and document in arguments:
            found += _edges(name, arguments[document], given)
        else:
            found += _ascribed(name, document, given)
    return tuple(found)


def _of_item(item: Item, given: Mapping[str, Any]) -> Iterator[Unit]:
    if isinstance(item, MarkSpan):
        yield from _words(item, given)
        return
    for label, values in _rows(item, given).items():
        kind, places = "choices", {"paragraphs": item.passage.paragraphs}
        right = item.key[label] if isinstance(item.key, dict) else None
        if isinstance(item, RoleOfClaim):
            claim = next(claim for claim in item.claims if claim.claim == label)
            kind, places = "roles", {"paragraphs": claim.passage.paragraphs, "claims": (label,)}
        elif isinstance(item, WhoSaysIt):
            said = next(said for said in item.statements if said.text == label)
            kind, places = "voices", {"paragraphs": said.passage.paragraphs}
        elif isinstance(item, (CompleteMap, RepairMap)):
            kind, places = "steps", {"relation": label}
        shown = item.display(label) if label in item.labels else label
        yield Unit(kind, item.document, item.id, shown, values, right=right, **places)


def _rows(item: Item, given: Mapping[str, Any]) -> dict[str, dict[str, Hashable]]:
    """Return what was said by student for each row or option; one row where there is but one choice."""
    if isinstance(item, (SingleChoice, FindParagraph)):
        return {"": dict(given)}
    if isinstance(item, MultipleChoice):
        return {text: {who: text in g for who, g in given.items()} for text in item.labels}
    if isinstance(item, Order):
        return {text: {who: g.index(text) + 1 for who, g in given.items()} for text in item.labels}
    rows = (Match, WhoSaysIt, RoleOfClaim, CompleteMap, RepairMap)
    if isinstance(item, rows):
        return {label: {who: g[label] for who, g in given.items()} for label in item.labels}
    return {}  # texts, and predictions, in which nobody is to agree


def _words(item: MarkSpan, given: Mapping[str, Any]) -> Iterator[Unit]:
    marks: dict[str, set[tuple[str, int]]] = {}
    for who, answer in given.items():
        try:
            marks[who] = item.tokens(resolved(item, answer))
        except CourseError:
            continue
    whole = [(name, 0, len(text)) for name, text in item.texts.items()]
    for name, at in sorted(item.tokens(whole)):
        word = item.texts[name][at:].split(maxsplit=1)[0]
        values = {who: (name, at) in chosen for who, chosen in marks.items()}
        label = f"{word} ({name}, {at})"
        yield Unit("spans", item.document, item.id, label, values, paragraphs=(name,))


def _edges(name: str, course: Argument, given: Mapping[str, Any]) -> Iterator[Unit]:
    """Yield a unit for each step that somebody drew or could have: drawn or not.

    Could have: the course draws it between claims that somebody used. Steps
    that nobody thought of, course included, are no units: there is no end of them.
    """
    drawn: dict[str, dict[str, frozenset[str]]] = {}
    for who, answer in given.items():
        if isinstance(answer, dict) and answer.get("level") in BUILT_LEVELS:
            drawn[who] = _drawn(answer.get("steps"), course)
    ends = {claim for steps in drawn.values() for claims in steps.values() for claim in claims}
    every = {said: claims for steps in drawn.values() for said, claims in steps.items()}
    ids = {key(course, step): step for step in course.relations}
    for said, step in ids.items():
        claims = frozenset((*step.sources, course.end(step)))
        if claims <= ends:
            every[said] = claims
    for said in sorted(every):
        values = {who: said in steps for who, steps in drawn.items()}
        relation = ids[said].id if said in ids else ""
        claims = tuple(sorted(every[said]))
        right = True if relation else None
        yield Unit("map edges", course.document, name, said, values, (), claims, relation, right)


def _drawn(steps: Any, course: Argument) -> dict[str, frozenset[str]]:
    """Return the steps of a map as a log keeps it: what each says, with the claims it concerns."""
    if not isinstance(steps, list):
        return {}
    own = {
        step["id"]: step
        for step in steps
        if isinstance(step, dict) and isinstance(step.get("id"), str) and _is_step(step)
    }
    known = {claim.id for claim in course.claims}
    theirs = {step.id: step for step in course.relations}

    def said(step: Mapping[str, Any], passed: frozenset[str]) -> tuple[str, frozenset[str]] | None:
        if not known.issuperset(step["from"]):
            return None
        head, to = f"{step['kind']}: {'+'.join(sorted(step['from']))} > ", step["to"]
        if step["kind"] != "undercut":
            return (head + to, frozenset((*step["from"], to))) if to in known else None
        if to in own and to not in passed:
            aim = said(own[to], passed | {to})
        elif to in theirs:
            aim = key(course, theirs[to]), frozenset((course.end(theirs[to]),))
        else:
            aim = None
        return (f"{head}({aim[0]})", aim[1] | {*step["from"]}) if aim else None

    return dict(filter(None, (said(step, frozenset((name,))) for name, step in own.items())))


def _is_step(step: Mapping[str, Any]) -> bool:
    sources = step.get("from")
    named = isinstance(sources, list) and sources and all(isinstance(s, str) for s in sources)
    return bool(named and step.get("kind") in RELATIONS and isinstance(step.get("to"), str))


def _ascribed(name: str, document: str, given: Mapping[str, Any]) -> Iterator[Unit]:
    """Yield the passage of a task on who speaks: the speakers that each student named there."""
    values = {}
    for who, answer in given.items():
        pairs = answer if isinstance(answer, list) and answer else [None]
        if all(isinstance(pair, list) and len(pair) == 2 and pair[1] in SPOKEN for pair in pairs):
            values[who] = " + ".join(sorted(str(pair[0]) for pair in pairs))
    if values:
        passage = name.rpartition("/")[2]
        places = tuple(_PARAGRAPH.findall(passage))
        yield Unit("voices", document, name, passage, values, paragraphs=places)


def by_place(found: Iterable[Unit], place: str) -> dict[str, float]:
    """Return the disagreement by paragraph or claim: ``place`` is the name of a `Unit`'s field.

    Each exercise counts once: its units' mean. Words that all left unmarked are no news.
    """
    groups: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for unit in found:
        quiet = unit.kind == "spans" and not any(unit.said.values())
        if unit.disagreement is None or quiet:
            continue
        names = getattr(unit, place)
        for name in (names,) if isinstance(names, str) else names:
            groups[name][unit.item].append(unit.disagreement)
    return {
        name: sum(sum(each) / len(each) for each in items.values()) / len(items)
        for name, items in sorted(groups.items())
        if name
    }
