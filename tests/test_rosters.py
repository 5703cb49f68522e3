from __future__ import annotations

import pytest

from corpus_utils.errors import DataError
from corpus_utils.rosters import Handed, read_roster, whose

LESSONS = ("01-trams", "quiz")


def owners(*paths, roster=None, **more):
    files = [
        Handed(f"week1/{path}", tuple(path.split("/")), frozenset(["quiz"]), more.get(path, path))
        for path in paths
    ]
    found, problems = whose(files, roster, LESSONS)
    return [owner.name for owner in found], [problem.message for problem in problems]


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text(
        "email,name,login,group\n"
        "hn@school.example,Hana Nováková,hnov,A\n"
        "ivo.m@school.example,Ivo Mlynář,imly,B\n"
        ",Jón Þórsson,,B\n",
        encoding="utf-8",
    )
    return read_roster(path)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("Nováková Hana_12345_assignsubmission_file_/quiz.jsonl", "Nováková Hana"),
        ("Nováková Hana_12345_assignsubmission_file_quiz (1).jsonl", "Nováková Hana"),
        ("Participant 7_901_assignsubmission_file/my log.txt", "Participant 7"),
        ("novakovahana_LATE_4821_99213_quiz.jsonl", "novakovahana"),
        ("novakovahana_4821_99213_quiz-1.jsonl", "novakovahana"),
        ("novakovahana_4821_99213_mine.zip/answers/quiz.jsonl", "novakovahana"),
        ("submitted/hana/ps1/answers/quiz.jsonl", "hana"),
        ("hana.jsonl", "hana"),
        ("Hana N. quiz (2).jsonl", "Hana N"),
        ("quiz_hana - Copy.jsonl.txt", "hana"),
        ("Copy of hana.jsonl", "hana"),
        ("hana/answers/quiz.jsonl", "hana"),
        ("hana.zip/lessons/answers/quiz.jsonl", "hana"),
        ("s1093344.jsonl", "s1093344"),
    ],
)
def test_a_path_tells_whose_a_log_is(path, name):
    assert owners(path) == ([name], [])


def test_the_tree_of_nbgrader_may_begin_at_its_root():
    file = Handed("submitted/hana/ps1/log.jsonl", ("hana", "ps1", "log.jsonl"))
    assert whose([file])[0][0].name == "hana"


def test_capitals_make_no_two_people_of_one():
    assert owners("hana.jsonl", "Hana.txt", "HANA/quiz.jsonl")[0] == ["hana"] * 3


def test_who_is_not_named_is_numbered_and_said():
    names, said = owners("quiz.jsonl", "quiz (1).jsonl", "answers/quiz.jsonl")
    assert names == ["unnamed 1", "unnamed 2", "unnamed 3"]
    assert said == ["nothing says whose log this is (name the file after its student)"] * 3


def test_namesakes_are_told_apart_by_their_numbers():
    one, other = (f"Kim Lee_{n}_assignsubmission_file_/quiz.jsonl" for n in (11, 12))
    names, said = owners(one, other)
    assert names == ["Kim Lee (11)", "Kim Lee (12)"]
    assert "2 people are called 'Kim Lee'" in said[0]
    # Moodle numbers anew for each assignment: these are one person.
    again = [f"{week}.zip/Kim Lee_{n}_assignsubmission_file_/quiz.jsonl" for week, n in
             (("w1", 11), ("w2", 12))]  # fmt: skip
    assert owners(*again) == (["Kim Lee", "Kim Lee"], [])
    # Canvas's numbers are the person's own.
    names, _ = owners("leekim_111_501_quiz.jsonl", "leekim_222_502_quiz.jsonl")
    assert names == ["leekim (111)", "leekim (222)"]


def test_a_folder_with_many_students_in_it_is_nobody(tmp_path):
    paths = ["monday/hana/quiz.jsonl", "monday/ivo/quiz.jsonl"]
    assert owners(*paths)[0] == ["hana", "ivo"]
    # Two states of one log begin alike: one student, two assignments.
    first = dict.fromkeys(["hana/ps1/quiz.jsonl", "hana/ps2/quiz.jsonl"], "the same")
    assert owners(*first, **first)[0] == ["hana", "hana"]


@pytest.mark.parametrize(
    "path",
    [
        "Nováková Hana_12345_assignsubmission_file_/quiz.jsonl",
        "NOVAKOVAHANA_4821_99213_quiz.jsonl",
        "submitted/hnov/ps1/quiz.jsonl",
        "hana novakova.jsonl",
        "week 2/hn/quiz.jsonl",
        "Novakova, Hana/some name.jsonl",
        "hn@school.example/quiz.jsonl",
    ],
)
def test_the_roster_knows_a_name_in_every_form(roster, path):
    assert owners(path, roster=roster) == (["Hana Nováková"], [])


def test_letters_that_do_not_decompose_are_matched_as_they_are(roster):
    assert owners("Þórsson Jón.jsonl", roster=roster) == (["Jón Þórsson"], [])


def test_who_is_not_in_the_roster_is_said_with_the_nearest(roster):
    names, said = owners("Ivo Mlynar2.jsonl", "Žofie.jsonl", roster=roster)
    assert names == ["Ivo Mlynar2", "Žofie"]
    assert "'Ivo Mlynar2' is not in the roster" in said[0]
    assert "one of: Hana Nováková" in said[1]


def test_a_path_with_two_names_is_said(roster):
    names, said = owners("imly/Hana Nováková.jsonl", roster=roster)
    assert names == ["Hana Nováková"]
    assert said == ["the path names Ivo Mlynář too; taken as Hana Nováková's"]


def test_what_may_be_two_people_is_not_placed(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text("name,id\nPaul Martin,1001\nMartin Paul,1002\n", encoding="utf-8")
    roster = read_roster(path)
    assert owners("Paul Martin.jsonl", roster=roster)[0] == ["Paul Martin"]
    assert owners("1002.jsonl", roster=roster)[0] == ["Martin Paul"]
    names, said = owners("paulmartin_4821_99213_quiz.jsonl", roster=roster)
    assert names == ["paulmartin"]
    assert "may be Martin Paul or Paul Martin" in said[0] or "Paul Martin or Martin Paul" in said[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("student;id\n", "no column 'name'"),
        ("name\n", "names nobody"),
        ("name,id\nHana,1\nHana,2\n", "stands twice"),
        ("name,id\nHana\n", "has 1 cells"),
        ("name,id\n,1\n", "name"),
    ],
)
def test_faults_of_a_roster_are_said(tmp_path, text, said):
    (tmp_path / "roster.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        read_roster(tmp_path / "roster.csv")
