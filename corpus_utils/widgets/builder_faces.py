"""The words of the map builder, and its static and plain-text faces.

Neither face depends on who builds or on what was built: the same map gives
the same faces, so that a stored lesson can be compared with a fresh run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corpus_utils.claims import Argument, Relation
from corpus_utils.disclosure import FOLDED, HIDDEN, disclosure
from corpus_utils.items import places
from corpus_utils.messages import section, term
from corpus_utils.widgets.builder_views import step_text
from corpus_utils.widgets.face import answered, content, element, plain, prose, table

# All that the builder says to the reader, here and in the browser; {…} is filled in.
WORDS = section("builder")


def to_html(builder: Any) -> str:
    """Return the task, the claims, the steps that are given, and the course's map folded away."""
    words, course = builder.words, builder.course
    parts = [
        element("p", element("strong", prose(builder.name))),
        element("p", content(course.question), "<br>", prose(words["tasks"][builder.level])),
    ]
    rows = [
        (
            *(c.id, term("roles", c.role), content(c.gist), prose(builder.who(c))),
            places(c.target) if c.target else "",
        )
        for c in course.claims
    ]
    parts += [table(words["claims"], words["claimHead"], rows)] if rows else []
    given = [step for step in course.relations if step.id in builder.given]
    if builder.level == "holes" and given:
        parts.append(_steps(words["givenSteps"], given, course, words))
    if course.relations and builder.level != "own":
        title = words["full" if builder.level == "full" else "course"]
        steps = _steps(title, course.relations, course, words)
        parts.append(answered(title, steps, keys=FOLDED if builder.level == "full" else ""))
    return "".join(parts)


def _steps(title: str, steps: Any, course: Argument, words: Mapping[str, Any]) -> str:
    rows = [(prose(step_text(step, course, words)), content(step.reason)) for step in steps]
    return table(title, words["stepHead"], rows)


def to_text(builder: Any) -> str:
    """Return the same as plain text: a claim a line, a step a line, the course's map last."""
    return "\n".join(plain(line) for line in _lines(builder))


def _lines(builder: Any) -> Iterator[str]:
    words, course = builder.words, builder.course
    yield builder.name
    yield course.question
    yield words["tasks"][builder.level]
    for claim in course.claims:
        where = f" [{places(claim.target)}]" if claim.target else ""
        yield f"{claim.id} {term('roles', claim.role)}{where}: {claim.gist}"
    given = [step for step in course.relations if step.id in builder.given]
    if builder.level == "holes" and given:
        yield f"{words['givenSteps']}:"
        yield from (_line(step, course, words) for step in given)
    kept = builder.level == "own" or (builder.level != "full" and disclosure() == HIDDEN)
    if course.relations and not kept:
        yield f"{words['full' if builder.level == 'full' else 'course']}:"
        yield from (_line(step, course, words) for step in course.relations)


def _line(step: Relation, course: Argument, words: Mapping[str, Any]) -> str:
    return f"{words['signs'][step.kind]} {step_text(step, course, words)}: {step.reason}"
