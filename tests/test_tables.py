from __future__ import annotations

import pytest

from corpus_utils import tables, texts
from corpus_utils.acceptance import what_stands
from corpus_utils.annotations import Annotation
from corpus_utils.answers import Answer
from corpus_utils.comparison import ComparedAnswer, ComparedQuestion, Comparison
from corpus_utils.errors import DataError
from corpus_utils.texts import Paragraph, Text
from corpus_utils.tokens import Span, Target
from tests.maps import mill


def test_claims_and_relations():
    claims = tables.claims(mill()).set_index("id")
    assert list(claims.index) == [f"c0{i}" for i in range(1, 8)]
    assert claims.loc["c01", ["reasons", "objections"]].tolist() == [1, 1]
    assert claims.loc["c01", "gist"] == "Novák holds that the mill at Łąka must close."
    relations = tables.relations(mill()).set_index("id")
    assert relations.loc["r01", "sources"] == "c02 c03"
    assert relations["linked"].tolist() == [True, False, False, False, False]


def test_standing():
    frame = tables.standing(what_stands(mill(), {"c07"})).set_index("id")
    assert frame.loc["c07", ["given_up", "status"]].tolist() == [True, "falls"]
    assert frame.loc["c01", "why"].startswith("stands, because c02 and c03")


def test_annotations():
    found = [
        Annotation("person-01", "person", Target.parse("p002 p003"), "novak", {"surface": "Novák"}),
        Annotation("note-1-mark", "note", Target.parse("p001@1-2"), "1", {"kind": "mark"}),
    ]
    frame = tables.annotations(found)
    assert frame["paragraph"].tolist() == ["p002", "p001"]
    assert frame["kind"].tolist() == ["", "mark"]
    assert frame["surface"].tolist() == ["Novák", ""]
    assert len(tables.annotations([])) == 0
    assert "certainty" in tables.annotations([])


def test_paragraphs():
    told = Paragraph("p001", "heading", (Span(0, 7), Span(9, 12)), 2, None, "The *mill* at Łąka")
    frame = tables.paragraphs(Text("mill", {}, (told,), (), None))
    assert frame.loc[0, ["kind", "level", "letters", "words"]].tolist() == ["heading", 2, 10, 4]


def test_counts(tmp_path):
    folder = tmp_path / "texts" / "mill"
    folder.mkdir(parents=True)
    text = Text("mill", {}, (), (), None)
    (folder / "counts.csv").write_text("word,count\nmłyn,3\nłąka,1\n", encoding="utf-8")
    frame = tables.counts(text, data=tmp_path)
    assert frame["word"].tolist() == ["młyn", "łąka"]
    assert frame["per_thousand"].tolist() == [750.0, 250.0]
    (folder / "counts.csv").write_text("word,count\nmłyn,three\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"counts\.csv:2: count: 'three' is not a whole number"):
        tables.counts(text, data=tmp_path)


def test_comparison():
    answers = (ComparedAnswer("mill", "Novák holds that it must.", ("c01", "c02")),)
    frame = tables.comparison(Comparison((ComparedQuestion("q1", "Must it?", answers),)))
    assert frame.loc[0, ["document", "claims"]].tolist() == ["mill", "c01 c02"]


def test_answers():
    log = [
        Answer("2026-05-01T10:00:00Z", "01-mill", "mill-01", "ab12", 1, ["ż"], 0.5),
        Answer("2026-05-01T10:01:00+02:00", "01-mill", "mill-02", "cd34", 1, "free", None),
    ]
    frame = tables.answers(log)
    assert frame["given"].tolist() == ['["ż"]', '"free"']
    assert str(frame["time"].dt.tz) == "UTC"
    assert frame["time"].dt.hour.tolist() == [10, 8]
    assert frame["mark"].isna().tolist() == [False, True]
    assert tables.answers([]).columns.tolist() == frame.columns.tolist()


@pytest.mark.parametrize("key", texts.keys())
def test_the_shipped_documents_have_tables(key):
    text = texts.load(key)
    assert len(tables.paragraphs(text)) == len(text.paragraphs)
    assert tables.counts(text)["count"].is_monotonic_decreasing
