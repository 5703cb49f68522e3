from __future__ import annotations

import re

import pytest

from corpus_utils import texts
from corpus_utils.annotations import (
    COLUMNS,
    check_annotations,
    load,
    read_annotations,
    write_annotations,
)
from corpus_utils.errors import DataError
from corpus_utils.gazetteer import COLUMNS as GAZETTEER
from corpus_utils.gazetteer import FILES, Entry, Gazetteer
from corpus_utils.segments import Note
from corpus_utils.texts import Paragraph, Text
from corpus_utils.tokens import Span, find, letters
from tests.test_arguments import PEOPLE, SOUND

SENTENCE = "In 1917 Novák said of the drought: “no water, no mill”."
KNOWN = Gazetteer(
    (
        *PEOPLE.entries,
        Entry("on-mills", "work", "On Mills", (), "An invented pamphlet."),
    )
)


def row(**cells):
    sound = {
        "id": "person-01",
        "layer": "person",
        "target": f"p001@{find(SENTENCE, 'Novák')}",
        "value": "novak",
        "surface": "Novák",
    }
    return ",".join(f'"{(sound | cells).get(column, "")}"' for column in COLUMNS)


@pytest.fixture
def written(tmp_path):
    def write(*rows):
        path = tmp_path / "annotations.csv"
        path.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
        return path

    return write


def test_rows_are_read_and_written_again_byte_for_byte(written, tmp_path):
    path = written(row(note="He said „no“, twice;\nso Łucja reports."))
    found = read_annotations(path, gazetteer=KNOWN)
    note = "He said „no“, twice;\nso Łucja reports."
    assert found[0].fields == {"surface": "Novák", "note": note}
    assert found[0].line == 2
    again = tmp_path / "again.csv"
    write_annotations(again, found)
    assert read_annotations(again, gazetteer=KNOWN) == found
    assert b"\r" not in again.read_bytes()
    write_annotations(tmp_path / "third.csv", read_annotations(again))
    assert (tmp_path / "third.csv").read_bytes() == again.read_bytes()


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"layer": "persons"}, r"'persons' is not a valid layer .*'person'"),
        ({"layer": "claim"}, r"'claim' is not a valid layer"),
        ({"id": "work-01"}, r"'work-01' is not an id of the layer person .*person-01"),
        ({"value": "novac"}, r"value: 'novac' is no person .*'novak'"),
        ({"value": "council"}, r"'council' is of the kind organisation"),
        ({"value": ""}, r"'value' is missing"),
        ({"target": "p1"}, r"'p1' is not a target"),
        ({"target": ""}, r"'target' is missing"),
        (
            {"surface": "one two three four five six seven eight nine tén"},
            r"10 words of the original",
        ),
        ({"certainty": "sure"}, r"'sure' is not a valid certainty"),
        ({"basis": "texts"}, r"'texts' is not a valid basis .*'text'"),
        ({"speaker": "nowak"}, r"speaker: 'nowak' is no person or organisation .*'novak'"),
        ({"work": "mills"}, r"work: 'mills' is no work"),
        ({"id": "date-01", "layer": "date", "value": "May 1917"}, r"not a date in EDTF"),
        ({"id": "gap-01", "layer": "gap", "value": "tear"}, r"not a kind of gap .*torn"),
        ({"id": "problem-01", "layer": "problem", "value": "missprint"}, r"'misprint'"),
        ({"id": "problem-01", "layer": "problem", "value": "misprint"}, r"'certainty' is missing"),
        ({"id": "quotation-01", "layer": "quotation", "value": "1"}, r"such as q01"),
    ],
)
def test_each_fault_is_found_and_placed(written, cells, message):
    with pytest.raises(DataError) as caught:
        read_annotations(written(row(id="person-07"), row(**cells)), gazetteer=KNOWN)
    fitting = [
        str(problem) for problem in caught.value.problems if re.search(message, str(problem))
    ]
    assert fitting, caught.value
    assert "annotations.csv:3: " in fitting[0]


