"""The map builder with every claim of a long map: from a step or its undoing to list and drawing."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from corpus_utils import arguments, texts
from corpus_utils.answers import AnswerLog
from corpus_utils.building import written
from corpus_utils.widgets.builder_desk import task
from tests.browser.driving import QUIET, Lesson, find_chromium, serve
from tests.browser.scratch import write_lesson

ROUNDS = 32
CALL = 'cu.MapBuilder("wohlforth", level="frame", lesson="00-builder", name="whole")'

#: Draw a step, undo it, and so on: for each, milliseconds until it is listed, and until it is drawn.
STEP_AND_UNDO = """async (root, rounds) => {
  const until = (test) => new Promise((resolve) => {
    const watch = new MutationObserver(() => test() && (watch.disconnect(), resolve()));
    watch.observe(root, { subtree: true, childList: true });
  });
  const button = (name) => [...root.querySelectorAll("button")].find((one) => one.textContent === name);
  const count = (what) => root.querySelectorAll(what).length;
  const times = [];
  for (let i = 0; i < rounds; i++) {
    const before = [count(".cu-b-row"), count(".cu-b-disc")];
    const start = performance.now();
    const listed = until(() => count(".cu-b-row") !== before[0]).then(() => performance.now() - start);
    const drawn = until(() => count(".cu-b-disc") !== before[1]).then(() => performance.now() - start);
    if (i % 2) button("Undo").click();
    else {
      // A new step each time, so that no drawing is remembered.
      const from = root.querySelector(`.cu-b-box[data-id=c${String(10 + i)}]`);
      from.click();
      root.querySelector("[data-key=kind-attack]").click();
      root.querySelector(".cu-b-box[data-id=c02]").click();
    }
    times.push([await listed, await drawn]);
  }
  return times;
}"""


def keep_whole_map(answers: Path, *, lesson: str = "00-builder") -> None:
    """Write a log in which the whole map of ``wohlforth`` has been built but for its last step."""
    whole = arguments.load(texts.load("wohlforth"))
    kept = {"level": "frame", "steps": written(whole)[:-1], "claims": []}
    AnswerLog(lesson, folder=answers).append(task("whole", whole, "frame", ()), kept, 0.9)


def main() -> None:
    chromium = find_chromium()
    if chromium is None:
        print("not measured: there is no Chromium")
        return
    with tempfile.TemporaryDirectory() as name:
        source = f"import corpus_utils as cu\n{CALL}"
        folder = write_lesson(Path(name).resolve(), source, name="00-builder")
        with serve(folder) as course, sync_playwright() as playwright:
            keep_whole_map(course.answers)
            browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
            lesson = Lesson(
                browser.new_page(viewport={"width": 1400, "height": 1000}), course, "00-builder"
            )
            lesson.open()
            lesson.run_all()
            face = lesson.widget("Map builder: Wohlforth")
            face.locator(".cu-b-box").first.wait_for()
            pairs = face.evaluate(STEP_AND_UNDO, ROUNDS)
            browser.close()
    for what, taken in zip(("listed", "drawn"), zip(*pairs, strict=True), strict=True):
        p95 = sorted(taken)[round(0.95 * len(taken)) - 1]
        print(
            f"map builder, a step or its undoing {what}: median {statistics.median(taken):.0f} ms",
            end=" ",
        )
        print(f"95th percentile {p95:.0f} ms (of {len(taken)}; aim: 95th under 150 ms)")
