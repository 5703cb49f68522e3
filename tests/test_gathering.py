"""Gathering as a whole: files in, products out, and no name in them where none is to be."""

from __future__ import annotations

import csv
import io
import re
import shutil
import zipfile

import pytest

from corpus_utils.errors import CourseError, DataError
from corpus_utils.gathering import FILES, gather, write_class
from corpus_utils.pseudonyms import new_key
from tests.classes import NAMES, answer, log, make_bank, quiz, quiz_log, write_quiz_class
from tests.test_registers import read_parquet


@pytest.fixture
def bank(tmp_path):
    return make_bank(tmp_path / "bank")


@pytest.fixture
def folder(tmp_path, bank):
    return write_quiz_class(tmp_path / "logs", quiz(bank))


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_all_products_are_written_and_say_the_same(folder, bank, tmp_path):
    out = tmp_path / "out"
    group = gather(folder, bank=bank)
    write_class(group, out)
    assert sorted(path.name for path in out.iterdir()) == sorted(FILES)
    table = read_parquet((out / "answers.parquet").read_bytes())
    plain = rows(out / "answers.csv")
    assert len(table) == len(plain) == len(group.answers) == 30
    for one, other in zip(table, plain, strict=True):
        assert list(one) == list(other)
        assert (one["student"], one["given"], str(one["line"])) == (
            *(other["student"], other["given"], other["line"]),
        )
        assert one["mark"] == float(other["mark"])
    book = rows(out / "gradebook.csv")
    assert [row["student"] for row in book] == [*sorted(NAMES, key=lambda n: n.replace("Ç", "C"))]
    assert {row["counted"] for row in book} == {"best"}
    assert (out / "problems.txt").read_text(encoding="utf-8") == "no problems\n"
    assert "<h1>" in (out / "report.html").read_text(encoding="utf-8")


def test_a_mark_can_be_traced_to_the_line_it_rests_on(folder, bank, tmp_path):
    write_class(gather(folder, bank=bank), tmp_path / "out")
    row = rows(tmp_path / "out" / "answers.csv")[7]
    line = (tmp_path / row["source"]).read_bytes().split(b"\n")[int(row["line"]) - 1]
    assert row["item"].encode() in line
    assert row["given"].encode() in line


def test_gathering_again_gives_the_same_bytes_and_replaces_its_own(folder, bank, tmp_path):
    out = tmp_path / "out"
    written = []
    for _ in range(2):
        write_class(gather(folder, bank=bank), out)
        written.append({name: (out / name).read_bytes() for name in FILES})
    assert written[0] == written[1]


def test_a_file_that_is_not_ours_stays(folder, bank, tmp_path):
    (tmp_path / "gradebook.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(CourseError, match="was not written here"):
        write_class(gather(folder, bank=bank), tmp_path)
    assert (tmp_path / "gradebook.csv").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "report.html").exists()


def messy(folder, bank):
    """A class as it comes: an archive in an archive, copies, a cut log, another bank, rubbish."""
    known = quiz(bank)
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("answers/quiz.jsonl", quiz_log(2, known))
        archive.writestr("__MACOSX/answers/._quiz.jsonl", b"\x00\x05")
    with zipfile.ZipFile(folder / "moodle.zip", "w") as archive:
        place = "{}_{}_assignsubmission_file_/"
        archive.writestr(place.format("Nováková Hana", 1201) + "quiz.jsonl", quiz_log(0, known))
        archive.writestr(place.format("Nováková Hana", 1201) + "essay.docx", b"PK")
        archive.writestr(
            place.format("Mlynář Ivo", 1202) + "quiz (1).jsonl", quiz_log(1, known)[:-9]
        )
        archive.writestr(place.format("Þórsson Jón", 1203) + "all.zip", inner.getvalue())
        archive.writestr("../Evil Eva.jsonl", quiz_log(3, known))
    (folder / "petrovaklara_LATE_4821_99213_quiz.jsonl").write_bytes(quiz_log(4, known))
    old = [answer("q-1", "Saturday hours", 1.0, minute=800), answer("q-9", "x", 1.0, minute=801)]
    (folder / "submitted" / "dana" / "ps1").mkdir(parents=True)
    (folder / "submitted" / "dana" / "ps1" / "quiz.jsonl").write_bytes(
        log(old) + quiz_log(5, known)
    )
    (folder / "erik.jsonl").write_bytes(log(old))
    (folder / "quiz.jsonl").write_bytes(quiz_log(6, known))
    (folder / "photo of Klára.jpg").write_bytes(b"\xff\xd8")
    return folder


PEOPLE = (
    "Nováková",
    "Hana",
    "Mlynář",
    "Ivo",
    "Þórsson",
    "Jón",
    "Eva",
    "petrova",
    "klara",
    "Klára",
    "dana",
    "erik",
)


