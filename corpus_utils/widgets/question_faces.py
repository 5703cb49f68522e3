"""The static and the plain-text face of a question, and the words of its card.

Neither depends on who reads or on what was answered: the same item gives the
same faces, so that a stored lesson can be compared with a fresh run.
"""

from __future__ import annotations

from string import ascii_uppercase

from corpus_utils.items import (
    FindParagraph,
    Item,
    Match,
    Order,
    ShortText,
    WhoSaysIt,
    places,
)
from corpus_utils.marking import Part, explain
from corpus_utils.shuffles import shown, shuffled
from corpus_utils.widgets.face import element, plain, prose

# All that a card says to the reader, here and in the browser; {…} is filled in.
WORDS = {
    "problem": "Not yet",
    "name": "Question {id}",
    "about": "{kind}, {skill}, difficulty {difficulty} of 3, {points}",
    "point": "1 point",
    "points": "{n} points",
    "check": "Check my answer",
    "checking": "Checking …",
    "silent": "The kernel does not answer. Run this cell again; what you wrote stays.",
    "not_kept": "Your answer was marked but is not kept:",
    "hint": "Hint ({n} left)",
    "hint_n": "Hint {n}",
    "no_hint": "No more hints",
    "show": "Show {passage}",
    "hide": "Hide {passage}",
    "passage": "passage {ids}",
    "retelling": "Retelling",
    "original": "Original, in your copy",
    "again": "Try again",
    "anew": "Answer it once more",
    "second": "Second try: a different question",
    "second_name": "Second try",
    "explain": "Show all explanations",
    "all": "All explanations",
    "rest": "Other readings, explained",
    "tried": "tried before",
    "yours": "your answer",
    "up": "Move up",
    "down": "Move down",
    "place": "place {n} of {of}",
    "moved": "{text}: now {place}",
    "choose": "Choose …",
    "your_answer": "Your answer",
    "count": "{n} words",
    "count_one": "1 word",
    "rubric": "Mark it yourself: what does your answer do?",
    "save_marking": "Keep my marking",
    "filter": "Only paragraphs with the words",
    "filtered": "{n} of {of} paragraphs",
    "paragraphs": "Paragraphs, retold",
    "earlier_right": "You answered this on {when}, and it was right.",
    "earlier_wrong": "You answered this on {when}; it was not right yet.",
    "earlier_part": "You answered this on {when}; {share} of it was right.",
    "earlier_unmarked": "You answered this on {when}, without marking it yourself.",
    "earlier_changed": "The question has been changed since.",
    "recall": "Show that answer",
    "how_radios": "Choose one.",
    "how_checkboxes": "Choose all that apply.",
    "how_order": "Put these in order, the first at the top.",
    "how_rows": "Choose one for each.",
    "how_paragraphs": "Choose the paragraph.",
    "how_text": "Answer in your own words. You will see a model answer and mark your own.",
    "choices": "Choose from:",
    "hints": "Hints",
    "answer": "Answer and explanations",
    "second_answer": "Second try: answer and explanations",
    "find": "Choose among the paragraphs of the reading edition.",
    "read": "Read",
    "live": "Run the lesson to answer here.",
    "model": "Model answer",
    "criteria": "A good answer",
}
HOW = {Order: "how_order", Match: "how_rows", WhoSaysIt: "how_rows", ShortText: "how_text"}


def about(item: Item) -> str:
    """Return what kind of question this is, in one line."""
    points = WORDS["point"] if item.points == 1 else WORDS["points"].format(n=item.points)
    return WORDS["about"].format(
        kind=item.kind, skill=item.skill, difficulty=item.difficulty, points=points
    )


def _how(item: Item) -> str:
    if isinstance(item, FindParagraph):
        return WORDS["find"]
    several = "how_checkboxes" if item.kind == "multiple choice" else "how_radios"
    return WORDS[HOW.get(type(item), several)]


def _choices(item: Item) -> list[str]:
    """Return what a row may be matched with, in the order that nobody in particular sees."""
    if not isinstance(item, Match | WhoSaysIt):
        return []
    return [item.choices[value] for value in shuffled(item.choices, item.id + "/choices")]


def _labels(item: Item) -> list[str]:
    # A rubric would say what the answer should be.
    return [] if isinstance(item, ShortText) else shown(item)


def to_text(item: Item) -> str:
    """Return the question and its lettered options, without hints and answers."""
    lines = [f"{WORDS['name'].format(id=item.id)} ({about(item)})", plain(item.prompt), _how(item)]
    lines += [
        f"  {letter}. {plain(label)}"
        for letter, label in zip(_letters(len(_labels(item))), _labels(item), strict=True)
    ]
    if _choices(item):
        lines += [WORDS["choices"], *(f"  - {plain(choice)}" for choice in _choices(item))]
    if not isinstance(item, FindParagraph):
        lines.append(f"{WORDS['read']}: {places(item.passage)}")
    return "\n".join(lines)


def to_html(item: Item) -> str:
    """Return the question as HTML; hints, answer and second try are folded away at its end."""
    kind = element("strong", f"{WORDS['name'].format(id=item.id)}")
    parts = [element("p", kind, f" ({prose(about(item))})"), *_asked(item)]
    if item.hints:
        hints = [element("li", prose(hint)) for hint in item.hints]
        parts.append(_folded(WORDS["hints"], element("ol", *hints)))
    parts.append(_folded(WORDS["answer"], *_answered(item)))
    if item.second_try:
        second = item.second_try
        answer = _folded(WORDS["second_answer"], *_answered(second))
        parts.append(_folded(WORDS["second_name"], *_asked(second), answer))
    parts.append(element("p", element("em", WORDS["live"])))
    return "\n".join(parts)


def _asked(item: Item) -> list[str]:
    found = [element("p", prose(item.prompt)), element("p", _how(item))]
    if _labels(item):
        found.append(element("ol", *(element("li", prose(o)) for o in _labels(item)), type="A"))
    if _choices(item):
        choices = [element("li", prose(choice)) for choice in _choices(item)]
        found += [element("p", WORDS["choices"]), element("ul", *choices)]
    if not isinstance(item, FindParagraph):
        found.append(element("p", f"{WORDS['read']}: {places(item.passage)}"))
    return found


def _answered(item: Item) -> list[str]:
    listed = "ol" if isinstance(item, Order) else "ul"
    if isinstance(item, ShortText):
        criteria = [element("li", prose(criterion)) for criterion in item.rubric]
        model = element("strong", f"{WORDS['model']}: ") + prose(item.model)
        return [element("p", model), element("p", WORDS["criteria"]), element("ul", *criteria)]
    return [element(listed, *(element("li", _explained(item, part)) for part in explain(item)))]


def _explained(item: Item, part: Part) -> str:
    text = prose(part.about)
    if part.answer and not isinstance(item, Order):
        text += f" → {prose(part.answer)}"
    said = "" if isinstance(item, Order) else element("strong", f"{part.verdict}: ")
    place = (
        f" ({places(part.passage)})" if part.passage and places(part.passage) != part.about else ""
    )
    return f"{said}{text}<br>{prose(part.why)}{place}"


def _folded(summary: str, *inner: str) -> str:
    return element("details", element("summary", summary), *inner)


def _letters(count: int) -> list[str]:
    """Return A to Z, then AA, AB and so on.

    >>> _letters(28)[-3:]
    ['Z', 'AA', 'AB']
    """
    found = list(ascii_uppercase)
    found += [a + b for a in ascii_uppercase for b in ascii_uppercase]
    return found[:count]
