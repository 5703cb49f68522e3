"""The map builder with every claim of a long map: from a step or its undoing to list and drawing."""

from __future__ import annotations

from pathlib import Path

from corpus_utils import arguments, texts
from corpus_utils.answers import AnswerLog
from corpus_utils.building import written
from corpus_utils.widgets.builder_desk import task
from tests.bench.trips import lessons, said

ROUNDS = 32
LESSON = "00-builder"
CALL = f'cu.MapBuilder("wohlforth", level="frame", lesson="{LESSON}", name="whole")'

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


def keep_whole_map(answers: Path, *, lesson: str = LESSON) -> None:
    """Write a log in which the whole map of ``wohlforth`` has been built but for its last step."""
    whole = arguments.load(texts.load("wohlforth"))
    kept = {"level": "frame", "steps": written(whole)[:-1], "claims": []}
    AnswerLog(lesson, folder=answers).append(task("whole", whole, "frame", ()), kept, 0.9)


def main() -> None:
    with lessons(**{LESSON: (f"import corpus_utils as cu\n{CALL}",)}) as (course, opened):
        keep_whole_map(course.answers)
        face = opened(LESSON).widget("Map builder: Wohlforth")
        face.locator(".cu-b-box").first.wait_for()
        pairs = face.evaluate(STEP_AND_UNDO, ROUNDS)
    for what, taken in zip(("listed", "drawn"), zip(*pairs, strict=True), strict=True):
        print(said(f"map builder, a step or its undoing {what}", list(taken)))
