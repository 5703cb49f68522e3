"""The round trip of a widget of every kind: from a click in the browser to what it changes on the page."""

from __future__ import annotations

import json
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from corpus_utils import questions
from tests.browser.driving import QUIET, Lesson, find_chromium, serve
from tests.browser.scratch import write_lesson

ROUNDS = 32
LESSON = "03-wohlforth"
ITEM = "woh-17"
SETUP = "import corpus_utils as cu"

#: What is measured → the call, what is done in turn ``n``, and what of the widget the answer changes.
#: Nothing but the kernel's answer changes that, except where it says "the browser alone".
TRIPS = {
    "reader, a layer (the browser alone)": (
        'cu.Reader("wohlforth")',
        "(face) => face.querySelector('.cu-layers button').click()",
        ".cu-notes",
    ),
    "voice strip, a speaker (the browser alone)": (
        'cu.WhoSpeaks("foundations-notes")',
        "(face) => face.querySelector('.cu-v-legend button').click()",
        ".cu-v-strip",
    ),
    "outline, claims sorted and compared": (
        f'cu.Outline("wohlforth", guess=True, lesson="{LESSON}")',
        """(face, n) => {
          face.querySelectorAll(".cu-o-lines select").forEach((one) => { one.selectedIndex = 1 + n % 2; });
          face.querySelector(".cu-o-sorting .cu-main").click();
        }""",
        ".cu-o-lines",
    ),
    "who speaks, a passage checked": (
        f'cu.WhoSpeaks("wohlforth", ["p012"], lesson="{LESSON}")',
        """(face, n) => {
          face.querySelectorAll(".cu-w-pane select").forEach((one) => { one.selectedIndex = 1 + n % 2; });
          face.querySelector(".cu-w-pane .cu-main").click();
        }""",
        ".cu-w-outcome",
    ),
    "question, checked and tried again": (
        f'cu.Question("{ITEM}")',
        """(face, n) => {
          if (n % 2) return face.querySelector(".cu-q-round:last-child .cu-q-outcome .cu-bar button:last-child").click();
          face.querySelector(".cu-q-round:last-child form input").click();
          face.querySelector(".cu-q-round:last-child form [type=submit]").click();
        }""",
        # Its button says "Checking …" at once, which is no answer yet.
        ".cu-q-rounds:not(:has([type=submit][aria-disabled=true]))",
    ),
    "concordance, another order": (
        'cu.Concordance("party")',
        "(face, n) => face.querySelectorAll('.cu-k-choices button')[(n + 1) % 2].click()",
        ".cu-k-lists",
    ),
    "comparison table, a row judged": (
        'cu.ComparisonTable(["q3"])',
        """(face, n) => {
          if (!face.querySelector("[data-on]")) face.querySelector("[data-cell]").click();
          face.querySelectorAll("[data-on]")[n % 3].click();
        }""",
        ".cu-agreed",
    ),
    "timeline, an event read": (
        "cu.Timeline()",
        "(face, n) => face.querySelectorAll('[data-event]')[n % 2].click()",
        ".cu-event",
    ),
    "cross-document map, a relation read": (
        'cu.CrossMap(question="q3")',
        "(face, n) => face.querySelectorAll('.cu-pane-x [data-relation]')[n % 2].click()",
        ".cu-reading",
    ),
    "ballot, a count kept": (
        f'cu.Ballot("Snow?", ["yes", "no"], name="snow", lesson="{LESSON}")',
        """(face) => {
          const round = face.querySelector(".cu-b-round");
          if (round.querySelector("form").hidden) round.querySelector("[aria-expanded]").click();
          round.querySelectorAll(".cu-b-row").forEach((row) => [...row.querySelectorAll(".cu-b-step")].at(-1).click());
          round.querySelector("[type=submit]").click();
        }""",
        ".cu-b-chart",
    ),
    "progress, a due question opened and closed": (
        "cu.Progress()",
        "(face) => face.querySelector('.cu-p-open').click()",
        ".cu-p-due",
    ),
    "position, a claim stated, undone, redone": (
        'cu.Position("q3", lesson="07-take-a-position", name="bench")',
        """(face, n) => {
          if (n) return [...face.querySelectorAll(".cu-bar button")].find((one) => one.textContent === (n % 2 ? "Undo" : "Redo")).click();
          face.querySelector(".cu-b-writer textarea").value = "I hold that it snowed.";
          face.querySelector(".cu-b-writer [type=submit]").click();
        }""",
        ".cu-b-shelf",
    ),
}

