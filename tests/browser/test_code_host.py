"""What a code host shows of the stored lessons: no kernel, no script, no style, only what its sanitiser lets through."""

from __future__ import annotations

import os
import re
from pathlib import Path

import bleach
import nbformat
import pytest

from tests.conftest import ROOT

LESSONS = sorted((ROOT / "lessons").glob("*.ipynb"))
PICTURES = os.environ.get("CORPUS_UTILS_PICTURES")
#: The elements that GitHub's sanitiser (html-pipeline) lets through, of which attributes only these.
TAGS = frozenset(
    [
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "b",
        "i",
        "strong",
        "em",
        "a",
        "pre",
        "code",
        "img",
        "tt",
        "div",
        "ins",
        "del",
        "sup",
        "sub",
        "p",
        "ol",
        "ul",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "blockquote",
        "dl",
        "dt",
        "dd",
        "kbd",
        "q",
        "samp",
        "var",
        "hr",
        "ruby",
        "rt",
        "rp",
        "li",
        "tr",
        "td",
        "th",
        "s",
        "strike",
        "summary",
        "details",
        "caption",
        "figure",
        "figcaption",
        "abbr",
        "bdo",
        "cite",
        "dfn",
        "mark",
        "small",
        "span",
        "time",
        "wbr",
    ]
)
ATTRIBUTES = {
    "*": ["alt", "scope", "type", "open", "colspan", "rowspan", "start", "title"],
    "a": ["href"],
    "img": ["src"],
}
PAGE = "<!DOCTYPE html><meta charset='utf-8'><title>{title}</title><main>{body}</main>"
BROKEN = re.compile(
    "Loading widget|Error displaying widget|Error creating widget|Traceback|model_id"
)


def faces(path: Path) -> list[str]:
    """Return every stored HTML face of a lesson."""
    cells = nbformat.read(path, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    return [output.data["text/html"] for output in outputs if "text/html" in output.get("data", {})]


def sanitised(html: str) -> str:
    """Return what is left of a face: its style sheets go with what they say, as do pictures in data addresses."""
    html = re.sub(r"<style\b.*?</style>", "", html, flags=re.DOTALL)
    return bleach.clean(html, tags=TAGS, attributes=ATTRIBUTES, protocols={"https"}, strip=True)


def words(html: str) -> list[str]:
    """Return the words of a face, a style sheet's left out."""
    html = re.sub(r"<style\b.*?</style>", "", html, flags=re.DOTALL)
    return re.findall(r"\w+", re.sub(r"<[^>]*>", " ", html).replace("&quot;", " "))


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_sanitised_face_says_what_it_said(path):
    shown = faces(path)
    assert len(shown) > 10
    for face in shown:
        left = sanitised(face)
        assert words(left.replace("&amp;", "&")) == words(face.replace("&amp;", "&"))
        assert not BROKEN.search(left)
        # A picture that does not come through still says what it shows.
        assert left.count("<img") == face.count("<img") == left.count('alt="')


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_it_is_legible_in_a_browser_without_scripts(chromium, path):
    page = chromium.new_page(java_script_enabled=False, viewport={"width": 1000, "height": 800})
    body = "<hr>".join(map(sanitised, faces(path)))
    page.set_content(PAGE.format(title=path.stem, body=body))
    assert page.get_by_text(BROKEN).count() == 0
    for name in ("p", "summary", "li"):
        assert page.locator(f"main {name} >> visible=true").count() > 0
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"host-{path.stem[:2]}.png"), full_page=True)
    page.close()
