from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from corpus_utils import positions
from corpus_utils.claims import Argument, Claim, Relation
from corpus_utils.crossmap import CrossMap, CrossRelation
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.positions import AGAINST, FOR, borrow, objections, review, sides
from tests.maps import arguments, mill


def document(key: str) -> Argument:
    """Return a small map of the mill under another key, in which c05 is quoted and answered."""
    made = mill()
    claims = tuple(replace(c, voice="quoted" if c.id == "c05" else "author") for c in made.claims)
    return replace(made, document=key, claims=claims)


MAPS = {key: document(key) for key in ("mill", "weir", "ford")}
NONE = CrossMap(())


def position(
    *steps: tuple[str, str, str], own: dict[str, str] | None = None, lent: str = ""
) -> Argument:
    """Return a position: own claims by role, claims borrowed, steps as (kind, sources, to)."""
    roles = own or {"m01": "thesis"}
    claims = tuple(Claim(name, f"I hold {name} of Łąka.", role) for name, role in roles.items())
    made = Argument("position", "Must it close?", claims)
    for name in lent.split():
        made = borrow(made, name, MAPS)
    relations = tuple(
        Relation(f"s{i:02}", kind, tuple(sources.split()), to)
        for i, (kind, sources, to) in enumerate(steps, 1)
    )
    return replace(made, relations=relations)


def codes(made: Argument, crossmap: CrossMap = NONE) -> list[str]:
    return [finding.code for finding in review(made, MAPS, crossmap)]


SOUND = (
    ("support", "mill:c02", "m01"),
    ("support", "weir:c04", "m01"),
    ("attack", "ford:c02", "m01"),
    ("attack", "m02", "ford:c02"),
)
OWN = {"m01": "thesis", "m02": "reply"}
LENT = "mill:c02 weir:c04 ford:c02"


def test_a_borrowed_claim_keeps_its_words_and_asserter_and_loses_its_role():
    made = borrow(Argument("position", "Why?", ()), "mill:c01", MAPS)
    assert made.claims[0].gist == "Novák holds that the mill at Łąka must close."
    assert (made.claims[0].role, made.claims[0].asserted_by) == ("borrowed", "novak")
    assert made.roots == ()  # a thesis there is none here


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mil:c01", "did you mean 'mill'"),
        ("mill:c99", "there is no claim 'c99'"),
        ("c01", "no document"),
    ],
)
def test_what_cannot_be_borrowed_says_why(name, said):
    with pytest.raises(UnknownError, match=said):
        borrow(Argument("position", "Why?", ()), name, MAPS)


def test_no_claim_is_borrowed_twice_and_none_that_we_added():
    with pytest.raises(CourseError, match="borrowed already"):
        position(lent="mill:c02 mill:c02")
    ours = replace(mill(), claims=(Claim("c01", "It seems to assume rain."),))
    with pytest.raises(CourseError, match="added by this course"):
        borrow(Argument("position", "Why?", ()), "mill:c01", {"mill": ours})
    assert positions.lendable(ours) == ()


def test_a_position_that_has_heard_and_answered_lacks_nothing():
    assert codes(position(*SOUND, own=OWN, lent=LENT)) == []


def test_an_empty_position_is_told_where_to_begin():
    assert codes(Argument("position", "Why?", ())) == ["noThesis", "fewDocuments"]


@pytest.mark.parametrize(
    ("steps", "own", "lent", "code"),
    [
        (SOUND, OWN | {"m03": "thesis"}, LENT, "secondThesis"),
        (SOUND[2:], OWN, LENT, "noReason"),
        (SOUND, OWN | {"m03": "premise"}, LENT, "loose"),
        (SOUND, OWN, LENT + " weir:c02", "unused"),
        ((*SOUND, ("attack", "m01", "weir:c02")), OWN, LENT + " weir:c02", "astray"),
        (SOUND[1:], OWN, LENT, "fewDocuments"),
        (SOUND[:2], {"m01": "thesis"}, "mill:c02 weir:c04", "noObjection"),
        (SOUND[:3], {"m01": "thesis"}, LENT, "unanswered"),
        ((*SOUND, ("support", "ford:c02", "m01")), OWN, LENT, "both"),
        (
            (*SOUND, ("support", "m02", "m02x"), ("support", "m02x", "m02")),
            OWN | {"m02x": "premise"},
            LENT,
            "circle",
        ),
    ],
)
def test_each_lack_is_found(steps, own, lent, code):
    assert code in codes(position(*steps, own=own, lent=lent))


def test_an_own_objection_does_not_stand_for_a_document_that_disagrees():
    steps = (*SOUND[:2], ("attack", "m03", "m01"), ("attack", "m02", "m03"))
    made = position(*steps, own=OWN | {"m03": "objection"}, lent="mill:c02 weir:c04")
    assert "noObjection" in codes(made)


