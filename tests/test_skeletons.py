"""A new text: from an instructor's file to a lesson that runs, valid at once, with marked places to fill."""

import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_utils import (
    adaptation,
    annotations,
    arguments,
    checks,
    course,
    originals,
    questions,
    texts,
)
from corpus_utils.cli import main
from corpus_utils.errors import CourseError
from corpus_utils.formats import read_copy
from corpus_utils.skeletons import new_text
from corpus_utils.skeletons.naming import slug
from corpus_utils.tokens import words
from tests import editions, newcomers
from tests.test_lessons import findings

KINDS = {
    "dialogue": {
        "title": "The Toll on the Weir Bridge",
        "author": "Žofie Nováková",
        "key": "toll",
    },
    "page": {
        "title": "What the harvest fair is for",
        "author": "Žofie Nováková",
        "store": True,
        "licence": "Written for this course; CC BY 4.0.",
    },
    "address": {
        "title": "The Address at Gettysburg",
        "author": "Abraham Lincoln",
        "store": True,
        "licence": "Public domain: published in 1863.",
    },
}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CORPUS_UTILS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CORPUS_UTILS_COURSE", raising=False)


@pytest.fixture(params=KINDS)
def brought(request, tmp_path, monkeypatch):
    """A skeleton of each text, its own folder in use, and the file it was made from."""
    file = getattr(newcomers, request.param)(tmp_path)
    made = new_text(file, tmp_path / "môj kurz", **KINDS[request.param])
    monkeypatch.setenv("CORPUS_UTILS_COURSE", str(made.folder))
    return request.param, made, file


def test_a_skeleton_is_whole_and_without_a_fault(brought):
    _, made, _ = brought
    assert checks.check() == []
    names = {path.relative_to(made.folder).as_posix() for path in made.files}
    folder = f"data/texts/{made.key}"
    wanted = (
        "record.json",
        "reading.md",
        "anchors.json",
        "cuts.yaml",
        "annotations.csv",
        "argument.yaml",
        "counts.csv",
    )
    assert {f"{folder}/{part}" for part in wanted} <= names
    assert f"exercises/10-{made.key}.yaml" in names
    assert f"lessons/10-{made.key}.ipynb" in names
    text = texts.load(made.key)
    assert texts.keys()[-1] == made.key
    assert text.reading()
    assert arguments.load(text).root.target
    kinds = {
        item.kind
        for item in questions.read_exercises(texts.exercises_folder() / f"10-{made.key}.yaml").items
    }
    assert len(kinds) == 6


def test_what_is_to_be_done_is_said_with_its_place_and_is_no_fault(brought, capsys):
    _, made, _ = brought
    assert main(["check"]) == 0
    said = capsys.readouterr()
    assert re.match(r"no problems, \d+ piece\(s\) of advice\n", said.err)
    for part in ("record.json", "argument.yaml", f"10-{made.key}.yaml", f"10-{made.key}.ipynb"):
        assert re.search(rf"{part}:\d+: .*still to be done: ", said.out), part
    left = [line for line in said.out.splitlines() if "still to be done: " in line]
    assert left
    for line in left:
        path, number = re.match(r"(.*?):(\d+): ", line).groups()
        assert "TODO" in Path(path).read_text(encoding="utf-8").split("\n")[int(number) - 1]


def test_the_lesson_runs_and_keeps_the_conventions_but_for_its_length(brought):
    _, made, _ = brought
    path = made.folder / "lessons" / f"10-{made.key}.ipynb"
    run = course.keep_static(course.run_lesson(path))
    assert [cell.id for cell in run.cells if "error" in str(cell.get("outputs", ""))[:40]] == []
    left = [
        found for found in findings(run) if "words, not 900" not in found and "verb" not in found
    ]
    assert left == []


def test_the_file_and_a_second_edition_are_recognised(brought, tmp_path):
    _, made, file = brought
    assert texts.attach(file).key == made.key
    coverage = texts.load(made.key).coverage()
    assert (coverage.unsure, coverage.missing) == ((), ())
    originals.remove(made.key)
    second = tmp_path / "second edition.txt"
    second.write_text(editions.rewrapped(read_copy(file).text, width=44).text, encoding="utf-8")
    assert texts.attach(second).key == made.key
    assert not texts.load(made.key).coverage().missing


