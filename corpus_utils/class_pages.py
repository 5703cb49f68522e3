"""Class pages: the frame of a report, one HTML page that needs nothing else and can be printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from corpus_utils.fragments import scrolling
from corpus_utils.messages import ENGLISH, language, section
from corpus_utils.pictures import Picture
from corpus_utils.sheets import POLICY, STYLE

GENERATOR = '<meta name="generator" content="corpus-utils gather">'
WORDS = section("class_pages")
BARS = """
.bar { display: inline-block; height: .7em; background: var(--faint); margin-right: .4em; vertical-align: baseline; min-width: 1px; }
.class td, .class th { min-width: 0; }
"""


def page(title: str, lead: Iterable[str], sections: Sequence[tuple[str, str, str]]) -> str:
    """Return the page: ``lead`` are paragraphs under the title, each section an id, a heading and HTML."""
    links = "".join(
        f'<li><a href="#{name}">{escape(heading, quote=False)}</a></li>\n'
        for name, heading, _ in sections
    )
    body = "\n".join(
        f'<section aria-labelledby="{name}">\n<h2 id="{name}">{escape(heading, quote=False)}</h2>\n'
        f"{content}\n</section>"
        for name, heading, content in sections
    )
    said = "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in lead)
    style = STYLE.read_text(encoding="utf-8") + BARS
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{GENERATOR}\n<title>{escape(title, quote=False)}</title>\n<style>\n{style}</style>\n</head>\n"
        f'<body>\n<a class="skip" href="#report">{WORDS["skip"]}</a>\n<header>\n'
        f"<h1>{escape(title, quote=False)}</h1>\n{said}\n</header>\n"
        f'<nav aria-label="{WORDS["contents"]}"><p>{WORDS["contents"]}</p>\n<ol>{links}</ol></nav>\n'
        f'<main id="report" tabindex="-1">\n{body}\n</main>\n</body>\n</html>\n'
    )


def paragraph(text: str) -> str:
    """Return a text as a paragraph."""
    return f"<p>{escape(text, quote=False)}</p>"


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in a box that scrolls; cells are texts, or `Cell`s, which are HTML already."""
    top = "".join(f'<th scope="col">{escape(name, quote=False)}</th>' for name in head)
    body = "".join(
        f'<tr><th scope="row">{_cell(first)}</th>'
        + "".join(f"<td>{_cell(cell)}</td>" for cell in rest)
        + "</tr>\n"
        for first, *rest in rows
    )
    box = "".join(
        f' {name}="{escape(value)}"' for name, value in scrolling("wide class", caption).items()
    )
    caption = escape(caption, quote=False)
    return (
        f"<div{box}><table><caption>{caption}</caption><thead><tr>{top}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


class Cell(str):
    """A cell that is HTML already."""

    __slots__ = ()


def english(text: str) -> str:
    """Return words of the exercises, which are English, marked as such on a page in another language."""
    if language() == ENGLISH:
        return text
    return Cell(f'<span lang="{ENGLISH}">{escape(text, quote=False)}</span>')


def bar(share: float | None, text: str) -> Cell:
    """Return a text with a bar before it that repeats it; the bar is hidden from screen readers."""
    if share is None:
        return Cell(escape(text, quote=False))
    width = f"{4 * max(0.0, min(1.0, share)):.2f}em"
    return Cell(
        f'<span class="bar" aria-hidden="true" style="width: {width}"></span>{escape(text, quote=False)}'
    )


def drawn(picture: Picture) -> str:
    """Return a picture, in a box that scrolls, with its figures folded behind it."""
    if not picture.rows:
        return paragraph(f"{picture.title}. {picture.description}")
    before, image, after = picture.to_html().partition("<p><img")
    box = "".join(f' {n}="{escape(v)}"' for n, v in scrolling("picture", picture.title).items())
    shown, _, after = after.partition("</p>")
    details = after.replace("<table>", '<div class="wide class"><table>').replace(
        "</table>", "</table></div>"
    )
    return f"{before}<div{box}>{image.removeprefix('<p>')}{shown}</div>{details}"


def _cell(cell: str) -> str:
    return cell if isinstance(cell, Cell) else escape(cell, quote=False)
