"""Ballot: a question to the class, hands counted before and after a discussion, shown side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from corpus_utils.answers import AnswerLog
from corpus_utils.ballots import MOST_HANDS, ROUNDS, make_ballot, moved, shares
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.messages import section
from corpus_utils.widgets.face import Face, element, percent, prose, table


class Ballot(Face, script="ballot.js"):
    """A show of hands, as in ``cu.Ballot("Did the oven matter?", ["yes", "no"], name="oven", lesson="07")``.

    Hands are counted in the room and typed in, before a discussion and after
    it. Each count is kept in the answer log of ``lesson`` under ``name``; a
    corrected one is added, and the last one counts. ``folder`` is where the
    log lies (see `AnswerLog`).
    """

    WORDS: ClassVar = section("ballot")
    # Of this kernel, by what is asked, so that a cell run again finds what was half typed.
    _drafts: ClassVar[dict[str, dict[str, Any]]] = {}

    ballot = traitlets.Dict().tag(sync=True)
    counts = traitlets.Dict().tag(sync=True)
    rows = traitlets.List().tag(sync=True)
    draft = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        question: str,
        options: Sequence[str],
        *,
        name: str,
        lesson: str,
        folder: Path | str | None = None,
    ) -> None:
        self._ballot = make_ballot(question, options, name)
        self._log = AnswerLog(lesson, folder=folder)
        self._place = f"{self._log.path}/{self._ballot.id}/{self._ballot.hash}"
        shown = {
            "question": self._ballot.question,
            "options": list(self._ballot.options),
            "most": MOST_HANDS,
        }
        super().__init__(ballot=shown, draft=self._drafts.get(self._place, {}))
        try:
            self.counts = self._ballot.counted(self._log.read())
            self.notice = "\n".join(map(str, self._log.problems))
        except CourseError as error:
            self.notice = str(error)
        self.rows = self._compared()

    def acts(self) -> dict[str, Callable[..., None]]:
        """Return count: the ``hands`` for each option in a ``round``."""
        return {"count": self._count}

    @traitlets.observe("draft")
    def _keep_draft(self, change: Any) -> None:
        self._drafts[self._place] = change["new"]

    def _count(self, *, round: str, hands: dict[str, Any]) -> None:  # noqa: A002 - the field's name in the log
        if round not in ROUNDS:
            raise UnknownError(self.WORDS["round"], round, ROUNDS)
        if round == "after" and "before" not in self.counts:
            raise CourseError(self.WORDS["later"])
        kept = self._ballot.hands(hands)
        try:
            self._log.append(self._ballot, {"round": round, "hands": kept}, None)
            self.notice = ""
        except CourseError as error:
            self.notice = f"{self.WORDS['not_kept']} {error}"
        with self.hold_sync():
            self.counts = {**self.counts, round: kept}
            self.rows = self._compared()
            self.draft = {name: value for name, value in self.draft.items() if name != round}
            self.said = self._told(round)

    def _compared(self) -> list[dict[str, Any]]:
        """Return one row an option: count and share of each round, and the change in words."""
        both = len(self.counts) == len(ROUNDS)
        changes = moved(*self.counts.values()) if both else {}
        found = []
        for option in self._ballot.options:
            row: dict[str, Any] = {"option": option, "change": ""}
            for when, hands in self.counts.items():
                row[when] = {"count": hands[option], "share": round(100 * shares(hands)[option])}
            if both:
                row["change"] = self._change(changes[option])
            found.append(row)
        return found

    def _change(self, points: int) -> str:
        if not points:
            return self.WORDS["same"]
        sign = "+" if points > 0 else "−"
        word = "changedOne" if abs(points) == 1 else "changed"
        return self.WORDS[word].format(sign=sign, points=abs(points))

    def _told(self, when: str) -> str:
        """Return a round in words, and after the second one what has changed."""
        words, total = self.WORDS, sum(self.counts[when].values())
        counts = [
            words["counted"].format(option=row["option"], total=total, **row[when])
            for row in self.rows
        ]
        said = words["kept"].format(round=words["rounds"][when], counts="; ".join(counts))
        if len(self.counts) < len(ROUNDS):
            return said
        changes = "; ".join(f"{row['option']} {row['change']}" for row in self.rows)
        return f"{said} {words['shift'].format(changes=changes)}"

    def to_html(self) -> str:
        """Return question and options, and the counts as a table where there are any."""
        words = self.WORDS
        asked = element("strong", prose(words["name"].format(question=self._ballot.question)))
        if not self.counts:
            items = [element("li", prose(option)) for option in self._ballot.options]
            return element("p", asked, "<br>", words["how"]) + element("ul", *items)
        head = [words["option"], *(words["rounds"][when] for when in ROUNDS), words["change"]]
        body = [[prose(cell) for cell in row] for row in self._cells()]
        return element("p", asked) + table(words["result"], head, body)

    def to_text(self) -> str:
        """Return question, options and counts: where nothing was counted, the same everywhere."""
        words = self.WORDS
        lines = [words["name"].format(question=self._ballot.question)]
        if not self.counts:
            lines += [words["how"], *(f"  - {option}" for option in self._ballot.options)]
            return "\n".join(lines)
        head = [words["option"], *(words["rounds"][when] for when in ROUNDS), words["change"]]
        cells = [head, *self._cells()]
        widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
        for row in cells:
            padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
            lines.append("  ".join(padded).rstrip())
        return "\n".join(lines)

    def _cells(self) -> list[list[str]]:
        def said(row: dict[str, Any], when: str) -> str:
            if when not in row:
                return self.WORDS["none"]
            return f"{row[when]['count']} ({percent(row[when]['share'])})"

        rows = [
            [row["option"], *(said(row, when) for when in ROUNDS), row["change"]]
            for row in self.rows
        ]
        totals = [
            str(sum(self.counts[when].values())) if when in self.counts else "" for when in ROUNDS
        ]
        return [*rows, [self.WORDS["total"], *totals, ""]]
