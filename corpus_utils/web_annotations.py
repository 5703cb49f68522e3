"""Annotations as linked data: the W3C Web Annotation Data Model, as JSON-LD.

Offsets are those of the model's TextPositionSelector: zero-based Unicode code
points, end exclusive. They count in the text of the attached copy, as
``corpus-utils text KEY --edition original`` prints it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corpus_utils.messages import section
from corpus_utils.texts import Text
from corpus_utils.tokens import Part, Target
from corpus_utils.vocabulary import Annotation

WORDS = section("web_annotations")
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Named places in HTML, the form in which the reading edition is shown; from the model's own table.
NAMED_PLACES = "http://tools.ietf.org/rfc/rfc3236"


def iri(text: Text, name: str) -> str:
    """Return the IRI of a part of a document: an annotation, or the edition that it points into."""
    return f"urn:x-corpus-utils:{text.key}:{name}"


def to_w3c(text: Text, annotations: Iterable[Annotation]) -> dict[str, Any]:
    """Return an AnnotationPage, as a dict for JSON, of ``annotations`` in their order.

    Each body is a list of TextualBody: the layer (purpose ``classifying``), the
    canonical value (``identifying``), and every further field as ``name: value``
    (``describing``), among them always ``paragraph``, the ids of the paragraphs
    pointed at. Several selectors of one target are alternatives in this model, so
    an annotation with several spans has several targets. A span that the attached
    copy does not surely hold, and every span where no copy is attached, is given
    as its paragraph in the reading edition.
    """
    items = [_item(text, annotation) for annotation in annotations]
    return {
        "@context": CONTEXT,
        "id": iri(text, "annotations:page-1"),
        "type": "AnnotationPage",
        "partOf": {
            "id": iri(text, "annotations"),
            "type": "AnnotationCollection",
            "label": WORDS["label"].format(title=text.title),
            "total": len(items),
        },
        "startIndex": 0,
        "items": items,
    }


def _item(text: Text, annotation: Annotation) -> dict[str, Any]:
    told = {"paragraph": " ".join(annotation.target.paragraphs), **annotation.fields}
    bodies = [_body("classifying", annotation.layer), _body("identifying", annotation.value)]
    bodies += [_body("describing", f"{name}: {value}") for name, value in told.items() if value]
    parts = annotation.target.parts
    targets = [
        target for part in parts for target in _targets(text, part, annotation.printed(part))
    ]
    # Parts of one paragraph that have no place of their own all lead to that paragraph: once is enough.
    kept = [target for i, target in enumerate(targets) if target not in targets[:i]]
    return {
        "id": iri(text, f"annotation:{annotation.id}"),
        "type": "Annotation",
        "body": bodies,
        "target": kept[0] if len(kept) == 1 else kept,
    }


def _body(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _targets(text: Text, part: Part, surface: str) -> list[dict[str, Any]]:
    placements = text.place(Target((part,)), surface=surface)
    if not placements:
        return [_in_reading(text, part)]
    return [
        _in_original(text, placement.start, placement.end)
        if placement.placed
        else _in_reading(text, part)
        for placement in placements
    ]


def _in_original(text: Text, start: int, end: int) -> dict[str, Any]:
    selector = {"type": "TextPositionSelector", "start": start, "end": end}
    return {"type": "SpecificResource", "source": iri(text, "original"), "selector": selector}


def _in_reading(text: Text, part: Part) -> dict[str, Any]:
    selector = {"type": "FragmentSelector", "conformsTo": NAMED_PLACES, "value": part.paragraph}
    return {"type": "SpecificResource", "source": iri(text, "reading"), "selector": selector}
