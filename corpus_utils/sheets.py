"""Sheets: a notebook as one HTML page that needs no kernel, no network and no other file.

It is for a reader with a screen reader, a projector or a printer. Code is
folded, widgets and charts show their static face, and what has none shows its
text twin. There is no script, unless charts are to be used (`embeds`). It holds
what the notebook holds, so the page of a notebook in which a reader's own
copies were shown is theirs to keep.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from corpus_utils import course, embeds
from corpus_utils.drawings import data_uri
from corpus_utils.errors import CourseError, DataError, Problem
from corpus_utils.fragments import HEADINGS, cleaned, needs_more
from corpus_utils.messages import language as spoken
from corpus_utils.messages import section

STYLE = Path(__file__).with_suffix(".css")
GENERATOR = '<meta name="generator" content="corpus-utils page">'
#: The browser itself then holds the page to asking nobody and running nothing.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
WORDS = section("sheets")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def to_page(
    notebook: Mapping[str, Any],
    *,
    name: str,
    picture: Callable[[str], str] = lambda _: "",
    others: Collection[str] = (),
    interactive: bool = False,
) -> str:
    """Return the notebook (nbformat 4) as an HTML page.

    ``name`` is the stem of its file, ``picture`` gives a ``data:`` address for
    the relative address of a picture, empty where there is none, and
    ``others`` are the names of lessons whose pages will lie beside this one:
    links to them lead there. If it is to be ``interactive``, charts whose
    specification the notebook has can be used.

    Raises
    ------
    CourseError
        The notebook was never run; a picture is missing (a `DataError`, which names all).
    """
    language = str(notebook.get("metadata", {}).get("lang", "en"))
    # What is the course's own to say may be in another language than the lesson.
    lang = "" if spoken() == language else f' lang="{escape(spoken())}"'
    page = _Page(notebook, name, picture, others, lang, interactive=interactive)
    body = "\n".join(page.cells())
    if page.problems:
        raise DataError(page.problems)
    title = page.title or f"<h1>{escape(name)}</h1>"
    contents, listed = "".join(_entries(page.contents)), escape(WORDS["contents"])
    contents = (
        f'<nav aria-label="{listed}"><p{lang}>{listed}</p>\n<ol>{contents}</ol></nav>\n'
        if contents
        else ""
    )
    skip, about = escape(WORDS["skip"]), escape((embeds.WORDS if page.charts else WORDS)["about"])
    header = f'<a class="skip" href="#lesson"{lang}>{skip}</a>\n<header>\n{title}\n<p{lang}>{about}</p>\n</header>\n'
    main = f'{contents}<main id="lesson" tabindex="-1">\n{body}\n</main>'
    extra = {"style": embeds.style(), "scripts": embeds.scripts()} if page.charts else {}
    return framed(page.name or name, header + main, language=escape(language), **extra)


def framed(
    name: str, body: str, *, language: str = "en", style: str = "", scripts: Collection[str] = ()
) -> str:
    """Return ``body`` as a whole page called ``name``, which asks nobody and runs nothing but ``scripts``."""
    policy = POLICY + embeds.policy(scripts)
    run = "".join(f"<script>{script}</script>\n" for script in scripts)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{GENERATOR}\n<title>{escape(name, quote=False)}</title>\n"
        f"<style>\n{STYLE.read_text(encoding='utf-8')}{style}</style>\n</head>\n<body>\n"
        f"{body}\n{run}</body>\n</html>\n"
    )


class _Page:
    """What of a page is gathered on the way from cell to cell."""

    def __init__(
        self,
        notebook: Mapping[str, Any],
        name: str,
        picture: Callable[[str], str],
        others: Collection[str],
        lang: str,
        *,
        interactive: bool,
    ) -> None:
        import mistune

        renderer = mistune.HTMLRenderer(escape=False, allow_harmful_protocols=True)
        self._markdown = mistune.create_markdown(
            renderer=renderer, plugins=["table", "strikethrough", "url"]
        )
        self._notebook, self._file, self._others = notebook, name, others
        self._picture, self._lang, self._interactive = picture, lang, interactive
        self._above, self._ids = [1], {"lesson"}  # ranks of the headings that hold the next one
        self._attachments: Mapping[str, Mapping[str, str]] = {}
        self._cell = ""
        self.title, self.name = "", ""
        self.charts = 0
        self.contents: list[tuple[int, str, str]] = []
        self.problems: list[Problem] = []

    def cells(self) -> Iterator[str]:
        """Yield each cell's HTML; headings are ranked in this order."""
        cells = self._notebook.get("cells", [])
        code = [
            cell for cell in cells if cell["cell_type"] == "code" and _text(cell["source"]).strip()
        ]
        if code and not any(map(_ran, code)):
            raise CourseError(WORDS["never_run"].format(name=self._file))
        number = 0
        for place, cell in enumerate(cells, 1):
            self._cell = WORDS["cell"].format(cell=cell.get("id") or place)
            self._attachments = cell.get("attachments") or {}
            if cell["cell_type"] == "markdown":
                yield self._ranked(self._markdown(_text(cell["source"])), own=True)
            elif cell["cell_type"] == "code" and _text(cell["source"]).strip():
                number += 1
                yield self._step(cell, number)

    def _step(self, cell: Mapping[str, Any], number: int) -> str:
        code = escape(_text(cell["source"]), quote=False)
        name = escape(WORDS["code"].format(n=number))
        folded = f'<details class="code"><summary{self._lang}>{name}</summary><pre><code>{code}</code></pre></details>'
        note = "" if _ran(cell) else f"<p{self._lang}>{escape(WORDS['not_run'])}</p>\n"
        shown = [self._shown(output, number) for output in cell.get("outputs", ())]
        return f'<div class="step">\n{folded}\n{note}' + "\n".join(filter(None, shown)) + "\n</div>"

    def _shown(self, output: Mapping[str, Any], number: int) -> str:
        if output["output_type"] == "stream":
            return _pre(_text(output["text"]))
        if output["output_type"] == "error":
            return _pre(f"{output['ename']}: {output['evalue']}")
        data = output.get("data") or {}
        said = _text(data.get("text/plain", ""))
        for mime in (*course.STATIC, "image/jpeg"):
            face = _text(data.get(mime, ""))
            if not face or (mime == "text/html" and said and needs_more(face)):
                continue
            if mime == "text/html":
                chart = embeds.embedded(data) if self._interactive else ""
                self.charts += bool(chart)
                return f'<div class="face">{self._ranked(face)}{chart}</div>'
            if mime == "text/markdown":
                return f'<div class="face">{self._ranked(self._markdown(face))}</div>'
            if mime.startswith("image/"):
                named = said and not said.startswith("<")
                words = said if named else WORDS["picture"].format(n=number)
                address = data_uri(face) if mime == "image/svg+xml" else _in_base64(mime, face)
                return self._ranked(f'<p><img alt="{escape(words)}" src="{escape(address)}"></p>')
            return _pre(face)
        return ""

    def _ranked(self, html: str, *, own: bool = False) -> str:
        """Return the fragment cleaned, its headings in ranks that leave none out.

        The lesson's ``own`` headings can be linked to; those of a widget or a
        chart stand under the last of them, whatever rank they were given.
        """
        soup = cleaned(html, picture=self._placed, link=self._linked)
        for heading in soup.find_all(HEADINGS):
            rank = int(heading.name[1])
            if own and rank == 1 and not self.title:
                self.name = " ".join(heading.get_text().split())
                self.title = str(heading.extract())
                continue
            rank = max(rank, 2) if own else 10 + rank
            while self._above[-1] >= rank:
                self._above.pop()
            self._above.append(rank)
            heading.name = f"h{min(len(self._above), 6)}"
            if own:
                words = " ".join(heading.get_text().split())
                heading["id"] = self._id(words)
                self.contents.append((len(self._above), heading["id"], words))
        return str(soup).strip()

    def _id(self, words: str) -> str:
        """Return the name JupyterLab gives a heading, so that links to it keep working."""
        name = stem = re.sub(r"\s", "-", words) or "part"
        number = 1
        while name in self._ids:
            number += 1
            name = f"{stem}-{number}"
        self._ids.add(name)
        return name

    def _placed(self, address: str) -> str:
        if address.startswith("data:image/"):
            return address
        if address.startswith("attachment:"):
            faces = self._attachments.get(unquote(address.removeprefix("attachment:")), {})
            found = next((_in_base64(mime, _text(face)) for mime, face in faces.items()), "")
        elif urlsplit(address).scheme in {"http", "https"}:
            return ""
        else:
            found = self._picture(address)
        if not found:
            message = WORDS["no_picture"].format(address=unquote(address))
            self.problems.append(Problem(message, self._file, path=self._cell))
        return found

    def _linked(self, target: str) -> str:
        parts = urlsplit(target)
        if parts.scheme in {"http", "https", "mailto"} or target.startswith("#"):
            return target
        path = Path(unquote(parts.path))
        if parts.scheme or path.suffix != ".ipynb" or path.stem not in self._others:
            return ""
        return (
            parts.path.rpartition("/")[2].removesuffix(".ipynb")
            + ".html"
            + target[len(parts.path) :]
        )


def _entries(contents: list[tuple[int, str, str]]) -> Iterator[str]:
    for rank, name, words in contents:
        if rank == 2:
            yield f'<li><a href="#{escape(name)}">{escape(words, quote=False)}</a></li>\n'


def _ran(cell: Mapping[str, Any]) -> bool:
    return bool(cell.get("execution_count") or cell.get("outputs"))


def _text(lines: str | list[str]) -> str:
    return lines if isinstance(lines, str) else "".join(lines)


def _pre(text: str) -> str:
    words = escape(_COLOUR.sub("", text).rstrip("\n"), quote=False)
    return f'<pre class="face">{words}</pre>' if words.strip() else ""


def _in_base64(mime: str, face: str) -> str:
    """Return the address of a picture: as notebooks keep it, in base64, or SVG as it is."""
    if face.lstrip().startswith("<"):
        return data_uri(face)
    return f"data:{mime};base64,{''.join(face.split())}"
