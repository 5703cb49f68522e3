"""Formats: the text of a reader's file, whether plain, a saved web page, a PDF or a Word file.

What a file is shows in its first bytes; its name only breaks ties. Whatever a
file holds, reading it ends in text or in one `CopyError` that says what to do,
within bounded time and memory.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from corpus_utils.encodings import decode
from corpus_utils.errors import CopyError
from corpus_utils.markup import SECONDS, Refuse, page_text

# The longest of the five documents is a 0.1 MB text; a scanned book with its text layer stays below.
LARGEST = 30_000_000
# Hashing every position of so much takes ten seconds; a volume of collected works is shorter.
LONGEST = 3_000_000
# A Word file's parts, unpacked: the five documents take less than 2 MB, and the reader builds a
# tree of them twenty times that size.
LARGEST_UNPACKED = 24_000_000
# The longest book has fewer pages.
PAGES = 3000
READ = "a plain text (.txt), a web page saved as .html, a PDF with text, or a Word file (.docx)"


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
    path = Path(path).expanduser()
    name = path.name or str(path)

    def refuse(message: str) -> CopyError:
        return CopyError(f"{name}: {message}")

    try:
        if path.is_dir():
            raise refuse("this is a folder; give the file inside it")
        if not path.exists():
            raise refuse("there is no such file; check the name and the folder")
        if not path.is_file():
            raise refuse("this is no ordinary file; save the text as a file first")
        if path.stat().st_size > LARGEST:
            raise refuse(f"the file is larger than {LARGEST // 1_000_000} MB; save the text alone")
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refuse(f"the file cannot be opened ({reason})") from None
    if not data.strip():
        raise refuse("the file is empty")
    if len(data) > LARGEST:
        raise refuse(f"the file is larger than {LARGEST // 1_000_000} MB; save the text alone")
    kind, reader = _sniff(data, path.suffix.casefold(), refuse)
    text = tidy(reader(data, refuse))
    if len(text) > LONGEST:
        raise refuse(f"this is longer than {LONGEST:,} characters; save the part with the document")
    if not any(c.isalpha() for c in text):
        raise refuse("there are no words in this file")
    return Copy(text, kind, name, hashlib.sha256(data).hexdigest(), data)


def tidy(text: str) -> str:
    """Return ``text`` with LF line ends, without characters that are no part of it.

    Dropped are byte order marks, NUL and other controls, soft hyphens and
    zero-width spaces (they only tell where a line may break), and the sign
    that PDF readers leave for a hyphen at a line's end, with that line's end.
    """
    text = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    text = re.sub("[\x02\ufffe] *\n?", "", text)
    return re.sub(
        "[\0-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff\ud800-\udfff\ufff9-\ufffc\uffff]",
        "",
        text,
    )


def _sniff(data: bytes, suffix: str, refuse: Refuse) -> tuple[str, Callable[[bytes, Refuse], str]]:
    head = data[:2048].lstrip()
    if b"%PDF-" in data[:1024]:
        return "pdf", _read_pdf
    if data.startswith(b"PK\x03\x04"):
        return "docx", _read_docx
    other = None
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        other = "an old Word file (.doc)"
    elif head.startswith(b"{\\rtf"):
        other = "a rich text file (.rtf)"
    elif re.match(
        rb"(?:[\w-]+: [^\n]*\n(?:[ \t][^\n]*\n)*){1,20}?[\w-]+: multipart/related",
        head,
        re.IGNORECASE,
    ):
        other = "a web archive (.mhtml); save the page again as “Web page, HTML only”"
    elif data.startswith(b"bplist00"):
        other = "a web archive (.webarchive); save the page again as HTML source"
    if other:
        raise refuse(f"this is {other}; the course reads {READ}")
    start = decode(data[:65536], whole=len(data) <= 65536)
    if start is None:
        raise refuse(f"this is no text; the course reads {READ}")
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
        raise refuse(f"this is no text; the course reads {READ}")
    return text


def _read_html(data: bytes, refuse: Refuse) -> str:
    said = re.search(
        rb"""<(?:meta[^>]+charset|\?xml[^>]+encoding)\s*=\s*["']?\s*([\w-]+)""",
        data[:4096],
        re.IGNORECASE,
    )
    text = decode(data, hint=said[1].decode("ascii") if said else None)
    if text is None:
        raise refuse("this page holds no text")
    return page_text(text, refuse)


def _read_pdf(data: bytes, refuse: Refuse) -> str:
    import pypdfium2

    begun, pages = monotonic(), []
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise refuse("the PDF is locked with a password; save it without one") from None
        raise refuse("the PDF is damaged; download or print it again") from None
    try:
        for index in range(min(len(document), PAGES)):
            page = document[index]
            words = page.get_textpage()
            pages.append(words.get_text_range())
            words.close()
            page.close()
            if monotonic() - begun > SECONDS:
                raise refuse("the PDF takes too long to read; save its text alone")
    except pypdfium2.PdfiumError:
        raise refuse("the PDF is damaged; download or print it again") from None
    finally:
        document.close()
    text = "\n".join(pages)
    if sum(c.isalpha() for c in text) < 20:
        raise refuse(
            "the PDF holds pictures of pages and no text; run text recognition on it first"
        )
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
        raise refuse("the Word file is damaged; save it again") from None
    return page_text(html, refuse)


def _words_only(data: bytes, refuse: Refuse) -> io.BytesIO:
    """Return the Word file with only the parts that hold words, unpacked within bounds."""
    slim = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(slim, "w") as kept:
        names = set(archive.namelist())
        if "word/document.xml" not in names:
            raise refuse(f"this is an archive or another kind of document; the course reads {READ}")
        left = LARGEST_UNPACKED
        for part in sorted(names):
            if not part.endswith((".xml", ".rels")) or "media" in part:
                continue
            with archive.open(part) as stream:  # what a part declares is not believed, but counted
                content = stream.read(left + 1)
            left -= len(content)
            if left < 0:
                raise refuse("the Word file unpacks to more than any text; save the text alone")
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise refuse("the Word file is damaged; save it again")
            kept.writestr(part, content)
    slim.seek(0)
    return slim
