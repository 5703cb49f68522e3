"""Editions: what becomes of a text on its way to a reader, with every change recorded.

Each maker takes a text and gives an `Edition`: the changed text and, for every
code point of the original, where it went. An edition can be written to a file
as a page, a Word file or a PDF; `locate` then finds the letters again in what
the reader of that file makes of it, so that truth never depends on anchors.
"""

from __future__ import annotations

import html
import random
import re
import shutil
import subprocess
import zipfile
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus_utils.tokens import Letters, Span, letters


@dataclass(frozen=True)
class Edition:
    """A changed text; ``places[i]`` is where code point ``i`` of the original went, or None.

    None is a character left out; unless ``recorded``, it may also be one whose place is unknown.
    """

    text: str
    places: tuple[int | None, ...]
    recorded: bool = True


def build(pieces: Iterable[tuple[str, int | None]], length: int) -> Edition:
    """Return the edition of (text, original offset or None) pieces of one or no code point's place."""
    out: list[str] = []
    places: list[int | None] = [None] * length
    at = 0
    for piece, origin in pieces:
        if origin is not None and piece:
            places[origin] = at
        out.append(piece)
        at += len(piece)
    return Edition("".join(out), tuple(places))


def plain(text: str) -> Edition:
    return build(zip(text, range(len(text)), strict=True), len(text))


def rewrapped(text: str, *, width: int = 58, seed: int = 0) -> Edition:
    """Lines of another width, with real hyphens at their ends."""
    rng = random.Random(seed)
    pieces: list[tuple[str, int | None]] = []
    column = 0
    for match in re.finditer(r"\n\s*\n|\s+|\S+", text):
        word, start = match.group(), match.start()
        if word.isspace():
            if word.count("\n") > 1:
                pieces.append(("\n\n", start))
                column = 0
            elif column:
                pieces.append((" ", start))
                column += 1
            continue
        points = [(c, start + i) for i, c in enumerate(word)]
        if column + len(word) > width:
            room = width - column - 1
            if 3 <= room <= len(word) - 3 and word.isalpha() and rng.random() < 0.7:
                pieces += [*points[:room], ("-\n", None), *points[room:]]
                column = len(word) - room
                continue
            pieces.append(("\n", None))
            column = 0
        pieces += points
        column += len(word)
    return build(pieces, len(text))


_LIGATURES = {"ffi": "ﬃ", "fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ"}


def typographic(text: str) -> Edition:
    """Curly quotation marks, long dashes, ellipses and ligatures."""
    pieces: list[tuple[str, int | None]] = []
    at = 0
    while at < len(text):
        for plain_form, form in {"...": "…", "--": "—", **_LIGATURES}.items():
            if text.startswith(plain_form, at):
                pieces.append((form, at))
                pieces += [("", at + k) for k in range(1, len(plain_form))]
                at += len(plain_form)
                break
        else:
            opening = at == 0 or text[at - 1].isspace() or text[at - 1] in "([—"
            swap = {'"': "“" if opening else "”", "'": "‘" if opening else "’"}
            pieces.append((swap.get(text[at], text[at]), at))
            at += 1
    edition = build(pieces, len(text))
    places = list(edition.places)  # the letters of a ligature share its place
    for i in range(1, len(places)):
        if places[i] is None:
            places[i] = places[i - 1]
    return Edition(edition.text, tuple(places))


def cp1252(text: str) -> tuple[bytes, Edition]:
    """Bytes as an old Windows editor saves them, CRLF and all; other characters are question marks."""
    kept = "".join(c if c.encode("cp1252", "ignore") else "?" for c in text)
    return kept.replace("\n", "\r\n").encode("cp1252"), plain(kept)


# What optical recognition takes for what (a letter for a letter, mostly; some for a digit or two).
CONFUSED = {
    "e": "c", "c": "e", "h": "b", "b": "h", "i": "l", "l": "i1", "n": "u", "u": "n", "a": "o",
    "o": "a0", "t": "f", "f": "t", "r": "n", "s": "5a", "m": "nw", "y": "v", "v": "y", "g": "q",
    "d": "a", "p": "n", "k": "h", "w": "v", "S": "5", "O": "0", "I": "l", "B": "8", "E": "F",
}  # fmt: skip


def substituted(text: str, rate: float, *, seed: int) -> Edition:
    """OCR-like substitutions: each character but white space is misread with this chance."""
    rng = random.Random(seed)

    def misread(c: str) -> str:
        if c.isspace() or rng.random() >= rate:
            return c
        return rng.choice(CONFUSED.get(c, "ecoa"))

    return build(((misread(c), i) for i, c in enumerate(text)), len(text))


