import os

import pytest

from corpus_utils import surroundings
from corpus_utils.surroundings import COURSE, LANGUAGE


@pytest.fixture
def own(tmp_path, monkeypatch):
    """An own folder, which asks for Greek."""
    (tmp_path / "course.toml").write_text(
        "made_for = 'corpus-utils'\nlanguage = 'el'\n", encoding="utf-8"
    )
    (tmp_path / "μαθήματα").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_own_folder_is_found_from_inside_it(own, monkeypatch):
    assert surroundings.find() == own
    monkeypatch.chdir("μαθήματα")
    assert surroundings.named() == own
    assert surroundings.asked_language(own) == "el"


def test_the_environment_goes_first(own, tmp_path, monkeypatch):
    monkeypatch.setenv(COURSE, str(tmp_path / "nowhere"))
    monkeypatch.setenv(LANGUAGE, " cs ")
    assert surroundings.named() == tmp_path / "nowhere"
    assert surroundings.asked_language(own) == "cs"
    monkeypatch.delenv(LANGUAGE)
    assert surroundings.asked_language(tmp_path / "nowhere") == ""


@pytest.mark.parametrize(
    "text", ["made_for = 'a bakery'", "language =", "language = 3", "\udcff", None]
)
def test_a_file_of_others_or_a_broken_one_asks_for_nothing(tmp_path, text):
    if text is not None:
        (tmp_path / "course.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert surroundings.asked_language(tmp_path) == ""
    assert surroundings.find(tmp_path) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a folder that somebody is in")
def test_a_folder_that_is_gone_is_no_place(tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert surroundings.find() is None


@pytest.mark.parametrize("before", ["/somewhere", None])
def test_a_variable_is_as_it_was_once_the_block_is_left(monkeypatch, before):
    monkeypatch.setenv(COURSE, before or "")
    if before is None:
        monkeypatch.delenv(COURSE)
    seen = []

    def fails():
        with surroundings.variable(COURSE, "/ž"):
            seen.append(os.environ[COURSE])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert seen == ["/ž"]
    assert os.environ.get(COURSE) == before
