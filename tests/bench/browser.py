"""A widget's round trip: from a click in the browser to the kernel's answer on the page."""

from __future__ import annotations

import re

from tests.bench.trips import lessons, said

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
    source = 'import corpus_utils as cu\ncu.ArgumentMap("dunayevskaya")'
    with lessons(map=(source,)) as (_, opened):
        lesson = opened("map")
        face = lesson.widget(re.compile("^Argument map"))
        face.get_by_role("option").last.click()
        taken = lesson.page.evaluate(ROUND_TRIP, [face.element_handle(), ROUNDS])
    print(said("argument map, give a claim up or take it back", taken))
