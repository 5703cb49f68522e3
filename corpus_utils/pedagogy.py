"""Pedagogy: what a question bank does that teaches the wrong thing, file by file.

Two severities. A *fault* spoils an item: an explanation that explains
nothing, a question asked twice, a hint that is the answer. *Advice* is what an
author should look at and may keep, such as the tendencies of a whole file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus_utils import texts
from corpus_utils.errors import CourseError, Problem
from corpus_utils.files import Node, read_yaml
from corpus_utils.items import FindParagraph, Item, MarkSpan, MultipleChoice, SingleChoice
from corpus_utils.messages import section
from corpus_utils.questions import Exercises, read_exercises
from corpus_utils.tendencies import Entry, absolutes, coverage, lengths, unreached
from corpus_utils.wordings import (
    alike,
    folded,
    gist,
    only_judges,
    opens_with_verdict,
    points_at_others,
    same,
)

WORDS = section("pedagogy")


def review(path: Path) -> Iterator[Problem]:
    """Yield the faults and the advice for one exercise file that can be read.

    Questions are compared with those of the other files in its folder, too.
    """
    exercises, root = read_exercises(path), read_yaml(path)
    entries = list(_entries(exercises, root))
    for entry in entries:
        yield from _explanations(entry)
        yield from _options(entry)
        yield from _hints(entry)
        yield from _untold(entry)
    yield from _repeated(entries, path)
    yield from lengths(entries, root)
    yield from absolutes(entries, root)
    yield from coverage(exercises, root)
    yield from unreached(entries, exercises, path)


def _entries(exercises: Exercises, root: Node) -> Iterator[Entry]:
    nodes = {node.get("id").value: node for node in root.get("items") if node.get("id")}
    for item in exercises.items:
        yield Entry(item, nodes[item.id])
        if item.second_try:
            yield Entry(item.second_try, nodes[item.id].get("second_try"))


def _whys(node: Node, under: str = "") -> Iterator[tuple[str, Node]]:
    """Yield every explanation under an item, those of its second try apart.

    With each comes the voice or role that it is about, where it is about one.
    """
    inner = node.value.items() if isinstance(node.value, dict) else enumerate(node.value)
    for key, child in inner:
        if isinstance(child.value, dict | list) and key != "second_try":
            yield from _whys(child, "wrong" if key == "wrong" else "")
        elif isinstance(child.value, str) and (key in {"why", "otherwise"} or under):
            yield (str(key) if under else ""), child


def _explanations(entry: Entry) -> Iterator[Problem]:
    seen: dict[str, tuple[str, Node]] = {}
    for about, node in _whys(entry.node):
        why = folded(node.value)
        before, first = seen.setdefault(why, (about, node))
        if not why:
            yield entry.problem(WORDS["empty"], WORDS["empty_hint"], at=node)
        elif only_judges(node.value):
            message = WORDS["judges"].format(why=node.value)
            yield entry.problem(message, WORDS["judges_hint"], at=node)
        elif first is not node and (not about or about != before):  # one voice, one reason
            message = WORDS["again"].format(line=first.line)
            yield entry.problem(message, WORDS["again_hint"], at=node, advice=True)
        elif opens_with_verdict(node.value):
            hint = WORDS["verdict_hint"]
            yield entry.problem(WORDS["verdict"], hint, at=node, advice=True)


def _options(entry: Entry) -> Iterator[Problem]:
    nodes = entry.node.get("options")
    for option, node in zip(getattr(entry.item, "options", ()), nodes or (), strict=False):
        if points_at_others(option.text):
            message = WORDS["points"].format(option=option.text)
            yield entry.problem(message, WORDS["points_hint"], at=node)
    labels = list(entry.item.labels)
    for first, again in same(labels):
        at = nodes.value[again] if nodes and again < len(nodes.value) else entry.node
        message = WORDS["same"].format(option=labels[again], first=labels[first])
        yield entry.problem(message, WORDS["same_hint"], at=at, advice=True)


def _hints(entry: Entry) -> Iterator[Problem]:
    answers = {folded(answer) for answer in _answers(entry.item)}
    for hint, node in zip(entry.item.hints, entry.node.get("hints") or (), strict=False):
        said = folded(hint)
        if said in answers:
            yield entry.problem(WORDS["tells"], WORDS["tells_hint"], at=node)
        elif any(len(gist(answer)) > 2 and answer in said for answer in answers):
            yield entry.problem(WORDS["holds"], WORDS["holds_hint"], at=node, advice=True)


def _answers(item: Item) -> list[str]:
    """Return the texts by which an item is answered rightly, where it has such."""
    if isinstance(item, SingleChoice | MultipleChoice):
        return [option.text for option in item.options if option.right]
    if isinstance(item, FindParagraph):
        return list(item.answer)
    return [words.words for words in item.spans] if isinstance(item, MarkSpan) else []


def _repeated(entries: list[Entry], path: Path) -> Iterator[Problem]:
    earlier = [
        (item, other.name)
        for other in sorted(path.parent.glob("*.yaml"))
        if other.name < path.name
        for item in _items(other)
    ]
    known = [(_asked(item), f"{item.id} ({name})") for item, name in earlier]
    for entry in entries:
        if "TODO" in entry.item.prompt:  # the skeleton of a question asks nothing yet
            continue
        asked = _asked(entry.item)
        for other, name in known:
            if asked == other:
                yield entry.problem(WORDS["twin"].format(name=name), WORDS["twin_hint"])
                break
            if alike(asked, other):
                message = WORDS["near"].format(name=name)
                yield entry.problem(message, WORDS["near_hint"], advice=True)
                break
        known.append((asked, entry.item.id))


def _items(path: Path) -> list[Item]:
    try:
        items = read_exercises(path).items
    except CourseError:  # its own faults are reported with it
        return []
    return [each for item in items for each in (item, item.second_try) if each]


def _asked(item: Item) -> Counter[str]:
    """Return the words of a question and all that one may choose."""
    shown = [item.prompt, *map(item.display, item.labels)]
    if isinstance(item, MarkSpan):
        shown += item.texts
    return Counter(word for text in shown for word in gist(text))


def _untold(entry: Entry) -> Iterator[Problem]:
    """Yield a fault where a student could not read a passage: its paragraph is not retold."""
    text = texts.load(entry.item.document)
    for name in entry.item.passage.paragraphs:
        if not text.paragraph(name).retelling:
            message = WORDS["untold"].format(name=name)
            at = entry.node.get("passage")
            yield entry.problem(message, WORDS["untold_hint"], at=at)
