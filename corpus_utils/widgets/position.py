"""Position: the student's own map, with claims borrowed from several documents, checked, kept and taken away."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from corpus_utils import positions
from corpus_utils.aif import to_aif
from corpus_utils.answers import AnswerLog
from corpus_utils.argdown import to_argdown
from corpus_utils.claims import Argument
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.widgets import builder_desk as desks
from corpus_utils.widgets import builder_views as views
from corpus_utils.widgets import position_faces as faces
from corpus_utils.widgets import position_page as pages
from corpus_utils.widgets.builder import Builder
from corpus_utils.widgets.builder_desk import Desk
from corpus_utils.widgets.position_views import Library

MOST_FILES = 99
SUFFIXES = {"html": "html", "svg": "svg", "argdown": "argdown", "aif": "json"}


class Position(Builder, script="map_builder.js"):
    """Build a position of your own on a ``question``, with claims borrowed from ``documents`` (all where None).

    ``question`` is the id of a question of the comparison, whose claims are
    then offered first, or a question in your own words. Only how the position
    is built is checked (see `positions.review`).

    Every check is written to the answer log of ``lesson`` as an answer to
    ``map:<name>``, and comes back when the cell runs again; without the two
    nothing is kept. ``folder`` is where answers are kept (see `AnswerLog`),
    and where `write` puts its files.
    """

    WORDS: ClassVar = faces.WORDS
    _desks: ClassVar[dict[tuple[str, ...], Desk]] = {}

    library = traitlets.Dict().tag(sync=True)
    looking = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        question: str = "",
        *,
        documents: Iterable[str] | str | None = None,
        lesson: str = "",
        name: str = "",
        folder: Path | str | None = None,
        data: Path | None = None,
    ) -> None:
        if bool(lesson) != bool(name):
            raise CourseError(self.WORDS["lessonAndName"])
        self._library = Library(documents, data, self.WORDS)
        asked, bearing = self._library.question(question)
        log = AnswerLog(lesson or "position", folder=folder)
        self._folder, self._stem = log.path.parent, log.path.stem
        self._named = name
        told = json.dumps([question, self._library.keys])
        known = blake2b(told.encode(), digest_size=6).hexdigest()
        super().__init__(
            Argument("position", asked, ()),
            desks.Task(desks.PREFIX + name, known),
            log if lesson else None,
            level="own",
            name=self.WORDS["named" if name else "name"].format(name=name),
            question=asked,
            library={
                "documents": [{"key": k, "short": t.short} for k, t in self._library.texts.items()],
                "claims": self._library.shelf(bearing),
                "question": question if bearing else "",
            },
        )

    @property
    def argument(self) -> Argument:
        """The position as it stands, checked or not."""
        return self._desk.built

    def to_html(self) -> str:
        """Return the task and the claims that bear on the question."""
        return faces.to_html(self)

    def to_text(self) -> str:
        """Return the same as plain text."""
        return faces.to_text(self)

    def to_page(self) -> str:
        """Return the position as one HTML page to print: map, list, sources."""
        return pages.page(self.argument, self._library, name=self.name)

    def to_svg(self) -> str:
        """Return the position's map as SVG."""
        return pages.drawing(self.argument, self._library, name=self.name)

    def to_argdown(self) -> str:
        """Return the position as Argdown."""
        claims = self.argument.claims
        names = {claim.asserted_by: self._library.who(claim)[0] for claim in claims}
        names |= {"author": self.words["author"]}
        shown = pages.exported(self.argument, self._library)
        return to_argdown(shown, title=self.name, names=names)

    def to_aif(self) -> dict[str, Any]:
        """Return the position in the Argument Interchange Format, for JSON."""
        return to_aif(pages.exported(self.argument, self._library))

    def write(self, format: str = "html") -> Path:  # noqa: A002 - as on the command line
        """Write the position beside the answers and return the path; no file is written over.

        ``format`` is *html* (a page to print), *svg*, *argdown* or *aif*.
        """
        makers: dict[str, Callable[[], str]] = {
            "html": self.to_page,
            "svg": self.to_svg,
            "argdown": self.to_argdown,
            "aif": lambda: json.dumps(self.to_aif(), ensure_ascii=False, indent=1) + "\n",
        }
        if format not in makers:
            raise UnknownError(self.words["things"]["format"], format, makers)
        if not self.argument.claims:
            raise CourseError(self.words["nothingToWrite"])
        text, path = makers[format](), self._folder
        try:
            path.mkdir(parents=True, exist_ok=True)
            for number in range(1, MOST_FILES + 1):
                path = self._folder / self._file(number, SUFFIXES[format])
                with (
                    suppress(FileExistsError),
                    path.open("x", encoding="utf-8", newline="\n") as file,
                ):
                    file.write(text)
                    return path
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise CourseError(self.words["notWritten"].format(path=path, why=why)) from None
        raise CourseError(self.words["manyFiles"].format(n=MOST_FILES, path=path))

    def _file(self, number: int, suffix: str) -> str:
        named = re.sub(r"[^\w]+", "-", self._named).strip("-_")
        parts = [self._stem, named, str(number) if number > 1 else ""]
        return f"{'-'.join(filter(None, parts))}.{suffix}"

    def acts(self) -> dict[str, Callable[..., None]]:
        """Return what every builder can, and borrow (name), look (name) and export (format)."""
        more = {"borrow": self._borrow, "look": self._look, "export": self._export}
        return {**super().acts(), **more}

    def _borrow(self, name: str) -> None:
        made = positions.borrow(self._desk.built, name, self._library.maps)
        self._desk.change(made)
        self._changed("borrowed", id=self._label(name))

    def _look(self, name: str) -> None:
        known = {claim["id"] for claim in self.library["claims"]}
        if name not in known:
            raise UnknownError(self.words["things"]["claim"], name, sorted(known))
        self.looking = {"id": name, "passage": self._library.passage(name)}

    def _export(self, format: str) -> None:  # noqa: A002 - the message's field
        self.notice = self.words["written"].format(path=self.write(format))

    def _told_claims(self) -> list[dict[str, Any]]:
        return self._library.claims(self._desk.built)

    def _told_steps(self) -> list[dict[str, Any]]:
        return views.steps(self._desk.built, self.words, label=self._label)

    def _label(self, name: str) -> str:
        return self._library.label(name)

    def _judge(self, number: int) -> float | None:
        built = self._desk.built
        found = positions.review(built, self._library.maps, self._library.crossmap)
        self._checked(number, self._library.outcome(found, built))
        return None  # how it is built is told; what it holds has no mark

    def _kept(self) -> dict[str, Any]:
        # Own and borrowed claims in the order in which they came, which the drawing follows.
        return {**super()._kept(), "order": [claim.id for claim in self._desk.built.claims]}

    def _found_again(self, given: Any) -> tuple[Argument, bool]:
        bare, whole = self._bare, True
        order = given.get("order") if isinstance(given, dict) else None
        names = list(map(str, order)) if isinstance(order, list) else []
        for name in names:
            if ":" in name:
                try:
                    bare = positions.borrow(bare, name, self._library.maps)
                except CourseError:  # of other documents, or changed since
                    whole = False
        built, fits = desks.taken_up(bare, given)
        place = {name: i for i, name in enumerate(names)}
        claims = sorted(built.claims, key=lambda claim: place.get(claim.id, len(place)))
        return replace(built, claims=tuple(claims)), fits and whole
