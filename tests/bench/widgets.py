"""The round trip of a widget of every kind: from a click in the browser to what it changes on the page."""

from __future__ import annotations

from corpus_utils import questions
from tests.bench.trips import lessons, said
from tests.browser.scratch import answer_wrong_long_ago

ROUNDS = 32
LESSON = "03-wohlforth"
ITEM = "woh-17"
SETUP = "import corpus_utils as cu"
CHARTED = 'cu.chart_claims("dunayevskaya")'

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


def main() -> None:
    calls = [call for call, *_ in TRIPS.values()]
    with lessons(widgets=(SETUP, *calls), chart=(SETUP, CHARTED)) as (course, opened):
        answer_wrong_long_ago(course.answers, LESSON, questions.load(ITEM))
        lesson = opened("widgets")
        lesson.draw()
        handles = lesson.page.locator(".cu-face").element_handles()
        for (what, (_, act, watched)), face in zip(TRIPS.items(), handles, strict=True):
            face.scroll_into_view_if_needed()
            print(said(what, face.evaluate(MEASURE, [act, watched, ROUNDS])), flush=True)
        lesson.page.close()
        page = opened("chart").page
        page.locator(".vega-embed svg").first.wait_for()
        page.evaluate("() => { jupyterapp.shell.currentWidget.content.activeCellIndex = 2; }")
        print(said("chart, its cell run and it drawn", page.evaluate(CHART, ROUNDS), "no aim"))
