"""nbgrader's own commands on what we build for them: validate, generate_assignment, autograde."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import nbformat
import pytest

from corpus_utils import questions
from corpus_utils.answers import AnswerLog
from corpus_utils.course import kernel_environment
from corpus_utils.disclosure import SHOWN
from corpus_utils.marking import mark
from corpus_utils.products import nbgrader, notebooks
from corpus_utils.products.sources import find_sources
from tests.conftest import ROOT
from tests.keys import fold, keys

BIN = ROOT / "tests" / "peers" / ".venv" / ("Scripts" if sys.platform == "win32" else "bin")
PEER = shutil.which("nbgrader", path=str(BIN))
pytestmark = pytest.mark.skipif(
    PEER is None and not os.environ.get("CI"),
    reason="nbgrader is not here: install tests/peers/requirements.txt into tests/peers/.venv",
)
LESSON = "00-read-an-argument"


@pytest.fixture
def nbgraded(tmp_path, monkeypatch):
    """Return a function that runs nbgrader in a course folder, with kernels of our own Python."""
    kernel = tmp_path / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Python 3",
        "language": "python",
    }
    (kernel / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    course = tmp_path / "course"
    course.mkdir()
    (course / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'five'\n", encoding="utf-8"
    )
    env = kernel_environment(tmp_path) | {"JUPYTER_PATH": str(tmp_path / "jupyter")}
    env |= {
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
    }
    env["PATH"] = f"{BIN}{os.pathsep}{env['PATH']}"  # it calls alembic by name
    env.pop("CORPUS_UTILS_ANSWERS")  # a student's answers lie beside the notebook

    def run(*words, folder=course):
        done = subprocess.run(
            [PEER or "nbgrader", *map(str, words)],
            cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    run.course = course
    return run


def answer_all(folder, *, right):
    """Answer every item of the lesson in ``folder``, rightly or as wrongly as its rows allow."""
    exercises = questions.read_exercises(ROOT / "exercises" / f"{LESSON}.yaml")
    log = AnswerLog(LESSON, folder=folder / "answers")
    for item in exercises.items:
        given = item.key if right else _wrong(item)
        log.append(item, {"text": "Élan."} if item.kind == "short text" else given, None)


def _wrong(item):
    if item.kind == "single choice":
        return next(text for text in item.labels if text != item.key)
    return item.key[:1] if item.kind == "multiple choice" else item.key


def source_of(lesson, **options):
    return find_sources([lesson], lessons=ROOT / "lessons", nbgrader=True, **options)[0]


def test_a_student_notebook_is_valid_once_it_is_answered(nbgraded, tmp_path):
    notebooks.write_student(source_of(LESSON), tmp_path / "work")
    name = f"{LESSON}.ipynb"
    status, said = nbgraded("validate", name, folder=tmp_path / "work")
    assert "toy-01: there is no answer yet" in said
    assert "VALIDATION FAILED" in said
    answer_all(tmp_path / "work", right=False)
    status, said = nbgraded("validate", name, folder=tmp_path / "work")
    assert status == 0, said
    assert "Success! Your notebook passes all the tests." in said


def test_a_solution_is_released_handed_in_and_graded(nbgraded):
    """The whole way: the points are those of the bank, in parts, and words wait for the instructor."""
    source, course = source_of(LESSON), nbgraded.course
    notebooks.write_solution(source, course / "source" / LESSON)
    status, said = nbgraded("generate_assignment", LESSON)
    assert status == 0, said
    released = course / "release" / LESSON / f"{LESSON}.ipynb"
    told = fold(released.read_text(encoding="utf-8"))
    assert [key for item in source.items for key in keys(item) if fold(key) in told] == []
    assert "cu.points" not in released.read_text(encoding="utf-8")
    for student, right in (("zoë", True), ("łukasz", False)):
        handed = course / "submitted" / student / LESSON
        shutil.copytree(released.parent, handed)
        answer_all(handed, right=right)
    status, said = nbgraded("autograde", LESSON)
    assert status == 0, said
    marks = {student: _marks(course, student) for student in ("zoë", "łukasz")}
    keyed = {item.id: float(item.points) for item in source.items if item.kind != "short text"}
    asked = {name for cell in nbformat.read(released, as_version=4).cells for name in nbgrader.asked(cell.source)}  # fmt: skip
    assert marks["zoë"] == {name: of for name, of in keyed.items() if name in asked}
    assert marks["łukasz"]["toy-01"] == 0
    part = marks["łukasz"]["toy-02"]
    assert (
        part
        == mark(questions.load("toy-02"), questions.load("toy-02").key[:1]).mark * keyed["toy-02"]
    )
    assert 0 < part < keyed["toy-02"]


def _marks(course, student):
    """Return the points that nbgrader has taken from the executed cells, by item."""
    import sqlite3

    with sqlite3.connect(course / "gradebook.db") as book:
        rows = book.execute(
            "select base.name, grade.auto_score, grade.needs_manual_grade from grade"
            " join base_cell base on base.id = grade.cell_id"
            " join submitted_notebook n on n.id = grade.notebook_id"
            " join submitted_assignment a on a.id = n.assignment_id where a.student_id = ?",
            [student],
        ).fetchall()
    assert {name for name, _, manual in rows if manual} == {"toy-08"}
    return {name: score for name, score, manual in rows if not manual}


def test_every_lesson_can_be_released(nbgraded):
    """All in one assignment: nbgrader is slow to start."""
    paths = sorted((ROOT / "lessons").glob("[0-9]*.ipynb"))
    folder = nbgraded.course / "source" / "all"
    folder.mkdir(parents=True)
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        nbgrader.grade(notebook, source_of(path.stem), keys=SHOWN)
        nbformat.write(notebook, folder / path.name)
    status, said = nbgraded("generate_assignment", "all")
    assert status == 0, said
    for path in paths:
        released = (nbgraded.course / "release" / "all" / path.name).read_text(encoding="utf-8")
        assert "cu.handed_in(" in released
        assert "HIDDEN TESTS" not in released
        assert "MARK SCHEME" not in released
