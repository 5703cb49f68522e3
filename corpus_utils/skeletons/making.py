"""A new text brought into an instructor's own folder: everything, valid at once, or nothing."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from corpus_utils import adaptation, checks, cuts, segments, texts
from corpus_utils.adaptation.making import check_empty
from corpus_utils.adaptation.pieces import RECORD
from corpus_utils.annotations import write_annotations
from corpus_utils.errors import CourseError, DataError, Problem
from corpus_utils.files import read_text
from corpus_utils.formats import read_copy
from corpus_utils.gazetteer import COLUMNS, Gazetteer, read_gazetteer
from corpus_utils.recognition import recognise
from corpus_utils.rules import read_rules
from corpus_utils.sightings import sight
from corpus_utils.skeletons import drafting
from corpus_utils.skeletons.drafting import Plan
from corpus_utils.skeletons.naming import author_id, choose_key, next_number
from corpus_utils.skeletons.notebooks import notebook
from corpus_utils.skeletons.wording import WORDS
from corpus_utils.surroundings import variable
from corpus_utils.tokens import letters


@dataclass(frozen=True)
class Made:
    """A skeleton: its key, the own folder it lies in, its files, and whether the course reads it.

    It does not where ``course.toml`` lists the documents to read: those are the instructor's choice.
    """

    key: str
    folder: Path
    files: tuple[Path, ...]
    read: bool = True


def new_text(
    file: Path | str,
    folder: Path | str,
    *,
    title: str,
    key: str = "",
    author: str = "",
    store: bool = False,
    licence: str = "",
    cut_by: Path | None = None,
) -> Made:
    """Make a complete skeleton of the text in ``file`` in the own folder ``folder``.

    The folder is made where there is none. ``store`` keeps the text's words as
    the reading edition, which needs a ``licence`` that goes into the record;
    without it they are not kept, and the reading edition says what is to be
    retold. ``cut_by`` is a ``cuts.yaml`` with corrections of an earlier cut.
    Nothing is overwritten, and where anything is wrong nothing is made.

    Raises
    ------
    CourseError
        The file cannot be read, is too short, or is in the course already; the title or the
        licence is missing; the key is taken; the folder holds something else.
    """
    file, folder = Path(file), Path(folder).absolute()
    title, author = " ".join(title.split()), " ".join(author.split())
    if not title:
        raise CourseError(WORDS["no_title"])
    if store and not licence.strip():
        raise CourseError(WORDS["no_licence"])
    ready = (folder / adaptation.FILE).exists()
    if not ready:
        check_empty(folder)
    copy = read_copy(file)
    rules = read_rules(cut_by) if cut_by else drafting.title_rules(copy.text, title, author)
    with (
        tempfile.TemporaryDirectory(prefix="corpus-utils-new-") as room,
        # What a trial merge leaves is kept out of the reader's own data folder.
        variable("CORPUS_UTILS_HOME", str(Path(room) / "home")),
    ):
        stage = Path(room) / "own"
        if ready:
            for part in ("data", "exercises"):
                if (folder / part).is_dir():
                    shutil.copytree(folder / part, stage / part)
            shutil.copyfile(folder / adaptation.FILE, stage / adaptation.FILE)
        else:
            adaptation.make_folder(stage, title=title)
        with adaptation.using(stage):
            gazetteer = read_gazetteer(texts.data_folder() / "gazetteer")
            known = {path.parent.name for path in texts.data_folder().glob("texts/*/record.json")}
            name = choose_key(key, title, known)
            plan = Plan(
                name,
                title,
                f"{next_number(folder):02}-{name}",
                author_id(author, name, gazetteer),
                author.rpartition(" ")[2] or title[:40].strip(),
                copy,
                segments.cut(copy.text, rules),
                licence.strip(),
                store,
                rules,
                read_text(cut_by) if cut_by else "",
            )
            drafting.check_plan(plan)
            before = {path.relative_to(stage) for path in stage.rglob("*") if path.is_file()}
            row = _write(plan, stage, author, gazetteer)
            _check(plan, stage)
            read = plan.key in set(texts.keys())
        after = {path.relative_to(stage) for path in stage.rglob("*") if path.is_file()}
        if not ready:
            adaptation.make_folder(folder, title=title)
        files = _move(stage, folder, sorted(after - before), row)
    return Made(plan.key, folder, tuple(files), read)


def _write(plan: Plan, stage: Path, author: str, gazetteer: Gazetteer) -> list[str]:
    """Write the files of a plan into a folder apart; return the row of the author, where it is new."""
    target = stage / "data" / "texts" / plan.key
    target.mkdir(parents=True)

    def put(path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    row = [] if plan.author in gazetteer else drafting.person(plan, author)
    if row:
        _append(stage / "data" / "gazetteer" / "persons.csv", row)
    sighted = sight(plan.copy.text, plan.cut.paragraphs, gazetteer)
    put(target / "record.json", drafting.record(plan, author))
    put(target / "reading.md", drafting.reading(plan, sighted))
    write_annotations(target / "annotations.csv", sighted)
    for name in ("argument.yaml", "cuts.yaml"):
        put(target / name, drafting.fill(name, plan, sighted, gazetteer))
    if plan.cuts:
        put(target / "cuts.yaml", plan.cuts)
    exercises = drafting.fill("exercises.yaml", plan, sighted, gazetteer)
    put(stage / "exercises" / f"{plan.lesson}.yaml", exercises)
    # Anchors come last: they hold a check for each place that the others point at.
    source = stage / "source.txt"
    put(source, plan.copy.text)
    fields = cuts.cut(plan.key, source, data=stage / "data")
    source.unlink()
    put(target / "counts.csv", cuts.to_csv(fields.pop("counts")))
    put(target / "anchors.json", cuts.to_json(fields))
    import nbformat

    cells = drafting.fill("lesson.md", plan, sighted, gazetteer)
    lesson = stage / "lessons" / f"{plan.lesson}.ipynb"
    put(lesson, nbformat.writes(notebook(cells)).rstrip("\n") + "\n")
    return row


def _append(path: Path, row: list[str]) -> None:
    """Add a row to a table, which is made where there is none."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    text = read_text(path) if path.exists() else ""
    if not text:
        writer.writerow(COLUMNS["person"])
    elif not text.endswith("\n"):
        text += "\n"
    writer.writerow(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + out.getvalue(), encoding="utf-8", newline="\n")


