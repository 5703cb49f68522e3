"""The static and the plain-text face of a comparison table, and the words of its card.

Neither depends on who reads or on what was answered: a stored lesson can be
compared with a fresh run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus_utils.comparison import ComparedQuestion
from corpus_utils.disclosure import HIDDEN, disclosure
from corpus_utils.messages import section
from corpus_utils.widgets.comparison_views import told
from corpus_utils.widgets.face import answered, content, element, plain, prose

# All that the table says to the reader, here and in the browser; {…} is filled in.
WORDS = section("comparison_table")


def to_html(questions: Sequence[ComparedQuestion], shorts: Mapping[str, str]) -> str:
    """Return the questions, each with its answers folded away under it; ``shorts`` name the documents."""
    parts = [element("p", element("strong", prose(name(questions))))]
    for question in questions:
        parts.append(element("p", element("strong", question.id), " ", content(question.question)))
        lines = [element("li", prose(line)) for line in _answers(question, shorts)]
        parts.append(answered(WORDS["answers"], element("ul", *lines)))
    parts.append(element("p", element("em", WORDS["live"])))
    return "".join(parts)


def to_text(questions: Sequence[ComparedQuestion], shorts: Mapping[str, str]) -> str:
    """Return the questions, and at the end what the documents answer."""
    asked = [f"{question.id} {plain(question.question)}" for question in questions]
    lines = [name(questions), *asked]
    if disclosure() == HIDDEN:
        return "\n".join(lines)
    lines += ["", f"{WORDS['answers']}:"]
    for question in questions:
        lines += [question.id, *(f"  - {plain(line)}" for line in _answers(question, shorts))]
    return "\n".join(lines)


def name(questions: Sequence[ComparedQuestion]) -> str:
    """Return the table's name: its question where it has but one."""
    if len(questions) == 1:
        return WORDS["nameOne"].format(question=plain(questions[0].question))
    return WORDS["name"].format(count=len(questions))


def _answers(question: ComparedQuestion, shorts: Mapping[str, str]) -> list[str]:
    lines = []
    for key, short in shorts.items():
        answer = told(question, key)
        said, more = (answer.answer, answer.claims) if answer else (WORDS["untold"], ())
        who = f"{short} [{WORDS['silent']}]" if answer and answer.silent else short
        lines.append(f"{who}: {said}" + (f" ({WORDS['rest']}: {', '.join(more)})" if more else ""))
    return lines
