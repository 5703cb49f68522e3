"""What is found in a new text by its form: dates, quotations, names; never more than nine words of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_utils.gazetteer import Entry, Gazetteer
from corpus_utils.rules import Rules
from corpus_utils.segments import cut, paragraph_text
from corpus_utils.sightings import dates, quotations, sight
from corpus_utils.tokens import letters, words

OLGA = Entry("olga", "person", "Olga Novák", ("Olga", "Novák"), "An invented baker.")
IVAN = Entry("ivan", "person", "Ivan Novák", ("Ivan", "Novák"), "An invented miller.")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on 9 May 1921", "1921-05-09"),
        ("on the 9th of May 1921", "1921-05-09"),
        ("on May 9, 1921,", "1921-05-09"),
        ("in Sept. 1921", "1921-09"),
        ("in 1917–21", "1917/1921"),
        ("in 1917-1921", "1917/1921"),
        ("the 1930s", "193X"),
        ("in 1848.", "1848"),
        ("(2002-12-01)", "2002-12-01"),
    ],
)
def test_dates_are_read(text, value):
    assert [found.value for found in dates(text)] == [value]


@pytest.mark.parametrize("text", ["p. 12", "31 February 1921", "A1917B", "19170", "1.1917"])
def test_what_is_no_date_is_none(text):
    assert dates(text) == []


def test_quotations_of_every_kind_of_mark():
    text = (
        '“eins zwei drei” «raz dva tri» „a b c“ "x y z" ‘it isn’t so’ don’t say ’tis so, the ‘word’'
    )
    assert [text[q.start : q.end] for q in quotations(text)] == [
        "eins zwei drei",
        "raz dva tri",
        "a b c",
        "x y z",
        "it isn’t so",
    ]


def test_a_shared_name_is_possible_and_says_whose_else_it_may_be():
    text = "Olga and Novák met in 1921."
    found = sight(text, cut(text, Rules("prose")).paragraphs, Gazetteer((OLGA, IVAN)))
    assert [(a.id, a.value, a.fields.get("certainty"), a.fields.get("note")) for a in found] == [
        ("person-01", "olga", "probable", None),
        ("person-02", "olga", "possible", "or: ivan"),
        ("date-01", "1921", "probable", None),
    ]


@given(
    st.lists(
        st.sampled_from(
            [
                "Olga",
                "“no",
                "no”",
                "‘so",
                "so’",
                "it’s",
                "1917",
                "May 1921",
                "a b c d e",
                "\n\n",
                '"',
            ]
        ),
        max_size=40,
    )
)
def test_targets_lie_in_their_paragraphs_and_surfaces_are_short(pieces):
    text = " ".join(pieces)
    paragraphs = {p.id: p for p in cut(text, Rules("prose")).paragraphs}
    stream = letters(text)
    for found in sight(text, paragraphs.values(), Gazetteer((OLGA,))):
        (part,) = found.target.parts
        own = letters(paragraph_text(stream, paragraphs[part.paragraph].spans))
        assert len(words(found.fields.get("surface", ""))) <= 9
        if part.span is not None:
            assert part.span.end <= len(own)
            surface = found.fields.get("surface")
            start, end = own.range(part.span)
            assert not surface or "".join(own.source[start:end].split()) == "".join(surface.split())
