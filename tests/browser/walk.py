"""A student's way through a document lesson, in the real JupyterLab: what the tests of each lesson share."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat

from corpus_utils import arguments, questions, texts
from corpus_utils.acceptance import what_stands
from corpus_utils.items import SingleChoice
from tests.conftest import ROOT


def written(lesson: str) -> bool:
    """Return whether the lesson is there to be walked through."""
    return path(lesson).is_file()


def path(lesson: str) -> Path:
    return ROOT / "lessons" / f"{lesson}.ipynb"


def first_single_choice(lesson: str) -> SingleChoice:
    """Return the first single choice that the lesson asks and that is its own, not recalled."""
    cells = nbformat.read(path(lesson), as_version=4).cells
    source = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    asked = map(questions.load, re.findall(r"""Question\(\s*["']([^"']+)["']""", source))
    return next(i for i in asked if isinstance(i, SingleChoice) and i.lesson == lesson)


def premise_that_matters(document: str, shown: set[str]) -> tuple[str, str]:
    """Return the ids of a claim, and of another that falls when it is given up, both among ``shown``."""
    argument = arguments.load(texts.load(document))
    before = set(what_stands(argument).fallen)
    for claim in argument.claims:
        fallen = set(what_stands(argument, [claim.id]).fallen) - before - {claim.id}
        if claim.id in shown and fallen & shown:
            return claim.id, min(fallen & shown)
    raise AssertionError("no claim of this map rests on another")


def read_on(lesson) -> None:
    """Go through the reader by keyboard, and switch one layer off and on."""
    reader = lesson.widget(re.compile("^Reader"))
    paragraphs = reader.get_by_role("article")
    assert paragraphs.count() > 1
    paragraphs.nth(0).focus()
    lesson.page.keyboard.press("j")
    assert paragraphs.nth(1).evaluate("(node) => node === document.activeElement")
    lesson.page.keyboard.press("k")
    assert paragraphs.nth(0).evaluate("(node) => node === document.activeElement")
    layer = reader.get_by_role("group", name="Layers").get_by_role("button").first
    before = layer.get_attribute("aria-pressed")
    chips = reader.locator(".cu-chip").count()
    layer.click()
    assert layer.get_attribute("aria-pressed") != before
    assert reader.locator(".cu-chip").count() != chips
    layer.click()
    assert reader.locator(".cu-chip").count() == chips


def give_up(lesson, document: str) -> None:
    """Select a claim, give it up, see another fall, take it back."""
    # The lesson's last map is the one in which premises are given up.
    argument_map = lesson.widgets(re.compile("^Argument map"))[-1]
    argument_map.scroll_into_view_if_needed()
    boxes = argument_map.get_by_role("option").all()
    given, falls = premise_that_matters(document, {box.get_attribute("data-id") for box in boxes})

    def claim(name: str):
        return argument_map.get_by_role("option", name=re.compile(rf"^{name}, "))

    claim(given).click()
    assert claim(given).get_attribute("aria-selected") == "true"
    panel = argument_map.get_by_role("group", name=re.compile(rf"^{given}, "))
    for part in ("Reasons", "Objections", "Passage: Retelling"):
        panel.get_by_text(part, exact=True).wait_for()
    assert "falls" not in claim(falls).inner_text()
    argument_map.get_by_role("button", name="Give this claim up").click()
    claim(falls).get_by_text("falls", exact=True).wait_for()
    # It is said, too, for those who do not see the map.
    argument_map.get_by_role("status").filter(has_text=falls).wait_for()
    argument_map.get_by_role("button", name="Take this claim back").click()
    claim(falls).get_by_text("falls", exact=True).wait_for(state="hidden")


def answer(lesson, item: SingleChoice) -> None:
    """Answer wrong, read why, answer right."""
    wrong = next(option.text for option in item.options if not option.right)
    right = next(option.text for option in item.options if option.right)
    card = lesson.widget(f"Question {item.id}")
    # Each try has a form of its own; the last one is open.
    form = card.locator("form").last
    form.get_by_role("radio", name=plain(wrong)).check()
    form.get_by_role("button", name="Check my answer").click()
    card.get_by_role("button", name="Try again").click()
    form = card.locator("form").last
    form.get_by_role("radio", name=plain(right)).check()
    form.get_by_role("button", name="Check my answer").click()
    card.locator(".cu-q-good").first.wait_for()


def plain(text: str) -> re.Pattern[str]:
    """Return what a label that shows ``text`` begins with, without marks of emphasis."""
    return re.compile("^" + re.escape(text.replace("*", "")))


def attempts(course, item: SingleChoice) -> list[float]:
    """Return the marks of what was answered, from the log on disk."""
    log = course.answers / f"{item.lesson}.jsonl"
    lines = log.read_text(encoding="utf-8").splitlines()
    return [line["mark"] for line in map(json.loads, lines) if line["item"] == item.id]


def walk(lesson, course) -> None:
    """Run all, read, give a premise up, answer; all of it is there after a restart and a reload."""
    item = first_single_choice(lesson.path.stem)
    assert lesson.dialogs() == []
    lesson.run_all()
    read_on(lesson)
    give_up(lesson, item.document)
    answer(lesson, item)
    lesson.check_accessible()
    assert attempts(course, item) == [0, 1]

    lesson.restart()
    lesson.run_all()
    lesson.widget(f"Question {item.id}").get_by_text("it was right").wait_for()

    lesson.save()
    lesson.page.reload()
    lesson.page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    lesson.wait_idle()
    assert (
        lesson.page.get_by_text(re.compile("Loading widget|Error displaying widget")).count() == 0
    )
    lesson.run_all()
    lesson.widget(f"Question {item.id}").get_by_role("button", name="Show that answer").click()
    assert attempts(course, item) == [0, 1]
    assert lesson.dialogs() == []


def walk_with_originals(lesson, course) -> None:
    """Walk with the reader's own copies attached: they are shown, and nothing of them is saved."""
    walk(lesson, course)
    original = (
        lesson.widget(re.compile("^Reader"))
        .get_by_role("group", name="Original, from your copy")
        .filter(has_text=re.compile(r"\w"))
    )
    words = max((face.inner_text().strip() for face in original.all()), key=len)
    stored = lesson.path.read_text(encoding="utf-8")
    assert len(words) > 60
    assert words[:60] not in stored


def look_in_theme(lesson, scheme: str) -> None:
    """Show every widget of the lesson in JupyterLab's theme ``scheme``, light or dark."""
    theme = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}[scheme]
    lesson.command("apputils:change-theme", theme=theme)
    lesson.run_all()
    assert len(lesson.widgets(re.compile("."))) > 10
    lesson.check_accessible()
