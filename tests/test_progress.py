from __future__ import annotations

import json
from datetime import date

import pytest

from corpus_utils import texts
from corpus_utils.errors import UnknownError
from corpus_utils.questions import load, read_exercises
from corpus_utils.widgets.progress import Progress

LESSON = "01-dunayevskaya"
ITEMS = read_exercises(texts.exercises_folder() / f"{LESSON}.yaml").items
RECALLED = [item for item in ITEMS if item.recall and item.kind == "single choice"]
ITEM, OTHER = RECALLED[:2]
TODAY = date(2026, 3, 10)


def answered(folder, *rows):
    """Write a log: item, day of March 2026 (noon in UTC, the same day nearly everywhere), mark."""
    with (folder / f"{LESSON}.jsonl").open("a", encoding="utf-8") as log:
        for item, day, mark in rows:
            line = {"time": f"2026-03-{day:02}T12:00:00Z", "lesson": LESSON, "item": item.id}
            line |= {"item_hash": item.hash, "attempt": 1, "given": "ψ", "mark": mark, "format": 1}
            log.write(json.dumps(line) + "\n")


@pytest.fixture
def progress(tmp_path):
    def make(*given, today=TODAY, **options):
        return Progress(*given, folder=tmp_path, today=today, **options)

    return make


def send(widget, do, **given):
    widget._on_message(widget, {"do": do, **given}, [])


def row(widget):
    return next(one for one in widget.lessons if one["lesson"] == LESSON)


def test_where_nothing_is_answered_the_faces_are_the_same_on_every_day(progress, tmp_path):
    here = progress()
    there = Progress(folder=tmp_path / "jinde", today=date(2031, 1, 1))
    assert (here.to_text(), here.to_html()) == (there.to_text(), there.to_html())
    assert f"0 of {len(ITEMS)}" in here.to_text()
    assert here.due == []


def test_marks_and_what_is_due_are_read_from_the_log(progress, tmp_path):
    answered(tmp_path, (ITEM, 2, 1), (OTHER, 10, 0), (OTHER, 10, 1))
    found = progress()
    assert row(found) == {
        "lesson": LESSON,
        "items": len(ITEMS),
        "answered": 2,
        "first": 2,  # an attempt that is marked again, as a short text is, has its last mark
        "best": 100,
        "due": 1,
    }
    assert [(one["id"], one["day"]) for one in found.due] == [(ITEM.id, "3 March 2026")]
    assert found.summary == (
        "1 question is due for recall now. The next one is due on 11 March 2026."
    )
    assert f"{ITEM.id} ({LESSON}, due since 3 March 2026)" in found.to_text()
    assert ITEM.id in found.to_html()


def test_nothing_due_is_said(progress, tmp_path):
    answered(tmp_path, (ITEM, 10, 1))
    assert progress().summary.startswith("Nothing is due for recall now. The next one")


def test_a_due_item_opens_as_a_card_and_its_answer_counts_at_once(progress, tmp_path):
    answered(tmp_path, (ITEM, 2, 0), (OTHER, 3, 0))
    # The card writes the clock's time, so today has to be the clock's day.
    found = progress(today=None)
    order = [one["id"] for one in found.due]
    send(found, "open", item=ITEM.id)
    assert found.problem == ""
    assert found.opened == found.card.item.id == ITEM.id
    found.card._on_message(found.card, {"do": "answer", "given": load(ITEM.id).key}, [])
    assert row(found)["due"] == 1
    assert [one["id"] for one in found.due] == order  # the open card stays
    send(found, "close")
    assert found.card is None
    assert [one["id"] for one in found.due] == [OTHER.id]
    assert f"{ITEM.id} is closed" in found.said


def test_only_what_is_due_opens(progress, tmp_path):
    answered(tmp_path, (ITEM, 2, 0))
    found = progress()
    send(found, "open", item=OTHER.id)
    assert f"there is no due question '{OTHER.id}'" in found.problem
    send(found, "shut")
    assert "no action 'shut'" in found.problem


def test_lessons_can_be_chosen(progress):
    assert [one["lesson"] for one in progress(LESSON).lessons] == [LESSON]
    with pytest.raises(UnknownError, match=f"did you mean '{LESSON}'"):
        progress(["01-dunayevskaia"])


def test_a_damaged_log_and_a_faulty_bank_are_reported_and_the_rest_is_shown(progress, tmp_path):
    bank = tmp_path / "bank"
    bank.mkdir()
    whole = (texts.exercises_folder() / f"{LESSON}.yaml").read_text(encoding="utf-8")
    (bank / f"{LESSON}.yaml").write_text(whole, encoding="utf-8")
    (bank / "02-špatně.yaml").write_text("lesson: 02-špatně\n", encoding="utf-8")
    answered(tmp_path, (ITEM, 2, 1))
    with (tmp_path / f"{LESSON}.jsonl").open("ab") as log:
        log.write(b'{"time": "2026')
    found = progress(bank=bank)
    assert "damaged" in found.notice
    assert "02-špatně.yaml" in found.notice
    assert row(found)["answered"] == 1
