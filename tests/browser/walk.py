"""A premise given up and taken back on a lesson's last argument map, in the real JupyterLab."""

from __future__ import annotations

import re

from corpus_utils import arguments, texts
from corpus_utils.acceptance import what_stands


def premise_that_matters(document: str, shown: set[str]) -> tuple[str, str]:
    """Return the ids of a claim, and of another that falls when it is given up, both among ``shown``."""
    argument = arguments.load(texts.load(document))
    before = set(what_stands(argument).fallen)
    for claim in argument.claims:
        fallen = set(what_stands(argument, [claim.id]).fallen) - before - {claim.id}
        if claim.id in shown and fallen & shown:
            return claim.id, min(fallen & shown)
    raise AssertionError("no claim of this map rests on another")


def give_up(lesson, document: str) -> None:
    """Select a claim, give it up, see another fall, take it back."""
    # The lesson's last map is the one in which premises are given up.
    argument_map = lesson.widgets(re.compile("^Argument map"))[-1]
    argument_map.scroll_into_view_if_needed()
    boxes = argument_map.get_by_role("option").all()
    given, falls = premise_that_matters(document, {box.get_attribute("data-id") for box in boxes})

    def claim(name: str):
        return argument_map.get_by_role("option", name=re.compile(rf"^{name}, "))

    claim(given).click()
    assert claim(given).get_attribute("aria-selected") == "true"
    panel = argument_map.get_by_role("group", name=re.compile(rf"^{given}, "))
    for part in ("Reasons", "Objections", "Passage: Retelling"):
        panel.get_by_text(part, exact=True).wait_for()
    assert "falls" not in claim(falls).inner_text()
    argument_map.get_by_role("button", name="Give this claim up").click()
    claim(falls).get_by_text("falls", exact=True).wait_for()
    # It is said, too, for those who do not see the map.
    argument_map.get_by_role("status").filter(has_text=falls).wait_for()
    argument_map.get_by_role("button", name="Take this claim back").click()
    claim(falls).get_by_text("falls", exact=True).wait_for(state="hidden")
