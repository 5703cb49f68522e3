"""Fragments: pieces of HTML from a notebook, made fit for a page without scripts, styles or a network.

What a page may hold is listed here; all else goes. Pictures come inside the
page, tables say what their heads are of, and what is too wide for a small
window scrolls by itself and can be reached by keyboard.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from corpus_utils.messages import section

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

#: Tags that go with all they hold: they run, fetch, ask for input or style the whole page.
DROPPED = [
    *("applet", "audio", "base", "button", "canvas", "datalist", "embed", "form", "frame"),
    *("frameset", "head", "iframe", "input", "link", "math", "meta", "noscript", "object"),
    *("script", "select", "style", "svg", "template", "textarea", "title", "video"),
]
KEPT = [
    *("a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col"),
    *("colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p"),
    *("pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "summary"),
    *("sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr"),
]
"""Tags that stay; the name of any other goes and what it holds stays."""
ATTRIBUTES = [
    *("abbr", "alt", "aria-hidden", "aria-label", "colspan", "datetime", "dir", "href", "lang"),
    *("open", "reversed", "rowspan", "scope", "src", "start", "title", "type", "value"),
]
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
WORDS = section("fragments")


def needs_more(html: str) -> bool:
    """Return whether HTML is nothing without what a page here drops, so that its text twin says more.

    >>> needs_more("<div id='vis'></div><script>draw()</script>"), needs_more("<p>Žofie</p>")
    (True, False)
    """
    soup = _soup(html)
    live = soup.find(["script", "svg", "canvas", "iframe", "object", "embed", "video", "audio"])
    return live is not None


def cleaned(
    html: str, *, picture: Callable[[str], str], link: Callable[[str], str]
) -> BeautifulSoup:
    """Return the fragment as a tree that holds only what a page may.

    ``picture`` gives for the address of a picture the one to use, a ``data:``
    address, and ``link`` for the target of a link its target on the page;
    either may be empty: then the description, or the words linked, stay alone.
    """
    soup = _soup(html)
    for tag in soup.find_all(DROPPED):
        tag.decompose()
    for tag in soup.find_all(re.compile("")):
        if tag.name not in KEPT:
            tag.unwrap()
            continue
        if tag.name == "a":
            tag["href"] = link(tag.get("href", ""))
            if not tag["href"]:
                tag.unwrap()
                continue
        tag.attrs = {name: tag[name] for name in tag.attrs if name in ATTRIBUTES}
    for image in soup.find_all("img"):
        _place_picture(soup, image, picture)
    for table in soup.find_all("table"):
        _name_heads(table)
        caption = table.find("caption")
        words = WORDS["captioned"].format(caption=_words(caption)) if caption else WORDS["table"]
        table.wrap(soup.new_tag("div", attrs=scrolling("wide", words)))
    return soup


def scrolling(kind: str, label: str) -> dict[str, str]:
    """Return the attributes of a box that scrolls sideways, by keyboard too.

    A group and no region: a page may hold fifty, too many for a list of landmarks.
    """
    return {"class": kind, "role": "group", "tabindex": "0", "aria-label": label}


def _soup(html: str) -> BeautifulSoup:
    from bs4 import BeautifulSoup, Comment

    # Never empty, nor like the name of a file: Beautiful Soup warns of both.
    soup = BeautifulSoup(f"<i></i>{html}", "html.parser")
    soup.i.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    return soup


def _words(tag: Any) -> str:
    return " ".join(tag.get_text().split())


def _place_picture(soup: BeautifulSoup, image: Any, picture: Callable[[str], str]) -> None:
    alt = " ".join(image.get("alt", "").split()) or WORDS["undescribed"]
    asked = image.get("src", "")
    address = picture(asked)
    if address:
        image["src"], image["alt"] = address, alt
        # A span: a div would end the paragraph that a picture stands in.
        label = WORDS["picture"].format(alt=alt)
        image.wrap(soup.new_tag("span", attrs=scrolling("picture", label)))
    elif asked.startswith(("http://", "https://")):
        aside = WORDS["on_the_web"].format(alt=alt)
        image.replace_with(soup.new_tag("a", attrs={"href": asked}, string=aside))
    else:
        image.replace_with(f"[{alt}]")


def _name_heads(table: Any) -> None:
    """Say of every head what it heads, after joining the two half-empty rows of heads that pandas writes."""
    head = table.find("thead")
    rows = head.find_all("tr") if head else []
    if len(rows) == 2:
        pairs = list(zip(*(row.find_all(["th", "td"]) for row in rows), strict=False))
        plain = not head.find(["th", "td"], attrs={"colspan": True})
        if plain and all(not _words(top) or not _words(under) for top, under in pairs):
            for top, under in pairs:
                if not _words(top):
                    top.replace_with(under.extract())
            rows[1].decompose()
    for cell in head.find_all("th") if head else ():
        cell["scope"] = cell.get("scope", "colgroup" if cell.get("colspan") else "col")
    for row in table.find_all("tr"):
        if row.find_parent("thead") is None:
            for cell in row.find_all("th"):
                cell["scope"] = cell.get("scope", "row")
    for cell in table.find_all("th"):
        if not _words(cell):  # it heads nothing, and an empty head is read out as one
            cell.name = "td"
            del cell["scope"]
