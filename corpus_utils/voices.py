"""Voices: who speaks in a passage and how, from the layers ``voice`` and ``quotation``.

An author lends his page to others: he quotes them, reports them, mimics them.
A passage may hold several voices, one inside another where somebody is quoted
as somebody else quotes him.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus_utils.claims import Argument
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.gazetteer import Gazetteer, fold
from corpus_utils.messages import section
from corpus_utils.texts import Text
from corpus_utils.tokens import Target
from corpus_utils.vocabulary import CERTAINTIES, Annotation

WORDS = section("voices")
AUTHOR = "author"
UNNAMED = "unnamed"
LAYERS = ("voice", "quotation")
UNSURE = CERTAINTIES[1:]
CLAUSE = 20
"""A voice is asked for from this many letters on, about four words: below that it is a term in marks."""
OWN = 0.5
"""The author is asked for where no less of the passage is his: "as Lenin says" is no voice of its own."""

Range = tuple[str, int, int]


@dataclass(frozen=True)
class Voice:
    """One speaker of an excerpt.

    ``speaker`` is an id of the gazetteer, `AUTHOR`, `UNNAMED`, or the name as
    printed where the gazetteer has none. ``manners`` are the ways in which he
    speaks here, that of most letters first; ``letters`` counts his longest
    stretch (of the author, all that is left to him). ``needed`` says whether
    an answer has to name him. ``rival`` is who seems to speak, going by what
    the document states, where that is another; how far he can be defended is
    a question of ``certainty``.
    """

    speaker: str
    manners: tuple[str, ...]
    letters: int
    needed: bool = True
    certainty: str = "certain"
    rival: str = ""
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True)
class Excerpt:
    """A passage, called ``name`` by whoever chose it, and its voices, the ampler first."""

    name: str
    target: Target
    voices: tuple[Voice, ...]

    @property
    def needed(self) -> tuple[Voice, ...]:
        """The voices that a full answer names; at least one."""
        return tuple(voice for voice in self.voices if voice.needed)


@dataclass(frozen=True)
class Speakers:
    """What a document's data know of its speakers; ``author`` is his id in the gazetteer, or empty."""

    text: Text
    annotations: tuple[Annotation, ...]
    gazetteer: Gazetteer
    author: str = ""

    @classmethod
    def of(
        cls,
        text: Text,
        found: Iterable[Annotation],
        gazetteer: Gazetteer,
        argument: Argument | None = None,
    ) -> Speakers:
        """Return the speakers of ``text``; who its author is, the claims of ``argument`` say."""
        own = Counter(
            c.asserted_by for c in (argument.claims if argument else ()) if c.voice == AUTHOR
        )
        kept = tuple(a for a in found if a.layer in LAYERS)
        return cls(text, kept, gazetteer, max(own, key=lambda name: own[name], default=""))

    def speaker(self, annotation: Annotation) -> str:
        """Return who speaks at an annotation, as we hold."""
        fields = annotation.fields
        if annotation.layer == "voice":
            given = annotation.value
        else:
            given = fields.get("speaker", "")
            stated = fields.get("speaker_stated", "")
            # A name as printed stands for itself; "he" or "they say" names nobody.
            given = given or (stated if stated[1:] and stated[0].isupper() else "")
            given = given or (AUTHOR if fields.get("voice") == AUTHOR else UNNAMED)
        return AUTHOR if given == self.author else given

    def rival(self, annotation: Annotation) -> str:
        """Return who seems to speak at an annotation, or nothing where that is who does.

        Where a quotation names nobody, it reads as the author's own words; so
        does a voice that is less than certain. A name as stated counts where
        the gazetteer knows it: "he" leads nowhere.
        """
        speaker, stated = self.speaker(annotation), annotation.fields.get("speaker_stated", "")
        if annotation.layer == "voice" and annotation.fields.get("certainty") not in UNSURE:
            return ""
        if not stated:
            seeming = AUTHOR
        else:
            entries = [
                e.id for k in ("person", "organisation") for e in self.gazetteer.find(k, stated)
            ]
            seeming = (
                entries[0] if len(entries) == 1 and not self._names(speaker, stated) else speaker
            )
            seeming = AUTHOR if seeming == self.author else seeming
        return "" if seeming == speaker else seeming

    def _names(self, speaker: str, stated: str) -> bool:
        """Return whether ``stated`` is a form of the speaker's name, or holds one: "the young Olga"."""
        if speaker not in self.gazetteer:
            return fold(speaker) == fold(stated)
        entry = self.gazetteer.entry(speaker)
        inside = f" {fold(stated)} "
        return any(f" {fold(form)} " in inside for form in (entry.name, *entry.forms))

    def name(self, speaker: str, words: Mapping[str, str]) -> str:
        """Return a speaker's name; ``words`` are those for `AUTHOR` ("the author {name}") and `UNNAMED`."""
        if speaker == AUTHOR:
            known = self.gazetteer.entry(self.author).name if self.author in self.gazetteer else ""
            if not known or fold(known).startswith("the author"):  # who has no other name
                return known[:1].lower() + known[1:] or WORDS["author"]
            return words[AUTHOR].format(name=known)
        if speaker == UNNAMED:
            return words[UNNAMED]
        return self.gazetteer.entry(speaker).name if speaker in self.gazetteer else speaker

    def excerpt(self, name: str) -> Excerpt:
        """Return the passage that ``name`` names: a paragraph, a target, an annotation of our layers.

        Of a paragraph or a target, all voices that sound in it; of an
        annotation, its own.
        """
        known = {a.id: a for a in self.annotations}
        if name in known:
            chosen = known[name]
            return Excerpt(name, chosen.target, tuple(self._voices(chosen.target, [chosen])))
        if name.partition("-")[0] in LAYERS:
            raise UnknownError(WORDS["what"].format(document=self.text.key), name, known)
        target = Target.parse(name)
        for paragraph in target.paragraphs:
            self.text.paragraph(paragraph)
        place = self._ranges(target)
        if any(end > self.text.paragraph(p).letters for p, _, end in place):
            sizes = [(p, self.text.paragraph(p).letters) for p in target.paragraphs]
            said = ", ".join(WORDS["size"].format(paragraph=p, n=n) for p, n in sizes)
            raise CourseError(WORDS["beyond"].format(name=name, sizes=said))
        sounding = [a for a in self.annotations if _shared(place, self._ranges(a.target))]
        return Excerpt(name, target, tuple(self._voices(target, sounding)))

    def _voices(self, target: Target, sounding: Sequence[Annotation]) -> list[Voice]:
        place = self._ranges(target)
        whole = sum(end - start for _, start, end in place)
        groups: dict[str, list[Annotation]] = {}
        for annotation in sounding:
            groups.setdefault(self.speaker(annotation), []).append(annotation)
        others = [self._voice(s, group, place) for s, group in groups.items() if s != AUTHOR]
        taken = [r for v in others for a in v.annotations for r in self._ranges(a.target)]
        left = whole - _shared(place, taken)
        found = others
        if AUTHOR in groups or left or not others:
            own = self._voice(AUTHOR, groups.get(AUTHOR, []), place)
            alone = AUTHOR in groups and len(sounding) == 1 and len(groups) == 1
            needed = not others or alone or left >= OWN * whole
            found = [*others, replace(own, letters=left, needed=needed)]
        found.sort(key=lambda voice: -voice.letters)
        if not any(voice.needed for voice in found):
            found[0] = replace(found[0], needed=True)
        return found

    def _voice(self, speaker: str, group: list[Annotation], place: list[Range]) -> Voice:
        sizes = [_shared(place, self._ranges(a.target)) for a in group]
        by_manner: Counter[str] = Counter()
        for annotation, size in zip(group, sizes, strict=True):
            by_manner[annotation.fields["voice"]] += size
        letters = max(sizes, default=0)
        # What one place makes certain, an uncertain one beside it does not take back.
        degrees = [a.fields.get("certainty", CERTAINTIES[0]) for a in group] or [CERTAINTIES[0]]
        certainty = min(degrees, key=CERTAINTIES.index)
        rivals = [r for a in group if (r := self.rival(a))]
        return Voice(
            speaker,
            tuple(manner for manner, _ in by_manner.most_common()) or (AUTHOR,),
            letters,
            letters >= CLAUSE,
            certainty,
            rivals[0] if rivals else "",
            tuple(group),
        )

    def _ranges(self, target: Target) -> list[Range]:
        return [
            (p.paragraph, p.span.start, p.span.end)
            if p.span
            else (p.paragraph, 0, self.text.paragraph(p.paragraph).letters)
            for p in target.parts
        ]

    def choices(self, excerpts: Iterable[Excerpt], *, distractors: int = 2) -> list[str]:
        """Return whom a student may choose: all voices and rivals, the author, and distractors.

        Distractors are those who speak most often elsewhere in the document.
        The author comes first, then the others by the gazetteer's name, who is
        not named last.
        """
        wanted = {AUTHOR}
        for excerpt in excerpts:
            for voice in excerpt.voices:
                wanted |= {voice.speaker, voice.rival} - {""}
        often = Counter(map(self.speaker, self.annotations))
        others = sorted(often.keys() - wanted - {UNNAMED}, key=lambda s: (-often[s], s))
        wanted.update(others[:distractors])
        words = {AUTHOR: "", UNNAMED: ""}
        rank = {AUTHOR: 0, UNNAMED: 2}
        return sorted(wanted, key=lambda s: (rank.get(s, 1), self.name(s, words).casefold(), s))


def _shared(place: Iterable[Range], other: Iterable[Range]) -> int:
    """Return how many letters of ``place`` lie in ``other``, each counted once."""
    cut: dict[str, set[int]] = {}
    for name, start, end in other:
        cut.setdefault(name, set()).update(range(start, end))
    own: dict[str, set[int]] = {}
    for name, start, end in place:
        own.setdefault(name, set()).update(range(start, end))
    return sum(len(letters & cut.get(name, set())) for name, letters in own.items())
