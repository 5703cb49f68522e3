"""Outline: a document's headings as a tree, with its paragraphs and the claims that rest on each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from corpus_utils import arguments, texts
from corpus_utils.answers import AnswerLog
from corpus_utils.errors import CourseError
from corpus_utils.outlines import Node, Sorting, outline, sorting
from corpus_utils.shuffles import shuffled
from corpus_utils.widgets import outline_faces as faces
from corpus_utils.widgets.face import Face
from corpus_utils.widgets.question_view import day


class Outline(Face, script="outline.js"):
    """The outline of the document ``key``.

    ``folded`` holds the headings that are shut, ``resting`` the claims by
    paragraph. With ``guess`` the student first sorts the labels of the
    claims whose role is among ``roles`` under the headings: ``given`` holds a heading by label, and
    ``feedback`` what was said of it; ``resting`` is empty until all are right
    or the student asks. A document without headings can be divided into
    ``parts``: names by the paragraph that opens each. Answers go to the log of ``lesson`` as ``name`` (see
    `AnswerLog` for ``folder``).
    """

    WORDS: ClassVar = faces.WORDS
    # Of this kernel, by exercise, so that a cell run again finds what was half done.
    _drafts: ClassVar[dict[tuple[str, ...], dict[str, str]]] = {}

    document = traitlets.Dict().tag(sync=True)
    folded = traitlets.List(traitlets.Unicode()).tag(sync=True)
    resting = traitlets.Dict().tag(sync=True)
    selected = traitlets.Unicode().tag(sync=True)
    given = traitlets.Dict().tag(sync=True)
    feedback = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        key: str,
        *,
        guess: bool = False,
        lesson: str | None = None,
        name: str = "outline",
        parts: Mapping[str, str] | None = None,
        roles: Iterable[str] = ("subthesis",),
        folder: Path | str | None = None,
        data: Path | None = None,
    ) -> None:
        if guess and not lesson:
            raise CourseError(self.WORDS["whichLesson"])
        data = data or texts.data_folder()
        self._text = texts.load(key, data=data)
        argued = (data / "texts" / key / "argument.yaml").exists()
        argument = arguments.load(self._text, data=data) if argued else None
        self.outline = outline(self._text, argument, parts)
        self.named = bool(parts)
        self.sorting: Sorting | None = sorting(self.outline, roles) if guess else None
        self._tries = 0
        super().__init__(document=self._document(), folded=self._shut())
        if self.sorting is None:
            self.resting = self._resting()
            return
        self._log = AnswerLog(str(lesson), folder=folder)
        self._slot = (str(self._log.path), key, name)
        self._task = self.sorting.task(name)
        try:
            self._restore()
        except CourseError as error:
            self.notice = str(error)

    def to_html(self) -> str:
        """Return nested lists; in an exercise without the claims, which are folded away at the end."""
        return faces.to_html(
            self.document["title"], self.outline, self.sorting, note=self.document["note"]
        )

    def to_text(self) -> str:
        """Return an indented line a paragraph, with its first words and the claims that rest on it."""
        return faces.to_text(
            self.document["title"], self.outline, self.sorting, note=self.document["note"]
        )

    def acts(self) -> dict[str, Callable[..., None]]:
        """Return compare (``given``) and explain."""
        return {"compare": self._compare, "explain": self._explain} if self.sorting else {}

    @traitlets.observe("given")
    def _keep_draft(self, change: Any) -> None:
        if self.sorting:
            self._drafts[self._slot] = change["new"]

    def _document(self) -> dict[str, Any]:
        text, made = self._text, self.outline
        title = self.WORDS["guess_name" if self.sorting else "name"].format(title=text.short)
        labels = shuffled(self.sorting.homes, f"{text.key}/outline") if self.sorting else []
        return {
            "title": title,
            "guess": self.sorting is not None,
            "note": self.WORDS["named_parts"] if self.named else "",
            "nodes": [
                {
                    "id": node.id,
                    "depth": node.depth,
                    "opens": node.opens,
                    "kind": node.paragraph.kind,
                    "above": node.above,
                    "first": faces.heading(node) if node.opens else faces.first(node),
                    "told": node.paragraph.retelling,
                    "words": self._own_words(node),
                }
                for node in made.nodes
            ],
            "labels": labels,
            "headings": [[node.id, faces.heading(node)] for node in made.headings]
            if labels
            else [],
        }

    def _own_words(self, node: Node) -> str:
        """Return a paragraph's words in the reader's own copy; a part's name has none there."""
        if self.named and node.opens:
            return ""
        return " […] ".join(" ".join(w.split()) for w in self._text.passage(node.id).words)

    def _shut(self) -> list[str]:
        """Return the headings that hold no further heading: at first one sees headings only."""
        made = self.outline
        return [
            node.id
            for node in made.nodes
            if node.opens
            and len(made.headings) > 1
            and not any(c.opens for c in made.children(node.id))
        ]

    def _resting(self) -> dict[str, list[dict[str, str]]]:
        claims = {claim.id: claim for claim in self.outline.claims}
        return {
            node.id: [
                {
                    "id": name,
                    "role": claims[name].role,
                    "short": claims[name].short,
                    "gist": claims[name].gist,
                }
                for name in node.claims
            ]
            for node in self.outline.nodes
            if node.claims
        }

    def _compare(self, given: Any) -> None:
        assert self.sorting is not None, "receive sees to it"
        credits_ = self.sorting.judge(given)
        try:
            self._log.append(self._task, given, sum(credits_.values()) / len(credits_))
        except CourseError as error:
            self.notice = f"{self.words['not_kept']} {error}"
        else:
            self.notice = ""
        self._tries += 1
        self._show(given)
        self.said = self.feedback["summary"]

    def _show(self, given: dict[str, str], *, when: str = "", revised: bool = False) -> None:
        assert self.sorting is not None, "receive sees to it"
        reveal = self._tries > 1 or bool(self.resting)
        said = faces.compared(self.sorting, given, reveal=reveal)
        self.given = given
        self.feedback = said | {"when": when, "revised": revised, "open": reveal or said["right"]}
        if self.feedback["open"]:
            self.resting = self._resting()

    def _explain(self) -> None:
        if self.feedback:
            self.resting = self._resting()
            self._show(
                self.feedback["given"], when=self.feedback["when"], revised=self.feedback["revised"]
            )

    def _restore(self) -> None:
        """Show the last answer of the log with today's marks, and what was half done in this kernel."""
        draft = self._drafts.get(self._slot)
        answers = self._log.attempts(self._task.id)
        self._tries = len(answers)
        if self._log.problems:
            self.notice = "\n".join(map(str, self._log.problems))
        if answers:
            last = answers[-1]
            revised = last.item_hash != self._task.hash
            try:
                self._show(last.given, when=day(last), revised=revised)
            except CourseError:  # a heading or a claim of then is no more
                self.notice = self.words["revised"]
        if draft:
            self.given = draft
