from __future__ import annotations

import re
import stat
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_utils.errors import CourseError, Problem
from corpus_utils.logbooks import Logbooks, read_logbooks
from corpus_utils.pseudonyms import (
    KINDS,
    THINGS,
    Key,
    disguised,
    new_key,
    read_key,
    write_key,
)
from corpus_utils.rosters import Naming
from tests.classes import answer, log

UNSAID = "what is to be said here names somebody: it stands beside the key"
SECRET = b"\x01" * 32


def books_of(folder, files):
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return read_logbooks([folder], lessons=["quiz"])


def test_pseudonyms_are_stable_readable_and_hang_on_the_secret():
    one, two, other = Key(SECRET), Key(SECRET), Key(b"\x02" * 32)
    names = ["Žofie", "Ivan", "Hana Nováková"]
    made = [one.pseudonym(name) for name in names]
    assert [two.pseudonym(name) for name in names] == made
    assert [other.pseudonym(name) for name in names] != made
    assert all(re.fullmatch("[a-z]+-[a-z]+", name) for name in made)
    assert new_key().secret != new_key().secret


def test_every_student_has_another_pseudonym_even_in_a_huge_class():
    key = Key(SECRET)
    size = len(KINDS) * len(THINGS) + 20
    assert len({key.pseudonym(f"student {n}") for n in range(size)}) == size
    assert key.pseudonym("student 5") == Key(SECRET, dict(key.names)).pseudonym("student 5")


def test_an_assigned_pseudonym_stays_whoever_comes_later():
    key = Key(SECRET)
    before = key.pseudonym("Žofie")
    later = Key(SECRET, dict(key.names))
    for n in range(500):
        later.pseudonym(str(n))
    assert later.pseudonym("Žofie") == before


def test_a_key_file_is_its_owners_and_comes_back(tmp_path):
    key = Key(SECRET, sources={"ivory-cello/1": "week/Žofie.jsonl"})
    key.pseudonym("Žofie")
    path = tmp_path / "apart" / "key.json"
    write_key(key, path)
    assert read_key(path) == key
    assert read_key(tmp_path / "none.json") is None
    if sys.platform != "win32":
        modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        assert modes == {0o600}


@pytest.mark.parametrize("text", ["{", "[]", '{"secret": "x", "names": {}, "sources": {}}', "\xff",
                                  '{"format": 9, "secret": "00", "names": {}, "sources": {}}'])  # fmt: skip
def test_what_is_no_key_is_said(tmp_path, text):
    (tmp_path / "key.json").write_text(text, encoding="latin-1")
    with pytest.raises(CourseError, match="key"):
        read_key(tmp_path / "key.json")


def test_names_go_from_students_paths_and_problems_and_come_back(tmp_path):
    files = {
        "Hana Nováková/quiz.jsonl": log([answer("q-1", "a", 1.0)]) + b'{"time": "x',
        "Hana Nováková/quiz (1).jsonl": log([answer("q-1", "a", 1.0)]),
        "Ivan.jsonl": log([answer("q-1", "a", 1.0), answer("q-2", "by Hana", 1.0)])
        + log([answer("q-1", "a", 9)]).replace(b'"mark": 9', b'"mark": "Hana"'),
        "notes of Ivan.txt": b"nic",
        "Ivan's.rar": b"Rar!",
    }
    books, key = books_of(tmp_path, files), Key(SECRET)
    hidden = disguised(books, key, known=["quiz", "q-1", "q-2"], more=["Petr Absent"])
    shown = repr([hidden.students, hidden.sources, hidden.problems, hidden.passed])
    shown += repr([(e.student, e.source, e.answer.item, e.answer.lesson) for e in hidden.entries])
    for name in ("Hana", "Nov", "Ivan", "Petr"):
        assert name not in shown
    assert [p.line for p in hidden.problems if p.line] == [2, 2, 3]
    assert "a name stands in what was written here" in shown
    assert "'mark' is not as it should be" in shown
    assert key.reveal(hidden.students[0]) in {"Hana Nováková", "Ivan"}
    sources = {key.reveal(source) for source, *_ in hidden.sources}
    assert sources == {source for source, *_ in books.sources}
    assert key.problems == books.problems


def test_the_order_of_rows_tells_nothing(tmp_path):
    names = ["Adam", "Bára", "Cyril", "Dana", "Emil", "Filip", "Gita"]
    files = {f"{n}.jsonl": log([answer("q-1", "a", 1.0, minute=i)]) for i, n in enumerate(names)}
    hidden = disguised(books_of(tmp_path, files), Key(SECRET))
    shown = [entry.student for entry in hidden.entries]
    assert shown == sorted(shown)
    assert [entry.source.partition("/")[0] for entry in hidden.entries] == shown


def test_a_name_in_an_unknown_item_goes_and_a_known_one_stays(tmp_path):
    answers = [answer("map:Hana", 1, 1.0), answer("quiz", 1, 1.0, minute=1, lesson="Hana's")]
    books = books_of(tmp_path, {"Hana.jsonl": log(answers), "quiz me.jsonl": log(answers[1:])})
    hidden = disguised(books, Key(SECRET), known=["quiz"])
    assert {e.answer.item for e in hidden.entries} == {
        f"map:{Key(SECRET).pseudonym('Hana')}",
        "quiz",
    }
    assert "Hana" not in "".join(e.answer.lesson for e in hidden.entries)


def test_a_problem_that_must_name_somebody_is_told_beside_the_key(tmp_path):
    files = {f"Kim Lee_{n}_assignsubmission_file_/quiz.jsonl": log([answer("q-1", "a", 1.0, minute=n)])
             for n in (1234, 5678)}  # fmt: skip
    hidden = disguised(books_of(tmp_path, files), Key(SECRET))
    assert [p.message for p in hidden.problems] == [UNSAID]
    assert "1234" not in repr(hidden.students) + repr(hidden.sources)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("'mark' ist 'bei Bo', übergangen", "'mark' is not as it should be, skipped"),
        ("výraz 'time' má hodnotu ['Bo']", "'time' is not as it should be, skipped"),
        ("'mark' fehlt, übergangen", "'mark' fehlt, übergangen"),
    ],
)
def test_what_a_damaged_answer_holds_is_not_said_in_any_language(said, shown):
    books = Logbooks((), ("Bo",), (("Bo.jsonl", "Bo", 1),), (Problem(said, "Bo.jsonl", 3),), ())
    (problem,) = disguised(books, Key(SECRET)).problems
    assert problem.message == shown
    assert "Bo" not in str(problem)


def test_namesakes_are_not_told_of_in_any_language():
    books = Logbooks((), ("Bo (7)", "Bo (9)"), (), (Naming("zwei heißen Bo: 7, 9"),), ())
    assert [p.message for p in disguised(books, Key(SECRET)).problems] == [UNSAID]


NAMES = st.text(st.characters(codec="utf-8", exclude_characters='/\\:*?"<>|.', exclude_categories=["C", "Z"]), min_size=3, max_size=12)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=80), names=st.lists(NAMES, min_size=1, max_size=4, unique=True))
def test_revealing_undoes_the_pseudonyms_in_any_text(text, names):
    key = Key(SECRET)
    told = [f"{text} {key.pseudonym(name)}; " for name in names]
    assert key.reveal("".join(told)).count(text) >= len(names)
    for name in names:
        assert key.reveal(f"- {key.pseudonym(name)}, 1") == f"- {name}, 1"
