import pytest
from hypothesis import given

from corpus_utils.claims import Relation
from corpus_utils.errors import CourseError
from corpus_utils.steps import changed, check_step, notation, read_step, said
from tests.maps import arguments, mill


@given(arguments())
def test_a_step_is_read_as_it_was_written(argument):
    for step in argument.relations:
        try:
            check_step(step, argument)
        except CourseError:
            continue
        again = read_step(notation(step), argument)
        assert (again.kind, set(again.sources), again.to) == (step.kind, {*step.sources}, step.to)


@given(arguments(relations=8))
def test_every_step_can_be_said_even_in_a_circle(argument):
    for step in argument.relations:
        assert all(name in said(step, argument) for name in step.sources)


def test_steps_are_sentences():
    told = [said(step, mill()) for step in mill().relations]
    assert told[0] == "c02 and c03 together support c01"
    assert told[2] == "c05 attacks c01"
    assert told[4] == "c07 undercuts the step “c04 supports c02”"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("c02 supports c01", "this is no step"),
        ("c02 support c99", "there is no claim 'c99'"),
        ("c20 support c01", "there is no claim 'c20'"),
        ("c02 + c02 support c01", "several different ones"),
        ("c01 attack c01", "would lead to itself"),
        ("c02 undercut c01", "to deny a claim, attack it"),
        ("", "this is no step"),
    ],
)
def test_what_is_no_step_of_the_map_is_said(text, message):
    with pytest.raises(CourseError, match=message):
        read_step(text, mill())


def test_a_changed_step_takes_the_place_of_its_own():
    wrong = Relation("r03", "support", ("c05",), "c01")
    found = changed(mill(), wrong)
    assert found.relation("r03") is wrong
    assert [step.id for step in found.relations] == [step.id for step in mill().relations]
