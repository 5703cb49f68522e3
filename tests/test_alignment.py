import json
import random

import pytest

from corpus_utils.alignment import Alignment, align
from corpus_utils.anchors import fingerprint
from corpus_utils.errors import DataError
from corpus_utils.recognition import recognise
from corpus_utils.tokens import Span, find, letters
from tests import editions
from tests.essay import essay

TEXT = essay(1600)
ORIGINAL = letters(TEXT)
OTHERS = [essay(1600, seed=seed) for seed in (101, 102)]


def drawn(text, count=60, seed=3):
    rng, stream = random.Random(seed), letters(text)
    between = [i for i in range(len(stream)) if not i or stream.gap(i)[0] < stream.gap(i)[1]]
    spans = []
    while len(spans) < count:
        start = rng.choice(between)
        ends = [e for e in between if start + 20 <= e <= start + 400]
        if ends:
            spans.append(Span(start, rng.choice(ends)))
    return spans


SPANS = drawn(TEXT)
ANCHORS = fingerprint(
    "essay", ORIGINAL.stream, starts={s.start for s in SPANS}, ends={s.end for s in SPANS}
)
EVERYTHING = [
    *(fingerprint(f"other-{i}", letters(text).stream) for i, text in enumerate(OTHERS)), ANCHORS
]  # fmt: skip

KINDS = {
    "plain": (editions.plain(TEXT), 1.0),
    "rewrapped": (editions.rewrapped(TEXT), 0.99),
    "typographic": (editions.typographic(TEXT), 0.99),
    "1% substituted": (editions.substituted(TEXT, 0.01, seed=1), 0.95),
    "1% mixed": (editions.garbled(TEXT, 0.01, seed=1), 0.9),
    "3% substituted": (editions.substituted(TEXT, 0.03, seed=1), 0.85),
    "3% mixed": (editions.garbled(TEXT, 0.03, seed=2), 0.7),
    "furniture": (editions.with_furniture(TEXT), 0.9),
    "swapped": (editions.moved(TEXT), 0.85),
}


def outcomes(edition, spans=SPANS):
    copy = letters(edition.text)
    alignment = align(copy, ANCHORS)
    for span in spans:
        placement = alignment.place(span)
        if placement.placed:
            found = (placement.start, placement.end)
            yield editions.verdict(ORIGINAL, edition, copy, span, found)
        else:
            yield placement.status


@pytest.mark.parametrize("kind", KINDS)
def test_spans_are_placed_right_or_not_at_all(kind):
    edition, share = KINDS[kind]
    found = list(outcomes(edition))
    assert False not in found
    assert found.count(True) / len(found) >= share


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_is_recognised_in_every_edition(kind):
    matches = recognise(letters(KINDS[kind][0].text), EVERYTHING)
    assert [match.key for match in matches if match.found] == ["essay"]


def test_other_texts_are_not_recognised():
    for text in (essay(1600, seed=5), "", "Ça alors!", "na na " * 3000):
        assert not any(match.found for match in recognise(letters(text), EVERYTHING))


def test_a_short_noisy_excerpt_is_recognised():
    short = essay(800, seed=21)
    anchors = fingerprint("short", letters(short).stream)
    for seed in range(5):
        third = editions.garbled(editions.excerpt(short).text, 0.03, seed=seed)
        assert recognise(letters(third.text), [*EVERYTHING, anchors])[0].key == "short"
        assert recognise(letters(third.text), [*EVERYTHING, anchors])[0].found


def test_an_excerpt_says_what_it_lacks():
    edition = editions.excerpt(TEXT)
    alignment = align(letters(edition.text), ANCHORS)
    there = [i for i, o in enumerate(ORIGINAL.offsets) if edition.places[o] is not None]
    assert len(alignment.missing) == 2
    (first, before), (after, last) = alignment.missing
    assert first == 0
    assert last == len(ORIGINAL)
    assert 0 <= before - there[0] <= 100
    assert 0 <= there[-1] + 1 - after <= 100
    assert alignment.share == pytest.approx(1 / 3, abs=0.05)
    for span in SPANS:
        if span.end < there[0] or span.start > there[-1]:
            assert alignment.place(span).status == "missing"


def test_moved_parts_are_told():
    assert not align(ORIGINAL, ANCHORS).moved
    swapped = align(letters(editions.moved(TEXT).text), ANCHORS)
    assert swapped.moved
    assert [part[0] for part in swapped.parts] == sorted(part[0] for part in swapped.parts)
    assert swapped.share > 0.98


