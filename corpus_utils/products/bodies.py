"""Bodies: a question and its explanations as XHTML, the same in every program that shows HTML."""

from __future__ import annotations

from corpus_utils.messages import section
from corpus_utils.products.shapes import Answer, Asked, Row
from corpus_utils.products.wording import listed, paragraph, rich

WORDS = section("products.bodies")


def passage(asked: Asked) -> str:
    """Return what is read before answering."""
    told = asked.stimulus.paragraphs
    parts = [f"<p>{rich(WORDS['read'])} <em>{rich(asked.stimulus.source)}</em></p>"] if told else []
    if told:
        lines = [f"<p><strong>{rich(name)}</strong> {rich(words)}</p>" for name, words in told]
        parts.append(f"<blockquote>{''.join(lines)}</blockquote>")
    for heading, lines in asked.stimulus.lists:
        parts += [paragraph(heading), listed("ul", [rich(line) for line in lines])]
    return "".join(parts)


def question(asked: Asked) -> str:
    """Return the passage, the prompt and how to answer, without the answers."""
    return f"<div>{passage(asked)}</div>{paragraph(asked.prompt)}<p><em>{rich(asked.how)}</em></p>"


def said(why: str, where: str) -> str:
    """Return an explanation with the passage it rests on, as text."""
    return WORDS["explained"].format(why=why, passage=where) if where and why else why


def told(answer: Answer) -> str:
    """Return what is said to who chose ``answer``, as text."""
    return said(answer.why, answer.passage)


def told_row(row: Row, choice: str) -> str:
    """Return what is said to who chose ``choice`` for ``row``, as text."""
    return said(row.whys[choice], row.passage)


def hints(asked: Asked) -> list[str]:
    """Return the hints with their numbers, as text."""
    return [WORDS["hint"].format(n=n, hint=hint) for n, hint in enumerate(asked.hints, 1)]


def explanations(asked: Asked) -> list[tuple[str, str]]:
    """Return what each part of the answer is and why, as pairs of texts: for who is done with it."""
    if asked.shape == "order":
        marked = [WORDS["place"].format(n=n, about=a.text) for n, a in enumerate(asked.answers, 1)]
        return list(zip(marked, map(told, asked.answers), strict=True))
    if asked.shape == "rows":
        return [
            (WORDS["answer"].format(row=row.text, choice=row.right), told_row(row, row.right))
            for row in asked.rows
        ]
    if "all right" in asked.features:  # where none is wrong, none is called right
        return [(answer.text, told(answer)) for answer in asked.answers]
    ranked = sorted(asked.answers, key=lambda answer: not answer.right)
    return [
        (WORDS["right" if answer.right else "wrong"].format(about=answer.text), told(answer))
        for answer in ranked
    ]


def after(asked: Asked) -> str:
    """Return all that may be said once the question is done: answers, explanations, model, criteria."""
    parts = [
        listed(
            "ul",
            [f"<strong>{rich(about)}</strong> {rich(why)}" for about, why in explanations(asked)],
        )
    ]
    if asked.model:
        parts.append(f"<p><strong>{rich(WORDS['model'])}</strong> {rich(asked.model)}</p>")
    if asked.criteria:
        parts += [
            paragraph(WORDS["criteria"]),
            listed("ul", [rich(line) for line in asked.criteria]),
        ]
    parts += [paragraph(line) for line in asked.after]
    return "".join(parts)
