import json
import time

import pytest

from corpus_utils import originals, texts
from corpus_utils.cuts import write_cut
from corpus_utils.errors import CopyError, DataError, UnknownError
from corpus_utils.tokens import find

ORIGINAL = """\
The Winter Oven

The oven stood in the yard.1JK translator’s note: So says the Diary, 1931. Žofie lit it twice a day (so says Ivan), and the bread was shared out among nine houses.
“Nine houses and one oven,” she used to say, “make one house.” The miller, who lived in none of them, came for the talk and stayed for the crust; in the spring he brought flour of his own.

When the road was built, bread came by lorry. The oven went cold in the year in which the brook was moved, and the nine houses became nine houses.
What was left of the walls was carried off for the cellar of the new school, where it can be seen to this day under the stairs; children touch it for luck before they are examined, and nobody has told them why.

Žofie would have laughed. She had no luck with schools, and she thought little of walls that keep no heat. But the crust, she said, is the same everywhere, and whoever has eaten it in the cold will know it again in the dark.
Share on the wall
"""
READING = """\
# [p001] The winter oven

[p002] An oven in the yard fed *nine* houses: Žofie lit it, Ivan says.

[p003] The translator names a diary of 1931.

[p004] She made a saying of it.

[p005] The lorry ended it.

[p006] Its stones went to the school.

[p007] She would have laughed.

[p008] (Page furniture: a button.)
"""


