from __future__ import annotations

import os

import pytest

from corpus_utils import texts
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.gazetteer import COLUMNS
from corpus_utils.tokens import find, words
from corpus_utils.widgets.concordance import Concordance
from corpus_utils.widgets.concordance_views import MOST_LINES
from tests.oven import attach_copy, make_data
from tests.test_texts import ORIGINAL, READING

CONCEPTS = """\
baking,baking,baking|oven,"Making bread. It is invented."
road,road,road|way,"Where carts go. It is invented."
"""


@pytest.fixture(autouse=True)
def no_drafts(monkeypatch):
    monkeypatch.setattr(Concordance, "_drafts", {})


@pytest.fixture
def data(tmp_path, monkeypatch):
    """Return the oven with two concepts: one is annotated where the retelling has another word."""
    monkeypatch.setenv("CORPUS_UTILS_HOME", str(tmp_path / "home"))
    data = make_data(tmp_path)
    head = ",".join(COLUMNS["concept"]) + "\n"
    (data / "gazetteer" / "concepts.csv").write_text(head + CONCEPTS, encoding="utf-8")
    path = data / "texts" / "oven" / "annotations.csv"
    paragraph = (
        "The oven stood in the yard.1 Žofie lit it twice a day (so says Ivan), and the bread"
    )
    rows = [
        f"concept-01,concept,p002@{find(paragraph, 'oven')},baking,oven,,,,,,,certain,text,",
        f"concept-02,concept,p002@{find(paragraph, 'bread')},baking,bread,,,,,,,certain,text,",
        f"concept-03,concept,p002@{find(paragraph, 'yard')},road,yard,,,,,,,certain,text,",
    ]
    path.write_text(path.read_text(encoding="utf-8") + "\n".join(rows) + "\n", encoding="utf-8")
    return data


@pytest.fixture
def concordance(data):
    def make(*given, **options):
        return Concordance(*given, data=data, **options)

    return make


def test_concordances_share_the_annotations_until_their_file_changes(concordance, data):
    assert only(concordance(concept="baking"))["count"] == 2
    path = data / "texts" / "oven" / "annotations.csv"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(r for r in rows if not r.startswith("concept-02")), encoding="utf-8")
    os.utime(path, ns=(1, 1))  # some clocks are coarse
    assert only(concordance(concept="baking"))["count"] == 1


def only(found):
    (document,) = found.found["documents"]
    return document


def send(widget, do, **given):
    if do == "look":
        given = {**widget.look, **given}
    widget._on_message(widget, {"do": do, **given}, [])


def test_a_word_is_counted_in_the_original_and_shown_in_the_retelling(concordance):
    document = only(concordance("oven*"))
    assert document["count"] == sum(word.startswith("oven") for word in words(ORIGINAL))
    assert document["per_thousand"] == 1000 * document["count"] / len(words(ORIGINAL))
    told = words(READING.replace("*", ""))
    assert document["told"] == len(document["lines"]) == sum(w.startswith("oven") for w in told)
    assert {one["kind"] for one in document["lines"]} == {"told"}
    assert document["log_ratio"] is None  # there is no other document


def test_of_a_concept_every_annotated_mention_counts_whatever_its_form(concordance):
    document = only(concordance(concept="baking"))
    assert document["count"] == 2
    assert dict(document["forms"]) == {"oven": 1, "bread": 1}
    assert "oven" in {one["hit"] for one in document["lines"]}


def test_a_form_that_the_retelling_lacks_is_shown_as_printed(concordance):
    found = concordance(concept="road")
    printed = next(one for one in only(found)["lines"] if one["kind"] == "printed")
    assert (printed["paragraph"], printed["hit"]) == ("p002", "“yard”")
    said = "In quotation marks: printed so in the original, where the retelling names it otherwise"
    assert said in found.to_text()
    assert said in found.to_html()


def test_lines_of_the_readers_copy(concordance, data, tmp_path):
    attach_copy(tmp_path, data)
    found = concordance("oven")
    before = found.to_text()
    send(found, "look", edition="original")
    assert found.problem == ""
    lines = only(found)["lines"]
    assert {one["kind"] for one in lines} == {"original"}
    assert "stood in the yard" in lines[1]["right"]
    send(found, "look", word="", concept="baking")
    assert [one["hit"] for one in only(found)["lines"]] == ["oven", "bread"]
    send(found, "open", document="oven", paragraph="p002")
    shown = found.passage["original"]
    assert [shown["text"][start:end] for start, end in shown["marks"]] == ["oven", "bread"]
    assert found.to_text() == before
    assert "stood in the yard" not in found.to_text() + found.to_html()


