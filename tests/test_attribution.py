from __future__ import annotations

import pytest

from corpus_utils.attribution import attributed


@pytest.mark.parametrize(
    "sentence",
    [
        "Novák holds that the mill must close.",
        "Żaneta replied that nobody had asked.",
        "According to the council, forty people live from it.",
        "In Novák's view the river is to blame.",
        "For Łucja the wheel is a sign.",
        "The council denies it; the miller testifies to it.",
        "Zoë wrote of a drought.",
    ],
)
def test_a_sentence_with_a_reporter_passes(sentence):
    assert attributed(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The mill at Łąka must close.",
        "Thirty of the forty have gone to Brünn.",
        "The wheel stood still from May to September.",
        "A dry river drives no wheel.",
    ],
)
def test_a_bare_assertion_does_not(sentence):
    assert not attributed(sentence)
