from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_utils import logbooks
from corpus_utils.logbooks import read_lines, read_logbooks
from tests.classes import answer, log

ANSWERS = [answer(f"q-{n}", {"text": f"Straße — ψ {n} „x“"}, n / 4, minute=n) for n in range(5)]
WHOLE = log(ANSWERS)


def write(folder, files):
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return read_logbooks([folder], lessons=["quiz"])


def items(books, student):
    return [entry.answer.item for entry in books.entries if entry.student == student]


def test_an_answer_can_be_traced_to_its_line(tmp_path):
    books = write(tmp_path, {"hana.jsonl": b"\n" + WHOLE})
    entry = books.entries[2]
    assert (entry.source, entry.line) == (f"{tmp_path.name}/hana.jsonl", 4)
    line = (tmp_path / "hana.jsonl").read_bytes().split(b"\n")[entry.line - 1]
    assert json.loads(line)["item"] == entry.answer.item
    assert json.loads(entry.given) == entry.answer.given


def test_copies_and_earlier_states_count_once(tmp_path):
    files = {"hana.jsonl": WHOLE, "hana (1).jsonl": WHOLE, "x/hana.jsonl": log(ANSWERS[:2])}
    books = write(tmp_path, files)
    assert items(books, "hana") == ["q-0", "q-1", "q-2", "q-3", "q-4"]
    root = tmp_path.name
    assert sorted(p.file for p in books.problems) == [f"{root}/hana.jsonl", f"{root}/x/hana.jsonl"]
    assert all("nothing in this log that is not in" in p.message for p in books.problems)
    assert sorted(new for *_, new in books.sources) == [0, 0, 5]


def test_two_machines_of_one_student_are_united_in_the_order_of_time(tmp_path):
    mine = [answer("q-9", "a", 1.0, minute=2, attempt=1), ANSWERS[0]]
    books = write(
        tmp_path, {"hana.jsonl": log([*ANSWERS[:1], *ANSWERS[3:]]), "b/hana.jsonl": log(mine)}
    )
    assert items(books, "hana") == ["q-0", "q-9", "q-3", "q-4"]
    assert books.problems == ()


def test_a_truncated_copy_beside_the_whole_log_loses_nothing(tmp_path):
    books = write(tmp_path, {"hana.jsonl": WHOLE, "hana (2).jsonl": WHOLE[:-30]})
    assert len(books.entries) == 5
    assert [p.line for p in books.problems if p.line] == [5]


def test_the_same_answers_under_two_names_are_said(tmp_path):
    books = write(tmp_path, {"hana.jsonl": WHOLE, "ivo.jsonl": log(ANSWERS[:2])})
    assert items(books, "ivo") == ["q-0", "q-1"]
    (problem,) = books.problems
    assert "2 answers the same to the second in the logs of hana and ivo" in problem.message
    assert "wrong name" in problem.hint


def test_problems_have_file_and_line_and_the_rest_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(logbooks, "LINE_BYTES", 500)
    bad = [
        b'{"time": "2026',
        log([answer("q-1", "x" * 600, 1.0)]).strip(),
        log([answer("q-1", "x", 1.0, format=2)]).strip(),
        log([answer("q-1", "x", 7)]).strip(),
        b"[1]",
    ]
    data = WHOLE + b"\n".join(bad) + b"\n" + log([answer("q-9", "", 0.0, minute=50)])
    books = write(tmp_path, {"hana.jsonl": data, "empty.jsonl": b"", "notes.txt": b"nic"})
    assert len(books.entries) == 6
    assert [p.line for p in books.problems if p.line] == [6, 7, 8, 9, 10]
    said = "\n".join(map(str, books.problems))
    for part in (
        "damaged",
        "refused",
        "newer version",
        "'mark' is 7",
        "no answer",
        "empty.jsonl: no",
    ):
        assert part in said
    assert books.passed == (f"{tmp_path.name}/notes.txt",)


def test_half_characters_are_replaced_so_that_all_can_be_written(tmp_path):
    odd = log([answer("q-1", "a", 1.0)]).replace(b'"a"', b'"\\ud83d"').replace(b"q-1", b"\\ud83d")
    books = write(tmp_path, {"hana.jsonl": odd})
    assert (books.entries[0].given, books.entries[0].answer.item) == ('"?"', "?")


def test_progress_is_told(tmp_path):
    for name in ("hana", "ivo"):
        (tmp_path / f"{name}.jsonl").write_bytes(WHOLE)
    told = []
    read_logbooks([tmp_path], tell=lambda number, name: told.append((number, name)))
    assert told == [(1, f"{tmp_path.name}/hana.jsonl"), (2, f"{tmp_path.name}/ivo.jsonl")]


@settings(max_examples=300, deadline=None)
@given(cut=st.integers(0, len(WHOLE)), tail=st.binary(max_size=60))
def test_whatever_follows_a_cut_no_whole_line_before_it_is_lost(cut, tail):
    data = WHOLE[:cut] + b"\n" + tail
    found, problems = read_lines(data, "x")
    whole = WHOLE[:cut].count(b"\n")
    assert [a.item for _, a, _ in found][:whole] == [one["item"] for one in ANSWERS[:whole]]
    lines = [number for number, line in enumerate(data.split(b"\n"), 1) if line.strip()]
    assert sorted({number for number, *_ in found} | {p.line for p in problems}) == lines


@settings(max_examples=200, deadline=None)
@given(
    order=st.permutations(range(8)),
    cuts=st.lists(st.integers(0, len(WHOLE)), min_size=8, max_size=8),
)
def test_any_prefixes_in_any_order_unite_to_the_longest(tmp_path_factory, order, cuts):
    folder = tmp_path_factory.mktemp("logs")
    for number in order:
        (folder / f"{number}").mkdir()
        (folder / f"{number}" / "hana.jsonl").write_bytes(WHOLE[: cuts[number]])
    books = read_logbooks([folder], lessons=["quiz"])
    ends = [at for at, byte in enumerate(WHOLE) if byte == ord("\n")]
    longest = sum(end <= max(cuts) for end in ends)
    assert items(books, "hana") == [one["item"] for one in ANSWERS[:longest]]


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=300))
def test_bytes_of_any_kind_are_read_to_their_end(data):
    read_lines(data, "x")
    read_lines(WHOLE[:50] + data + WHOLE[50:], "x")
