from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_utils.ascriptions import DEFENSIBLE, judge, key, task
from corpus_utils.errors import CourseError
from corpus_utils.vocabulary import SPOKEN
from corpus_utils.voices import AUTHOR, UNNAMED, Excerpt, Voice
from tests.choir import speakers

WHO = [AUTHOR, "ivan", "ludek", "zofie", UNNAMED]
PLACES = ["p001", "p002", "p003", "quotation-02", "quotation-03"]


def mark(place, *given_):
    return judge(speakers().excerpt(place), given_, WHO).mark


def verdicts(place, *given_):
    return [a.verdict for a in judge(speakers().excerpt(place), given_, WHO).ascribed]


def test_every_needed_voice_is_worth_the_same():
    assert mark("p001", ("zofie", "quoted"), ("ivan", "quoted")) == 1
    assert mark("p001", ("zofie", "quoted")) == 1 / 2
    # She is reported there, too.
    assert mark("p001", ("zofie", "reported"), ("ivan", "quoted")) == 1


def test_the_right_speaker_in_the_wrong_manner_is_half():
    assert mark("p001", ("zofie", "mimicked"), ("ivan", "quoted")) == 3 / 4
    assert verdicts("p001", ("zofie", "mimicked")) == ["manner"]


def test_who_is_absent_costs():
    assert mark("p001", ("zofie", "quoted"), ("ivan", "quoted"), ("ludek", "quoted")) == 2 / 3
    assert verdicts("p001", ("ludek", "quoted")) == ["absent"]


@pytest.mark.parametrize("certainty", DEFENSIBLE)
def test_the_less_sure_we_are_the_more_a_rival_earns(certainty):
    sung = Excerpt(
        "x",
        speakers().excerpt("p003").target,
        (Voice("ivan", ("quoted",), 50, certainty=certainty, rival="zofie"),),
    )
    found = judge(sung, [["zofie", "reported"]], WHO)
    assert found.mark == DEFENSIBLE[certainty]
    assert found.ascribed[0].verdict == ("seeming" if certainty == "certain" else "defensible")
    both = judge(sung, [["zofie", "reported"], ["ivan", "quoted"]], WHO)
    assert both.mark == 1


def test_what_is_too_short_to_be_asked_for_neither_earns_nor_costs():
    assert mark("p002", (AUTHOR, "author"), (UNNAMED, "mimicked")) == 1
    assert verdicts("p002", (UNNAMED, "mimicked")) == ["aside"]
    assert mark("p002", (UNNAMED, "mimicked")) == 0


def test_what_was_missed_is_told():
    found = judge(speakers().excerpt("p001"), [["zofie", "quoted"]], WHO)
    assert [voice.speaker for voice in found.missed] == ["ivan"]
    assert not found.right


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ([], "choose who speaks"),
        ("zofie", "choose who speaks"),
        (["zofie"], "this is no voice"),
        ([["zofie", ""]], "choose both"),
        ([["žofie", "quoted"]], "did you mean 'zofie'"),
        ([["zofie", "quotet"]], "did you mean 'quoted'"),
        ([["zofie", "quoted"], ["zofie", "reported"]], "named once"),
    ],
)
def test_what_is_no_answer_is_said(given_, said):
    with pytest.raises(CourseError, match=said):
        judge(speakers().excerpt("p001"), given_, WHO)


@st.composite
def answers(draw):
    names = draw(st.lists(st.sampled_from(WHO), min_size=1, unique=True))
    return [[name, draw(st.sampled_from(SPOKEN))] for name in names]


@given(st.sampled_from(PLACES), answers())
def test_marks_lie_between_none_and_all_whatever_the_order(place, given_):
    excerpt = speakers().excerpt(place)
    found = judge(excerpt, given_, WHO)
    assert 0 <= found.mark <= 1
    assert found.mark == pytest.approx(judge(excerpt, given_[::-1], WHO).mark)
    assert judge(excerpt, key(excerpt), WHO).right
    if found.right:
        assert not found.missed


@given(st.sampled_from(PLACES), answers(), st.sampled_from(WHO))
def test_naming_one_more_who_is_absent_never_helps(place, given_, more):
    excerpt = speakers().excerpt(place)
    one = judge(excerpt, [[more, "quoted"]], WHO).ascribed[0]
    if one.verdict == "absent" and more not in [name for name, _ in given_]:
        assert (
            judge(excerpt, [*given_, [more, "quoted"]], WHO).mark
            <= judge(excerpt, given_, WHO).mark
        )


def test_a_task_changes_with_its_key():
    first = task(speakers().excerpt("p001"), "vrstvy")
    assert first.id == "vrstvy/p001"
    assert first.hash != task(speakers().excerpt("p003"), "vrstvy").hash
