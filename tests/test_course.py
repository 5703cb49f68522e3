"""Running a lesson and keeping what reads without a kernel."""

from __future__ import annotations

import copy
import os
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from corpus_utils import course
from corpus_utils.errors import CourseError
from corpus_utils.vega import VIEW

BUNDLE = {
    VIEW: {"model_id": "f00", "version_major": 2, "version_minor": 1},
    "application/vnd.vegalite.v6+json": {"mark": "bar"},
    "text/html": "<p>Zoë’s thesis</p>",
    "text/plain": "Zoë’s thesis",
}


def shown(data: dict) -> dict:
    return v4.new_output("display_data", data=dict(data), metadata={"random": "f00"})


def notebook(*outputs: dict, **metadata: object) -> nbformat.NotebookNode:
    cell = v4.new_code_cell("show()", id="show", outputs=list(outputs), execution_count=1)
    cell.metadata = nbformat.from_dict(
        {"execution": {"iopub.busy": "now"}, "tags": ["raises-exception"]}
    )
    return v4.new_notebook(cells=[cell], metadata=metadata)


def lesson(folder: Path, *sources: str) -> Path:
    cells = [v4.new_code_cell(source, id=f"step-{n}") for n, source in enumerate(sources)]
    path = folder / "00-förstå.ipynb"
    nbformat.write(v4.new_notebook(cells=cells), path)
    return path


def test_without_live_drops_live_faces_beside_a_static_one():
    before = notebook(shown(BUNDLE), widgets={"state": {}})
    untouched = copy.deepcopy(before)
    after = course.without_live(before)
    assert set(after["cells"][0]["outputs"][0]["data"]) == {"text/html", "text/plain"}
    assert "widgets" not in after["metadata"]
    assert before == untouched


def test_without_live_leaves_a_readers_own_widget_and_its_state():
    alone = {mime: face for mime, face in BUNDLE.items() if mime != "text/html"}
    before = notebook(shown(alone), widgets={"state": {}})
    assert course.without_live(before) == before


def test_before_save_changes_the_model_and_nothing_but_notebooks():
    content = notebook(shown(BUNDLE), widgets={"state": {}})
    course.before_save(
        {"type": "notebook", "content": content}, path="x.ipynb", contents_manager=None
    )
    assert set(content.cells[0].outputs[0].data) == {"text/html", "text/plain"}
    assert "widgets" not in content.metadata
    nbformat.validate(content)
    course.before_save({"type": "file", "content": "plain"})
    course.before_save({"type": "notebook", "content": None})


def test_keep_static_is_deterministic_and_valid():
    pieces = [v4.new_output("stream", name="stdout", text=text) for text in ("Ça ", "ira\n")]
    failed = v4.new_output("error", ename="ValueError", evalue="nein", traceback=["/home/zoë/x.py"])
    kept = course.keep_static(
        notebook(*pieces, shown(BUNDLE), failed, kernelspec={"name": "mine", "display_name": "Ö"})
    )
    stream, display, error = kept.cells[0].outputs
    assert stream.text == "Ça ira\n"
    assert display.data == {"text/html": BUNDLE["text/html"], "text/plain": BUNDLE["text/plain"]}
    assert display.metadata == {}
    assert error.traceback == ["ValueError: nein"]
    assert kept.cells[0].metadata == {"tags": ["raises-exception"]}
    assert kept.metadata.kernelspec.name == "python3"
    assert kept.cells[0].id == "show"
    nbformat.validate(kept)
    assert course.keep_static(kept) == kept


def test_run_lesson_keeps_out_of_the_readers_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("CORPUS_UTILS_HOME", "mine")
    path = lesson(
        tmp_path,
        "import os; print(os.environ['CORPUS_UTILS_HOME'] == 'mine', os.getcwd())",
        "import corpus_utils; print(corpus_utils.__version__)",
    )
    run = course.run_lesson(path)
    assert run.cells[0].outputs[0].text == f"False {tmp_path.resolve()}\n"
    assert run.cells[1].outputs[0].text
    assert [cell.execution_count for cell in run.cells] == [1, 2]
    assert list(tmp_path.iterdir()) == [path]
    assert os.environ["CORPUS_UTILS_HOME"] == "mine"


def test_a_failing_cell_is_named(tmp_path):
    path = lesson(tmp_path, "1", "raise ValueError('größer als null')", "2")
    with pytest.raises(CourseError, match=r"förstå\.ipynb, cell 'step-1': ValueError: größer"):
        course.run_lesson(path)


def test_what_is_no_notebook_is_said(tmp_path):
    with pytest.raises(CourseError, match=r"saknas\.ipynb is no notebook"):
        course.run_lesson(tmp_path / "saknas.ipynb")
    (tmp_path / "söndrig.ipynb").write_text("# é", encoding="utf-8")
    with pytest.raises(CourseError, match=r"söndrig\.ipynb is no notebook"):
        course.run_lesson(tmp_path / "söndrig.ipynb")


def test_store_writes_once(tmp_path):
    html = "type('Å', (), {'_repr_html_': lambda s: '<p>å</p>', '__repr__': lambda s: 'å'})()"
    path = lesson(tmp_path, html)
    assert course.store(path)
    first = path.read_bytes()
    assert b"\r" not in first
    assert first.endswith(b"}\n")
    assert not course.store(path)
    assert path.read_bytes() == first
    assert list(tmp_path.iterdir()) == [path]
