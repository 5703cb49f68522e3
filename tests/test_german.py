"""Everything the course says in German: in every widget, chart, mark and error, nothing stays English that is a sentence of ours."""

from __future__ import annotations

import json
import re

import pytest

import corpus_utils as cu
from corpus_utils import formats, languages, messages, questions
from corpus_utils.errors import CourseError
from corpus_utils.messages import ENGLISH, LANGUAGES, Figure

LESSON = "00-read-an-argument"
FIELD = re.compile(r"{[^}]*}")
#: Shorter pieces stand in the documents, too, by chance.
FEWEST_WORDS = 4


def texts(told):
    if isinstance(told, str):
        yield told
    else:
        for inner in told.values() if isinstance(told, dict) else told:
            yield from texts(inner)


def pieces(told) -> set[str]:
    """Return what stands between the fields of every sentence, of as many words as no document has by chance."""
    found = {piece.strip() for text in texts(told) for piece in FIELD.split(text)}
    return {piece for piece in found if len(piece.split()) >= FEWEST_WORDS}


@pytest.fixture(scope="module")
def english_alone() -> re.Pattern[str]:
    """Match a piece of an English sentence that German does not have."""
    told = messages.read(LANGUAGES / f"{ENGLISH}.yaml")
    del told["terms"]  # its keys are values of the data
    english = pieces(told)
    german = "\n".join(texts(messages.read(LANGUAGES / "de.yaml")))
    alone = sorted((piece for piece in english if piece not in german), key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(piece)}(?!\w)" for piece in alone))


@pytest.fixture(autouse=True)
def german():
    languages.use("de")
    yield
    languages.use()


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
def test_a_widget_says_nothing_in_english(english_alone, name):
    widget = WIDGETS[name]()
    for face in (widget.to_html(), widget.to_text(), state(widget)):
        assert english_alone.findall(face.replace("&quot;", '"')) == []
    assert widget.to_html() != ""


def every_item():
    """Return the first item of each kind."""
    found = {}
    for path in sorted(cu.texts.exercises_folder().glob("*.yaml")):
        for item in questions.read_exercises(path).items:
            found.setdefault(item.kind, item)
    return found


@pytest.mark.parametrize("kind", sorted(every_item()))
def test_a_question_says_nothing_in_english(english_alone, kind):
    card = cu.Question(every_item()[kind].id)
    for face in (card.to_html(), card.to_text(), state(card)):
        assert english_alone.findall(face) == []


def test_an_error_is_german_with_the_nearest_choice():
    with pytest.raises(CourseError, match="meinten Sie „george“"):
        cu.Reader("georg")


def test_numbers_in_sentences_have_german_marks(tmp_path, monkeypatch):
    monkeypatch.setattr(formats, "LONGEST", 12000)
    (tmp_path / "rye.txt").write_text("rye and wheat " * 1000, encoding="utf-8")
    with pytest.raises(CourseError, match=r"länger als 12\.000 Zeichen"):
        formats.read_copy(tmp_path / "rye.txt")
    assert f"{Figure(2.5):.2f} {Figure(4 / 3):g}"[:8] == "2,50 1,3"
