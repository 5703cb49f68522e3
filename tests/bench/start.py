"""From `jupyter lab` to the first lesson usable: server up, page loaded, kernel idle, a widget drawn."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.trips import need_chromium
from tests.browser.driving import QUIET, Lesson, serve
from tests.conftest import ROOT

#: Run one cell after another, as a student does, until the first widget is on the page.
UNTIL_A_WIDGET = """async () => {
  const notebook = jupyterapp.shell.currentWidget.content;
  notebook.activeCellIndex = 0;
  while (!document.querySelector(".cu-face")) {
    await jupyterapp.commands.execute("notebook:run-cell-and-select-next");
    await new Promise(requestAnimationFrame);
  }
}"""


def start(folder: Path, profile: Path, chromium: str, lesson: str) -> dict[str, float]:
    """Return the seconds after which each stage was reached, in a browser with ``profile``."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium, args=QUIET
        )
        begun = time.perf_counter()
        stages = {}
        with serve(folder) as course:
            stages["server up"] = time.perf_counter() - begun
            opened = Lesson(context.new_page(), course, lesson)
            opened.open()
            stages["page loaded and kernel idle"] = time.perf_counter() - begun
            opened.page.evaluate(UNTIL_A_WIDGET)
            stages["first widget drawn"] = time.perf_counter() - begun
            context.close()
    return stages


def main() -> None:
    chromium = need_chromium()
    lesson = min((ROOT / "lessons").glob("*.ipynb")).stem
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        shutil.copytree(
            ROOT / "lessons", folder / "lessons", ignore=shutil.ignore_patterns("answers")
        )
        # Cold: neither Jupyter nor the browser has kept anything; the system's own cache of files stays.
        for how in ("cold", "warm", "warm"):
            stages = start(folder, folder / "profile", chromium, lesson)
            told = ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in stages.items())
            print(
                f"from starting JupyterLab to lesson {lesson[:2]} usable, {how}: {told}", flush=True
            )
