"""Concordance: a word, a stem or a concept in its contexts, document by document, and how often."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from corpus_utils import texts
from corpus_utils.errors import CourseError, UnknownError, nearest
from corpus_utils.gazetteer import read_gazetteer
from corpus_utils.measures import ORDERS, Query
from corpus_utils.widgets import concordance_faces as faces
from corpus_utils.widgets import concordance_views as views
from corpus_utils.widgets.concordance_views import EDITIONS, Sought, Source
from corpus_utils.widgets.face import Face


class Concordance(Face, script="concordance.js"):
    """The contexts of ``word`` (``"terror*"`` is all that begin so), or of the ``concept`` of that id.

    A word is counted in the originals; of a concept every annotated mention
    counts, whatever its form. Lines come from the retellings, and from the
    reader's own copies where they are attached. ``documents`` holds keys, all
    documents where it is not given.
    """

    WORDS: ClassVar = faces.WORDS
    # Of this kernel, by what the cell asks for, so that a cell run again finds the last search.
    _drafts: ClassVar[dict[tuple[Any, ...], dict[str, str]]] = {}

    concepts = traitlets.List().tag(sync=True)
    look = traitlets.Dict().tag(sync=True)
    found = traitlets.Dict().tag(sync=True)
    passage = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        word: str = "",
        documents: Iterable[str] | str | None = None,
        *,
        concept: str = "",
        data: Path | None = None,
    ) -> None:
        folder = data or texts.data_folder()
        self._gazetteer = read_gazetteer(folder / "gazetteer")
        wanted = [documents] if isinstance(documents, str) else documents
        keys = texts.keys(data) if wanted is None else tuple(dict.fromkeys(wanted))
        if not keys:
            hint = nearest("", texts.keys(data))
            raise CourseError(self.WORDS["noDocument"].format(hint=hint))
        if word and concept:
            raise CourseError(self.WORDS["both"])
        found = [texts.load(key, data=data) for key in keys]
        self.sources = [Source(text, self._gazetteer, data) for text in found]
        asked = {"word": word, "concept": concept, "order": "text", "edition": "reading"}
        self._stored = self._found(**asked)
        self._place = (word, concept, keys, str(folder))
        super().__init__(concepts=self._concepts(), look=asked, found=self._stored)
        if (draft := self._drafts.get(self._place)) and draft != asked:
            with self.reported():
                self._look(**draft)

    def acts(self) -> dict[str, Callable[..., None]]:
        """Return look (``word`` or ``concept``, ``order``, ``edition``) and open (``document``, ``paragraph``)."""
        return {"look": self._look, "open": self._open}

    def _look(self, *, word: str, concept: str, order: str, edition: str) -> None:
        look = {"word": word, "concept": concept, "order": order, "edition": edition}
        found, before = self._found(**look), self.look
        with self.hold_sync():
            self.found, self.look, self.passage = found, look, {}
            same = all(before[name] == look[name] for name in ("word", "concept"))
            changed = "from" if before["edition"] != edition else "ordered"
            order, edition = self.WORDS["orders"][order], self.WORDS["editions"][edition]
            said = self.WORDS[changed].format(order=order, edition=edition)
            self.said = said if same else found["summary"]
        self._drafts[self._place] = look

    def _open(self, *, document: str, paragraph: str) -> None:
        known = {source.text.key: source for source in self.sources}
        if document not in known:
            raise UnknownError(self.WORDS["things"]["document"], document, known)
        source, sought = known[document], self._sought(self.look["word"], self.look["concept"])
        source.text.paragraph(paragraph)
        shown = {"document": document, "paragraph": paragraph}
        for edition, pairs in (("reading", source.told), ("original", source.copy)):
            marks = views.marks(source, sought, paragraph, edition) if sought else []
            shown[edition] = {"text": dict(pairs).get(paragraph, ""), "marks": marks}
        self.passage = shown

    def _sought(self, word: str, concept: str) -> Sought | None:
        if concept:
            ids = self._gazetteer.ids("concept")
            if concept not in ids:
                raise UnknownError(self.WORDS["things"]["concept"], concept, ids)
            return self._gazetteer.entry(concept)
        return Query.parse(word) if word.strip() else None

    def _found(self, *, word: str, concept: str, order: str, edition: str) -> dict[str, Any]:
        if edition not in EDITIONS:
            raise UnknownError(self.WORDS["things"]["edition"], edition, EDITIONS)
        if order not in ORDERS:
            raise UnknownError(self.WORDS["things"]["order"], order, ORDERS)
        sought = self._sought(word, concept)
        attached = any(source.text.attached() for source in self.sources)
        if sought is None:
            return {"summary": self.WORDS["start"], "documents": [], "attached": attached}
        found = views.look(self.sources, sought, order=order, edition=edition)
        for document in found["documents"]:
            document |= faces.against(document, found["count"], self.WORDS)
        concept = not isinstance(sought, Query)
        found |= {"sought": sought.name if concept else str(sought), "attached": attached}
        found["summary"] = faces.summary(found, self.WORDS, concept=concept)
        if not found["count"] and not concept:
            every = sorted({word for source in self.sources for word in source.counts})
            found["summary"] += f" {self.WORDS['never']} ({nearest(sought.word, every)})."
        return found

    def _concepts(self) -> list[list[Any]]:
        """Return id, name and number of annotations of each concept that occurs, by name."""
        counts = {
            name: sum(len(source.concepts.get(name, ())) for source in self.sources)
            for name in self._gazetteer.ids("concept")
        }
        entries = [self._gazetteer.entry(name) for name, count in counts.items() if count]
        entries.sort(key=lambda entry: entry.name.casefold())
        return [[entry.id, entry.name, counts[entry.id]] for entry in entries]

    def to_html(self) -> str:
        """Return counts as a table, and the lines of each document folded away: of what the cell asks for."""
        return faces.to_html(self._stored, self.WORDS)

    def to_text(self) -> str:
        """Return counts and lines, the words found aligned: of what the cell asks for, in the retellings."""
        return faces.to_text(self._stored, self.WORDS)
