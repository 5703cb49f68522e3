"""The real JupyterLab in a real Chromium, on a copy of the lessons."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.driving import QUIET, Course, Lesson, find_chromium, serve
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    """Yield a running Chromium; skip where there is none, except in CI, which has to install one."""
    path = find_chromium()
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(
            "there is no Chromium (install one, or let CHROMIUM hold its path)"
        )
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


def copied_lessons(folder: Path) -> Path:
    """Return ``folder`` with a copy of the lessons in it, so that saving one changes nothing of ours."""
    skip = shutil.ignore_patterns("answers", ".ipynb_checkpoints")
    shutil.copytree(ROOT / "lessons", folder / "lessons", ignore=skip)
    return folder


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """Yield a server of the lessons, with nothing attached and nothing answered yet."""
    with serve(copied_lessons(tmp_path_factory.mktemp("course"))) as running:
        yield running


@pytest.fixture(scope="session")
def course_with_originals(
    tmp_path_factory: pytest.TempPathFactory, originals_folder: Path
) -> Iterator[Course]:
    """Yield a server of the lessons for a reader who has attached all five originals."""
    folder = copied_lessons(tmp_path_factory.mktemp("attached"))
    with serve(folder, originals=sorted(originals_folder.iterdir())) as running:
        yield running


@pytest.fixture
def open_lesson(chromium) -> Iterator[Callable[..., Lesson]]:
    """Return a function that opens a lesson in a new browser profile; faults fail the test at its end."""
    opened: list[Lesson] = []

    def open_(course: Course, name: str, **options: object) -> Lesson:
        context = chromium.new_context(viewport={"width": 1400, "height": 1000}, **options)
        lesson = Lesson(context.new_page(), course, name)
        opened.append(lesson)
        lesson.open()
        return lesson

    yield open_
    faults = [fault for lesson in opened for fault in lesson.faults]
    for lesson in opened:
        lesson.page.context.close()
    assert not faults, "\n" + "\n".join(faults)
