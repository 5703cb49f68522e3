"""Maps are built in the real JupyterLab: by mouse, by keyboard alone, after a restart, with 46 claims."""

from __future__ import annotations

import json
import re

import pytest

from tests.bench.builder import STEP_AND_UNDO, keep_whole_map
from tests.browser.driving import serve
from tests.browser.scratch import write_lesson

LESSON = "03-wohlforth"
PLEA = ["c15", "c16", "c17", "c18", "c19"]
CALLS = (
    f'cu.MapBuilder("wohlforth", {PLEA}, level="frame", lesson="{LESSON}", name="plea")',
    f'cu.MapBuilder("wohlforth", {PLEA}, level="holes", lesson="{LESSON}", name="holes")',
    f'cu.MapBuilder("wohlforth", {PLEA}, level="full")',
    f'cu.MapBuilder("wohlforth", level="own", lesson="{LESSON}", name="mine")',
    f'cu.MapBuilder("wohlforth", lesson="{LESSON}", name="whole")',
)


@pytest.fixture(scope="module")
def builders(tmp_path_factory):
    """Yield a course of one lesson that builds maps, and a log in which the whole map lacks one step."""
    folder = tmp_path_factory.mktemp("builders")
    write_lesson(folder, "import corpus_utils as cu", *CALLS, name=LESSON)
    with serve(folder) as running:
        keep_whole_map(running.answers, lesson=LESSON)
        yield running


def option(builder, name: str):
    """Return the claim or step whose name begins with ``name``, in the tray or in the drawing."""
    return builder.get_by_role("option", name=re.compile("^" + re.escape(name)))


def choose(builder, kind: str, sources: list[str], to: str) -> None:
    """Draw a step by mouse; ``to`` is a claim's id or what a disc is called."""
    for source in sources:
        option(builder, f"{source},").click()
    builder.get_by_role("group", name="New step").last.get_by_role("button", name=kind).click()
    option(builder, to if " " in to else f"{to},").click()


def logged(course, name: str) -> list[dict]:
    lines = (course.answers / f"{LESSON}.jsonl").read_text(encoding="utf-8").splitlines()
    return [line for line in map(json.loads, lines) if line["item"] == f"map:{name}"]


def test_a_map_is_built_by_mouse_checked_mended_and_found_again(builders, open_lesson):
    lesson = open_lesson(builders, LESSON)
    lesson.run_all()
    builder = lesson.widget("Map builder: Wohlforth, plea")
    assert builder.get_by_role("option").count() == len(PLEA)
    choose(builder, "supports", ["c15"], "c19")
    option(builder, "Step: c15 supports c19").wait_for()
    choose(builder, "attacks", ["c17"], "c15")
    option(builder, "Step: c17 attacks c15").wait_for()
    builder.get_by_role("button", name="Check my map").click()
    builder.get_by_text("Close: look at the kind.").first.wait_for()
    builder.get_by_text("aims at the step, not at the statement").first.wait_for()
    outcome = builder.get_by_role("group", name="Outcome")
    outcome.get_by_text("2 steps of the course are not in your map yet").wait_for()
    assert outcome.evaluate("(node) => node === document.activeElement")
    assert [line["attempt"] for line in logged(builders, "plea")] == [1]

    # What is missing is hinted at, not shown.
    assert outcome.get_by_role("button", name="Show the missing steps").count() == 0
    outcome.get_by_role("button", name=re.compile("^Where is something missing")).click()
    outcome.get_by_text("A step is missing that starts from c16").wait_for()
    assert outcome.get_by_text("c16 supports c17").count() == 0
    lesson.check_accessible()

    builder.get_by_role("button", name="Take away: c17 attacks c15").click()
    option(builder, "Step: c17 attacks c15").wait_for(state="detached")
    builder.get_by_role("button", name="Undo").click()
    option(builder, "Step: c17 attacks c15").wait_for()
    builder.get_by_role("button", name="Redo").click()
    option(builder, "Step: c17 attacks c15").wait_for(state="detached")
    choose(builder, "undercuts", ["c17"], "Step: c15 supports c19")
    option(builder, "Step: c17 undercuts the step (c15 supports c19)").wait_for()
    choose(builder, "supports", ["c16"], "c17")
    option(builder, "Step: c16 supports c17").wait_for()
    choose(builder, "undercuts", ["c18"], "Step: c17 undercuts")
    option(builder, "Step: c18 undercuts").wait_for()
    builder.get_by_role("button", name="Check my map").click()
    outcome.get_by_text("Every step that the course draws is there.").wait_for()
    assert [line["mark"] for line in logged(builders, "plea")][-1] == 1

    lesson.restart()
    lesson.run_all()
    builder = lesson.widget("Map builder: Wohlforth, plea")
    builder.get_by_text("This is the map you checked on").wait_for()
    assert option(builder, "Step: ").count() == 4
    assert len(logged(builders, "plea")) == 2
    assert lesson.dialogs() == []