def test_the_words_are_kept_only_where_that_was_said(brought):
    name, made, file = brought
    record = texts.load(made.key).record
    every = "\n".join(
        path.read_text(encoding="utf-8") for path in made.files if path.suffix != ".ipynb"
    )
    runs = [
        " ".join(part)
        for part in zip(*(words(read_copy(file).text)[n:] for n in range(10)), strict=False)
    ]
    said = " ".join(words(every))
    if KINDS[name].get("store"):
        assert record["custom"]["text_stored"] is True
        assert KINDS[name]["licence"] in record["custom"]["rights"]
        assert " ".join(words(read_copy(file).text)[-20:]) in said or name == "page"
    else:
        assert record["custom"]["text_stored"] is False
        assert [run for run in runs if run in said] == []
        assert "TODO Retell this paragraph" in every


def test_annotations_are_made_by_form(tmp_path, monkeypatch):
    made = new_text(newcomers.dialogue(tmp_path), tmp_path / "own", **KINDS["dialogue"])
    monkeypatch.setenv("CORPUS_UTILS_COURSE", str(made.folder))
    text = texts.load("toll")
    found = {(a.layer, str(a.target), a.value) for a in annotations.load(text)}
    assert any(layer == "date" and value == "1911-05-09" for layer, _, value in found)
    assert any(layer == "date" and value == "189X" for layer, _, value in found)
    assert ("quotation", "q01") in {(layer, value) for layer, _, value in found}
    assert ("note", "1") in {(layer, value) for layer, _, value in found}
    texts.attach(tmp_path / "rozhovor.docx")
    dates = [a for a in annotations.load(text) if a.layer == "date"]
    placed = {d.fields["surface"]: text.passage(d.target).words for d in dates}
    assert all(words in ((), (surface,)) for surface, words in placed.items())  # never wrongly
    assert len([words for words in placed.values() if words]) >= 4


def test_a_menu_and_a_byline_are_told_from_headings(tmp_path, monkeypatch):
    made = new_text(newcomers.page(tmp_path), tmp_path / "own", **KINDS["page"])
    monkeypatch.setenv("CORPUS_UTILS_COURSE", str(made.folder))
    text = texts.load(made.key)
    kinds = [(p.kind, p.level) for p in text.paragraphs]
    menu = [("furniture", None)] * 2
    assert kinds[:5] == [*menu, ("heading", 1), ("heading", None), ("heading", 2)]
    assert [note.body for note in text.notes] == [p.id for p in text.paragraphs if p.kind == "note"]


def test_a_second_text_lies_beside_the_first_and_a_cut_can_be_corrected(tmp_path, monkeypatch):
    own = tmp_path / "own"
    new_text(newcomers.page(tmp_path), own, **KINDS["page"])
    file = newcomers.address(tmp_path)
    line = next(
        n
        for n, line in enumerate(read_copy(file).text.split("\n"), 1)
        if "in a larger sense" in line
    )
    cuts = tmp_path / "cuts.yaml"
    cuts.write_text(
        f"layout: prose\ncorrections:\n- {{lines: {line}, join: false, reason: Odstavec.}}\n",
        encoding="utf-8",
    )
    before = {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}
    made = new_text(file, own, cut_by=cuts, **KINDS["address"])
    assert {p for p, content in before.items() if p.read_bytes() != content} <= {
        own / "data/gazetteer/persons.csv"
    }
    assert (own / f"lessons/11-{made.key}.ipynb").exists()
    monkeypatch.setenv("CORPUS_UTILS_COURSE", str(own))
    told = [p.retelling for p in texts.load(made.key).paragraphs if p.kind == "body"]
    assert any(words.startswith("But, in a larger sense") for words in told)
    assert checks.check() == []
    assert len(texts.keys()) == 7


@pytest.mark.parametrize(
    "title",
    [
        "A: B # c",
        '"Quoted" $key ${x} $',
        "- [x] {y}",
        "& *alias !tag",
        "null",
        "007",
        "%s {0}",
        "<b>T</b> & co",
    ],
)
def test_any_title_and_author_will_do(tmp_path, title):
    made = new_text(newcomers.dialogue(tmp_path), tmp_path / "own", title=title, author=title)
    with adaptation.using(made.folder):
        text = texts.load(made.key)
        assert text.title == " ".join(title.split())
        assert arguments.load(text).root.asserted_by


# What cannot be done


def small(tmp_path, text):
    path = tmp_path / "malý.txt"
    path.write_text(text, encoding="utf-8")
    return path


LONG = (
    "Olga baked the bread of the nine houses and counted the loaves in the evening, all of them. "
    * 5
)


