from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from py_arg.abstract_argumentation_classes.abstract_argumentation_framework import (
    AbstractArgumentationFramework,
)
from py_arg.abstract_argumentation_classes.argument import Argument as Node
from py_arg.abstract_argumentation_classes.defeat import Defeat
from py_arg.algorithms.semantics.get_grounded_extension import get_grounded_extension

from corpus_utils.acceptance import what_stands
from corpus_utils.claims import Argument, Claim, Relation
from corpus_utils.errors import UnknownError
from tests.maps import arguments, big, mill, plain


def test_an_undercut_takes_a_linked_reason_and_so_the_thesis():
    standing = what_stands(mill())
    # c07 stands and undercuts the one reason for c02, so the linked step to the thesis is lost.
    assert standing.fallen == ("c01", "c02", "c05")
    assert standing.why("c05") == "falls, because c06, which attacks it, stands"
    assert standing.why("c02") == (
        "falls, because its only reason fails: the step from c04 is undercut by c07"
    )
    assert standing.why("c01") == "falls, because its only reason fails: c02 falls"


def test_giving_up_an_objection_lets_the_thesis_stand():
    before = what_stands(mill())
    after = what_stands(mill(), {"c07"})
    assert after.status("c01") == "stands"
    assert after.why("c01") == (
        "stands, because c02 and c03 together support it; the attack on it from c05 fails"
    )
    assert after.why("r02") == "stands, because c04 stands; the undercut from c07 fails"
    assert [(c.id, c.before, c.after) for c in after.difference(before)] == [
        ("c01", "falls", "stands"),
        ("c02", "falls", "stands"),
        ("c07", "stands", "falls"),
    ]
    assert after.difference(after) == ()


def test_linked_premises_fall_together_and_convergent_ones_do_not():
    linked = what_stands(mill(), {"c07", "c03"})
    assert linked.why("c01") == "falls, because its only reason fails: c03 was given up"
    assert linked.why("c03") == "falls, because it was given up"
    assert linked.why("r01") == "falls, because c03, which it needs, was given up"

    claims = tuple(Claim(f"c{i}", f"Şükrü holds view {i}.") for i in range(4))
    steps = tuple(Relation(f"r{i}", "support", (f"c{i}",), "c0") for i in (1, 2, 3))
    convergent = Argument("toy", "?", claims, steps)
    assert what_stands(convergent, {"c1", "c2"}).status("c0") == "stands"
    assert what_stands(convergent, {"c1", "c2", "r3"}).why("c0") == (
        "falls, because none of its 3 reasons is left: "
        "c1 was given up; c2 was given up; the step from c3 was given up"
    )


def test_a_single_reason_is_named():
    argument = mill()
    assert (
        what_stands(argument, {"c04"}).why("c02")
        == "falls, because its only reason, c04, was given up"
    )
    chain = Argument(
        "chain",
        "?",
        tuple(Claim(f"c{i}", "Olga holds it.") for i in range(3)),
        (Relation("r1", "support", ("c1",), "c0"), Relation("r2", "support", ("c2",), "c1")),
    )
    assert what_stands(chain, {"c2"}).why("c0") == "falls, because its only reason, c1, falls"


def test_the_unanswered_objection_defeats():
    standing = what_stands(mill(objection_stands=True), {"c07"})
    assert standing.why("c01") == "falls, because c05, which attacks it, stands"


def test_what_nothing_settles_is_undecided():
    argument = plain({(0, 1), (1, 0)}, 2)
    standing = what_stands(argument)
    assert standing.undecided == ("c0", "c1")
    assert standing.why("c0") == (
        "undecided, because nothing settles whether the attack from c1 holds"
    )
    assert standing.why("r0").startswith("undecided, because nothing settles whether c0")
    assert what_stands(argument, {"c1"}).standing == ("c0",)
    carried = Argument(
        "carried",
        "?",
        (*argument.claims, Claim("c2", "Zoë holds that view 0 matters.")),
        (*argument.relations, Relation("r9", "support", ("c0",), "c2")),
    )
    assert what_stands(carried).why("c2") == (
        "undecided, because nothing settles whether c0 can carry it"
    )


def test_claims_that_support_only_each_other_fall():
    claims = tuple(Claim(f"c{i}", "Ünal holds it.") for i in range(2))
    steps = (Relation("r0", "support", ("c0",), "c1"), Relation("r1", "support", ("c1",), "c0"))
    assert what_stands(Argument("round", "?", claims, steps)).fallen == ("c0", "c1")