def test_without_a_copy_there_is_no_line_of_an_original(concordance):
    found = concordance("oven")
    send(found, "look", edition="original")
    assert only(found)["lines"] == []
    assert only(found)["attached"] is False


def test_a_line_opens_its_paragraph_with_every_hit_marked(concordance):
    found = concordance("oven*")
    one = only(found)["lines"][0]
    send(found, "open", document="oven", paragraph=one["paragraph"])
    shown = found.passage["reading"]
    assert one["hit"] in [shown["text"][start:end] for start, end in shown["marks"]]
    send(found, "open", document="oven", paragraph="p999")
    assert "p999" in found.problem
    send(found, "open", document="mill", paragraph="p001")
    assert "there is no document here 'mill'" in found.problem


def test_a_search_says_what_it_found(concordance):
    found = concordance()
    assert found.found["documents"] == []
    send(found, "look", word="oven")
    assert found.said == found.found["summary"]
    assert "“oven”" in found.said
    send(found, "look", order="right")
    assert found.said == "Lines in the order of the words after."
    send(found, "look", word="ovven")
    assert "did you mean 'oven'" in found.said


def test_a_fault_in_a_search_leaves_what_was_found(concordance):
    found = concordance("oven")
    before = found.found
    for word, said in (("two words", "not one word"), ("*", "no word")):
        send(found, "look", word=word)
        assert said in found.problem
        assert found.found == before
    send(found, "look", order="alphabet")
    assert "no order 'alphabet'" in found.problem
    send(found, "lok")
    assert "did you mean 'look'" in found.problem


@pytest.mark.parametrize(
    ("given", "options", "said"),
    [
        (["oven", ["ovn"]], {}, "did you mean 'oven'"),
        (["oven", []], {}, "no document is chosen"),
        ([], {"concept": "bakign"}, "did you mean 'baking'"),
        ([], {"concept": "zofie"}, "no concept"),
        (["oven"], {"concept": "road"}, "not both"),
        (["one-party"], {}, "not one word"),
    ],
)
def test_bad_arguments_are_refused_at_once(concordance, given, options, said):
    with pytest.raises(CourseError, match=said):
        concordance(*given, **options)


def test_a_search_survives_a_second_run_of_the_cell_and_the_stored_faces_do_not_change(concordance):
    first = concordance("oven")
    faces = first.to_html(), first.to_text()
    send(first, "look", word="bread", order="left")
    again = concordance("oven")
    assert again.look == {"word": "bread", "concept": "", "order": "left", "edition": "reading"}
    assert again.found["sought"] == "bread"
    assert (again.to_html(), again.to_text()) == faces
    assert concordance("yard").look["word"] == "yard"


def test_words_stand_under_each_other_in_the_text_twin(concordance):
    found = concordance("oven*")
    lines = [line for line in found.to_text().splitlines() if line.startswith("p00")]
    shown = only(found)["lines"]
    assert len(lines) == len(shown)
    columns = {line.index("[") for line in lines}
    assert len(columns) == 1


def test_long_lists_are_cut_and_say_so():
    document = Concordance("the", ["george"]).found["documents"][0]
    assert len(document["lines"]) == MOST_LINES
    assert document["more"] == document["told"] - MOST_LINES > 0


def test_the_five_documents_are_compared():
    found = Concordance("terror*")
    documents = {d["key"]: d for d in found.found["documents"]}
    assert tuple(documents) == texts.keys()
    assert documents["wohlforth"]["log_ratio"] > 0
    assert "×" in documents["wohlforth"]["against"]
    assert documents["george"]["against"] == "never here"
    assert 0 < found.found["dp"] < 1


def test_a_concept_that_nobody_names_is_not_offered(concordance):
    assert [name for name, *_ in concordance().concepts] == ["baking", "road"]
    with pytest.raises(UnknownError):
        concordance(concept="oven")
