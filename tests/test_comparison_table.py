from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_utils.answers import AnswerLog
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.widgets import comparison_views as views
from corpus_utils.widgets.comparison_table import ComparisonTable
from tests.across import QUESTIONS, make_two

LESSON = "06-srovnání"


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("CORPUS_UTILS_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(ComparisonTable, "_drafts", {})
    return make_two(tmp_path)


@pytest.fixture
def make(data, tmp_path):
    def made(questions=None, documents=None):
        folder = tmp_path / "answers"
        return ComparisonTable(questions, documents, LESSON, folder=folder, data=data)

    return made


def log(tmp_path):
    return AnswerLog(LESSON, folder=tmp_path / "answers").read()


def test_nothing_of_the_courses_answers_is_there_before_a_cell_is_filled(make):
    table = make()
    state = json.dumps(
        {name: getattr(table, name) for name in table.keys if name[0] != "_"}, default=str
    )
    assert table.answers == {}
    assert "one oven did" not in state
    assert [d["short"] for d in table.grid["documents"]] == ["Oven", "Weir"]
    assert set(table.cells) == {"q1/oven", "q1/weir", "q2/oven", "q2/weir"}


def test_an_empty_cell_shows_nothing_and_says_what_to_do(make, tmp_path):
    table = make()
    table._handle_custom_msg({"do": "keep", "cell": "q1/oven", "text": " \n", "show": True}, [])
    assert "in your own words" in table.problem
    assert table.answers == {}
    assert log(tmp_path) == []


def test_a_filled_cell_is_kept_then_compared_and_restored(make, tmp_path):
    table = make()
    table.receive("keep", cell="q1/oven", text="  Jedna pec. ", silent=False)
    assert table.answers == {}
    assert table.said == "Kept: q1, Oven."
    table.receive("keep", cell="q1/oven", text="Jedna pec.", silent=False, show=True)
    found = table.answers["q1/oven"]
    assert found["answer"] == "Žofie holds that one oven did."
    assert [claim["id"] for claim in found["claims"]] == ["c01", "c02"]
    assert found["claims"][0]["passage"]["told"] == [["p004", "She made a saying of it."]]
    assert [answer.item for answer in log(tmp_path)] == ["compare/q1/oven"] * 2

    again = make()
    cell = again.cells["q1/oven"]
    assert cell == {
        "given": {"text": "Jedna pec.", "silent": False},
        "shown": True,
        "given_up": False,
        "changed": False,
    }
    assert set(again.answers) == {"q1/oven"}


def test_silent_is_an_answer(make):
    table = make()
    table.receive("keep", cell="q1/weir", text="", silent=True, show=True)
    assert table.answers["q1/weir"]["silent"]
    assert make().cells["q1/weir"]["given"] == {"text": "", "silent": True}


def test_a_cell_given_up_is_shown_and_remembered_as_such(make):
    table = make()
    table.receive("give_up", cell="q1/oven")
    assert "q1/oven" in table.answers
    assert make().cells["q1/oven"]["given_up"]
    table.receive("keep", cell="q1/oven", text="Pec, tedy.", silent=False)
    assert make().cells["q1/oven"]["given"]["text"] == "Pec, tedy."
    assert "q1/oven" in make().answers


def test_a_cell_without_an_answer_of_the_course_can_be_filled_all_the_same(make):
    table = make()
    table.receive("keep", cell="q2/weir", text="Nikdo.", silent=False, show=True)
    assert table.answers["q2/weir"] == {"answer": "", "silent": False, "claims": []}


def test_agreement_is_kept_and_set_against_the_map_once_the_row_is_compared(make):
    table = make(["q1"])
    table.receive("agree", question="q1", on="words")
    assert table.said == "Kept: on q1 they agree on words only."
    assert table.relations == {}
    for cell in ("q1/oven", "q1/weir"):
        table.receive("give_up", cell=cell)
    first = table.relations["q1"][0]
    assert (first["id"], first["from"], first["to"]) == ("x01", "Weir c04", "Oven c01")
    again = make(["q1"])
    assert again.agreements == {"q1": "words"}
    assert again.relations == table.relations


def test_a_changed_question_is_noticed(make, data):
    make().receive("keep", cell="q1/oven", text="Pec.", silent=False)
    changed = QUESTIONS.replace("nine houses", "ten houses")
    (data / "questions.yaml").write_text(changed, encoding="utf-8")
    assert make().cells["q1/oven"]["changed"]


def test_a_draft_is_there_when_the_cell_runs_again(make):
    make().draft = {"q1/oven": {"text": "Pe", "silent": False}}
    table = make()
    assert table.draft["q1/oven"]["text"] == "Pe"
    table.receive("keep", cell="q1/oven", text="Pec", silent=False)
    assert table.draft == make().draft == {}


def test_where_nothing_can_be_kept_the_student_goes_on(make, tmp_path):
    (tmp_path / "answers").write_text("no folder", encoding="utf-8")
    table = make()
    table.receive("keep", cell="q1/oven", text="Pec.", silent=False, show=True)
    assert table.notice.startswith("This is not kept:")
    assert "q1/oven" in table.answers


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({"do": "keep", "cell": "q7/oven", "text": "a"}, "no cell 'q7/oven'"),
        ({"do": "keep", "cell": "q1/oven", "text": 7}, "is no text"),
        ({"do": "give_up", "cell": "q1/wier"}, "did you mean 'q1/weir'"),
        ({"do": "agree", "question": "q1", "on": "factz"}, "did you mean 'facts'"),
        ({"do": "agree", "question": "q9", "on": "facts"}, "no question 'q9'"),
        ({"do": "reveal"}, "no action 'reveal'"),
    ],
)
def test_what_the_front_end_may_not_ask_is_refused(make, message, said):
    table = make()
    table._handle_custom_msg(message, [])
    assert said in table.problem
    assert table.answers == {}


