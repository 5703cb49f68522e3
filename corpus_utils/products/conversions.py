"""Conversions: items on words of a retelling or on a map, long texts and predictions, as other programs can ask them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from corpus_utils.claims import Argument
from corpus_utils.items import (
    CompleteMap,
    Item,
    LongText,
    MarkSpan,
    Prediction,
    RepairMap,
    RoleOfClaim,
    places,
)
from corpus_utils.marking import mark
from corpus_utils.messages import section
from corpus_utils.products.frames import answers, base, named, rows
from corpus_utils.products.shapes import Answer, Asked, Row, Stimulus
from corpus_utils.products.stimuli import stimulus
from corpus_utils.shuffles import shown, shuffled
from corpus_utils.span_items import Words
from corpus_utils.steps import said
from corpus_utils.tokens import Target

WORDS = section("products.conversions")
# So many words to choose from, the right ones and near misses among them.
OFFERED = 6
_CLAUSE = re.compile(r"[^.;:!?]+")


def _span(item: MarkSpan) -> Asked:
    found = [_words(words, right=True) for words in item.spans]
    found += [_words(words, right=False) for words in item.near]
    found += [_words(words, right=False) for words in _others(item)][: max(0, OFFERED - len(found))]
    known = {answer.text: answer for answer in reversed(found)}  # of equal words the first count
    texts = shuffled(known, named(item))
    if all(answer.right for answer in found):
        model = "; ".join(answer.text for answer in found)
        why = tuple(answer.why for answer in found)
        how, lost = WORDS["write_words"], (WORDS["lost"]["write"],)
        return base(item, shape="words", how=how, model=model, after=why, lost=lost)
    chosen = tuple(known[text] for text in texts)
    how, lost = WORDS["span"], (WORDS["lost"]["span"],)
    return base(item, shape="several", how=how, answers=chosen, lost=lost)


def _words(words: Words, *, right: bool) -> Answer:
    text = WORDS["words_of"].format(words=words.words, paragraph=words.paragraph)
    return Answer(text, words.why, places(words.passage), right)


def _others(item: MarkSpan) -> list[Words]:
    """Return clauses of the retelling that hold neither the words that are right nor a near miss."""
    taken = [(w.paragraph, *w.around) for w in (*item.spans, *item.near)]
    found = []
    for name, text in item.texts.items():
        for match in _CLAUSE.finditer(text):
            start, end = match.span()
            if any(name == n and start < last and end > first for n, first, last in taken):
                continue
            words, whole = match[0].strip(), Target.parse(name)
            if words:
                found.append(Words(name, words, start, end, item.otherwise, whole, (start, end)))
    order = shuffled((words.words for words in found), f"{named(item)}/others")
    return sorted(found, key=lambda words: order.index(words.words))


def _roles(item: RoleOfClaim) -> Asked:
    return base(item, shape="rows", rows=rows(item, lambda _: item.choices, item.display))


def _complete(item: CompleteMap) -> Asked:
    return base(
        item,
        shape="rows",
        stimulus=_map(item, item.shown),
        rows=rows(item, item.choices_of, item.display),
        lost=(WORDS["lost"]["map"],),
    )


def _repair(item: RepairMap) -> Asked:
    stands = WORDS["stands"]
    sentences = {stands: ""}
    for change in item.changes:
        for option in (change.right, *change.wrong):
            sentences[said(option.step, item.shown)] = option.text
    steps = {step.step.id: step for step in item.steps}
    changes = {change.id: change for change in item.changes}
    found = []
    for label in shown(item):
        if label in changes:
            change = changes[label]
            whys = dict.fromkeys(sentences, change.otherwise)
            for option in (change.right, *change.wrong):
                whys[said(option.step, item.shown)] = option.why
            right, passage = said(change.right.step, item.shown), change.right.passage
        else:
            whys = dict.fromkeys(sentences, steps[label].why)
            right, passage = stands, steps[label].passage
        text = WORDS["step"].format(id=label, step=item.display(label))
        found.append(Row(text, right, whys, places(passage)))
    return base(
        item,
        shape="rows",
        stimulus=_map(item, item.shown),
        rows=tuple(found),
        lost=(WORDS["lost"]["map"], WORDS["lost"]["repair"]),
    )


def _map(item: CompleteMap | RepairMap, argument: Argument) -> Stimulus:
    read = stimulus(item.document, item.passage.paragraphs)
    claims = tuple(WORDS["claim"].format(id=c.id, gist=c.gist) for c in argument.claims)
    steps = tuple(
        WORDS["step"].format(id=step.id, step=said(step, argument)) for step in argument.relations
    )
    lists = ((WORDS["claims"], claims), (WORDS["steps"], steps))
    return Stimulus(read.paragraphs, read.source, tuple(pair for pair in lists if pair[1]))


def _long(item: LongText) -> Asked:
    kind = {(True, True): "length", (True, False): "least", (False, True): "most"}
    how = WORDS[kind.get((bool(item.least), bool(item.most)), "long")]
    criteria = []
    for criterion in item.rubric:
        levels = [WORDS["level"].format(n=n, level=t) for n, t in enumerate(criterion.levels)]
        criteria.append(
            WORDS["criterion"].format(
                criterion=criterion.text, points=criterion.points, levels="; ".join(levels)
            )
        )
    samples = mark(item, {"text": item.samples[-1].text}).parts
    return base(
        item,
        shape="words",
        how=how.format(least=item.least, most=item.most),
        criteria=tuple(criteria),
        after=tuple(WORDS["sample"].format(verdict=p.verdict, why=p.why) for p in samples),
        lost=(WORDS["lost"]["long"],),
    )


def _prediction(item: Prediction) -> Asked:
    # What the text does is read afterwards: the passage would give it away.
    read = stimulus(item.document, item.passage.paragraphs)
    told = tuple(WORDS["claim"].format(id=name, gist=words) for name, words in read.paragraphs)
    return base(
        item,
        shape="one",
        how=WORDS["predict"],
        stimulus=Stimulus((), ""),
        answers=answers(item.options, shown(item), right=True),
        after=(item.outcome, *told, read.source),
    )


CONVERTERS: dict[type[Item], Callable[[Any], Asked]] = {
    MarkSpan: _span,
    RoleOfClaim: _roles,
    CompleteMap: _complete,
    RepairMap: _repair,
    LongText: _long,
    Prediction: _prediction,
}
