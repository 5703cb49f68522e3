from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_utils.finders import mentions
from corpus_utils.gazetteer import Entry, Gazetteer
from corpus_utils.tokens import letters

KNOWN = Gazetteer(
    (
        Entry("novak", "person", "Jan Novák", ("Novák", "J. Novák"), "An invented miller."),
        Entry("eva", "person", "Eva Nováková", ("Novák",), "His invented daughter."),
        Entry("guild", "organisation", "Millers’ Guild", ("guild of Łąka", "MG"), "Invented."),
        Entry("mills", "work", "Novák on Mills", ("Mills",), "An invented pamphlet."),
        Entry(
            "drought",
            "concept",
            "drought",
            ("want of water", "dry-weather law", "dry weather law"),
            "Want.",
        ),
    )
)


def found(text, **options):
    return [
        (m.kind, m.surface, [e.id for e in m.entries]) for m in mentions(text, KNOWN, **options)
    ]


def test_every_form_is_found_where_it_stands():
    text = "Jan Novák’s mill stood still: Mills, he wrote, fear a want of water."
    assert found(text) == [
        ("person", "Jan Novák", ["novak"]),
        ("work", "Mills", ["mills"]),
        ("concept", "want of water", ["drought"]),
    ]


def test_mentions_lie_where_they_say():
    text = "In 1917 (so J. Novák) the Millers' Guild met; 3 guilds of Łąka did not. Novák!"
    stream = letters(text)
    for mention in mentions(text, KNOWN):
        start, end = stream.range(mention.span)
        assert text[start:end] == mention.surface


def test_two_who_share_a_form_are_both_named_and_the_longest_form_counts():
    assert found("Novák and Jan Novák") == [
        ("person", "Novák", ["novak", "eva"]),
        ("person", "Jan Novák", ["novak"]),
    ]


def test_a_name_inside_a_title_is_a_mention_of_its_own():
    kinds = [kind for kind, *_ in found("He opened Novák on Mills.")]
    assert kinds == ["person", "work"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two mills ground on.", 0),  # a capital in a form is meant
        ("MILLS", 1),  # as in a heading
        ("Drought, and dry weather law", 2),  # lower case under any case; joints may differ
        ("The droughts", 0),  # whole words only
        ("He feared want. Of water he had plenty.", 0),  # no form runs over a full stop
        ("The MG, not mg.", 1),
        ("Guild of\nŁąka", 1),
    ],
)
def test_case_joints_and_boundaries(text, expected):
    assert len(found(text)) == expected


def test_a_concept_inside_a_name_is_not_meant():
    known = Gazetteer(
        (
            *KNOWN.entries,
            Entry("party", "organisation", "Drought Party", (), "An invented party."),
        )
    )
    text = "The Drought Party fears drought."
    for kinds in (["concept"], ["organisation", "concept"]):
        found = [m.surface for m in mentions(text, known, kinds=kinds) if m.kind == "concept"]
        assert found == ["drought"]
    assert [m.surface for m in mentions(text, known, kinds=["organisation"])] == ["Drought Party"]


def test_only_the_kinds_asked_for_are_looked_for():
    assert found("Novák feared a drought.", kinds=["concept"]) == [
        ("concept", "drought", ["drought"])
    ]


@given(st.text(alphabet="Novák MGils.’-drought", max_size=60))
def test_any_text_is_searched_and_mentions_of_a_kind_do_not_overlap(text):
    stream = letters(text)
    last: dict[str, int] = {}
    for mention in mentions(text, KNOWN):
        start, end = stream.range(mention.span)
        assert text[start:end] == mention.surface
        assert mention.span.start >= last.get(mention.kind, 0)
        last[mention.kind] = mention.span.end