def test_an_objection_to_a_premise_to_a_step_and_to_an_answer_is_one():
    steps = (
        *SOUND,
        ("attack", "weir:c02", "mill:c02"),
        ("undercut", "ford:c04", "s02"),
        ("attack", "mill:c04", "m02"),
    )
    made = position(*steps, own=OWN, lent=LENT + " weir:c02 ford:c04 mill:c04")
    assert [step.id for step in objections(made)] == ["s03", "s05", "s06", "s07"]
    assert codes(made).count("unanswered") == 3


@pytest.mark.parametrize("answer", [("attack", "m02", "ford:c02"), ("undercut", "m02", "s03")])
def test_an_answer_attacks_the_claim_or_undercuts_the_step(answer):
    assert codes(position(*SOUND[:3], answer, own=OWN, lent=LENT)) == []


def test_an_answer_may_deny_the_only_reason_for_the_objection():
    steps = (*SOUND[:3], ("support", "ford:c04", "ford:c02"), ("attack", "m02", "ford:c04"))
    assert codes(position(*steps, own=OWN, lent=LENT + " ford:c04")) == []


def test_the_thesis_itself_is_no_answer():
    made = position(*SOUND[:3], ("attack", "m01", "ford:c02"), lent=LENT)
    assert "unanswered" in codes(made)


def test_what_is_conceded_is_answered_where_something_else_carries_the_thesis():
    own = {"m01": "thesis", "m02": "concession", "m03": "premise"}
    steps = (
        ("support", "mill:c02", "m03"),
        ("support", "m03", "m01"),
        ("support", "weir:c04", "m01"),
        ("attack", "ford:c02", "m03"),
        ("support", "m02", "ford:c02"),
    )
    assert codes(position(*steps, own=own, lent=LENT)) == []


def test_a_concession_that_gives_the_case_away_is_found():
    own = {"m01": "thesis", "m02": "concession"}
    made = position(*SOUND[:3], ("support", "m02", "ford:c02"), own=own, lent=LENT)
    (finding,) = review(made, MAPS, NONE)
    assert (finding.code, finding.claims) == ("givenAway", ("m01", "ford:c02"))


def test_two_that_only_deny_each_other_leave_the_thesis_undecided():
    steps = (*SOUND, ("attack", "ford:c02", "m02"), ("attack", "m02", "ford:c02"))
    assert "undone" in codes(position(*steps, own=OWN, lent=LENT))


def test_a_claim_that_its_document_reports_and_answers_is_pointed_out():
    made = position(
        *SOUND,
        ("attack", "mill:c05", "m01"),
        ("attack", "m02", "mill:c05"),
        own=OWN,
        lent=LENT + " mill:c05",
    )
    (finding,) = review(made, MAPS, NONE)
    assert (finding.code, finding.claims, finding.weigh) == ("reported", ("mill:c05",), True)


def related(kind: str, source: str, to: str) -> CrossMap:
    return CrossMap((CrossRelation("x01", kind, (source,), to, "They bear on each other."),))


@pytest.mark.parametrize(
    ("relation", "code"),
    [
        (("attack", "ford:c04", "mill:c02"), "bears"),
        (("attack", "mill:c04", "ford:c02"), "helps"),
        (("attack", "weir:c04", "mill:c02"), "clash"),
        (("support", "mill:c02", "ford:c02"), "turned"),
        (("undercut", "ford:c04", "mill:r02"), "bears"),  # the step that leads to mill:c02
        (("undercut", "weir:c04", "mill:r02"), "severed"),
        (("attack", "ford:c02", "mill:c02"), None),  # drawn on opposite sides, as they are
        (("support", "weir:c04", "mill:c02"), None),
        (("support", "ford:c04", "mill:c02"), None),
        (("attack", "ford:c04", "mill:c03"), None),
    ],
)
def test_relations_between_documents_are_brought_up(relation, code):
    made = position(*SOUND, own=OWN, lent=LENT)
    found = review(made, MAPS, related(*relation))
    assert [finding.code for finding in found] == [code] * bool(code)
    assert all(finding.weigh and finding.relation == "x01" for finding in found)


def test_what_weakens_an_attack_on_a_witness_needs_no_answer():
    steps = (("support", "mill:c01", "m01"), *SOUND[1:])
    made = position(*steps, own=OWN, lent=LENT.replace("mill:c02", "mill:c01"))
    for source in ("ford:c04", "weir:c04"):  # against the step by which mill:c05 attacks mill:c01
        assert review(made, MAPS, related("undercut", source, "mill:r03")) == []


@given(arguments())
def test_any_map_is_reviewed_and_sides_agree_with_its_steps(made):
    claims = tuple(replace(c, id=c.id.replace("c", "m")) for c in made.claims)
    steps = tuple(
        replace(s, sources=tuple(n.replace("c", "m") for n in s.sources), to=s.to.replace("c", "m"))
        for s in made.relations
    )
    mine = replace(made, claims=claims, relations=steps)
    side = sides(mine)
    for step in steps:
        for one in side.get(step.id, ()):
            assert all(one in side[source] for source in step.sources)
    for step in objections(mine):
        assert AGAINST in side[step.id]
    assert all(FOR in side[root.id] for root in mine.roots[:1])
    found = review(mine, MAPS, NONE)
    assert len({(f.code, f.claims, f.step) for f in found}) == len(found)