def test_a_map_is_built_by_keyboard_alone(builders, open_lesson):
    lesson = open_lesson(builders, LESSON)
    lesson.run_all()
    builder = lesson.widget("Map builder: Wohlforth, holes")
    keys = lesson.page.keyboard
    builder.get_by_role("button", name="Keys").focus()

    def focused() -> str:
        return lesson.page.evaluate(
            "() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.tagName"
        )

    def walk_to(name: str) -> None:
        keys.press("m")
        for key in ["k"] * 9 + ["j"] * 9:
            if focused().startswith(name):
                return
            keys.press(key)
        raise AssertionError(f"{name} is not reached")

    keys.press("t")  # to the claims that are not in the map: c16 and c18
    assert focused().startswith("c16,")
    keys.press("Enter")
    keys.press("s")
    builder.get_by_text("Choose the claim it leads to.").first.wait_for()
    walk_to("c17,")
    keys.press("Enter")
    option(builder, "Step: c16 supports c17").wait_for()
    assert focused().startswith("c17,")
    keys.press("z")
    option(builder, "Step: c16 supports c17").wait_for(state="detached")
    assert focused().startswith("c17,")
    keys.press("y")
    option(builder, "Step: c16 supports c17").wait_for()

    keys.press("t")
    assert focused().startswith("c18,")
    keys.press("Enter")
    keys.press("u")
    walk_to("Step: c17 undercuts")
    keys.press("Enter")
    option(builder, "Step: c18 undercuts").wait_for()
    keys.press("c")
    builder.get_by_text("Every step that the course draws is there.").first.wait_for()
    assert focused() == "Outcome"
    keys.press("Escape")
    assert [line["mark"] for line in logged(builders, "holes")] == [1]
    lesson.check_accessible()


def test_a_full_map_is_read_and_an_own_one_written(builders, open_lesson):
    lesson = open_lesson(builders, LESSON)
    lesson.run_all()
    full = lesson.widget("Map builder: Wohlforth")
    full = lesson.page.get_by_role("region", name="Map builder: Wohlforth", exact=True)
    option(full, "Step: c17 undercuts").click()
    full.get_by_role("button", name="Why?").click()
    full.get_by_text("He does not deny that conditions were dire").first.wait_for()
    assert full.get_by_role("button", name="Undo").count() == 0
    # With no claims to place beside it, the map has the whole width.
    assert full.locator(".cu-b-pane").bounding_box()["width"] > 0.9 * full.bounding_box()["width"]

    own = lesson.widget("Map builder: Wohlforth, mine")
    for gist, role in [("I hold that Łódź needs trams.", "thesis"), ("I report rain.", "evidence")]:
        own.get_by_label("What is claimed").fill(gist)
        own.get_by_label("Role", exact=True).select_option(role)
        own.get_by_role("button", name="Add this claim").click()
        own.get_by_role("option").filter(has_text=gist).wait_for()
    own.get_by_role("button", name="Keys").focus()
    choose(own, "supports", ["m02"], "m01")
    option(own, "Step: m02 supports m01").wait_for()
    own.get_by_role("button", name="Check the shape").click()
    own.get_by_text("The shape holds").first.wait_for()
    lesson.check_accessible()


@pytest.mark.parametrize("scheme", ["Light", "Dark"])
def test_both_themes_are_accessible(builders, open_lesson, scheme):
    lesson = open_lesson(builders, LESSON)
    lesson.command("apputils:change-theme", theme=f"JupyterLab {scheme}")
    lesson.run_all()
    assert len(lesson.widgets(re.compile("^Map builder"))) == len(CALLS)
    lesson.check_accessible()


def test_with_all_claims_a_step_is_listed_and_drawn(builders, open_lesson):
    lesson = open_lesson(builders, LESSON)
    lesson.run_all()
    builder = lesson.widget("Map builder: Wohlforth, whole")
    option(builder, "Step: ").first.wait_for()
    assert builder.get_by_role("option").count() > 100
    times = builder.evaluate(STEP_AND_UNDO, 4)
    assert len(times) == 4  # each was listed and drawn; how fast is for the benchmark