def test_ids_and_quotations_stand_once(written):
    rows = [row(id=f"quotation-0{n}", layer="quotation", value="q01", surface="") for n in (1, 2)]
    with pytest.raises(DataError, match="the quotation 'q01' already stands in line 2"):
        read_annotations(written(*rows))
    with pytest.raises(DataError, match="the id 'person-01' already stands in line 2"):
        read_annotations(written(row(), row()))


def test_all_faults_come_at_once_and_without_a_gazetteer_ids_are_let_pass(written):
    path = written(row(value="who"), row(id="person-02", target="x", basis="x"))
    with pytest.raises(DataError) as caught:
        read_annotations(path, gazetteer=KNOWN)
    assert len(caught.value.problems) == 3
    assert len(read_annotations(written(row(value="who")))) == 1


@pytest.fixture
def folder(tmp_path):
    """A data folder with one document of our own."""
    (tmp_path / "gazetteer").mkdir()
    for kind, columns in GAZETTEER.items():
        lines = [",".join(columns)]
        for entry in KNOWN.entries:
            if entry.kind == kind:
                cells = {"id": entry.id, columns[1]: entry.name, columns[-1]: entry.gloss}
                lines.append(",".join(cells.get(column, "") for column in columns))
        (tmp_path / "gazetteer" / FILES[kind]).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "texts" / "mill").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def text():
    size = len(letters(SENTENCE))
    body = Paragraph("p001", "body", (Span(0, size),), None, 6)
    note = Paragraph("p002", "note", (Span(size, size + 20),))
    notes = (
        Note("1", "translator", f"p001@{size}-{size}/0,1", "p002"),
        Note("1", None, "p001@0-2"),
    )
    return Text("mill", {}, (body, note), notes, None)


def test_layers_of_all_sources_come_in_reading_order(folder, text):
    assert {a.layer for a in load(text, data=folder)} == {"paragraph", "note"}
    (folder / "texts" / "mill" / "argument.yaml").write_text(SOUND, encoding="utf-8")
    lines = [",".join(COLUMNS), row()]
    (folder / "texts" / "mill" / "annotations.csv").write_text("\n".join(lines), encoding="utf-8")
    found = load(text, data=folder)
    assert [a.id for a in found] == [
        "paragraph-p001",
        "claim-c01",
        "claim-c03",
        "claim-c04",
        "note-1.2",
        "person-01",
        "claim-c02",
        "paragraph-p002",
        "note-1",
    ]
    by_id = {a.id: a for a in found}
    assert by_id["paragraph-p001"].fields == {"label": "6"}
    assert by_id["paragraph-p001"].value == "body"
    assert by_id["note-1"].fields == {"author": "translator"}
    assert by_id["note-1"].target.paragraphs == ("p002", "p001")
    assert by_id["note-1.2"].fields == {"body": "absent"}
    assert by_id["claim-c03"].fields["implicit"] == "true"
    assert by_id["claim-c02"].fields["gist"] == "Novák reports that the river is dry."


def test_the_faults_of_both_files_come_at_once(folder, text):
    home = folder / "texts" / "mill"
    (home / "argument.yaml").write_text(SOUND.replace("thesis", "theses"), encoding="utf-8")
    lines = [",".join(COLUMNS), row(target="p001@0-999"), row(id="person-02", target="p007")]
    (home / "annotations.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load(text, data=folder)
    told = [str(problem) for problem in caught.value.problems]
    assert len(told) == 3
    assert "did you mean 'thesis'" in told[0]
    assert "annotations.csv:2: target: p001@0-999 ends outside" in told[1]
    assert "annotations.csv:3: target: there is no paragraph 'p007'" in told[2]


def test_targets_are_checked(written, text):
    found = read_annotations(written(row(target="p001@900-901")))
    (problem,) = check_annotations(found, text, file="a.csv")
    assert str(problem).startswith("a.csv:2: target: p001@900-901 ends outside its paragraph")


@pytest.mark.parametrize("key", texts.keys())
def test_the_shipped_annotations_are_sound(key):
    text = texts.load(key)
    found = load(text)
    assert len({annotation.id for annotation in found}) == len(found)
    assert sum(a.layer == "paragraph" for a in found) == len(text.paragraphs)