def name_in(text):
    """Return the span and wording of a word with an accent from the middle of ``text``."""
    for word in text[len(text) // 2 :].split():
        bare = word.strip(",.;“”’")
        if len(bare) > 6 and bare.isalpha() and not bare.isascii() and text.count(bare) == 1:
            return find(text, bare), bare
    raise AssertionError("the essay has such a word")


def test_a_name_is_verified_by_its_letters():
    span, name = name_in(TEXT)
    for edition, _ in KINDS.values():
        copy = letters(edition.text)
        placement = align(copy, fingerprint("essay", ORIGINAL.stream)).place(span, surface=name)
        if placement.placed:
            found = (placement.start, placement.end)
            assert editions.verdict(ORIGINAL, edition, copy, span, found)
    placement = align(ORIGINAL, ANCHORS).place(span, surface=name)
    assert placement.status == "exact"
    assert TEXT[placement.start : placement.end] == name


def test_another_occurrence_of_a_name_is_not_taken_for_a_lost_one():
    span, name = name_in(TEXT)
    start, end = ORIGINAL.range(span)
    without = TEXT[:start] + TEXT[end:].replace(" ", f" {name} ", 1)
    placement = align(letters(without), ANCHORS).place(span, surface=name)
    assert not placement.placed or without[placement.start : placement.end] == name


def test_a_year_is_found_in_its_gap():
    at = next(i for i in range(1000, len(TEXT)) if TEXT[i : i + 4].isdigit())
    year = TEXT[at : at + 4]
    letter = next(i for i, offset in enumerate(ORIGINAL.offsets) if offset > at)
    marks = ORIGINAL.marks(letter)
    span = Span(letter, letter, marks.index(at), 4)
    for kind in ("plain", "rewrapped", "typographic", "swapped", "furniture"):
        copy = letters(KINDS[kind][0].text)
        placement = align(copy, ANCHORS).place(span, surface=year)
        assert placement.placed
        assert copy.source[placement.start : placement.end] == year
    changed = TEXT[:at] + "0000" + TEXT[at + 4 :]
    assert align(letters(changed), ANCHORS).place(span, surface=year).status == "unsure"


@pytest.mark.parametrize(
    ("printed", "number", "taken"),
    [("(7)", "7", "(7)"), ("[7]", "8", None), ("1114", "14", "14"), ("12", "2", None)],
)
def test_a_note_mark_is_placed_only_with_its_number(printed, number, taken):
    """Brackets belong to the mark; a mark glued to another number is told by where it stood."""
    at = TEXT.index(". ", 1500) + 1
    text = TEXT[:at] + printed + TEXT[at:]
    copy = letters(text)
    letter = next(i for i, offset in enumerate(copy.offsets) if offset > at)
    expected = taken or printed[-len(number) :]
    head = copy.marks(letter).index(at) + printed.index(expected)
    placement = align(copy, ANCHORS).place(
        Span(letter, letter, head, len(expected)), surface=number
    )
    assert (text[placement.start : placement.end] if placement.placed else None) == taken


def test_unsure_and_missing_carry_no_place():
    alignment = align(letters(essay(300, seed=9)), ANCHORS)
    for span in [*SPANS, Span(10**6, 10**6 + 5), Span(0, 0, 0, 1)]:
        placement = alignment.place(span)
        assert placement.status in {"unsure", "missing"}
        assert (placement.start, placement.end, placement.placed) == (None, None, False)


def test_a_passage_left_out_between_two_others_is_missing():
    edition = editions.build(
        ((c, i) for i, c in enumerate(TEXT) if not 3000 <= i < 5000), len(TEXT)
    )
    alignment = align(letters(edition.text), ANCHORS)
    inside = [s for s in SPANS if 3100 < ORIGINAL.offsets[s.start] < ORIGINAL.offsets[s.end] < 4900]
    assert inside
    assert {alignment.place(span).status for span in inside} == {"missing"}
    assert False not in list(outcomes(edition, [s for s in SPANS if s not in inside]))


def test_an_alignment_survives_json():
    alignment = align(letters(KINDS["swapped"][0].text), ANCHORS)
    fields = json.loads(json.dumps(alignment.to_fields()))
    again = Alignment.from_fields(fields, alignment.copy, ANCHORS)
    assert [again.place(span) for span in SPANS] == [alignment.place(span) for span in SPANS]


@pytest.mark.parametrize(
    "change",
    [{"key": "other"}, {"letters": 3}, {"chains": None}, {"chains": [[["ä", 2]]]}, {"chains": [[]]},
     {"chains": [[[100, 10**9]]]}, {"chains": [[[101, 5]]]}],
)  # fmt: skip
def test_an_alignment_of_another_copy_is_refused(change):
    alignment = align(ORIGINAL, ANCHORS)
    with pytest.raises(DataError, match="another copy"):
        Alignment.from_fields(alignment.to_fields() | change, ORIGINAL, ANCHORS)


def test_repeated_letters_do_not_take_long():
    assert not recognise(letters("a" * 200_000), EVERYTHING)[0].found
    assert align(letters(TEXT * 60), ANCHORS).chains == ()


def test_a_paragraph_cut_off_inside_an_anchor_is_not_started_in_what_follows():
    """One shared letter of an anchor's window must not carry a start into another passage."""
    step, window = ANCHORS.step, ANCHORS.window
    wrong = 0
    for index in range(10, 30):
        letter = index * step + window - 1
        anchors = fingerprint("essay", ORIGINAL.stream)
        cut = ORIGINAL.offsets[letter] + 1
        copy = letters(TEXT[:cut] + "\n" + TEXT[cut + 2500 :] + "\n" + TEXT[cut : cut + 2500])
        placement = align(copy, anchors).place(Span(letter, letter + 300))
        if placement.placed:
            wrong += placement.end - placement.start > 600
    assert not wrong


def test_a_name_whose_passage_is_missing_is_not_found_elsewhere():
    span, name = name_in(TEXT)
    start, end = ORIGINAL.range(span)
    low, high = max(0, start - 700), end + 700
    copy = letters(TEXT[:low] + TEXT[high:])
    assert not align(copy, ANCHORS).place(span, surface=name).placed
