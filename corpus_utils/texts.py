"""Texts: the documents of the course, as far as they can be given to everybody.

A `Text` holds what describes a document, its paragraphs (by letter, never by
word), the retelling of each, and the notes. Where the reader has attached a
copy of the original, it leads to the original's own words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_utils import adaptation
from corpus_utils.anchors import Anchors, fingerprint, from_fields
from corpus_utils.errors import DataError, Problem, UnknownError
from corpus_utils.files import read_text
from corpus_utils.messages import section
from corpus_utils.passages import Coverage, Paragraph, Passage
from corpus_utils.readings import Reading, edition, read_own, read_reading
from corpus_utils.rules import KINDS
from corpus_utils.segments import Note, Segment, in_document, marks_before
from corpus_utils.tokens import Part, Span, Target

if TYPE_CHECKING:  # whoever only reads the course's own data pays for no alignment
    from corpus_utils import originals
    from corpus_utils.alignment import Placement

WORDS = section("texts")
ORDER = ("dunayevskaya", "foundations-notes", "wohlforth", "verkhneuralsk", "george")
"""The order in which the course reads its documents; a text added later follows them."""


@dataclass(frozen=True, eq=False, repr=False)
class Text:
    """One document: its record (CSL-JSON), paragraphs in reading order, notes and anchors."""

    key: str
    record: Mapping[str, Any]
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...]
    anchors: Anchors
    has_reading: bool = False
    own: bool = False
    """Whether the course wrote the text itself: then its reading edition is the original."""

    def __repr__(self) -> str:
        said = WORDS["with_copy" if self.attached() else "without_copy"]
        return said.format(key=self.key, title=self.title, paragraphs=len(self.paragraphs))

    @property
    def title(self) -> str:
        """The document's title, or the description that stands for one."""
        return str(self.record.get("title") or self.key)

    @property
    def short(self) -> str:
        """The name by which the course calls the document."""
        return str(self.record.get("custom", {}).get("short") or self.key)

    @cached_property
    def _by_id(self) -> dict[str, Paragraph]:
        return {paragraph.id: paragraph for paragraph in self.paragraphs}

    @cached_property
    def _before(self) -> dict[int, int]:
        return marks_before(span for p in self.paragraphs for span in p.spans)

    def __contains__(self, name: object) -> bool:
        return name in self._by_id

    def paragraph(self, name: str) -> Paragraph:
        """Return the paragraph with this id; an `UnknownError` names the nearest one."""
        try:
            return self._by_id[name]
        except KeyError:
            what = WORDS["paragraph"].format(key=self.key)
            raise UnknownError(what, name, self._by_id) from None

    def reading(self) -> Reading | None:
        """Return the reading edition as plain text, or None where it is not written yet."""
        return self._reading if self.has_reading else None

    @cached_property
    def _reading(self) -> Reading:
        return edition((p.id, p.retelling) for p in self.paragraphs)

    def attached(self) -> originals.Attached | None:
        """Return the reader's copy laid beside this text, or None where none is attached."""
        from corpus_utils import originals

        try:
            changed = (originals.home() / "copies" / self.key / "copy.json").stat().st_mtime_ns
        except OSError:
            return originals.load(self.key, self.anchors)
        return _attached(self, originals.home(), changed)

    def original(self) -> str | None:
        """Return the text of the reader's copy, or None where none is attached."""
        attached = self.attached()
        return attached.text if attached else None

    def spans(self, target: Target | str) -> list[Span]:
        """Return where a target lies in the letters of the document, in reading order."""
        return [span for part in _target(target).parts for span in self._spans(part)]

    def _spans(self, part: Part) -> list[Span]:
        paragraph = self.paragraph(part.paragraph)
        return in_document(paragraph.spans, part.span, before=self._before)

    def place(self, target: Target | str, *, surface: str = "") -> list[Placement]:
        """Return where a target lies in the attached copy; nothing without a copy.

        One placement a range: a paragraph that a note or a page break
        interrupts has several. ``surface`` is the phrase as printed, where
        the target is one.
        """
        attached = self.attached()
        if attached is None:
            return []
        spans: list[Span] = []
        for part in _target(target).parts:
            found = self._spans(part)
            # A displaced note mark is no part of the words that it is displaced from.
            spans += [span for span in found if span.start < span.end] or found
        name = surface if len(spans) == 1 else None  # an interrupted phrase has no one place
        return [attached.alignment.place(span, surface=name or None) for span in spans]

    def passage(self, target: Target | str, *, surface: str = "") -> Passage:
        """Return the retellings that a target points at, with the original's words if placed."""
        target = _target(target)
        paragraphs = tuple(self.paragraph(name) for name in target.paragraphs)
        placements = tuple(self.place(target, surface=surface))
        original = (self.original() or "") if placements else ""
        words = tuple(original[p.start : p.end] for p in placements if p.placed)
        return Passage(target, paragraphs, placements, words)

    def coverage(self) -> Coverage | None:
        """Return which paragraphs the attached copy holds, or None without a copy."""
        if self.attached() is None:
            return None
        groups: dict[str, list[str]] = {"placed": [], "unsure": [], "missing": []}
        for paragraph in self.paragraphs:
            if not paragraph.letters:
                continue  # a page number is in no copy but the one it comes from
            found = self.place(paragraph.id)
            if all(p.placed for p in found):
                groups["placed"].append(paragraph.id)
            elif all(p.status == "missing" for p in found):
                groups["missing"].append(paragraph.id)
            else:
                groups["unsure"].append(paragraph.id)
        return Coverage(**{name: tuple(ids) for name, ids in groups.items()})


