from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_utils.claims import Relation
from corpus_utils.columns import Label, lay_out_columns
from corpus_utils.drawings import to_svg

KEYS = ("mlýn", "weir", "oven", "łąka")


@st.composite
def relations(draw):
    """Draw relations between claims of four documents."""
    found = []
    for number in range(draw(st.integers(1, 9))):
        one, other = draw(st.permutations(KEYS))[:2]
        claims = st.integers(1, 4).map("c{:02}".format)
        sources = draw(st.lists(claims, min_size=1, max_size=2, unique=True))
        kind = draw(st.sampled_from(["support", "attack", "undercut"]))
        found.append(
            Relation(
                f"x{number:02}",
                kind,
                tuple(f"{one}:{c}" for c in sources),
                f"{other}:{draw(claims)}",
            )
        )
    return found


def drawn(found):
    names = {name for relation in found for name in (*relation.sources, relation.to)}
    return lay_out_columns(
        found, {name: Label(name, "Žofie holds that it stands. " * 2) for name in names}, KEYS
    )


@settings(max_examples=60, deadline=None)
@given(relations())
def test_boxes_do_not_overlap_and_lines_pass_between_them(found):
    made = drawn(found)
    boxes = made.boxes
    for i, one in enumerate(boxes):
        assert 0 <= one.x <= made.width - one.width
        assert 0 <= one.y <= made.height - one.height
        for other in boxes[i + 1 :]:
            apart = (
                one.x != other.x or one.y + one.height <= other.y or other.y + other.height <= one.y
            )
            assert apart, (one, other)
    columns = {box.x for box in boxes}
    for edge in made.edges:
        for line in edge.branches:
            for (x, y), (to, level) in pairwise(line):
                if min(x, to) in columns and max(x, to) - min(x, to) == boxes[0].width:
                    assert y == level  # it passes a column by
                    inside = [b for b in boxes if b.x == min(x, to) and b.y < y < b.y + b.height]
                    assert inside == []


@settings(max_examples=20, deadline=None)
@given(relations())
def test_each_relation_is_drawn_once_from_its_claims_to_its_end(found):
    made = drawn(found)
    assert [edge.id for edge in made.edges] == [relation.id for relation in found]
    for edge in made.edges:
        for source, line in zip(edge.sources, edge.branches, strict=True):
            box = made.box(source)
            assert line[0][0] in (box.x, box.x + box.width)
            assert box.y < line[0][1] < box.y + box.height
            assert line[-1] == edge.stem[0] == edge.junction
        box = made.box(edge.to)
        assert edge.stem[-1][0] in (box.x, box.x + box.width)


def test_the_same_map_is_drawn_the_same_way_and_as_svg():
    found = [
        Relation("x01", "attack", ("mlýn:c01",), "łąka:c02"),
        Relation("x02", "support", ("oven:c03",), "mlýn:c01"),
    ]
    assert drawn(found) == drawn(found)
    assert to_svg(drawn(found), title="Sloupce").count("<rect") == 4
    assert lay_out_columns([], {}, KEYS).boxes == ()
