"""The question bank: items read from one YAML file a lesson, and checked.

``exercises/README.md`` shows an instructor how an item of each kind is
written. A file is read to its end: every problem is reported at once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from corpus_utils import adaptation, texts
from corpus_utils.entries import Place
from corpus_utils.errors import CourseError, DataError, LeftOutError, Problem, UnknownError
from corpus_utils.fields import FIELDS
from corpus_utils.files import Node, read_yaml
from corpus_utils.gazetteer import SLUG, Gazetteer, read_gazetteer
from corpus_utils.items import KINDS, SKILLS, Item
from corpus_utils.messages import section
from corpus_utils.texts import Text

WORDS = section("questions")
SECOND_TRY = "/second-try"
COMMON = (
    *("id", "kind", "document", "skill", "difficulty", "section", "points", "recall"),
    *("prompt", "passage", "hints", "second_try"),
)
# A change to one of these leaves the question and its key, and so the item's hash, as they were.
EXPLANATORY = {
    *("why", "passage", "hints", "otherwise", "second_try", "near", "samples", "outcome"),
    *("skill", "difficulty", "section", "points", "recall"),
}


@dataclass(frozen=True)
class Exercises:
    """The items of one lesson; ``document`` is that of the items that name no other."""

    lesson: str
    document: str
    items: tuple[Item, ...]


def read_exercises(path: Path, *, gazetteer: Gazetteer | None = None) -> Exercises:
    """Return the exercises of one file.

    Raises a `DataError` with every problem of the file: a field, kind or skill
    that is none, an option without explanation or passage, no right option (or
    several in a single choice), the same id or the same option twice, a
    passage that is not in the document, a voice that nobody has. Voices are
    checked against the package's gazetteer where none is given.
    """
    root = read_yaml(path)
    root.only("lesson", "document", "items")
    lesson, document = root.take("lesson", str), root.take("document", str)
    if lesson and lesson != path.stem:
        fault = WORDS["file"].format(lesson=lesson, file=lesson + ".yaml")
        root.get("lesson").fault(fault)
    place = Place(lesson, document, _text(document, root), gazetteer or _gazetteer())
    items: list[Item] = []
    seen: dict[str, int] = {}
    for node in root.take("items", list):
        item = _item(node, place)
        if item is None:
            continue
        if item.id in seen:
            node.get("id").fault(WORDS["twice"].format(id=item.id, line=seen[item.id]))
        elif item.id:
            seen[item.id] = node.get("id").line
        items.append(item)
    if root.problems:
        raise DataError(sorted(root.problems, key=lambda problem: problem.line or 0))
    return Exercises(lesson, document, tuple(items))


def load(name: str, *, folder: Path | None = None) -> Item:
    """Return the item whose id is ``name``, from the bank or from the files in ``folder``.

    ``"dun-01/second-try"`` is the second try of ``dun-01``. An id that is in
    no file raises an `UnknownError` with the nearest one; a faulty file stands
    in the way only of its own items, and then raises its `DataError`.
    """
    found: dict[str, Item] = {}
    problems: list[Problem] = []
    paths = sorted((folder or texts.exercises_folder()).glob("*.yaml"))
    # A bank is long, and a lesson asks from few: those that name the item come first, and mostly suffice.
    named = [path for path in paths if _names(path, name.removesuffix(SECOND_TRY))]
    for some in (named, [path for path in paths if path not in named]):
        for path in some:
            try:
                stat = path.stat()
                for item in _read(path, (stat.st_mtime_ns, stat.st_size)).items:
                    found.setdefault(item.id, item)
                    if item.second_try:
                        found.setdefault(item.second_try.id, item.second_try)
            except DataError as error:
                problems += error.problems
        if name in found:
            return found[name]
    if problems:
        raise DataError(dict.fromkeys(problems))  # two files may share a fault of the gazetteer
    if folder is None and adaptation.leaves_out(name):
        raise LeftOutError(name)
    choices = [item for item in found if not item.endswith(SECOND_TRY)]
    raise UnknownError(WORDS["exercise"], name, choices)


def _names(path: Path, name: str) -> bool:
    return path.is_file() and name.encode() in path.read_bytes()


@lru_cache(maxsize=64)
def _read(path: Path, _: tuple[int, int]) -> Exercises:
    # The second argument changes when an instructor edits the file, so that it is read again.
    return read_exercises(path)


def _gazetteer() -> Gazetteer:
    return read_gazetteer(texts.data_folder() / "gazetteer")


def _text(document: str, node: Node) -> Text | None:
    """Return the document; None, and a problem, where ``node`` names none that can be read."""
    if not document:
        return None
    try:
        return texts.load(document)
    except CourseError as error:
        node.get("document").fault(str(error))
        return None


def _item(node: Node, place: Place, parent: Item | None = None) -> Item | None:
    """Return one item, or the second try of ``parent``, which inherits what it does not say."""
    if not isinstance(node.value, dict):
        node.fault(WORDS["no_item"].format(found=node.said()), WORDS["begin"])
        return None
    kind = node.choice("kind", list(KINDS), parent.kind if parent else ...)
    cls = KINDS.get(kind)
    if cls is None:
        return None
    read, own = FIELDS[cls]
    name = parent.id + SECOND_TRY if parent else node.take("id", str)
    if not parent and name and not SLUG.fullmatch(name):
        node.get("id").fault(WORDS["no_id"].format(id=name), WORDS["id_hint"])
    if parent:
        node.only(*(set(COMMON) - {"id", "document", "second_try"}), *own)
    else:
        node.only(*COMMON, *own)
        if node.get("document"):  # an item of a lesson on several documents
            other = node.take("document", str)
            place = replace(place, document=other, text=_text(other, node))
    values: dict[str, Any] = {
        "id": name,
        "lesson": place.lesson,
        "document": place.document,
        "prompt": node.take("prompt", str),
        "passage": place.target(node, parent.passage if parent else None),
        "skill": node.choice("skill", SKILLS, parent.skill if parent else ...),
        "difficulty": node.take("difficulty", int, parent.difficulty if parent else ...),
        "section": node.take("section", str, parent.section if parent else ""),
        "points": node.take("points", int, parent.points if parent else 1),
        "recall": node.take("recall", bool, default=False),
        "hints": tuple(node.texts("hints", [])),
        "second_try": None,
        "hash": "",
    }
    if node.get("difficulty") and values["difficulty"] not in (1, 2, 3):
        node.get("difficulty").fault(WORDS["difficulty"])
    if node.get("points") and values["points"] < 1:
        node.get("points").fault(WORDS["points"])
    values |= read(node, replace(place, passage=values["passage"]))
    item = cls(**values)
    second = node.get("second_try")
    tried = _item(second, place, item) if second and not parent else None
    return cls(**{**values, "second_try": tried, "hash": _hash(node, item.basis)})


def _hash(node: Node, basis: Any) -> str:
    def asked(node: Node) -> Any:
        if isinstance(node.value, dict):
            inner = {k: asked(v) for k, v in node.value.items() if k not in EXPLANATORY}
            # Wrong paragraphs and voices carry nothing but explanations.
            return {k: v for k, v in inner.items() if k != "wrong"}
        if isinstance(node.value, list):
            return [asked(child) for child in node.value]
        return " ".join(node.value.split()) if isinstance(node.value, str) else node.value

    question = asked(node) if basis is None else [asked(node), basis]
    written = json.dumps(question, ensure_ascii=False, sort_keys=True)
    return blake2b(written.encode(), digest_size=6).hexdigest()