MEASURE = """async (face, [act, watched, rounds]) => {
  const doing = eval(act);
  const taken = [];
  for (let n = 0; n < rounds; n++) {
    const begun = performance.now();
    taken.push(await new Promise((done, failed) => {
      const late = setTimeout(() => failed(new Error(`turn ${n}: nothing changed`)), 10000);
      const watch = new MutationObserver((changes) => {
        if (!changes.some(({ target }) => (target.nodeType === 1 ? target : target.parentElement)?.closest(watched))) return;
        watch.disconnect();
        clearTimeout(late);
        done(performance.now() - begun);
      });
      watch.observe(face, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["class"] });
      doing(face, n);
    }));
    await new Promise((done) => setTimeout(done, 400)); // a student's pace
  }
  return taken;
}"""
#: A chart has no round trip: how long from running its cell until it is drawn.
CHART = """async (rounds) => {
  const taken = [];
  for (let n = 0; n < rounds; n++) {
    const old = document.querySelector(".vega-embed svg");
    const begun = performance.now();
    await jupyterapp.commands.execute("notebook:run-cell");
    while ((document.querySelector(".vega-embed svg") ?? old) === old) await new Promise(requestAnimationFrame);
    taken.push(performance.now() - begun);
    await new Promise((done) => setTimeout(done, 60));
  }
  return taken;
}"""


def said(what: str, taken: list[float], aim: str = "aim: 95th under 150 ms") -> str:
    """Return a line with the median and the 95th percentile of some times."""
    p95 = sorted(taken)[round(0.95 * len(taken)) - 1]
    median = statistics.median(taken)
    return f"{what}: median {median:.0f} ms 95th percentile {p95:.0f} ms (of {len(taken)}; {aim})"


def answer_wrong(answers: Path) -> None:
    """Write a log in which a question was answered wrong years ago, so that it is due."""
    item = questions.load(ITEM)
    wrong = next(option.text for option in item.options if not option.right)
    line = {"time": "2024-03-02T12:00:00Z", "lesson": LESSON, "item": item.id, "attempt": 1}
    line |= {"item_hash": item.hash, "given": wrong, "mark": 0, "format": 1}
    answers.mkdir(parents=True, exist_ok=True)
    (answers / f"{LESSON}.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")


def main() -> None:
    chromium = find_chromium()
    if chromium is None:
        print("not measured: there is no Chromium")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        write_lesson(folder, SETUP, *(call for call, *_ in TRIPS.values()), name="widgets")
        write_lesson(folder, SETUP, 'cu.chart_claims("dunayevskaya")', name="chart")
        with serve(folder) as course, sync_playwright() as playwright:
            answer_wrong(course.answers)
            browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
            page = browser.new_page(viewport={"width": 1400, "height": 1000})
            lesson = Lesson(page, course, "widgets")
            lesson.open()
            lesson.run_all()
            lesson.draw()
            faces = page.locator(".cu-face")
            handles = faces.element_handles()
            for (what, (_, act, watched)), face in zip(TRIPS.items(), handles, strict=True):
                face.scroll_into_view_if_needed()
                print(said(what, face.evaluate(MEASURE, [act, watched, ROUNDS])), flush=True)
            page.close()
            page = browser.new_page(viewport={"width": 1400, "height": 1000})
            lesson = Lesson(page, course, "chart")
            lesson.open()
            lesson.run_all()
            page.locator(".vega-embed svg").first.wait_for()
            page.evaluate("() => { jupyterapp.shell.currentWidget.content.activeCellIndex = 2; }")
            taken = page.evaluate(CHART, ROUNDS)
            print(said("chart, its cell run and it drawn", taken, "no aim"))
            browser.close()
