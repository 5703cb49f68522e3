"""Two documents of our own that bear on each other: compared, related, dated."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.oven import make_data

QUESTIONS = """\
questions:
- id: q1
  question: What made the nine houses one?
  answers:
    oven: {answer: Žofie holds that one oven did., claims: [c01, c02], silent: false}
    weir: {answer: The keeper of the weir does not speak of it., silent: true}
- id: q2
  question: Who pays for the *bread*?
  answers:
    oven: {answer: Žofie holds that all do., claims: [c02], silent: false}
"""
RELATIONS = """\
relations:
- {id: x01, kind: attack, from: ['weir:c04'], to: 'oven:c01', reason: The road joined them., question: q1}
- {id: x02, kind: undercut, from: ['oven:c05'], to: 'weir:r01', reason: 'Sharing *bread* is no proof.', question: q1}
- {id: x03, kind: support, from: ['oven:c02', 'oven:c05'], to: 'weir:c02', reason: Both saw it.}
"""
TIMELINE = """\
events:
- id: flood
  event: The flood at Łąka
  date: 1917-03
  disagreement: The text has it in 1918, the chronicle in March 1917.
  uses:
  - {document: oven, given: '1918', target: p002, claims: [c02], use: Žofie cites it as the end of the mill.}
  - {document: weir, target: p004, use: The keeper of the weir cites it as the first of three.}
- id: oven-lit
  event: The oven is lit
  date: 1920/1922
  uses:
  - {document: oven, given: '1921', target: p002, use: Žofie cites it as the first year of the houses.}
- id: talk
  event: Talk over the wall
  uses:
  - {document: weir, target: p005, use: The keeper of the weir recalls it without a year.}
"""


def make_two(folder: Path) -> Path:
    """Return a data folder with the documents ``oven`` and ``weir``, made in ``folder``."""
    data = make_data(folder)
    weir = data / "texts" / "weir"
    shutil.copytree(data / "texts" / "oven", weir)
    for name in ("anchors.json", "record.json", "argument.yaml"):
        path = weir / name
        written = path.read_text(encoding="utf-8").replace("document: oven", "document: weir")
        path.write_text(written, encoding="utf-8")
    for name, changes in (
        ("anchors.json", {"key": "weir"}),
        ("record.json", {"id": "weir", "custom": {"short": "Weir"}}),
    ):
        path = weir / name
        found = json.loads(path.read_text(encoding="utf-8")) | changes
        path.write_text(json.dumps(found), encoding="utf-8")
    for name, text in (("questions", QUESTIONS), ("relations", RELATIONS), ("timeline", TIMELINE)):
        (data / f"{name}.yaml").write_text(text, encoding="utf-8")
    return data
