import json
import shutil

import pytest

from corpus_utils.checks import check
from corpus_utils.cli import main
from corpus_utils.texts import exercises_folder
from tests.toy_bank import BANKS, TOY_BANK

HEAD = "lesson: sunday\ndocument: toy\nitems:\n"
ITEM = """\
- id: sun-{n:02}
  kind: single choice
  skill: argument
  difficulty: {difficulty}
  prompt: {prompt}
  passage: p005
  options:
  - {{text: {right}, right: true, why: {why}, passage: p005}}
  - {{text: {wrong}, why: She has seen the bills. {n}, passage: p005}}
  - {{text: {other}, why: Nobody asks her. {n}, passage: p004}}
  hints: [{hint}]
"""
PLAIN = {
    "difficulty": 1,
    "prompt": "What does she grant?",
    "right": "The sum.",
    "wrong": "The road.",
    "other": "The cold.",
    "why": "She says that he has it right.",
    "hint": "Read p005.",
}


@pytest.fixture
def review(tmp_path):
    """Return a function that checks a bank of items, each given by what it has otherwise than `PLAIN`."""

    def checked(*items, bank="", advice=True):
        text = HEAD + "".join(written(n, item) for n, item in enumerate(items, 1))
        path = tmp_path / "sunday.yaml"
        path.write_text(bank or text, encoding="utf-8")
        found = check([path], advice=advice)
        assert all(problem.line and problem.file == str(path) for problem in found)
        return [str(problem) for problem in found]

    return checked


def written(n, item):
    # A JSON text is a YAML text, whatever is in it.
    return ITEM.format(n=n, **{key: json.dumps(text) for key, text in (PLAIN | item).items()})


def having(lines, *parts):
    return [line for line in lines if all(part in line for part in parts)]


def test_a_sound_item_has_advice_about_its_file_alone(review):
    assert all(": items: advice: " in line for line in review({}))
    assert review({}, advice=False) == []


def test_the_courses_own_bank_has_no_faults():
    assert check([exercises_folder()]) == []


def test_the_toy_bank_has_no_faults():
    assert check([BANKS]) == []


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"why": "That is right."}, "judges and explains nothing"),
        ({"other": "None of the above."}, "points at the other options"),
        ({"hint": "the SUM"}, "this hint is the answer"),
    ],
)
def test_a_fault_is_no_advice_and_is_placed(review, item, said):
    (line,) = having(review(item, advice=False), said)
    assert "sun-01: " in line
    assert "advice: " not in line


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"why": "Right, she says so."}, "begins with the verdict"),
        ({"why": "Nobody asks her. 1"}, "explanation of line 11 stands here again"),
        ({"wrong": "That road", "other": "Road."}, "says the same as"),
        (
            {"right": "He has the sum of it", "hint": "'He has the sum of it' she says"},
            "holds the whole answer",
        ),
    ],
)
def test_advice_may_stay(review, item, said):
    found = review(item)
    assert len(having(found, said, "advice: ")) == 1, found
    assert having(review(item, advice=False), said) == []


def test_one_reason_for_one_voice_may_be_given_twice_but_not_for_two(review):
    bank = (
        HEAD
        + """\
- id: sun-01
  kind: who says it
  skill: argument
  difficulty: 1
  prompt: Whose view is it?
  passage: p004 p005
  voices: [harrow, ines-vale, {id: nobody, name: Nobody here}]
  statements:
  - {text: The sum is forty., who: harrow, why: He keeps the accounts., passage: p004, wrong: {nobody: It is told.}}
  - {text: There is money., who: ines-vale, why: She names the bakery., passage: p005, wrong: {nobody: It is told., harrow: ANOTHER}}
"""
    )
    assert having(review(bank=bank), "stands here again") == []
    assert len(having(review(bank=bank.replace("ANOTHER", "It is told")), "stands here again")) == 1


def test_a_question_asked_twice_is_a_fault_and_nearly_twice_is_advice(review):
    words = {
        "prompt": "What does she grant him in the fifth paragraph of her letter on the library?"
    }
    twice = having(review(words, words), "asks the very same")
    assert len(twice) == 1
    assert "sun-02: sun-01 asks" in twice[0]
    nearly = words | {"prompt": words["prompt"].replace("fifth", "last")}
    assert len(having(review(words, nearly), "advice", "asks almost the same")) == 1
    other = {
        "prompt": "Why is the chess club named?",
        "right": "Warmth.",
        "wrong": "Games.",
        "other": "Hours.",
    }
    assert having(review(words, other), "asks") == []


