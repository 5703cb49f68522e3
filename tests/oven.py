"""A whole document of our own for the widgets: retold, annotated, argued over and counted."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from corpus_utils import texts
from corpus_utils.cuts import write_cut
from corpus_utils.tokens import find, words
from tests.test_texts import COPY, ORIGINAL, READING

ARGUMENT = """\
document: oven
question: What made the nine houses one?
claims:
- {id: c01, gist: Žofie holds that one oven made the houses one., role: thesis, asserted_by: zofie, voice: author, target: p004}
- {id: c02, gist: Žofie reports that the bread was shared out., role: evidence, asserted_by: zofie, voice: author, target: p002}
- {id: c03, gist: 'The step seems to assume that whoever shares bread shares a house.', role: premise, asserted_by: ours, voice: ours, implicit: true, target: p002}
- {id: c04, gist: 'Ivan, as the text reports him, objects that the road joined them.', role: objection, asserted_by: ivan, voice: reported, target: p005}
- {id: c05, gist: Žofie replies that the road came after the oven., role: reply, asserted_by: zofie, voice: author, target: p005 p007}
relations:
- {id: r01, kind: support, from: [c02, c03], to: c01, reason: Sharing is what a house does.}
- {id: r02, kind: attack, from: [c04], to: c01, reason: Then it was not the oven.}
- {id: r03, kind: undercut, from: [c05], to: r02, reason: What comes later joins nothing earlier.}
"""
PERSONS = """\
id,name,forms,born,died,wikidata,gloss
zofie,Žofie Nováková,Žofie,,,,"Žofie kept the oven. She is invented."
ivan,Ivan Mlynář,Ivan,,,,"Ivan milled. He is invented."
"""
HEADS = {
    "organisations": "id,name,forms,wikidata,gloss\n",
    "works": "id,title,forms,author,year,gloss\n",
    "concepts": "id,term,forms,definition\n",
}


def make_data(folder: Path) -> Path:
    """Return the data folder made in ``folder``."""
    data = folder / "data"
    oven = data / "texts" / "oven"
    oven.mkdir(parents=True)
    (folder / "oven.txt").write_text(ORIGINAL, encoding="utf-8")
    (data / "gazetteer").mkdir()
    (data / "gazetteer" / "persons.csv").write_text(PERSONS, encoding="utf-8")
    for name, head in HEADS.items():
        (data / "gazetteer" / f"{name}.csv").write_text(head, encoding="utf-8")
    record = {"id": "oven", "title": "The Winter Oven", "custom": {"short": "Oven"}}
    (oven / "record.json").write_text(json.dumps(record), encoding="utf-8")
    (oven / "cuts.yaml").write_text("layout: web page\n", encoding="utf-8")
    (oven / "reading.md").write_text(READING, encoding="utf-8")
    (oven / "argument.yaml").write_text(ARGUMENT, encoding="utf-8")
    (oven / "annotations.csv").write_text(annotations(), encoding="utf-8")
    counts = sorted(Counter(words(ORIGINAL)).items(), key=lambda pair: (-pair[1], pair[0]))
    rows = "".join(f"{word},{count}\n" for word, count in counts)
    (oven / "counts.csv").write_text("word,count\n" + rows, encoding="utf-8")
    list(write_cut(folder, ["oven=oven.txt"], data=data))
    return data


def annotations() -> str:
    """Return annotations.csv, its targets computed from the original's own words."""
    paragraph = (
        "The oven stood in the yard.1 Žofie lit it twice a day (so says Ivan), and the bread"
    )
    head = "id,layer,target,value,surface,voice,speaker_stated,work_stated,speaker,work,wrong,certainty,basis,note\n"
    zofie, ivan = find(paragraph, "Žofie"), find(paragraph, "so says Ivan")
    name = find(paragraph, "Ivan")
    rows = [
        f"person-01,person,p002@{zofie},zofie,Žofie,,,,,,,certain,text,",
        f"person-02,person,p002@{name},ivan,Ivan,,,,,,,certain,text,",
        f"voice-01,voice,p002@{ivan},ivan,,reported,,,,,,certain,text,A *hearsay*",
    ]
    return head + "\n".join(rows) + "\n"


def attach_copy(folder: Path, data: Path) -> None:
    """Attach a copy of the document, wrapped otherwise and without its note."""
    path = folder / "copy.txt"
    path.write_text(COPY, encoding="utf-8")
    texts.attach(path, data=data)
