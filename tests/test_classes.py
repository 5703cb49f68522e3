from __future__ import annotations

import pytest

from corpus_utils.errors import UnknownError
from corpus_utils.gathering import gather
from tests.classes import MARKS, NAMES, QUIZ, RIGHT, answer, log, make_bank, quiz, write_quiz_class
from tests.test_psychometrics import group  # noqa: F401 - a fixture


def test_the_answers_are_one_tidy_table(group):  # noqa: F811
    table = group.answers
    assert len(table) == 30
    row = table.iloc[0]
    assert (row["student"], row["item"], row["mark"], row["points"], row["state"]) == (
        *("Anke", "q-1", 1.0, 2, "same"),
    )
    assert str(table["time"].dtype) == "datetime64[us, UTC]"
    assert row["item_hash"] == row["bank_hash"]
    assert (row["source"], row["line"]) == ("logs/Anke.jsonl", 1)


def test_grades_of_the_class(group):  # noqa: F811
    table = group.students().set_index("student")
    marks = {name: [int(MARKS[item][i]) for item in MARKS] for i, name in enumerate(NAMES)}
    for name, (first, second, third) in marks.items():
        assert table.loc[name, "points"] == 2 * first + second + third
    assert set(table["of"]) == {4}


def test_agreement_without_anything_to_agree_on_is_an_empty_table(group):  # noqa: F811
    assert group.agreement().empty
    assert list(group.agreement().columns) == [
        "document",
        "kind",
        "alpha",
        "students",
        "units",
        "said",
    ]


def test_disagreement_in_the_document_worked_out_by_hand(group):  # noqa: F811
    """Five of ten right and five alike wrong: 25 of 45 pairs differ."""
    rows = {row[0]: row[1] for row in group.on_document("toy").rows}
    assert rows == {"p001": "56%", "p004": "56%", "p006": "56%"}
    with pytest.raises(UnknownError, match="did you mean 'toy'"):
        group.on_document("toi")


def test_changes_are_told_with_the_reason(tmp_path):
    bank = quiz(tmp_path / "bank")
    folder = write_quiz_class(tmp_path / "logs", bank)
    text = QUIZ.replace("Sunday hours, right: true", "Sunday hours").replace(
        "Monday hours, why", "Monday hours, right: true, why"
    )
    found = gather(folder, bank=make_bank(tmp_path / "corrected", text))
    changes = found.changes()
    assert len(changes) == 10
    assert set(changes["item"]) == {"q-1"}
    assert (changes["mark"] + changes["mark_logged"] == 1).all()
    assert set(changes["why"]) == {"the question or its key was corrected after this answer"}
    assert found.students().set_index("student").loc["Jón", "points"] == 2


def test_nothing_changed_is_an_empty_table(group):  # noqa: F811
    assert group.changes().empty
    assert list(group.changes().columns)[-1] == "why"


def test_attempts_are_counted_by_student(tmp_path):
    folder = tmp_path / "logs"
    folder.mkdir()
    tries = [answer("q-1", "Monday hours", 0.0, minute=n, attempt=n) for n in (1, 2, 3)]
    (folder / "Hana.jsonl").write_bytes(log(tries))
    (folder / "Ivo.jsonl").write_bytes(log([answer("q-1", RIGHT["q-1"], 1.0)]))
    (row,) = gather(folder, bank=make_bank(tmp_path / "bank")).items().to_dict("records")
    assert (row["n"], row["attempts"], row["full"], row["first"]) == (2, 2.0, 1, 0.5)


def test_a_class_is_frozen(group):  # noqa: F811
    with pytest.raises(AttributeError):
        group.names = ()
