"""What an annotation is, and the words its fields may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus_utils.tokens import Part, Target

COLUMNS = (
    "id",
    "layer",
    "target",
    "value",
    "surface",
    "voice",
    "speaker_stated",
    "work_stated",
    "speaker",
    "work",
    "wrong",
    "certainty",
    "basis",
    "note",
)
FILE_LAYERS = (
    "person",
    "organisation",
    "work",
    "concept",
    "date",
    "quotation",
    "gap",
    "problem",
    "voice",
)
"""The layers kept in ``annotations.csv``."""
LAYERS = ("paragraph", "claim", *FILE_LAYERS, "note")
GAPS = ("unintelligible", "torn", "omission")
PROBLEMS = (
    "wrong-year",
    "impossible-date",
    "misattribution",
    "altered-quotation",
    "unclosed-quotation",
    "unquoted-quotation",
    "absent-note",
    "glued-mark",
    "misprint",
    "misspelling",
    "missing-reference",
    "internal-contradiction",
)
SPOKEN = ("author", "quoted", "reported", "mimicked")
"""Who speaks in a quotation, a passage or a claim of a document, and in what way."""
CERTAINTIES = ("certain", "probable", "possible")
BASES = ("text", "outside")
MOST_WORDS = 9
"""A longer run of an original's words may not be published (design.md, Rights)."""


@dataclass(frozen=True)
class Annotation:
    """One statement about one place: ``value`` is canonical, ``fields`` holds the rest by name.

    Empty fields are left out. ``line`` is where it stands in its file.
    """

    id: str
    layer: str
    target: Target
    value: str
    fields: Mapping[str, str] = field(default_factory=dict)
    line: int | None = field(default=None, compare=False, repr=False)

    def printed(self, part: Part) -> str:
        """Return what stands at ``part`` of the target as far as it is known, else nothing.

        That is the surface form of a target in one piece, and a note's number at its mark.
        """
        if self.layer == "note" and part.span is not None and part.span.start == part.span.end:
            return self.value
        return self.fields.get("surface", "") if len(self.target.parts) == 1 else ""
