"""The static and the plain-text face of a cross-document map, and its words."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from corpus_utils.crossmap import CrossRelation
from corpus_utils.drawings import data_uri, to_svg
from corpus_utils.widgets.cross_views import Views
from corpus_utils.widgets.documents import CLAIM, folded
from corpus_utils.widgets.face import element, plain, prose

WORDS: dict[str, Any] = {
    "name": "Cross-document map: {title}",
    "all": "how the documents bear on each other",
    "question": "Question",
    "everyQuestion": "every question ({count})",
    "between": "Between",
    "and": "and",
    "anyDocument": "any document",
    "everything": "Show all",
    "noQuestion": "Belongs to no question of the comparison",
    "map": "Map",
    "list": "List",
    "picture": "Relations between documents. Arrow keys lead from sign to sign, Enter reads one.",
    "choose": "Choose a sign on a line, or a line of the list, to read both claims, their passages and the reason.",
    "left": "{count} relations are shown.",
    "none": "No relation joins these two on this question: choose “every question”, or other documents.",
    "reason": "Why (the step is ours)",
    "step": "The step {id} inside the map of {document}: its reason is that {reason}",
    "stepHead": "The step it undercuts: {document} {id}",
    "therefore": "for",
    "waiting": "The kernel has not answered yet. If it was restarted, run this cell again.",
    "support": "supports",
    "attack": "attacks",
    "undercut": "undercuts",
    "kinds": {
        "support": "supports (solid line, full head)",
        "attack": "attacks (dashed line, open head)",
        "undercut": "undercuts a step (dotted line, bar)",
    },
    "signs": {"support": "+", "attack": "−", "undercut": "×"},
    "relations": "Relations",
    "ours": "this course",
    "claim": CLAIM,
    "keys": [
        ["↑ ↓", "next relation, the one before"],
        ["Home End", "the first, the last"],
        ["Enter", "to its claims, passages and reason"],
        ["Esc", "back to the map or list"],
        ["q", "to the choice of a question"],
        ["l", "list or map"],
        ["?", "these keys"],
    ],
}


def to_html(document: Mapping[str, Any], relations: Sequence[CrossRelation], views: Views) -> str:
    """Return a picture and a list for each question, folded where there are several."""
    parts = [element("p", element("strong", prose(_name(document))))]
    bands = list(_bands(document, relations))
    for choice, some in bands:
        lines = [document["relations"][relation.id] for relation in some]
        listed = element("ul", *(element("li", prose(_told(line))) for line in lines))
        inner = _picture(_head(choice), some, views) + listed
        parts.append(folded(_head(choice), inner) if len(bands) > 1 else inner)
    return "".join(parts)


def to_text(document: Mapping[str, Any], relations: Sequence[CrossRelation]) -> str:
    """Return the relations under their questions: both claims in short, and the reason."""
    lines = [_name(document)]
    for choice, some in _bands(document, relations):
        lines += ["", _head(choice)]
        lines += [f"  {plain(_told(document['relations'][relation.id]))}" for relation in some]
    return "\n".join(lines)


def _name(document: Mapping[str, Any]) -> str:
    return WORDS["name"].format(title=document["title"])


def _head(choice: Mapping[str, Any]) -> str:
    return f"{choice['id']} {choice['question']} ({choice['count']})".strip()


def _bands(
    document: Mapping[str, Any], relations: Iterable[CrossRelation]
) -> Iterator[tuple[dict[str, Any], list[CrossRelation]]]:
    """Yield each question with its relations."""
    every = list(relations)
    for choice in document["questions"]:
        yield choice, [relation for relation in every if relation.question == choice["id"]]


def _told(line: Mapping[str, Any]) -> str:
    sources = " and ".join(f"{end['name']} (“{end['short']}”)" for end in line["sources"])
    to = f"{line['to']['name']} (“{line['to']['short']}”)"
    sign = WORDS["signs"][line["kind"]]
    return f"{sign} {line['id']} {sources} {WORDS[line['kind']]} {to}. {line['reason']}"


def _picture(title: str, relations: Sequence[CrossRelation], views: Views) -> str:
    svg = to_svg(views.drawing(relations), title=title)
    alt = f"{plain(title)}: {len(relations)} relations; the list below says the same."
    address = html.escape(data_uri(svg), quote=False)
    return element("p", f'<img alt="{html.escape(alt)}" src="{address}">')
