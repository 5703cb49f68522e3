"""Everything the course says in German: in every widget, chart, mark, product and error, nothing stays English that is a sentence of ours."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

import corpus_utils as cu
from corpus_utils import questions
from corpus_utils.errors import CourseError
from corpus_utils.products import registry
from tests.sentences import english_in
from tests.toy_bank import toy_source

LESSON = "00-read-an-argument"
pytestmark = pytest.mark.usefixtures("german")

WIDGETS = {
    "reader": lambda: cu.Reader("toy"),
    "argument map": lambda: cu.ArgumentMap("toy", given_up=["c02"]),
    "cross map": lambda: cu.CrossMap(question="q3"),
    "outline": lambda: cu.Outline("wohlforth"),
    "outline, sorting": lambda: cu.Outline("wohlforth", guess=True, lesson=LESSON),
    "who speaks": lambda: cu.WhoSpeaks("george", ["p018"], lesson=LESSON),
    "voice strip": lambda: cu.WhoSpeaks("george"),
    "concordance": lambda: cu.Concordance("terror*"),
    "concept": lambda: cu.Concordance(concept="bureaucracy"),
    "comparison table": lambda: cu.ComparisonTable(["q3"]),
    "timeline": cu.Timeline,
    "ballot": lambda: cu.Ballot("Rye?", ["rye", "wheat"], name="rye", lesson=LESSON),
    "progress": cu.Progress,
    "position": lambda: cu.Position("q3", lesson=LESSON, name="mine"),
    **{
        f"map builder, {level}": lambda level=level: cu.MapBuilder(
            "toy", level=level, lesson=LESSON, name=level
        )
        for level in ("full", "holes", "frame", "own")
    },
}


def state(widget) -> str:
    """Return all that a widget's front end is given, without what every widget has of the catalogue."""
    return json.dumps(widget.get_state(), ensure_ascii=False, default=str)


@pytest.mark.parametrize("name", WIDGETS)
def test_a_widget_says_nothing_in_english(name):
    widget = WIDGETS[name]()
    for face in (widget.to_html(), widget.to_text(), state(widget)):
        assert english_in(face) == []
    assert widget.to_html() != ""


def every_item():
    """Return the first item of each kind."""
    found = {}
    for path in sorted(cu.texts.exercises_folder().glob("*.yaml")):
        for item in questions.read_exercises(path).items:
            found.setdefault(item.kind, item)
    return found


@pytest.mark.parametrize("kind", sorted(every_item()))
def test_a_question_says_nothing_in_english(kind):
    card = cu.Question(every_item()[kind].id)
    for face in (card.to_html(), card.to_text(), state(card)):
        assert english_in(face) == []


def written(folder):
    """Yield the text of every file in a folder, and of every part of a package."""
    for path in (path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        if zipfile.is_zipfile(io.BytesIO(data)):
            package = zipfile.ZipFile(io.BytesIO(data))
            yield from (package.read(name).decode(errors="replace") for name in package.namelist())
        else:
            yield data.decode()


#: The others are made of a lesson, whose faces are those of its widgets.
OF_THE_BANK = [p for p in registry.PRODUCTS if p.name not in {"student", "solution", "seminar"}]


@pytest.mark.parametrize("product", OF_THE_BANK, ids=lambda product: product.name)
def test_a_product_says_nothing_in_english(tmp_path, product):
    lost = product.write(toy_source(), tmp_path)
    made = list(written(tmp_path))
    assert made
    assert [english_in(text) for text in (*made, *map(str, lost)) if english_in(text)] == []


def test_an_error_is_german_with_the_nearest_choice():
    with pytest.raises(CourseError, match="meinten Sie „george“"):
        cu.Reader("georg")
