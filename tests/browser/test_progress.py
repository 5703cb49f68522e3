"""Progress in the real JupyterLab: a due question is opened, answered and closed on the spot."""

from __future__ import annotations

import pytest

from corpus_utils import questions, texts
from tests.browser.driving import serve
from tests.browser.scratch import answer_wrong_long_ago, write_lesson

LESSON = "01-dunayevskaya"
BANK = texts.exercises_folder() / f"{LESSON}.yaml"
ITEM, OTHER = [
    item
    for item in questions.read_exercises(BANK).items
    if item.recall and item.kind == "single choice"
][:2]


@pytest.fixture
def scratch(tmp_path):
    """Yield a course whose student answered two questions years ago, wrong."""
    source = "import corpus_utils as cu\ncu.Progress()"
    with serve(write_lesson(tmp_path, source, name="recall")) as running:
        for item in (ITEM, OTHER):
            answer_wrong_long_ago(running.answers, LESSON, item)
        yield running


def test_a_due_question_is_answered_on_the_spot(scratch, open_lesson):
    lesson = open_lesson(scratch, "recall")
    lesson.run_all()
    progress = lesson.widget("Your progress")
    progress.get_by_text("2 questions are due").wait_for()
    lesson.check_accessible()

    # By keyboard: open, choose, check.
    keys = lesson.page.keyboard
    progress.get_by_role("button", name=f"Open {ITEM.id}").focus()
    keys.press("Enter")
    card = progress.get_by_role("region", name=f"Question {ITEM.id}")
    card.get_by_role("radio").first.wait_for()
    toggle = progress.get_by_role("button", name=f"Close {ITEM.id}")
    assert toggle.evaluate("(node) => node === document.activeElement")
    right = next(option.text for option in ITEM.options if option.right)
    card.locator("form").last.get_by_role("radio", name=right.replace("*", "")).focus()
    keys.press("Space")
    card.get_by_role("button", name="Check my answer").focus()
    keys.press("Enter")
    card.locator(".cu-q-good").first.wait_for()
    progress.get_by_text("1 question is due").wait_for()
    assert card.evaluate("(node) => node.contains(document.activeElement)")
    lesson.check_accessible()
    toggle.focus()
    keys.press("Enter")
    card.wait_for(state="detached")
    other = progress.get_by_role("button", name=f"Open {OTHER.id}")
    lesson.page.wait_for_function(
        "(node) => node === document.activeElement", arg=other.element_handle()
    )

    # By mouse: open the other and close it again.
    other.click()
    progress.get_by_role("region", name=f"Question {OTHER.id}").wait_for()
    progress.get_by_role("button", name=f"Close {OTHER.id}").click()
    progress.get_by_role("region").wait_for(state="detached")

    lesson.restart()
    lesson.run_all()
    lesson.widget("Your progress").get_by_text("1 question is due").wait_for()
