"""Lessons written as pages, from file to file and on the command line."""

from __future__ import annotations

import base64
import json
import re
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from corpus_utils import course, disclosure, handouts
from corpus_utils.cli import main
from corpus_utils.errors import CourseError
from tests.conftest import ROOT
from tests.test_sheets import Tags

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


CHART = """import altair as alt
import pandas as pd
from corpus_utils.vega import Chart

rows = pd.DataFrame([{"město": "Písek </script>", "n": 2}, {"město": "Zoë", "n": 3}])
drawn = alt.Chart(rows).mark_bar().encode(x="n:Q", y="město:N", tooltip=["město"])
Chart(drawn, rows, title="Řeky <v>", description="Two rivers, so to say.")"""


@pytest.fixture(scope="module")
def charted(tmp_path_factory):
    """Return the text of a page with a chart to use, and that of the same lesson run once more."""
    folder = tmp_path_factory.mktemp("charted")
    path = write(folder, "00-graf.ipynb", "Ahoj", CHART, "print('dál')", count=None)
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["lang"] = "cs"
    nbformat.write(notebook, path)
    texts = []
    for name in ("a", "b"):
        page = handouts.write_page(path, folder / name, interactive=True)
        texts.append(page.read_text(encoding="utf-8"))
    return texts


def test_a_run_s_charts_are_in_the_page_with_what_draws_them_once(charted):
    tags = Tags(charted[0]).found
    scripts = [given for tag, given in tags if tag == "script"]
    assert [given.get("type") for given in scripts] == ["application/json", None, None]
    assert scripts[0]["data-label"] == "Interactive chart: Řeky <v>"
    # The words of the data end no script, and arrive as they were.
    (written,) = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', charted[0])
    assert "Písek </script>" in str(json.loads(written)["data"])
    assert charted[0].count("window.vegaEmbed=") == 1
    assert '<html lang="cs">' in charted[0]
    assert '<pre class="face">dál</pre>' in charted[0]  # the rest of the run, too


def test_the_chart_s_picture_and_table_stay(charted):
    tags = Tags(charted[0]).found
    pictures = [given for tag, given in tags if tag == "img"]
    assert [given["alt"] for given in pictures] == ["Two rivers, so to say."]
    assert pictures[0]["src"].startswith("data:image/svg+xml")
    assert "<caption>Řeky &lt;v&gt;</caption>" in charted[0]


def test_a_page_with_charts_loads_nothing_and_runs_only_its_own_scripts(charted):
    tags = Tags(charted[0]).found
    assert {tag for tag, _ in tags} & {"link", "iframe", "object", "base", "form"} == set()
    named = [value for _, given in tags for name, value in given.items() if name in ("src", "srcset", "action")]  # fmt: skip
    assert all(value.startswith("data:") for value in named)
    assert "url(" not in "".join(re.findall(r"<style>(.*?)</style>", charted[0], re.DOTALL))
    assert "schema" not in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', charted[0])[0]  # fmt: skip
    (policy,) = [given["content"] for tag, given in tags if tag == "meta" and "http-equiv" in given]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert "connect-src" not in rules
    assert re.fullmatch(r"'sha256-\S{44}' 'sha256-\S{44}'", rules["script-src"])
    assert "unsafe-eval" not in policy


def test_the_same_lesson_gives_the_same_bytes(charted):
    assert charted[0] == charted[1]


def test_a_page_without_charts_has_no_script(monkeypatch, tmp_path):
    path = write(tmp_path, "00-čti.ipynb", "Ahoj", "1 + 1")
    monkeypatch.setattr(course, "run_lesson", lambda path, **_: nbformat.read(path, as_version=4))
    live = handouts.write_page(path, tmp_path / "live", interactive=True)
    still = handouts.write_page(path, tmp_path / "still")
    assert live.read_bytes() == still.read_bytes()


def test_without_vl_convert_it_is_said_what_to_install_and_nothing_is_run(capsys, monkeypatch, tmp_path):  # fmt: skip
    paths = [write(tmp_path, f"0{n}-čti.ipynb", "Ahoj", "1 + 1") for n in range(2)]
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    monkeypatch.setattr(course, "run_lesson", lambda *_, **__: pytest.fail("a kernel was started"))
    status, out, err = run(capsys, *paths, "--interactive", "--to", tmp_path / "pages")
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert "pip install vl-convert-python" in err
    assert not (tmp_path / "pages").exists()
    assert run(capsys, *paths, "--to", tmp_path / "pages")[0] == 0


def test_a_lesson_that_fails_keeps_no_other_from_its_page(capsys, tmp_path):
    bad = write(tmp_path, "00-zle.ipynb", "Ahoj", "1 / 0")
    good = write(tmp_path, "01-dobře.ipynb", "Ahoj")
    status, out, err = run(capsys, bad, good, "--interactive", "--to", tmp_path / "pages")
    assert status == 1
    assert out.splitlines() == [f"{good}: {tmp_path / 'pages' / '01-dobře.html'}"]
    assert "00-zle.ipynb, cell 'c0': ZeroDivisionError" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("hidden", [True, False])
def test_keys_stay_hidden_where_the_lesson_s_exercises_have_none(hidden, monkeypatch, tmp_path):
    path = write(tmp_path, "00-čti.ipynb", "Ahoj", "1 + 1")
    if hidden:
        (tmp_path / disclosure.QUESTIONS).mkdir()
        (tmp_path / disclosure.QUESTIONS / "00.questions.json").write_text("{}", encoding="utf-8")
    asked = []

    def ran(path, *, keys):
        asked.append(keys)
        return nbformat.read(path, as_version=4)

    monkeypatch.setattr(course, "run_lesson", ran)
    handouts.write_page(path, tmp_path / "pages", interactive=True)
    assert asked == [disclosure.HIDDEN if hidden else disclosure.FOLDED]


@pytest.mark.parametrize("path", sorted((ROOT / "lessons").glob("*.ipynb")), ids=lambda p: p.stem)
def test_every_lesson_is_a_page_of_a_modest_size(tmp_path, path):
    page = handouts.write_page(path, tmp_path)
    assert page.stat().st_size < 600_000
