"""What instructors read: everything that the guide and the notebook name is there."""

from __future__ import annotations

import re
import shlex
from functools import cache

import nbformat
import pytest
import yaml

import corpus_utils as cu
from corpus_utils import cli
from corpus_utils.products import registry
from corpus_utils.products.sources import find_sources
from tests.conftest import ROOT

GUIDE = ROOT / "exercises" / "TEACHING.md"
NOTEBOOK = ROOT / "lessons" / "instructor.ipynb"
LESSONS = sorted(path.stem for path in (ROOT / "lessons").glob("0*.ipynb"))
OWNERS = {
    "Dunayevskaya": "dunayevskaya",
    "notes": "foundations-notes",
    "Wohlforth": "wohlforth",
    "notebook": "verkhneuralsk",
    "George": "george",
}
NUMBERS = {"eighty": 80, "ninety": 90, "120": 120}
LEVELS = ["Weak", "Middle", "Strong"]
LEAST_MISREADINGS = 4


@cache
def bank() -> dict[str, dict]:
    """Return every item of the exercise files as it is written, with its lesson."""
    found = {}
    for path in sorted((ROOT / "exercises").glob("*.yaml")):
        file = yaml.safe_load(path.read_text(encoding="utf-8"))
        found |= {item["id"]: item | {"lesson": path.stem, **item} for item in file["items"]}
    return found


@cache
def document(lesson: str) -> str:
    """Return the document that a lesson is about; none for those across the five."""
    path = ROOT / "exercises" / f"{lesson}.yaml"
    return "" if lesson[:2] in {"06", "07"} else yaml.safe_load(path.read_bytes())["document"]


@cache
def places(key: str) -> tuple[set[str], set[str]]:
    """Return the ids of a document's paragraphs and of its claims."""
    text = cu.texts.load(key)
    claims = {claim.id for claim in cu.arguments.load(text).claims}
    return {paragraph.id for paragraph in text.paragraphs}, claims


def notebook_text() -> str:
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells)


def sections(guide: str) -> dict[str, str]:
    """Return the guide's section on each lesson, by the lesson's number."""
    parts = re.split(r"^## ", guide, flags=re.MULTILINE)
    return {part[:2]: part for part in parts if re.match(r"\d\d ", part)}


def slugs(text: str) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def check_items(text: str) -> list[str]:
    named = set(re.findall(r"\b(?:toy|dun|fou|woh|ver|geo|cmp|pos)-\d\d\b", text))
    return [f"no item {name}" for name in sorted(named - set(bank()))]


def check_commands(text: str) -> list[str]:
    found = []
    for line in re.findall(r"(?:`|^)(corpus-utils [^`\n]+)", text, flags=re.MULTILINE):
        words = shlex.split(line)[1:]
        try:
            args = cli.parser().parse_args(words)
        except SystemExit:
            found.append(f"no such command: {line}")
            continue
        known = {product.name for product in registry.PRODUCTS}
        found += [
            f"no product {name}" for name in getattr(args, "products", []) if name not in known
        ]
    return found


def check_names(text: str) -> list[str]:
    named = set(re.findall(r"\bcu\.(\w+)", text))
    return [f"no cu.{name}" for name in sorted(named) if not hasattr(cu, name)]


def check_links(text: str, folder: str) -> list[str]:
    found = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        place, _, anchor = target.partition("#")
        path = (ROOT / folder / place) if place else GUIDE
        if not path.exists():
            found.append(f"no file {target}")
        elif anchor and anchor not in slugs(path.read_text(encoding="utf-8")):
            found.append(f"no heading {target}")
    return found