def garbled(text: str, rate: float, *, seed: int) -> Edition:
    """A third each of substitutions, deletions and insertions, of any character, spaces too."""
    rng = random.Random(seed)
    pieces: list[tuple[str, int | None]] = []
    for i, c in enumerate(text):
        if rng.random() >= rate:
            pieces.append((c, i))
            continue
        other = rng.choice("etaoinshrdlucmfw ")
        kind = rng.randrange(3)
        if kind == 0:
            pieces.append((other, i))
        elif kind == 1:
            pieces.append(("", i))
        else:
            pieces += [(other, None), (c, i)] if rng.random() < 0.5 else [(c, i), (other, None)]
    return build(pieces, len(text))


def excerpt(text: str, start: float = 1 / 3, end: float = 2 / 3) -> Edition:
    """Only the part between two fractions of the text."""
    low, high = int(len(text) * start), int(len(text) * end)
    return build(((text[i], i) for i in range(low, high)), len(text))


def moved(text: str, cuts: Iterable[float] = (0.25, 0.5, 0.75)) -> Edition:
    """Two neighbouring parts change places: A B C D becomes A C B D."""
    a, b, c = (text.index(" ", int(len(text) * cut)) for cut in cuts)
    order = [*range(a), *range(b, c), *range(a, b), *range(c, len(text))]
    return build(((text[i], i) for i in order), len(text))


def with_last(text: str, ranges: Iterable[tuple[int, int]]) -> Edition:
    """The given code-point ranges (footnotes) stand at the end."""
    ranges = list(ranges)
    late = {i for start, end in ranges for i in range(start, end)}
    pieces: list[tuple[str, int | None]] = [(c, i) for i, c in enumerate(text) if i not in late]
    for start, end in ranges:
        pieces += [("\n", None), *((text[i], i) for i in range(start, end))]
    return build(pieces, len(text))


def with_furniture(text: str, *, every: int = 2200, seed: int = 0) -> Edition:
    """A running head, a page number and now and then a note dropped in at page ends."""
    rng = random.Random(seed)
    notes = (
        "ibid., pp. 12 and following.",
        "See the minutes of the ninth session, part two.",
        "The translation follows the second edition throughout; the first has another word here.",
    )
    pieces: list[tuple[str, int | None]] = []
    page, since = 1, 0
    for i, c in enumerate(text):
        pieces.append((c, i))
        since += 1
        if since > every and c == " ":
            note = f"\n{page} {rng.choice(notes)}" if rng.random() < 0.5 else ""
            pieces.append((f"{note}\n{page}\n\nThe Archive of Essays, volume three\n", None))
            page, since = page + 1, 0
    return build(pieces, len(text))


