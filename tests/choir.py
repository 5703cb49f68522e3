"""A document of our own in which several speak: letters counted, never typed."""

from __future__ import annotations

from corpus_utils.anchors import fingerprint
from corpus_utils.gazetteer import Entry, Gazetteer
from corpus_utils.passages import Paragraph
from corpus_utils.texts import Text
from corpus_utils.tokens import Part, Span, Target, find, letters
from corpus_utils.vocabulary import Annotation
from corpus_utils.voices import Speakers

WORDS = {
    "p001": "As Žofie says: the oven was lit at four each morning. She adds what Ivan told her: the mill fed no house but its own.",
    "p002": "I saw the yard myself, and I hold that nobody kept a book. The so-called master baked twice a week.",
    "p003": "Nine houses, one oven; that was the law of the yard, and it was never written down.",
}
GAZETTEER = Gazetteer(
    tuple(
        Entry(name, "person", full, forms, "Invented.")
        for name, full, forms in (
            ("zofie", "Žofie Nováková", ("Žofie",)),
            ("ivan", "Ivan Mlynář", ("Ivan",)),
            ("olga", "Olga Pekařová", ("Olga",)),
            ("ludek", "Luděk Kovář", ("Luděk",)),
        )
    )
)


def text() -> Text:
    """Return the document."""
    stream, paragraphs = "", []
    for name, words in WORDS.items():
        own = letters(words).stream
        paragraphs.append(
            Paragraph(
                name,
                "body",
                (Span(len(stream), len(stream) + len(own)),),
                retelling=f"*{name}* retold.",
            )
        )
        stream += own
    return Text(
        "choir",
        {"title": "The Choir"},
        tuple(paragraphs),
        (),
        fingerprint("choir", stream),
        has_reading=True,
    )


def annotation(name: str, place: str, phrase: str, value: str = "", **fields: str) -> Annotation:
    """Return an annotation of the layer that ``name`` begins with, at ``phrase`` in the paragraph ``place``."""
    target = Target((Part(place, find(WORDS[place], phrase) if phrase else None),))
    return Annotation(name, name.partition("-")[0], target, value or "q01", fields)


ANNOTATIONS = (
    annotation(
        "quotation-01",
        "p001",
        "the oven was lit at four each morning",
        speaker="zofie",
        speaker_stated="Žofie",
        voice="quoted",
        certainty="certain",
    ),
    annotation(
        "quotation-02",
        "p001",
        "the mill fed no house but its own",
        speaker="ivan",
        voice="quoted",
        certainty="possible",
        basis="outside",
        wrong="no source given",
        note="It may be *hers*.",
    ),
    annotation(
        "voice-01",
        "p001",
        "She adds what Ivan told her",
        "zofie",
        voice="reported",
        certainty="certain",
    ),
    annotation(
        "quotation-03",
        "p002",
        "master",
        voice="mimicked",
        speaker_stated="he",
        certainty="probable",
        surface="master",
    ),
    annotation(
        "quotation-04",
        "p003",
        "",
        speaker="ivan",
        speaker_stated="the young Olga",
        voice="quoted",
        certainty="certain",
    ),
    annotation("voice-02", "p003", "Nine houses", "ludek", voice="mimicked", certainty="certain"),
)


def speakers() -> Speakers:
    """Return what is known of the speakers; Olga Pekařová is the author."""
    return Speakers(text(), ANNOTATIONS, GAZETTEER, "olga")
