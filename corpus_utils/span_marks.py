"""What words marked in a retelling earn; the rules stand in `marking`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.items import MarkSpan
from corpus_utils.messages import section
from corpus_utils.span_items import Words, occurrences, resembling
from corpus_utils.tokens import Target
from corpus_utils.verdicts import Feedback, Part, feedback, fine

WORDS = section("span_marks")
Range = tuple[str, int, int]


def span(item: MarkSpan, given: Any) -> Feedback:
    """Return the feedback on marked words: the F1 score of their tokens."""
    marked = resolved(item, given)
    key = item.tokens(_range(words) for words in item.spans)
    around = item.tokens((words.paragraph, *words.around) for words in item.spans) - key
    chosen = item.tokens(marked) - around
    good = len(chosen & key)
    parts = [_part(item, at, key, around) for at in marked]
    whole = sum(item.tokens([_range(words)]) <= chosen for words in item.spans)
    if chosen == key:
        parts = [part for at in marked if (part := _right(item, at))]
        for words in item.near:
            near = Part(
                words.words,
                right=False,
                verdict=WORDS["near_miss"],
                why=words.why,
                passage=words.passage,
            )
            parts.append(near)
        parts.append(
            Part(WORDS["elsewhere"], right=False, verdict=WORDS["wrong"], why=item.otherwise)
        )
        said = WORDS["all_one" if len(item.spans) == 1 else "all"]
    else:
        said = WORDS["some"]
    counts = {"good": good, "marked": len(chosen), "places": whole, "of": len(item.spans)}
    # 2PR / (P + R) with P = good / marked and R = good / key, without dividing by zero.
    return feedback(item, 2 * good, len(chosen) + len(key), parts, said.format(**counts))


def resolved(item: MarkSpan, given: Any) -> list[Range]:
    """Return where the marked words stand in today's retelling, in the order given.

    Equal words of a paragraph are told apart by ``start``; words that the
    retelling no longer has are a `CourseError`.
    """
    if not given:
        raise CourseError(WORDS["unmarked"])
    if not isinstance(given, list | tuple):
        raise CourseError(WORDS["no_list"].format(given=given))
    return [_resolved(item, entry) for entry in given]


def settled(item: MarkSpan, given: Any) -> list[dict[str, Any]]:
    """Return an answer with the places that its words have in today's retelling."""
    return [
        {"paragraph": name, "words": item.texts[name][start:end], "start": start, "end": end}
        for name, start, end in resolved(item, given)
    ]


def _resolved(item: MarkSpan, entry: Any) -> Range:
    if not isinstance(entry, dict) or not isinstance(entry.get("words"), str):
        raise CourseError(WORDS["no_words"].format(given=entry))
    name, words, start = entry.get("paragraph"), entry["words"], entry.get("start", 0)
    if not isinstance(name, str) or name not in item.texts:
        raise UnknownError(WORDS["paragraph"], name, item.texts)
    found = occurrences(item.texts[name], words)
    if not found:
        near = resembling(item.texts[name], words)
        said = WORDS["not_here_near" if near else "not_here"]
        raise CourseError(said.format(words=words, paragraph=name, near=near))
    if isinstance(start, bool) or not isinstance(start, int):
        start = 0
    return (name, *min(found, key=lambda at: abs(at[0] - start)))


def _right(item: MarkSpan, at: Range) -> Part | None:
    """Return why marked words are right; None for words that only stand around a span."""
    name, start, end = at
    for words in item.spans:
        if item.tokens([at]) & item.tokens([_range(words)]):
            return fine(item.texts[name][start:end], WORDS["right"], words.why, words.passage)
    return None


def _part(item: MarkSpan, at: Range, key: set, around: set) -> Part | None:
    name, start, end = at
    about, own = item.texts[name][start:end], item.tokens([at]) - around
    whole = Target.parse(name)
    if any(own == item.tokens([_range(words)]) for words in item.spans):
        return _right(item, at)
    if own & key:
        missing = any(
            not item.tokens([_range(words)]) <= own
            for words in item.spans
            if item.tokens([_range(words)]) & own
        )
        kind = "too_few" if own <= key else "astride" if missing else "too_many"
        return Part(about, right=False, verdict=WORDS["partly"], why=WORDS[kind], passage=whole)
    near = _nearest(item, own, item.near)
    why, passage = (near.why, near.passage) if near else (item.otherwise, whole)
    return Part(about, right=False, verdict=WORDS["wrong"], why=why, passage=passage)


def _nearest(item: MarkSpan, own: set, near: Iterable[Words]) -> Words | None:
    """Return the near miss that shares most tokens with what was marked."""
    shared = [(len(own & item.tokens([_range(words)])), words) for words in near]
    most, words = max(shared, key=lambda pair: pair[0], default=(0, None))
    return words if most else None


def _range(words: Words) -> Range:
    return words.paragraph, words.start, words.end
