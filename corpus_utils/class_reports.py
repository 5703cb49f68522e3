"""Class reports: what a class's answers say, on one page for its teacher.

Every rule that a figure rests on stands beside it; where too few have
answered, the page says so and tells no number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan

from corpus_utils import agreement, codings, help_wanted, psychometrics
from corpus_utils.class_pages import GENERATOR, bar, drawn, english, page, paragraph, table
from corpus_utils.classes import Class
from corpus_utils.gradebooks import grades
from corpus_utils.messages import figure, section, term

__all__ = ["GENERATOR", "to_report"]

MOST_PROBLEMS = 200
WORDS = section("class_reports")


def to_report(group: Class, *, count: str = "best", named: bool = True) -> str:
    """Return the report as HTML; ``count`` is the gradebook's rule, ``named`` whether names stand in it."""
    return page(WORDS["title"], _lead(group, named=named), [*_sections(group, count)])


def _lead(group: Class, *, named: bool) -> Iterator[str]:
    books = group.books
    yield WORDS["lead"].format(
        answers=len(group.marked),
        students=len(books.students),
        logs=len(books.sources),
        problems=len(group.problems),
    )
    if missing := [name for name in group.names if name not in books.students]:
        names = ", ".join(missing)
        yield WORDS["missing"].format(n=len(missing), all=len(group.names), names=names)
    if not named:
        yield WORDS["pseudonyms"]
    yield WORDS["firsts"]


def _sections(group: Class, count: str) -> Iterator[tuple[str, str, str]]:
    yield "places", WORDS["places"], _places(group)
    yield "help", WORDS["help"], _help(group)
    yield "items", WORDS["items"], _items(group)
    yield "draws", WORDS["draws"], _draws(group)
    yield "agreement", WORDS["agreement"], _agreement(group)
    yield "changes", WORDS["changes"], _changes(group)
    yield "kept", WORDS["kept"], _kept(group)
    yield "grades", WORDS["grades"], _grades(group, count)
    yield "problems", WORDS["problems"], _problems(group)


def _places(group: Class) -> str:
    if not group.documents:
        return paragraph(WORDS["places_none"])
    shown = [paragraph(WORDS["places_said"])]
    for document in group.documents:
        shown.append(drawn(group.on_document(document)))
        if document in group.arguments:
            shown.append(drawn(group.on_map(document)))
    return "\n".join(shown)


def _help(group: Class) -> str:
    needs = group.needs()
    said = paragraph(help_wanted.rule())
    if not needs:
        return said + paragraph(WORDS["help_none"])
    rows = [(need.student, " ".join(need.reasons)) for need in needs]
    return said + table(WORDS["help"], WORDS["help_head"], rows)


def _items(group: Class) -> str:
    found = group.items()
    bounds = {"share": psychometrics.LEAST_SHARE, "least": psychometrics.LEAST_CORRELATION}
    shown = [paragraph(WORDS["items_said"].format(**bounds))]
    for lesson, items in found.groupby("lesson"):
        rows = []
        for row in items.to_dict("records"):
            told = psychometrics.Discrimination(
                *(_known(row[name]) for name in ("discrimination", "low", "high")),
                row["why"],
            )
            marked = row["marked"]
            full = psychometrics.share(row["full"], marked) if marked else WORDS["unmarked"]
            first = row["first"] if marked else None
            mean = figure(first, ".2f") if first is not None else WORDS["unmarked"]
            kind = term("kinds", row["kind"])
            cells = (row["item"], kind, str(row["n"]), full, bar(first, mean))
            rows.append((*cells, figure(row["attempts"], ".1f"), told.said))
        shown.append(table(WORDS["items_of"].format(lesson=lesson), WORDS["items_head"], rows))
    return "\n".join(shown)


def _draws(group: Class) -> str:
    found = group.draws()
    answered = {(r["lesson"], r["item"]): r["n"] for r in group.items().to_dict("records")}
    shown = [paragraph(WORDS["draws_said"])]
    for lesson, draws in found.groupby("lesson"):
        rows = []
        for row in draws.to_dict("records"):
            n = answered[row["lesson"], row["item"]]
            drew = bar(row["n"] / n, psychometrics.share(row["n"], n))
            option, why = english(row["option"]), english(row["why"])
            rows.append((row["item"], option, drew, row["students"], why))
        shown.append(table(WORDS["draws_of"].format(lesson=lesson), WORDS["draws_head"], rows))
    return "\n".join(shown)


def _agreement(group: Class) -> str:
    bounds = {"raters": agreement.LEAST_RATERS, "units": agreement.LEAST_UNITS}
    said = paragraph(WORDS["agreement_said"].format(**bounds))
    alphas = group.alphas()
    told = [(name, term("judged", kind), alphas[name, kind].said) for name, kind in alphas]
    documents = dict.fromkeys(document for document, _ in alphas) or {"": None}
    absent = [
        (document, term("judged", kind), agreement.WORDS["single"])
        for document in documents
        for kind in codings.COMPARED
        if (document, kind) not in alphas
    ]
    return said + table(WORDS["agreement"], WORDS["agreement_head"], [*told, *absent])


def _changes(group: Class) -> str:
    rows = [
        (*map(str, row[:3]), *map(_mark, row[3:5]), row[5])
        for row in group.changes().itertuples(index=False, name=None)
    ]
    if not rows:
        return paragraph(WORDS["changes_none"])
    return table(WORDS["changes"], WORDS["changes_head"], rows)


def _mark(mark: float | None) -> str:
    return WORDS["unmarked"] if (mark := _known(mark)) is None else figure(mark, ".2f")


def _known(value: float | None) -> float | None:
    """Return None for what a table says is missing."""
    return None if value is None or isnan(value) else value


def _kept(group: Class) -> str:
    groups: dict[tuple[str, str], list[str]] = {}
    for one in group.marked:
        if one.state in {"unfit", "no item"}:
            groups.setdefault((one.entry.answer.item, one.why), []).append(one.entry.student)
    rows = [
        (item, str(len(who)), ", ".join(sorted({*who})), why)
        for (item, why), who in sorted(groups.items())
    ]
    if not rows:
        return paragraph(WORDS["kept_none"])
    return paragraph(WORDS["kept_said"]) + table(WORDS["kept"], WORDS["kept_head"], rows)


def _grades(group: Class, count: str) -> str:
    rows = [
        (
            grade.student,
            grade.lesson,
            bar(
                grade.points / grade.of if grade.of else None,
                WORDS["points"].format(points=grade.points, of=grade.of),
            ),
            WORDS["of"].format(k=grade.answered, n=grade.asked),
            str(grade.unmarked or ""),
        )
        for grade in grades(group.marked, group.names, count=count)
    ]
    said = paragraph(WORDS["grades_said"].format(count=term("counts", count)))
    return said + table(WORDS["grades"], WORDS["grades_head"], rows)


def _problems(group: Class) -> str:
    problems: Sequence[str] = [str(problem) for problem in group.problems]
    if not problems:
        return paragraph(WORDS["problems_none"])
    items = "".join(f"<li>{paragraph(text)}</li>" for text in problems[:MOST_PROBLEMS])
    more = len(problems) - MOST_PROBLEMS
    rest = paragraph(WORDS["problems_more"].format(n=more)) if more > 0 else ""
    return f"<ul>{items}</ul>{rest}"
