import pytest

from corpus_utils.errors import DataError
from corpus_utils.rules import Rules, read_rules

GOOD = """\
layout: web page
corrections:
  - lines: [3, 5]
    level: 0
    reason: By-lines of Žofie Nová.
  - lines: 9
    note: "2"
    letters: 12
    reason: No full stop.
"""


def written(tmp_path, text):
    path = tmp_path / "cuts.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_rules_are_read(tmp_path):
    rules = read_rules(written(tmp_path, GOOD))
    assert rules.layout == "web page"
    first, second = rules.corrections
    assert (first.lines, first.level, first.join) == ((3, 5), 0, None)
    assert (second.lines, second.note, second.letters) == ((9,), "2", 12)


def test_no_corrections_are_needed(tmp_path):
    assert read_rules(written(tmp_path, "layout: plain\n")) == Rules("plain")


def test_every_fault_is_reported_at_once(tmp_path):
    text = (
        "layout: webpage\ncorrections:\n  - kind: headline\n  - lines: [0, vier]\n    reason: x\n"
    )
    with pytest.raises(DataError) as caught:
        read_rules(written(tmp_path, text))
    found = str(caught.value)
    assert "'webpage' is not a valid layout (did you mean 'web page'?)" in found
    assert "'headline' is not a valid kind (did you mean 'heading'?)" in found
    assert "'lines' is missing" in found
    assert "'reason' is missing" in found
    assert found.count("this should be a line number") == 2
