"""Cuts: what is published of an original, made from the original itself.

`cut` turns a file into the contents of ``anchors.json`` and ``counts.csv``;
`write_cut` does so for a folder of originals. The same original gives the
same bytes, so a published cut can be checked by whoever has the file.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus_utils import anchors, segments
from corpus_utils.errors import CopyError, CourseError, DataError, Problem
from corpus_utils.files import read_text
from corpus_utils.formats import read_copy
from corpus_utils.messages import section
from corpus_utils.rules import Rules, read_rules
from corpus_utils.texts import data_folder, exercises_folder, keys
from corpus_utils.tokens import Part, Target, letters, words

WORDS = section("cuts")
_TARGET = re.compile(r"p\d{3}(?:@\d+-\d+(?:/\d+,\d+)?)?(?:\s+p\d{3}(?:@\d+-\d+(?:/\d+,\d+)?)?)*")


def cut(key: str, original: Path, *, data: Path | None = None) -> dict[str, Any]:
    """Return the fields of ``anchors.json`` for the original of ``key``, and ``counts``.

    ``counts`` is a list of ``(word, count)``, most frequent first. Checks are
    published for the spans of paragraphs and for every target without a
    surface form in the annotations, the argument and the exercises of the
    text, as far as these exist under ``data``.
    """
    folder = (data or data_folder()) / "texts" / key
    text = read_text(original) if original.suffix == ".txt" else read_copy(original).text
    stream = letters(text)
    rules = folder / "cuts.yaml"
    found = segments.cut(text, read_rules(rules) if rules.exists() else Rules())
    starts: set[int] = set()
    ends: set[int] = set()
    spans = {p.id: p.spans for p in found.paragraphs}
    targets = [Target((Part(name),)) for name in spans]
    for target in [*targets, *_targets(folder, key, data)]:
        for part in target.parts:
            for span in segments.in_document(spans.get(part.paragraph, ()), part.span):
                if span.start < span.end:
                    starts.add(span.start)
                    ends.add(span.end)
    try:
        made = anchors.fingerprint(key, stream.stream, starts=starts, ends=ends)
    except ValueError as error:
        message = WORDS["outside"].format(reason=error)
        raise DataError([Problem(message, str(folder))]) from None
    fields = anchors.to_fields(made)
    fields["paragraphs"] = [_paragraph_fields(p) for p in found.paragraphs]
    fields["notes"] = [_note_fields(n) for n in found.notes]
    fields["counts"] = counts(text)
    return fields


def counts(text: str) -> list[tuple[str, int]]:
    """Return every word of ``text`` with its count, most frequent first, then by alphabet.

    >>> counts("No bread, no peace.")
    [('no', 2), ('bread', 1), ('peace', 1)]
    """
    return sorted(Counter(words(text)).items(), key=lambda pair: (-pair[1], pair[0]))


def _paragraph_fields(paragraph: segments.Segment) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "id": paragraph.id,
        "kind": paragraph.kind,
        "spans": [[s.start, s.end, s.head, s.tail] for s in paragraph.spans],
    }
    if paragraph.label is not None:
        fields["label"] = paragraph.label
    if paragraph.level is not None:
        fields["level"] = paragraph.level
    return fields


def _note_fields(note: segments.Note) -> dict[str, Any]:
    fields = {"number": note.number, "author": note.author, "mark": note.mark, "body": note.body}
    return fields | ({"doubled": note.doubled} if note.doubled else {})


def _targets(folder: Path, key: str, data: Path | None) -> Iterator[Target]:
    """Yield the targets that need checks; files that cannot be read are left to their readers."""
    table = folder / "annotations.csv"
    if table.exists():
        for row in csv.DictReader(io.StringIO(read_text(table), newline="")):
            if not row.get("surface"):
                yield from _parse(row.get("target") or "")
    if (folder / "argument.yaml").exists():
        for written in re.findall(
            r"\btarget:\s*[\"']?([^\"'#,}\n]+)", read_text(folder / "argument.yaml")
        ):
            yield from _parse(written)
    for path in sorted(exercises_folder(data).glob("*.yaml")):
        text = read_text(path)
        if re.search(rf"^document:\s*[\"']?{re.escape(key)}[\"']?\s*(?:#|$)", text, re.MULTILINE):
            for found in _TARGET.finditer(text):
                if "@" in found.group():
                    yield from _parse(found.group())


def _parse(written: str) -> Iterator[Target]:
    try:
        yield Target.parse(written)
    except CourseError:
        return


def to_json(fields: dict[str, Any]) -> str:
    """Return ``fields`` as JSON text with one paragraph, one note, one field a line."""
    parts = []
    for name, value in fields.items():
        if isinstance(value, list):
            rows = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in value)
            parts.append(f" {json.dumps(name)}: " + (f"[\n{rows}\n ]" if rows else "[]"))
        else:
            parts.append(f" {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def to_csv(table: Iterable[tuple[str, int]]) -> str:
    """Return word counts as the text of ``counts.csv``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["word", "count"])
    writer.writerows(table)
    return out.getvalue()


