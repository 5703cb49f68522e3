import pytest

from corpus_utils.errors import DataError
from corpus_utils.readings import read_own, read_reading
from corpus_utils.segments import Segment
from corpus_utils.tokens import letters

PARAGRAPHS = [
    Segment("p001", "heading", (), 1),
    Segment("p002", "body", ()),
    Segment("p003", "furniture", ()),
]
GOOD = """\
## [p001] Žofie on bread

[p002] She holds that *bread*
is dear.

[p003] (Page furniture: a date.)
"""


def written(tmp_path, text):
    path = tmp_path / "reading.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_blocks_are_read_by_id(tmp_path):
    told = read_reading(written(tmp_path, GOOD), PARAGRAPHS)
    assert told["p002"] == "She holds that *bread* is dear."
    assert list(told) == ["p001", "p002", "p003"]


BAD = """\
[p001] No heading

She holds that bread is dear.

[p003] (A date.)

## [p002] Told late, and as a heading

[p009] Čapek?

[p003]
"""


def test_every_fault_is_reported_with_its_line(tmp_path):
    with pytest.raises(DataError) as caught:
        read_reading(written(tmp_path, BAD), PARAGRAPHS)
    lines = BAD.splitlines()
    found = {(p.line, p.message.split(" (")[0]) for p in caught.value.problems}
    assert found == {
        (lines.index("[p001] No heading") + 1, "p001 is of the kind 'heading'"),
        (lines.index("She holds that bread is dear.") + 1, "a block without a paragraph's id"),
        (lines.index("## [p002] Told late, and as a heading") + 1, "p002 stands after p003"),
        (lines.index("## [p002] Told late, and as a heading") + 1, "p002 is of the kind 'body'"),
        (lines.index("[p009] Čapek?") + 1, "there is no paragraph 'p009'"),
        (lines.index("[p003]") + 1, "p003 is told twice"),
        (lines.index("[p003]") + 1, "p003 is empty"),
    }


def test_what_is_not_told_is_named(tmp_path):
    with pytest.raises(DataError, match="these paragraphs are not told: p002, p003"):
        read_reading(written(tmp_path, "# [p001] Žofie\n"), PARAGRAPHS)


def test_a_text_of_our_own_counts_in_its_own_letters(tmp_path):
    stream, paragraphs, told = read_own(written(tmp_path, GOOD))
    assert [(p.id, p.kind, p.level) for p in paragraphs] == [
        ("p001", "heading", 1),
        ("p002", "body", None),
        ("p003", "body", None),
    ]
    (span,) = paragraphs[1].spans
    assert stream[span.start : span.end] == letters("She holds that bread is dear").stream
    assert span.tail == 1
    assert told["p003"].startswith("(Page")
