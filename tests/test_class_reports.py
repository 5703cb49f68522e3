"""The report of a class: every figure right, every name where it belongs, and a page that needs nothing else."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest

import corpus_utils as cu
from corpus_utils import help_wanted
from corpus_utils.class_pages import bar, page, table
from corpus_utils.class_reports import to_report
from corpus_utils.gathering import gather
from tests.classes import NAMES, answer, log, make_bank, quiz, write_quiz_class
from tests.sentences import english_in
from tests.test_psychometrics import group  # noqa: F401 - a fixture


class Tables(HTMLParser):
    """The tables of a page: rows of cells by caption; and every tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.tags: list[tuple[str, dict]] = []
        self._caption, self._in = "", ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "caption":
            self._caption, self._in = "", "caption"
        elif tag == "tr":
            self.tables.setdefault(self._caption, []).append([])
        elif tag in {"td", "th"}:
            self.tables[self._caption][-1].append("")
            self._in = "cell"

    def handle_endtag(self, tag):
        if tag in {"caption", "td", "th"}:
            self._in = ""

    def handle_data(self, data):
        if self._in == "caption":
            self._caption += data
        elif self._in == "cell":
            self.tables[self._caption][-1][-1] += data


def test_every_figure_of_a_class_worked_out_by_hand(group):  # noqa: F811
    """The arithmetic stands in `tests.test_psychometrics` and `tests.test_classes`."""
    tables = Tables(to_report(group)).tables
    rows = {row[0]: row[1:] for row in tables["Exercises of quiz"]}
    assert rows["q-1"] == [
        *("single choice", "10", "5 of 10 (50%)", "0.50", "1.0"),
        "+0.45 (95% interval -0.25 to +0.84)",
    ]
    drew = {(row[0], row[1]): row[2:] for row in tables["Wrong options of quiz"]}
    assert drew["q-2", "Miss Okonkwo"] == [
        *("5 of 10 (50%)", "Edo, Gór, Hana, Ivo, Jón", "She is the librarian."),
    ]
    grades = {row[0]: row[1:] for row in tables["Gradebook"]}
    assert grades["Edo"] == ["quiz", "2.0 of 4", "3 of 3", ""]
    assert grades["Fay"] == ["quiz", "2.0 of 4", "3 of 3", ""]
    assert grades["Jón"] == ["quiz", "0.0 of 4", "3 of 3", ""]
    strip = "Where the class disagrees, paragraph by paragraph: Toy"
    assert [row for row in tables[strip] if row[0] == "p001"] == [["p001", "56%", "q-1"]]
    assert all(row[2].startswith("undefined") for row in tables["How far the class agrees"][1:])


def test_a_small_class_is_told_counts_and_bounds(tmp_path):
    (tmp_path / "logs").mkdir()
    for name, given in (("Hana", "Sunday hours"), ("Ivo", "Monday hours")):
        (tmp_path / "logs" / f"{name}.jsonl").write_bytes(log([answer("q-1", given, None)]))
    text = to_report(gather(tmp_path / "logs", bank=make_bank(tmp_path / "bank")))
    (row,) = Tables(text).tables["Exercises of quiz"][1:]
    assert row[3] == "1 of 2"
    assert row[6] == "not told: 0 students are too few (at least 10)"
    assert "A share in per cent is told from 10 answers on" in text
    assert help_wanted.rule() in unescape(text)


def test_agreement_is_told_in_words_and_rows_say_why_there_is_none(tmp_path):
    tables = Tables(to_report(cu.sample_class())).tables
    told = {row[1]: row[2] for row in tables["How far the class agrees"][1:]}
    assert re.fullmatch(r"0\.\d\d \(12 students, 13 things\)", told["voices"])
    assert set(told) == {"spans", "roles", "voices", "map edges"}
    assert told["roles"].startswith("not told: 11 students and 6 things")
    cu.write_sample_class(tmp_path)
    (alone, *_) = sorted(tmp_path.rglob("*.jsonl"))
    tables = Tables(to_report(cu.gather(alone))).tables
    told = {row[1]: row[2] for row in tables["How far the class agrees"][1:]}
    assert told["voices"].startswith("undefined: nothing was answered by two")


def test_changes_kept_marks_problems_and_absent_students_are_told(tmp_path):
    bank = quiz(tmp_path / "bank")
    folder = write_quiz_class(tmp_path / "logs", bank)
    more = [
        answer("q-2", "Nobody", 0.5, minute=990),
        answer("map:plea", {}, 0.7, minute=991),
        answer("q-2", "Mr Harrow", 0.0, minute=992, attempt=2),
    ]
    (folder / "Anke.jsonl").write_bytes((folder / "Anke.jsonl").read_bytes() + log(more) + b"{")
    roster = tmp_path / "roster.csv"
    roster.write_text("name\n" + "\n".join([*NAMES, "Zoë Absent"]) + "\n", encoding="utf-8")
    text = to_report(gather(folder, bank=tmp_path / "bank", roster=roster), count="last")
    tables = Tables(text).tables
    changes = tables["Marks that today's bank gives differently"][1:]
    assert [row[:5] for row in changes] == [["Anke", "q-2", "2", "0.00", "1.00"]]
    kept = {row[0]: row[1:] for row in tables["Answers that keep the mark of their log"][1:]}
    assert kept["map:plea"][:2] == ["1", "Anke"]
    assert "Nobody" in kept["q-2"][2]
    assert "Nothing has arrived from 1 of the 11 in the roster: Zoë Absent." in text
    assert "logs/Anke.jsonl:7: this line is damaged, skipped" in text
    assert "the last attempt counts" in text


def test_the_page_needs_nothing_else_and_reads_in_order(group):  # noqa: F811
    text = to_report(group)
    tags = Tables(text).tags
    assert {tag for tag, _ in tags} & {
        "script",
        "link",
        "iframe",
        "object",
        "base",
        "form",
    } == set()
    sources = [given["src"] for tag, given in tags if tag == "img"]
    assert sources
    assert all(source.startswith("data:image/svg+xml") for source in sources)
    assert all(given["alt"] for tag, given in tags if tag == "img")
    assert "default-src 'none'" in text
    assert [int(tag[1]) for tag, _ in tags if re.fullmatch(r"h\d", tag)] == [1] + [2] * 9
    ids = [given["id"] for _, given in tags if "id" in given]
    assert len(ids) == len({*ids})
    links = [given["href"][1:] for tag, given in tags if tag == "a"]
    assert set(links) <= {*ids}


def test_in_english_nothing_is_marked_as_english(group):  # noqa: F811
    assert 'lang="en">She is the librarian.' not in to_report(group)


@pytest.mark.usefixtures("german")
def test_in_another_language_what_the_bank_says_is_marked_as_english(group):  # noqa: F811
    text = to_report(group)
    assert english_in(text) == []
    assert '<html lang="de">' in text
    assert '<td><span lang="en">She is the librarian.</span></td>' in text


def test_the_same_class_gives_the_same_page(group):  # noqa: F811
    assert to_report(group) == to_report(group)


def test_what_students_are_called_is_no_html():
    text = page(
        "<T>", ["<lead>"], [("a", "<h>", table("<c>", ["<k>"], [("<Žofie>", bar(0.5, "<5>"))]))]
    )
    for part in ("T", "lead", "h", "c", "k", "Žofie", "5"):
        assert f"<{part}>" not in text
        assert f"&lt;{part}&gt;" in text
    assert 'aria-hidden="true" style="width: 2.00em"' in text
