from corpus_utils.layouts import is_heading, lines, plain
from corpus_utils.rules import Correction

NOTES = """\
Brot and Bread
The Valley Messenger, spring 1987
Žofie Nová
Bread was dear for three reasons:
That the mill stood still.
That the road was closed.
That Ivan, the baker, was ill.
Nobody disputed it.(1) Or hardly anybody;(2) the mayor’s own view (3) is not known.
The Miller's Answer: He blamed the brook, which he called "lazy."(3)
"The brook is a brook, and a mill is a mill."
Listen to the podcast episode about this
Sources
Nová, Žofie. *Bread*. Two volumes.
Last updated on 3 May 2020"""


def kinds(layout):
    return [draft.kind for draft in layout.drafts]


def test_lines_know_their_place():
    source = "  Ä lane. \n\n\tTwo"
    assert [source[line.start : line.end] for line in lines(source)] == ["Ä lane.", "", "Two"]
    assert [line.number for line in lines(source)] == [1, 2, 3]


def test_a_heading_is_short_and_has_no_full_stop():
    assert is_heading("What the Miller Said")
    assert not is_heading("He baked bread.(12)")
    assert not is_heading("What did the miller say?")
    assert not is_heading("“That is all.”")
    assert not is_heading("and on " * 60)


def test_every_line_of_a_plain_text_is_a_paragraph_of_its_kind():
    layout = plain(NOTES)
    assert kinds(layout) == [
        *["heading"] * 3,
        "body",
        *["list item"] * 3,
        "body",
        "body",
        "quotation",
        "furniture",
        "heading",
        "list item",
        "furniture",
    ]
    assert [d.level for d in layout.drafts if d.kind == "heading"] == [1, 2, 2, 2]


def test_a_run_in_label_is_measured():
    labelled = [d for d in plain(NOTES).drafts if d.label]
    assert [NOTES[d.ranges[0][0] : d.label] for d in labelled] == ["The Miller's Answer:"]


def test_labelled_paragraphs_after_a_colon_stay_paragraphs():
    source = "There were two reasons:\nThe Mill: It stood still.\nThe Road: It was closed."
    assert kinds(plain(source)) == ["body"] * 3


def test_note_marks_are_glued_and_counted_on():
    marks = plain(NOTES).marks
    assert [NOTES[slice(*mark.range)] for mark in marks] == ["(1)", "(2)", "(3)"]
    assert NOTES[: marks[2].range[1]].endswith('"lazy."(3)')  # not the one that stands alone


def test_corrections_go_by_line():
    corrections = [
        Correction((2, 3), "source line and by-line", level=0),
        Correction((8,), "for the test", kind="furniture"),
    ]
    drafts = plain(NOTES, corrections).drafts
    assert [d.level for d in drafts[:3]] == [1, None, None]
    assert drafts[7].kind == "furniture"
