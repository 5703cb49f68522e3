"""The folder that students of an own version get."""

from __future__ import annotations

import json

import pytest
import yaml

from corpus_utils import adaptation, questions
from corpus_utils.products import registry
from corpus_utils.products.sources import find_sources
from tests.conftest import ROOT
from tests.keys import secrets

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


@pytest.fixture
def own(tmp_path, monkeypatch):
    """An own version: one exercise left out, one added, one document told otherwise, German."""
    folder = tmp_path / "my-course"
    adaptation.make_folder(folder, language="de")
    (folder / "exercises" / f"{NAME}.yaml").write_text(OWN, encoding="utf-8")
    (folder / "data/gazetteer").mkdir()
    (folder / "data/.DS_Store").write_bytes(b"\0")
    (folder / "languages").mkdir()
    (folder / "languages/de.yaml").write_text("ballot: {option: Wahl}\n", encoding="utf-8")
    monkeypatch.setenv("CORPUS_UTILS_COURSE", str(folder))
    return folder