def check_sections(guide: str) -> list[str]:
    found = []
    parts = sections(guide)
    for lesson in LESSONS:
        part = parts.get(lesson[:2], "")
        if f"`{lesson}`" not in part:
            found.append(f"no section on {lesson}")
            continue
        times = re.findall(r"^\| (\d+)–(\d+) \|", part, flags=re.MULTILINE)
        ends = [0, *(int(end) for _, end in times)]
        if [int(start) for start, _ in times] != ends[:-1] or ends[-1] != 90:
            found.append(f"{lesson}: the minutes are {times}")
        opening = (ROOT / "lessons" / f"{lesson}.ipynb").read_text(encoding="utf-8")
        length = re.search(r"an hour|two sittings of 45 minutes", part)
        if not length or length[0] not in opening:
            found.append(f"{lesson}: its time is another")
        found += [
            f"{lesson}: nothing on {what}"
            for what in ("Aims", "Likely misreadings", "To discuss", "Fairness")
            if f"**{what}" not in part
        ]
    return found


def check_misreadings(guide: str) -> list[str]:
    found = []
    for number, part in sections(guide).items():
        named = re.findall(r"^- `([a-z]+-\d\d)` \*([^*]+)\*", part, flags=re.MULTILINE)
        if len(named) < LEAST_MISREADINGS:
            found.append(f"{number}: {len(named)} misreadings")
        for name, option in named:
            item = bank().get(name, {"options": [], "lesson": ""})
            wrong = [o["text"] for o in item.get("options", []) if not o.get("right")]
            if option not in wrong:
                found.append(f"{name}: no wrong option {option!r}")
            if not item["lesson"].startswith(number):
                found.append(f"{name}: of another lesson")
    return found


def check_writing(guide: str) -> list[str]:
    found = []
    for number, part in sections(guide).items():
        name, task = re.search(
            r"^\*\*Writing: `(.+?)`\.\*\*(.*)", part, flags=re.MULTILINE
        ).groups()
        rubric = re.findall(r"^\d\. (.+)$", part, flags=re.MULTILINE)
        if rubric != bank()[name]["rubric"]:
            found.append(f"{name}: the rubric is another")
        samples = re.findall(
            r"^- \*\*(\w+)\*\* \((\d) of (\d)(?:: ([\d, ]+))?\): (.+)$", part, flags=re.MULTILINE
        )
        if [level for level, *_ in samples] != LEVELS:
            found.append(f"{number}: the samples are {[level for level, *_ in samples]}")
        marks = [int(met) for _, met, *_ in samples]
        if marks != sorted(set(marks)) or marks[-1:] != [len(rubric)]:
            found.append(f"{name}: the samples' marks are {marks}")
        most = next((n for word, n in NUMBERS.items() if f"at most {word} words" in task), 0)
        for level, met, of, which, rest in samples:
            criteria = [int(n) for n in which.split(",")] if which else []
            if len(criteria) != int(met) or int(of) != len(rubric) or max([0, *criteria]) > int(of):
                found.append(f"{name}: {level} meets {which or 'none'}, {met} of {of}")
            text = re.match(r"'(.+)' [A-Z]", rest)
            if most and (not text or len(text[1].split()) > most):
                found.append(f"{name}: {level} has more than {most} words, or no quotation marks")
    return found


def check_places(guide: str) -> list[str]:
    found = []
    for number, part in sections(guide).items():
        lesson = next(name for name in LESSONS if name.startswith(number))
        key = document(lesson)
        if key:
            paragraphs, claims = places(key)
            named = set(re.findall(r"\bp\d{3}\b", part)) - paragraphs
            named |= set(re.findall(r"\bc\d\d\b", part)) - claims
            found += [f"{lesson}: no {name}" for name in sorted(named)]
            continue
        for place in re.finditer(r"\bp\d{3}\b", part):
            before = part[: place.start()]
            owner = re.findall(r"|".join(OWNERS), before.rpartition("(")[2])
            if not owner or place[0] not in places(OWNERS[owner[-1]])[0]:
                found.append(f"{lesson}: whose is {place[0]}?")
        known = {relation.id for relation in cu.crossmap.load().relations}
        found += [f"no {name}" for name in re.findall(r"\bx\d\d\b", part) if name not in known]
    return found


