from __future__ import annotations

import pytest

from corpus_utils import annotations, arguments, texts
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.gazetteer import read_gazetteer
from corpus_utils.tokens import find
from corpus_utils.voices import AUTHOR, UNNAMED, Speakers
from tests.choir import WORDS, speakers

NAMES = {AUTHOR: "the author ({name})", UNNAMED: "nobody named"}


def voice(excerpt, speaker):
    return next(v for v in excerpt.voices if v.speaker == speaker)


def test_a_paragraph_has_every_voice_that_sounds_in_it():
    found = speakers().excerpt("p001")
    assert {v.speaker for v in found.needed} == {"zofie", "ivan"}
    assert voice(found, "zofie").manners == ("quoted", "reported")
    assert voice(found, "ivan").certainty == "possible"
    # "As Žofie says" introduces, and is no voice of its own.
    assert not voice(found, AUTHOR).needed


def test_a_term_in_marks_is_no_voice_that_is_asked_for():
    found = speakers().excerpt("p002")
    assert [v.speaker for v in found.needed] == [AUTHOR]
    assert voice(found, UNNAMED).manners == ("mimicked",)


def test_an_annotation_has_its_own_voice_however_short():
    found = speakers().excerpt("quotation-03")
    assert [v.speaker for v in found.needed] == [UNNAMED]


def test_a_range_has_what_sounds_in_it():
    place = find(WORDS["p001"], "the mill fed no house but its own")
    found = speakers().excerpt(f"p001@{place}")
    assert [(v.speaker, v.needed) for v in found.voices] == [("ivan", True)]


def test_where_nobody_is_named_it_reads_as_the_authors_own():
    known = speakers()
    assert voice(known.excerpt("p001"), "ivan").rival == AUTHOR
    assert voice(known.excerpt("p001"), "zofie").rival == ""
    # A part of a longer name does not make another person of Žofie.
    assert voice(known.excerpt("p003"), "ludek").rival == ""


def test_choices_hold_voices_rivals_the_author_and_distractors():
    known = speakers()
    first = [known.excerpt("p001")]
    assert known.choices(first, distractors=0) == [AUTHOR, "ivan", "zofie"]
    assert known.choices(first, distractors=1) == [AUTHOR, "ivan", "ludek", "zofie"]
    assert known.choices([known.excerpt("p002")], distractors=0) == [AUTHOR, UNNAMED]


def test_names():
    known = speakers()
    assert known.name(AUTHOR, NAMES) == "the author (Olga Pekařová)"
    assert known.name("zofie", NAMES) == "Žofie Nováková"
    assert known.name("Sousedé", NAMES) == "Sousedé"
    assert Speakers(known.text, (), known.gazetteer).name(AUTHOR, NAMES) == "the author"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("p099", "no paragraph in choir 'p099'"),
        ("p003@0-9999", "beyond its paragraph"),
        ("quotation-99", "did you mean 'quotation-0"),
        ("žádná", "is not a target"),
    ],
)
def test_a_place_that_is_not_there_is_said(name, said):
    with pytest.raises(CourseError, match=said):
        speakers().excerpt(name)


@pytest.mark.parametrize("key", texts.keys())
def test_every_paragraph_and_annotation_of_the_course_has_a_voice(key):
    text = texts.load(key)
    gazetteer = read_gazetteer(texts.data_folder() / "gazetteer")
    known = Speakers.of(text, annotations.load(text), gazetteer, arguments.load(text))
    assert known.author in gazetteer
    names = [p.id for p in text.paragraphs] + [a.id for a in known.annotations]
    excerpts = [known.excerpt(name) for name in names]
    assert all(excerpt.needed for excerpt in excerpts)
    for speaker in known.choices(excerpts):
        assert known.name(speaker, NAMES)[0] not in "( "


def test_unknown_annotations_are_named_with_the_nearest():
    with pytest.raises(UnknownError, match="voice or quotation in choir"):
        speakers().excerpt("voice-77")
