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
from corpus_utils.messages import FOLDER
from corpus_utils.surroundings import FILE, MADE_FOR

_COURSE = """\
# Your own version of the course. What you change lives in this folder and survives an update; README.md says how.
made_for = "{made_for}"
title = {title}

# The documents to read, in your order; without this line all of them are read.
# documents = ["dunayevskaya", "wohlforth"]

# The language of buttons, feedback and messages; without this line English. The documents and lessons stay as they are.
{language}
"""
_README = """\
# Your own version of the course

This folder holds what differs from the course, and nothing else. Start JupyterLab here (`corpus-utils lab`), or set the
variable CORPUS_UTILS_COURSE to this folder. After every change: `corpus-utils check`.

- `course.toml`: which documents are read, in which order.
- `exercises/`: a file named as the course's, with entries that name an item and say only what changes.
- `data/texts/KEY/reading.md`: only the paragraphs that you tell otherwise.
- `data/gazetteer/*.csv`: rows that replace the course's (same id) or are added.
- any other file under `data/` replaces the course's whole.
- `data/texts/KEY/` with a `record.json`: a text of your own (`corpus-utils new-text FILE`).
- `languages/de.yaml`: sentences of the course's own (buttons, feedback, messages) that you say otherwise, in its sections
  and keys; or a language that the course lacks (`corpus-utils adapt FOLDER --language fr` writes one to translate).
- `lessons/`: the notebooks. `corpus-utils adapt` renews those that you have not changed.
- `base.json`: what the course said when you changed it, kept by the program, so that an update can tell you what is new.

An exercise file, here `exercises/03-wohlforth.yaml`:

```yaml
items:
- id: woh-02
  drop: true                      # leave it out
- id: woh-03
  prompt: My wording.             # a field replaces the item's; an empty one takes it away
  passage: p005
- id: woh-01
  options:
  - was: The present text of an option.
    text: My wording of it.
  - was: The text of another.
    drop: true
- id: own-01                      # an item of your own, written whole
  kind: short text
  skill: argument
  difficulty: 2
  prompt: What would change her mind?
  passage: p003
  model: …
  rubric:
  - It names a fact.
order: [own-01, woh-01]           # these first; the others follow as they stood
```
"""


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
    text = _COURSE.format(
        made_for=MADE_FOR,
        title=json.dumps(title or folder.name, ensure_ascii=False),
        language=f'language = "{language}"' if language else '# language = "de"',
    )
    try:
        for part in ("exercises", "data/texts", "lessons"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_text(text, encoding="utf-8", newline="\n")
        (folder / "README.md").write_text(_README, encoding="utf-8", newline="\n")
    except OSError as error:
        raise CourseError(f"{folder} cannot be made ({error.strerror or error})") from None
    done = [f"made: {folder / name}" for name in (FILE, "README.md")] + begun
    return done + (renew_lessons(folder, lessons) if lessons else [])


def begin_language(folder: Path, language: str) -> list[str]:
    """Begin the catalogue of a ``language`` that there is none of; say what to write into ``course.toml``."""
    begun = languages.begin(language, folder / FOLDER)
    done = [f"to be translated: {begun}"] if begun else []
    path = folder / FILE
    if path.exists() and read_course(folder).language != language:
        done.append(f'to be spoken, write into {path}: language = "{language}"')
    return done


def check_empty(folder: Path) -> None:
    """Raise a `CourseError` where ``folder`` is no folder or holds something."""
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"{folder} is a file; name a folder")
    if folder.is_dir() and any(
        path.name not in (".git", ".gitignore") for path in folder.iterdir()
    ):
        raise CourseError(
            f"{folder} is not empty and holds no {FILE}: nothing is overwritten; name a new folder"
        )


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
                done.append(
                    f"left as it is: {own} (you changed it, and the course's has changed, too)"
                )
            continue
        if recorded == now or (recorded and not own.exists()):
            continue
        shutil.copyfile(path, own)
        since.put("lessons", path.name, now)
        done.append(f"{'renewed' if recorded else 'copied'}: {own}")
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
            raise UnknownError("change of the course's to be seen:", name, pending)
    record = folder / RECORD
    before = record.read_bytes()
    since = Since(folder)
    since.forget(wanted)
    since.write()
    shutil.rmtree(adapted.root, ignore_errors=True)
    merging.forget()
    try:
        merging.load(folder, base=base)
    except CourseError:  # a change that holds by the former wording alone
        record.write_bytes(before)
        raise
    return wanted
