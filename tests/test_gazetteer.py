from __future__ import annotations

import re

import pytest

from corpus_utils.errors import DataError, UnknownError
from corpus_utils.gazetteer import COLUMNS, FILES, read_gazetteer
from corpus_utils.texts import data_folder

ROWS = {
    "person": 'novak,Jan Novák,Novák|J. Novák,1870?,19XX,Q42,"An invented miller, for tests."',
    "organisation": "council,Council of Łąka,council,,An invented council.",
    "work": "on-mills,On Mills,Mills,novak,1901,An invented pamphlet.",
    "concept": "drought,drought,dryness,Want of water.",
}


@pytest.fixture
def folder(tmp_path):
    for kind, columns in COLUMNS.items():
        (tmp_path / FILES[kind]).write_text(
            f"{','.join(columns)}\n{ROWS[kind]}\n", encoding="utf-8"
        )
    return tmp_path


def add(folder, kind, row):
    with (folder / FILES[kind]).open("a", encoding="utf-8") as file:
        file.write(row + "\n")


def test_entries_are_found_by_id_and_by_form(folder):
    gazetteer = read_gazetteer(folder)
    assert gazetteer.ids() == ["novak", "council", "on-mills", "drought"]
    assert gazetteer.ids("work", "concept") == ["on-mills", "drought"]
    assert gazetteer.entry("novak").details == {"born": "1870?", "died": "19XX", "wikidata": "Q42"}
    for form in ("Jan Novák", "NOVÁK", "J.  Novák"):
        assert [entry.id for entry in gazetteer.find("person", form)] == ["novak"]
    assert gazetteer.find("work", "Novák") == ()
    assert gazetteer.entry("drought").gloss == "Want of water."
    assert "council" in gazetteer


def test_two_may_share_a_form(folder):
    add(folder, "person", "novak-2,Eva Nováková,Novák,,,,His invented daughter.")
    assert [entry.id for entry in read_gazetteer(folder).find("person", "novák")] == [
        "novak",
        "novak-2",
    ]


def test_what_is_unknown_has_a_nearest(folder):
    gazetteer = read_gazetteer(folder)
    with pytest.raises(
        UnknownError, match=r"no entry in the gazetteer 'novac' \(did you mean 'novak'"
    ):
        gazetteer.entry("novac")
    with pytest.raises(UnknownError, match="no kind of entry 'persons'"):
        gazetteer.find("persons", "Novák")


@pytest.mark.parametrize(
    ("kind", "row", "message"),
    [
        ("person", "Nový,Nový,,,,,Nobody.", r"persons\.csv:3: id: 'Nový' is not a slug"),
        ("person", "x,,,,,,Nobody.", r"'name' is missing"),
        ("person", "x,X,,,,,", r"'gloss' is missing"),
        ("person", "x,X,X|X,,,,Nobody.", r"form 'X' is given twice"),
        ("person", "x,X,a||b,,,,Nobody.", r"empty form"),
        ("person", "x,X,,May,,,Nobody.", r"born: 'May' is not a year"),
        ("person", "x,X,,,,1394,Nobody.", r"wikidata: '1394' is not a Wikidata id"),
        ("concept", "novak,X,,Nothing.", r"'novak' already stands in persons\.csv:2"),
        ("work", "x,X,,novac,1901,Nothing.", r"author: 'novac' is no person .*'novak'"),
        ("concept", "x,X", r"2 cells, not 4"),
    ],
)
def test_faults(folder, kind, row, message):
    add(folder, kind, row)
    with pytest.raises(DataError) as caught:
        read_gazetteer(folder)
    assert re.search(message, str(caught.value)), caught.value


def test_the_faults_of_all_files_come_at_once(folder):
    add(folder, "person", "Ž,Ž,,,,,Nobody.")
    add(folder, "concept", "drought,again,,Want.")
    (folder / FILES["work"]).unlink()
    with pytest.raises(DataError) as caught:
        read_gazetteer(folder)
    assert len(caught.value.problems) == 3


def test_the_shipped_gazetteer_is_sound():
    assert len(read_gazetteer(data_folder() / "gazetteer").entries) > 20
