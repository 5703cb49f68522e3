import pytest

from corpus_utils.rules import Correction
from corpus_utils.webpages import web_page

PAGE = """\
The Baker’s Notebook

  • The Valley Site |
  • January 1, 1900

It was found “under the oven.”1JK translator’s note: So the daily Хлеб. See Nová, “Хлеб,” May 7, 2018. The mayor denied it (Ivan2JK translator’s note: Ivan, Diary (1931).) and left.

  1. On flour3JK translator’s note: “Flour” here means “grain.” and on salt
  2. On yeast

The mill [melnitsa4Olga, What Is a Mill? (1930).] stood still; see No. 115JK translator’s note: Ivan, Ibid.), as they say. “It will turn again.”6AB editor’s note: Not so.

He kept the oven7AB translator’s note:

The oven was the village’s own.
in the yard 8AB translator’s note: двор of the mill, “and of the brook,”9AB translator’s note: A brook without a name which was low.

Share on the wall
The Valley Site

Baked daily.
"""

CORRECTIONS = [
    Correction((16,), "a note of one word", note="8", letters=len("ABtranslatorsnoteдвор")),
    Correction((16,), "no stop", note="9", letters=len("ABtranslatorsnoteAbrookwithoutaname")),
]


@pytest.fixture
def layout():
    return web_page(PAGE, CORRECTIONS)


def test_the_page_around_the_text_is_furniture(layout):
    found = [draft.text(PAGE) for draft in layout.drafts if draft.kind == "furniture"]
    assert found == [
        "• The Valley Site | • January 1, 1900",
        "Share on the wall The Valley Site Baked daily.",
    ]


def test_notes_are_taken_out_of_their_sentences(layout):
    notes = [draft.text(PAGE) for draft in layout.drafts if draft.kind == "note"]
    assert [note.removeprefix("JK translator’s note: ") for note in notes] == [
        "So the daily Хлеб. See Nová, “Хлеб,” May 7, 2018.",
        "Ivan, Diary (1931).",
        "“Flour” here means “grain.”",
        "Olga, What Is a Mill? (1930).",
        "Ivan, Ibid.",
        "AB editor’s note: Not so.",
        "AB translator’s note: The oven was the village’s own.",
        "AB translator’s note: двор",
        "AB translator’s note: A brook without a name",
    ]


def test_sentences_are_put_together_again(layout):
    running = [d.text(PAGE) for d in layout.drafts if d.kind in ("body", "list item")]
    assert running == [
        "It was found “under the oven.”1 The mayor denied it (Ivan2 ) and left.",
        "1. On flour3 and on salt",
        "2. On yeast",
        "The mill [melnitsa4 ] stood still; see No. 115 ), as they say. “It will turn again.”6",
        "He kept the oven7 in the yard 8 of the mill, “and of the brook,”9 which was low.",
    ]


def test_notes_have_a_number_a_mark_and_an_author_or_none(layout):
    assert [PAGE[slice(*mark.range)] for mark in layout.marks] == list("123456789")
    jk, ab = "JK translator", "AB translator"
    authors = [mark.author for mark in layout.marks]
    assert authors == [jk, jk, jk, None, jk, "AB editor", ab, ab, ab]


def test_a_note_stands_after_the_paragraph_of_its_mark(layout):
    drafts = layout.drafts
    for mark in layout.marks:
        holder = next(
            d for d in drafts for a, b in d.ranges if a <= mark.range[0] and mark.range[1] <= b
        )
        begins, ends = drafts.index(holder), drafts.index(mark.body)
        assert begins < ends
        assert all(draft.kind == "note" for draft in drafts[begins + 1 : ends])
