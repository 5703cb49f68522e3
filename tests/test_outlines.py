from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_utils import arguments, texts
from corpus_utils.anchors import fingerprint
from corpus_utils.claims import Argument, Claim
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.outlines import NEAR, beginning, outline, sorting
from corpus_utils.passages import Paragraph
from corpus_utils.texts import Text
from corpus_utils.tokens import Target

SHAPE = [
    ("p001", "heading", 1, "The yard"),
    ("p002", "body", None, "It was *lit* at four."),
    ("p003", "heading", 2, "The oven"),
    ("p004", "heading", None, "by Žofie"),
    ("p005", "body", None, "Nine houses shared it."),
    ("p006", "heading", 4, "Its crust"),
    ("p007", "quotation", None, "It was dark."),
    ("p008", "heading", 2, "The road"),
    ("p009", "body", None, "It came later."),
    ("p010", "heading", 2, "Imprint"),
    ("p011", "furniture", None, "A button."),
]
CLAIMS = [
    ("c01", "subthesis", "The oven joined them", "p005"),
    ("c02", "subthesis", "The road parted them", "p009 p007"),
    ("c03", "premise", "Roads part", "p009"),
    ("c04", "subthesis", "Fire was early", "p002"),
]


def text(shape=SHAPE):
    paragraphs = tuple(
        Paragraph(name, kind, (), level, None, told) for name, kind, level, told in shape
    )
    return Text("yard", {"title": "The Yard"}, paragraphs, (), fingerprint("yard", "žofie"))


def argument():
    claims = [
        Claim(i, f"Žofie holds: {s}.", role, "zofie", "author", Target.parse(t), short=s)
        for i, role, s, t in CLAIMS
    ]
    return Argument("yard", "What joined the houses?", tuple(claims))


def exercise():
    return sorting(outline(text(), argument()))


RIGHT = {"The oven joined them": "p003", "The road parted them": "p008", "Fire was early": "p001"}


def test_a_heading_stands_under_the_last_one_of_a_higher_rank():
    made = outline(text())
    assert [(n.id, n.depth) for n in made.nodes] == [
        *[
            ("p001", 0),
            ("p002", 1),
            ("p003", 1),
            ("p004", 2),
            ("p005", 2),
            ("p006", 2),
            ("p007", 3),
        ],
        *[("p008", 1), ("p009", 2), ("p010", 1), ("p011", 2)],
    ]
    assert [n.id for n in made.children("p003")] == ["p004", "p005", "p006"]
    assert [n.id for n in made.children(None)] == ["p001"]


def test_claims_have_their_place_under_headings_that_say_something():
    made = outline(text(), argument())
    assert [n.id for n in made.headings] == ["p001", "p003", "p006", "p008"]
    assert made.homes(argument().claims[1]) == ("p006", "p008")


def test_the_right_heading_earns_all_and_one_above_or_below_half():
    assert exercise().judge(RIGHT) == dict.fromkeys(RIGHT, 1.0)
    other = {
        "The oven joined them": "p006",
        "The road parted them": "p003",
        "Fire was early": "p008",
    }
    # The road is right in the crust, which lies under the oven; the title lies above everything.
    assert exercise().judge(other) == {
        "The oven joined them": NEAR,
        "The road parted them": NEAR,
        "Fire was early": 0,
    }


def test_the_title_is_no_way_to_half_the_mark():
    everything = dict.fromkeys(RIGHT, "p001")
    assert exercise().judge(everything) == {
        "The oven joined them": 0,
        "The road parted them": 0,
        "Fire was early": 1,
    }


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        (None, "choose an answer"),
        ({"Fire was early": "p001"}, "2 rows are still open"),
        ({**RIGHT, "Fire was early": "p002"}, "no choice 'p002'"),
        ({**RIGHT, "Fire was earli": "p001"}, "no row 'Fire was earli'"),
    ],
)
def test_what_is_no_sorting_is_said(given_, said):
    with pytest.raises(CourseError, match=said):
        exercise().judge(given_)


def test_without_headings_or_labels_there_is_nothing_to_sort():
    flat = text([row for row in SHAPE if row[1] != "heading"])
    with pytest.raises(CourseError, match="no headings to sort claims under"):
        sorting(outline(flat, argument()))
    with pytest.raises(CourseError, match="no labelled subthesis"):
        sorting(outline(text()))


def test_a_task_changes_with_its_key():
    assert (
        exercise().task("osnova").hash
        != sorting(outline(text(), argument()), ("premise",)).task("osnova").hash
    )


@given(st.lists(st.tuples(st.sampled_from(["body", "heading"]), st.integers(1, 4)), max_size=12))
def test_any_row_of_headings_makes_a_tree(rows):
    shape = [
        (f"p{i:03}", kind, level if kind == "heading" else None, "ž")
        for i, (kind, level) in enumerate(rows, 1)
    ]
    made = outline(text(shape))

    def walk(name):
        return [n for child in made.children(name) for n in [child.id, *walk(child.id)]]

    assert walk(None) == [row[0] for row in shape]
    levels = {row[0]: row[2] for row in shape}
    for node in made.nodes:
        ranks = [levels[name] for name in node.above]
        assert ranks == sorted(set(ranks))


@pytest.mark.parametrize("key", texts.keys())
def test_every_claim_of_the_course_has_its_place(key):
    found = texts.load(key)
    made = outline(found, arguments.load(found))
    assert len(made.nodes) == len(found.paragraphs)
    assert {c.id for c in made.claims} == {name for node in made.nodes for name in node.claims}


def test_a_beginning_says_that_it_goes_on():
    assert beginning("Žofie *lit* it.", words=3) == "Žofie lit it."
    assert beginning("Žofie lit it.", words=2) == "Žofie lit …"


BARE = [
    ("p001", "body", None, "It was *lit* at four."),
    ("p002", "body", None, "Nine houses shared it."),
    ("p003", "quotation", None, "It was dark."),
    ("p004", "furniture", None, "A button."),
]
BAKED = Argument(
    "yard",
    "What joined the houses?",
    (
        Claim("c01", "Žofie holds: early.", "thesis", "zofie", "author", Target.parse("p001"), short="Early"),
        Claim("c02", "Žofie holds: it joined.", "subthesis", "zofie", "author", Target.parse("p002 p003"), short="It joined"),
    ),
)  # fmt: skip


def test_a_document_without_headings_can_be_divided_into_parts():
    made = outline(text(BARE), BAKED, {"p001": "The fire", "p003": "The *crust*"})
    shown = [(node.id, node.depth, node.opens) for node in made.nodes]
    assert shown == [
        ("§1", 0, True),
        ("p001", 1, False),
        ("p002", 1, False),
        ("§2", 0, True),
        ("p003", 1, False),
        ("p004", 1, False),
    ]
    found = sorting(made, ("thesis", "subthesis"))
    assert found.homes == {"Early": ("§1",), "It joined": ("§1", "§2")}
    assert found.judge({"Early": "§2", "It joined": "§2"}) == {"Early": 0, "It joined": 1}
    assert sorting(made).homes == {"It joined": ("§1", "§2")}


def test_what_is_no_division_is_said():
    with pytest.raises(UnknownError, match="p01"):
        outline(text(BARE), BAKED, {"p01": "The fire"})
    with pytest.raises(CourseError, match="headings of its own"):
        outline(text(), argument(), {"p001": "The fire"})