def test_a_class_as_it_comes_is_read_and_every_problem_said(tmp_path, bank):
    (tmp_path / "in").mkdir()
    group = gather(messy(tmp_path / "in", bank), bank=bank)
    assert set(group.names) == {
        *("Nováková Hana", "Mlynář Ivo", "Þórsson Jón", "petrovaklara", "dana", "erik"),
        "unnamed 1",
    }
    said = "\n".join(map(str, group.problems))
    for part in (
        *("damaged, skipped", "leads out of its archive", "nothing says whose log this is"),
        "the same to the second in the logs of dana and erik",
    ):
        assert part in said
    assert len(group.books.passed) == 2
    states = group.answers.set_index("item")["state"]
    assert set(states.loc["q-9"]) == {"no item"}
    assert "unfit" in set(states.loc["q-1"])


def test_with_pseudonyms_no_name_is_in_any_byte(tmp_path, bank, monkeypatch):
    (tmp_path / "in").mkdir()
    place = messy(tmp_path / "in", bank)
    key, out = new_key(), tmp_path / "out"
    group = gather(place, bank=bank, key=key)
    write_class(group, out, named=False)
    everything = {name: (out / name).read_bytes() for name in FILES}
    everything["answers.parquet"] += repr(read_parquet(everything["answers.parquet"])).encode()
    for name, data in everything.items():
        text = data.decode("utf-8", "replace").casefold()
        for person in PEOPLE:
            pattern = rf"(?<![a-z]){re.escape(person.casefold())}(?![a-z])"
            assert not re.search(pattern, text), (name, person)
        assert "1201" not in text
        assert "99213" not in text
        assert str(tmp_path).encode() not in data
    assert len({*group.names}) == 7
    for name in group.names:
        assert key.reveal(name) != name
    again = gather(place, bank=bank, key=key)
    assert again.answers.equals(group.answers)


def test_what_students_wrote_is_left_and_warned_about(tmp_path, bank):
    folder = tmp_path / "logs"
    folder.mkdir()
    wrote = [answer("q-1", "Hana's hours", 0.0), answer("q-4", {"text": "I, Hana"}, None, minute=1)]
    (folder / "Hana.jsonl").write_bytes(log(wrote))
    key = new_key()
    write_class(gather(folder, bank=bank, key=key), tmp_path / "out", named=False)
    problems = (tmp_path / "out" / "problems.txt").read_text(encoding="utf-8").splitlines()
    said = "a name stands in what was written here; it is left"
    assert problems == [f"{key.pseudonym('Hana')}/1:{line}: {said}" for line in (1, 2)]
    table = rows(tmp_path / "out" / "answers.csv")
    assert [name for row in table for name in row if "Hana" in row[name]] == ["given", "given"]
    assert "Hana" not in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_marks_set_by_hand_count_and_strangers_are_said(folder, bank, tmp_path):
    marks = tmp_path / "marks.csv"
    marks.write_text("student,item,attempt,mark,why\nJón,q-1,,1,seen in class\n", encoding="utf-8")
    for key in (None, new_key()):
        group = gather(folder, bank=bank, marks=marks, key=key)
        who = key.pseudonym("Jón") if key else "Jón"
        assert group.students().set_index("student").loc[who, "points"] == 2
    marks.write_text("student,item,attempt,mark,why\nJan,q-1,,1,seen\n", encoding="utf-8")
    with pytest.raises(CourseError, match="marks are set by hand for 'Jan'"):
        gather(folder, bank=bank, marks=marks)


def test_a_corrected_item_moves_marks_when_gathered_again(folder, bank):
    before = gather(folder, bank=bank).students().set_index("student")["points"]
    path = bank / "quiz.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("Mr Harrow, right: true", "Mr Harrow").replace(
        "Okonkwo, why", "Okonkwo, right: true, why"
    )
    path.write_text(text, encoding="utf-8")
    group = gather(folder, bank=bank)
    after = group.students().set_index("student")["points"]
    assert (after - before).to_dict() == {
        name: (-1 if "1111010000"[i] == "1" else 1) for i, name in enumerate(NAMES)
    }
    assert len(group.changes()) == 10


def test_nothing_found_is_said_with_what_stood_in_the_way(tmp_path, bank):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "hana.jsonl").write_bytes(b'{"time": "cut')
    with pytest.raises(CourseError, match=r"no answer was found in .*\n.*damaged"):
        gather(tmp_path / "in", bank=bank)
    with pytest.raises(CourseError, match="nothing to gather from"):
        gather(bank=bank)
    with pytest.raises(CourseError, match="no such folder of exercises"):
        gather(tmp_path / "in", bank=tmp_path / "none")
    with pytest.raises(DataError, match="there is no such file"):
        gather(tmp_path / "in", bank=bank, roster=tmp_path / "none.csv")


def test_several_folders_are_one_class(folder, bank, tmp_path):
    other = tmp_path / "later"
    other.mkdir()
    shutil.move(folder / "Jón.jsonl", other / "Jón.jsonl")
    assert len(gather(folder, other, bank=bank).names) == 10
