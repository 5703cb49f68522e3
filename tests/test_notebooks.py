"""Student notebooks hold no solution, wherever one looks; solution notebooks hold each."""

from __future__ import annotations

import json

import nbformat
import pytest
from nbformat import v4

from corpus_utils import arguments, comparison, questions, texts
from corpus_utils.disclosure import HIDDEN, SHOWN
from corpus_utils.errors import CourseError
from corpus_utils.products import nbgrader, notebooks
from corpus_utils.products.sources import Source, find_sources
from corpus_utils.questions import Exercises
from tests.conftest import ROOT
from tests.keys import fold, keys, strings

#: Those that students are given; the instructor's is no product of `build`.
LESSONS = sorted((ROOT / "lessons").glob("[0-9]*.ipynb"))


def told(path):
    """Return every word of a file: as it lies there, and as its strings say it."""
    raw = path.read_text(encoding="utf-8")
    return fold(raw) + fold("\n".join(strings(json.loads(raw))))


@pytest.fixture(scope="module")
def bank():
    return [item for source in find_sources() for item in source.items]


def sources(lesson):
    return find_sources([lesson], lessons=ROOT / "lessons", nbgrader=True)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_no_key_of_the_whole_bank_is_in_a_student_notebook(path, bank, tmp_path):
    (source,) = sources(path.stem)
    notebooks.write_student(source, tmp_path)
    words = told(tmp_path / path.name)
    notebook = nbformat.read(path, as_version=4)
    prose = fold("\n".join(c.source for c in notebook.cells if c.cell_type == "markdown"))
    for item in bank:
        # A map to complete or repair takes its reasons from the document's map, which a lesson may show.
        drawn = {fold(step.reason) for step in arguments.load(texts.load(item.document)).relations}
        found = [key for key in keys(item, hints=False) if fold(key) in words]
        assert [key for key in found if fold(key) not in drawn] == [], item.id
        # A lesson may say in its own prose, further down, what an exercise has hinted at.
        hints = [hint for hint in keys(item) if fold(hint) in words]
        assert [
            hint for hint in hints if fold(hint) not in prose and fold(hint) not in drawn
        ] == [], item.id
    assert "<details><summary>Answer" not in (tmp_path / path.name).read_text(encoding="utf-8")
    _check_tasks(path, words)


def _check_tasks(path, words):
    """Assert that the course's answers to what is asked without an item are not told either."""
    code = "\n".join(
        c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"
    )
    if "ComparisonTable" in code:
        answers = [a.answer for q in comparison.load().questions for a in q.answers]
        assert [answer for answer in answers if fold(answer) in words] == []
    assert "thecoursesmap" not in words.replace(" ", "")


def test_a_solution_notebook_tells_every_key_it_asks_for(tmp_path):
    """The same search finds everything there, so that it would find it in the student's."""
    (source,) = sources("00")
    notebooks.write_solution(source, tmp_path)
    words = told(tmp_path / f"{source.name}.ipynb")
    cells = nbformat.read(ROOT / "lessons" / f"{source.name}.ipynb", as_version=4).cells
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    asked = [item for item in source.items if f'"{item.id}"' in code]
    every = [key for item in asked for key in keys(item)]
    assert len(every) > 70
    assert [key for key in every if fold(key) not in words] == []


TASKS = """import corpus_utils as cu
display(cu.MapBuilder("toy", level="frame", lesson="00-hra", name="m"))
display(cu.ComparisonTable(["q3"]), cu.Outline("wohlforth", guess=True, lesson="00-hra"))
display(cu.WhoSpeaks("george", ["p031"], lesson="00-hra"), cu.Question("toy-01"))"""


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """A lesson that asks in every way, with a cell for the solution, as student and as solution."""
    folder = tmp_path_factory.mktemp("lesson")
    cells = [
        v4.new_markdown_cell("# Read ![the mill](pics/ml%C3%BDn.png) ![](../x.png)", id="title"),
        v4.new_code_cell(TASKS, id="tasks"),
        v4.new_markdown_cell("Řešení: the mill.", id="solved", metadata={"tags": ["solution"]}),
        v4.new_code_cell(
            "6 * 7", id="worked", metadata={"tags": ["solution"], "answer": "forty-two"}
        ),
    ]
    (folder / "pics").mkdir()
    (folder / "pics" / "mlýn.png").write_bytes(b"PNG")
    path = folder / "00-hra.ipynb"
    nbformat.write(v4.new_notebook(cells=cells, metadata={"key": "tajné"}), path)
    source = Source(Exercises("00-hra", "toy", ()), path)
    notebooks.write_student(source, folder / "student")
    notebooks.write_solution(source, folder / "solution")
    return [folder / kind / path.name for kind in ("student", "solution")]


def test_tasks_without_an_item_are_foundin_the_solution_only(pair):
    student, solution = map(told, pair)
    reasons = [relation.reason for relation in arguments.load(texts.load("toy")).relations]
    answers = [answer.answer for answer in comparison.load().question("q3").answers]
    for key in [*reasons, *answers, *keys(questions.load("toy-01"))]:
        assert fold(key) in solution, key
        assert fold(key) not in student, key


def test_cells_tagged_solution_and_metadata_stay_behind(pair):
    student, solution = (nbformat.read(path, as_version=4) for path in pair)
    assert [cell.id for cell in student.cells] == ["title", "tasks"]
    assert [cell.id for cell in solution.cells] == ["title", "tasks", "solved", "worked"]
    raw = pair[0].read_bytes()
    assert b"\xc5\x98e\xc5\xa1en" not in raw
    assert b"forty-two" not in raw
    assert b"tajn" not in raw


def test_pictures_beside_the_lesson_come_along(pair):
    for path in pair:
        assert (path.parent / "pics" / "mlýn.png").read_bytes() == b"PNG"
        assert [p.name for p in path.parent.parent.glob("*.png")] == []


def test_a_lesson_without_its_notebook_is_said(tmp_path):
    with pytest.raises(CourseError, match="its notebook is not here"):
        notebooks.write_student(find_sources(["00"])[0], tmp_path)


@pytest.mark.parametrize("keys_", [HIDDEN, SHOWN])
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_question_of_the_lesson_is_graded_once(path, keys_):
    notebook = nbformat.read(path, as_version=4)
    (source,) = sources(path.stem)
    wanted = dict.fromkeys(name for c in notebook.cells if c.cell_type == "code" for name in nbgrader.asked(c.source))  # fmt: skip
    notes = nbgrader.grade(notebook, source, keys=keys_)
    nbformat.validate(notebook)
    metas = [cell.metadata.nbgrader for cell in notebook.cells if "nbgrader" in cell.metadata]
    graded = {meta.grade_id: meta.points for meta in metas if meta.grade}
    assert graded == {item.id: item.points for item in source.items if item.id in wanted}
    assert [note.item for note in notes] == [name for name in wanted if name not in graded]
    assert len({meta.grade_id for meta in metas}) == len(metas)
    written = nbformat.writes(notebook)
    assert ("BEGIN HIDDEN TESTS" in written) == (keys_ == SHOWN and any(graded))
