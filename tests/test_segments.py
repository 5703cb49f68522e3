import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_utils.errors import CourseError
from corpus_utils.layouts import Draft, Layout
from corpus_utils.rules import Correction, Rules
from corpus_utils.segments import (
    _check_complete,
    cut,
    in_document,
    marks_before,
    paragraph_text,
)
from corpus_utils.tokens import Span, find, letters

PAGE = """\
Žofie’s Oven

“It is old” (Olga1JK translator’s note: Olga, Diary (1931).), they say in ’31; “older than the mill.”2JK translator’s note: So it was, in May 1930. Nobody minds.
3) The ﬁre of 1931 took it [torn page] away.
* * *
"""


@pytest.fixture
def page():
    return cut(PAGE, Rules("web page")), letters(PAGE)


def covered(text, found):
    """Return how many letters and how many marks the paragraphs of a cut hold."""
    spans = [span for p in found.paragraphs for span in p.spans]
    size = sum(span.end - span.start for span in spans)
    at_edges = sum(s.head + s.tail if s.start < s.end else s.tail for s in spans)
    stream = letters(text)
    inside = sum(len(stream.marks(i)) for s in spans for i in range(s.start + 1, s.end))
    return size, at_edges + inside


def every(text):
    stream = letters(text)
    return len(stream), sum(
        not c.isspace() and i not in set(stream.offsets) for i, c in enumerate(text)
    )


def test_every_letter_and_mark_lies_in_one_paragraph(page):
    found, _ = page
    assert covered(PAGE, found) == every(PAGE)


@given(st.text(alphabet="ab Ä.ﬁ1́“\n•:", max_size=60), st.sampled_from(("plain", "web page")))
def test_whatever_the_text_nothing_is_lost_and_nothing_is_held_twice(text, layout):
    assert covered(text, cut(text, Rules(layout))) == every(text)


@given(
    st.lists(
        st.sampled_from(
            (
                "A wall",
                "of clay.",
                "1",
                " moved",
                "1 Note",
                " " * 24,
                "",
                "* * *",
                "held:",
                "wet1",
                " 7",
            )
        ),
        max_size=14,
    )
)
def test_no_text_layer_loses_a_letter(parts):
    text = "\n".join(parts)
    assert covered(text, cut(text, Rules("text layer"))) == every(text)


@given(
    st.lists(
        st.sampled_from(
            (
                "It rose",
                ".”",
                "1AB translator’s note:",
                "1Ivan, Diary (1931).",
                "2",
                "2AB editor’s note: Žofie",
                " (",
                ")",
                " and so",
                "\n",
                "\n\n",
                "Share on",
            )
        ),
        max_size=14,
    )
)
def test_no_web_page_loses_a_letter(parts):
    text = "".join(parts)
    assert covered(text, cut(text, Rules("web page"))) == every(text)


def test_stops_and_note_marks_stay_with_the_sentence(page):
    found, stream = page
    texts = [paragraph_text(stream, p.spans) for p in found.paragraphs]
    assert texts[1].startswith("“It is old” (Olga1 ), they")
    assert texts[1].endswith("the mill.”2 Nobody minds.")
    assert texts[2] == "JK translator’s note: Olga, Diary (1931)."
    assert texts[4] == "3) The ﬁre of 1931 took it [torn page] away."


def test_a_divider_is_a_paragraph_without_letters():
    found = cut("Über Brot\n\nIt rose.\n\n* * *\n\nIt fell.\n", Rules("text layer"))
    divider = found.paragraphs[2]
    at = len(letters("Über Brot It rose"))
    assert (divider.kind, divider.spans) == ("furniture", (Span(at, at, 1, 3),))


@pytest.mark.parametrize(
    "phrase", ["It is old", "in ’31", "(Olga", "mill.”", "Nobody minds.", "minds"]
)
def test_a_place_in_a_paragraph_is_found_in_the_document(page, phrase):
    found, stream = page
    paragraph = found.paragraphs[1]
    part = find(paragraph_text(stream, paragraph.spans), phrase)
    (span,) = in_document(paragraph.spans, part)
    start, end = stream.range(span)
    assert PAGE[start:end] == phrase


def test_a_place_across_a_note_comes_in_pieces(page):
    found, stream = page
    spans = found.paragraphs[1].spans
    part = find(paragraph_text(stream, spans), "old” (Olga1 ), they")
    pieces = [PAGE[slice(*stream.range(span))] for span in in_document(spans, part)]
    assert pieces == ["old” (Olga1", "), they"]


def test_note_marks_are_found_in_the_document(page):
    found, stream = page
    by_id = {p.id: p for p in found.paragraphs}
    before = marks_before(span for p in found.paragraphs for span in p.spans)
    for note in found.notes:
        name, place = note.mark.split("@")
        numbers = place.replace("/", "-").replace(",", "-").split("-")
        part = Span(*map(int, numbers))
        (span,) = in_document(by_id[name].spans, part, before=before)
        assert PAGE[slice(*stream.range(span))] == note.number
        assert by_id[note.body].kind == "note"


@pytest.mark.parametrize(("phrase", "paragraph"), [("3", 4), ("1931", 4), ("31", 1)])
def test_digits_are_found_in_the_document(page, phrase, paragraph):
    found, stream = page
    before = marks_before(span for p in found.paragraphs for span in p.spans)
    spans = found.paragraphs[paragraph].spans
    part = find(paragraph_text(stream, spans), phrase)
    (span,) = in_document(spans, part, before=before)
    assert PAGE[slice(*stream.range(span))] == phrase


DISPLACED = f"""\
 Head

One agreed,1

He agreed,

 as he had to.

2

Nobody else did.

 so it was.
{" " * 30}
1 Žofie.
2 Ivan.
"""


def test_a_displaced_mark_is_a_span_of_its_own():
    found, stream = cut(DISPLACED, Rules("text layer")), letters(DISPLACED)
    spans = next(p.spans for p in found.paragraphs if len(p.spans) == 3)
    assert paragraph_text(stream, spans) == "He agreed, 2 so it was."
    before = marks_before(span for p in found.paragraphs for span in p.spans)
    part = find(paragraph_text(stream, spans), "2")
    (span,) = in_document(spans, part, before=before)
    assert DISPLACED[slice(*stream.range(span))] == "2"
    whole = in_document(spans, find(paragraph_text(stream, spans), "agreed, 2 so it"))
    assert [DISPLACED[slice(*stream.range(s))] for s in whole] == ["agreed,", "2", "so it"]


def test_a_line_in_no_paragraph_is_named():
    layout = Layout([Draft("body", [(0, 4)], 1)])
    with pytest.raises(CourseError, match=r"exactly one paragraph each: \[2\]"):
        _check_complete("Brot\nBröt", layout)


def test_corrections_reach_every_layout():
    source = " Head\n\nBy Žofie\n"
    for layout in ("plain", "web page", "text layer"):
        rules = Rules(layout, (Correction((3,), "by-line", kind="heading", level=0),))
        assert [(p.kind, p.level) for p in cut(source, rules).paragraphs] == [
            ("heading", 1),
            ("heading", None),
        ]
