from __future__ import annotations

import json

import pytest

from corpus_utils.answers import AnswerLog
from corpus_utils.errors import CourseError
from corpus_utils.widgets.ballot import Ballot

QUESTION, OPTIONS = "Co spojilo <devět> domů?", ["pec", "cesta", "obojí"]


@pytest.fixture(autouse=True)
def no_drafts(monkeypatch):
    monkeypatch.setattr(Ballot, "_drafts", {})


@pytest.fixture
def ballot(tmp_path):
    def make(options=OPTIONS, folder=tmp_path):
        return Ballot(QUESTION, options, name="oven", lesson="07-seminář", folder=folder)

    return make


def count(widget, when, *hands):
    message = {"do": "count", "round": when, "hands": dict(zip(OPTIONS, hands, strict=True))}
    widget._on_message(widget, message, [])


def test_a_count_is_kept_and_there_again(ballot, tmp_path):
    first = ballot()
    count(first, "before", 8, 5, 7)
    assert first.problem == ""
    count(first, "after", 3, 5, 10)
    again = ballot()
    assert again.counts == {
        "before": {"pec": 8, "cesta": 5, "obojí": 7},
        "after": {"pec": 3, "cesta": 5, "obojí": 10},
    }
    assert again.rows == first.rows
    log = AnswerLog("07-seminář", folder=tmp_path).read()
    assert [(a.item, a.attempt, a.mark) for a in log] == [
        ("ballot-oven", 1, None),
        ("ballot-oven", 2, None),
    ]
    assert log[0].given == {"round": "before", "hands": {"pec": 8, "cesta": 5, "obojí": 7}}


def test_a_corrected_count_is_added_and_counts(ballot, tmp_path):
    found = ballot()
    count(found, "before", 8, 5, 7)
    count(found, "before", 8, 6, 7)
    assert ballot().counts["before"]["cesta"] == 6
    assert len(AnswerLog("07-seminář", folder=tmp_path).read()) == 2


def test_what_was_counted_is_said_in_words(ballot):
    found = ballot()
    count(found, "before", 8, 5, 7)
    assert "pec 8 of 20 (40%)" in found.said
    assert "Change" not in found.said
    count(found, "after", 3, 5, 12)
    assert "obojí +25 points" in found.said
    assert "cesta no change" in found.said


def test_after_comes_after_before(ballot):
    found = ballot()
    count(found, "after", 1, 1, 1)
    assert "First count" in found.problem
    count(found, "later", 1, 1, 1)
    assert "there is no round of the ballot 'later'" in found.problem
    assert found.counts == {}


def test_a_fault_is_said_and_nothing_is_kept(ballot, tmp_path):
    found = ballot()
    count(found, "before", 8, None, 7)
    assert "“cesta”" in found.problem
    found._on_message(found, {"do": "vote"}, [])
    assert "no action 'vote'" in found.problem
    assert not list(tmp_path.iterdir())


def test_the_faces_of_an_uncounted_ballot_are_the_same_everywhere(ballot, tmp_path):
    here, there = ballot(), ballot(folder=tmp_path / "jinde")
    assert (here.to_html(), here.to_text()) == (there.to_html(), there.to_text())
    assert all(option in here.to_text() for option in OPTIONS)
    assert "&lt;devět&gt;" in here.to_html()


def test_the_faces_show_both_counts(ballot):
    found = ballot()
    count(found, "before", 8, 5, 7)
    assert "not counted yet" in found.to_text()
    count(found, "after", 3, 5, 12)
    rows = [line.split("  ") for line in found.to_text().splitlines()[2:]]
    assert [row[0] for row in rows] == [*OPTIONS, "Hands"]
    assert "−25 points" in found.to_text()
    assert '<th scope="row">pec</th><td>8 (40%)</td><td>3 (15%)</td>' in found.to_html()


def test_options_that_were_changed_start_anew(ballot):
    count(ballot(), "before", 8, 5, 7)
    assert ballot(options=["pec", "cesta", "řeka"]).counts == {}
    assert ballot(options=OPTIONS[::-1]).counts["before"]["pec"] == 8


def test_what_is_half_typed_survives_a_second_run_of_the_cell(ballot):
    first = ballot()
    first.draft = {"before": {"pec": 3, "cesta": None, "obojí": None}}  # as the front end does
    assert ballot().draft == first.draft
    count(first, "before", 3, 2, 1)
    assert ballot().draft == {}


def test_where_nothing_can_be_kept_the_ballot_says_so_and_counts(ballot, tmp_path):
    (tmp_path / "soubor").write_text("není složka", encoding="utf-8")
    found = ballot(folder=tmp_path / "soubor")
    count(found, "before", 8, 5, 7)
    assert found.counts["before"]["pec"] == 8
    assert "not kept" in found.notice


def test_a_damaged_log_is_reported(ballot, tmp_path):
    count(ballot(), "before", 8, 5, 7)
    path = AnswerLog("07-seminář", folder=tmp_path).path
    path.write_bytes(path.read_bytes() + b'{"time": "2026')
    again = ballot()
    assert "damaged" in again.notice
    assert again.counts["before"]["pec"] == 8
    assert json.loads(path.read_text(encoding="utf-8").splitlines()[0])["item"] == "ballot-oven"


def test_bad_arguments_are_refused_at_once(ballot):
    with pytest.raises(CourseError, match="list of texts"):
        ballot(options="pec")
    with pytest.raises(CourseError, match="cannot name a file"):
        Ballot(QUESTION, OPTIONS, name="oven", lesson="../07")
