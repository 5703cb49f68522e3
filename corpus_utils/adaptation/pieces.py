"""Pieces: a merged file as it is put together, every line with where it comes from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus_utils.errors import DataError, Problem
from corpus_utils.files import Node, read_text
from corpus_utils.messages import section

RECORD = "base.json"
WORDS = section("adaptation.pieces")


@dataclass
class Pieces:
    """The lines of a merged file, and for each the file and line that an instructor would look at."""

    lines: list[str] = field(default_factory=list)
    origins: list[tuple[str, int]] = field(default_factory=list)

    def add(self, text: str, file: str, line: int, *, each: bool = False) -> None:
        """Add ``text``, from ``line`` of ``file``; with ``each``, its lines are that file's own."""
        for number, one in enumerate(text.split("\n")):
            self.lines.append(one)
            self.origins.append((file, line + number if each else line))

    @property
    def text(self) -> str:
        """The merged file."""
        return "\n".join(self.lines).rstrip("\n") + "\n"


class Since:
    """What the course said when an instructor changed it, kept in ``base.json`` of the own folder.

    A change is recorded with the base's wording when it is first met. `before`
    gives that wording where the course has since come to another.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / RECORD
        self.known: dict[str, dict[str, Any]] = {}
        self._changed = False
        if not self._path.exists():
            return
        try:
            known = json.loads(read_text(self._path))
        except json.JSONDecodeError:
            known = None
        if not isinstance(known, dict) or not all(isinstance(p, dict) for p in known.values()):
            fault = Problem(WORDS["unreadable"], str(self._path), hint=WORDS["start_anew"])
            raise DataError([fault])
        self.known = known

    def before(self, part: str, name: str, now: Any) -> Any:
        """Return the recorded wording of ``name`` where it is not that of ``now``, else None."""
        recorded = self.known.setdefault(part, {})
        if name not in recorded:
            recorded[name] = now
            self._changed = True
        return recorded[name] if recorded[name] != now else None

    def put(self, part: str, name: str, now: Any) -> None:
        """Record ``now`` as the wording of ``name``, whatever was recorded before."""
        recorded = self.known.setdefault(part, {})
        self._changed |= recorded.get(name) != now
        recorded[name] = now

    def forget(self, names: Iterable[str]) -> None:
        """Forget what is recorded of ``names``."""
        for part in self.known.values():
            for name in set(names) & set(part):
                del part[name]
                self._changed = True

    def write(self) -> None:
        """Write what is new; where the folder cannot be written to, nothing is lost but the record."""
        if not self._changed:
            return
        kept = {part: names for part, names in sorted(self.known.items()) if names}
        text = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        part = self._path.with_suffix(".part")
        try:
            part.write_text(text, encoding="utf-8", newline="\n")
            part.replace(self._path)
        except OSError:
            return


def plain(node: Node) -> Any:
    """Return the plain value of a node."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [plain(child) for child in node.value]
    return node.value


def differences(old: Any, new: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield the path and both values of each place where ``old`` and ``new`` differ.

    >>> list(differences({"prompt": "Who?", "points": 1}, {"prompt": "Who says it?", "points": 1}))
    [('prompt', 'Who?', 'Who says it?')]
    """
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            inner = f"{path}.{key}" if path else str(key)
            yield from differences(old.get(key), new.get(key), inner)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from differences(one, other, f"{path}[{number}]")
    elif old != new:
        yield path, old, new


def reworded(old: Any, new: Any) -> str:
    """Return both wordings of what has changed, as a sentence of a notice says them."""
    said = [
        WORDS["change_at" if path else "change"].format(path=path, was=shown(one), now=shown(other))
        for path, one, other in differences(old, new)
    ]
    changes = "; ".join(said[:6])
    return WORDS["more"].format(changes=changes, n=len(said) - 6) if len(said) > 6 else changes


def shown(value: Any) -> str:
    """Return a value as a notice quotes it."""
    if value is None:
        return WORDS["nothing"]
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return WORDS["quoted"].format(text=text if len(text) <= 300 else text[:299] + "…")
