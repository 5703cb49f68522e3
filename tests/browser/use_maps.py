"""What a student does with a map: read, tried, built; by mouse, and by keyboard alone."""

from __future__ import annotations

from tests.browser.hands import Face


def give_up(face: Face) -> None:
    box = face.find("[role=option]").last
    box.click()
    assert box.get_attribute("aria-selected") == "true"
    face.find("[data-key=give]").click()
    face.wait(".cu-box.cu-givenUp:not(.cu-swatch)")
    face.hear()
    face.find("[data-key=give]").click()
    face.wait(".cu-box.cu-givenUp:not(.cu-swatch)", "detached")


def give_up_by_keys(face: Face) -> None:
    face.stand_on(".cu-canvas [role=option][tabindex='0']")
    face.press("End", "g")
    face.wait(".cu-box.cu-givenUp:not(.cu-swatch)")
    face.hear()
    face.press("g")
    face.wait(".cu-box.cu-givenUp:not(.cu-swatch)", "detached")


def read_map(face: Face) -> None:
    before = face.text(".cu-b-strip")
    face.find(".cu-b-disc").first.click()
    face.changed(".cu-b-strip", before)
    face.find(".cu-b-strip .cu-b-small").first.click()
    face.wait(".cu-b-strip .cu-b-fold >> visible=true")


def read_map_by_keys(face: Face) -> None:
    before = face.text(".cu-b-strip")
    face.stand_on(".cu-b-canvas [role=option][tabindex='0']")
    face.press("Home")
    face.changed(".cu-b-strip", before)


def join(face: Face) -> None:
    """Draw one step by mouse, from a claim that nothing joins yet to another."""
    rows = face.find(".cu-b-row").count()
    last = face.find(".cu-b-shelf:not(.cu-b-library) [role=option]").last
    name = last.get_attribute("data-id")
    last.click()
    face.find(".cu-b-composer [data-key=kind-support]").click()
    face.find(f".cu-b-columns [role=option]:not([data-id='{name}']):not(.cu-b-disc)").first.click()
    face.page.wait_for_function(
        "([root, rows]) => root.querySelectorAll('.cu-b-row').length > rows",
        arg=[face.root.element_handle(), rows],
    )


def join_by_keys(face: Face) -> None:
    rows = face.find(".cu-b-row").count()
    face.stand_on(".cu-bar button")
    face.press("t", "Enter", "s")
    shelf = face.find(".cu-b-shelf:not(.cu-b-library) [role=option]").count()
    face.press(*(["j"] if shelf > 1 else ["m"]), "Enter")
    face.page.wait_for_function(
        "([root, rows]) => root.querySelectorAll('.cu-b-row').length > rows",
        arg=[face.root.element_handle(), rows],
    )


def check(face: Face) -> None:
    face.find(".cu-bar .cu-main >> visible=true").first.click()
    face.wait_on(".cu-b-outcome")


def builder(face: Face) -> None:
    join(face)
    check(face)


def builder_by_keys(face: Face) -> None:
    if face.has(".cu-b-shelf:not(.cu-b-library) [role=option]"):
        join_by_keys(face)
    else:
        face.stand_on(".cu-bar button")
    face.press("c")
    face.wait_on(".cu-b-outcome")


STATEMENTS = ("I hold that it snowed on Sunday.", "I infer it from the tracks.")


def own(face: Face) -> None:
    for n, gist in enumerate(STATEMENTS):
        face.find(".cu-b-writer textarea").fill(gist)
        face.find(".cu-b-writer select").select_option(index=n)
        face.find(".cu-b-writer button[type=submit]").click()
        face.root.get_by_role("option").filter(has_text=gist).first.wait_for()
    if face.find(".cu-b-borrow").count():
        face.find(
            "[aria-controls]:has(+ .cu-b-borrow), .cu-bar:has(+ .cu-b-borrow) button"
        ).first.click()
        face.find(".cu-b-library [role=option]").first.click()
        face.find(".cu-b-reading .cu-main").click()
        face.wait(
            ".cu-b-columns .cu-b-borrowed, .cu-b-shelf:not(.cu-b-library) [role=option] >> nth=2"
        )
    join(face)
    check(face)


def own_by_keys(face: Face) -> None:
    for gist in STATEMENTS:
        face.stand_on(".cu-b-writer textarea")
        face.page.keyboard.type(f"{gist} Nobody swept them.")
        face.tab_to(".cu-b-writer button[type=submit]")
        count = face.find(".cu-b-columns [role=option]").count()
        face.press("Enter")
        face.page.wait_for_function(
            "([root, count]) => root.querySelectorAll('.cu-b-columns [role=option]').length > count",
            arg=[face.root.element_handle(), count],
        )
    builder_by_keys(face)


def cross(face: Face) -> None:
    name = face.find("[data-relation][aria-pressed=false] >> visible=true").last.get_attribute(
        "data-relation"
    )
    before = face.text(".cu-reading")
    face.find(f"[data-relation={name}] >> visible=true").click()
    face.changed(".cu-reading", before)
    face.wait(f"[data-relation={name}][aria-pressed=true]")


def cross_by_keys(face: Face) -> None:
    face.read_by_keys("[data-relation]", "ArrowDown", "ArrowUp", "Enter", panel=".cu-reading")