def write_cut(
    folder: Path, wanted: Iterable[str] = (), *, data: Path | None = None
) -> Iterator[str]:
    """Cut the originals in ``folder`` and write their files; yield a line on each document.

    ``wanted`` are keys (none: all), found among the files of the folder by
    their anchors, or ``KEY=FILE`` for a document that has none yet. A file
    must be the very original: corrections go by its line numbers.
    """
    data, wanted = data or data_folder(), list(wanted)
    pairs = dict(part.split("=", 1) for part in wanted if "=" in part)
    chosen = [part for part in wanted if "=" not in part] or ([] if pairs else list(keys(data)))
    if not folder.is_dir():
        raise CopyError(WORDS["no_folder"].format(folder=folder))
    files = {key: _original(folder, name) for key, name in pairs.items()}
    if chosen:
        files |= _recognise(folder, chosen, data)
    for key, path in files.items():
        fields = cut(key, path, data=data)
        table = fields.pop("counts")
        target = data / "texts" / key
        target.mkdir(parents=True, exist_ok=True)
        changed = []
        for name, content in (("anchors.json", to_json(fields)), ("counts.csv", to_csv(table))):
            file = target / name
            if not file.exists() or file.read_bytes() != content.encode("utf-8"):
                file.write_text(content, encoding="utf-8", newline="\n")
                changed.append(name)
        made = anchors.from_fields(fields)
        share = 100 * anchors.released_bits(made) / max(made.letters, 1)
        yield WORDS["changed" if changed else "unchanged"].format(
            key=key,
            paragraphs=len(fields["paragraphs"]),
            notes=len(fields["notes"]),
            bits=share,
            files=", ".join(changed),
        )


def _original(folder: Path, name: str) -> Path:
    for path in (folder / name, Path(name)):
        if path.is_file():
            return path
    raise CopyError(WORDS["no_file"].format(name=name, folder=folder))


def _recognise(folder: Path, chosen: list[str], data: Path) -> dict[str, Path]:
    """Return the original of each key: the file whose letters give the published anchors."""
    published = {}
    for key in chosen:
        path = data / "texts" / key / "anchors.json"
        if not path.exists():
            raise CopyError(WORDS["no_anchors"].format(key=key))
        fields = json.loads(read_text(path))
        published[(fields["letters"], fields["hashes"])] = key
    found = {}
    for path in sorted(folder.glob("*.txt")):
        stream = letters(read_text(path)).stream
        made = anchors.to_fields(anchors.fingerprint("", stream))
        if key := published.get((made["letters"], made["hashes"])):
            found[key] = path
    if lacking := [key for key in chosen if key not in found]:
        raise CopyError(WORDS["lacking"].format(folder=folder, keys=", ".join(lacking)))
    return {key: found[key] for key in chosen}
