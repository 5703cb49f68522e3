from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_utils import arguments, texts
from corpus_utils.answers import Answer
from corpus_utils.codings import Unit, by_place, firsts, units
from corpus_utils.logbooks import Entry
from corpus_utils.remarking import read_bank, remarked
from tests.classes import answer
from tests.test_remarking import JSON
from tests.toy_bank import BANKS

BANK = read_bank(BANKS)
TOY = arguments.load(texts.load("toy"))


def entry(student, item, given, *, lesson="sunday", mark=0.5, **more):
    line = Answer(**{**answer(item, given, mark, **more), "lesson": lesson})
    return Entry(student, line, json.dumps(given), f"{student}.jsonl", 1)


def laid(*entries):
    return units(remarked(entries, BANK), BANK, {"toy": TOY})


def of_kind(kind):
    return next(item for item in BANK.items.values() if item.kind == kind)


def test_roles_are_units_by_claim():
    item = of_kind("role of a claim")
    label = item.labels[0]
    other = next(role for role in item.roles if role != item.key[label])
    wrong = {**item.key, label: other}
    found = laid(entry("Hana", item.id, item.key), entry("Ivo", item.id, wrong))
    assert [unit.kind for unit in found] == ["roles"] * len(item.labels)
    unit = next(unit for unit in found if unit.claims == (label,))
    assert unit.said == {"Hana": item.key[label], "Ivo": other}
    assert unit.right == item.key[label]
    assert unit.disagreement == 1
    assert by_place(found, "claims")[label] == 1


def test_spans_are_units_by_word():
    item = of_kind("mark the span")
    first = item.key[0]
    found = laid(entry("Hana", item.id, item.key), entry("Ivo", item.id, item.key[:1]))
    marked = {unit.label for unit in found if unit.said["Ivo"]}
    assert len(found) == sum(len(item.tokens([(n, 0, len(t))])) for n, t in item.texts.items())
    assert len(marked) == len(item.tokens([(first["paragraph"], first["start"], first["end"])]))
    both = [unit for unit in found if unit.said == {"Hana": True, "Ivo": True}]
    assert {unit.label for unit in both} == marked
    assert {unit.paragraphs for unit in both} == {(first["paragraph"],)}


def test_edges_are_units_by_what_they_say_whatever_their_ids():
    step = next(s for s in TOY.relations if s.kind == "support")
    under = next(s for s in TOY.relations if s.kind == "undercut")
    aim = TOY.relation(under.to)

    def drawn(name, kind, sources, to):
        return {"id": name, "kind": kind, "from": list(sources), "to": to}

    one = [
        drawn("s01", step.kind, step.sources, step.to),
        drawn("s02", aim.kind, aim.sources, aim.to),
        drawn("s03", "undercut", under.sources, "s02"),
    ]
    two = [
        drawn("s09", step.kind, reversed(step.sources), step.to),
        drawn("s01", "attack", ["c02"], "c01"),
    ]
    given = [{"level": "frame", "steps": steps, "claims": []} for steps in (one, two)]
    own = {"level": "own", "steps": [drawn("s01", "support", ["m01"], "m02")], "claims": []}
    found = laid(
        entry("Hana", "map:plea", given[0]),
        entry("Ivo", "map:plea", given[1]),
        entry("Edo", "map:plea", own),
    )
    by_relation = {unit.relation: unit for unit in found if unit.relation}
    assert by_relation[step.id].said == {"Hana": True, "Ivo": True}
    assert by_relation[under.id].said == {"Hana": True, "Ivo": False}
    extra = [unit for unit in found if not unit.relation]
    assert [(unit.label, unit.said) for unit in extra] == [
        ("attack: c02 > c01", {"Hana": False, "Ivo": True})
    ]
    assert all(unit.right is True for unit in by_relation.values())


def test_a_step_that_could_have_been_drawn_and_was_not_is_a_unit():
    ends = {*TOY.relations[0].sources, TOY.relations[0].to}
    others = [r for r in TOY.relations[1:] if {*r.sources, TOY.end(r)} <= ends]
    step = {"id": "s01", "kind": TOY.relations[0].kind, "from": list(TOY.relations[0].sources)}
    given = {"level": "frame", "steps": [{**step, "to": TOY.relations[0].to}]}
    found = laid(
        entry("Hana", "map:plea", given), entry("Ivo", "map:plea", {"level": "frame", "steps": []})
    )
    assert {unit.relation for unit in found} == {TOY.relations[0].id, *(r.id for r in others)}
    assert found[0].disagreement == 1


def test_voices_of_a_task_are_units_by_passage():
    found = laid(
        entry("Hana", "voices/p004", [["harrow", "quoted"], ["author", "author"]]),
        entry("Ivo", "voices/p004", [["author", "author"]]),
        entry("Edo", "voices/p004", "damaged"),
    )
    (unit,) = found
    assert unit.said == {"Hana": "author + harrow", "Ivo": "author"}
    assert (unit.kind, unit.paragraphs, unit.document) == ("voices", ("p004",), "toy")


def test_only_first_attempts_count_and_a_text_as_it_was_marked():
    entries = [
        entry("Hana", "sun-05", {"text": "a"}, mark=None),
        entry("Hana", "sun-05", {"text": "a", "levels": {}}, mark=0.5),
        entry("Hana", "sun-05", {"text": "b"}, mark=None, attempt=2),
    ]
    assert [one.mark for one in firsts(remarked(entries, BANK))] == [0.5]


def test_a_paragraph_counts_every_exercise_once():
    def unit(item, said):
        return Unit("choices", "toy", item, "", dict(enumerate(said)), ("p001",))

    found = [unit("a", "xy"), unit("a", "xx"), unit("a", "xx"), unit("b", "xy"), unit("c", "x")]
    assert by_place(found, "paragraphs") == {"p001": pytest.approx((1 / 3 + 1) / 2)}


def test_words_that_nobody_marked_are_no_agreement():
    quiet = Unit("spans", "toy", "a", "", {"Ž": False, "I": False}, ("p001",))
    loud = Unit("spans", "toy", "a", "", {"Ž": True, "I": False}, ("p001",))
    assert by_place([quiet, loud], "paragraphs") == {"p001": 1}


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([*BANK.items, "map:plea", "voices/p004"]),
    st.lists(JSON, min_size=2, max_size=3),
)
def test_no_answer_stops_the_laying_side_by_side(item, given):
    laid(*(entry(str(number), item, value) for number, value in enumerate(given)))


STEP = st.fixed_dictionaries(
    {"id": st.sampled_from(["s01", "s02"]), "kind": st.sampled_from(["support", "undercut", "x"])},
    optional={
        "from": st.lists(st.sampled_from(["c01", "c02", "m01"]), max_size=2) | JSON,
        "to": st.sampled_from(["c01", "s01", "s02", "r01", "zz"]) | JSON,
    },
)


@settings(max_examples=300, deadline=None)
@given(st.lists(STEP | JSON, max_size=4))
def test_no_map_stops_it_either(steps):
    found = laid(
        entry("Hana", "map:plea", {"level": "frame", "steps": steps}),
        entry("Ivo", "map:plea", {"level": "holes", "steps": []}),
    )
    assert all(set(unit.said) == {"Hana", "Ivo"} for unit in found)
