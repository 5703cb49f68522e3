"""Five Arguments: texts, annotations, argument maps and exercises for a course in close reading.

>>> import corpus_utils as cu
>>> cu.texts.keys()[0]
'dunayevskaya'

In a lesson: ``cu.Reader("dunayevskaya")``, ``cu.ArgumentMap("dunayevskaya")``,
``cu.Question("dun-01")``. Names are loaded at first use, so importing the
package loads neither pandas nor Altair.
"""

# No `from __future__ import annotations` here: it would stand in the way of the module of that name.
from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# What a lesson may name, and the module it comes from.
_HOMES = {
    "ArgumentMap": "corpus_utils.widgets.argument_map",
    "Ballot": "corpus_utils.widgets.ballot",
    "ComparisonTable": "corpus_utils.widgets.comparison_table",
    "Concordance": "corpus_utils.widgets.concordance",
    "CrossMap": "corpus_utils.widgets.cross_map",
    "MapBuilder": "corpus_utils.widgets.map_builder",
    "Outline": "corpus_utils.widgets.outline",
    "Position": "corpus_utils.widgets.position",
    "Progress": "corpus_utils.widgets.progress",
    "Question": "corpus_utils.widgets.question",
    "Reader": "corpus_utils.widgets.reader",
    "Timeline": "corpus_utils.widgets.timeline_chart",
    "WhoSpeaks": "corpus_utils.widgets.who_speaks",
    "chart_claims": "corpus_utils.charts",
    "chart_timeline": "corpus_utils.chronology",
    "chart_words": "corpus_utils.charts",
    "handed_in": "corpus_utils.grades",
    "points": "corpus_utils.grades",
    "gather": "corpus_utils.gathering",
    "sample_class": "corpus_utils.sample_classes",
    "write_sample_class": "corpus_utils.sample_classes",
}
_MODULES = (
    "acceptance",
    "aif",
    "alignment",
    "anchors",
    "annotations",
    "answers",
    "argdown",
    "arguments",
    "bibliography",
    "charts",
    "checks",
    "comparison",
    "course",
    "crossmap",
    "cuts",
    "errors",
    "files",
    "finders",
    "gazetteer",
    "grades",
    "inventory",
    "languages",
    "layout",
    "measures",
    "originals",
    "positions",
    "questions",
    "segments",
    "tables",
    "texts",
    "timeline",
    "tokens",
)

__all__ = ["__version__", *_HOMES, *_MODULES]  # noqa: PLE0604 - they are strings


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"corpus_utils.{name}")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    from corpus_utils.errors import nearest

    raise AttributeError(f"corpus_utils has no {name!r} ({nearest(name, [*_HOMES, *_MODULES])})")


def __dir__() -> list[str]:
    return sorted(__all__)
