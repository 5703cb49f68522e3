"""The ballot in the real JupyterLab: counted by mouse and by keyboard, there again after a restart."""

from __future__ import annotations

import json

import pytest

from tests.browser.driving import serve
from tests.browser.scratch import write_lesson

NAME = "Ballot: What joined the houses?"
CELL = """\
import corpus_utils as cu
cu.Ballot("What joined the houses?", ["oven", "road", "both"], name="houses", lesson="07-Łąka")
"""


@pytest.fixture
def scratch(tmp_path):
    with serve(write_lesson(tmp_path, CELL, name="vote")) as running:
        yield running


def counts(course) -> list[list]:
    """Return round and hands of every count in the log on disk."""
    lines = (course.answers / "07-Łąka.jsonl").read_text(encoding="utf-8").splitlines()
    given = [json.loads(line)["given"] for line in lines]
    return [[one["round"], list(one["hands"].values())] for one in given]


def test_hands_are_counted_before_and_after(scratch, open_lesson):
    lesson = open_lesson(scratch, "vote")
    lesson.run_all()
    ballot = lesson.widget(NAME)
    before = ballot.get_by_role("group", name="Before the discussion")
    after = ballot.get_by_role("group", name="After the discussion")
    status = ballot.get_by_role("status")
    after.get_by_text("First count the hands").wait_for()

    # By mouse: the buttons beside a number; what is half typed is there when the cell runs again.
    for _ in range(3):
        before.get_by_role("button", name="One more for “oven”").click()
    before.get_by_role("button", name="One fewer for “oven”").click()
    before.get_by_label("Hands for “road”").fill("5")
    before.get_by_role("button", name="Keep the count before").click()
    ballot.get_by_role("alert").filter(has_text="how many hands for “both”").wait_for()
    lesson.page.wait_for_timeout(600)
    lesson.run_all()
    assert before.get_by_label("Hands for “road”").input_value() == "5"
    before.get_by_label("Hands for “both”").fill("3")
    before.get_by_role("button", name="Keep the count before").click()
    status.filter(has_text="oven 2 of 10 (20%)").wait_for()
    lesson.check_accessible()

    # By keyboard alone: numbers, Enter from field to field, and at the last one to keep them.
    keys = lesson.page.keyboard
    after.get_by_label("Hands for “oven”").focus()
    for number in ("1", "5", "4"):
        keys.type(number)
        keys.press("Enter")
    status.filter(has_text="both +10 points").wait_for()
    correct = after.get_by_role("button", name="Correct the count after")
    assert correct.evaluate("(node) => node === document.activeElement")
    keys.press("Enter")
    assert after.get_by_label("Hands for “oven”").evaluate("(n) => n === document.activeElement")
    keys.press("ArrowUp")
    keys.press("Tab")
    after.get_by_role("button", name="Keep the count after").focus()
    keys.press("Enter")
    status.filter(has_text="oven 2 of 11 (18%)").wait_for()
    ballot.get_by_role("group", name="Result").get_by_text("−2 points").wait_for()
    lesson.check_accessible()
    assert counts(scratch) == [["before", [2, 5, 3]], ["after", [1, 5, 4]], ["after", [2, 5, 4]]]

    lesson.restart()
    lesson.run_all()
    result = lesson.widget(NAME).get_by_role("group", name="Result")
    result.get_by_text("(20%)").wait_for()
    lesson.save()
    stored = json.loads(lesson.path.read_text(encoding="utf-8"))
    assert "2 (18%)" in "".join(stored["cells"][1]["outputs"][0]["data"]["text/plain"])
