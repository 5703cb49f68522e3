"""Annotations: what is to be said about places of a document, layer by layer.

Paragraphs and notes come from ``anchors.json``, claims from ``argument.yaml``,
everything else from ``annotations.csv``; nothing is kept twice. An annotation
points at letters and never holds the document's words, but for a short
``surface`` form of a name, a date or a term.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from corpus_utils import arguments
from corpus_utils.arguments import misplaced
from corpus_utils.claims import Argument
from corpus_utils.edtf import is_date
from corpus_utils.errors import CourseError, DataError, Problem, nearest
from corpus_utils.files import Row, read_csv
from corpus_utils.gazetteer import Gazetteer, read_gazetteer
from corpus_utils.messages import section
from corpus_utils.texts import Text, data_folder
from corpus_utils.tokens import Part, Target, words
from corpus_utils.vocabulary import (
    BASES,
    CERTAINTIES,
    COLUMNS,
    FILE_LAYERS,
    GAPS,
    LAYERS,
    MOST_WORDS,
    PROBLEMS,
    SPOKEN,
    Annotation,
)
from corpus_utils.web_annotations import to_w3c

__all__ = [
    "BASES",
    "CERTAINTIES",
    "COLUMNS",
    "FILE_LAYERS",
    "GAPS",
    "LAYERS",
    "PROBLEMS",
    "SPOKEN",
    "Annotation",
    "check_annotations",
    "load",
    "of_claims",
    "read_annotations",
    "to_w3c",
    "write_annotations",
]

WORDS = section("annotations")
# What a layer asks for besides id, layer, target and value.
_REQUIRED = {
    "problem": ("certainty", "basis"),
    "quotation": ("voice",),
    "voice": ("voice",),
}


def load(text: Text, *, data: Path | None = None) -> list[Annotation]:
    """Return the annotations of all layers of ``text``, in reading order.

    ``data`` is the data folder, the course's own where it is not given. A
    document without ``argument.yaml`` or ``annotations.csv`` has the other
    layers. Raises a `DataError` with the problems of both files.
    """
    folder = (data or data_folder()) / "texts" / text.key
    gazetteer = read_gazetteer((data or data_folder()) / "gazetteer")
    found = [*_of_paragraphs(text), *_of_notes(text)]
    problems: list[Problem] = []
    if (folder / "argument.yaml").exists():
        try:
            found += of_claims(arguments.load(text, gazetteer=gazetteer, data=data))
        except DataError as error:
            problems += error.problems
    file = folder / "annotations.csv"
    if file.exists():
        try:
            rows = read_annotations(file, gazetteer=gazetteer)
            problems += check_annotations(rows, text, file=str(file))
            found += rows
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    place = {paragraph.id: i for i, paragraph in enumerate(text.paragraphs)}
    return sorted(
        found, key=lambda a: (*_position(a.target.parts[0], place), LAYERS.index(a.layer))
    )


def _position(part: Part, place: Mapping[str, int]) -> tuple[int, int, int]:
    start, head = (part.span.start, part.span.head) if part.span else (-1, 0)
    return place[part.paragraph], start, head


def _of_paragraphs(text: Text) -> Iterator[Annotation]:
    for paragraph in text.paragraphs:
        fields = {"label": paragraph.label, "level": paragraph.level}
        kept = {name: str(value) for name, value in fields.items() if value is not None}
        target = Target((Part(paragraph.id),))
        yield Annotation(f"paragraph-{paragraph.id}", "paragraph", target, paragraph.kind, kept)


def _of_notes(text: Text) -> Iterator[Annotation]:
    seen: dict[str, int] = {}
    for note in text.notes:
        # A number that occurs again, as where each page counts anew, gets a suffix.
        seen[note.number] = seen.get(note.number, 0) + 1
        name = f"note-{note.number}" + (f".{seen[note.number]}" if seen[note.number] > 1 else "")
        # The note itself comes first; where it is absent, its mark is all there is.
        places = [place for place in (note.body, note.mark, note.doubled) if place]
        fields = {"author": note.author or "", "body": "" if note.body else "absent"}
        kept = {field: value for field, value in fields.items() if value}
        yield Annotation(name, "note", Target.parse(" ".join(places)), note.number, kept)


def of_claims(argument: Argument) -> list[Annotation]:
    """Return the layer ``claim``: an annotation a claim of ``argument``."""
    found = []
    for claim in argument.claims:
        names = ("role", "asserted_by", "voice", "short", "gist")
        fields = {name: value for name in names if (value := getattr(claim, name))}
        fields |= {"implicit": "true"} if claim.implicit else {}
        assert claim.target is not None, "read_argument asks for it"
        made = Annotation(f"claim-{claim.id}", "claim", claim.target, claim.id, fields, claim.line)
        found.append(made)
    return found


def read_annotations(path: Path, *, gazetteer: Gazetteer | None = None) -> list[Annotation]:
    """Return the annotations of a CSV file, one a row, in the order of the file.

    Raises a `DataError` with every problem at once: a wrong column or layer, a
    value that its layer does not know, an id that stands twice, a target that
    cannot be read, a surface form that is too long. Ids of the gazetteer are
    checked where one is given.
    """
    rows = read_csv(path, COLUMNS)
    found = [_annotation(row, gazetteer) for row in rows]
    names: dict[str, int] = {}
    quotations: dict[str, int] = {}
    for annotation, row in zip(found, rows, strict=True):
        given = [("id", "id_twice", annotation.id, names)]
        if annotation.layer == "quotation":
            given.append(("value", "quotation_twice", annotation.value, quotations))
        for column, key, name, seen in given:
            if name and name in seen:
                row.get(column).fault(WORDS[key].format(name=name, line=seen[name]))
            seen.setdefault(name, row.line)
    problems = rows[0].problems if rows else []
    if problems:
        raise DataError(sorted(problems, key=lambda problem: problem.line or 0))
    return found


def _annotation(row: Row, gazetteer: Gazetteer | None) -> Annotation:
    cells = row.value
    name, layer, value = cells["id"], cells["layer"], cells["value"]
    row.require("id", "layer", "target", "value")
    known = row.one_of("layer", FILE_LAYERS)
    # Persons are person-01, or p-01: the layer or the beginning of its name, and a number.
    stem, _, number = name.partition("-")
    if name and known and not (stem and layer.startswith(stem) and number.isdecimal()):
        hint = WORDS["such_as"].format(example=f"{layer}-01")
        row.get("id").fault(WORDS["no_id"].format(name=name, layer=layer), hint)
    if value and known:
        _check_value(row, layer, value, gazetteer)
    row.require(*_REQUIRED.get(layer, ()))
    row.one_of("certainty", CERTAINTIES)
    row.one_of("basis", BASES)
    row.one_of("voice", SPOKEN)
    if not cells["note"]:
        for column in ("wrong", "value" if layer == "problem" else "wrong"):
            if cells[column]:
                row.get(column).fault(WORDS["no_reason"], WORDS["no_reason_hint"])
                break
    for column in ("surface", "speaker_stated", "work_stated"):
        # Ten words need nine joints: most surfaces are too short to be counted.
        long = len(cells[column]) > 2 * MOST_WORDS
        if long and (count := len(words(cells[column]))) > MOST_WORDS:
            message = WORDS["too_long"].format(n=count, most=MOST_WORDS)
            row.get(column).fault(message, WORDS["too_long_hint"])
    if gazetteer is not None:
        if cells["speaker"]:
            gazetteer.check(row.get("speaker"), cells["speaker"], "person", "organisation")
        if cells["work"]:
            gazetteer.check(row.get("work"), cells["work"], "work")
    try:
        target = Target.parse(cells["target"])
    except CourseError:
        target = (row.target() if cells["target"] else None) or Target(())
    kept = {column: cells[column] for column in COLUMNS[4:] if cells[column]}
    return Annotation(name, layer, target, value, kept, row.line)


def _check_value(row: Row, layer: str, value: str, gazetteer: Gazetteer | None) -> None:
    kinds = ("person", "organisation") if layer == "voice" else (layer,)
    if gazetteer is not None and gazetteer.has(value, *kinds):
        return
    node = row.get("value")
    choices = {"gap": GAPS, "problem": PROBLEMS}.get(layer)
    if choices:
        if value not in choices:
            node.fault(WORDS[f"no_{layer}"].format(value=value), nearest(value, choices))
    elif layer == "date":
        if not is_date(value):
            node.fault(WORDS["no_date"].format(value=value), WORDS["no_date_hint"])
    elif layer == "quotation":
        if not re.fullmatch(r"q\d{2,}", value):
            hint = WORDS["such_as"].format(example="q01")
            node.fault(WORDS["no_quotation"].format(value=value), hint)
    elif gazetteer is not None:
        gazetteer.check(node, value, *kinds)


def check_annotations(
    annotations: Iterable[Annotation], text: Text, *, file: str = ""
) -> list[Problem]:
    """Return a problem for each target that is not a place of ``text``."""
    return [
        Problem(message, file, annotation.line, "target")
        for annotation in annotations
        for message in misplaced(annotation.target, text)
    ]


def write_annotations(path: Path, annotations: Iterable[Annotation]) -> None:
    """Write those ``annotations`` that a CSV file keeps; the others have their own files."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    for annotation in annotations:
        if annotation.layer in FILE_LAYERS:
            first = (annotation.id, annotation.layer, str(annotation.target), annotation.value)
            writer.writerow([*first, *(annotation.fields.get(name, "") for name in COLUMNS[4:])])
    path.write_text(lines.getvalue(), encoding="utf-8", newline="\n")
