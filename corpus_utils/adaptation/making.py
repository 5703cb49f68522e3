"""An own folder made, its lessons renewed after an update, its notices marked as seen."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from corpus_utils import languages
from corpus_utils.adaptation import merging
from corpus_utils.adaptation.bank import SEEN
from corpus_utils.adaptation.folders import read_course
from corpus_utils.adaptation.pieces import RECORD, Since
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.files import read_text
from corpus_utils.messages import FOLDER, section
from corpus_utils.surroundings import FILE, MADE_FOR

WORDS = section("adaptation.making")


def make_folder(
    folder: Path, *, title: str = "", language: str = "", lessons: Path | None = None
) -> list[str]:
    """Make an own folder, or renew the lessons of one; return a line on each thing done.

    ``lessons`` holds the course's notebooks, where they are at hand. Of a
    ``language`` that there is no catalogue of, one is begun. Raises a
    `CourseError` where ``folder`` holds something else: nothing is overwritten.
    """
    if (folder / FILE).exists():
        done = begin_language(folder, language) if language else []
        return done + (renew_lessons(folder, lessons) if lessons else [])
    check_empty(folder)
    begun = begin_language(folder, language) if language else []
    text = WORDS["course"].format(
        made_for=MADE_FOR,
        title=json.dumps(title or folder.name, ensure_ascii=False),
        language=f'language = "{language}"' if language else '# language = "de"',
    )
    try:
        for part in ("exercises", "data/texts", "lessons"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_text(text, encoding="utf-8", newline="\n")
        (folder / "README.md").write_text(WORDS["readme"], encoding="utf-8", newline="\n")
    except OSError as error:
        said = WORDS["not_made"].format(folder=folder, why=error.strerror or error)
        raise CourseError(said) from None
    done = [WORDS["made"].format(path=folder / name) for name in (FILE, "README.md")] + begun
    return done + (renew_lessons(folder, lessons) if lessons else [])


def begin_language(folder: Path, language: str) -> list[str]:
    """Begin the catalogue of a ``language`` that there is none of; say what to write into ``course.toml``."""
    begun = languages.begin(language, folder / FOLDER)
    done = [WORDS["translate"].format(path=begun)] if begun else []
    path = folder / FILE
    if path.exists() and read_course(folder).language != language:
        done.append(WORDS["speak"].format(path=path, language=language))
    return done


def check_empty(folder: Path) -> None:
    """Raise a `CourseError` where ``folder`` is no folder or holds something."""
    if folder.exists() and not folder.is_dir():
        raise CourseError(WORDS["a_file"].format(folder=folder))
    if folder.is_dir() and any(
        path.name not in (".git", ".gitignore") for path in folder.iterdir()
    ):
        raise CourseError(WORDS["not_empty"].format(folder=folder, file=FILE))


def renew_lessons(folder: Path, lessons: Path) -> list[str]:
    """Copy the course's notebooks that the own folder lacks or has not changed; say what was done.

    A notebook counts as changed where its cells are; running it changes nothing.
    One that was deleted stays so.
    """
    since, done = Since(folder), []
    target = folder / "lessons"
    target.mkdir(exist_ok=True)
    for path in sorted(lessons.glob("*.ipynb")):
        if path.resolve() == (target / path.name).resolve():
            continue
        own, now = target / path.name, _cells(path)
        recorded = since.known.get("lessons", {}).get(path.name)
        if own.exists() and _cells(own) != recorded:
            if recorded != now:
                done.append(WORDS["left"].format(path=own))
            continue
        if recorded == now or (recorded and not own.exists()):
            continue
        shutil.copyfile(path, own)
        since.put("lessons", path.name, now)
        done.append(WORDS["renewed" if recorded else "copied"].format(path=own))
    since.write()
    return done


def _cells(path: Path) -> str:
    """Return the digest of what a notebook says and does, its outputs left aside."""
    try:
        cells = json.loads(read_text(path))["cells"]
        told = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    except (ValueError, KeyError, TypeError):
        told = read_text(path)
    return sha256(json.dumps(told).encode()).hexdigest()


def mark_seen(folder: Path, names: Iterable[str] = (), *, base: Path | None = None) -> list[str]:
    """Take the course's present wording of ``names`` (none: of all that changed) as seen; return them.

    A name is that of a notice, such as ``woh-03`` or ``wohlforth/p004``.
    """
    adapted = merging.load(folder, base=base)
    pending = [notice.path for notice in adapted.notices if SEEN in notice.hint]
    wanted = list(names) or pending
    for name in wanted:
        if name not in pending:
            raise UnknownError(WORDS["change"], name, pending)
    record = folder / RECORD
    before = record.read_bytes()
    since = Since(folder)
    since.forget(wanted)
    since.write()
    merging.forget(adapted)
    try:
        merging.load(folder, base=base)
    except CourseError:  # a change that holds by the former wording alone
        record.write_bytes(before)
        raise
    return wanted
