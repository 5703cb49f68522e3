"""The bank adapted: an exercise file of the course with an instructor's changes.

An entry of the own file names an item by its id and says only what changes. A
field replaces the item's; an empty one takes it away; a mapping changes what
it names. In a list of options and the like, an element with ``was`` changes
the one of that text (``drop: true`` takes it away) and one without is added;
a list without any ``was`` replaces the whole list.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus_utils.adaptation.pieces import Pieces, Since, plain, reworded, shown
from corpus_utils.errors import Problem, nearest
from corpus_utils.files import Node, read_text, read_yaml
from corpus_utils.messages import section

NAMES = ("text", "left", "words", "claim", "id", "name")
"""The fields by which an element of a list may be named under ``was``, the first that it has."""
NEW = {"new": True}
SEEN = "--seen"
WORDS = section("adaptation.bank")


@dataclass
class Bank:
    """A merged exercise file, what is to be said about it, and the ids that are left out."""

    pieces: Pieces = field(default_factory=Pieces)
    notices: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def accept(name: str) -> str:
    """Return the hint on how to say that both wordings of ``name`` have been looked at."""
    return WORDS["accept"].format(seen=SEEN, name=name)


def merge_bank(base: Path, own: Path | None, since: Since, *, lost: dict[str, str]) -> Bank:
    """Return the exercise file ``base`` with the changes of ``own``.

    ``lost`` holds items to leave out, with the reason (what they ask for is
    gone from the reading edition), unless ``own`` changes them.
    """
    made = Bank()
    given = read_yaml(base)
    text = read_text(base).split("\n")
    nodes = list(given.get("items") or [])
    changes = _entries(own) if own else None
    entries = changes.entries if changes else {}
    part = f"exercises/{base.stem}"
    first = nodes[0].line if nodes else len(text) + 1
    blocks: dict[str, Pieces] = {}
    for number, node in enumerate(nodes):
        name = str(plain(node.get("id")) if node.get("id") else f"#{number}")
        end = nodes[number + 1].line if number + 1 < len(nodes) else len(text) + 1
        entry = entries.pop(name, None)
        if entry is None and name not in lost:
            blocks[name] = Pieces()
            blocks[name].add(
                "\n".join(text[node.line - 1 : end - 1]), str(base), node.line, each=True
            )
        elif entry is None:
            made.left_out.append(name)
            made.notices.append(Problem(lost[name], str(base), node.line, name))
        else:
            changed = _change(node, entry, name, since.before(part, name, plain(node)), made)
            if changed is None:
                made.left_out.append(name)
            else:
                blocks[name] = _dumped(changed, _indent(text, nodes), entry)
    for name, entry in entries.items():
        if _is_new(entry, since, part, made, list(blocks)):
            blocks[name] = _dumped(plain(entry), _indent(text, nodes), entry)
    order = changes.order if changes else []
    _check_order(order, blocks, made)
    names = [name.value for name in order if name.value in blocks]
    made.pieces.add("\n".join(text[: first - 1]), str(base), 1, each=True)
    if not blocks:
        made.pieces.lines[-1:] = ["items: []"]
    for name in (*names, *(name for name in blocks if name not in names)):
        made.pieces.lines += blocks[name].lines
        made.pieces.origins += blocks[name].origins
    made.problems = changes.problems if changes else []
    return made


@dataclass
class _Changes:
    entries: dict[str, Node]
    order: list[Node]
    problems: list[Problem]  # of the whole file: its nodes add to it


def _entries(own: Path) -> _Changes:
    """Return the entries of an own file by the id that each names."""
    root = read_yaml(own)
    root.only("lesson", "items", "order")
    lesson = root.take("lesson", str, own.stem)
    if lesson != own.stem:
        file = f"{lesson}.yaml"
        root.get("lesson").fault(WORDS["other_lesson"].format(lesson=lesson, file=file))
    entries: dict[str, Node] = {}
    for node in root.take("items", list, []):
        name = node.take("id", str) if isinstance(node.value, dict) else ""
        if not isinstance(node.value, dict):
            node.fault(WORDS["no_item"].format(said=node.said()), WORDS["begin"])
        elif name in entries:
            fault = WORDS["again"].format(id=name, line=entries[name].line)
            node.get("id").fault(fault)
        elif name:
            entries[name] = node
    order = [node for node in root.take("order", list, []) if isinstance(node.value, str)]
    return _Changes(entries, order, root.problems)


def _change(base: Node, entry: Node, name: str, old: Any, made: Bank) -> Any:
    """Return the changed item, None where it is dropped; say so where the course's has changed."""
    now = plain(base)
    if old is not None:
        if old == NEW:
            message, hint = WORDS["same_id"].format(id=name), WORDS["own_id"]
        else:
            message = WORDS["reworded"].format(changes=reworded(old, now))
            hint = accept(name)
        made.notices.append(Problem(message, entry.file, entry.line, name, hint))
    if entry.take("drop", bool, default=False):
        return None
    if old == NEW:
        return plain(entry)
    changes = {key: node for key, node in entry.value.items() if key not in ("id", "drop")}
    return _mapping(now, changes, now if old is None else old, made.notices)


