import pytest

from corpus_utils.pages import RULE_LENGTH, text_layer
from corpus_utils.rules import Correction

RULE = " " * RULE_LENGTH
# A text layer as converters give it: notes at the feet of pages, sentences torn at raised marks.
BLANK = " "
PAGES = f""" On Bread
{BLANK}

Some say that bread is only a question of flour and
of money1

{BLANK}

 – a view which is still heard in our valley, above
all in winter.

The baker, in his small book On Ovens,2

Bread is what remains when everything else has been
eaten. [...]

 a work of
nineteen pages, gives two reasons, which I repeat:

It is the same with salt.3

So far Žofie Nová,

{RULE}
1 For example: ‘Flour, and money.’

‘And what else?’ Letter of 3 May.
2 Kept in the mill.
3 On Ovens, 7-9.
 who had it from the miller.

The brook was low,

4

The road was closed. Nobody came.

 indeed so low that nobody bathed.

* * *

OLGA: Did he bake?

IVAN: He baked ‘as always,’ they say.5

To sum up.

1 Bread is bread.

2 Salt is salt, as Čapek
{RULE}
4 Ivan, by word of mouth.
5 A talk of 1931. It went on, as talks do, until the
oven had gone cold and

{BLANK}
 12

once said.

{RULE}
everybody had left.
 That is all.
"""


@pytest.fixture
def layout():
    return text_layer(PAGES)


def told(layout, *kinds):
    return [draft.text(PAGES) for draft in layout.drafts if draft.kind in kinds]


def test_displaced_pieces_are_put_back(layout):
    assert told(layout, "body")[:2] == [
        (
            "Some say that bread is only a question of flour and of money1 – a view which is "
            "still heard in our valley, above all in winter."
        ),
        (
            "The baker, in his small book On Ovens,2 a work of nineteen pages, gives two "
            "reasons, which I repeat:"
        ),
    ]


def test_what_a_colon_introduces_is_a_quotation_up_to_its_note(layout):
    assert told(layout, "quotation") == [
        "Bread is what remains when everything else has been eaten. [...]",
        "It is the same with salt.3",
        "OLGA: Did he bake?",
        "IVAN: He baked ‘as always,’ they say.5",
    ]


def test_a_page_break_joins_a_sentence_and_parts_paragraphs(layout):
    assert "So far Žofie Nová, who had it from the miller." in told(layout, "body")
    assert told(layout, "body")[-1] == "That is all."


def test_a_lone_mark_goes_to_the_paragraph_begun_last(layout):
    text = next(t for t in told(layout, "body") if t.startswith("The brook"))
    assert text == "The brook was low, 4 indeed so low that nobody bathed."


def test_list_items_dividers_and_page_numbers(layout):
    assert told(layout, "list item") == ["1 Bread is bread.", "2 Salt is salt, as Čapek once said."]
    assert told(layout, "furniture") == ["* * *", "12"]
    assert told(layout, "heading") == ["On Bread"]


def test_notes_are_gathered_from_the_feet_of_pages(layout):
    assert [mark.number for mark in layout.marks] == ["1", "2", "3", "4", "5"]
    assert [mark.body.text(PAGES) for mark in layout.marks][3:] == [
        "4 Ivan, by word of mouth.",
        (
            "5 A talk of 1931. It went on, as talks do, until the oven had gone cold and "
            "everybody had left."
        ),
    ]
    assert layout.marks[0].body.text(PAGES).endswith("‘And what else?’ Letter of 3 May.")


def test_a_stale_mark_is_noted_as_doubled():
    source = f" Head\n\nHe agreed.\n\n1\n\nNobody else did.\n\n [7] So it was.\n{RULE}\n1 Žofie.\n"
    (mark,) = text_layer(source).marks
    assert source[slice(*mark.doubled)] == "[7]"
    assert text_layer(source).drafts[1].text(source) == "He agreed. 1 [7] So it was."


def test_a_correction_joins_what_a_page_break_parts():
    source = f" Head\n\nIt is one paragraph.\n{RULE}\n 1\n\nÜber all.\n"
    line = source.splitlines().index("Über all.") + 1
    assert len(text_layer(source).drafts) == 4
    joined = text_layer(source, [Correction((line,), "for the test", join=True)])
    assert [d.text(source) for d in joined.drafts] == [
        "Head",
        "It is one paragraph. Über all.",
        "1",
    ]
