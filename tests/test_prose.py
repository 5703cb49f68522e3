"""Paragraphs and notes of a text of any make; whatever it is, every character lies in one paragraph."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_utils.rules import Correction, Rules
from corpus_utils.segments import cut, paragraph_text
from corpus_utils.tokens import letters

LONG = "Olga počítala chleby a každý večer ich bolo viac, než ráno povedala, že ich bude " * 3


def told(text, *corrections):
    found = cut(text, Rules("prose", corrections))
    stream = letters(text)
    return [
        (p.kind, " ".join(paragraph_text(stream, p.spans).split())) for p in found.paragraphs
    ], found.notes


def test_blank_lines_part_paragraphs_whatever_their_lines():
    parts, _ = told("Pec\n\nOlga piekla\nchlieb.\n\nIvan mlel\nmúku, dlho.\n")
    assert parts == [
        ("heading", "Pec"),
        ("body", "Olga piekla chlieb."),
        ("body", "Ivan mlel múku, dlho."),
    ]


def test_long_lines_are_paragraphs():
    parts, _ = told(f"{LONG}prvá.\n{LONG}druhá.\n")
    assert [words.split()[-1] for _, words in parts] == ["prvá.", "druhá."]


def test_lines_that_end_early_end_paragraphs():
    text = "Olga baked the bread of all the nine houses of the hill\nand counted.\nIvan milled the flour and he said that nobody thanked\nhim.\n"
    parts, _ = told(text)
    assert [words.split()[0] for _, words in parts] == ["Olga", "Ivan"]


def test_heads_feet_and_numbers_of_pages_are_furniture_and_part_nothing():
    head, line = "The Oven, {}\n", "Olga {} the bread of all the nine houses of the hill and\n"
    pages = [("baked", "cut", "ate"), ("sold", "gave", "lent"), ("took", "hid", "lost")]
    bodies = ["".join(map(line.format, page)) for page in pages]
    parts, _ = told(
        "".join(head.format(n) + b + f"{n}\n" for n, b in enumerate(bodies, 1))
        + "then she slept.\n"
    )
    kinds = [kind for kind, _ in parts]
    assert kinds.count("furniture") == 6
    assert [words for kind, words in parts if kind == "furniture"][-1] == "3"
    assert "then she slept." in next(words for kind, words in parts if kind == "body")


def test_notes_find_their_marks():
    parts, notes = told(
        "Olga baked it.[1]\n\nIvan milled.[2] He did.\n\n[1] In winter.\n\n[2] Or so he says.\n"
    )
    assert [kind for kind, _ in parts] == ["body", "body", "note", "note"]
    assert [(note.number, note.mark, note.body) for note in notes] == [
        ("1", "p001@11-11/1,3", "p003"),
        ("2", "p002@10-10/1,3", "p004"),
    ]


def test_a_numbered_list_without_marks_is_no_notes():
    parts, notes = told("Olga baked.\n\n1. She milled the flour first.\n\n2. She slept.\n")
    assert notes == ()
    assert all(kind != "note" for kind, _ in parts)


@pytest.mark.parametrize(("join", "count"), [(True, 1), (False, 3)])
def test_a_correction_parts_and_joins(join, count):
    text = (
        "Olga baked it.\n\nIvan milled it.\n"
        if join
        else "Olga baked\nit. And\nshe slept.\n\nIvan.\n\nŽofie.\n"
    )
    lines = (3,) if join else (2,)
    parts, _ = told(text, Correction(lines, "reason", join=join))
    assert len(parts) == (1 if join else 4)


@settings(deadline=None)
@given(st.lists(st.text("aB č.:[1](2)\n 3↑", max_size=30), max_size=8))
def test_every_character_lies_in_one_paragraph(pieces):
    text = "\n".join(pieces)
    found = cut(text, Rules("prose"))  # raises where one does not
    kept = "".join(letters(paragraph_text(letters(text), p.spans)).stream for p in found.paragraphs)
    assert sorted(kept) == sorted(letters(text).stream)  # a page's foot may stand between
    kinds = {p.id: p.kind for p in found.paragraphs}
    assert {kinds[note.body] for note in found.notes if note.body} <= {"note"}
