"""A widget's round trip: from a click in the browser to the kernel's answer on the page."""

from __future__ import annotations

import re
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.driving import QUIET, Lesson, find_chromium, serve
from tests.browser.scratch import write_lesson

ROUNDS = 100

#: Click, then wait for the button that says the opposite: it is drawn when the kernel has answered.
ROUND_TRIP = """async ([face, rounds]) => {
  const button = () => face.querySelector('[data-key="give"]');
  const taken = [];
  for (let n = 0; n < rounds; n++) {
    const before = button().textContent;
    const begun = performance.now();
    await new Promise((done) => {
      const watch = new MutationObserver(() => {
        if (button()?.textContent !== before) (watch.disconnect(), done());
      });
      watch.observe(face, { childList: true, subtree: true, characterData: true });
      button().click();
    });
    taken.push(performance.now() - begun);
    await new Promise((done) => setTimeout(done, 30));
  }
  return taken;
}"""


def main() -> None:
    chromium = find_chromium()
    if chromium is None:
        print("not measured: there is no Chromium")
        return
    with tempfile.TemporaryDirectory() as name:
        source = 'import corpus_utils as cu\ncu.ArgumentMap("dunayevskaya")'
        folder = write_lesson(Path(name).resolve(), source, name="00-map")
        with serve(folder) as course, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
            lesson = Lesson(
                browser.new_page(viewport={"width": 1400, "height": 1000}), course, "00-map"
            )
            lesson.open()
            lesson.run_all()
            face = lesson.widget(re.compile("^Argument map"))
            face.get_by_role("option").last.click()
            taken = lesson.page.evaluate(ROUND_TRIP, [face.element_handle(), ROUNDS])
            browser.close()
    taken.sort()
    p95 = taken[round(0.95 * len(taken)) - 1]
    print(
        f"argument map, give a claim up or take it back: median {statistics.median(taken):.0f} ms",
        end=" ",
    )
    print(f"95th percentile {p95:.0f} ms (of {ROUNDS}; aim: 95th under 150 ms)")
