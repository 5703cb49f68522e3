"""Ascriptions: a student's answer to who speaks in a passage and how, marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.messages import section
from corpus_utils.tasks import Task
from corpus_utils.vocabulary import SPOKEN
from corpus_utils.voices import Excerpt, Voice

WORDS = section("ascriptions")

MANNER = 0.5
"""The right speaker in the wrong manner: who speaks is half of what is asked."""
DEFENSIBLE = {"certain": 0.0, "probable": 0.5, "possible": 0.75}
"""What the rival of a voice earns: the less sure we are ourselves, the more."""


@dataclass(frozen=True)
class Ascribed:
    """What is said about one voice that the student named.

    ``verdict`` is ``right``, ``manner`` (right speaker, wrong manner),
    ``defensible`` (a rival of ours that is not certain), ``seeming`` (a rival
    of ours that is), ``aside`` (here too, but too little to be asked for) or
    ``absent``. ``voice`` is the one it was held against.
    """

    speaker: str
    manner: str
    verdict: str
    credit: float
    voice: Voice | None = None


@dataclass(frozen=True)
class Judgement:
    """The mark of an answer, from 0 to 1, with what was named and what was missed."""

    mark: float
    ascribed: tuple[Ascribed, ...]
    missed: tuple[Voice, ...]

    @property
    def right(self) -> bool:
        """Whether nothing is left to find or to mend."""
        return self.mark == 1


def judge(excerpt: Excerpt, given: Any, speakers: Sequence[str]) -> Judgement:
    """Return the judgement on ``given``: pairs of speaker and manner, each speaker once.

    Each voice that the excerpt needs is worth the same. It earns

    - 1, if its speaker is named in a manner in which he speaks here;
    - 1/2, if its speaker is named in another manner;
    - 3/4, where our own answer is only possible, 1/2, where it is only
      probable, for its rival: who speaks as far as the document itself says;
    - 0 otherwise. Of several answers to one voice, the best counts.

    The mark is the sum over the needed voices, divided by their number and
    that of the speakers named who are absent: naming everybody does not pay.
    Voices too short to be needed and rivals neither earn by themselves nor cost.
    Raises a `CourseError` where ``given`` is no answer.
    """
    earned = {voice.speaker: 0.0 for voice in excerpt.needed}
    here = {voice.speaker: voice for voice in excerpt.voices}
    found: list[Ascribed] = []
    absent = 0
    for speaker, manner in _pairs(given, speakers):
        voice = here.get(speaker) or _rivalled(excerpt, speaker)
        if voice is None:
            absent += 1
            found.append(Ascribed(speaker, manner, "absent", 0.0))
            continue
        if voice.speaker != speaker:
            credit = DEFENSIBLE[voice.certainty]
            verdict = "defensible" if credit else "seeming"
        else:
            credit = 1.0 if manner in voice.manners else MANNER
            verdict = "right" if credit == 1 else "manner"
            verdict = verdict if voice.needed else "aside"
        if voice.needed:
            earned[voice.speaker] = max(earned[voice.speaker], credit)
        found.append(Ascribed(speaker, manner, verdict, credit if voice.needed else 0.0, voice))
    missed = tuple(v for v in excerpt.needed if v.speaker not in {a.speaker for a in found})
    return Judgement(sum(earned.values()) / (len(earned) + absent), tuple(found), missed)


def key(excerpt: Excerpt) -> list[list[str]]:
    """Return the answer that earns the full mark, in the form in which answers are given."""
    return [[voice.speaker, voice.manners[0]] for voice in excerpt.needed]


def task(excerpt: Excerpt, name: str) -> Task:
    """Return the excerpt as a task of the answer log; ``name`` is that of the exercise."""
    return Task.of(f"{name}/{excerpt.name}", [[v.speaker, *v.manners] for v in excerpt.needed])


def _rivalled(excerpt: Excerpt, speaker: str) -> Voice | None:
    """Return the voice of which ``speaker`` is the rival; one that is needed and least sure first."""
    rivalled = [voice for voice in excerpt.voices if voice.rival == speaker]
    order = list(DEFENSIBLE)
    return max(rivalled, key=lambda v: (v.needed, order.index(v.certainty)), default=None)


def _pairs(given: Any, speakers: Sequence[str]) -> list[tuple[str, str]]:
    if not isinstance(given, list | tuple) or not given:
        raise CourseError(WORDS["nobody"])
    found: list[tuple[str, str]] = []
    for pair in given:
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise CourseError(WORDS["no_voice"].format(given=pair))
        speaker, manner = pair
        if not speaker or not manner:
            raise CourseError(WORDS["half"])
        if speaker not in speakers:
            raise UnknownError(WORDS["speaker"], speaker, speakers)
        if manner not in SPOKEN:
            raise UnknownError(WORDS["manner"], manner, SPOKEN)
        if speaker in [name for name, _ in found]:
            raise CourseError(WORDS["twice"])
        found.append((speaker, manner))
    return found
