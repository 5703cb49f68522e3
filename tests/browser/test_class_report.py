"""The report of a class, opened from disk in a Chromium without a network: read, by keyboard too, and printed."""

from __future__ import annotations

import pytest

import corpus_utils as cu
from corpus_utils.class_reports import to_report
from tests.browser.driving import AXE
from tests.browser.test_pages import CLIPPED, FAULTS, PIECES, picture


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(to_report(cu.sample_class()), encoding="utf-8")
    return path


@pytest.fixture
def open_report(chromium, report):
    """Return a function that opens the report offline; what the console says fails the test."""
    heard, contexts = [], []

    def open_(**options):
        contexts.append(chromium.new_context(offline=True, **options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("request", lambda r: r.url.startswith(("data:", "file:")) or heard.append(r.url))
        page.goto(report.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert heard == []


@pytest.mark.parametrize("piece", PIECES)
def test_the_report_is_accessible_in_each_theme(open_report, piece):
    page = open_report(**PIECES[piece])
    picture(page, f"class-report-{piece}")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FAULTS) == []
    page.evaluate("() => document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert page.evaluate(FAULTS) == []
    images = page.evaluate("() => [...document.images].map((i) => i.alt && i.naturalWidth > 0)")
    assert images
    assert all(images)
    # What is wider than the window scrolls in a box of its own.
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_by_keyboard_alone_one_reaches_pictures_and_tables(open_report):
    page = open_report(**PIECES["light"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "report"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "picture"
    before = page.evaluate("document.activeElement.scrollLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(x) => document.activeElement.scrollLeft > x", arg=before)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.parentElement.open")


def test_on_paper_everything_stands_on_the_page(open_report):
    page = open_report(**PIECES["light"])
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 960})
    assert page.evaluate(CLIPPED) == []
    assert page.pdf(format="A4").startswith(b"%PDF")
