"""How an exercise of each kind is answered in its card: by mouse, and by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

from corpus_utils import items
from tests.browser.hands import Face

TEXT = "It is said that snow lay there; we have no other source."


def _options(face: Face) -> None:
    face.last("form").locator(".cu-q-option").first.click()


def _tick(face: Face) -> None:
    face.stand_on("form:last-of-type .cu-q-options input")
    face.press("Space")


def _rows(face: Face) -> None:
    for select in face.last("form").locator("select:visible").all():
        select.select_option(index=1)


def _rows_by_keys(face: Face) -> None:
    # A list that is open at what was tried before starts from the top again.
    for n in range(face.last("form").locator("select:visible").count()):
        if n:
            face.press("Tab")
        else:
            face.stand_on(".cu-q-pair select")
        face.press("Home", "ArrowDown")


def _order(face: Face) -> None:
    face.last("form").locator(".cu-q-tools button").nth(1).click()
    face.hear()


def _order_by_keys(face: Face) -> None:
    face.stand_on(".cu-q-tools button[aria-disabled=false]")
    face.press("ArrowDown")
    face.hear()


def _write(face: Face) -> None:
    face.last("form").locator("textarea").fill(TEXT)


def _type(face: Face) -> None:
    face.stand_on("form textarea")
    face.page.keyboard.type(TEXT)


def _drag(face: Face) -> None:
    words = face.last("form").locator(".cu-q-word")
    words.nth(0).scroll_into_view_if_needed()
    start, end = words.nth(0).bounding_box(), words.nth(3).bounding_box()
    mouse = face.page.mouse
    mouse.move(start["x"] + 3, start["y"] + start["height"] / 2)
    mouse.down()
    mouse.move(end["x"] + end["width"] - 2, end["y"] + end["height"] / 2, steps=4)
    mouse.up()
    face.hear()


def _extend(face: Face) -> None:
    face.stand_on(".cu-q-word[tabindex='0']")
    face.press("Shift+ArrowRight", "Enter")
    face.hear()


#: Kind of exercise → what a student does to answer it, by mouse and by keyboard. A kind that is not here fails.
GIVING: dict[str, tuple[Callable[[Face], None], Callable[[Face], None]]] = {
    "single choice": (_options, _tick),
    "multiple choice": (_options, _tick),
    "find the paragraph": (_options, _tick),
    "prediction": (_options, _tick),
    "order": (_order, _order_by_keys),
    "match": (_rows, _rows_by_keys),
    "who says it": (_rows, _rows_by_keys),
    "role of a claim": (_rows, _rows_by_keys),
    "complete the map": (_rows, _rows_by_keys),
    "repair the map": (_rows, _rows_by_keys),
    "short text": (_write, _type),
    "long text": (_write, _type),
    "mark the span": (_drag, _extend),
}
assert set(GIVING) == set(items.KINDS), set(GIVING) ^ set(items.KINDS)
