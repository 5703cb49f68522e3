from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from corpus_utils.answers import Answer
from corpus_utils.items import SingleChoice
from corpus_utils.recall import GAPS_DAYS, Trial, due_now, due_on, next_due, state, trials
from corpus_utils.tokens import Target

DAY = date(2026, 3, 2)
ITEM = SingleChoice(
    id="pec-01",
    lesson="07",
    document="oven",
    prompt="Kdo topil?",
    passage=Target.parse("p002"),
    skill="argument",
    difficulty=1,
    section="",
    points=1,
    recall=True,
    hints=(),
    second_try=None,
    hash="0" * 12,
    options=(),
)
SECOND = replace(ITEM, id="pec-01/second-try")


def day(n):
    return DAY + timedelta(days=n)


def right(n):
    return Trial(day(n), right=True)


def wrong(n):
    return Trial(day(n), right=False)


def answer(mark, *, item=ITEM.id, attempt=1, time="2026-03-02T10:00:00Z"):
    return Answer(time, "07", item, ITEM.hash, attempt, "Žofie", mark)


def test_what_was_never_answered_is_not_due():
    assert due_on([]) is None


def test_the_gaps_grow_to_21_days_and_stay():
    made, seen = [], []
    at = 0
    for _ in range(6):
        made.append(right(at))
        seen.append((due_on(made) - day(at)).days)
        at += seen[-1]
    assert seen == [1, 3, 7, 21, 21, 21]


def test_a_wrong_answer_is_due_at_once_and_begins_anew():
    made = [right(0), right(1), right(4), wrong(11)]
    assert due_on(made) == day(11)
    assert due_on([*made, right(11)]) == day(12)
    assert due_on([*made, right(11), right(12)]) == day(15)


def test_a_late_answer_counts_from_its_own_day():
    assert due_on([right(0), right(30)]) == day(33)


def test_three_right_answers_in_one_evening_are_one_recall():
    assert due_on([right(0), right(0), right(0)]) == day(1)
    # Before its day an answer begins the days anew, and is no step forward.
    assert due_on([right(0), right(1), right(2)]) == day(5)


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=30))
def test_what_was_answered_is_due_within_a_gap_of_its_last_answer(steps):
    made, at = [], 0
    for gap, is_right in steps:
        at += gap
        made.append(Trial(day(at), is_right))
    found = (due_on(made) - day(at)).days
    assert found in ({0} if not made[-1].right else set(GAPS_DAYS))


def test_a_second_try_counts_and_an_unmarked_text_does_not():
    item = replace(ITEM, second_try=SECOND)
    log = [answer(0), answer(1, item=SECOND.id), answer(None), answer(1, item="mlýn-01")]
    assert trials(item, log, UTC) == [wrong(0), right(0)]


def test_half_right_is_wrong():
    assert trials(ITEM, [answer(0.5)], UTC) == [wrong(0)]


def test_a_day_is_one_of_the_readers_own():
    late = answer(1, time="2026-03-02T23:30:00Z")
    assert trials(ITEM, [late], timezone(timedelta(hours=1)))[0].day == day(1)
    assert late.when == datetime(2026, 3, 2, 23, 30, tzinfo=UTC)


def test_a_state_has_first_and_best_mark():
    item = replace(ITEM, second_try=SECOND)
    log = [answer(0), answer(0.5, attempt=2), answer(1, item=SECOND.id)]
    found = state(item, log, UTC)
    assert (found.answered, found.first, found.best) == (True, 0, 1)
    assert found.due == day(1)
    assert state(item, [], UTC).due is state(item, [], UTC).first is None
    assert state(replace(item, recall=False), log, UTC).due is None


def test_a_text_that_was_marked_later_has_the_later_mark():
    assert state(ITEM, [answer(None), answer(0.5), answer(1)], UTC).first == 1


def test_what_waits_longest_comes_first():
    log = {"a": [right(0)], "b": [wrong(0)], "c": [right(1), right(2)], "d": []}
    states = [
        replace(state(replace(ITEM, id=name), [], UTC), due=due_on(made))
        for name, made in log.items()
    ]
    assert [one.item.id for one in due_now(states, day(1))] == ["b", "a"]
    assert next_due(states, day(1)) == day(5)
    assert next_due(states, day(5)) is None
