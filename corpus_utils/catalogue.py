"""The catalogue of `data/`: what each file is, under which licence, and its SHA-256.

Descriptions are written by hand in ``data/catalogue.toml``; the hashes are
refreshed with ``corpus-utils catalogue`` and held by a test, so a data file
cannot change unnoticed.
"""

from __future__ import annotations

import re
import tomllib
from hashlib import sha256
from pathlib import Path

from corpus_utils.errors import DataError, Problem
from corpus_utils.files import read_text
from corpus_utils.messages import section

WORDS = section("catalogue")
UNLISTED = {"catalogue.toml", "README.md"}


def digest(path: Path) -> str:
    """Return the SHA-256 of a text file's UTF-8 bytes with LF line ends, on every platform."""
    return sha256(read_text(path).encode("utf-8")).hexdigest()


def read_catalogue(folder: Path) -> dict[str, dict[str, str]]:
    """Return the catalogue's entries by file path relative to ``folder``."""
    path = folder / "catalogue.toml"
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise DataError([Problem(WORDS["no_toml"].format(reason=error), str(path))]) from None


def check_catalogue(folder: Path) -> list[Problem]:
    """Return what is wrong between the catalogue and the files beside it."""
    entries = read_catalogue(folder)
    where = str(folder / "catalogue.toml")
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    files = {name for name in files if name not in UNLISTED and "/." not in f"/{name}"}
    found = [
        Problem(WORDS["unlisted"], str(folder / name)) for name in sorted(files - set(entries))
    ]
    for name, entry in entries.items():
        if name not in files:
            found.append(Problem(WORDS["absent"], str(folder / name)))
            continue
        missing = [field for field in ("description", "licence", "sha256") if not entry.get(field)]
        if missing:
            message = WORDS["lacks"].format(fields=", ".join(missing))
            found.append(Problem(message, where, path=name))
        elif entry["sha256"] != digest(folder / name):
            found.append(Problem(WORDS["differs"], str(folder / name), hint=WORDS["refresh"]))
    return found


def refresh_catalogue(folder: Path) -> list[str]:
    """Write the present hashes into ``catalogue.toml``; return the names whose hash changed."""
    path = folder / "catalogue.toml"
    changed = []
    entries = read_catalogue(folder)
    text = read_text(path)
    for name, entry in entries.items():
        if not (folder / name).is_file() or entry.get("sha256") == (now := digest(folder / name)):
            continue
        table = re.compile(rf'(\["{re.escape(name)}"\]\n(?:[^\[\n].*\n)*?sha256 = ")[^"]*(")')
        text = table.sub(lambda m, now=now: m[1] + now + m[2], text)
        changed.append(name)
    path.write_text(text, encoding="utf-8", newline="\n")
    return changed
