from __future__ import annotations

import pytest

from corpus_utils import grades, reception
from corpus_utils.cli import main
from corpus_utils.gathering import FILES
from tests.classes import NAMES, make_bank, quiz, write_quiz_class


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("CORPUS_UTILS_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    write_quiz_class(tmp_path / "logs", quiz(make_bank(tmp_path / "bank")))
    return tmp_path


def run(capsys, *words):
    status = main(["gather", *words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_gather_writes_and_says_what_it_found(place, capsys):
    status, out, err = run(capsys, "logs", "--bank", "bank")
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "30 answers of 10 students in 10 logs"
    assert sorted(path.name for path in (place / "build" / "class").iterdir()) == sorted(FILES)


def test_the_ways_to_count_are_those_of_the_grades():
    assert reception.COUNTS == grades.COUNTS


def test_options_reach_the_products(place, capsys):
    (place / "names.csv").write_text("name\n" + "\n".join(NAMES) + "\nZoë\n", encoding="utf-8")
    words = ["logs", "--bank", "bank", "--to", "out", "--roster", "names.csv", "--count", "first"]
    assert run(capsys, *words)[0] == 0
    book = (place / "out" / "gradebook.csv").read_text(encoding="utf-8-sig")
    assert book.splitlines()[-1] == "Zoë,0,4,0,4,0.0,0,first"


def test_pseudonyms_and_back(place, capsys):
    status, out, _ = run(capsys, "logs", "--bank", "bank", "--to", "out", "--pseudonyms")
    assert status == 0
    assert str(place / "home" / "class-key.json") in out
    assert not any("key" in path.name for path in (place / "out").iterdir())
    book = (place / "out" / "gradebook.csv").read_text(encoding="utf-8-sig")
    assert not any(name in book for name in NAMES)
    status, out, _ = run(capsys, "--reveal", "out/gradebook.csv")
    assert status == 0
    assert {line.partition(",")[0] for line in out.splitlines()[1:]} == set(NAMES)
    run(capsys, "logs", "--bank", "bank", "--to", "again", "--pseudonyms")
    for name in FILES:
        assert (place / "again" / name).read_bytes() == (place / "out" / name).read_bytes()
    other = ["logs", "--bank", "bank", "--to", "other", "--pseudonyms", "--key", "apart/k.json"]
    assert run(capsys, *other)[0] == 0
    assert (place / "other" / "gradebook.csv").read_text(encoding="utf-8-sig") != book
    status, out, _ = run(capsys, "--reveal", "other/gradebook.csv", "--key", "apart/k.json")
    assert {line.partition(",")[0] for line in out.splitlines()[1:]} == set(NAMES)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["logs", "--to", "out", "--pseudonyms", "--key", "out/key.json"], "kept apart"),
        (["nic"], "no answer was found in nic"),
        ([], "nothing to gather from"),
        (["--reveal", "out/x.csv"], "there is no key"),
        (["logs", "--bank", "nic"], "no such folder of exercises"),
        (["logs", "--pseudonyms", "--key", "logs/Bo.jsonl"], "this is no key of pseudonyms"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(place, capsys, words, said):
    status, out, err = run(capsys, *words)
    assert (status, out) == (1, "")
    assert said in err
    assert "Traceback" not in err


def test_progress_is_shown_to_a_terminal(place, capsys, monkeypatch):
    from corpus_utils import reception

    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr(reception, "SECONDS", -1)
    _, _, err = run(capsys, "logs", "--bank", "bank")
    assert "\r10 files read, now logs/" in err
