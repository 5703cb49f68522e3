"""Files are written whole or not at all."""

from __future__ import annotations

import pytest

from corpus_utils.errors import CourseError
from corpus_utils.outputs import write_file


def test_a_file_is_written_whole_or_the_reason_is_said(tmp_path):
    path = tmp_path / "new" / "ž.txt"
    assert write_file(path, "Ž\n") == path
    assert path.read_bytes() == "Ž\n".encode()
    assert list(path.parent.iterdir()) == [path]
    with pytest.raises(CourseError, match=r"x cannot be written \("):
        write_file(path / "x", "Ž")


def test_an_interrupted_write_costs_nothing(tmp_path, monkeypatch):
    path = write_file(tmp_path / "ž.txt", b"first")

    def full(part, data):
        with part.open("wb") as file:
            file.write(data[:2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(path), "write_bytes", full)
    with pytest.raises(CourseError, match=r"\(no space left on device\)"):
        write_file(path, b"second")
    assert path.read_bytes() == b"first"
