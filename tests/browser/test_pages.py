"""The pages of all lessons, opened from disk in a Chromium without a network."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pypdfium2
import pytest
from nbformat import v4
from playwright.sync_api import expect

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
def open_file(chromium):
    """Return a function that opens a page offline; what the console says fails the test."""
    heard, contexts = [], []

    def open_(path, **options):
        contexts.append(chromium.new_context(offline=True, **options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: request.url.startswith(("data:", "file:")) or heard.append(request.url))  # fmt: skip
        page.goto(path.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert heard == []


@pytest.fixture
def open_page(open_file, pages):
    """Return a function that opens a lesson's page."""
    return lambda name, **options: open_file(pages / f"{name}.html", **options)


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


USED = [
    "import corpus_utils as cu",
    'cu.chart_claims("dunayevskaya")',
    'cu.Timeline(["dunayevskaya", "wohlforth"])',
    """import altair as alt
import pandas as pd
from corpus_utils.vega import Chart

rows = pd.DataFrame([{"river": "Vltava", "side": "left"}, {"river": "Ohře", "side": "right"}])
select = alt.binding_select(options=["left", "right"], name="Side ")
side = alt.selection_point(fields=["side"], bind=select, value="left")
bars = alt.Chart(rows).mark_bar().encode(y="river:N").add_params(side).transform_filter(side)
Chart(bars, rows, title="Rivers", description="Two rivers.")""",
]


@pytest.fixture(scope="module")
def used(tmp_path_factory):
    """Return a page whose charts can be used: two of the course, and one with a list to choose from."""
    folder = tmp_path_factory.mktemp("used")
    cells = [v4.new_markdown_cell("# Charts\n\n## Used", id="title")]
    cells += [v4.new_code_cell(source, id=f"c{n}") for n, source in enumerate(USED)]
    nbformat.write(v4.new_notebook(cells=cells), folder / "charts.ipynb")
    return handouts.write_page(folder / "charts.ipynb", folder, interactive=True)


def charts(page):
    """Return the charts drawn, in their order."""
    found = page.get_by_role("group", name="Interactive chart: ")
    expect(found).to_have_count(3)
    expect(page.locator(".picture.spare")).to_have_count(3)
    return found.all()


@pytest.mark.parametrize("how", PIECES)
def test_charts_are_drawn_without_a_network_and_say_what_their_marks_are(open_file, used, how):
    page = open_file(used, **PIECES[how])
    claims, _, _ = charts(page)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FAULTS) == []
    claims.locator("path[aria-label*='claim: c04']").first.hover()
    said = page.locator("#vg-tooltip-element")
    expect(said).to_be_visible()
    expect(said).to_contain_text("Vladimir Lenin, quoted")
    assert said.locator("td").evaluate_all("(cells) => cells.every((cell) => cell.scrollHeight <= cell.clientHeight)")  # fmt: skip
    picture(page, f"charts-{how}")
    # The text can be read on the ground it stands on, and the chart scrolls by itself.
    ink = "([node, name]) => getComputedStyle(node)[name]"
    label = claims.locator(".role-axis-label text").first.element_handle()
    assert page.evaluate(ink, [label, "fill"]) == page.evaluate(ink, [page.locator("body").element_handle(), "color"])  # fmt: skip
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    # The text twin is not lost to who hears the page.
    image = page.get_by_role("img", name="claims of Dunayevskaya's text, by paragraph and role")
    expect(image).to_have_count(1)
    assert image.locator("..").bounding_box()["width"] <= 1
    assert page.get_by_text("The chart as a table").first.is_visible()


def test_what_is_selected_in_one_part_shows_in_another(open_file, used):
    page = open_file(used, viewport={"width": 1280, "height": 900})
    claims, events, _ = charts(page)
    faint = claims.locator("path[aria-label*='claim:'][opacity='0.15']")
    before = faint.count()
    claims.get_by_text("Leon Trotsky, reported").click()
    expect(faint).not_to_have_count(before)
    expect(events.get_by_text("October Revolution")).to_have_count(1)
    events.locator("path[aria-label*='decade: 1920']").first.click()
    expect(events.get_by_text("October Revolution")).to_have_count(0)


def test_a_list_beside_a_chart_is_reached_and_used_by_keyboard(open_file, used):
    page = open_file(used)
    *_, rivers = charts(page)
    expect(rivers.get_by_text("Vltava")).to_have_count(1)
    rivers.focus()
    page.keyboard.press("Tab")
    side = rivers.get_by_label("Side")
    expect(side).to_be_focused()
    page.keyboard.press("r")
    expect(rivers.get_by_text("Ohře")).to_have_count(1)
    expect(rivers.get_by_text("Vltava")).to_have_count(0)
    # Nor does a picture that is out of sight stop who goes on.
    passed = [page.evaluate("() => { const at = document.activeElement; return at.closest('.spare') !== null; }")]  # fmt: skip
    page.locator("main").focus()
    for _ in range(25):
        page.keyboard.press("Tab")
        passed.append(page.evaluate("() => document.activeElement.closest('.spare') !== null"))
    assert not any(passed)


def test_on_paper_and_without_scripts_there_are_the_pictures(open_file, used):
    page = open_file(used, viewport={"width": 690, "height": 1000})
    drawn = charts(page)
    assert all(chart.is_visible() for chart in drawn)
    page.emulate_media(media="print")
    assert not any(chart.is_visible() for chart in drawn)
    assert [image.bounding_box()["width"] > 60 for image in page.locator(".picture img").all()] == [True] * 3  # fmt: skip
    assert page.evaluate(CLIPPED) == []
    if PICTURES:
        page.pdf(path=str(Path(PICTURES) / "page-charts.pdf"), format="A4")
    still = open_file(used, java_script_enabled=False)
    expect(still.get_by_role("group", name="Interactive chart")).to_have_count(0)
    assert [image.bounding_box()["width"] > 60 for image in still.locator(".picture img").all()] == [True] * 3  # fmt: skip
