"""Gathering: a class's logs read, marked anew, and written down as tables and a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from corpus_utils import pseudonyms, texts
from corpus_utils.class_reports import GENERATOR, to_report
from corpus_utils.classes import Class
from corpus_utils.errors import CourseError
from corpus_utils.gradebooks import grades
from corpus_utils.grades import check_count
from corpus_utils.logbooks import Logbooks, Tell, read_logbooks
from corpus_utils.messages import section
from corpus_utils.outputs import write_file
from corpus_utils.pseudonyms import Key
from corpus_utils.registers import ANSWERS, answer_rows, gradebook_rows, to_csv, to_parquet
from corpus_utils.remarking import Bank, read_bank, read_overruling, remarked
from corpus_utils.rosters import collated, read_roster

WORDS = section("gathering")
FILES = ("answers.parquet", "answers.csv", "gradebook.csv", "report.html", "problems.txt")
BOM = "\ufeff"  # or a spreadsheet takes a gradebook's names for another encoding


def gather(
    *paths: Path | str,
    bank: Path | str | None = None,
    roster: Path | str | None = None,
    marks: Path | str | None = None,
    key: Key | None = None,
    leave: Iterable[Path] = (),
    tell: Tell | None = None,
    data: Path | None = None,
) -> Class:
    """Return the class whose answer logs lie in ``paths``: folders, archives or logs.

    Parameters
    ----------
    bank
        A folder of exercise files, by which all answers are marked; the course's own if None.
    roster
        A CSV file of the class's names (see `corpus_utils.rosters.read_roster`).
    marks
        A CSV file of marks set by hand (see `corpus_utils.remarking.read_overruling`).
    key
        Where given, names are replaced by pseudonyms, and the key learns them.
    leave
        Folders that are not to be read.
    tell
        Called with the number of files read and the name of the last one.
    data
        The data folder, where it is not the course's own.

    Raises
    ------
    CourseError
        No answer was found, or bank, roster or marks cannot be read.
    """
    known = read_bank(Path(bank) if bank else texts.exercises_folder(data))
    names = read_roster(Path(roster)) if roster else None
    overruled = read_overruling(Path(marks)) if marks else {}
    if not paths:
        raise CourseError(WORDS["no_paths"])
    books = read_logbooks(
        map(Path, paths), roster=names, lessons=known.lessons, leave=leave, tell=tell
    )
    if not books.entries:
        said = WORDS["no_answer"].format(paths=", ".join(map(str, paths)))
        raise CourseError("\n".join([said, *map(str, books.problems[:20])]))
    more = names.names if names else ()
    return make_class(books, known, more, overruled=overruled, key=key, data=data)


def make_class(
    books: Logbooks,
    known: Bank,
    names: Iterable[str] = (),
    *,
    overruled: Mapping[tuple[str, str, int], tuple[float, str]] | None = None,
    key: Key | None = None,
    data: Path | None = None,
) -> Class:
    """Return the class of these logbooks, marked by the bank ``known``; ``names`` are a roster's."""
    overruled = dict(overruled or {})
    everybody = {*books.students, *names}
    strangers = sorted({student for student, _, _ in overruled} - everybody)
    if strangers:
        called = ", ".join(map(repr, strangers))
        raise CourseError(WORDS["strangers"].format(names=called))
    if key is not None:
        ids = {*known.lessons, *known.items}
        books = pseudonyms.disguised(books, key, known=ids, more=everybody)
        everybody = {key.pseudonym(name) for name in everybody}
        overruled = {(key.pseudonym(s), *rest): mark for (s, *rest), mark in overruled.items()}
    problems = (*known.problems, *books.problems)
    marked = remarked(books.entries, known, overruled, quote=key is None)
    folder = data or texts.data_folder()
    return Class(books, marked, known, tuple(sorted(everybody, key=collated)), problems, folder)


def write_class(group: Class, folder: Path, *, count: str = "best", named: bool = True) -> None:
    """Write the products `FILES` into ``folder``; ``named`` says whether names stand in them.

    Raises a `CourseError` where the folder has files of these names that are not ours.
    """
    check_count(count)
    report = folder / "report.html"
    there = [name for name in FILES if (folder / name).exists()]
    ours = report.is_file() and GENERATOR.encode() in report.read_bytes()
    if there and not ours:
        raise CourseError(WORDS["not_ours"].format(folder=folder, file=there[0]))
    rows = answer_rows(group.marked)
    found = grades(group.marked, group.names, count=count)
    book, columns = gradebook_rows(found, count=count)
    write_file(report, to_report(group, count=count, named=named))
    write_file(folder / "answers.parquet", to_parquet(rows, ANSWERS))
    write_file(folder / "answers.csv", to_csv(rows, ANSWERS))
    write_file(folder / "gradebook.csv", BOM + to_csv(book, columns))
    write_file(folder / "problems.txt", _problems(group))


def _problems(group: Class) -> str:
    lines = [str(problem) for problem in group.problems]
    passed = group.books.passed
    if passed:
        lines.append(WORDS["passed"].format(n=len(passed)))
        lines += [f"  {name}" for name in passed]
    return "\n".join(lines or [WORDS["no_problems"]]) + "\n"
