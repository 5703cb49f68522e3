"""An essay of our own for tests: as long as asked for, never the same sentence twice."""

from __future__ import annotations

import random

OPENINGS = (
    "In the spring of the year {year} ", "For once ", "As the minutes of the meeting in Zürich show, ",
    "Nobody at the café had expected that ", "According to Łucja Ångström, ", "It is often said that ",
    "Long before the bridge was built ", "“Naïve readers,” wrote Père Étienne, forget how ",
    "Whatever the gardener may have meant, ", "Late in the evening of the third session ",
)  # fmt: skip
SUBJECTS = (
    "the librarians", "two surveyors from Kraków", "the choir of the lower town", "a committee of bakers",
    "the night train’s passengers", "our neighbours across the river", "the author of the almanac",
    "seven apprentices", "the keeper of the lighthouse", "a delegation of clockmakers",
)  # fmt: skip
VERBS = (
    "refused to copy", "counted again", "argued over", "quietly mended", "could not find", "translated",
    "put off until winter", "exchanged for a map", "read aloud", "carried home",
)  # fmt: skip
OBJECTS = (
    "the ledger of debts", "an unsigned letter", "the oldest of the three maps", "the façade’s drawings",
    "a crate of oranges", "the rules of the reading room", "every second page of the diary",
    "the minutes they had lost", "a recipe for ink", "the bell with the crack in it",
)  # fmt: skip
ENDINGS = (
    ", and the matter rested there", " although it rained", "; the reasons are given below",
    " (see the note on page {page})", " without asking anyone", ", which explains the silence",
    " because the lamps had gone out", " – or so the story goes", ", much to the mayor’s regret",
    " while the others slept",
)  # fmt: skip


def essay(words: int, *, seed: int = 7) -> str:
    """Return an essay of about so many words, the same for the same ``seed``."""
    rng = random.Random(seed)
    paragraphs, sentences, count, seen = [], [], 0, set()
    while count < words:
        parts = [rng.choice(pool) for pool in (OPENINGS, SUBJECTS, VERBS, OBJECTS, ENDINGS)]
        if tuple(parts) in seen:
            continue
        seen.add(tuple(parts))
        opening, subject, verb, thing, ending = parts
        names = " ".join(_name(rng) for _ in range(2))
        sentence = f"{opening}{subject} {verb} {thing} of {names}{ending}."
        sentences.append(sentence.format(year=rng.randint(1700, 1999), page=rng.randint(1, 300)))
        count += len(sentence.split())
        if len(sentences) == 5:
            paragraphs.append(" ".join(sentences))
            sentences = []
    return "\n\n".join([*paragraphs, " ".join(sentences)]) + "\n"


def _name(rng: random.Random) -> str:
    """Return an invented name, so that no two sentences say quite the same."""
    syllables = (
        "bar",
        "dol",
        "ven",
        "tis",
        "ko",
        "ra",
        "mün",
        "ste",
        "lo",
        "gri",
        "pau",
        "né",
        "shev",
        "ul",
    )
    return "".join(rng.choice(syllables) for _ in range(rng.randint(2, 4))).capitalize()
