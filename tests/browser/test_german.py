"""Widgets in another language in the real JupyterLab: each says which, and what stays English is marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.driving import serve
from tests.browser.scratch import NAME, write_lesson

CELLS = (
    'import corpus_utils as cu\nfrom corpus_utils import languages\nlanguages.use("de")\ncu.Reader("wohlforth", paragraphs="p003-p006")',
    'cu.ArgumentMap("wohlforth", selected="c01")',
    'cu.MapBuilder("wohlforth", level="holes")',
    'cu.CrossMap(question="q3", selected="x07")',
    'cu.Concordance("terror*")',
    'cu.Outline("wohlforth")',
    'cu.WhoSpeaks("wohlforth")',
    'cu.Timeline(selected="october-revolution")',
    'cu.ComparisonTable(["q3"])',
    'cu.Question("woh-01")',
    'cu.Question("woh-45")',
    'cu.Position("q3", lesson="07", name="mine")',
    "cu.Progress()",
    'cu.Ballot("Rye?", ["rye", "wheat"], name="rye", lesson="07")',
)
#: Widgets that show nothing of the documents before they are used.
OURS_ALONE = ("Abstimmung", "Ihr Lernstand", "Meine Position")
SAID = """() => Object.fromEntries([...document.querySelectorAll(".cu-face")].map((face) => [
  face.getAttribute("aria-label"), [face.lang, face.querySelectorAll("[lang=en]").length, face.textContent]]))"""


@pytest.fixture
def scratch(tmp_path: Path):
    with serve(write_lesson(tmp_path, *CELLS)) as running:
        yield running


def test_each_widget_says_its_language_and_marks_what_stays_english(scratch, open_lesson):
    lesson = open_lesson(scratch, NAME)
    lesson.run_all()
    lesson.widget("Abstimmung: Rye?").get_by_text("Vor der Diskussion").first.wait_for()
    found = lesson.page.evaluate(SAID)
    assert len(found) == len(CELLS)
    for name, (language, marked, text) in found.items():
        assert language == "de", name
        assert not re.search(r"undefined|\[object", text), name
        assert marked or name.startswith(OURS_ALONE), name
    lesson.check_accessible()
