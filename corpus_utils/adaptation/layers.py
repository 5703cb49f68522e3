"""Layers: the files of the package and of an own folder, merged one by one into a third."""

from __future__ import annotations

import csv
import io
import re
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpus_utils.adaptation.bank import accept, merge_bank
from corpus_utils.adaptation.folders import read_course
from corpus_utils.adaptation.pieces import Pieces, Since, plain, reworded
from corpus_utils.adaptation.pruning import prune
from corpus_utils.errors import DataError, Problem, nearest
from corpus_utils.files import Node, read_csv, read_text, read_yaml
from corpus_utils.messages import section
from corpus_utils.readings import blocks, plain_text

WORDS = section("adaptation.layers")
NOT_MERGED = {"catalogue.toml", "README.md"}
"""Files about the package's data, which are not those of a merged course."""
JUNK = {".DS_Store", "Thumbs.db", "desktop.ini"}


class Layers:
    """One merge: of ``base``, the package's data folder, and the own ``folder``, into ``room``."""

    def __init__(self, folder: Path, base: Path, room: Path) -> None:
        self.folder, self.base, self.room = folder, base, room
        self.since = Since(folder)
        self.notices: list[Problem] = []
        self.problems: list[Problem] = []
        self.left_out: set[str] = set()
        self.origins: dict[str, list[tuple[str, int]]] = {}
        self._told: dict[str, dict[str, tuple[str, str]]] = {}  # swapped paragraphs, both wordings

    def merge(self) -> list[Problem]:
        """Merge everything; return what stands in the way."""
        shutil.copytree(self.base, self.room / "data", ignore=shutil.ignore_patterns(*NOT_MERGED))
        own = self.folder / "data"
        ours = {path.parent.name for path in self.base.glob("texts/*/record.json")}
        theirs = {path.parent.name for path in own.glob("texts/*/record.json")}
        for key in sorted(ours & theirs):
            shutil.rmtree(self.room / "data" / "texts" / key)
            message = WORDS["same_key"].format(key=key)
            self.notices.append(Problem(message, str(own / "texts" / key / "record.json")))
        for path in sorted(own.rglob("*")) if own.is_dir() else []:
            if path.is_file() and path.name not in JUNK:
                self._guard(self._data, path, path.relative_to(own), theirs)
        self._remember(self.room / "data", self.base, "data")
        read = self._guard(self._documents, ours | theirs) or ()
        self._guard(self._banks, read)
        return self.problems

    def _guard(self, act: Any, *given: Any) -> Any:
        """Run one step; what is wrong with a file is kept, and the other files are read as well."""
        try:
            return act(*given)
        except DataError as error:
            self.problems += error.problems
            return None

    def _data(self, path: Path, name: Path, theirs: set[str]) -> None:
        parts = name.parts
        whole = parts[0] == "texts" and len(parts) > 2 and parts[1] in theirs
        if parts[0] == "texts" and len(parts) > 1 and not whole:
            keys = [p.name for p in (self.base / "texts").iterdir() if p.is_dir()]
            if parts[1] not in keys:
                said = WORDS["no_document"].format(key=parts[1])
                hint = WORDS["needs_record"].format(nearest=nearest(parts[1], sorted(keys)))
                raise DataError([Problem(said, str(path), hint=hint)])
        if not whole and parts[0] == "texts" and parts[-1] == "reading.md":
            self._reading(path, name)
        elif parts[0] == "gazetteer" and (self.base / name).exists():
            self._table(path, name)
        else:
            if not whole and (self.base / name).exists():
                self._replaced(path, name)
            target = self.room / "data" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            self._same(f"data/{name.as_posix()}", path)

    def _replaced(self, path: Path, name: Path) -> None:
        what, now = (
            f"data/{name.as_posix()}",
            sha256(read_text(self.base / name).encode()).hexdigest(),
        )
        if self.since.before("files", what, now):
            message, hint = WORDS["file_changed"], accept(what)
            self.notices.append(Problem(message, str(path), path=what, hint=hint))

    def _news(self, what: str, old: Any, now: Any, path: Path, line: int) -> None:
        """Say that the course has another wording now, if it has."""
        if old is not None:
            message = WORDS["reworded"].format(changes=reworded(old, now))
            self.notices.append(Problem(message, str(path), line, what, accept(what)))

    def _reading(self, path: Path, name: Path) -> None:
        """Lay the paragraphs of an own reading edition over the course's."""
        key, base = name.parts[1], self.base / name
        problems: list[Problem] = []
        told = {block.name: block for block in blocks(base, problems)} if base.exists() else {}
        own = {}
        for block in blocks(path, problems):
            if block.name in own:
                said = WORDS["twice"].format(name=block.name)
                problems.append(Problem(said, str(path), block.line))
            own[block.name] = block
        made = Pieces()
        for block in told.values():
            source, line = (path, own[block.name].line) if block.name in own else (base, block.line)
            words = own.get(block.name, block).text
            made.add(f"{'## ' if block.heading else ''}[{block.name}] {words}\n", str(source), line)
        for block in own.values():
            what = f"{key}/{block.name}"
            if block.name in told:
                now = told[block.name].text
                self._news(what, self.since.before("reading", what, now), now, path, block.line)
                self._told.setdefault(key, {})[block.name] = (
                    plain_text(now),
                    plain_text(block.text),
                )
            elif what in self.since.known.get("reading", {}):
                said = (WORDS["gone"], str(path), block.line, what, WORDS["take_out"])
                self.notices.append(Problem(*said))
            else:
                message = WORDS["no_paragraph"].format(key=key, name=block.name)
                hint = nearest(block.name, list(told))
                problems.append(Problem(message, str(path), block.line, hint=hint))
        if problems:
            raise DataError(problems)
        self._put(f"data/{name.as_posix()}", made)

    def _table(self, path: Path, name: Path) -> None:
        """Lay the rows of an own gazetteer table over the course's, by their ids."""
        columns = next(csv.reader(io.StringIO(read_text(self.base / name))))
        rows = {row.value["id"]: row for row in read_csv(self.base / name, columns)}
        own = read_csv(path, columns)
        for row in own:
            base = rows.get(row.value["id"])
            what, now = row.value["id"], base.value if base else {"new": True}
            self._news(what, self.since.before("gazetteer", what, now), now, path, row.line)
            rows[what] = row
        if own and own[0].problems:
            raise DataError(own[0].problems)
        made, out = Pieces(), io.StringIO()
        for cells, file, line in [
            (columns, str(path), 1),
            *(([row.value[c] for c in columns], row.file, row.line) for row in rows.values()),
        ]:
            out.seek(0)
            out.truncate()
            csv.writer(out, lineterminator="\n").writerow(cells)
            made.add(out.getvalue().rstrip("\n"), file, line)
        self._put(f"data/{name.as_posix()}", made)

    def _documents(self, known: set[str]) -> tuple[str, ...]:
        """Leave out of the common files what belongs to documents that are not read."""
        read = read_course(self.folder, known=tuple(sorted(known))).documents
        if read:
            text = "\n".join(read) + "\n"
            (self.room / "data" / "documents.txt").write_text(text, encoding="utf-8", newline="\n")
            for name in prune(self.room / "data", set(read)):
                # Written anew, so lines are others: say the file only.
                self.origins[f"data/{name}"] = [(str(self.base / name), 1)]
        return read

    def _banks(self, read: tuple[str, ...]) -> None:
        target = self.room / "exercises"
        target.mkdir()
        base, own = self.base.parent / "exercises", self.folder / "exercises"
        theirs = {path.name: path for path in sorted(own.glob("*.yaml"))}
        for path in sorted(base.glob("*.yaml")):
            changes = theirs.pop(path.name, None)
            self._guard(self._bank, path, changes, read)
        for name, path in theirs.items():
            shutil.copyfile(path, target / name)
            self._same(f"exercises/{name}", path)

    def _bank(self, path: Path, changes: Path | None, read: tuple[str, ...]) -> None:
        nodes = list(read_yaml(path).get("items") or [])
        document = read_yaml(path).take("document", str)
        names = {str(plain(node.get("id"))): node for node in nodes if node.get("id")}
        others = {name: node.take("document", str, document) for name, node in names.items()}
        unread = {n for n, key in others.items() if read and key not in (*read, "toy")}
        if changes is None and names and unread == set(names):
            self.left_out |= set(names)
            return
        lost = {
            name: why for name, n in names.items() if (why := self._lost(name, n, others[name]))
        }
        made = merge_bank(path, changes, self.since, lost=lost)
        self.notices += made.notices
        self.problems += made.problems
        self.left_out |= set(made.left_out)
        if left := sorted(unread - self.left_out):
            message = WORDS["unread"].format(items=", ".join(left))
            self.notices.append(Problem(message, str(changes or path), hint=WORDS["drop"]))
        self._put(f"exercises/{path.name}", made.pieces)

    def _lost(self, name: str, node: Node, document: str) -> str:
        """Return what an item asks to mark and a swapped paragraph no longer says; else nothing."""
        for place, words in _spans(plain(node)):
            was, now = self._told.get(document, {}).get(place, ("", ""))
            if _times(was, words) and _times(now, words) != 1:
                said = {"item": name, "words": words, "place": place, "document": document}
                return WORDS["lost"].format(**said)
        return ""

    def _put(self, name: str, made: Pieces) -> None:
        target = self.room / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(made.text, encoding="utf-8", newline="\n")
        self.origins[name] = made.origins

    def _same(self, name: str, path: Path) -> None:
        count = read_text(path).count("\n") + 1
        self.origins[name] = [(str(path), line) for line in range(1, count + 1)]

    def _remember(self, copied: Path, base: Path, prefix: str) -> None:
        for path in sorted(p for p in copied.rglob("*") if p.is_file()):
            name = path.relative_to(copied)
            if f"{prefix}/{name.as_posix()}" not in self.origins:
                self._same(f"{prefix}/{name.as_posix()}", base / name)


def _times(text: str, phrase: str) -> int:
    """Return how often the words of ``phrase`` stand in ``text``, case and punctuation left aside."""
    here, wanted = (re.findall(r"\w+", one.casefold().replace("’", "'")) for one in (text, phrase))
    return sum(here[n : n + len(wanted)] == wanted for n in range(len(here))) if wanted else 0


def _spans(value: Any) -> list[tuple[str, str]]:
    """Return the paragraph and the words of everything in ``value`` that names words of a paragraph."""
    if isinstance(value, dict):
        named = [value[key] for key in ("words", "around") if key in value and "paragraph" in value]
        here = [(str(value["paragraph"]), " ".join(str(words).split())) for words in named]
        return [*here, *(span for child in value.values() for span in _spans(child))]
    if isinstance(value, list):
        return [span for child in value for span in _spans(child)]
    return []
