"""Sheets and keys in a Chromium without a network: on the screen, and printed on A4 and on Letter."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pypdfium2
import pytest

from corpus_utils.products import registry
from corpus_utils.products.sources import find_sources
from tests.browser.driving import AXE

#: Where pictures are put for a maker to look at; nowhere unless it is set.
PICTURES = os.environ.get("CORPUS_UTILS_PICTURES")
FAULTS = """async () => (await axe.run({resultTypes: ["violations"]})).violations.flatMap((fault) =>
  fault.nodes.map((node) => `${fault.impact} ${fault.id}: ${node.html.slice(0, 200)}`))"""
RANKS = "() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((node) => +node.tagName[1])"
SOURCES = find_sources()
CASES = [(kind, source.name) for kind in ("sheet", "key") for source in SOURCES]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    list(registry.build(registry.products(["sheet", "key"]), SOURCES, folder))
    return folder


@pytest.fixture
def opened(chromium, folder):
    heard, contexts = [], []

    def open_(kind, name, **options):
        contexts.append(chromium.new_context(offline=True, **options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("request", lambda request: request.url.startswith("file:") or heard.append(request.url))  # fmt: skip
        page.goto((folder / kind / f"{name}.html").as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert heard == []


def leaves(content):
    """Return the text of each page of a PDF, without its number, which the reader gives first."""
    with pypdfium2.PdfDocument(content) as printed:
        found = [leaf.get_textpage().get_text_range() for leaf in printed]
    return [re.sub(rf"^{number}\s+", "", words) for number, words in enumerate(found, 1)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("kind", "name"), CASES)
def test_a_paper_is_accessible_on_the_screen(opened, kind, name, scheme):
    page = opened(kind, name, color_scheme=scheme, viewport={"width": 640, "height": 360})
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FAULTS) == []
    ranks = page.evaluate(RANKS)
    assert ranks.count(1) == 1
    assert [pair for pair in zip([0, *ranks], ranks, strict=False) if pair[1] > pair[0] + 1] == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{kind}-{name}-{scheme}.png"))


#: With every claim or step of a map told, these may be longer than a page.
LONGER = ("role of a claim", "complete the map", "repair the map")


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_no_exercise_is_broken_across_pages(opened, source, size):
    """Between the heading of one question and that of the next, a page ends only before the latter."""
    page = opened("sheet", source.name)
    content = page.pdf(format=size)
    if PICTURES:
        (Path(PICTURES) / f"sheet-{source.name}-{size}.pdf").write_bytes(content)
    pages = leaves(content)
    heads = [re.findall(r"^Question (\d+)\s*$", words, re.MULTILINE) for words in pages]
    assert [int(n) for found in heads for n in found] == list(range(1, len(source.items) + 1))
    begun = [number for number, found in enumerate(heads) if found]
    # Every page that holds part of a question begins with the heading of one (the first with the title).
    for number in range(begun[0] + 1, begun[-1] + 1):
        last = max(int(n) for found in heads[:number] for n in found)
        if source.items[last - 1].kind in LONGER:
            continue
        assert re.match(r"Question \d+\s*$", pages[number].splitlines()[0]), (number + 1, pages[number][:200])  # fmt: skip
    after = pages[begun[-1] + 1][:40] if begun[-1] + 1 < len(pages) else "The text, retold"
    assert re.match(r"The text, retold|Passages are retellings", after), after


def test_a_broken_exercise_would_be_found(opened, folder):
    """The style that keeps an exercise whole is what the test above rests on."""
    path = folder / "sheet" / f"{SOURCES[1].name}.html"
    loose = path.read_text(encoding="utf-8").replace(
        ".item, .passage p, .lines, .foot {", ".none {"
    )
    assert loose != path.read_text(encoding="utf-8")
    (folder / "sheet" / "loose.html").write_text(loose, encoding="utf-8")
    content = opened("sheet", "loose").pdf(format="A4")
    pages = leaves(content)
    firsts = [words.splitlines()[0] for words in pages[1:] if "Question " in words]
    assert not all(re.match(r"Question \d+\s*$", line) for line in firsts)
