"""The static and the plain-text face of a question.

Neither depends on who reads or on what was answered: the same item gives the
same faces, so that a stored lesson can be compared with a fresh run.
"""

from __future__ import annotations

from string import ascii_uppercase

from corpus_utils.disclosure import SHOWN, disclosure
from corpus_utils.items import (
    CompleteMap,
    FindParagraph,
    Item,
    LongText,
    MarkSpan,
    Match,
    MultipleChoice,
    Order,
    Prediction,
    RepairMap,
    RoleOfClaim,
    ShortText,
    WhoSaysIt,
    places,
)
from corpus_utils.marking import Part, explain
from corpus_utils.messages import term
from corpus_utils.shuffles import shown, shuffled
from corpus_utils.widgets import question_maps
from corpus_utils.widgets.face import answered, content, element, plain, prose
from corpus_utils.widgets.question_words import WORDS

HOW: dict[type[Item], str] = {
    MultipleChoice: "how_checkboxes",
    Order: "how_order",
    Match: "how_rows",
    FindParagraph: "how_paragraphs",
    WhoSaysIt: "how_rows",
    ShortText: "how_text",
    MarkSpan: "how_spans",
    RoleOfClaim: "how_roles",
    CompleteMap: "how_holes",
    RepairMap: "how_mend",
    LongText: "how_long",
    Prediction: "how_prediction",
}


def about(item: Item) -> str:
    """Return what kind of question this is, in one line."""
    points = WORDS["point"] if item.points == 1 else WORDS["points"].format(n=item.points)
    return WORDS["about"].format(
        kind=term("kinds", item.kind),
        skill=term("skills", item.skill),
        difficulty=item.difficulty,
        points=points,
    )


def how(item: Item) -> str:
    """Return in a sentence how the question is answered on its card."""
    return WORDS[HOW.get(type(item), "how_radios")]


def _how(item: Item) -> str:
    unlike = {FindParagraph: "find", MarkSpan: "mark"}  # what is not there to click
    return WORDS[unlike[type(item)]] if type(item) in unlike else how(item)


def choices(item: Item, student: str = "") -> dict[str, list[list[str]]]:
    """Return what each row may be matched with, as this student sees it: values with their names."""
    found: dict[str, list[list[str]]] = {}
    if isinstance(item, Match | WhoSaysIt | RoleOfClaim):
        # Roles have an order of their own; anything else could give the answer away.
        fixed = isinstance(item, RoleOfClaim)
        values = item.roles if fixed else shuffled(item.choices, item.id + "/choices", student)
        for label in item.labels:
            found[label] = [[value, item.choices[value]] for value in values]
    if isinstance(item, CompleteMap):
        for label in item.labels:
            offered = item.choices_of(label)
            values = shuffled(offered, f"{item.id}/{label}", student)
            found[label] = [[value, offered[value]] for value in values]
    return found


def criteria(item: LongText) -> list[str]:
    """Return the criteria of a long text with the points of each."""
    words = {1: WORDS["criterion_one"]}
    return [
        words.get(c.points, WORDS["criterion"]).format(text=c.text, points=c.points)
        for c in item.rubric
    ]


def _choices(item: Item) -> list[tuple[str, list[str]]]:
    """Return what may be chosen from under its heading, in the order that nobody in particular sees."""
    if isinstance(item, LongText):
        return [(WORDS["asked_of"], criteria(item))]
    if isinstance(item, MarkSpan):
        return [
            (WORDS["marking_text"].format(id=name), [text]) for name, text in item.texts.items()
        ]
    if isinstance(item, RepairMap):
        return [(WORDS["mend_offer"], [WORDS["stands"], WORDS["step_wrong"] + " …"])]
    offered = {label: [name for _, name in found] for label, found in choices(item).items()}
    if isinstance(item, CompleteMap):
        words = WORDS["choices_for"]
        return [(words.format(label=item.display(k)) + ":", v) for k, v in offered.items()]
    return [(WORDS["choices"], names) for names in list(offered.values())[:1]]


def _labels(item: Item) -> list[str]:
    # A short text's rubric would say what the answer should be; a hole has its choices as its heading.
    unlisted = isinstance(item, ShortText | LongText | CompleteMap)
    return [] if unlisted else [item.display(label) for label in shown(item)]