def test_other_files_of_the_folder_are_compared_with(review, tmp_path):
    path = tmp_path / "monday.yaml"
    bank = HEAD.replace("sunday", "monday") + written(9, {}).replace("sun-09", "mon-09")
    path.write_text(bank, encoding="utf-8")
    assert len(having(review({}), "mon-09 (monday.yaml) asks the very same")) == 1
    path.write_text("items: [", encoding="utf-8")  # its own fault
    assert having(review({}), "asks") == []


LONG = "The sum that he has named, as the bills that she has seen herself show."
FILLERS = ["oven", "lamp", "roof", "door", "bell", "yard", "well", "gate", "path", "barn"]


def differing(**item):
    return [
        {
            "prompt": f"What of the {word} in this {word}-letter?",
            **{key: value.format(word) for key, value in item.items()},
        }
        for word in FILLERS
    ]


def test_right_options_that_are_always_the_longest_are_a_tendency(review):
    lines = having(
        review(*differing(right=LONG + " {}", wrong="A {}.", other="My {}s.")), "longest"
    )
    assert "the longest option is right in 10 of 10 choices, where chance would bring 3" in lines[0]
    assert "sun-01, sun-02" in lines[0]
    half = differing(right=LONG + " {}", wrong="A {}.", other="My {}s.")[:5]
    half += differing(right="A {}.", wrong=LONG + " {}", other="My {}s.")[5:]
    assert having(review(*half), "longest") == []


def test_right_options_that_are_always_the_shortest_are_one_too(review):
    items = differing(right="A {}.", wrong=LONG + " {}", other=LONG + " My {}")
    assert len(having(review(*items), "shortest option is right in 10 of 10")) == 1


def test_absolute_words_in_wrong_options_only_are_a_tendency(review):
    items = differing(right="Some {} of it", wrong="Never the {}", other="Only the {} here")
    (line,) = having(review(*items), "absolute words")
    assert "in 20 of 20 wrong options and in 0 of 10 right ones" in line
    items = differing(right="Only this {} of it", wrong="Never the {}", other="Only the {} here")
    assert having(review(*items), "absolute words") == []


def test_what_a_file_lacks_is_said(review):
    found = review({})
    assert having(found, "1 items, where a lesson should have 30")
    assert having(found, "no item of difficulty 2, 3")
    assert having(found, "no item of the skill sourcing, contextualising")
    assert having(found, "no item of the kind multiple choice")


def test_a_question_on_what_the_lesson_does_not_show_is_said(tmp_path):
    shutil.copytree(BANKS, tmp_path / "exercises")
    (tmp_path / "lessons").mkdir()
    lesson = tmp_path / "lessons" / "sunday.ipynb"

    def found(*cells):
        made = [{"cell_type": "code", "source": [cell]} for cell in cells]
        lesson.write_text(json.dumps({"cells": made}), encoding="utf-8")
        lines = map(str, check([tmp_path / "exercises"], advice=True))
        return having(lines, "does not show")

    asks = 'cu.Question("sun-02")'
    assert len(found('cu.Reader("toy", paragraphs="p001-p003")', asks)) == 1
    assert found('cu.Reader("toy", paragraphs="p001-p004")', asks) == []
    assert found('cu.Reader("toy")', asks) == []
    assert found('cu.Reader("toy", paragraphs="p001-p003")') == []  # not asked there
    lesson.write_text("no notebook", encoding="utf-8")
    assert having(map(str, check([tmp_path / "exercises"], advice=True)), "does not show") == []


def test_the_command_line_fails_for_faults_and_not_for_advice(tmp_path, capsys):
    path = tmp_path / "sunday.yaml"
    path.write_text(TOY_BANK, encoding="utf-8")
    assert main(["check", str(path)]) == 0
    assert "piece(s) of advice" in capsys.readouterr().err
    path.write_text(
        TOY_BANK.replace("Many letters do; this one names its opponent.", "Wrong."),
        encoding="utf-8",
    )
    assert main(["check", str(path)]) == 1
    assert "1 problem(s)" in capsys.readouterr().err
