"""Archives: zip files and XML that are the same bytes wherever and whenever they are written."""

from __future__ import annotations

import io
from collections.abc import Mapping
from hashlib import blake2b
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile, ZipInfo

# The first moment that a zip file can name.
EPOCH = (1980, 1, 1, 0, 0, 0)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Return a zip file of ``files`` by name, sorted, dated 1980.

    Not compressed: what zlib makes differs from version to version.
    """
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as archive:
        for name in sorted(files):
            info = ZipInfo(name, EPOCH)
            info.create_system = 3  # else Python writes which system it ran on
            info.external_attr = 0o644 << 16
            content = files[name]
            archive.writestr(info, content.encode() if isinstance(content, str) else content)
    return stream.getvalue()


def number(*names: str, bits: int = 40) -> int:
    """Return a number that stands for ``names``, always the same; never 0."""
    digest = blake2b("\n".join(names).encode(), digest_size=8).digest()
    return int.from_bytes(digest) % (2**bits - 1) + 1


def ident(*names: str) -> str:
    """Return an identifier that stands for ``names``, always the same, which every XML takes.

    >>> ident("dun-01") == ident("dun-01"), ident("dun-01")[0]
    (True, 'g')
    """
    return "g" + blake2b("\n".join(names).encode(), digest_size=12).hexdigest()


def branch(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """Return a new last child of ``parent``."""
    child = ET.SubElement(parent, tag, attributes)
    child.text = text or None
    return child


def graft(parent: ET.Element, xhtml: str) -> None:
    """Add XHTML to what ``parent`` holds."""
    root = ET.fromstring(f"<div>{xhtml}</div>")  # noqa: S314 - our own XHTML
    if root.text:
        parent.text = (parent.text or "") + root.text
    parent.extend(root)


def written(root: ET.Element) -> str:
    """Return the XML document under ``root``."""
    return HEAD + ET.tostring(root, encoding="unicode", short_empty_elements=True) + "\n"
