from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_utils.agreement import LEAST_RATERS, LEAST_UNITS, alpha, disagreement

# The example of K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), part C: four
# observers, twelve units, missing data; nominal alpha = 0.743.
PUBLISHED = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}


def columns(table):
    rows = {who: values.split() for who, values in table.items()}
    size = len(next(iter(rows.values())))
    return [{w: v[i] for w, v in rows.items() if v[i] != "."} for i in range(size)]


def by_definition(units):
    """Return alpha from its definition, pair by pair: 1 - observed / expected disagreement."""
    paired = [list(unit.values()) for unit in units if len(unit) > 1]
    every = [value for unit in paired for value in unit]
    observed = sum(
        Fraction(sum(a != b for a, b in permutations(unit, 2)), len(unit) - 1) for unit in paired
    ) / len(every)
    expected = Fraction(
        sum(a != b for a, b in permutations(every, 2)), len(every) * (len(every) - 1)
    )
    return 1 - observed / expected if expected else None


def test_the_published_example():
    found = alpha(columns(PUBLISHED))
    assert round(found.value, 3) == 0.743
    assert (found.raters, found.units) == (4, 11)  # of one unit there is but one value


def test_a_case_worked_out_by_hand():
    """Two raters, four units: aa ab bb ab. n = 8, four a and four b.

    Observed: (0 + 2 + 0 + 2) / 8 = 1/2. Expected: 2 * 4 * 4 / (8 * 7) = 4/7. Alpha = 1 - 7/8 = 1/8.
    """
    found = alpha(columns({"Ž": "a a b a", "I": "a b b b"}))
    assert found.value == pytest.approx(1 / 8)


UNITS = st.lists(
    st.dictionaries(st.sampled_from("ABCDE"), st.sampled_from("xyz"), max_size=5), max_size=6
)


@settings(max_examples=200, deadline=None)
@given(UNITS)
def test_alpha_is_what_its_definition_says(units):
    found = alpha(units)
    if not any(len(unit) > 1 for unit in units):
        assert found.value is None
        assert "nothing was answered by two students" in found.said
        return
    expected = by_definition(units)
    if expected is None:
        assert found.value is None
        assert "without variation" in found.said
    else:
        assert found.value == pytest.approx(float(expected))


def test_small_classes_get_no_number_but_the_bound():
    few = alpha(columns({"Ž": "a b", "I": "a b"}))
    assert few.value == 1
    assert not few.sayable
    assert "2 students and 2 things" in few.said
    assert f"at least {LEAST_RATERS} and {LEAST_UNITS}" in few.said
    values = " ".join("ab"[n % 2] for n in range(LEAST_UNITS))
    many = alpha(columns(dict.fromkeys("ABCDE", values)))
    assert many.said == "1.00 (5 students, 10 things)"


def test_disagreement_is_the_share_of_pairs_that_differ():
    assert disagreement([]) is disagreement(["a"]) is None
    assert disagreement(["a", "a", "a"]) == 0
    assert disagreement(["a", "b"]) == 1
    assert disagreement(["a", "a", "b", "b"]) == pytest.approx(4 / 6)
