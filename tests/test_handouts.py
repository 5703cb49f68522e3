"""Lessons written as pages, from file to file and on the command line."""

from __future__ import annotations

import base64
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from corpus_utils import handouts
from corpus_utils.cli import main
from corpus_utils.errors import CourseError
from tests.conftest import ROOT

PIXEL = base64.b64decode("R0lGODlhAQABAAAAACw=")


def write(folder: Path, name: str, *sources: str, count: int | None = 1) -> Path:
    folder.mkdir(exist_ok=True)
    cells = [v4.new_markdown_cell(f"# Číst\n\n{sources[0]}", id="title")]
    cells += [v4.new_code_cell(s, id=f"c{n}", execution_count=count) for n, s in enumerate(sources[1:])]  # fmt: skip
    nbformat.write(v4.new_notebook(cells=cells), folder / name)
    return folder / name


def run(capsys, *words: object) -> tuple[int, str, str]:
    status = main(["page", *map(str, words)])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_pictures_beside_the_lesson_come_inside(tmp_path):
    (tmp_path / "obrázky").mkdir()
    (tmp_path / "obrázky" / "má pa.gif").write_bytes(PIXEL)
    path = write(tmp_path, "00-čti.ipynb", "![Mapa](<obrázky/má pa.gif>)")
    page = handouts.write_page(path, tmp_path / "new" / "pages")
    assert page == tmp_path / "new" / "pages" / "00-čti.html"
    assert base64.b64encode(PIXEL).decode() in page.read_text(encoding="utf-8")
    assert list(page.parent.iterdir()) == [page]


@pytest.mark.parametrize("address", ["tajné.txt", "není.png", "x" * 5000 + ".png", "../a\0.png"])
def test_what_is_no_picture_is_not_read(tmp_path, address):
    (tmp_path / "tajné.txt").write_text("ne", encoding="utf-8")
    assert handouts.read_picture(tmp_path, address) == ""


def test_a_page_is_written_again_but_no_other_file_is_lost(tmp_path):
    path = write(tmp_path, "00-čti.ipynb", "Ahoj")
    first = handouts.write_page(path, tmp_path).read_bytes()
    assert handouts.write_page(path, tmp_path).read_bytes() == first
    assert b"\r" not in first
    (tmp_path / "00-čti.html").write_text("<p>mine</p>", encoding="utf-8")
    with pytest.raises(CourseError, match="not written by corpus-utils"):
        handouts.write_page(path, tmp_path)
    assert (tmp_path / "00-čti.html").read_text(encoding="utf-8") == "<p>mine</p>"


def test_every_file_is_tried_and_every_fault_said(capsys, tmp_path):
    good = write(tmp_path, "01-dobrá.ipynb", "[dál](02-další.ipynb)", "x")
    more = write(tmp_path, "02-další.ipynb", "Ahoj")
    never = write(tmp_path, "nikdy.ipynb", "", "x", count=None)
    twin = write(tmp_path / "other", "01-dobrá.ipynb", "Ahoj")
    wrong = []
    for name, content in {"a": "[]", "b": "{}", "c": "# é", "d": '{"nbformat": "x"}'}.items():
        wrong.append(tmp_path / f"{name}.ipynb")
        wrong[-1].write_text(content, encoding="utf-8")
    missing = tmp_path / "žádná.ipynb"
    to = tmp_path / "pages"
    status, out, err = run(capsys, missing, never, *wrong, good, twin, more, "--to", to)
    assert status == 1
    assert out.splitlines() == [f"{p}: {to / p.stem}.html" for p in (good, more)]
    lines = [line for line in err.splitlines() if line.startswith("corpus-utils: ")]
    assert len(lines) == 7
    assert "žádná.ipynb: no such file" in lines[0]
    assert "nikdy was never run" in lines[1]
    assert all(line.endswith("this is no notebook") for line in lines[2:6])
    assert "its page would be that of" in lines[6]
    assert 'href="02-dal%C5%A1%C3%AD.html"' in (to / "01-dobrá.html").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_made_is_said(capsys, tmp_path):
    path = write(tmp_path, "00-čti.ipynb", "Ahoj")
    (tmp_path / "plný").write_text("", encoding="utf-8")
    status, out, err = run(capsys, path, "--to", tmp_path / "plný")
    assert (status, out) == (1, "")
    assert "plný" in err


@pytest.mark.parametrize("path", sorted((ROOT / "lessons").glob("*.ipynb")), ids=lambda p: p.stem)
def test_every_lesson_is_a_page_of_a_modest_size(tmp_path, path):
    page = handouts.write_page(path, tmp_path)
    assert page.stat().st_size < 600_000