def test_an_unknown_id_is_named():
    with pytest.raises(UnknownError, match="no claim or relation 'c99'"):
        what_stands(mill(), {"c99"})
    with pytest.raises(UnknownError, match="no claim or relation 'd01'"):
        what_stands(mill()).status("d01")


pairs = st.tuples(st.integers(0, 6), st.integers(0, 6))


@given(st.sets(pairs, max_size=14))
@settings(max_examples=150, deadline=None)
def test_plain_attack_graphs_agree_with_an_independent_package(attacks):
    standing = what_stands(plain(attacks, 7))
    nodes = [Node(f"c{i}") for i in range(7)]
    defeats = [Defeat(nodes[a], nodes[b]) for a, b in sorted(attacks)]
    grounded = get_grounded_extension(AbstractArgumentationFramework("", nodes, defeats))
    assert set(standing.standing) == {node.name for node in grounded}
    defeated = {f"c{b}" for a, b in attacks if f"c{a}" in standing.standing}
    assert set(standing.fallen) == defeated


def by_definition(argument, given_up):
    """Return what stands and falls by the letter of Nouioua and Risch (2011), by trying all sets."""
    needs = {claim.id: [] for claim in argument.claims}
    needs |= {step.id: [{source} for source in step.sources] for step in argument.relations}
    attacks = {("reader", name) for name in given_up}
    for claim in argument.claims:
        steps = {s.id for s in argument.relations if s.kind == "support" and s.to == claim.id}
        needs[claim.id] += [steps] if steps else []
    attacks |= {(s.id, s.to) for s in argument.relations if s.kind != "support"}
    needs["reader"] = []

    def coherent(members):
        """Each member is powerful: it ends a sequence in which all needs are met by earlier ones."""
        built = set()
        while more := {m for m in members - built if all(need & built for need in needs[m])}:
            built |= more
        return built == members

    every = [
        frozenset(some)
        for size in range(len(needs) + 1)
        for some in itertools.combinations(needs, size)
        if coherent(set(some))
    ]

    def hit(attackers, name):
        """Whether every coherent set that holds ``name`` is attacked by ``attackers``."""
        holding = [some for some in every if name in some]
        return all(any((a, b) in attacks for a in attackers for b in some) for some in holding)

    grounded = frozenset()
    while True:
        acceptable = frozenset(
            name
            for name in needs
            if coherent(set(grounded) | {name})
            and all(hit(grounded, b) for b, to in attacks if to == name)
        )
        if acceptable == grounded:
            break
        grounded = acceptable
    return grounded - {"reader"}, {n for n in needs if n != "reader" and hit(grounded, n)}


@given(arguments(claims=4, relations=4), st.data())
@settings(max_examples=120, deadline=None)
def test_frameworks_with_necessities_agree_with_the_definition(argument, data):
    ids = [part.id for part in (*argument.claims, *argument.relations)]
    given_up = data.draw(st.sets(st.sampled_from(ids), max_size=2))
    standing = what_stands(argument, given_up)
    stands, falls = by_definition(argument, given_up)
    assert {name for name in ids if standing.status(name) == "stands"} == stands
    assert {name for name in ids if standing.status(name) == "falls"} == falls


@given(arguments(claims=8, relations=8, kinds=("support",)), st.data())
@settings(max_examples=80, deadline=None)
def test_where_all_is_support_giving_up_more_never_makes_more_stand(argument, data):
    ids = [claim.id for claim in argument.claims]
    more = data.draw(st.sets(st.sampled_from(ids)))
    fewer = data.draw(st.sets(st.sampled_from(sorted(more)))) if more else set()
    assert set(what_stands(argument, more).standing) <= set(what_stands(argument, fewer).standing)


@given(arguments(claims=8, relations=8), st.data())
@settings(max_examples=80, deadline=None)
def test_giving_up_what_has_fallen_changes_nothing_and_every_status_has_a_reason(argument, data):
    standing = what_stands(argument)
    for part in (*argument.claims, *argument.relations):
        reason = standing.why(part.id)
        assert reason.startswith(f"{standing.status(part.id)}, because ")
        assert "  " not in reason
    if standing.fallen:
        again = what_stands(argument, {data.draw(st.sampled_from(standing.fallen))})
        assert again.statuses == standing.statuses


def test_forty_five_claims_are_settled_in_under_five_milliseconds():
    argument = big(45, 55, seed=2)
    what_stands(argument)
    best = min(_timed(lambda: what_stands(argument, {"c44"})) for _ in range(20))
    assert best < 0.005


def _timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
