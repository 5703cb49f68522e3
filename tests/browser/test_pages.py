"""The pages of all lessons, opened from disk in a Chromium without a network."""

from __future__ import annotations

import os
from pathlib import Path

import pypdfium2
import pytest

from corpus_utils import handouts
from tests.browser.driving import AXE
from tests.conftest import ROOT

#: Where pictures are put for a maker to look at; nowhere unless it is set.
PICTURES = os.environ.get("CORPUS_UTILS_PICTURES")
LESSONS = sorted((ROOT / "lessons").glob("*.ipynb"))
PIECES = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 720}},
    # A window of 1280 pixels at 200%.
    "dark, at 200%": {"color_scheme": "dark", "viewport": {"width": 640, "height": 360}},
}
FAULTS = """async () => (await axe.run({resultTypes: ["violations"]})).violations.flatMap((fault) =>
  fault.nodes.map((node) => `${fault.impact} ${fault.id}: ${node.html.slice(0, 200)}`))"""
RANKS = "() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((node) => +node.tagName[1])"
CLIPPED = """() => [...document.querySelectorAll(".picture img, .wide table")].filter((node) =>
  node.checkVisibility() && node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((node) => node.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Return the folder with the pages of all lessons."""
    folder = tmp_path_factory.mktemp("pages")
    written = dict(handouts.write_pages(LESSONS, folder))
    assert all(isinstance(page, Path) for page in written.values()), written
    return folder


@pytest.fixture
def open_page(chromium, pages):
    """Return a function that opens a lesson's page offline; what the console says fails the test."""
    heard, contexts = [], []

    def open_(name, **options):
        contexts.append(chromium.new_context(offline=True, **options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: request.url.startswith(("data:", "file:")) or heard.append(request.url))  # fmt: skip
        page.goto((pages / f"{name}.html").as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert heard == []


def picture(page, name):
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"page-{name}.png"))


@pytest.mark.parametrize("how", PIECES)
@pytest.mark.parametrize("name", [path.stem for path in LESSONS])
def test_a_page_is_accessible_folded_and_opened(open_page, name, how):
    page = open_page(name, **PIECES[how])
    picture(page, f"{name}-{how}")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FAULTS) == []
    page.evaluate(UNFOLD)
    assert page.evaluate(FAULTS) == []
    ranks = page.evaluate(RANKS)
    assert ranks.count(1) == 1
    assert [pair for pair in zip([0, *ranks], ranks, strict=False) if pair[1] > pair[0] + 1] == []
    images = page.evaluate("() => [...document.images].map((image) => [image.alt.length > 0, image.naturalWidth > 0])")  # fmt: skip
    assert all(described and drawn for described, drawn in images)
    # Only a map or a table may be wider than the window, and it scrolls by itself.
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


SHOWN = """() => [...document.querySelectorAll("#lesson details > :not(summary)")]
  .filter((node) => node.checkVisibility() && node.getBoundingClientRect().height > 0).length"""
UNFOLD = "() => document.querySelectorAll('details').forEach((node) => { node.open = true; })"


@pytest.mark.parametrize("name", [path.stem for path in LESSONS])
def test_on_paper_stands_what_is_unfolded_and_nothing_is_clipped(open_page, name):
    page = open_page(name, viewport={"width": 690, "height": 1000})  # A4 within its margins
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN) == 0
    assert page.evaluate(CLIPPED) == []
    # The code is no part of a printed lesson, but that something can be unfolded is.
    summaries = page.locator("#lesson details:not(.code) > summary")
    assert summaries.first.is_visible()
    assert not page.locator("#lesson details.code > summary").first.is_visible()
    if PICTURES:
        page.pdf(path=str(Path(PICTURES) / f"page-{name}.pdf"), format="A4")
    page.evaluate(UNFOLD)
    folded = """() => [...document.querySelectorAll("#lesson details > :not(summary)")]
      .filter((node) => !node.checkVisibility() || node.getBoundingClientRect().height === 0).length"""
    assert page.evaluate(folded) == 0
    assert page.evaluate(CLIPPED) == []


def test_a_lesson_on_paper_is_a_booklet_and_no_book(open_page):
    page = open_page("01-dunayevskaya")
    booklet = len(pypdfium2.PdfDocument(page.pdf(format="A4")))
    page.evaluate(UNFOLD)
    assert booklet < 0.7 * len(pypdfium2.PdfDocument(page.pdf(format="A4")))
    assert booklet <= 36  # 27 when this was written; fonts differ


def test_by_keyboard_one_skips_to_the_lesson_and_back_to_a_part(open_page):
    page = open_page(LESSONS[0].stem)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the lesson")
    assert skip.evaluate("(node) => node === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "lesson"
    parts = page.get_by_role("navigation", name="Contents").get_by_role("link")
    for part in parts.all():
        part.click()
        assert page.locator(":target").inner_text() == part.inner_text()