def _check(plan: Plan, stage: Path) -> None:
    """Raise where the skeleton is not what it should be: recognised by its anchors, without a fault."""
    keys = dict.fromkeys((*texts.keys(), plan.key))
    matches = recognise(letters(plan.copy.text), [texts.load(key).anchors for key in keys])
    others = [match for match in matches if match.found and match.key != plan.key]
    if others:
        said = {"file": plan.copy.name, "key": others[0].key, "percent": f"{others[0].share:.0%}"}
        raise CourseError(WORDS["known"].format(**said))
    if not any(match.found for match in matches if match.key == plan.key):
        said = WORDS["too_short"].format(file=plan.copy.name, letters=len(plan.stream))
        raise CourseError(said)
    problems = checks.check([stage])
    if problems:
        shown = [replace(p, file=Path(p.file).name) for p in problems if isinstance(p, Problem)]
        raise DataError([Problem(WORDS["not_made"], plan.copy.name), *shown])


def _move(stage: Path, folder: Path, names: list[Path], row: list[str]) -> list[Path]:
    """Move the new files into the own folder; where one stands in the way, none is moved."""
    persons = Path("data", "gazetteer", "persons.csv")
    # The one is added to, the other belongs to the trial.
    names = [name for name in names if name not in (persons, Path(RECORD))]
    in_the_way = [name for name in names if (folder / name).exists()]
    if in_the_way:
        shown = ", ".join(map(str, in_the_way))
        raise CourseError(WORDS["in_the_way"].format(folder=folder, files=shown))
    moved = []
    for name in names:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(stage / name, target)
        moved.append(target)
    if row:
        _append(folder / persons, row)
        moved.append(folder / persons)
    return moved
