"""Round trips: lessons opened in a real browser to be timed, and their times told."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.bench import NotMeasuredError
from tests.browser.driving import QUIET, Lesson, find_chromium, serve
from tests.browser.scratch import write_lesson


def need_chromium() -> str:
    """Return where Chromium is; a `NotMeasuredError` where there is none."""
    if found := find_chromium():
        return found
    raise NotMeasuredError("there is no Chromium")


@contextmanager
def lessons(**cells: tuple[str, ...]) -> Iterator[tuple[Any, Callable[[str], Lesson]]]:
    """Serve lessons of these cells, by name; yield the course, and what opens one of them with all its cells run."""
    chromium = need_chromium()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        for lesson, sources in cells.items():
            write_lesson(folder, *sources, name=lesson)
        with serve(folder) as course, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)

            def opened(lesson: str) -> Lesson:
                page = browser.new_page(viewport={"width": 1400, "height": 1000})
                found = Lesson(page, course, lesson)
                found.open()
                found.run_all()
                return found

            yield course, opened
            browser.close()


def said(what: str, taken: list[float], aim: str = "aim: 95th under 150 ms") -> str:
    """Return a line with the median and the 95th percentile of some times."""
    p95 = sorted(taken)[round(0.95 * len(taken)) - 1]
    median = statistics.median(taken)
    return f"{what}: median {median:.0f} ms 95th percentile {p95:.0f} ms (of {len(taken)}; {aim})"
