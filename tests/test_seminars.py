"""The folder that students of an own version get."""

from __future__ import annotations

import json

import pytest
import yaml

from corpus_utils import adaptation, messages
from corpus_utils.products import registry
from corpus_utils.products.sources import find_sources
from corpus_utils.widgets.question import Question
from tests.conftest import ROOT
from tests.keys import fold, keys

NAME = "01-dunayevskaya"
OWN = """\
items:
- id: dun-02
  drop: true
- id: own-01
  kind: short text
  skill: argument
  difficulty: 2
  points: 1
  prompt: What would change her mind?
  passage: p003
  model: She would have to find a factory that its workers run.
  rubric:
  - It names a finding that she could make.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The exercises of an own version, with keys, and the folder built of it for one lesson.

    One exercise is left out, one added; the version speaks German, with a word of its own.
    """
    place = tmp_path_factory.mktemp("seminář")
    own = place / "my-course"
    adaptation.make_folder(own, language="de")
    (own / "exercises" / f"{NAME}.yaml").write_text(OWN, encoding="utf-8")
    (own / "data/.hidden").write_bytes(b"\0")
    (own / "languages").mkdir()
    (own / "languages/de.yaml").write_text("ballot: {option: Wahl}\n", encoding="utf-8")
    with adaptation.using(own):
        (source,) = find_sources(["01"], lessons=ROOT / "lessons")
        (product,) = registry.products(["seminar"])
        notes = product.write(source, place / "seminar")
    assert {note.product for note in notes} == {"questions"}
    return source.items, place / "seminar"


@pytest.fixture
def seminar(built, monkeypatch):
    """The folder, with a student at work in it."""
    _, folder = built
    monkeypatch.setenv("CORPUS_UTILS_COURSE", str(folder))
    monkeypatch.chdir(folder / "lessons")
    return folder


def test_students_get_all_they_need_and_no_key(built, seminar):
    found = {path.relative_to(seminar).as_posix() for path in seminar.rglob("*") if path.is_file()}
    assert found == {
        "README.md",
        "course.toml",
        "languages/de.yaml",
        f"exercises/{NAME}.yaml",
        f"lessons/{NAME}.ipynb",
        f"lessons/questions/{NAME}.questions.json",
    }
    # What may stand in the notebook is held to in test_notebooks.py.
    files = [seminar / name for name in found if not name.endswith(".ipynb")]
    told = {path: fold(path.read_text(encoding="utf-8")) for path in files}
    items, _ = built
    for item in items:
        for key in keys(item, hints=False):
            assert [str(path) for path, text in told.items() if fold(key) in text] == []


def test_what_is_left_out_stays_out_and_what_is_new_is_asked(seminar):
    entries = yaml.safe_load((seminar / f"exercises/{NAME}.yaml").read_text(encoding="utf-8"))
    assert entries == {"items": [{"id": "dun-02", "drop": True}]}
    assert adaptation.load(seminar).left_out == ("dun-02",)
    told = json.loads((seminar / f"lessons/questions/{NAME}.questions.json").read_text("utf-8"))
    names = [item["id"] for item in told["items"]]
    assert "dun-02" not in names
    assert "own-01" in names
    assert "What would change her mind?" in Question("own-01").to_text()


def test_the_folder_speaks_the_language_of_the_version(seminar):
    messages.choose("")
    assert messages.language() == "de"
    assert messages.section("ballot")["option"] == "Wahl"
    assert "Lektion" in (seminar / "README.md").read_text(encoding="utf-8")
