"""An instructor's own version: what it may change, that it survives an update, what is said then."""

import json
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus_utils as cu
from corpus_utils import (
    adaptation,
    arguments,
    comparison,
    crossmap,
    messages,
    questions,
    texts,
    timeline,
)
from corpus_utils.adaptation import merging
from corpus_utils.adaptation.bank import _elements
from corpus_utils.adaptation.pieces import differences
from corpus_utils.errors import CourseError, DataError, LeftOutError, UnknownError
from corpus_utils.files import read_yaml
from tests.conftest import ROOT

BANK = "exercises/03-wohlforth.yaml"
RETOLD = "[p004] Wohlforth, in our seminar's words, reports žluťoučký theories of two kinds."


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def swap(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    put(path, text.replace(old, new, 1))


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package that a test may bring out in a new version."""
    for part in ("data", "exercises"):
        shutil.copytree(ROOT / part, tmp_path / "package" / part)
    monkeypatch.setattr(merging, "package_data", lambda: tmp_path / "package" / "data")
    return tmp_path / "package"


@pytest.fixture
def own(package, tmp_path, monkeypatch):
    """An own folder in use, empty so far."""
    monkeypatch.setenv("CORPUS_UTILS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CORPUS_UTILS_COURSE", str(tmp_path / "môj kurz"))
    adaptation.make_folder(tmp_path / "môj kurz", title="Môj kurz")
    return tmp_path / "môj kurz"


def notices(own):
    return [str(notice) for notice in adaptation.load(own).notices]


def faults(own):
    with pytest.raises(DataError) as caught:
        adaptation.load(own)
    return str(caught.value)


def test_an_empty_folder_changes_nothing(own):
    assert texts.keys() == texts.ORDER
    merged = [
        item.hash for item in questions.read_exercises(texts.exercises_folder() / BANK[10:]).items
    ]
    assert merged == [item.hash for item in questions.read_exercises(ROOT / BANK).items]
    assert notices(own) == []


CHANGES = """\
items:
- id: woh-02
  drop: true
- id: woh-01
  prompt: 'Ktoré mesiace? (p002)'
  passage: p002
  hints:
  second_try:
    prompt: And the earliest date?
  options:
  - was: The issue, and with it a latest date for the writing.
    text: The issue; so a latest date, too.
  - was: The making of the web page from which our file comes.
    drop: true
  - text: The months of a war.
    why: No war is named beside them.
    passage: p002
- id: own-01
  kind: short text
  skill: argument
  difficulty: 2
  prompt: What would change his mind?
  passage: p006
  model: A counter-example to the two souls.
  rubric: [It names a fact.]
order: [own-01, woh-03]
"""


def test_items_are_dropped_reworded_added_and_reordered(own):
    before = questions.load("woh-01", folder=ROOT / "exercises")
    put(own / BANK, CHANGES)
    items = {
        item.id: item
        for item in questions.read_exercises(texts.exercises_folder() / BANK[10:]).items
    }
    assert list(items)[:3] == ["own-01", "woh-03", "woh-01"]
    item = items["woh-01"]
    assert (item.prompt, str(item.passage), item.hints) == ("Ktoré mesiace? (p002)", "p002", ())
    assert item.labels == [
        "The issue; so a latest date, too.",
        *(label for label in before.labels[1:] if "web page" not in label),
        "The months of a war.",
    ]
    assert item.options[0].why == before.options[0].why
    assert item.options[0].right
    assert item.second_try.prompt == "And the earliest date?"
    assert item.second_try.labels == before.second_try.labels
    with pytest.raises(LeftOutError, match="woh-02 is left out"):
        questions.load("woh-02")


def test_a_lesson_runs_on_where_an_exercise_is_left_out(own):
    put(own / BANK, "items:\n- {id: woh-02, drop: true}\n")
    shown = cu.Question("woh-02")
    assert "woh-02" in repr(shown)
    assert repr(shown) in shown._repr_html_()


def test_an_edit_is_seen_at_once(own):
    for word in ("jeden", "dva"):
        put(own / BANK, f"items:\n- id: woh-01\n  prompt: {word}\n")
        assert questions.load("woh-01").prompt == word


def test_paragraphs_are_swapped_and_the_rest_stays(own):
    put(own / "data/texts/wohlforth/reading.md", RETOLD + "\n")
    text = texts.load("wohlforth")
    assert text.paragraph("p004").retelling == RETOLD[7:]
    plain = texts.load("wohlforth", data=ROOT / "data")
    assert text.paragraph("p005") == plain.paragraph("p005")
    assert text.spans("p004") == plain.spans("p004")
    assert cu.annotations.load(text) == cu.annotations.load(plain, data=ROOT / "data")


def test_documents_are_chosen_and_put_in_order(own):
    swap(own / "course.toml", "# documents", "documents")
    swap(own / "course.toml", '["dunayevskaya", "wohlforth"]', '["wohlforth", "dunayevskaya"]')
    assert texts.keys() == ("wohlforth", "dunayevskaya")
    asked = comparison.load()
    assert {a.document for q in asked.questions for a in q.answers} == set(texts.keys())
    assert all(set(crossmap.documents(r)) == set(texts.keys()) for r in crossmap.load().relations)
    events = timeline.load().events
    assert events
    assert {use.document for event in events for use in event.uses} == set(texts.keys())
    assert {work for w in cu.bibliography.load().works for work in w.beside} <= set(texts.keys())
    assert not (texts.exercises_folder() / "05-george.yaml").exists()
    with pytest.raises(LeftOutError):
        questions.load("geo-01")
    assert cu.checks.check() == []
    assert any("documents that you do not read" in notice for notice in notices(own))
    cu.ComparisonTable(["q3"])
    cu.Timeline()
    cu.CrossMap(question="q3")


def test_a_row_of_the_gazetteer_is_added_or_replaced(own):
    head = (ROOT / "data/gazetteer/persons.csv").read_text(encoding="utf-8").splitlines()[0]
    put(
        own / "data/gazetteer/persons.csv",
        f"{head}\nlenin,V. I. Lenin,Lenin,1870,1924,Q1394,Our gloss.\nzofie,Žofie,Žofie,,,,An invented baker.\n",
    )
    known = cu.gazetteer.read_gazetteer(texts.data_folder() / "gazetteer")
    assert known.entry("lenin").gloss == "Our gloss."
    assert known.entry("zofie").name == "Žofie"
    assert cu.checks.check() == []


# An update


def test_changes_survive_an_update_and_what_is_new_is_said(own, package):
    put(own / BANK, CHANGES + "")
    swap(own / BANK, "order:", "- id: woh-05\n  difficulty: 3\n- id: woh-06\n  points: 3\norder:")
    put(own / "data/texts/wohlforth/reading.md", RETOLD + "\n")
    assert notices(own) == []
    # The new version: an item reworded, one removed, one added, a paragraph retold, another item untouched.
    base = package / BANK
    swap(base, "What do these months date?", "Which thing do these months date?")
    swap(base, "- text: The issue, and with it a latest", "- text: The issue, so a latest")
    nodes = list(read_yaml(base).get("items"))
    lines = base.read_text(encoding="utf-8").split("\n")
    at = next(i for i, node in enumerate(nodes) if node.get("id").value == "woh-05")
    gone = questions.load("woh-05", folder=ROOT / "exercises")
    added = "\n".join(lines[nodes[at].line - 1 : nodes[at + 1].line - 1]).replace(
        "id: woh-05", "id: woh-99"
    )
    lines[nodes[at].line - 1 : nodes[at + 1].line - 1] = added.replace(
        gone.prompt[:20], "NEW " + gone.prompt[:20]
    ).split("\n")
    put(base, "\n".join(lines))
    swap(
        package / "data/texts/wohlforth/reading.md",
        "[p004] Wohlforth reports two",
        "[p004] Wohlforth finds two",
    )
    swap(package / "data/texts/wohlforth/reading.md", "[p005] The opposite", "[p005] The contrary")
    # What survives
    assert questions.load("woh-01").prompt == "Ktoré mesiace? (p002)"
    assert questions.load("woh-01").labels[0] == "The issue; so a latest date, too."  # by its place
    assert questions.load("woh-06").points == 3
    assert questions.load("own-01").kind == "short text"
    with pytest.raises(LeftOutError):
        questions.load("woh-02")
    assert texts.load("wohlforth").paragraph("p004").retelling == RETOLD[7:]
    # What is new
    assert questions.load("woh-99")
    assert texts.load("wohlforth").paragraph("p005").retelling.startswith("The contrary")
    # What is said, with both wordings, where it stands in the own file
    said = notices(own)
    assert len(said) == 4, said
    (item,) = [s for s in said if ": woh-01: " in s]
    assert f"{own / BANK}:4: " in item
    assert "has since reworded" in item
    assert "What do these months date?" in item
    assert "Which thing do these months date?" in item
    assert "--seen woh-01" in item
    (lost,) = [s for s in said if ": woh-05: " in s]
    assert "no longer has this item" in lost
    assert gone.prompt[:60] in lost
    (paragraph,) = [s for s in said if ": wohlforth/p004: " in s]
    assert "Wohlforth reports two" in paragraph
    assert "Wohlforth finds two" in paragraph
    with pytest.raises(LeftOutError):  # its lesson runs on
        questions.load("woh-05")
    assert any("options[0].was: advice: this reads ‘The issue, so a latest date" in s for s in said)
    # Seen, one by one; what holds by the former wording alone is to be written anew first
    with pytest.raises(DataError, match="no element here reads"):
        adaptation.mark_seen(own, ["woh-01"])
    swap(own / BANK, "was: The issue, and with it a latest", "was: The issue, so a latest")
    assert len(notices(own)) == 3
    assert adaptation.mark_seen(own, ["woh-01"]) == ["woh-01"]
    assert len(notices(own)) == 2
    with pytest.raises(UnknownError, match="wohlforth/p004"):
        adaptation.mark_seen(own, ["wohlforth/p05"])
    assert adaptation.mark_seen(own) == ["wohlforth/p004"]
    assert [": woh-05: " in s for s in notices(own)] == [True]


def test_an_option_is_not_reworded_by_guess(own, package):
    put(own / BANK, CHANGES)
    adaptation.load(own)
    swap(
        package / BANK, "- text: The issue, and with it a latest", "- text: The issue, so a latest"
    )
    swap(package / BANK, "- text: The latest of the events", "- text: The last of the events")
    assert "no element here reads 'The issue, and with it" in faults(own)
    assert "did you mean 'The issue, so a latest" in faults(own)


def test_an_item_that_the_course_brings_under_an_own_id_gives_way(own, package):
    put(own / BANK, CHANGES)
    adaptation.load(own)
    text = (package / BANK).read_text(encoding="utf-8")
    put(package / BANK, text.replace("- id: woh-43\n", "- id: own-01\n"))
    assert "item 'own-01' of its own; yours is shown" in notices(own)[0]
    assert questions.load("own-01").prompt == "What would change his mind?"


def test_a_file_that_replaces_the_courses_is_compared(own, package):
    shutil.copy(package / "data/texts/george/argument.yaml", own / "data/texts/george.yaml")
    (own / "data/texts/george").mkdir()
    (own / "data/texts/george.yaml").rename(own / "data/texts/george/argument.yaml")
    swap(own / "data/texts/george/argument.yaml", "question: ", "question: Naša otázka. ")
    assert arguments.load(texts.load("george")).question.startswith("Naša otázka.")
    assert notices(own) == []
    swap(package / "data/texts/george/argument.yaml", "question: ", "question: Again. ")
    assert "the course's own file has changed" in notices(own)[0]
    assert arguments.load(texts.load("george")).question.startswith("Naša otázka.")


def test_what_is_new_is_said_in_the_language_in_use_and_seen_in_every_one(
    own, package, monkeypatch
):
    put(own / "languages/sk.yaml", 'adaptation.layers: {file_changed: "súbor sa zmenil"}\n')
    shutil.copy(package / "data/timeline.yaml", own / "data/timeline.yaml")
    assert notices(own) == []
    swap(package / "data/timeline.yaml", "events:", "# Another.\nevents:")
    assert "the course's own file has changed" in notices(own)[0]
    monkeypatch.setenv("CORPUS_UTILS_LANGUAGE", "sk")
    messages.choose("")
    assert "súbor sa zmenil" in notices(own)[0]
    assert adaptation.mark_seen(own) == ["data/timeline.yaml"]
    assert notices(own) == []
    monkeypatch.delenv("CORPUS_UTILS_LANGUAGE")
    assert notices(own) == []
    messages.choose("")


MARKING = """\
- id: woh-98
  kind: mark the span
  skill: close reading
  difficulty: 2
  prompt: Mark the soul that foreshadows.
  passage: p006
  spans:
  - {paragraph: p006, words: an elitist one, why: It is said of this one.}
  otherwise: Look for a word that points ahead.
"""


def test_an_item_whose_words_were_swapped_away_is_left_out_and_said(own, package):
    bank = package / BANK
    put(bank, bank.read_text(encoding="utf-8").rstrip("\n") + "\n\n" + MARKING)
    put(own / "data/texts/wohlforth/reading.md", "[p006] Wohlforth finds two souls.\n")
    (said,) = notices(own)
    assert "woh-98 is left out" in said
    assert "‘an elitist one’" in said
    assert adaptation.leaves_out("woh-98")
    assert cu.checks.check() == []
    assert questions.load("woh-01")
    swap(
        own / "data/texts/wohlforth/reading.md",
        "two souls.",
        "two souls, an elitist one and a popular.",
    )
    assert notices(own) == []
    assert questions.load("woh-98").key[0]["words"] == "an elitist one"


# What is wrong is said, all at once


def test_every_fault_of_every_file_is_said_with_its_place(own):
    put(
        own / BANK,
        "items:\n- id: woh-1\n  prompt: x\n- id: woh-03\n  drop: yes please\n- drop: true\n- id: woh-03\n  points: 2\n"
        "- id: woh-04\n  options:\n  - {was: nothing like it, text: y}\norder: [woh-77]\nitem: []\n",
    )
    put(own / "data/texts/wohlforth/reading.md", "[p994] Žiadny.\n")
    put(own / "data/texts/wolforth/reading.md", "[p001] Žiadny.\n")
    put(own / "data/gazetteer/persons.csv", "id,name\n")
    swap(own / "course.toml", "# documents", "documents")
    swap(own / "course.toml", '"wohlforth"]', '"wolforth"]')
    said = faults(own)
    for part in (
        f"{own / BANK}:2: items[0].id: the course has no item 'woh-1' (did you mean 'woh-",
        f"{own / BANK}:5: items[1].drop: this should be true or false",
        f"{own / BANK}:6: items[2]: 'id' is missing",
        f"{own / BANK}:7: items[3].id: 'woh-03' is changed on line 4 already",
        f"{own / BANK}:11: items[4].options[0].was: no element here reads 'nothing like it'",
        f"{own / BANK}:12: order[0]: there is no item 'woh-77'",
        "'item' is not a field here (did you mean 'items'?)",
        "wohlforth has no paragraph p994",
        "there is no document 'wolforth' (did you mean 'wohlforth'?",
        "persons.csv:1: the header row is not the expected one",
        "course.toml:6: documents: there is no document 'wolforth'",
    ):
        assert part in said, said


def test_advice_is_given_on_the_own_files_alone(own, monkeypatch):
    assert cu.checks.check(advice=True) == []
    item = "- {id: own-01, kind: short text, skill: argument, difficulty: 2, prompt: 'TODO x', passage: p003, model: y, rubric: [z]}"
    put(own / BANK, f"items:\n{item}\n")
    monkeypatch.chdir(own.parent)
    found = cu.checks.check([own], advice=True)
    assert {p.file for p in found} == {str((own / BANK).relative_to(own.parent))}
    assert all(p.advice for p in found)
    put(own / BANK, "items:\n- {id: own-01, prompt: x}\n")
    assert [str(p)[:30] for p in cu.checks.check([own])] == [
        str((own / BANK).relative_to(own.parent))[:30]
    ]


def test_a_fault_of_a_merged_file_is_said_of_the_own_file(own):
    put(own / BANK, "items:\n- id: woh-01\n  points: 2\n- id: woh-03\n  passage: p099\n")
    problems = cu.checks.check()
    assert any(str(p).startswith(f"{own / BANK}:4: ") and "'p099'" in str(p) for p in problems), (
        problems
    )
    put(own / BANK, "items: []\n")
    put(own / "data/texts/george/argument.yaml", "document: george\nquestion: x\nclaims: []\n")
    assert any(str(own / "data/texts/george/argument.yaml") in str(p) for p in cu.checks.check())


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        (
            "made_for = 'corpus-utils'\ntitel = 'x'",
            "course.toml:2: 'titel' is not a field here (did you mean 'title'?)",
        ),
        (
            "made_for = 'corpus-utils'\ndocuments = 'george'",
            "course.toml:2: documents: this should be a list",
        ),
        ("made_for = 'corpus-utils'\ndocuments = ['george', 'george']", "'george' stands twice"),
        ("made_for = 'corpus-utils'\ndocuments = [", "this is not TOML"),
        ("title = 'x'", "made_for should be 'corpus-utils'"),
    ],
)
def test_faults_of_course_toml(own, toml, said):
    put(own / "course.toml", toml + "\n")
    assert said in faults(own)


def test_a_folder_that_is_no_course_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("CORPUS_UTILS_COURSE", str(tmp_path))
    with pytest.raises(
        CourseError, match=r"CORPUS_UTILS_COURSE names .* where there is no course\.toml"
    ):
        texts.keys()


def test_the_folder_is_found_from_below_and_a_strangers_is_passed_by(own, monkeypatch):
    monkeypatch.delenv("CORPUS_UTILS_COURSE")
    below = own / "lessons" / "deep"
    below.mkdir(parents=True)
    put(below / "course.toml", "[tool.another]\n")
    monkeypatch.chdir(below)
    assert adaptation.active() == own.resolve()
    monkeypatch.chdir(own.parent)
    assert adaptation.active() is None


# The folder


def test_nothing_is_overwritten(tmp_path):
    put(tmp_path / "x" / "note.txt", "č")
    with pytest.raises(CourseError, match="is not empty"):
        adaptation.make_folder(tmp_path / "x")
    with pytest.raises(CourseError, match="is a file"):
        adaptation.make_folder(tmp_path / "x" / "note.txt")
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["note.txt"]


def notebook(path, words):
    cells = [{"cell_type": "markdown", "id": "a", "source": [words], "metadata": {}}]
    put(path, json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))


def test_lessons_are_renewed_unless_they_were_changed(tmp_path):
    course, own = tmp_path / "lessons", tmp_path / "own"
    for name in ("a", "b", "c"):
        notebook(course / f"{name}.ipynb", "jedna")
    assert len(adaptation.make_folder(own, lessons=course)) == 5
    assert adaptation.make_folder(own, lessons=course) == []
    notebook(own / "lessons" / "b.ipynb", "moja")
    (own / "lessons" / "c.ipynb").unlink()
    for name in ("a", "b", "c", "d"):
        notebook(course / f"{name}.ipynb", "dve")
    done = [line.split(":")[0] for line in adaptation.make_folder(own, lessons=course)]
    assert done == ["renewed", "left as it is", "copied"]
    assert "dve" in (own / "lessons/a.ipynb").read_text(encoding="utf-8")
    assert "moja" in (own / "lessons/b.ipynb").read_text(encoding="utf-8")
    assert not (own / "lessons/c.ipynb").exists()


def test_a_lost_record_is_said(own):
    put(own / "base.json", "{broken")
    put(own / BANK, "items: []\n")
    with pytest.raises(DataError, match="delete it to start anew"):
        adaptation.load(own)


# Properties

WORDS = st.lists(
    st.text("abč ", min_size=1, max_size=5).filter(str.strip), max_size=5, unique_by=str.strip
)


@settings(deadline=None, max_examples=50)
@given(WORDS, st.data())
def test_an_element_named_by_its_text_is_the_only_one_that_changes(tmp_path_factory, words, data):
    if not words:
        return
    at = data.draw(st.integers(0, len(words) - 1))
    path = tmp_path_factory.mktemp("e") / "x.yaml"
    put(path, json.dumps({"options": [{"was": words[at], "why": "ž"}]}))
    base = [{"text": word, "why": "y"} for word in words]
    changed = _elements(base, read_yaml(path).get("options"), None, [])
    assert [c["why"] for c in changed] == ["ž" if i == at else "y" for i in range(len(words))]
    assert [c["text"] for c in changed] == words


VALUES = st.recursive(
    st.booleans() | st.integers(2) | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("ab", min_size=1, max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES, VALUES)
def test_differences_are_found_where_there_are_any(one, other):
    assert not list(differences(one, one))
    assert bool(list(differences(one, other))) == (one != other)
