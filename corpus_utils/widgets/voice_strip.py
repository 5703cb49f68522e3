"""VoiceStrip: the voices of a whole document, paragraph by paragraph, with a legend that filters them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from corpus_utils import arguments, texts
from corpus_utils.annotations import load as load_annotations
from corpus_utils.errors import UnknownError
from corpus_utils.gazetteer import read_gazetteer
from corpus_utils.messages import section, term
from corpus_utils.texts import Text
from corpus_utils.vocabulary import SPOKEN
from corpus_utils.voices import AUTHOR, UNNAMED, Speakers
from corpus_utils.widgets.face import Face, element, plain, prose, table

COLOURS = 7
"""So many speakers have a colour of their own; their letters tell all of them apart."""
WORDS = section("voice_strip")


class VoiceStrip(Face, script="voice_strip.js"):
    """Who speaks where in the document ``key``: a cell a paragraph, a chip a voice.

    ``only`` holds the ids of speakers and the manners that are shown, all
    where it is empty; ``chosen`` is the paragraph that is read below.
    """

    WORDS: ClassVar = WORDS

    document = traitlets.Dict().tag(sync=True)
    only = traitlets.List(traitlets.Unicode()).tag(sync=True)
    chosen = traitlets.Unicode().tag(sync=True)

    def __init__(self, key: str, only: Iterable[str] = (), *, data: Path | None = None) -> None:
        speakers = load_speakers(key, data=data)
        shown = _document(speakers)
        known = [speaker["id"] for speaker in shown["speakers"]]
        wanted = [only] if isinstance(only, str) else list(only)
        for name in wanted:
            if name not in known and name not in SPOKEN:
                thing = WORDS["thing"].format(document=key)
                raise UnknownError(thing, name, [*known, *SPOKEN])
        super().__init__(document=shown, only=wanted)

    def to_html(self) -> str:
        """Return the speakers as a table, and folded in, who speaks in each paragraph."""
        words, document = self.words, self.document
        rows = [
            (
                prose(s["name"]),
                prose(
                    "; ".join(
                        f"{self._manner(m)}: {', '.join(self._places(s['id'], m))}"
                        for m in s["manners"]
                    )
                ),
            )
            for s in document["speakers"]
            if s["id"] != AUTHOR
        ]
        voices = [element("li", prose(line)) for line in self._lines()]
        return (
            element("p", element("strong", prose(self._title())), "<br>", prose(self._about()))
            + table(words["speakers"], (words["speakers"], words["manners"]), rows)
            + element("details", element("summary", words["list"]), element("ul", *voices))
        )

    def to_text(self) -> str:
        """Return a line a paragraph that holds other voices than the author's, in reading order."""
        return "\n".join([self._title(), self._about(), *map(plain, self._lines())])

    def _title(self) -> str:
        return self.words["name"].format(title=self.document["title"])

    def _about(self) -> str:
        others = [s for s in self.document["speakers"] if s["id"] != AUTHOR]
        count = len(self.document["paragraphs"])
        return self.words["about"].format(paragraphs=count, speakers=len(others))

    def _manner(self, manner: str) -> str:
        return self.words["kinds"][manner]

    def _lines(self) -> Iterator[str]:
        names = {speaker["id"]: speaker["name"] for speaker in self.document["speakers"]}
        both, less = self.words["and"], self.words["less"]
        for paragraph in self.document["paragraphs"]:
            said = [
                f"{names[v['speaker']]}, {both.join(map(self._manner, v['manners']))}"
                + (
                    f" ({less.format(certainty=term('certainties', v['certainty']))})"
                    if v["certainty"] != "certain"
                    else ""
                )
                for v in paragraph["voices"]
            ]
            if said:
                yield f"{paragraph['id']}: {'; '.join(said)}"

    def _places(self, speaker: str, manner: str) -> list[str]:
        return [
            p["id"]
            for p in self.document["paragraphs"]
            if any(v["speaker"] == speaker and manner in v["manners"] for v in p["voices"])
        ]


def load_speakers(key: str, *, data: Path | None = None) -> Speakers:
    """Return the speakers of the document ``key``, with all that the course's data know of them."""
    data = data or texts.data_folder()
    text = texts.load(key, data=data)
    gazetteer = read_gazetteer(data / "gazetteer")
    argued = (data / "texts" / key / "argument.yaml").exists()
    argument = arguments.load(text, gazetteer=gazetteer, data=data) if argued else None
    return Speakers.of(text, load_annotations(text, data=data), gazetteer, argument)


def _document(speakers: Speakers) -> dict[str, Any]:
    """Return paragraphs with their voices, and the speakers, who speaks in most paragraphs first."""
    text = speakers.text
    paragraphs, often = [], Counter()
    manners: dict[str, list[str]] = {}
    for p in text.paragraphs:
        voices = [v for v in speakers.excerpt(p.id).voices if v.annotations and v.speaker != AUTHOR]
        often.update(voice.speaker for voice in voices)
        for voice in voices:
            manners.setdefault(voice.speaker, []).extend(voice.manners)
        paragraphs.append(
            {
                "id": p.id,
                "kind": p.kind,
                "level": p.level,
                "told": p.retelling,
                "words": _own_words(text, p.id),
                "voices": [
                    {"speaker": v.speaker, "manners": v.manners, "certainty": v.certainty}
                    for v in voices
                ],
            }
        )
    order = sorted(often, key=lambda s: (-often[s], speakers.name(s, WORDS).casefold()))
    names = {speaker: speakers.name(speaker, WORDS) for speaker in order}
    persons = {
        s for s in order if s in speakers.gazetteer and speakers.gazetteer.entry(s).kind == "person"
    }
    letters = tags({s: name for s, name in names.items() if s != UNNAMED}, persons) | {UNNAMED: "?"}
    return {
        "title": text.short,
        "attached": text.attached() is not None,
        "paragraphs": paragraphs,
        "speakers": [
            {
                "id": speaker,
                "name": names[speaker],
                "tag": letters[speaker],
                "count": often[speaker],
                "colour": min(COLOURS, i),
                "manners": [manner for manner in SPOKEN if manner in manners[speaker]],
            }
            for i, speaker in enumerate(order)
        ],
    }


def _own_words(text: Text, name: str) -> str:
    return " […] ".join(" ".join(words.split()) for words in text.passage(name).words)


def tags(names: dict[str, str], persons: Iterable[str] = ()) -> dict[str, str]:
    """Return a label of two or three letters for each name, no two alike.

    >>> tags({"a": "Olga Nováková", "b": "The Mill Council", "c": "Ivan Novák"}, ["a", "c"])
    {'a': 'No', 'b': 'MC', 'c': 'Nov'}
    """
    persons, taken, found = set(persons), set(), {}
    for key, name in names.items():
        parts = [
            w for w in name.replace("-", " ").split() if w.casefold() not in ("the", "of", "and")
        ]
        last = parts[-1] if parts else name
        initials = "".join(part[0] for part in parts).upper()
        stems = (
            [last[:2], last[:3]]
            if key in persons or len(parts) < 2
            else [initials[:3], parts[0][:3]]
        )
        stems += [last[:1] + letter for letter in last[3:]] + [
            f"{last[:1]}{n}" for n in range(2, 100)
        ]
        found[key] = next(stem for stem in stems if stem not in taken)
        taken.add(found[key])
    return found
