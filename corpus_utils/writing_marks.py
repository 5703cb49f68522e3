"""What a text earns that its writer, or later an instructor, marks; the rules stand in `marking`."""

from __future__ import annotations

from typing import Any

from corpus_utils.errors import CourseError
from corpus_utils.givens import known, texts
from corpus_utils.items import LongText, Sample, ShortText
from corpus_utils.messages import figure, section
from corpus_utils.verdicts import Feedback, Part, feedback, fine

WORDS = section("writing_marks")


def short(item: ShortText, given: Any) -> Feedback:
    """Return the feedback on a short text: the model answer, then its writer's own marking."""
    _text(given)
    model = fine("", WORDS["model"], item.model, item.passage)
    if given.get("met") is None:
        summary, then = WORDS["compare_short"], WORDS["tick"]
        return Feedback(None, right=False, parts=(model,), summary=summary, next=then)
    met = texts(WORDS["criterion"], given["met"], item.rubric, "") if given["met"] else []
    parts = [
        Part(criterion, criterion in met, WORDS["met" if criterion in met else "not_yet"], "")
        for criterion in item.rubric
    ]
    summary = WORDS["met_of"].format(good=len(met), of=len(item.rubric))
    return feedback(item, len(met), len(item.rubric), [model, *parts], summary)


def long(item: LongText, given: Any) -> Feedback:
    """Return the feedback on a long text: marked samples, then the marking of the text itself."""
    _text(given)
    samples = [_sample(item, n, sample) for n, sample in enumerate(item.samples, 1)]
    if given.get("levels") is None:
        summary, then = WORDS["compare_long"], WORDS["choose"]
        return Feedback(None, right=False, parts=tuple(samples), summary=summary, next=then)
    levels = _levels(item, given["levels"])
    parts = []
    for criterion in item.rubric:
        level = levels[criterion.text]
        points = _number(criterion.points * criterion.share(level))
        verdict = WORDS["reached"].format(points=points, of=criterion.points)
        full = criterion.share(level) == 1
        parts.append(Part(criterion.text, full, verdict, criterion.levels[level]))
    of = sum(criterion.points for criterion in item.rubric)
    share = item.mark(levels)
    summary = WORDS["earned"].format(points=_number(share * of), of=of)
    return feedback(
        item, 1 if all(part.right for part in parts) else share, 1, [*parts, *samples], summary
    )


def _text(given: Any) -> None:
    text = given.get("text") if isinstance(given, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise CourseError(WORDS["unwritten"])


def _levels(item: LongText, given: Any) -> dict[str, int]:
    """Return the level of each criterion; a `CourseError` where one is left or there is none such."""
    if not isinstance(given, dict):
        raise CourseError(WORDS["choose_levels"])
    for text in given:
        known(WORDS["criterion"], text, item.labels)
    for criterion in item.rubric:
        level, most = given.get(criterion.text), len(criterion.levels) - 1
        if level is None:
            raise CourseError(WORDS["choose_level"].format(criterion=criterion.text))
        if isinstance(level, bool) or not isinstance(level, int) or not 0 <= level <= most:
            said = WORDS["no_level"]
            raise CourseError(said.format(level=level, criterion=criterion.text, most=most))
    return given


def _sample(item: LongText, number: int, sample: Sample) -> Part:
    of = sum(criterion.points for criterion in item.rubric)
    points = _number(item.points_of(sample))
    verdict = WORDS["sample"].format(n=number, count=len(item.samples), points=points, of=of)
    levels = [
        WORDS["level"].format(
            criterion=c.text.rstrip("."), points=_number(c.points * c.share(level)), of=c.points
        )
        for c, level in zip(item.rubric, sample.levels, strict=True)
    ]
    why = WORDS["sample_why"].format(text=sample.text, why=sample.why, levels=" ".join(levels))
    return Part("", None, verdict, why, item.passage)


def _number(points: float) -> str:
    """Return points with one decimal where they are not whole.

    >>> _number(2.0), _number(4 / 3)
    ('2', '1.3')
    """
    return figure(round(points, 1), "g")
