"""Formats: the text of a reader's file, whether plain, a saved web page, a PDF or a Word file.

What a file is shows in its first bytes; its name only breaks ties. Whatever a
file holds, reading it ends in text or in one `CopyError` that says what to do,
within bounded time and memory.
"""

from __future__ import annotations

import hashlib
import io
import re
import stat
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from corpus_utils.encodings import decode, shown, tidy
from corpus_utils.errors import CopyError
from corpus_utils.markup import SECONDS, Refuse, page_text
from corpus_utils.messages import section
from corpus_utils.tokens import letters

# The longest of the five documents is a 0.1 MB text; a scanned book with its text layer stays below.
LARGEST = 30_000_000
# Characters, each counted as the letters it folds to: one may stand for fifteen (ﷺ). The longest
# document has 61,000; a book of some 700 pages stays below.
LONGEST = 1_500_000
# A Word file's parts, unpacked: the five documents take less than 2 MB, and the reader builds a
# tree of them twenty times that size.
LARGEST_UNPACKED = 24_000_000
# Its files, and the tags and attributes of its XML: the longest document has 11,000 tags. The reader
# takes up to ten seconds for so many; what Word adds to each word it formats leaves room below.
ENTRIES, TAGS = 5000, 150_000
# The longest book has fewer pages.
PAGES = 3000
WORDS = section("formats")


@dataclass(frozen=True)
class Copy:
    """A reader's file as read: ``text`` has LF line ends, ``format`` is txt, html, pdf or docx."""

    text: str = field(repr=False)
    format: str
    name: str
    sha256: str
    data: bytes = field(repr=False)


def read_copy(path: str | Path) -> Copy:
    """Return what the file at ``path`` holds; a `CopyError` says why it cannot be read."""
    path = Path(path)
    name = shown(path.name or str(path))

    def refuse(message: str) -> CopyError:
        return CopyError(f"{name}: {message}")

    data = _bytes(path, refuse)
    kind, reader = _sniff(data, path.suffix.casefold(), refuse)
    text = reader(data, refuse)
    if len(text) <= 4 * LONGEST:  # beyond, so little would be left that tidying is not worth it
        text = tidy(text)
    if len(text) > LONGEST or _folded(text) > LONGEST:
        raise refuse(WORDS["long"].format(most=LONGEST))
    if not any(c.isalpha() for c in text):
        raise refuse(WORDS["wordless"])
    return Copy(text, kind, name, hashlib.sha256(data).hexdigest(), data)


