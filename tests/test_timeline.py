from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_utils import arguments, texts
from corpus_utils.edtf import bounds
from corpus_utils.errors import DataError, UnknownError
from corpus_utils.timeline import check_timeline, conflicting, load, read_timeline
from tests.maps import mill
from tests.test_texts import data, oven  # noqa: F401 - fixtures

SOUND = """\
events:
- id: flood
  event: The flood at Łąka
  date: 1917-03
  disagreement: The text has it in 1918, the chronicle in March 1917.
  uses:
  - {document: oven, given: '1918', target: p002, claims: [c02], use: Žofie cites it as the end of the mill.}
- id: oven-lit
  event: The oven is lit
  date: 1920/1922
  uses:
  - {document: oven, given: '1921', target: p002, use: Žofie cites it as the first year of the houses.}
"""


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "timeline.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_events_and_their_uses_are_read(written):
    timeline = read_timeline(written(SOUND))
    flood = timeline.event("flood")
    assert flood.dates == ("1917-03", "1918")
    assert flood.uses[0].claims == ("c02",)
    assert timeline.event("oven-lit").disagreement == ""
    with pytest.raises(UnknownError, match="no event 'fire'"):
        timeline.event("fire")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: oven-lit", "id: flood", r"already the id in line 2"),
        ("1920/1922", "May 1920", r"not a date in EDTF"),
        ("'1921'", "'1925'", r"1920/1922 and 1925 cannot both be the date .*disagreement"),
        ("given: '1918'", "given: '1917'", r"the dates given here agree"),
        ("1920/1922", "1916/1922", r"stands after a later one"),
        ("Žofie cites it as the first", "Since Žofie’s", r"does not say whose view"),
        ("event: The oven is lit", "evènt: The oven is lit", r"'evènt' is not a field"),
        ("target: p002, use", "target: two, use", r"'two' is not a target"),
    ],
)
def test_each_fault_is_found_and_placed(written, old, new, message):
    with pytest.raises(DataError) as caught:
        read_timeline(written(SOUND.replace(old, new, 1)))
    told = [str(problem) for problem in caught.value.problems]
    assert any(re.search(message, one) for one in told), told
    assert all(re.search(r"timeline\.yaml:\d+: events\[", one) for one in told)


def test_an_event_that_nobody_uses_is_a_fault(written):
    with pytest.raises(DataError, match="no document uses this event"):
        read_timeline(written("events:\n- {id: a, event: Čas, uses: []}\n"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("document: oven, given: '1918'", "document: öfen, given: '1918'", "no document 'öfen'"),
        (
            "target: p002, claims",
            "target: p099, claims",
            "flood.oven: there is no paragraph 'p099'",
        ),
        ("claims: [c02]", "claims: [c22]", "there is no claim 'c22' in the map of 'oven'"),
    ],
)
def test_uses_are_checked_against_text_and_map(written, oven, old, new, message):  # noqa: F811
    timeline = read_timeline(written(SOUND.replace(old, new, 1)))
    (problem,) = check_timeline(timeline, {"oven": oven}, {"oven": mill()})
    assert message in str(problem)


DAYS = st.dates().map(str)


@given(DAYS, DAYS)
def test_two_days_conflict_unless_they_are_one(one, other):
    assert conflicting(one, other) == (one != other)
    assert not conflicting(one, one[:4])
    assert bounds(one) == (one, one)


def test_the_shipped_timeline_is_sound():
    timeline = load()
    found = {key: texts.load(key) for key in texts.ORDER}
    maps = {key: arguments.load(text) for key, text in found.items()}
    assert list(check_timeline(timeline, found, maps)) == []
    assert {use.document for event in timeline.events for use in event.uses} == set(texts.ORDER)
    shared = [e for e in timeline.events if len({use.document for use in e.uses}) > 1]
    assert len(shared) >= 10
    assert any(event.disagreement for event in timeline.events)
