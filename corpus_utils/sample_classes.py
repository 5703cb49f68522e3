"""Sample classes: an invented class of twelve, to learn the report on before one has a class.

The names are invented and so are the answers: each student's are drawn, the
same every time, from the key and from the misreadings that the bank knows of.
They say nothing about how real students read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from corpus_utils import arguments, texts
from corpus_utils.answers import Answer, Answerable
from corpus_utils.ascriptions import judge, key, task
from corpus_utils.claims import Argument, part
from corpus_utils.classes import Class
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.gathering import make_class
from corpus_utils.items import Item, Prediction
from corpus_utils.likeness import compare
from corpus_utils.logbooks import united
from corpus_utils.marking import mark
from corpus_utils.messages import section
from corpus_utils.misreadings import Chance, misreading
from corpus_utils.outputs import write_file
from corpus_utils.remarking import Bank, read_bank
from corpus_utils.submissions import Passed, Submission
from corpus_utils.voices import AUTHOR, Excerpt
from corpus_utils.widgets import builder_desk
from corpus_utils.widgets.voice_strip import load_speakers

LESSON = "03-wohlforth"
WORDS = section("sample_classes")
#: How often each reads rightly at once. The names are invented.
STUDENTS = {
    "Ardelean Ilinca": 0.85,
    "Bakkerud Torvald": 0.55,
    "Chukwuemeka Adaora": 0.9,
    "Dvořáčková Žofie": 0.7,
    "Eskildsen Maren": 0.6,
    "Fontaine Aurèle": 0.35,
    "Grabowska Łucja": 0.8,
    "Haddadin Rania": 0.75,
    "Ishikawa Sora": 0.65,
    "Jørgensen Pål": 0.5,
    "Kapoor Devika": 0.7,
    "Lindqvist Åsa": 0.4,
}
BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ROOT = "handed-in"
MAP_CLAIMS, PASSAGES = 8, 3


def sample_class(
    lesson: str = LESSON, *, bank: Path | None = None, data: Path | None = None
) -> Class:
    """Return an invented class of twelve that has worked through ``lesson``, as `gather` would give it.

    One log is cut off in its last line and one was handed in twice.
    """
    known = read_bank(bank or texts.exercises_folder(data))
    submissions = [*_submissions(lesson, known, data)]
    return make_class(united(submissions, lessons=known.lessons), known, data=data)


def write_sample_class(
    folder: Path | str,
    lesson: str = LESSON,
    *,
    bank: Path | None = None,
    data: Path | None = None,
) -> Path:
    """Write the logs of `sample_class` into ``folder`` as a learning platform hands them out; return it."""
    folder = Path(folder)
    if folder.exists() and any(folder.iterdir()):
        raise CourseError(WORDS["not_empty"].format(folder=folder))
    known = read_bank(bank or texts.exercises_folder(data))
    for found in _submissions(lesson, known, data):
        if isinstance(found, Submission):
            write_file(folder.joinpath(*found.parts), found.data)
        else:
            write_file(folder / Path(found.source).relative_to(ROOT), WORDS["notes_say"] + "\n")
    return folder


def _submissions(lesson: str, bank: Bank, data: Path | None) -> Iterator[Submission | Passed]:
    if lesson not in bank.lessons:
        raise UnknownError(WORDS["lesson"], lesson, bank.lessons)
    items = [item for item in bank.items.values() if item.lesson == lesson]
    text = texts.load(bank.lessons[lesson], data=data)
    exercises = [*_exercises(text, data)]
    for number, (name, skill) in enumerate(STUDENTS.items()):
        answers = _answers(name, skill, items, exercises, number)
        lines = [json.dumps(asdict(a), ensure_ascii=False).encode() + b"\n" for a in answers]
        whole = b"".join(lines)
        place = f"{name}_{4100 + 7 * number}_assignsubmission_file_"
        log = (place, f"{lesson}.jsonl")
        # Some machine always stops in the middle of a line.
        yield Submission(ROOT, log, whole[:-40] if number == 5 else whole)
        if number == 7:
            yield Submission(ROOT, (place, f"{lesson} (1).jsonl"), b"".join(lines[:20]))
    yield Passed(f"{ROOT}/{WORDS['notes']}.txt")


def _answers(
    name: str, skill: float, items: list[Item], exercises: list[_Exercise], number: int
) -> Iterator[Answer]:
    when = BEGIN + timedelta(hours=number, seconds=37 * number)
    second = {item.second_try.id: item.second_try for item in items if item.second_try}
    asked = [item for item in items if item.id not in second]
    for item in asked[: len(asked) // 3] if skill < 0.4 else asked:
        chance = Chance(f"{name}/{item.id}")
        if chance.share() < 0.06:  # left out
            continue
        current, attempt = item, 1
        odds = skill - 0.12 * (item.difficulty - 2)
        for _ in range(3):
            right = chance.share() < odds and not isinstance(current, Prediction)
            given = current.key if right else misreading(current, chance)
            found = mark(current, given).mark
            when += timedelta(seconds=40 + int(90 * chance.share()))
            named = (item.lesson, current.id, current.hash)
            yield Answer(_at(when), *named, attempt, given, found)
            if found == 1 or chance.share() < 0.35:
                break
            odds += 0.25
            if current is item and item.second_try and chance.share() < 0.6:
                current, attempt = item.second_try, 1
            else:
                attempt += 1
    for one in exercises:
        given, found = one.go_about(skill, Chance(f"{name}/{one.task.id}"))
        when += timedelta(seconds=200)
        named = (items[0].lesson, one.task.id, one.task.hash)
        yield Answer(_at(when), *named, 1, given, found)


def _at(when: datetime) -> str:
    return when.isoformat(timespec="seconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class _Exercise:
    """A task of the data, and how an invented student of some skill goes about it."""

    task: Answerable
    go_about: Callable[[float, Chance], tuple[Any, float]]


def _exercises(text: texts.Text, data: Path | None) -> Iterator[_Exercise]:
    with suppress(CourseError):  # an instructor's text may have no map yet
        yield _map(arguments.load(text, data=data))
    speakers = load_speakers(text.key, data=data)
    names = [paragraph.id for paragraph in text.paragraphs if paragraph.letters]
    excerpts = {name: speakers.excerpt(name) for name in names}
    several = [name for name in names if len(excerpts[name].needed) > 1][:PASSAGES]
    choices = speakers.choices([excerpts[name] for name in several])
    yield from (_voices(excerpts[name], choices) for name in several)


def _voices(excerpt: Excerpt, choices: list[str]) -> _Exercise:
    def go_about(skill: float, chance: Chance) -> tuple[Any, float]:
        given = key(excerpt) if chance.share() < skill else [[AUTHOR, AUTHOR]]
        return given, judge(excerpt, given, choices).mark

    return _Exercise(task(excerpt, "voices"), go_about)


def _map(argument: Argument) -> _Exercise:
    """Return the task to build the map of the claims nearest to the root."""
    near, at = [argument.root.id], 0
    while at < len(near) < MAP_CLAIMS:
        steps = argument.relations_to(near[at])
        near += [s for step in steps for s in step.sources if s not in near]
        at += 1
    course = part(argument, near[:MAP_CLAIMS])
    claims = {claim.id for claim in course.claims}

    def go_about(skill: float, chance: Chance) -> tuple[Any, float]:
        steps = []
        for step in course.relations:
            share = chance.share()
            if share < skill:
                steps.append(step)
            elif share < skill + 0.2 and step.kind != "undercut":
                kind = "attack" if step.kind == "support" else "support"
                steps.append(replace(step, kind=kind))
        drawn = claims | {step.id for step in steps}
        built = replace(course, relations=tuple(step for step in steps if step.to in drawn))
        return builder_desk.as_given(built, "frame", ()), compare(built, course).score

    return _Exercise(builder_desk.task("plea", course, "frame", ()), go_about)