def _target(target: Target | str) -> Target:
    return target if isinstance(target, Target) else Target.parse(target)


@lru_cache(maxsize=16)
def _attached(text: Text, home: Path, changed: int) -> originals.Attached | None:  # noqa: ARG001
    """Return the copy of a text; a copy that has ``changed``, or another home, is read anew."""
    from corpus_utils import originals

    return originals.load(text.key, text.anchors)


def attach(path: Path | str, *, replace: bool = False, data: Path | None = None) -> Text:
    """Keep the copy at ``path`` as the reader's; return the document that it is a copy of.

    Raises `CopyError` if it cannot be read, is none of the documents, or
    holds less than the copy that is kept (unless ``replace``).
    """
    from corpus_utils import originals

    every = [load(key, data=data) for key in keys(data)]
    found = originals.attach(path, [text.anchors for text in every], replace=replace)
    return load(found.key, data=data)


def data_folder() -> Path:
    """Return the folder of the course's data: the package's own, or that of an adapted course."""
    return adaptation.data_folder()


def exercises_folder(data: Path | None = None) -> Path:
    """Return the folder of the exercise files, which lies beside the data."""
    return (data or data_folder()).parent / "exercises"


def keys(data: Path | None = None) -> tuple[str, ...]:
    """Return the keys of the documents in the order in which the course reads them."""
    folder = (data or data_folder()) / "texts"
    found = {path.parent.name for path in folder.glob("*/anchors.json")}
    chosen = adaptation.reading_order(data or data_folder())
    order = chosen or (*ORDER, *sorted(found.difference(ORDER)))
    return tuple(key for key in order if key in found)


def load(key: str, *, data: Path | None = None) -> Text:
    """Return a document by its key; an `UnknownError` names the nearest one.

    A `DataError` holds every fault in its files. Texts are kept in memory.
    """
    folder = data or data_folder()
    if not (folder / "texts" / key / "record.json").exists():
        raise UnknownError(WORDS["document"], key, keys(folder))
    return _load(key, folder)


@lru_cache(maxsize=32)
def _load(key: str, data: Path) -> Text:
    folder = data / "texts" / key
    file, reading = folder / "anchors.json", folder / "reading.md"
    record = _read_json(folder / "record.json")
    own = not file.exists()
    if own:
        stream, segments, told = read_own(reading)
        anchors, notes = fingerprint(key, stream), ()
    else:
        fields = _read_json(file)
        anchors = from_fields(fields, file=str(file))
        try:
            segments = list(_segments(fields["paragraphs"]))
            notes = tuple(Note(**row) for row in fields["notes"])
        except (KeyError, TypeError, ValueError) as error:
            message = WORDS["unreadable"].format(reason=error)
            raise DataError([Problem(message, str(file), hint=WORDS["remake"])]) from None
        told = read_reading(reading, segments) if reading.exists() else {}
    paragraphs = tuple(
        Paragraph(s.id, s.kind, s.spans, s.level, s.label, told.get(s.id, "")) for s in segments
    )
    return Text(key, record, paragraphs, notes, anchors, bool(told), own)


def _segments(rows: list[dict[str, Any]]) -> Iterator[Segment]:
    for row in rows:
        spans = tuple(Span(*numbers) for numbers in row["spans"])
        if row["kind"] not in KINDS:
            raise ValueError(WORDS["kind"].format(given=row["kind"]))
        yield Segment(row["id"], row["kind"], spans, row.get("level"), row.get("label"))


def _read_json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        message = WORDS["no_json"].format(reason=error.msg)
        raise DataError([Problem(message, str(path), error.lineno)]) from None
    if not isinstance(found, dict):
        raise DataError([Problem(WORDS["mapping"], str(path), 1)])
    return found
