"""The fields of items that are answered in words: written ones, and words marked in a retelling."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from corpus_utils.entries import Place, entries, unlike
from corpus_utils.files import Node
from corpus_utils.items import Criterion, Sample
from corpus_utils.messages import section
from corpus_utils.span_items import Words, occurrences, resembling
from corpus_utils.tokens import Target

WORDS = section("writing_fields")
LEVELS = 3
"""How many sample answers a long text has at least: a weak, a middling and a good one."""


def short(node: Node, _: Place) -> dict[str, Any]:
    """Return the fields of a short text."""
    rubric = node.texts("rubric")
    if node.get("rubric") and not rubric:
        node.get("rubric").fault(WORDS["no_rubric"], WORDS["no_rubric_hint"])
    unlike(node, "rubric", rubric)
    return {"model": node.take("model", str), "rubric": tuple(rubric)}


def long(node: Node, _: Place) -> dict[str, Any]:
    """Return the fields of a long text."""
    rubric = [_criterion(child) for child in entries(node, "rubric", 1, *_CRITERION)]
    unlike(node, "rubric", [criterion.text for criterion in rubric])
    samples = []
    for child in entries(node, "samples", LEVELS, "text", "levels", "why"):
        sample = Sample(child.take("text", str), _levels(child, rubric), child.take("why", str))
        samples.append(sample)
    if not node.problems:  # levels that are wrong would be compared with each other
        marks = [
            sum(c.points * c.share(n) for c, n in zip(rubric, s.levels, strict=True))
            for s in samples
        ]
        for mark, after in pairwise(marks):
            if mark >= after:
                message = WORDS["unsorted"].format(after=after, before=mark)
                node.get("samples").fault(message, WORDS["unsorted_hint"])
                break
    return {"rubric": tuple(rubric), "samples": tuple(samples), **_advised(node)}


_CRITERION = ("criterion", "levels", "points")


def _criterion(node: Node) -> Criterion:
    levels = node.texts("levels")
    if node.get("levels") and len(levels) < 2:
        node.get("levels").fault(WORDS["few_levels"], WORDS["few_levels_hint"])
    most = max(len(levels) - 1, 1)
    points = node.take("points", int, most)
    if points < 1:
        node.get("points").fault(WORDS["no_points"])
    return Criterion(node.take("criterion", str), tuple(levels), points)


def _levels(node: Node, rubric: list[Criterion]) -> tuple[int, ...]:
    """Return the levels of a sample, one for each criterion in the rubric's order."""
    found = node.take("levels", list)
    levels = [child.value for child in found]
    if found and len(found) != len(rubric):
        message = WORDS["levels_apart"].format(n=len(found), of=len(rubric))
        node.get("levels").fault(message, WORDS["levels_apart_hint"])
    for child, criterion in zip(found, rubric, strict=False):
        most = len(criterion.levels) - 1
        if (
            isinstance(child.value, bool)
            or not isinstance(child.value, int)
            or not 0 <= child.value <= most
        ):
            message = WORDS["no_level"].format(given=child.value, criterion=criterion.text)
            child.fault(message, WORDS["no_level_hint"].format(most=most))
    return tuple(levels)


def _advised(node: Node) -> dict[str, int]:
    """Return how many words are advised at least and at most."""
    if not node.take("length", dict, {}):
        return {"least": 0, "most": 0}
    length = node.get("length")
    length.only("least", "most")
    least, most = length.take("least", int, 0), length.take("most", int, 0)
    if least < 0 or most < 0 or (most and least > most):
        message = WORDS["no_length"].format(least=least, most=most)
        length.fault(message, WORDS["no_length_hint"])
    return {"least": least, "most": most}


def span(node: Node, place: Place) -> dict[str, Any]:
    """Return the fields of mark the span; its words are looked for in the retelling."""
    names = _shown(node, place)
    spans = [_words(child, place, names) for child in entries(node, "spans", 1, *_WORDS, "around")]
    near = [_words(child, place, names) for child in entries(node, "near", 0, *_WORDS)]
    taken: list[Words] = []
    for words in filter(None, spans):
        if any(_meet(words, other) for other in taken):
            message = WORDS["overlaps"].format(words=words.words)
            node.get("spans").fault(message, WORDS["overlaps_hint"])
        taken.append(words)
    for words in filter(None, near):
        if any(
            (words.paragraph, words.start, words.end) == (s.paragraph, s.start, s.end)
            for s in taken
        ):
            node.get("near").fault(WORDS["right_too"].format(words=words.words))
    return {
        "spans": tuple(filter(None, spans)),
        "near": tuple(filter(None, near)),
        "otherwise": node.take("otherwise", str),
        "texts": {name: place.retelling(name) for name in names},
    }


_WORDS = ("paragraph", "words", "why", "passage")


def _shown(node: Node, place: Place) -> list[str]:
    """Return the paragraphs in which words are marked: those of the item's passage."""
    names = [name for name in place.passage.paragraphs if name in place.letters]
    for name in names:
        if not place.retelling(name):
            (node.get("passage") or node).fault(WORDS["no_retelling"].format(name=name))
    return names


def _words(node: Node, place: Place, names: list[str]) -> Words | None:
    name, words, why = (node.take(field, str) for field in ("paragraph", "words", "why"))
    if name and name not in names:
        if not place.letters:
            return None
        hint = WORDS["passage_has"].format(names=", ".join(names)) if names else WORDS["has_none"]
        node.get("paragraph").fault(WORDS["not_shown"].format(name=name), hint)
        return None
    if not name or not words:
        return None
    text = place.retelling(name)
    at = _only(node, "words", text, words, name)
    if at is None:
        return None
    around = at
    if node.get("around"):
        around = _only(node, "around", text, node.take("around", str), name) or at
        if not around[0] <= at[0] < at[1] <= around[1]:
            node.get("around").fault(WORDS["around"], WORDS["around_hint"].format(words=words))
    passage = place.target(node, Target.parse(name))
    return Words(name, text[at[0] : at[1]], *at, why, passage, around)


def _only(node: Node, key: str, text: str, words: str, name: str) -> tuple[int, int] | None:
    """Return where ``words`` stand in ``text``; None and a problem unless they stand there once."""
    found = occurrences(text, words)
    if len(found) == 1:
        return found[0]
    if found:
        message = WORDS["times"].format(words=words, n=len(found), name=name)
        node.get(key).fault(message, WORDS["times_hint"])
    else:
        near = resembling(text, words)
        hint = WORDS["nearest"].format(words=near) if near else WORDS["not_there_hint"]
        node.get(key).fault(WORDS["not_there"].format(words=words, name=name), hint)
    return None


def _meet(one: Words, other: Words) -> bool:
    return one.paragraph == other.paragraph and one.start < other.end and other.start < one.end
