from __future__ import annotations

import re

import pytest

from corpus_utils import texts
from corpus_utils.arguments import load as load_argument
from corpus_utils.comparison import check_comparison, load, read_comparison
from corpus_utils.errors import DataError, UnknownError
from tests.maps import mill

SOUND = """\
questions:
- id: q1
  question: Must the mill at Łąka close?
  answers:
    mill: {answer: Novák holds that it must., claims: [c01, c02], silent: false}
    weir: {answer: The weir's keeper does not speak of it., silent: true}
- id: q2
  question: Who pays?
  answers: {}
"""


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "questions.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_questions_and_answers_are_read(written):
    comparison = read_comparison(written(SOUND), documents=["mill", "weir"])
    question = comparison.question("q1")
    assert question.question == "Must the mill at Łąka close?"
    assert question.answer("mill").claims == ("c01", "c02")
    assert question.answer("weir").silent
    assert comparison.question("q2").answers == ()
    with pytest.raises(UnknownError, match="no question 'q7'"):
        comparison.question("q7")
    with pytest.raises(UnknownError, match=r"no answer to q1 of 'wier'.*'weir'"):
        question.answer("wier")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: q2", "id: q1", r"'q1' is already"),
        ("    weir:", "    wier:", r"no document 'wier' .*'weir'"),
        ("Novák holds that it must.", "It must.", r"does not say whose view"),
        ("Novák holds that it must.", "''", r"'answer' is empty"),
        (", claims: [c01, c02]", "", r"rests on no claim"),
        ("silent: true", "silent: true, claims: [c01]", r"silent has no claims"),
        ("silent: true", "silent: maybe", r"true or false"),
        ("question: Who pays?", "questíon: Who pays?", r"'questíon' is not a field"),
    ],
)
def test_each_fault_is_found_and_placed(written, old, new, message):
    with pytest.raises(DataError) as caught:
        read_comparison(written(SOUND.replace(old, new)), documents=["mill", "weir"])
    found = [str(problem) for problem in caught.value.problems]
    assert any(re.search(message, problem) for problem in found), found
    assert all(re.search(r"questions\.yaml:\d+: questions\[", problem) for problem in found)


def test_claims_are_those_of_the_map(written):
    comparison = read_comparison(written(SOUND.replace("c02]", "c0]")))
    (problem,) = check_comparison(comparison, {"mill": mill()})
    assert "q1.answers.mill.claims: there is no claim 'c0' in the map of 'mill'" in str(problem)


def test_the_shipped_comparison_is_sound():
    comparison = load()
    assert len(comparison.questions) == 10
    folder, documents = texts.data_folder() / "texts", texts.ORDER
    told = [key for key in documents if (folder / key / "argument.yaml").exists()]
    assert check_comparison(comparison, {k: load_argument(texts.load(k)) for k in told}) == []
    for question in comparison.questions:
        assert {answer.document for answer in question.answers} >= set(told)
