"""Argument maps for tests: one of our own sentences, and any that hypothesis thinks of."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from corpus_utils.claims import ROLES, Argument, Claim, Relation
from corpus_utils.tokens import Target

MILL = (
    ("c01", "thesis", "Novák holds that the mill at Łąka must close."),
    ("c02", "premise", "Novák holds that the river carries too little water."),
    ("c03", "premise", "Novák adds that a mill without water earns nothing."),
    ("c04", "evidence", "Novák reports that the wheel stood still from May to September."),
    (
        "c05",
        "objection",
        "The council, as Novák quotes it, answers that the mill feeds forty people.",
    ),
    ("c06", "reply", "Novák replies that thirty of the forty have already gone to Brünn."),
    ("c07", "objection", "The council objects that the wheel stood still for repairs."),
)


def mill(*, objection_stands: bool = False) -> Argument:
    """Return a small map with linked and convergent support, an attack and an undercut."""
    claims = tuple(
        Claim(name, gist, role, "novak", "author", Target.parse("p001"), line=i)
        for i, (name, role, gist) in enumerate(MILL, 1)
    )
    relations = [
        Relation("r01", "support", ("c02", "c03"), "c01", "No water, no earnings."),
        Relation("r02", "support", ("c04",), "c02", "A wheel stands still for want of water."),
        Relation("r03", "attack", ("c05",), "c01", "Whoever feeds forty must stay."),
        Relation("r04", "attack", ("c06",), "c05", "They are no longer forty."),
        Relation("r05", "undercut", ("c07",), "r02", "It may have stood still for another reason."),
    ]
    kept = [r for r in relations if not (objection_stands and r.id == "r04")]
    return Argument("mill", "Must the mill close?", claims, tuple(kept))


def plain(attacks: set[tuple[int, int]], size: int) -> Argument:
    """Return the map of a plain attack graph: claims 0 to ``size`` - 1, and who attacks whom."""
    claims = tuple(Claim(f"c{i}", f"Żofia holds view {i}.") for i in range(size))
    steps = [
        Relation(f"r{i}", "attack", (f"c{a}",), f"c{b}", "They exclude each other.")
        for i, (a, b) in enumerate(sorted(attacks))
    ]
    return Argument("plain", "Who is right?", claims, tuple(steps))


@st.composite
def arguments(
    draw: st.DrawFn,
    *,
    claims: int = 5,
    relations: int = 5,
    kinds: tuple[str, ...] = ("support", "attack", "undercut"),
) -> Argument:
    """Draw any map, sound or not: circles, several roots and orphans included."""
    size = draw(st.integers(1, claims))
    names = [f"c{i:02}" for i in range(1, size + 1)]
    made = [
        Claim(
            name, draw(st.sampled_from([gist for *_, gist in MILL])), draw(st.sampled_from(ROLES))
        )
        for name in names
    ]
    steps: list[Relation] = []
    for number in range(1, draw(st.integers(0, relations)) + 1):
        kind = draw(st.sampled_from(kinds))
        if kind == "undercut" and not steps:
            kind = kinds[0]
        sources = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
        ends = [step.id for step in steps] if kind == "undercut" else names
        to = draw(st.sampled_from(ends))
        steps.append(
            Relation(f"r{number:02}", kind, tuple(s for s in sources), to, "It bears on it.")
        )
    return Argument("any", "What follows?", tuple(made), tuple(steps))


def big(claims: int, relations: int, seed: int) -> Argument:
    """Return a sound map of a given size: a tree of reasons and objections, and some links across."""
    chance = random.Random(seed)
    names = [f"c{i:02}" for i in range(1, claims + 1)]
    gists = [gist for *_, gist in MILL]
    made = [
        Claim(name, " ".join(chance.choices(gists, k=chance.randint(1, 2))), "premise")
        for name in names
    ]
    made[0] = Claim("c01", gists[0], "thesis")
    steps = []
    for number in range(1, claims):
        kind = "attack" if chance.random() < 0.2 else "support"
        to = names[chance.randint(max(0, number - 8), number - 1)]
        steps.append(Relation(f"r{number:02}", kind, (names[number],), to, "It bears on it."))
    while len(steps) < relations:
        high, low = sorted(chance.sample(range(claims), 2))
        name = f"r{len(steps) + 1:02}"
        steps.append(Relation(name, "support", (names[low],), names[high], "It bears on it."))
    return Argument("big", "What follows?", tuple(made), tuple(steps))
