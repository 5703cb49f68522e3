"""Markup: the words of a web page, read as a stream, however untidy or hostile the page is."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from time import monotonic

from corpus_utils.errors import CopyError
from corpus_utils.messages import section

WORDS = section("markup")
# A page that takes longer was not made to be read.
SECONDS = 10.0
Refuse = Callable[[str], CopyError]


def page_text(html: str, refuse: Refuse) -> str:
    """Return the words of a web page, menus included, blocks on lines of their own."""
    page, begun = Page(), monotonic()
    # Fed in pieces, so that a page made to choke a parser is given up on in time.
    for at in range(0, len(html), 16384):
        page.feed(html[at : at + 16384])
        if monotonic() - begun > SECONDS:
            raise refuse(WORDS["slow"])
    # What is left is text, or a tag or comment that never ends: browsers drop it too, and `close`
    # would look for the end of each of a million of them in all that follows.
    if not page.rawdata.startswith("<"):
        page.handle_data(unescape(page.rawdata))
    text = "\n".join(line.strip(" \t") for line in "".join(page.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" {2,}", " ", text)).strip() + "\n"


class Page(HTMLParser):
    """A web page read as a stream, without a tree: depth costs nothing."""

    UNSEEN = frozenset(
        [
            "script",
            "style",
            "noscript",
            "template",
            "title",
            "object",
            "iframe",
            "svg",
            "math",
            "select",
        ]
    )
    BLOCKS = frozenset(
        [
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "html",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "tbody",
            "tfoot",
            "thead",
            "tr",
            "ul",
        ]
    )
    # Only elements that must be closed: an unclosed hidden paragraph would swallow the page.
    HIDEABLE = frozenset(
        [
            "article",
            "aside",
            "button",
            "dialog",
            "div",
            "footer",
            "form",
            "header",
            "nav",
            "section",
            "span",
            "ul",
        ]
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen, self._depth, self._pre = "", 0, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or a part that a browser does not show."""
        if self._unseen:
            self._depth += tag == self._unseen
            return
        given = dict(attrs)
        hidden = "hidden" in given and given["hidden"] != "until-found"
        hidden |= "display:none" in (given.get("style") or "").replace(" ", "")
        if tag in self.UNSEEN or (hidden and tag in self.HIDEABLE):
            self._unseen, self._depth = tag, 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append(" ")
        elif tag in self.BLOCKS:
            self._pre += tag == "pre"
            self.parts.append("\n\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Break the line at an element that is closed as it opens."""
        if not self._unseen and (tag == "br" or tag in self.BLOCKS):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a block, or a part that is not shown."""
        if self._unseen:
            self._depth -= tag == self._unseen
            if not self._depth or tag in {"body", "html"}:
                self._unseen = ""
        elif tag in self.BLOCKS:
            self._pre = max(0, self._pre - (tag == "pre"))
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Take words as they come, white space run together."""
        if not self._unseen:
            self.parts.append(data if self._pre else re.sub(r"[ \t\n\r\f]+", " ", data))