def _bytes(path: Path, refuse: Refuse) -> bytes:
    try:
        path = path.expanduser()
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise refuse(WORDS["folder"])
        if not stat.S_ISREG(about.st_mode):
            raise refuse(WORDS["special"])
        if not about.st_size:  # not opened either: some files of the system would wait for ever
            raise refuse(WORDS["empty"])
        if about.st_size > LARGEST:
            raise refuse(WORDS["large"].format(most=LARGEST // 1_000_000))
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise refuse(WORDS["missing"]) from None
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refuse(WORDS["unopened"].format(reason=reason)) from None
    if not data.strip():
        raise refuse(WORDS["empty"])
    if len(data) > LARGEST:
        raise refuse(WORDS["large"].format(most=LARGEST // 1_000_000))
    return data


def _folded(text: str) -> int:
    # Character by character: folding the whole would take memory before it could be refused.
    return sum(times * max(1, len(letters(c))) for c, times in Counter(text).items())


def _sniff(data: bytes, suffix: str, refuse: Refuse) -> tuple[str, Callable[[bytes, Refuse], str]]:
    head = data[:2048].lstrip()
    if b"%PDF-" in data[:1024]:
        return "pdf", _read_pdf
    if data.startswith(b"PK\x03\x04"):
        return "docx", _read_docx
    other = None
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        other = "doc"
    elif head.startswith(b"{\\rtf"):
        other = "rtf"
    elif re.match(
        rb"(?:[\w-]+: [^\n]*\n(?:[ \t][^\n]*\n)*){1,20}?[\w-]+: multipart/related",
        head,
        re.IGNORECASE,
    ):
        other = "mhtml"
    elif data.startswith(b"bplist00"):
        other = "webarchive"
    if other:
        raise refuse(WORDS["others"][other].format(read=WORDS["read"]))
    start = decode(data[:65536], whole=len(data) <= 65536)
    if start is None:
        raise refuse(WORDS["textless"].format(read=WORDS["read"]))
    # Atomic and possessive: a file made of comments or spaces would be tried in every partition.
    page = re.match(
        r"(?:<\?xml[^>]*+>|(?><!--.*?-->)|\s++)*+<(?:!doctype\s+html|html|head|body)\b",
        start,
        re.IGNORECASE | re.DOTALL,
    )
    if page or (suffix in {".html", ".htm", ".xhtml"} and re.search(r"<\w[^<>]*>", start)):
        return "html", _read_html
    return "txt", _read_text


def _read_text(data: bytes, refuse: Refuse) -> str:
    text = decode(data)
    if text is None:
        raise refuse(WORDS["textless"].format(read=WORDS["read"]))
    return text


def _read_html(data: bytes, refuse: Refuse) -> str:
    said = re.search(
        rb"""<(?:meta[^>]+charset|\?xml[^>]+encoding)\s*=\s*["']?\s*([\w-]+)""",
        data[:4096],
        re.IGNORECASE,
    )
    text = decode(data, hint=said[1].decode("ascii") if said else None)
    if text is None:
        raise refuse(WORDS["page"])
    return page_text(text, refuse)


def _read_pdf(data: bytes, refuse: Refuse) -> str:
    import pypdfium2

    begun, pages = monotonic(), []
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise refuse(WORDS["locked"]) from None
        raise refuse(WORDS["damaged"]) from None
    try:
        for index in range(min(len(document), PAGES)):
            page = document[index]
            words = page.get_textpage()
            pages.append(words.get_text_range())
            words.close()
            page.close()
            if monotonic() - begun > SECONDS:
                raise refuse(WORDS["slow"])
    except pypdfium2.PdfiumError:
        raise refuse(WORDS["damaged"]) from None
    finally:
        document.close()
    text = "\n".join(pages)
    if sum(c.isalpha() for c in text) < 20:
        raise refuse(WORDS["pictures"])
    return text


def _read_docx(data: bytes, refuse: Refuse) -> str:
    import mammoth

    try:
        slim = _words_only(data, refuse)
        no_pictures = mammoth.images.img_element(lambda _: {})
        html = mammoth.convert_to_html(slim, convert_image=no_pictures).value
    except CopyError:
        raise
    except Exception:  # noqa: BLE001 - zip and XML libraries raise a dozen kinds, RecursionError too
        raise refuse(WORDS["word_damaged"]) from None
    return page_text(html, refuse)


def _words_only(data: bytes, refuse: Refuse) -> io.BytesIO:
    """Return the Word file with only the parts that hold words, unpacked within bounds."""
    # Counted in the bytes: to list a hundred thousand names takes longer than to refuse them.
    if data.count(b"PK\1\2") > ENTRIES:
        raise refuse(WORDS["entries"].format(most=ENTRIES))
    slim, tags = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(slim, "w") as kept:
        names = set(archive.namelist())
        if "word/document.xml" not in names:
            raise refuse(WORDS["archive"].format(read=WORDS["read"]))
        left = LARGEST_UNPACKED
        for part in sorted(names):
            if not part.endswith((".xml", ".rels")) or "media" in part:
                continue
            with archive.open(part) as stream:  # what a part declares is not believed, but counted
                content = stream.read(left + 1)
            left -= len(content)
            if left < 0:
                raise refuse(WORDS["unpacked"])
            # Zeros show UTF-16 without its mark, in which the next test would find nothing.
            if b"\0" in content or not _is_utf8(content):
                raise refuse(WORDS["not_utf8"].format(part=shown(part)))
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise refuse(WORDS["doctype"])
            tags += content.count(b"<") + content.count(b"=")
            if tags > TAGS:
                raise refuse(WORDS["tags"].format(most=TAGS))
            kept.writestr(part, content)
    slim.seek(0)
    return slim


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