def test_bad_arguments_raise_in_the_constructor(make):
    with pytest.raises(UnknownError, match="no question 'q8'"):
        make(["q8"])
    with pytest.raises(UnknownError, match=r"no document 'wier'.*'weir'"):
        make(documents=["wier"])
    with pytest.raises(CourseError, match="no question is chosen"):
        make([])
    assert [q.id for q in make("q2 q1").questions] == ["q1", "q2"]


def test_the_plain_face_has_the_answers_at_the_end(make):
    lines = make().to_text().split("\n")
    assert lines[:3] == [
        "Comparison table: 2 questions",
        "q1 What made the nine houses one?",
        "q2 Who pays for the bread?",
    ]
    assert lines[6] == "  - Oven: Žofie holds that one oven did. (claims: c01, c02)"
    assert lines[7] == "  - Weir [silent]: The keeper of the weir does not speak of it."
    assert lines[-1] == "  - Weir: The course has no answer here yet."


def test_the_static_face_folds_the_answers_away(make):
    html = make().to_html()
    assert html.count("<details>") == html.count("</details>") == 2
    assert html.index("nine houses") < html.index("<details>") < html.index("one oven did")
    assert "<em>bread</em>" in html
    assert " id=" not in html


def test_faces_do_not_depend_on_what_was_answered(make):
    before = make()
    faces = before.to_html(), before.to_text()
    before.receive("keep", cell="q1/oven", text="Moje tajemství", silent=False, show=True)
    after = make()
    assert (after.to_html(), after.to_text()) == faces


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@given(
    st.lists(
        JSON
        | st.fixed_dictionaries({"text": JSON, "silent": JSON, "shown": JSON, "given_up": JSON})
    )
)
def test_any_line_of_a_log_can_be_remembered(lines):
    class Line:
        def __init__(self, given):
            self.item, self.item_hash, self.given = "compare/q1/oven", "0", given

    cell = views.remembered([Line(given) for given in lines], views.Entry("compare/q1/oven", "0"))
    given = cell["given"]
    assert given is None or (isinstance(given["text"], str) and isinstance(given["silent"], bool))
    assert views.agreed([Line(given) for given in lines], views.Entry("compare/q1/oven", "0")) in (
        "",
        *views.AGREEMENTS,
    )
