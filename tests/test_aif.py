from __future__ import annotations

from hypothesis import given

from corpus_utils.aif import to_aif
from tests.maps import arguments, mill


def test_claims_are_information_and_steps_are_inference_or_conflict():
    made = to_aif(mill())
    kinds = {node["nodeID"]: node["type"] for node in made["nodes"]}
    assert kinds["c01"] == "I"
    assert (kinds["r01"], kinds["r03"], kinds["r05"]) == ("RA", "CA", "CA")
    ends = [(edge["fromID"], edge["toID"]) for edge in made["edges"]]
    assert [end for end in ends if "r01" in end] == [("c02", "r01"), ("c03", "r01"), ("r01", "c01")]
    assert ("r05", "r02") in ends  # an undercut leads to the step itself


@given(arguments())
def test_every_edge_has_its_ends_and_none_joins_two_claims(argument):
    made = to_aif(argument)
    kinds = {node["nodeID"]: node["type"] for node in made["nodes"]}
    assert len(kinds) == len(argument.claims) + len(argument.relations)
    assert len({edge["edgeID"] for edge in made["edges"]}) == len(made["edges"])
    for edge in made["edges"]:
        assert {edge["fromID"], edge["toID"]} <= set(kinds)
        assert kinds[edge["fromID"]] != "I" or kinds[edge["toID"]] != "I"
