from __future__ import annotations

from corpus_utils.help_wanted import COMMON, LEAST_MARKED, STUCK, TRIES, needs, rule
from corpus_utils.items import SingleChoice
from corpus_utils.logbooks import Entry
from corpus_utils.remarking import Marked
from tests.classes import answer


def marked(student, item, mark, attempt=1):
    from corpus_utils.answers import Answer

    some = object.__new__(SingleChoice)  # what it asks does not matter here
    line = Answer(**answer(item, "x", mark, attempt=attempt))
    return Marked(Entry(student, line, '"x"', "f", 1), some, "same", mark)


def reasons(found, names):
    return {need.student: " ".join(need.reasons) for need in needs(found, names)}


def test_low_marks_are_told_from_enough_exercises_on():
    few = [marked("Hana", f"q-{n}", 0.25) for n in range(LEAST_MARKED - 1)]
    assert reasons(few, ["Hana"]) == {}
    told = reasons([*few, marked("Hana", "q-9", 0.25)], ["Hana"])
    assert told == {
        "Hana": "Over 5 marked exercises their best marks come to 0.25 of 1 on average."
    }


def test_who_recovers_needs_no_help():
    found = [marked("Hana", f"q-{n}", mark) for n in range(9) for mark in (0.0, 1.0)]
    assert reasons(found, ["Hana"]) == {}


def test_who_tries_again_and_again_is_told_of():
    tries = [marked("Hana", f"q-{n}", 0.75, a) for n in range(STUCK) for a in range(1, TRIES + 1)]
    assert (
        "3 exercises were tried 3 times or more and are not solved yet: q-0, q-1, q-2"
        in reasons(tries, ["Hana"])["Hana"]
    )
    assert reasons(tries[:-1], ["Hana"]) == {}


def test_who_answered_few_of_what_most_answered():
    names = ["Edo", "Hana", "Ivo"]
    found = [marked(name, f"q-{n}", 1.0) for name in names[1:] for n in range(COMMON)]
    found += [marked("Edo", "q-0", 1.0), marked("Edo", "alone", 1.0)]
    assert reasons(found, names) == {
        "Edo": "They have answered 1 of the 4 exercises that at least half of the class answered."
    }


def test_who_handed_in_nothing_is_told_of():
    assert reasons([marked("Hana", "q-1", 1.0)], ["Hana", "Ivo"]) == {
        "Ivo": "Nothing has arrived from them yet."
    }


def test_the_rule_states_its_bounds():
    for bound in (
        "0.5",
        f"at least {LEAST_MARKED} marked",
        f"at least {STUCK} exercises",
        f"{TRIES} times",
    ):
        assert bound in rule()
