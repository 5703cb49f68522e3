"""What a student does with a text, its outline and its voices; by mouse, and by keyboard alone."""

from __future__ import annotations

from tests.browser.hands import Face


def reader(face: Face) -> None:
    layers = face.find(".cu-layers button")
    if layers.count():
        before, count = layers.first.get_attribute("aria-pressed"), face.find(".cu-chip").count()
        for _ in range(2):
            layers.first.click()
        layers.last.click()
        assert face.find(".cu-chip").count() != count, f"{face}: no layer comes or goes"
        layers.last.click()
        assert layers.first.get_attribute("aria-pressed") == before
    if face.has(".cu-chip"):
        face.find(".cu-chip >> visible=true").first.click()
        face.wait(".cu-details")
    face.find(".cu-find input").fill("the")
    face.find(".cu-find input").press("Enter")
    face.hear()


def reader_by_keys(face: Face) -> None:
    face.stand_on("article[tabindex='0']")
    names = [node.get_attribute("data-id") for node in face.find("article").all()[:2]]
    face.press("k")
    start = face.page.evaluate("() => document.activeElement.dataset.id")
    face.press("j", "k" if start != names[0] else "j", "k")
    assert face.stands_on("article"), f"{face}: j and k leave the text"
    face.press("/")
    face.page.keyboard.type("and")
    face.press("Enter")
    face.hear()
    assert face.stands_on("input")


def voices(face: Face) -> None:
    before = face.find(".cu-v-off").count()
    face.find(".cu-v-legend button >> visible=true").first.click()
    face.hear()
    assert face.find(".cu-v-off").count() != before
    face.find(".cu-v-cell").first.click()
    face.wait(".cu-v-read .cu-read")


def voices_by_keys(face: Face) -> None:
    face.read_by_keys(".cu-v-cell", "ArrowRight", "Enter", panel=".cu-v-read")


def tree(face: Face) -> None:
    face.find("[role=treeitem] .cu-o-row").first.click()
    face.wait(".cu-o-read .cu-read")


def tree_by_keys(face: Face) -> None:
    face.read_by_keys("[role=treeitem]", "ArrowDown", "Enter", panel=".cu-o-read")


def sorting(face: Face) -> None:
    for select in face.find(".cu-o-lines select").all():
        select.select_option(index=1)
    before = face.text(".cu-o-sorting")
    face.find(".cu-o-sorting .cu-main").click()
    face.changed(".cu-o-sorting", before)
    face.hear()
    tree(face)


def sorting_by_keys(face: Face) -> None:
    face.stand_on(".cu-o-lines select")
    for n in range(face.find(".cu-o-lines select").count()):
        face.press(*(["Tab"] if n else []), "Home", "ArrowDown", "ArrowDown")
    face.tab_to(".cu-main")
    face.press("Enter")
    face.hear()
    tree_by_keys(face)


def who(face: Face) -> None:
    pane = face.find(".cu-w-pane").first
    for select in pane.locator("select").all():
        select.select_option(index=1)
    pane.locator(".cu-main").click()
    pane.locator(".cu-w-outcome .cu-w-summary").wait_for()


def who_by_keys(face: Face) -> None:
    face.stand_on(".cu-w-pane select")
    face.press("Home", "ArrowDown", "ArrowDown", "Tab", "Home", "ArrowDown")
    face.tab_to(".cu-main")
    face.press("Enter")
    face.wait(".cu-w-outcome .cu-w-summary")