def findings(guide: str) -> list[str]:
    return [
        *check_items(guide),
        *check_commands(guide),
        *check_names(guide),
        *check_links(guide, "exercises"),
        *check_sections(guide),
        *check_misreadings(guide),
        *check_writing(guide),
        *check_places(guide),
    ]


def test_what_the_guide_names_is_there():
    assert findings(GUIDE.read_text(encoding="utf-8")) == []


def test_what_the_notebook_names_is_there():
    text = notebook_text()
    found = [*check_items(text), *check_commands(text), *check_names(text)]
    assert [*found, *check_links(text, "lessons")] == []


BROKEN = [
    ("`toy-14`", "`toy-94`", "no item toy-94"),
    ("corpus-utils build key", "corpus-utils bake key", "no such command"),
    ("corpus-utils build key", "corpus-utils build keys", "no product keys"),
    ("gather handed-in --pseudonyms", "gather handed-in --masks", "no such command"),
    ("cu.Progress", "cu.Regress", "no cu.Regress"),
    ("(README.md#handing-out)", "(README.md#handing-in)", "no heading README.md#handing-in"),
    ("../lessons/instructor.ipynb", "../lessons/teacher.ipynb", "no file"),
    ("`04-verkhneuralsk`", "`04-urals`", "no section on 04-verkhneuralsk"),
    ("| 85–90 |", "| 80–90 |", "04-verkhneuralsk: the minutes are"),
    ("`00-read-an-argument`, an hour", "`00-read-an-argument`, two sittings of 45 minutes", "time"),
    ("**Fairness.** Even here", "Even here", "nothing on Fairness"),
    ("*To 1930, the congress", "*To 1931, the congress", "ver-06: no wrong option"),
    ("- `geo-09` *", "- `fou-07` *", "of another lesson"),
    ("1. Every sentence says whose view it is.", "1. It is good.", "pos-14: the rubric is another"),
    ("- **Weak** (1 of 4: 4)", "- **Feeble** (1 of 4: 4)", "06: the samples are"),
    ("(3 of 4: 1, 2, 4)", "(3 of 4: 1, 2)", "cmp-23: Middle meets"),
    ("(3 of 4: 1, 2, 4)", "(0 of 4)", "cmp-23: the samples' marks"),
    (
        "at most ninety words.\n\n1. Marx",
        "at most eighty words.\n\n1. Marx",
        "fou-37: Strong has more",
    ),
    ("p001 to p008", "p001 to p009", "00-read-an-argument: no p009"),
    ("give up `c06`", "give up `c66`", "01-dunayevskaya: no c66"),
    ("(Wohlforth p007 and", "(p007 and", "whose is p007?"),
    ("`x07`", "`x97`", "no x97"),
]


@pytest.mark.parametrize(("there", "instead", "said"), BROKEN)
def test_each_check_can_fail(there, instead, said):
    guide = GUIDE.read_text(encoding="utf-8")
    assert there in guide
    found = findings(guide.replace(there, instead, 1))
    assert any(said in finding for finding in found), found


def test_the_notebook_is_made_for_no_student():
    sources = find_sources(lessons=ROOT / "lessons")
    assert [source.name for source in sources] == LESSONS


def test_the_notebook_reads_the_invented_class_rightly():
    group = cu.sample_class()
    items = group.items().set_index("item")
    known = items[~items.index.str.contains("[/:]")].query("n >= 9").sort_values("first")
    assert list(known.index[:2]) == ["woh-09", "woh-32"]
    assert known.index[2] == "woh-29"
    assert bank()["woh-29"]["passage"].split()[:2] == ["p014", "p015"]
    told = items[items["discrimination"].notna()]
    lowest = told.sort_values("discrimination").iloc[0]
    assert lowest["discrimination"] < 0 < lowest["high"]
    alphas = group.agreement().set_index("kind")["alpha"]
    assert alphas["voices"] > 0.6
    assert alphas["map edges"] < 0.3
    assert alphas.isna()["roles"]
    damaged, again = group.problems
    (need,) = group.needs()
    assert need.student in str(damaged)
    assert "already" in str(again)