def to_text(item: Item, *, keys: str = "") -> str:
    """Return the question and its lettered options; its answer only where it is to be in plain view."""
    lines = [f"{WORDS['name'].format(id=item.id)} ({about(item)})", plain(item.prompt), _how(item)]
    lines += [
        f"  {letter}. {plain(label)}"
        for letter, label in zip(lettering(len(_labels(item))), _labels(item), strict=True)
    ]
    lines[2:2] = question_maps.to_text(item)
    for heading, offered in _choices(item):
        lines += [heading, *(f"  - {plain(choice)}" for choice in offered)]
    if not item.passage_tells:
        lines.append(f"{WORDS['read']}: {places(item.passage)}")
    if (keys or disclosure()) == SHOWN:
        lines += [f"{WORDS['answer']}:", *key_lines(item)]
        if item.second_try:
            lines += [f"{WORDS['second_answer']}:", *key_lines(item.second_try)]
    return "\n".join(lines)


def key_lines(item: Item) -> list[str]:
    """Return the answer with its explanations as plain text, a line a part."""
    lines = []
    for part in explain(item):
        about = item.display(part.about) if part.about in item.labels else part.about
        about = f"{about} → {part.answer}" if part.answer else about
        place = f" ({places(part.passage)})" if part.passage else ""
        said = ": ".join(filter(None, [part.verdict, about, part.why]))
        lines.append(f"  - {plain(said)}{place}")
    return lines


def to_html(item: Item, *, keys: str = "") -> str:
    """Return the question as HTML; at its end hints, answer and second try, as ``keys`` or else `disclosure` has them."""
    keys = keys or disclosure()
    kind = element("strong", f"{WORDS['name'].format(id=item.id)}")
    parts = [element("p", kind, f" ({prose(about(item))})"), *_asked(item)]
    if item.hints:
        hints = [element("li", content(hint)) for hint in item.hints]
        parts.append(answered(WORDS["hints"], element("ol", *hints), keys=keys))
    parts.append(answered(WORDS["answer"], *_answered(item), keys=keys))
    if item.second_try:
        second = item.second_try
        answer = answered(WORDS["second_answer"], *_answered(second), keys=keys)
        parts.append(answered(WORDS["second_name"], *_asked(second), answer, keys=keys))
    parts.append(element("p", element("em", WORDS["live"])))
    return "\n".join(filter(None, parts))


def _asked(item: Item) -> list[str]:
    found = [element("p", content(item.prompt)), *question_maps.to_html(item)]
    found.append(element("p", _how(item)))
    if _labels(item):
        said = prose if isinstance(item, RepairMap) else content  # steps are told in our words
        found.append(element("ol", *(element("li", said(o)) for o in _labels(item)), type="A"))
    for heading, offered in _choices(item):
        listed = [element("li", prose(choice)) for choice in offered]
        found += [element("p", heading), element("ul", *listed)]
    if not item.passage_tells:
        found.append(element("p", f"{WORDS['read']}: {places(item.passage)}"))
    return found


def _answered(item: Item) -> list[str]:
    listed = "ol" if isinstance(item, Order) else "ul"
    if isinstance(item, ShortText):
        criteria = [element("li", content(criterion)) for criterion in item.rubric]
        model = element("strong", f"{WORDS['model']}: ") + content(item.model)
        return [element("p", model), element("p", WORDS["criteria"]), element("ul", *criteria)]
    return [element(listed, *(element("li", _explained(item, part)) for part in explain(item)))]


def _explained(item: Item, part: Part) -> str:
    named = part.about in item.labels
    text = prose(item.display(part.about) if named else part.about)
    if part.answer and not isinstance(item, Order):
        text += f" → {prose(part.answer)}"
    said = "" if isinstance(item, Order) else element("strong", f"{part.verdict}: ")
    place = (
        f" ({places(part.passage)})" if part.passage and places(part.passage) != part.about else ""
    )
    why = "<br>".join(prose(line) for line in part.why.split("\n\n"))
    return f"{said}{text}<br>{why}{place}"


def lettering(count: int) -> list[str]:
    """Return A to Z, then AA, AB and so on.

    >>> lettering(28)[-3:]
    ['Z', 'AA', 'AB']
    """
    found = list(ascii_uppercase)
    found += [a + b for a in ascii_uppercase for b in ascii_uppercase]
    return found[:count]
