"""Anki decks: one card an item, its answer and every explanation on the back.

Import the same deck again, and what changed is changed while the learner's
intervals stay: notes are known by the items' ids. A deck is the same bytes
wherever the same version of SQLite writes it, whose number stands in the file.
"""

from __future__ import annotations

import itertools
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from corpus_utils.messages import section
from corpus_utils.products import bodies
from corpus_utils.products.archives import number, zipped
from corpus_utils.products.asking import write_asked
from corpus_utils.products.shapes import Asked
from corpus_utils.products.sources import Note, Source
from corpus_utils.products.wording import flat, listed, rich

NAME = "anki"
WORDS = section("products.decks")
# A fixed time, so that the same bank makes the same deck: 1 January 2026, in seconds.
TIME = 1_767_225_600
FIELDS = ("Id", "Passage", "Question", "Hints", "Answer", "Source")
FRONT = (
    '<div class="five">{{Question}}{{#Passage}}<details open><summary>{read}</summary>{{Passage}}</details>{{/Passage}}'
    "{{#Hints}}<details><summary>{hints}</summary>{{Hints}}</details>{{/Hints}}</div>"
)
BACK = "{{FrontSide}}<hr id=answer>{{Answer}}"
STYLE = """.card { font-family: serif; font-size: 1.1rem; text-align: left; max-width: 42rem; margin: auto; }
summary { font-weight: bold; cursor: pointer; }
"""


def write(source: Source, folder: Path) -> list[Note]:
    """Write ``<lesson>.apkg`` into ``folder``; return what a card cannot carry."""
    path = folder / f"{source.name}.apkg"
    return write_asked(source, path, NAME, to_anki, WORDS["lost"])


def to_anki(lesson: str, every: list[Asked]) -> bytes:
    """Return questions as an Anki package of two decks: the questions, and the second tries."""
    import genanki

    front = FRONT.replace("{read}", WORDS["read"]).replace("{hints}", WORDS["hints"])
    model = genanki.Model(
        number(NAME, "model", bits=31),
        WORDS["model"],
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": WORDS["card"], "qfmt": front, "afmt": BACK}],
        css=STYLE,
    )
    decks = []
    for second, word in ((False, "deck"), (True, "second")):
        chosen = [one for one in every if one.second == second]
        if not chosen:
            continue
        name = WORDS[word].format(lesson=lesson)
        deck = genanki.Deck(number(NAME, name, bits=31), name)
        for place, one in enumerate(chosen):
            deck.add_note(
                genanki.Note(
                    model,
                    _fields(one),
                    guid=f"five-arguments-{one.id}",
                    tags=[tag.replace(" ", "-") for tag in (lesson, *one.tags)],
                    due=place,
                )
            )
        decks.append(deck)
    return zipped({"collection.anki2": _database(genanki.Package(decks)), "media": "{}"})


def _database(package: object) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "collection.anki2")
        with closing(sqlite3.connect(path)) as connection:
            package.write_to_db(connection.cursor(), TIME, itertools.count(TIME * 1000))
            connection.commit()
        return path.read_bytes()


def _fields(one: Asked) -> list[str]:
    question = f"<p>{rich(one.prompt)}</p><p><em>{rich(one.how)}</em></p>"
    if one.shape == "rows":
        question += listed("ul", [rich(row.text) for row in one.rows])
        question += f"<p>{rich(WORDS['choices'])}</p>" + listed("ul", list(map(rich, one.choices)))
    else:
        shown = one.start if one.shape == "order" else [answer.text for answer in one.answers]
        question += listed("ul", list(map(rich, shown)))
    hints = listed("ol", list(map(rich, one.hints)))
    made = [one.id, bodies.passage(one), question, hints, bodies.after(one)]
    return [_literal(field) for field in (*made, flat(one.stimulus.source))]


def _literal(field: str) -> str:
    # In a field, Anki takes [sound:…], [latex] and the like for its own.
    return field.replace("[", "&#91;")
