"""How a test drives JupyterLab: serve a course, open a lesson, run it, see what went wrong."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python

from corpus_utils.course import kernel_environment

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")

#: Console errors of JupyterLab's own that say nothing about us, each with its reason.
HARMLESS: dict[str, str] = {}

#: Without its sandbox, which containers do not allow, and without its own calls home.
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

RUNNING_S = 120


def find_chromium() -> str | None:
    """Return the path of a Chromium or Chrome, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = [os.environ.get("CHROMIUM"), *map(shutil.which, names)]
    return next(filter(None, found), None)


@dataclass(frozen=True)
class Course:
    """A running server: its address with the token, its folder, and where answers go."""

    address: str
    folder: Path
    answers: Path

    def url(self, lesson: str, workspace: str) -> str:
        """Return the address of a lesson in a workspace of its own, so that no tab of before is restored."""
        base, _, query = self.address.partition("?")
        root = base.split("/lab/")[0]
        return f"{root}/lab/workspaces/{workspace}/tree/lessons/{lesson}.ipynb?{query}"


@contextmanager
def serve(folder: Path, *, originals: Iterable[Path] = ()) -> Iterator[Course]:
    """Serve the lessons in ``folder`` as `corpus-utils lab` does, away from the user's own Jupyter."""
    room = folder / "room"
    environment = kernel_environment(room) | {
        "HOME": str(room),
        "JUPYTER_CONFIG_DIR": str(room / "jupyter-config"),
        "JUPYTER_DATA_DIR": str(room / "jupyter-data"),
        "JUPYTER_RUNTIME_DIR": str(room / "jupyter-runtime"),
    }
    room.mkdir(exist_ok=True)
    if files := [str(path) for path in originals]:
        command = [sys.executable, "-m", "corpus_utils", "attach", *files]
        subprocess.run(command, env=environment, cwd=folder, check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--no-browser", f"--port={port}", "--LabApp.expose_app_in_browser=True"]
    code = f"import sys; from corpus_utils import lab; sys.exit(lab.lab({options!r}))"
    log = room / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-c", code], cwd=folder, env=environment, stdout=out, stderr=out
        )
        try:
            yield Course(_address(log, server), folder, room / "answers")
        finally:
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _address(log: Path, server: subprocess.Popen) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        if found := re.search(r"^\s*(http://\S+)$", log.read_text(encoding="utf-8"), re.MULTILINE):
            return found[1]
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')}")


