from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus_utils.marking import mark
from corpus_utils.questions import load
from corpus_utils.span_items import occurrences, resembling, tokens
from tests.toy_bank import BANKS

ITEM = load("sun-01", folder=BANKS)
TEXT = ITEM.texts["p006"]
WORDS = st.lists(st.sampled_from(["Łód", "a", "it’s", "1924", "dům-mlýn", "A"]), min_size=1)


@given(st.text())
def test_tokens_are_apart_and_in_order(text):
    found = tokens(text)
    assert all(start < end for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert all(text[start].isalnum() or text[start] == "_" for start, _ in found)


@given(WORDS, WORDS, WORDS, st.sampled_from([" ", ", ", " — ", ".\u00a0"]))
def test_words_are_found_whatever_stands_between_them(before, words, after, gap):
    text = gap.join([*before, *words, *after])
    phrase = " ".join(words)
    starts = [start for start, _ in occurrences(text, phrase)]
    assert len(gap.join([*before, ""])) in starts
    for start, end in occurrences(text, phrase):
        written = [text[a:b].casefold() for a, b in tokens(text) if start <= a < b <= end]
        assert written == [word.casefold() for word in words]


def test_the_nearest_words_are_named():
    assert resembling(TEXT, "Four visiters come") == "Four visitors came"
    assert resembling("", "Four") == resembling(TEXT, "…") == ""


def f1(*marked):
    return mark(ITEM, [dict(zip(("paragraph", "words"), one, strict=True)) for one in marked]).mark


def test_marks_are_the_f1_of_their_tokens():
    # The key has 5 + 3 tokens: P = 3/3, R = 3/8; then P = 3/4; then half in one place, all in the other.
    assert f1(("p006", "Four it was")) == 2 * 3 / (3 + 8)
    assert f1(("p006", "Four it was. It")) == 2 * 3 / (4 + 8)
    assert f1(("p006", "Four it"), ("p005", "He has the sum right")) == 2 * 7 / (7 + 8)
    assert f1(("p006", "snow closed the road")) == 0


def test_words_around_a_span_count_neither_way():
    with_more = ("p005", "He has the sum right; I have seen")
    assert f1(with_more, ("p006", "Four it was")) == 1
    assert f1(("p005", "I have seen the bills")) == 0
    assert mark(ITEM, [{"paragraph": "p005", "words": "I have seen"}]).parts


def test_pieces_and_overlaps_count_once():
    assert f1(("p005", "He has"), ("p005", "has the sum right"), ("p006", "Four it was")) == 1


def test_equal_words_are_told_apart_by_their_place():
    def at(start):
        given = [{"paragraph": "p006", "words": "Four", "start": start, "end": start + 4}]
        return mark(ITEM, given).mark

    first, second = (start for start, _ in occurrences(TEXT, "Four"))
    assert at(first) == 0
    assert at(second) == 2 * 1 / (1 + 8)
    assert at(second + 7) == at(second)  # the text before it has become shorter since


def test_what_is_said_of_a_mark_depends_on_what_it_shares():
    def said(words, paragraph="p005"):
        (part,) = mark(ITEM, [{"paragraph": paragraph, "words": words}]).parts
        return part.verdict, part.why

    assert said("He has the sum right") == ("Right", ITEM.spans[0].why)
    assert said("But have them") == ("Not quite", ITEM.near[0].why)
    assert said("snow closed the road", "p006") == ("Not quite", ITEM.otherwise)
    too_few, too_many, astride = (
        said("has the sum"),
        said("Four it was. It", "p006"),
        said("it was. It was", "p006"),
    )
    assert [one[0] for one in (too_few, too_many, astride)] == ["Partly"] * 3
    assert len({too_few[1], too_many[1], astride[1]}) == 3
    assert not any(
        span.why in one[1] for span in ITEM.spans for one in (too_few, too_many, astride)
    )
