"""A student's way through every lesson, in the real JupyterLab: each widget is used, left and found again."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus_utils import questions, texts
from corpus_utils.items import SingleChoice
from tests.browser.hands import Face, faces
from tests.browser.scratch import answer_wrong_long_ago
from tests.browser.uses import LOGGED, USES, kind_of
from tests.browser.walk import give_up
from tests.conftest import ROOT

LESSONS = sorted(path.stem for path in (ROOT / "lessons").glob("[0-9]*.ipynb"))
#: Where pictures are put for a maker to look at; nowhere unless it is set.
PICTURES = os.environ.get("CORPUS_UTILS_PICTURES")
#: Whose map each lesson about one document draws.
DOCUMENTS = frozenset(texts.keys())
MAPPED = {name: name[3:] if name[3:] in DOCUMENTS else "toy" for name in LESSONS if name < "06"}
#: What a later cell says of what was done in a widget, once the lesson is run again.
SAID_LATER = {"07-take-a-position": "without m0"}
#: A run of so many of an original's words is no chance.
RUN = 12

#: Widgets, and charts, that are wider than their cell; and what of a widget is cut off without a way to it.
WIDE = """() => {
  const cut = [];
  for (const face of document.querySelectorAll(".cu-face, .vega-embed")) {
    const cell = face.closest(".jp-OutputArea-output").getBoundingClientRect();
    const box = face.getBoundingClientRect();
    const name = face.getAttribute("aria-label") ?? "chart";
    if (face.scrollWidth > face.clientWidth + 1) cut.push(`${name}: ${face.scrollWidth} in ${face.clientWidth} pixels`);
    if (box.right > cell.right + 1) cut.push(`${name}: reaches ${box.right}, its cell ${cell.right}`);
    for (const node of face.querySelectorAll("button, label, p, li, td, th, select, legend, summary, .cu-label, .cu-note")) {
      const { overflowX, textOverflow } = getComputedStyle(node);
      if (overflowX !== "visible" && overflowX !== "auto" && overflowX !== "scroll" && textOverflow !== "ellipsis" && node.tagName !== "SELECT"
        && node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 1) cut.push(`${name}: ${node.outerHTML.slice(0, 120)} is cut off`);
    }
  }
  return cut;
}"""
#: Words of charts as dark as the dark page; axe does not look into drawings.
UNSEEN = """() => [...document.querySelectorAll(".vega-embed svg text")].filter((text) =>
  text.textContent.trim() && Math.max(...getComputedStyle(text).fill.match(/\\d+/g).map(Number)) < 100).map((text) => text.textContent)"""
BROKEN = re.compile("Loading widget|Error displaying widget|Error creating widget|Traceback")


def forget(course) -> None:
    """Let the student have answered one question of each lesson wrong, years ago: they are due for recall."""
    for lesson in LESSONS:
        bank = questions.read_exercises(texts.exercises_folder() / f"{lesson}.yaml")
        item = next((i for i in bank.items if i.recall and isinstance(i, SingleChoice)), None)
        if item:
            answer_wrong_long_ago(course.answers, lesson, item)


def answers(course) -> list[str]:
    """Return every line of every log."""
    logs = sorted(course.answers.glob("*.jsonl"))
    return [line for log in logs for line in log.read_text(encoding="utf-8").splitlines()]


def use(face: Face, how: str, course) -> None:
    """Use a widget by ``mouse`` or ``keys``; what it keeps is in the log afterwards."""
    kind = kind_of(face)
    assert kind in USES, f"{face}: nobody has said how a student uses this (tests/browser/uses.py)"
    before = len(answers(course))
    try:
        getattr(USES[kind], how)(face)
    except Exception as error:
        problem = face.text(".cu-problem")
        raise AssertionError(f"{face}, by {how}: {error}; it says {problem!r}") from error
    assert face.text(".cu-problem") == "", f"{face}: {face.text('.cu-problem')}"
    if kind in LOGGED:
        assert len(answers(course)) > before, f"{face}: what was answered is in no log"


def one_of_each(shown: list[Face]) -> Iterator[Face]:
    """Yield the last widget of each kind, of questions of each kind of exercise."""
    last: dict[str, Face] = {}
    for face in shown:
        name = kind_of(face)
        if name == "question":
            name = questions.load(face.name.split()[-1]).kind
        last[name] = face
    yield from last.values()


def forgotten(shown: list[Face], used: list[int]) -> list[str]:
    """Return those of the widgets ``used`` that do not show what a student has answered in them."""
    return [str(shown[n]) for n in used if not USES[kind_of(shown[n])].kept(shown[n])]


def picture(lesson, name: str) -> None:
    """Take one long picture of the whole lesson, for a maker to look at."""
    if not PICTURES:
        return
    size = lesson.page.viewport_size
    lesson.page.set_viewport_size({"width": size["width"], "height": 2400})
    cells = lesson.page.locator(".jp-Notebook .jp-Cell")
    for n in range(cells.count()):
        cells.nth(n).scroll_into_view_if_needed()
    heights = lesson.page.evaluate(
        "() => { const n = document.querySelector('.jp-WindowedPanel-outer'); return [n.scrollHeight, n.clientHeight]; }"
    )
    for i in range(-(-heights[0] // heights[1])):
        lesson.page.evaluate(
            "(y) => { document.querySelector('.jp-WindowedPanel-outer').scrollTop = y; }",
            i * heights[1],
        )
        lesson.page.wait_for_timeout(300)
        lesson.page.screenshot(path=str(Path(PICTURES) / f"{lesson.name[:2]}-{name}-{i}.png"))
    lesson.page.set_viewport_size(size)


@pytest.mark.parametrize("name", LESSONS)
def test_every_widget_is_used_left_and_found_again(course, open_lesson, name):
    forget(course)
    lesson = open_lesson(course, name)
    assert lesson.dialogs() == []
    lesson.theme("light")  # JupyterLab keeps that of the last lesson
    lesson.run_all()
    shown = faces(lesson)
    for face in shown:
        use(face, "mouse", course)
    assert lesson.page.get_by_text("[object ").count() == 0  # a node where text was meant
    used = [face.n for face in shown if kind_of(face) in LOGGED]
    if document := MAPPED.get(name):
        give_up(lesson, document)

    lesson.check_accessible()
    picture(lesson, "light")
    lesson.theme("dark")
    lesson.check_accessible()
    assert lesson.page.evaluate(UNSEEN) == []
    picture(lesson, "dark")
    # JupyterLab at 200% in a window of 1400 by 1000 pixels: half as many of CSS.
    lesson.page.set_viewport_size({"width": 700, "height": 500})
    lesson.page.wait_for_timeout(300)
    assert not (wide := lesson.page.evaluate(WIDE)), "\n".join(wide)
    picture(lesson, "200")
    lesson.page.set_viewport_size({"width": 1400, "height": 1000})
    lesson.theme("light")

    forget(course)
    lesson.restart()
    lesson.run_all()
    shown = faces(lesson)
    assert forgotten(shown, used) == []
    if name in SAID_LATER:
        assert lesson.page.get_by_text(SAID_LATER[name]).count() > 0
    # Only now: who has predicted once, and read on, cannot predict again in the same card.
    for face in one_of_each(shown):
        use(face, "keys", course)

    lesson.save()
    lesson.page.reload()
    lesson.page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    lesson.wait_idle()
    lesson.draw()
    assert lesson.page.locator(".cu-face").count() == 0
    # On a busy machine the last of them are drawn a moment later.
    lesson.page.locator(".jp-RenderedHTML").nth(len(shown) - 1).wait_for(state="attached")
    assert lesson.page.get_by_text(BROKEN).count() == 0
    lesson.run_all()
    assert forgotten(faces(lesson), used) == []
    assert lesson.dialogs() == []


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of `RUN` words."""
    words = re.findall(r"\w+", text.lower())
    return set(zip(*(words[n:] for n in range(RUN)), strict=False))


@pytest.fixture(scope="session")
def of_originals(originals) -> set[tuple[str, ...]]:
    """Return every run of words of the originals."""
    return set().union(*(runs(path.read_text(encoding="utf-8")) for path in originals.values()))


@pytest.mark.parametrize("name", LESSONS)
def test_with_originals_attached_they_are_shown_and_none_is_saved(
    course_with_originals, of_originals, open_lesson, name
):
    lesson = open_lesson(course_with_originals, name)
    lesson.run_all()
    lesson.draw()
    readers = lesson.page.locator(".cu-face:has(> .cu-reader)")
    for reader in readers.all():
        if reader.locator(".cu-own").count():
            assert runs("\n".join(reader.locator(".cu-own").all_text_contents())) & of_originals
        else:
            assert name.startswith("00"), "a document of others, and its copy is not shown"
    lesson.check_accessible()
    lesson.save()
    # Titles are as long; they stand in our own lesson too.
    ours = runs((ROOT / "lessons" / f"{name}.ipynb").read_text(encoding="utf-8"))
    assert not (runs(lesson.path.read_text(encoding="utf-8")) - ours) & of_originals
    assert lesson.dialogs() == []
