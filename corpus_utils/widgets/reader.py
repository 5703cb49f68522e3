"""Reader: a document's outline, its retelling beside the reader's own copy, annotations in layers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from corpus_utils import texts
from corpus_utils.annotations import load as load_annotations
from corpus_utils.errors import UnknownError
from corpus_utils.gazetteer import read_gazetteer
from corpus_utils.messages import section
from corpus_utils.widgets.face import Face, content, element, plain, prose
from corpus_utils.widgets.reader_views import LAYERS, chosen, document


class Reader(Face, script="reader.js"):
    """The document ``key``, of all its paragraphs or of ``paragraphs``, ids such as ``"p003 p005-p007"``.

    ``layers`` holds the layers that are on; the reader switches them.
    """

    WORDS: ClassVar = section("reader")

    document = traitlets.Dict().tag(sync=True)
    layers = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(
        self,
        key: str,
        layers: Iterable[str] | None = None,
        paragraphs: Iterable[str] | str | None = None,
        *,
        data: Path | None = None,
    ) -> None:
        text = texts.load(key, data=data)
        gazetteer = read_gazetteer((data or texts.data_folder()) / "gazetteer")
        self.paragraphs = chosen(text, paragraphs)
        self.annotations = load_annotations(text, data=data)
        on = [layers] if isinstance(layers, str) else list(layers or ())
        for layer in on:
            if layer not in LAYERS:
                raise UnknownError(self.WORDS["layer"], layer, LAYERS)
        shown = document(text, self.paragraphs, self.annotations, gazetteer, self.WORDS)
        super().__init__(document=shown, layers=on)

    def to_html(self) -> str:
        """Return the retelling under its headings, then the annotations of each paragraph."""
        words, document = self.words, self.document
        headings = [p for p in document["paragraphs"] if p["level"]]
        outline = [element("li", self._shown(p)) for p in headings]
        parts = [
            element("p", element("strong", prose(words["name"].format(title=document["title"]))))
        ]
        if len(outline) > 1:
            parts.append(
                element("details", element("summary", words["outline"]), element("ul", *outline))
            )
        for p in document["paragraphs"]:
            tag = f"h{p['level']}" if p["level"] else "p"
            place = element("small", f"[{p['id']}]")
            told = element(tag, f"{place} {self._shown(p)}")
            parts.append(element("blockquote", told) if p["kind"] == "quotation" else told)
        notes = list(self._listed())
        if notes:
            parts.append(element("details", element("summary", words["annotations"]), *notes))
        return "".join(parts)

    def _shown(self, p: dict[str, Any]) -> str:
        return content(p["retelling"]) or prose(self.words["untold"])

    def _told(self, p: dict[str, Any]) -> str:
        return p["retelling"] or self.words["untold"]

    def _listed(self) -> Iterator[str]:
        """Yield a list of the annotations of each paragraph that has any; values, not printed words."""
        found, names = self.document["annotations"], self.WORDS["layerNames"]
        for p in self.document["paragraphs"]:
            rows = []
            notes = (found[name] for name in p["annotations"])
            for layer, group in groupby(notes, key=lambda note: note["layer"]):
                values = dict.fromkeys(note["value"] for note in group)
                rows.append(element("li", f"{names[layer][0]}: ", prose("; ".join(values))))
            if rows:
                yield element("p", element("strong", p["id"])) + element("ul", *rows)

    def to_text(self) -> str:
        """Return the retelling, a paragraph a block: ``[p003] …``."""
        head = self.words["name"].format(title=self.document["title"])
        told = (f"[{p['id']}] {plain(self._told(p))}" for p in self.document["paragraphs"])
        return "\n\n".join([head, *told])
