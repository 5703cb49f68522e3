"""What a student does with a widget of each kind, by mouse and by keyboard alone, and what remains of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus_utils import questions
from tests.browser import use_maps, use_texts
from tests.browser.giving import GIVING
from tests.browser.hands import Face


def nothing(face: Face) -> str:
    """What a widget shows that keeps no answers."""
    return ""


@dataclass(frozen=True)
class Use:
    """One kind's use. ``kept`` is what shows, after a restart, that an answer was found; none if it keeps none."""

    mouse: Callable[[Face], None]
    keys: Callable[[Face], None]
    kept: Callable[[Face], str] = nothing


def kind_of(face: Face) -> str:
    """Return the row of `USES` for a widget, a builder's and an outline's by what it asks for."""
    if face.kind == "builder" and not face.find(".cu-b-composer").count():
        return "builder, full"
    if face.kind == "builder" and face.find(".cu-b-writer:not([hidden])").count():
        return "builder, own"
    if face.kind == "o-board" and face.find(".cu-o-sorting").count():
        return "o-board, sorting"
    return face.kind


# ---- Questions


def _giving(face: Face):
    return GIVING[questions.load(face.name.split()[-1]).kind]


def _begin(face: Face) -> None:
    """Ask for a new form where an answer is shown already."""
    if face.has("form button[type=submit]"):
        return
    face.last(".cu-q-outcome .cu-bar button").click()
    face.wait("form button[type=submit] >> visible=true")


def _question(face: Face) -> None:
    _begin(face)
    _giving(face)[0](face)
    face.last("form").locator("button[type=submit]").click()
    face.wait(".cu-q-outcome >> visible=true")
    if face.has(".cu-q-marking"):
        for group in face.find(".cu-q-marking .cu-q-options").all():
            group.locator("input").first.check()
        face.last(".cu-q-marking .cu-main").click()
        face.wait(".cu-q-marking", "detached")


def _question_by_keys(face: Face) -> None:
    _begin(face)
    _giving(face)[1](face)
    face.tab_to("button[type=submit]")
    face.press("Enter")
    face.wait(".cu-q-outcome >> visible=true")
    face.wait_on(".cu-q-outcome, .cu-q-all, button")
    if face.has(".cu-q-marking"):
        groups = face.find(".cu-q-marking .cu-q-options").count()
        for _ in range(groups):
            face.tab_to(".cu-q-marking input:not(:checked)")
            face.press("Space")
            if face.stands_on("[type=checkbox]"):
                break
        face.tab_to(".cu-q-marking .cu-main")
        face.press("Enter")
        face.wait(".cu-q-marking", "detached")


# ---- Across the documents


def _lines(face: Face) -> None:
    face.find(".cu-k-line").first.click()
    face.wait(".cu-k-passage")
    face.hear()


def _lines_by_keys(face: Face) -> None:
    face.stand_on(".cu-k-line[tabindex='0']")
    face.press("ArrowDown", "Enter")
    face.hear()
    face.wait(".cu-k-passage")
    face.press("Escape")
    face.wait(".cu-k-passage", "detached")
    before = face.text(".cu-k-summary")
    face.press("/", "Control+a")
    face.page.keyboard.type("because")
    face.press("Enter")
    face.changed(".cu-k-summary", before)


def _fill_cell(face: Face) -> None:
    face.find("[data-cell]").first.click()
    face.find(".cu-write").fill("That it was forced, partly.")
    face.find(".cu-editor .cu-main").click()
    face.wait(".cu-course >> visible=true")


def _fill_cell_by_keys(face: Face) -> None:
    face.stand_on("[data-cell][tabindex='0']")
    face.press("End", "Enter")
    face.wait_on(".cu-write")
    face.page.keyboard.type("That it was chosen, partly.")
    face.press("Control+Enter")
    face.wait_on(".cu-course")
    face.press("Escape")
    face.wait_on("[data-cell]")


def _timeline(face: Face) -> None:
    face.find("[data-decade]").last.click()
    row = face.find("[data-event]").last
    before = face.text(".cu-event")
    row.click()
    face.changed(".cu-event", before)


def _timeline_by_keys(face: Face) -> None:
    face.read_by_keys("[data-event]", "Home", "ArrowDown", "Enter", panel=".cu-event")


# ---- The class, and what was answered


def _round(face: Face):
    """Return the first round's form, opened anew where its hands are counted."""
    before = face.find(".cu-b-round").first
    if not before.locator("form").is_visible():
        before.locator("button[aria-expanded]").click()
    return before


def _ballot(face: Face) -> None:
    before = _round(face)
    for line in before.locator(".cu-b-row").all():
        line.locator(".cu-b-step").last.click()
    before.locator("[type=submit]").click()
    face.wait(".cu-b-chart .cu-b-number")
    face.hear()


def _ballot_by_keys(face: Face) -> None:
    _round(face)
    face.stand_on(".cu-b-round input")
    for _ in range(face.find(".cu-b-round").first.locator("input").count()):
        face.press("Control+a")
        face.page.keyboard.type("4")
        face.press("Enter")
    face.wait(".cu-b-chart .cu-b-number")
    face.hear()


def _due(face: Face) -> None:
    face.find(".cu-p-open").first.click()
    face.wait(".cu-face")
    face.find(".cu-p-open[aria-expanded=true]").click()
    face.wait(".cu-face", "detached")


def _due_by_keys(face: Face) -> None:
    face.stand_on(".cu-p-open")
    face.press("Enter")
    face.wait(".cu-face")
    face.press("Enter")
    face.wait(".cu-face", "detached")


#: Kind of widget → its use. A kind that is not here fails.
USES: dict[str, Use] = {
    "question": Use(_question, _question_by_keys, lambda f: f.text(".cu-q-earlier")),
    "reader": Use(use_texts.reader, use_texts.reader_by_keys),
    "v-board": Use(use_texts.voices, use_texts.voices_by_keys),
    "o-board": Use(use_texts.tree, use_texts.tree_by_keys),
    "o-board, sorting": Use(
        use_texts.sorting, use_texts.sorting_by_keys, lambda f: f.text(".cu-o-sorting .cu-note")
    ),
    "w-board": Use(
        use_texts.who, use_texts.who_by_keys, lambda f: f.text(".cu-w-outcome .cu-note")
    ),
    "map": Use(use_maps.give_up, use_maps.give_up_by_keys),
    "builder": Use(use_maps.builder, use_maps.builder_by_keys, lambda f: f.text(".cu-b-outcome")),
    "builder, own": Use(use_maps.own, use_maps.own_by_keys, lambda f: f.text(".cu-b-outcome")),
    "builder, full": Use(use_maps.read_map, use_maps.read_map_by_keys),
    "cross": Use(use_maps.cross, use_maps.cross_by_keys),
    "concordance": Use(_lines, _lines_by_keys),
    "comparison": Use(_fill_cell, _fill_cell_by_keys, lambda f: f.text(".cu-is-compared")),
    "timeline": Use(_timeline, _timeline_by_keys),
    "ballot": Use(_ballot, _ballot_by_keys, lambda f: f.text(".cu-b-chart")),
    "progress": Use(_due, _due_by_keys),
}
#: Kinds of which each answer is a line in the log.
LOGGED = {kind for kind, use in USES.items() if use.kept is not nothing}
