from __future__ import annotations

from corpus_utils.rows import layerings, make_rows
from tests.maps import mill


def made():
    argument = mill()
    layer = {"c01": 0, "c02": 1, "c03": 1, "c05": 1, "c04": 2, "c06": 2, "c07": 2}
    return argument, make_rows(argument, layer)


def test_junctions_lie_below_the_claim_they_lead_to_and_an_undercut_below_its_step():
    _, found = made()
    assert found.row_of["r01"] == found.row_of["c01"] + 1
    assert found.row_of["r02"] == found.row_of["c02"] + 1
    assert found.row_of["r05"] == found.row_of["r02"] + 1


def test_every_link_joins_neighbouring_rows_and_long_ones_have_bends():
    _, found = made()
    row = {node: i for i, nodes in enumerate(found.rows) for node in nodes}
    assert all(abs(row[a] - row[b]) == 1 for a, b in found.links)
    assert found.paths["r02"] == [["c04", ("r02", "c04", row["r05"]), "r02"]]


def test_three_different_layerings_at_most_are_offered():
    heights = {claim.id: 60.0 for claim in mill().claims}
    found = layerings(mill(), 200.0, heights)
    assert 1 <= len(found) <= 3
    assert all(layer["c01"] == 0 for layer in found)
