"""A bank on the toy text, with the kinds that work on a retelling or a map, or are written or predicted."""

from __future__ import annotations

from corpus_utils.products.sources import Source
from corpus_utils.questions import read_exercises
from tests.conftest import ROOT

BANKS = ROOT / "tests" / "banks"
TOY_BANK = (BANKS / "sunday.yaml").read_text(encoding="utf-8")


def toy_source() -> Source:
    """Return the bank as something to build from."""
    return Source(read_exercises(BANKS / "sunday.yaml"))
