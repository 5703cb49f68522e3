"""The registry of products, and the command that builds them."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from corpus_utils import texts
from corpus_utils.cli import main
from corpus_utils.errors import DataError, UnknownError
from corpus_utils.products import registry
from corpus_utils.products.sources import find_sources
from tests.conftest import ROOT

TOY = "00-read-an-argument"


def run(capsys, *words):
    status = main(["build", *map(str, words)])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_every_product_has_its_function_and_says_what_it_makes(capsys):
    for product in registry.PRODUCTS:
        module = import_module(f"corpus_utils.products.{product.module}")
        assert getattr(module, product.function).__doc__
    status, out, _ = run(capsys, "--list")
    assert status == 0
    assert [line.split(": ")[0] for line in out.splitlines()] == [p.name for p in registry.PRODUCTS]


def test_a_lesson_is_named_by_its_number_or_its_name():
    every = [source.name for source in find_sources()]
    assert every == sorted(path.stem for path in texts.exercises_folder().glob("*.yaml"))
    assert [s.name for s in find_sources(["01", TOY, "01-dunayevskaya"])] == [
        TOY,
        "01-dunayevskaya",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["stdent"], "did you mean 'student'?"),
        (["sheet", "--lesson", "03-wolforth"], "did you mean '03-wohlforth'?"),
        (["sheet", "--lesson", "99"], "there is no lesson '99'"),
        (["sheet", "--bank", "ničím"], "no exercise files"),
    ],
)
def test_what_cannot_be_built_is_said_in_a_sentence(capsys, tmp_path, words, said):
    status, out, err = run(capsys, *words, "--to", tmp_path)
    assert (status, out) == (1, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_faults_of_the_bank_are_all_told_at_once(tmp_path):
    for name in ("01-a", "02-b"):
        (tmp_path / f"{name}.yaml").write_text(
            "lesson: x\ndocument: toy\nitems: []\n", encoding="utf-8"
        )
    with pytest.raises(DataError) as caught:
        find_sources(bank=tmp_path)
    assert len(caught.value.problems) == 2


def test_one_failure_keeps_nothing_else_from_being_built(capsys, tmp_path):
    (tmp_path / "none").mkdir()
    words = ["student", "sheet", "--lesson", "00", "--to", tmp_path, "--lessons", tmp_path / "none"]
    status, out, err = run(capsys, *words)
    assert status == 1
    assert "student: 00-read-an-argument: its notebook is not here" in err
    assert (tmp_path / "sheet" / f"{TOY}.html").is_file()
    assert "1 built" in err
    assert "1 failed" in err
    assert out.startswith("toy-01: sheet: ")


def test_progress_goes_to_stderr_and_notes_alone_to_stdout(capsys, tmp_path):
    status, out, err = run(capsys, "sheet", "key", "--lesson", "00", "--to", tmp_path)
    assert status == 0
    assert err.splitlines()[:2] == [f"sheet: {TOY} …", f"key: {TOY} …"]
    assert all(line.split(": ")[1] == "sheet" for line in out.splitlines())


def test_a_product_that_is_none_is_answered_with_the_nearest():
    with pytest.raises(UnknownError, match="did you mean 'sheet'"):
        registry.products(["sheets"])


def built(folder: Path, seed: str, zone: str) -> dict[str, bytes]:
    """Return every file of a build in a process of its own, by name."""
    command = [
        sys.executable,
        "-m",
        "corpus_utils",
        "build",
        "--lesson",
        "00",
        "--nbgrader",
        "--to",
    ]
    env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "USER": zone[:4]}
    run = subprocess.run(
        [*command, str(folder)], cwd=ROOT, env=env, capture_output=True, check=False
    )
    assert run.returncode == 0, run.stderr.decode()
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_same_input_gives_the_same_bytes(tmp_path):
    one = built(tmp_path / "one", "1", "Asia/Kathmandu")
    two = built(tmp_path / "deux", "2", "America/Lima")
    assert {name.split("/")[0] for name in one} == {p.name for p in registry.PRODUCTS}
    assert list(one) == list(two)
    assert [name for name in one if one[name] != two[name]] == []