@pytest.fixture
def data(tmp_path):
    """The data folder of one document of our own, cut and retold."""
    data = tmp_path / "data"
    folder = data / "texts" / "oven"
    folder.mkdir(parents=True)
    (tmp_path / "oven.txt").write_text(ORIGINAL, encoding="utf-8")
    (folder / "cuts.yaml").write_text("layout: web page\n", encoding="utf-8")
    (folder / "reading.md").write_text(READING, encoding="utf-8")
    record = {"id": "oven", "title": "The Winter Oven", "custom": {"short": "Oven"}}
    (folder / "record.json").write_text(json.dumps(record), encoding="utf-8")
    list(write_cut(tmp_path, ["oven=oven.txt"], data=data))
    return data


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A reader's data folder of the test's own."""
    monkeypatch.setenv("CORPUS_UTILS_HOME", str(tmp_path / "home"))


@pytest.fixture
def oven(data):
    return texts.load("oven", data=data)


def test_the_five_documents_come_in_the_order_of_the_course():
    assert texts.keys()[:5] == texts.ORDER


def test_a_document_has_paragraphs_notes_and_a_title(oven):
    assert (oven.title, oven.short) == ("The Winter Oven", "Oven")
    assert [p.kind for p in oven.paragraphs] == [
        *("heading", "body", "note", "body", "body", "body", "body", "furniture")
    ]
    assert oven.notes[0].author == "JK translator"
    assert oven.paragraph("p004").retelling == "She made a saying of it."


def test_an_unknown_name_is_answered_with_the_nearest(oven, data):
    with pytest.raises(UnknownError, match=r"no paragraph in oven 'p04' \(did you mean 'p004'\?\)"):
        oven.paragraph("p04")
    with pytest.raises(UnknownError, match=r"no document 'ovén' \(did you mean 'oven'\?\)"):
        texts.load("ovén", data=data)


def test_the_reading_edition_knows_where_each_paragraph_stands(oven):
    reading = oven.reading()
    start, end = reading.ranges["p002"]
    assert (
        reading.text[start:end] == "An oven in the yard fed nine houses: Žofie lit it, Ivan says."
    )
    assert reading.text[:start].endswith("[p002] ")


def test_there_is_no_reading_edition_before_it_is_written(data):
    (data / "texts" / "oven" / "reading.md").unlink()
    text = texts.load("oven", data=data)
    assert text.reading() is None
    assert text.paragraph("p002").retelling == ""


def test_targets_lead_into_the_letters_of_the_document(oven):
    (note,) = oven.notes
    (mark,) = oven.spans(note.mark)
    assert (mark.start, mark.end, mark.tail) == (mark.start, mark.start, 1)
    assert len(oven.spans("p002")) == 2
    assert len(oven.spans("p002 p004@3-9")) == 3


def test_without_a_copy_a_passage_is_retold(oven):
    passage = oven.passage("p002@3-7 p004")
    assert [p.id for p in passage.paragraphs] == ["p002", "p004"]
    assert passage.words == ()
    assert not passage.complete
    assert (oven.original(), oven.coverage(), oven.place("p002")) == (None, None, [])


COPY = (
    ORIGINAL.replace("1JK translator’s note: So says the Diary, 1931. ", " ")
    .replace("“", '"')
    .replace("”", '"')
    .replace(" the ", "\nthe ")
)


@pytest.fixture
def copied(oven, data, tmp_path):
    """The document with a copy attached that lacks the note and is wrapped otherwise."""
    path = tmp_path / "copy.txt"
    path.write_text(COPY, encoding="utf-8")
    assert texts.attach(path, data=data).key == "oven"
    return oven


def test_with_a_copy_a_passage_is_shown(copied):
    phrase = find("The oven stood in the yard.1 Žofie lit it", "in the yard")
    passage = copied.passage(f"p002@{phrase}", surface="in the yard")
    assert passage.words == ("in\nthe yard",)
    assert passage.complete
    (place,) = copied.place("p004")
    start = COPY.index('"Nine houses')
    assert copied.original()[place.start : place.end] == COPY[start : COPY.index("own.") + 4]


def test_a_paragraph_that_a_note_interrupts_comes_in_pieces(copied):
    words = copied.passage("p002").words
    assert [" ".join(part.split()) for part in words] == [
        "The oven stood in the yard.",
        "Žofie lit it twice a day (so says Ivan), and the bread was shared out among nine houses.",
    ]


def test_what_a_copy_lacks_is_said(copied):
    coverage = copied.coverage()
    assert "p002" in coverage.placed
    assert "p003" in (*coverage.missing, *coverage.unsure)
    assert str(coverage).startswith("7 of 8 paragraphs found, 1 ")


def test_a_copy_attached_or_removed_is_noticed(copied):
    assert copied.original() == COPY
    originals.remove("oven")
    assert copied.original() is None


def test_another_text_is_not_taken_for_a_copy(data, tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Milá Žofie, the oven is cold. " * 40, encoding="utf-8")
    with pytest.raises(CopyError, match="none of the documents"):
        texts.attach(path, data=data)


def test_a_text_of_the_courses_own_needs_no_anchors(data):
    (data / "texts" / "oven" / "anchors.json").unlink()
    text = texts.load("oven", data=data)
    assert text.paragraph("p001").kind == "heading"
    phrase = find("An oven in the yard fed nine houses", "nine")
    (span,) = text.spans(f"p002@{phrase}")
    assert span.end - span.start == len("nine")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("anchors.json", "{", "this is not JSON"),
        ("anchors.json", "[1]", "this should be a mapping"),
        ("record.json", "nothing", "this is not JSON"),
        ("reading.md", "[p001] Čas", "these paragraphs are not told: p002"),
    ],
)
def test_a_broken_file_is_named(data, name, content, message):
    path = data / "texts" / "oven" / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=message) as caught:
        texts.load("oven", data=data)
    assert name in str(caught.value)


def test_paragraphs_of_no_known_kind_are_an_error(data):
    path = data / "texts" / "oven" / "anchors.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"body"', '"bodies"'), encoding="utf-8"
    )
    with pytest.raises(DataError, match=r"'bodies' is not a kind.*corpus-utils cut"):
        texts.load("oven", data=data)


def test_the_five_are_loaded_at_once():
    """A lesson opens on this: all five, reading editions included, well under 100 ms."""
    texts._load.cache_clear()
    start = time.perf_counter()
    loaded = [texts.load(key) for key in texts.ORDER]
    assert time.perf_counter() - start < 1  # a busy machine; measured on an idle one: 0.02 s
    assert texts.load(loaded[0].key) is loaded[0]


@pytest.mark.parametrize("key", texts.ORDER)
def test_records_say_what_they_rest_on(key):
    record = texts.load(key).record
    assert record["id"] == key
    assert record["title"]
    custom = record["custom"]
    assert {"short", "stated", "inferred", "route", "missing", "dates", "obtain", "rights"} == set(
        custom
    )
    for inference in custom["inferred"]:
        assert inference["what"]
        assert inference["from"]
        assert inference["certainty"] in {"certain", "probable", "possible"}