@pytest.mark.parametrize(
    ("bring", "changes", "said"),
    [
        (lambda t: t / "nikde.txt", {}, "no such file"),
        (lambda t: small(t, ""), {}, "the file is empty"),
        (newcomers.dialogue, {"title": " "}, "a text needs a title"),
        (
            newcomers.dialogue,
            {"key": "Môj Text"},
            "is no key: use lower-case letters, digits and hyphens (--key moj-text)",
        ),
        (
            newcomers.dialogue,
            {"key": "wohlforth"},
            "the key 'wohlforth' is taken; nothing is overwritten (--key wohlforth-2)",
        ),
        (newcomers.dialogue, {"title": "* * *"}, "no key can be made of this title"),
        (
            newcomers.dialogue,
            {"key": "null"},
            "is no key: use lower-case letters, digits and hyphens (--key text-null)",
        ),
        (newcomers.dialogue, {"store": True}, "needs the ground on which it may be"),
        (
            lambda t: small(t, f"{LONG}\n\n{LONG}\n"),
            {},
            "has 2 paragraph(s) of text, and a lesson needs 3",
        ),
        (lambda t: small(t, "One more.\n\nAnd two.\n\nAnd three.\n"), {}, "too short"),
        (lambda t: small(t, "Čas.\n\n" * 1200), {}, "more than the 999"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(tmp_path, bring, changes, said):
    file = bring(tmp_path)
    with pytest.raises(CourseError) as caught:
        new_text(file, tmp_path / "own", **{"title": "Môj text", **changes})
    assert said in str(caught.value)
    assert not (tmp_path / "own").exists()
    assert not (tmp_path / "home").exists()


def test_a_scanned_pdf_is_said(tmp_path):
    (tmp_path / "scan.pdf").write_bytes(newcomers.pdf([[], []]))
    with pytest.raises(CourseError, match="pictures of pages and no text; run text recognition"):
        new_text(tmp_path / "scan.pdf", tmp_path / "own", title="Sken")


def test_a_copy_of_what_the_course_has_is_said(tmp_path, originals_folder):
    file = next(originals_folder.glob("002*.txt"))
    with pytest.raises(CourseError, match=r"in the course already: it is a copy of wohlforth"):
        new_text(file, tmp_path / "own", title="Dve duše")


def test_a_folder_of_something_else_stays_as_it_is(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "báseň.txt").write_text("č", encoding="utf-8")
    with pytest.raises(CourseError, match="is not empty"):
        new_text(newcomers.dialogue(tmp_path), tmp_path / "own", title="x")
    assert len(list((tmp_path / "own").iterdir())) == 1


def test_the_same_text_is_not_brought_twice(tmp_path):
    file = newcomers.dialogue(tmp_path)
    new_text(file, tmp_path / "own", **KINDS["dialogue"])
    before = {path: path.read_bytes() for path in (tmp_path / "own").rglob("*") if path.is_file()}
    with pytest.raises(CourseError, match="taken; nothing is overwritten"):
        new_text(file, tmp_path / "own", **KINDS["dialogue"])
    with pytest.raises(CourseError, match="it is a copy of toll"):
        new_text(file, tmp_path / "own", title="Another name")
    assert {
        path: path.read_bytes() for path in (tmp_path / "own").rglob("*") if path.is_file()
    } == before


# The command


def test_the_command_asks_whether_to_store_and_does_not_guess(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = newcomers.dialogue(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["new-text", str(file), "--title", "Mýto"]) == 1
    assert "say whether the text of rozhovor.docx is to be stored" in capsys.readouterr().err
    terminal = io.StringIO("yes\nCC BY 4.0.\n")
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stdin", terminal)
    assert main(["new-text", str(file), "--title", "Mýto", "--key", "myto"]) == 0
    assert "Is the text itself to be stored?" in capsys.readouterr().out
    record = json.loads(
        (tmp_path / "my-course/data/texts/myto/record.json").read_text(encoding="utf-8")
    )
    assert record["custom"]["rights"].startswith("CC BY 4.0.")
    monkeypatch.chdir(tmp_path / "my-course" / "lessons")
    assert texts.keys()[-1] == "myto"
    assert main(["text", "myto"]) == 0
    assert "halfpenny" in capsys.readouterr().out


def test_adapt_makes_a_folder_with_the_lessons(tmp_path, capsys):
    assert main(["adapt", str(tmp_path / "own"), "--title", 'Môj "kurz"']) == 0
    assert "copied: " in capsys.readouterr().out
    assert adaptation.read_course(tmp_path / "own").title == 'Môj "kurz"'
    assert len(list((tmp_path / "own/lessons").glob("*.ipynb"))) >= 7
    assert main(["adapt", str(tmp_path / "own")]) == 0
    assert capsys.readouterr().out == "nothing to renew\n"
    assert main(["adapt", str(tmp_path / "own"), "--seen"]) == 0
    assert main(["adapt", str(tmp_path / "own"), "--seen", "woh-01"]) == 1


# Properties


@given(st.text(max_size=80))
def test_a_slug_is_a_key_or_nothing(text):
    made = slug(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", made)
    assert len(made) <= 40
