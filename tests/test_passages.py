from corpus_utils.alignment import Placement
from corpus_utils.passages import Coverage, Paragraph, Passage
from corpus_utils.tokens import Span, Target


def test_a_paragraph_counts_its_letters_without_what_interrupts_it():
    paragraph = Paragraph("p001", "body", (Span(3, 10), Span(12, 12, 0, 1), Span(20, 25)))
    assert paragraph.letters == 7 + 5


def test_a_passage_is_complete_if_every_range_is_placed():
    target = Target.parse("p001")
    assert not Passage(target, ()).complete
    assert Passage(target, (), (Placement("exact", 3, 9),), ("žofie",)).complete
    assert not Passage(target, (), (Placement("exact", 3, 9), Placement("unsure"))).complete


def test_coverage_is_told_in_a_line():
    assert str(Coverage(("p001", "p002"), (), ())) == "2 of 2 paragraphs found"
    found = Coverage(("p001",), ("p002",), tuple(f"p{n:03d}" for n in range(3, 13)))
    assert str(found) == (
        "1 of 12 paragraphs found, 1 unsure (p002), "
        "10 missing (p003, p004, p005, p006, p007, p008, p009, p010, …)"
    )
