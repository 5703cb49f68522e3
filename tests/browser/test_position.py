"""A position is built in the real JupyterLab: by mouse, by keyboard alone, after a restart; taken away and printed."""

from __future__ import annotations

import json
import re

import pypdfium2
import pytest

from tests.browser.driving import serve
from tests.browser.scratch import write_lesson
from tests.browser.test_map_builder import choose, option

LESSON = "07-take-a-position"
CALLS = (
    f'cu.Position("q3", lesson="{LESSON}", name="by mouse")',
    f'cu.Position("q3", lesson="{LESSON}", name="by keyboard")',
)


@pytest.fixture(scope="module")
def positions(tmp_path_factory):
    """Yield a course of one lesson with two positions, nothing attached."""
    folder = tmp_path_factory.mktemp("positions")
    with serve(write_lesson(folder, "import corpus_utils as cu", *CALLS, name=LESSON)) as running:
        yield running


def state(position, gist: str, role: str) -> None:
    position.get_by_label("What is claimed").fill(gist)
    position.get_by_label("Role", exact=True).select_option(role)
    position.get_by_role("button", name="Add this claim").click()
    position.get_by_role("option").filter(has_text=gist).first.wait_for()


def borrow(position, label: str) -> None:
    shelf = position.get_by_role("listbox", name="Claims to borrow")
    shelf.get_by_role("option").filter(has_text=re.compile(rf"^\s*{label}\b")).first.click()
    position.get_by_role("button", name=f"Borrow {label}").click()
    option(position, f"{label}, borrowed").wait_for()


def test_a_position_is_built_checked_taken_away_and_found_again(positions, open_lesson, chromium):
    lesson = open_lesson(positions, LESSON)
    lesson.run_all()
    position = lesson.widget("My position: by mouse")
    state(position, "I hold that it was chosen, under pressure.", "thesis")
    state(position, "I answer that the notes name no end of the danger.", "reply")
    position.get_by_role("button", name=re.compile("^Borrow a claim")).click()
    shelf = position.get_by_role("listbox", name="Claims to borrow")
    few = shelf.get_by_role("option").count()
    assert few > 10  # those that bear on the question
    position.get_by_label("only those that bear on q3").uncheck()
    assert shelf.get_by_role("option").count() > 200
    position.get_by_label("Only of this document").select_option("wohlforth")
    borrow(position, "Wohlforth c28")
    position.get_by_role("group", name="The claim chosen").get_by_text("p062").first.wait_for()
    position.get_by_label("Only of this document").select_option("")
    position.get_by_label("only those that bear on q3").check()
    borrow(position, "The notes c22")
    choose(position, "supports", ["Wohlforth c28"], "m01")
    option(position, "Step: Wohlforth c28 supports m01").wait_for()
    choose(position, "attacks", ["The notes c22"], "m01")
    option(position, "Step: The notes c22 attacks m01").wait_for()
    position.get_by_role("button", name="Check how it is built").click()
    outcome = position.get_by_role("group", name="Outcome")
    outcome.get_by_text("is not answered").wait_for()
    outcome.get_by_text("There should be 3 at least.").wait_for()
    assert outcome.evaluate("(node) => node === document.activeElement")
    outcome.get_by_role("button", name=re.compile("^Passage The notes p")).first.click()
    outcome.get_by_text("Retelling").first.wait_for()
    lesson.check_accessible()

    choose(position, "attacks", ["m02"], "The notes c22, borrowed")
    option(position, "Step: m02 attacks The notes c22").wait_for()
    borrow(position, "Dunayevskaya c12")
    choose(position, "supports", ["Dunayevskaya c12"], "m01")
    option(position, "Step: Dunayevskaya c12 supports m01").wait_for()
    position.get_by_role("button", name="Check how it is built").click()
    outcome.get_by_text("Nothing is missing from how it is built.").wait_for()
    outcome.get_by_text("bears on Dunayevskaya c12: have you answered it?").first.wait_for()

    for name in ("Page to print (HTML)", "Picture (SVG)", "Argdown", "AIF (JSON)"):
        position.get_by_role("button", name=name).click()
        suffix = {"P": "html" if "HTML" in name else "svg", "A": "argdown"}[name[0]]
        suffix = "json" if "JSON" in name else suffix
        path = positions.answers / f"{LESSON}-by-mouse.{suffix}"
        position.get_by_text(f"Written: {path}").wait_for()
        assert path.stat().st_size > 500

    lesson.restart()
    lesson.run_all()
    position = lesson.widget("My position: by mouse")
    position.get_by_text("This is the map you checked on").wait_for()
    assert option(position, "Step: ").count() == 4
    assert lesson.dialogs() == []

    page = chromium.new_page()
    page.goto((positions.answers / f"{LESSON}-by-mouse.html").as_uri())
    for paper in ("A4", "Letter"):
        assert len(pypdfium2.PdfDocument(page.pdf(format=paper))) == 1
    page.close()


def test_a_position_is_built_by_keyboard_alone(positions, open_lesson):
    lesson = open_lesson(positions, LESSON)
    lesson.run_all()
    position = lesson.widget("My position: by keyboard")
    keys = lesson.page.keyboard

    def focused() -> str:
        return lesson.page.evaluate(
            "() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
        )

    position.get_by_label("What is claimed").focus()
    keys.type("I hold that it was forced.")
    keys.press("Tab")
    keys.press("t")  # the role is thesis already; a letter chooses it again
    keys.press("Tab")
    keys.press("Enter")
    option(position, "m01, thesis").wait_for()
    position.get_by_role("button", name="Keys").focus()
    keys.press("b")
    assert "Search the claims of all documents" in focused()
    keys.type("circumstances made earlier")
    keys.press("ArrowDown")
    assert focused().startswith("Wohlforth c17")
    keys.press("Enter")
    option(position, "Wohlforth c17, borrowed").wait_for()
    assert focused().startswith("Wohlforth c17")  # one can go on borrowing
    position.get_by_text("Wohlforth c17 borrowed.").first.wait_for()

    position.get_by_role("button", name="Keys").focus()
    keys.press("t")
    for _ in range(3):
        if focused().startswith("Wohlforth c17"):
            break
        keys.press("j")
    keys.press("Enter")
    keys.press("a")
    keys.press("t")
    for _ in range(3):
        if focused().startswith("m01"):
            break
        keys.press("k")
    keys.press("Enter")
    option(position, "Step: Wohlforth c17 attacks m01").wait_for()
    keys.press("z")
    option(position, "Step: Wohlforth c17 attacks m01").wait_for(state="detached")
    keys.press("y")
    option(position, "Step: Wohlforth c17 attacks m01").wait_for()
    keys.press("c")
    position.get_by_text("is not answered").first.wait_for()
    assert focused() == "Outcome"
    lesson.check_accessible()
    lines = (positions.answers / f"{LESSON}.jsonl").read_text(encoding="utf-8").splitlines()
    kept = [line for line in map(json.loads, lines) if line["item"] == "map:by keyboard"]
    assert [line["given"]["order"] for line in kept] == [["m01", "wohlforth:c17"]]


@pytest.mark.parametrize("scheme", ["Light", "Dark"])
def test_both_themes_are_accessible(positions, open_lesson, scheme):
    lesson = open_lesson(positions, LESSON)
    lesson.command("apputils:change-theme", theme=f"JupyterLab {scheme}")
    lesson.run_all()
    for position in lesson.widgets(re.compile("^My position")):
        position.get_by_role("button", name=re.compile("^Borrow a claim")).click()
        position.get_by_role("listbox", name="Claims to borrow").wait_for()
    lesson.check_accessible()
