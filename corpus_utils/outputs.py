"""Outputs: files that are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from corpus_utils.errors import CourseError
from corpus_utils.messages import section

WORDS = section("outputs")


def write_file(path: Path, content: str | bytes) -> Path:
    """Write ``content``, UTF-8 with LF, into folders made as needed; return ``path``.

    An interrupted write costs nothing that was there before. Raises a
    `CourseError` where the file cannot be written.
    """
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content.encode() if isinstance(content, str) else content)
        part.replace(path)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise CourseError(WORDS["not_written"].format(path=path, why=why)) from None
    return path
