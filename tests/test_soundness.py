from __future__ import annotations

import itertools
from dataclasses import replace

from hypothesis import given, settings

from corpus_utils.claims import Argument, Claim, Relation
from corpus_utils.soundness import shape, support_circle
from tests.maps import arguments, mill


def test_a_sound_map_has_no_problems():
    assert shape(mill()) == []


def test_problems_name_claim_and_line():
    argument = mill()
    lost = replace(argument, relations=argument.relations[:2])
    found = shape(lost)
    assert [problem.line for problem in found] == [5, 6, 7]
    assert [problem.message[:16] for problem in found] == [
        f"'{c}' is an orph" for c in ("c05", "c06", "c07")
    ]


def test_a_circle_of_support_is_found_however_long():
    size = 2000  # deeper than Python recurses
    claims = tuple(Claim(f"c{i}", "Ünal holds it.") for i in range(size))
    steps = [Relation(f"r{i}", "support", (f"c{i}",), f"c{i + 1}") for i in range(size - 1)]
    assert support_circle(Argument("long", "?", claims, tuple(steps))) == []
    steps.append(Relation("back", "support", (f"c{size - 1}",), f"c{size - 3}"))
    circle = support_circle(Argument("long", "?", claims, tuple(steps)))
    assert circle[0] == circle[-1]
    assert set(circle) == {f"c{size - i}" for i in (1, 2, 3)}


@given(arguments(claims=7, relations=9))
@settings(max_examples=100, deadline=None)
def test_a_circle_is_found_exactly_where_no_order_of_claims_exists(argument):
    circle = support_circle(argument)
    steps = {(s, r.to) for r in argument.relations if r.kind == "support" for s in r.sources}
    if circle:
        assert circle[0] == circle[-1]
        assert set(itertools.pairwise(circle)) <= steps
        return
    left = {claim.id for claim in argument.claims}
    while left:
        free = {name for name in left if not any(s in left for s, to in steps if to == name)}
        assert free
        left -= free


@given(arguments(claims=7, relations=9))
@settings(max_examples=100, deadline=None)
def test_any_map_can_be_looked_at(argument):
    assert all(str(problem) for problem in shape(argument))
