from __future__ import annotations

import re
from dataclasses import replace

import pytest

from corpus_utils import arguments, comparison, texts
from corpus_utils.crossmap import check_crossmap, documents, load, read_crossmap
from corpus_utils.errors import DataError, UnknownError
from tests.maps import mill

SOUND = """\
relations:
- {id: x01, kind: attack, from: ['mill:c04', 'mill:c02'], to: 'weir:c01', reason: 'Łąka has no water.', question: q1}
- {id: x02, kind: undercut, from: ['weir:c07'], to: 'mill:r02', reason: It stood still for repairs.}
"""


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "relations.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


MAPS = {"mill": mill(), "weir": replace(mill(), document="weir")}


def test_relations_are_read_and_found(written):
    crossmap = read_crossmap(written(SOUND))
    assert crossmap.relation("x01").sources == ("mill:c04", "mill:c02")
    assert crossmap.relation("x01").question == "q1"
    assert documents(crossmap.relation("x02")) == ("weir", "mill")
    assert [r.id for r in crossmap.between("weir", "mill")] == ["x01", "x02"]
    assert crossmap.between("mill", "oven") == ()
    assert check_crossmap(crossmap, MAPS, questions=["q1"]) == []
    with pytest.raises(UnknownError, match="no relation 'x09'"):
        crossmap.relation("x09")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: x02", "id: r02", r"'r02' is not an id here .*x01"),
        ("id: x02", "id: x01", r"'x01' is already"),
        ("'weir:c01'", "'c01'", r"'c01' does not say of which document"),
        ("'mill:c02'", "'oven:c02'", r"of several documents"),
        ("'weir:c01'", "'mill:c01'", r"stays in one document"),
        ("kind: undercut", "kind: under", r"did you mean 'undercut'"),
        (", question: q1", ", questión: q1", r"'questión' is not a field"),
        (", question: q1", ", target: p001", r"no passage of its own"),
        (", reason: It stood still for repairs.", "", r"'reason' is missing"),
    ],
)
def test_each_fault_is_found_and_placed(written, old, new, message):
    with pytest.raises(DataError) as caught:
        read_crossmap(written(SOUND.replace(old, new, 1)))
    told = [str(problem) for problem in caught.value.problems]
    assert any(re.search(message, one) for one in told), told
    assert all(re.search(r"relations\.yaml:\d+: relations\[", one) for one in told)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("'weir:c01'", "'weir:c99'", "x01.to: there is no claim 'weir:c99'"),
        ("'weir:c01'", "'oven:c01'", "x01.to: there is no map of 'oven'"),
        ("'mill:r02'", "'mill:c02'", "x02.to: there is no relation 'mill:c02'"),
        ("'mill:c02'", "'mill:ç02'", "x01.from: there is no claim 'mill:ç02'"),
        ("q1", "q9", "x01.question: there is no question 'q9'"),
    ],
)
def test_ends_are_those_of_the_maps(written, old, new, message):
    crossmap = read_crossmap(written(SOUND.replace(old, new, 1)))
    (problem,) = check_crossmap(crossmap, MAPS, questions=["q1"])
    assert message in str(problem)


def test_the_shipped_map_joins_every_two_of_the_five():
    crossmap = load()
    maps = {key: arguments.load(texts.load(key)) for key in texts.ORDER}
    asked = [question.id for question in comparison.load().questions]
    assert check_crossmap(crossmap, maps, questions=asked) == []
    assert len(crossmap.relations) >= 40
    pairs = {frozenset(documents(relation)) for relation in crossmap.relations}
    assert len(pairs) == 10
    assert {relation.kind for relation in crossmap.relations} == {"support", "attack", "undercut"}