#: JupyterLab draws a cell as it comes into view.
DRAW = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  for (const cell of jupyterapp.shell.currentWidget.content.widgets) {
    cell.node.scrollIntoView({ block: "center" });
    await frame();
  }
}"""
#: A chart is a widget too: an ipywidgets Output that holds it.
DRAWN = """() => {
  const live = jupyterapp.shell.currentWidget.content.widgets.filter((cell) => cell.model.type === "code")
    .flatMap((cell) => cell.model.outputs.toJSON()).filter((output) => "application/vnd.jupyter.widget-view+json" in (output.data ?? {}));
  const faces = document.querySelectorAll(".cu-face:not(.cu-face .cu-face)").length;
  return faces + document.querySelectorAll(".jupyter-widgets.jp-OutputArea .vega-embed svg, .widget-output .vega-embed svg").length >= live.length;
}"""


class Lesson:
    """A lesson open in a page of JupyterLab; ``faults`` gathers what must not happen there."""

    def __init__(self, page, course: Course, name: str) -> None:
        self.page = page
        self.course = course
        self.name = name
        self.faults: list[str] = []
        page.set_default_timeout(30_000)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"{name}: uncaught: {error}"))
        page.on("request", self._asked)
        page.on("websocket", self._asked)

    def _heard(self, message) -> None:
        if message.type == "error" and not any(known in message.text for known in HARMLESS):
            place = (message.location or {}).get("url", "").split("?")[0]
            self.faults.append(f"{self.name}: console: {message.text} ({place})")

    def _asked(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in {
            "localhost",
            "127.0.0.1",
        }:
            self.faults.append(f"{self.name}: asked another host: {request.url}")

    @property
    def path(self) -> Path:
        """The lesson's file in the served copy."""
        return self.course.folder / "lessons" / f"{self.name}.ipynb"

    def open(self) -> None:
        """Open the lesson and wait until its cells and its kernel are there."""
        self.page.goto(self.course.url(self.name, f"w{time.monotonic_ns()}"))
        self.page.wait_for_function(
            "() => globalThis.jupyterapp?.shell?.currentWidget?.content?.widgets"
        )
        self.page.locator(".jp-Notebook .jp-Cell").first.wait_for()
        self.wait_idle()

    def command(self, name: str, **arguments: object) -> object:
        """Carry out one of JupyterLab's commands and wait for it."""
        return self.page.evaluate(
            "async ([name, given]) => { await jupyterapp.commands.execute(name, given); }",
            [name, arguments],
        )

    def wait_idle(self) -> None:
        """Wait until the kernel has nothing to do."""
        self.page.wait_for_function(
            """() => jupyterapp.shell.currentWidget.sessionContext
                 .session?.kernel?.status === "idle" """,
            timeout=RUNNING_S * 1000,
        )

    def run_all(self) -> None:
        """Run every cell, as Run > Run All Cells does, and fail on any error output."""
        self.command("notebook:run-all-cells")
        self.wait_idle()
        counts, errors = self.page.evaluate(
            """() => {
              const cells = jupyterapp.shell.currentWidget.content.widgets.filter((cell) => cell.model.type === "code");
              const wrong = (cell) => cell.model.outputs.toJSON().filter((output) => output.output_type === "error")
                .map((output) => `${cell.model.id}: ${output.ename}: ${output.evalue}`);
              return [cells.map((cell) => cell.model.executionCount), cells.flatMap(wrong)];
            }"""
        )
        assert not errors, f"cells that failed: {errors}"
        # A kernel that is shared with an earlier page goes on counting.
        assert counts == list(range(counts[0], counts[0] + len(counts))), (
            f"run all stopped: {counts}"
        )

    def restart(self) -> None:
        """Restart the kernel, answering JupyterLab's question."""
        self.page.evaluate("() => { jupyterapp.commands.execute('kernelmenu:restart'); }")
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        self.page.locator(".jp-Dialog").wait_for(state="detached")
        self.wait_idle()

    def save(self) -> None:
        """Save the lesson and wait until it is on disk."""
        self.command("docmanager:save")
        self.page.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")

    def show(self, locator):
        """Return ``locator``'s first match, scrolled to: JupyterLab draws cells as they come into view."""
        cells = self.page.locator(".jp-Notebook .jp-Cell")
        for n in range(cells.count()):
            if locator.count():
                break
            cells.nth(n).scroll_into_view_if_needed()
            self.page.wait_for_timeout(50)
        locator.first.scroll_into_view_if_needed()
        return locator.first

    def widget(self, name: str | re.Pattern[str]):
        """Return the widget (a region) called ``name``, drawn and scrolled to."""
        return self.show(
            self.page.locator(".cu-face").and_(self.page.get_by_role("region", name=name))
        )

    def widgets(self, name: str | re.Pattern[str]) -> list:
        """Return every widget called ``name``, in the lesson's order, all drawn."""
        self.draw()
        return self.page.locator(".cu-face").and_(self.page.get_by_role("region", name=name)).all()

    def draw(self) -> None:
        """Bring every cell into view once, and wait until each live output of the notebook is drawn."""
        self.page.evaluate(DRAW)
        self.page.wait_for_function(DRAWN)

    def theme(self, scheme: str) -> None:
        """Change JupyterLab's theme, light or dark."""
        self.command("apputils:change-theme", theme=f"JupyterLab {scheme.title()}")
        light = str(scheme == "light").lower()
        self.page.locator(f"body[data-jp-theme-light={light}]").wait_for(state="attached")

    def check_accessible(self, selector: str = ".cu-face") -> None:
        """Fail on what axe-core finds serious or critical inside the elements ``selector`` matches."""
        if not self.page.evaluate("() => !!globalThis.axe"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(
            "async (selector) => (await axe.run({include: [selector]}, {resultTypes: ['violations']}))",
            selector,
        )
        lines = [
            f"{fault['impact']} {fault['id']}: {fault['help']}: {node['html'][:200]}"
            for fault in found["violations"]
            if fault["impact"] in {"serious", "critical"}
            for node in fault["nodes"]
        ]
        assert not lines, "\n" + "\n".join(lines)

    def dialogs(self) -> list[str]:
        """Return the texts of the dialogs and notices that JupyterLab shows."""
        return self.page.locator(".jp-Dialog-content, .Toastify__toast").all_inner_texts()
