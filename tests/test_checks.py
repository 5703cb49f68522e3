import shutil

import pytest

from corpus_utils.checks import check
from corpus_utils.texts import data_folder, exercises_folder


@pytest.fixture
def folder(tmp_path):
    """A copy of the course's data and exercises that a test may spoil."""
    shutil.copytree(data_folder(), tmp_path / "data")
    shutil.copytree(exercises_folder(), tmp_path / "exercises")
    return tmp_path


def spoil(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def test_the_course_has_no_problems():
    assert [str(p) for p in check()] == []


def test_faults_in_several_files_are_all_reported_at_once(folder):
    spoil(folder / "data/texts/dunayevskaya/argument.yaml", "role: thesis", "role: theses")
    spoil(folder / "data/texts/dunayevskaya/annotations.csv", ",person,", ",persona,")
    spoil(
        folder / "exercises/00-read-an-argument.yaml",
        "\n  kind: single choice",
        "\n  kind: singel choice",
    )
    said = [str(p) for p in check([folder / "data", folder / "exercises"])]
    assert any("argument.yaml" in s and "did you mean 'thesis'?" in s for s in said)
    assert any("annotations.csv" in s and "did you mean 'person'?" in s for s in said)
    assert any(
        "00-read-an-argument.yaml" in s and "did you mean 'single choice'?" in s for s in said
    )


def test_a_changed_data_file_differs_from_the_catalogue(folder):
    spoil(folder / "data/texts/dunayevskaya/reading.md", "[p001]", "[p001] Žitava.")
    assert any("differs from its hash" in str(p) for p in check([folder / "data"]))


def test_one_file_can_be_checked_alone(folder):
    path = folder / "data" / "questions.yaml"
    assert check([path]) == []
    spoil(path, "silent: false", "silent: maybe")
    assert "true or false" in str(check([path])[0])


def test_a_documents_file_elsewhere_is_sent_to_its_place(folder):
    for name in ("argument.yaml", "annotations.csv", "reading.md"):
        shutil.copy(folder / "data/texts/dunayevskaya" / name, folder / name)
        assert f"data/texts/KEY/{name}" in str(check([folder / name])[0])


def test_files_that_are_not_ours_or_not_there_are_said(tmp_path):
    (tmp_path / "poem.txt").write_text("č", encoding="utf-8")
    said = "\n".join(map(str, check([tmp_path / "poem.txt", tmp_path / "gone.yaml"])))
    assert "poem.txt: this kind of file is not checked" in said
    assert "gone.yaml: there is no such file or folder" in said
