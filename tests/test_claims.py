from __future__ import annotations

import pytest

from corpus_utils.claims import Argument, Claim, Relation
from corpus_utils.errors import CourseError, UnknownError
from tests.maps import mill


def ids(parts):
    return [part.id for part in parts]


def test_look_up():
    argument = mill()
    assert argument.claim("c04").role == "evidence"
    assert argument.relation("r05").kind == "undercut"
    assert argument.root.id == "c01"
    assert ids(argument.reasons("c01")) == ["r01"]
    assert ids(argument.objections("c01")) == ["r03"]
    assert ids(argument.objections("c02")) == ["r05"]
    assert ids(argument.relations_from("c03")) == ["r01"]
    assert list(argument.above("c07")) == ["c02"]


def test_an_unknown_id_names_the_nearest():
    with pytest.raises(UnknownError, match=r"no claim 'c1' .*did you mean 'c01'"):
        mill().claim("c1")
    with pytest.raises(UnknownError, match="no relation 'c01'"):
        mill().relation("c01")
    with pytest.raises(CourseError, match="no thesis stands at the top of 'bare'"):
        _ = Argument("bare", "?", (Claim("c01", "Łucja holds it."),)).root


def test_an_undercut_ends_where_its_step_leads_unless_in_a_circle():
    argument = mill()
    assert argument.end(argument.relation("r05")) == "c02"
    circle = (Relation("r1", "undercut", ("c0",), "r2"), Relation("r2", "undercut", ("c0",), "r1"))
    argument = Argument("round", "?", (Claim("c0", "Čapek holds it."),), circle)
    assert argument.end(circle[0]) == ""
