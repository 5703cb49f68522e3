from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_utils.layering import across, crossings, layers, order, spread

names = [f"ł{i}" for i in range(9)]
pairs = st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=20)


@given(pairs, st.integers(1, 9))
def test_layers_are_below_each_other_and_not_too_wide(below, most):
    found = layers(names, below, top=names[0], across=most)
    assert sorted(found) == sorted(names)
    assert [name for name in names if found[name] == 0] == [names[0]]
    assert all(list(found.values()).count(layer) <= most for layer in found.values())


@given(pairs)
def test_pairs_without_a_circle_are_all_kept(below):
    sound = [(low, high) for low, high in below if low > high]
    found = layers(names, sound, across=9)
    assert all(found[low] > found[high] for low, high in sound)


def test_a_pair_that_closes_a_circle_is_left_out():
    assert layers(["å", "b"], [("å", "b"), ("b", "å")]) == {"å": 1, "b": 0}


def test_links_are_untangled():
    rows = [["a", "b", "c"], ["x", "y", "z"]]
    links = [("a", "z"), ("b", "y"), ("c", "x")]
    below = {"a": ["z"], "b": ["y"], "c": ["x"]}
    assert crossings(rows, below) == 3
    assert crossings(order(rows, links), below) == 0


def test_links_must_join_neighbouring_rows():
    with pytest.raises(AssertionError, match="neighbouring"):
        order([["a"], ["b"], ["c"]], [("a", "c")])


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=8), st.floats(0, 20))
def test_spread_keeps_order_and_distance(wanted, gap):
    row = names[: len(wanted)]
    width = dict.fromkeys(row, 10.0)
    found = spread(row, dict(zip(row, wanted, strict=False)), width, gap=gap)
    for left, right in itertools.pairwise(row):
        assert found[right] - found[left] >= 10 + gap - 1e-6


def test_a_chain_of_bends_is_straight():
    rows = [["é"], ["1"], ["2"], ["3"], ["end"]]
    links = list(itertools.pairwise(["é", "1", "2", "3", "end"]))
    widths = {"é": 50.0, "1": 0.0, "2": 0.0, "3": 0.0, "end": 50.0}
    found = across(rows, links, widths, gap=5, chains=dict.fromkeys("123", "chain"))
    assert len({round(found[bend], 3) for bend in "123"}) == 1


def test_spread_keeps_to_its_bounds():
    found = spread("åb", {"å": -50.0, "b": 90.0}, {"å": 10.0, "b": 10.0}, gap=5, within=(0, 30))
    assert found == {"å": 5.0, "b": 25.0}
    assert spread([], {}, {}, gap=1) == {}
