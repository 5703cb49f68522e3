import json

import pytest

from corpus_utils import texts
from corpus_utils.anchors import from_fields, released_bits
from corpus_utils.cuts import counts, cut, to_csv, to_json, write_cut
from corpus_utils.errors import CopyError, DataError
from corpus_utils.rules import read_rules
from corpus_utils.tokens import letters, words

ORIGINAL = """\
Žofie on Bread

Bread was dear in the winter of 1931, and nobody in the valley knew why: the mill had ground as always.

So Žofie asked the miller. “The brook,” he said, “is low.”
"""
ARGUMENT = """\
document: zofie
claims:
  - {id: c01, target: p002@9-13, gist: "Žofie holds that bread was dear."}
  - id: c02
    target: "p003"
"""
ANNOTATIONS = """\
id,layer,target,value,surface,note
person-01,person,p003@2-7,zofie,Žofie,
gap-01,gap,p002@30-40,omission,,
"""
EXERCISES = "document: zofie\nitems:\n  - passage: p003@10-19\n  - answer: [p002]\n"


@pytest.fixture
def data(tmp_path):
    """A folder of data with one document, `zofie`, and the folder of its original."""
    folder = tmp_path / "data" / "texts" / "zofie"
    folder.mkdir(parents=True)
    (tmp_path / "exercises").mkdir()
    (tmp_path / "originals").mkdir()
    for path, text in {
        folder / "cuts.yaml": "layout: plain\n",
        folder / "argument.yaml": ARGUMENT,
        folder / "annotations.csv": ANNOTATIONS,
        tmp_path / "exercises" / "01-zofie.yaml": EXERCISES,
        tmp_path / "originals" / "bread.txt": ORIGINAL,
        tmp_path / "originals" / "other.txt": "Něco jiného.\n",
    }.items():
        path.write_text(text, encoding="utf-8")
    return tmp_path / "data"


def test_checks_are_made_for_paragraphs_and_for_targets_without_a_surface(data):
    fields = cut("zofie", data.parent / "originals" / "bread.txt", data=data)
    first, second, third = (p["spans"][0][0] for p in fields["paragraphs"])
    end = len(letters(ORIGINAL))
    assert [int(at) for at in fields["starts"]] == [
        *(first, second, second + 9, second + 30, third, third + 10)
    ]
    assert [int(at) for at in fields["ends"]] == [
        *(second, second + 13, second + 40, third, third + 19, end)
    ]


def test_a_target_outside_its_text_is_left_to_its_reader_if_its_paragraph_is_unknown(data):
    (data / "texts" / "zofie" / "argument.yaml").write_text("target: p999", encoding="utf-8")
    assert cut("zofie", data.parent / "originals" / "bread.txt", data=data)["paragraphs"]


def test_words_are_counted_for_the_whole_document():
    table = counts(ORIGINAL)
    assert table[0] == ("the", 5)
    assert ("žofie", 2) in table
    assert table[-1][1] == 1
    assert to_csv(table).splitlines()[:2] == ["word,count", "the,5"]


def test_anchors_are_written_with_a_paragraph_a_line(data):
    fields = cut("zofie", data.parent / "originals" / "bread.txt", data=data)
    fields.pop("counts")
    text = to_json(fields)
    assert json.loads(text) == fields
    assert sum('"id": "p00' in line for line in text.splitlines()) == 3


def test_files_are_written_and_found_again_by_their_letters(data):
    folder = data.parent / "originals"
    (line,) = write_cut(folder, ["zofie=bread.txt"], data=data)
    assert line.startswith("zofie: 3 paragraphs, 0 notes")
    assert line.endswith("anchors.json, counts.csv")
    (line,) = write_cut(folder, data=data)
    assert line.endswith("unchanged")


def test_what_cannot_be_cut_is_said(data):
    folder = data.parent / "originals"
    with pytest.raises(CopyError, match=r"no anchors yet: give its file as zofie=FILE"):
        list(write_cut(folder, ["zofie"], data=data))
    with pytest.raises(CopyError, match=r"there is no file 'bred\.txt'"):
        list(write_cut(folder, ["zofie=bred.txt"], data=data))
    list(write_cut(folder, ["zofie=bread.txt"], data=data))
    (folder / "bread.txt").unlink()
    with pytest.raises(CopyError, match="is the original of: zofie"):
        list(write_cut(folder, ["zofie"], data=data))
    with pytest.raises(CopyError, match="is not a folder"):
        list(write_cut(folder / "none", data=data))


def test_a_target_beyond_the_text_is_an_error(data, monkeypatch):
    monkeypatch.setattr("corpus_utils.segments.in_document", lambda *_: [_Beyond])
    with pytest.raises(DataError, match="outside the text"):
        cut("zofie", data.parent / "originals" / "bread.txt", data=data)


class _Beyond:
    start, end = 10**6, 10**6 + 1


# What is published of the five documents.

NOTES = {
    "dunayevskaya": 0,
    "foundations-notes": 0,
    "wohlforth": 34,
    "verkhneuralsk": 28,
    "george": 18,
}


@pytest.mark.parametrize("key", texts.ORDER)
def test_paragraphs_share_out_every_letter(key):
    text = texts.load(key)
    spans = sorted(s for p in text.paragraphs for s in p.spans if s.start < s.end)
    assert [s.start for s in spans] == [0, *(s.end for s in spans[:-1])]
    assert spans[-1].end == text.anchors.letters


@pytest.mark.parametrize("key", texts.ORDER)
def test_notes_have_their_marks_and_bodies(key):
    text = texts.load(key)
    assert [note.number for note in text.notes] == [str(n + 1) for n in range(NOTES[key])]
    for note in text.notes:
        (span,) = text.spans(note.mark)
        assert span.tail == len(note.number) + 2 * (key == "wohlforth")
        if note.body:
            assert text.paragraph(note.body).kind == "note"
    bodies = {note.body for note in text.notes if note.body}
    assert bodies == {p.id for p in text.paragraphs if p.kind == "note"}
    assert len(bodies) == (0 if key == "wohlforth" else NOTES[key])


@pytest.mark.parametrize("key", texts.ORDER)
def test_few_bits_are_published(key):
    """Findings, 1: above 48 hash bits in 100 letters a text could be guessed from them."""
    anchors = texts.load(key).anchors
    assert released_bits(anchors) <= 48 * anchors.letters / 100


def test_the_originals_give_what_is_published(originals_folder):
    """Byte for byte: so whoever has the originals can check the anchors."""
    folder = texts.data_folder() / "texts"
    found = {}
    for path in originals_folder.glob("*.txt"):
        stream = letters(path.read_text(encoding="utf-8"))
        found[len(stream)] = path
    for key in texts.ORDER:
        fields = cut(key, found[texts.load(key).anchors.letters])
        table = fields.pop("counts")
        published = folder / key
        assert (published / "anchors.json").read_text(encoding="utf-8") == to_json(fields), key
        assert (published / "counts.csv").read_text(encoding="utf-8") == to_csv(table), key
        assert from_fields(fields) == texts.load(key).anchors


def test_rules_hold_no_words_of_an_original(originals_folder):
    runs = set()
    for path in originals_folder.glob("*.txt"):
        found = words(path.read_text(encoding="utf-8"))
        runs |= {tuple(found[i : i + 5]) for i in range(len(found) - 4)}
    for key in texts.ORDER:
        for correction in read_rules(texts.data_folder() / "texts" / key / "cuts.yaml").corrections:
            own = words(correction.reason)
            shared = [own[i : i + 5] for i in range(len(own)) if tuple(own[i : i + 5]) in runs]
            assert not shared, key