def _mapping(
    base: dict[str, Any], changes: dict[str, Node], old: Any, notices: list[Problem]
) -> dict[str, Any]:
    changed = dict(base)
    for key, node in changes.items():
        if node.value is None:
            changed.pop(key, None)
            continue
        earlier = old.get(key) if isinstance(old, dict) else None
        here = base.get(key)
        if isinstance(node.value, dict) and isinstance(here, dict):
            changed[key] = _mapping(here, node.value, earlier, notices)
        elif any(isinstance(child.value, dict) and child.get("was") for child in node):
            changed[key] = _elements(here if isinstance(here, list) else [], node, earlier, notices)
        else:
            changed[key] = plain(node)
    return changed


def _elements(base: list[Any], changes: Node, old: Any, notices: list[Problem]) -> list[Any]:
    """Return a list with the changes that name its elements by ``was``, and with what is new."""
    made: list[Any] = list(base)
    names = [_name(one) for one in base]
    earlier = [_name(one) for one in old] if isinstance(old, list) else names
    for child in changes:
        was = child.take("was", str, "") if isinstance(child.value, dict) else ""
        if not was:
            made.append(plain(child))
            continue
        at = _position(_folded(was), names, earlier)
        if at is not None and names[at] != _folded(was):
            message = WORDS["reads"].format(text=shown(names[at]))
            place, hint = child.get("was"), WORDS["write_present"]
            notices.append(Problem(message, place.file, place.line, place.path, hint))
        if at is None:
            choices = [name for name in names if name]
            child.get("was").fault(WORDS["no_element"].format(was=was), nearest(was, choices))
            continue
        if child.take("drop", bool, default=False):
            made[at] = None
            continue
        fields = {key: node for key, node in child.value.items() if key not in ("was", "drop")}
        if isinstance(base[at], dict):
            made[at] = _mapping(base[at], fields, None, notices)
        else:
            made[at] = child.take("text", str)
    return [one for one in made if one is not None]


def _position(was: str, names: list[str], earlier: list[str]) -> int | None:
    """Return where ``was`` stands, or stood in a list that has since been reworded there alone."""
    if was in names:
        return names.index(was)
    if was in earlier and len(names) == len(earlier):
        at = earlier.index(was)
        others = [i for i in range(len(names)) if i != at]
        if all(names[i] == earlier[i] for i in others):
            return at
    return None


def _name(element: Any) -> str:
    if isinstance(element, dict):
        element = next((element[key] for key in NAMES if key in element), "")
    return _folded(str(element))


def _folded(text: str) -> str:
    return " ".join(text.split())


def _is_new(entry: Node, since: Since, part: str, made: Bank, others: list[str]) -> bool:
    """Return whether an entry that the course has no item for is a new item; else say what it is."""
    name = str(plain(entry.get("id")))
    old = since.known.get(part, {}).get(name)
    if old in (None, NEW):
        if entry.get("kind"):
            since.before(part, name, NEW)
            return True
        hint = WORDS["needs_kind"].format(nearest=nearest(name, others))
        entry.get("id").fault(WORDS["not_there"].format(id=name), hint)
        return False
    message = WORDS["gone"].format(prompt=shown(old.get("prompt")))
    made.notices.append(Problem(message, entry.file, entry.line, name, WORDS["take_out"]))
    made.left_out.append(name)
    return False


def _check_order(order: list[Node], blocks: dict[str, Pieces], made: Bank) -> None:
    for node in order:
        if node.value not in blocks and node.value not in made.left_out:
            fault = WORDS["no_such_item"].format(id=node.value)
            node.fault(fault, nearest(node.value, list(blocks)))


def _indent(text: list[str], nodes: list[Node]) -> str:
    line = text[nodes[0].line - 1] if nodes else ""
    return line[: len(line) - len(line.lstrip())]


def _dumped(item: Any, indent: str, entry: Node) -> Pieces:
    import yaml

    text = yaml.safe_dump([item], sort_keys=False, allow_unicode=True, width=10**6)
    made = Pieces()
    made.add("\n".join(indent + line for line in text.splitlines()) + "\n", entry.file, entry.line)
    return made
