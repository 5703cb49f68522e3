"""The static and the plain-text face of a cross-document map, and its words."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from corpus_utils.crossmap import CrossRelation
from corpus_utils.drawings import data_uri, to_svg
from corpus_utils.messages import section
from corpus_utils.widgets.cross_views import Views
from corpus_utils.widgets.documents import folded
from corpus_utils.widgets.face import element, plain, prose

WORDS = section("cross_map")


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
    sources = f" {WORDS['and']} ".join(WORDS["end"].format(**end) for end in line["sources"])
    to = WORDS["end"].format(**line["to"])
    sign = WORDS["signs"][line["kind"]]
    return f"{sign} {line['id']} {sources} {WORDS[line['kind']]} {to}. {line['reason']}"


def _picture(title: str, relations: Sequence[CrossRelation], views: Views) -> str:
    svg = to_svg(views.drawing(relations), title=title)
    alt = WORDS["alt"].format(title=plain(title), n=len(relations))
    address = html.escape(data_uri(svg), quote=False)
    return element("p", f'<img alt="{html.escape(alt)}" src="{address}">')