def web_page(text: str) -> str:
    """A page as a browser saves it: menus, cookie banner, scripts, entities, a footer."""
    paragraphs = "\n".join(
        f'<p class="t">{_entities(p)}</p>' for p in re.split(r"\n+", text) if p.strip()
    )
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Essay &mdash; The Archive</title>
<style>p {{ color: black }}</style><script>var words = "<p>no text</p>";</script></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/a">Archive</a><li>Search</ul></nav>
</header><div class="cookies" role="dialog"><p>We use cookies. <button>Accept all</button></p></div>
<div hidden>You have been logged out</div>
<main><article>{paragraphs}</article></main>
<aside><h2>Related</h2><ul><li>Another essay<li>A third one</ul></aside>
<footer>&copy; The Archive &middot; Imprint &amp; privacy</footer>
<noscript>Please turn on scripts</noscript></body></html>
"""


def _entities(text: str) -> str:
    named = html.escape(text).replace("’", "&rsquo;").replace("“", "&ldquo;").replace("é", "&#233;")
    return named.replace("—", "&#x2014;").replace("\n", "<br>")


def word_file(path: Path, text: str, notes: Iterable[str] = ()) -> Path:
    """A minimal Word file, written part by part; ``notes`` become its footnotes."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    root = "http://schemas.openxmlformats.org"

    def run(words: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{html.escape(words)}</w:t></w:r>'

    marks = [f'<w:r><w:footnoteReference w:id="{i}"/></w:r>' for i, _ in enumerate(notes, 2)]
    paragraphs = [p for p in re.split(r"\n+", text) if p.strip()]
    body = "".join(
        f"<w:p>{run(p)}{marks[i] if i < len(marks) else ''}</w:p>" for i, p in enumerate(paragraphs)
    )
    foot = "".join(
        f'<w:footnote w:id="{i}"><w:p>{run(note)}</w:p></w:footnote>'
        for i, note in enumerate(notes, 2)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'{head}<Types xmlns="{root}/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kinds}.document.main+xml"/>'
            f'<Override PartName="/word/footnotes.xml" ContentType="{kinds}.footnotes+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'{head}<Relationships xmlns="{root}/package/2006/relationships">'
            f'<Relationship Id="a" Type="{root}/officeDocument/2006/relationships/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'{head}<Relationships xmlns="{root}/package/2006/relationships">'
            f'<Relationship Id="b" Type="{root}/officeDocument/2006/relationships/footnotes"'
            ' Target="footnotes.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml", f"{head}<w:document {space}><w:body>{body}</w:body></w:document>"
        )
        archive.writestr("word/footnotes.xml", f"{head}<w:footnotes {space}>{foot}</w:footnotes>")
    return path


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def pdf_file(path: Path, text: str, *, columns: int = 1) -> Path:
    """The page printed to a PDF by a real browser, hyphenated and justified."""
    browser = chromium()
    if browser is None:
        raise FileNotFoundError("no Chromium is installed to print a PDF with")
    style = f"body {{ hyphens: auto; text-align: justify; columns: {columns} }}"
    page = path.with_suffix(".print.html")
    page.write_text(web_page(text).replace("p { color: black }", style), encoding="utf-8")
    profile = path.with_suffix(".profile")
    command = [
        browser,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        f"--user-data-dir={profile}",
        f"--print-to-pdf={path}",
        page.as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shutil.rmtree(profile, ignore_errors=True)
    page.unlink()
    return path


def locate(text: str, read: str) -> Edition:
    """Return where the letters of ``text`` stand in ``read``, by walking through both in full.

    For editions that other programs make (a printed PDF), which add letters
    but change none. Letters at the edge of an addition that could as well
    belong to it are given no place.
    """
    source, copy = letters(text), letters(read)
    places: list[int | None] = [None] * len(text)
    i = j = 0
    while i < len(source):
        if j < len(copy) and source.stream[i] == copy.stream[j]:
            places[source.offsets[i]] = copy.offsets[j]
            i, j = i + 1, j + 1
            continue
        leap = copy.stream.find(source.stream[i : i + 30], j)
        if leap < 0:
            i += 1
            continue
        back = 1
        while back <= min(i, leap) and source.stream[i - back] == copy.stream[leap - back]:
            places[source.offsets[i - back]] = None
            back += 1
        j = leap
    return Edition(read, tuple(places), recorded=False)


def verdict(
    original: Letters, edition: Edition, copy: Letters, span: Span, found: tuple[int, int]
) -> bool | None:
    """Return whether ``found`` holds the span's own letters, first to last; None if truth is unknown.

    Truth are the code points that the span's letters became: all that are left of them are
    inside, and none that are left of the letters before and after. Up to two letters that noise
    put at an edge ("openo" for "open", "agaih" for "again") belong to neither side.
    """
    went = [edition.places[original.offsets[i]] for i in range(span.start, span.end)]
    if not edition.recorded and None in (went[0], went[-1]):
        return None
    kept = [place for place in went if place is not None]
    low, high = (bisect_left(copy.offsets, offset) for offset in found)
    true_low, true_high = (
        bisect_left(copy.offsets, kept[0]),
        bisect_left(copy.offsets, kept[-1] + 1),
    )
    said = letters(copy.source[found[0] : found[1]]).stream
    if said == original.stream[span.start : span.end] and (low == true_low or high == true_high):
        return True  # "the" before a page head that begins with "The": it reads the same
    own = {edition.places[offset] for offset in original.offsets}
    low_right = _same(copy, low, true_low, own) or _twins(original, span.start, low - true_low)
    high_right = _same(copy, high, true_high, own) or _twins(original, span.end, high - true_high)
    return low_right and high_right


def _twins(original: Letters, boundary: int, off: int) -> bool:
    """Return whether one of two equal letters at a boundary was lost: the other may be either."""
    return (
        abs(off) == 1 and original.stream[boundary - 1] == original.stream[boundary : boundary + 1]
    )


def _same(copy: Letters, one: int, other: int, own: set[int]) -> bool:
    """Return whether between two boundaries lie only two noise letters, or one that was doubled."""
    low, high = sorted((one, other))
    if all(copy.offsets[i] not in own for i in range(low, high)):
        return high - low <= 2
    stream = copy.stream
    return high - low == 1 and stream[low] in (stream[low - 1 : low], stream[high : high + 1])
