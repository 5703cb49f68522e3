"""A notebook as one page: headings, pictures, faces, links."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from nbformat import v4

from corpus_utils import sheets
from corpus_utils.errors import CourseError, DataError

PIXEL = "R0lGODlhAQABAAAAACw="
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>Ψ</title></svg>'


class Tags(HTMLParser):
    """Every tag of a page with its attributes, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def shown(**data: str) -> dict:
    return v4.new_output("display_data", data={k.replace("_", "/"): v for k, v in data.items()})


def step(source: str, *outputs: dict, count: int | None = 1) -> dict:
    return v4.new_code_cell(source, outputs=list(outputs), execution_count=count)


def prose(source: str, **more: object) -> dict:
    return v4.new_markdown_cell(source, **more)


def page(*cells: dict, name: str = "00-čti", **options: object) -> str:
    return sheets.to_page(v4.new_notebook(cells=list(cells)), name=name, **options)


def headings(text: str) -> list[tuple[int, str]]:
    found = re.findall(r"<h([1-6])[^>]*>(.*?)</h\1>", text, re.DOTALL)
    return [(int(rank), re.sub("<[^>]*>", "", words)) for rank, words in found]


WHOLE = (
    prose("# Číst *znovu*\n\nToo: <https://a.example/x>, ![Mapa](attachment:mapa.gif)",
          attachments={"mapa.gif": {"image/gif": PIXEL}}),
    prose("## Who speaks?\n\n#### Too deep"),
    step("cu.Reader('toy')", shown(text_html="<h3>Part</h3><h5>Deeper</h5>", text_plain="Part")),
    prose("# Second title\n\n![](data:image/gif;base64,R0lGODlhAQABAAAAACw=)"),
    step("plot()", shown(**{"image/svg+xml": SVG, "text/plain": "A map of Ψ"})),
    step("plot()", shown(image_png=PIXEL + "\n", text_plain="<Figure size 1x1>")),
)  # fmt: skip


def test_headings_are_in_order_with_one_title():
    ranks = headings(page(*WHOLE))
    assert ranks == [
        (1, "Číst znovu"),
        (2, "Who speaks?"),
        (3, "Too deep"),
        (4, "Part"),
        (5, "Deeper"),
        (2, "Second title"),
    ]


def test_a_notebook_without_a_title_is_called_by_its_name():
    text = page(prose("## Část"), name="moje")
    assert headings(text) == [(1, "moje"), (2, "Část")]
    assert "<title>moje</title>" in text


def test_contents_lead_to_parts_by_the_names_jupyterlab_gives_them():
    text = page(prose("# T\n\n## Who speaks?\n\n## Who speaks?\n\n## lesson"))
    assert re.findall(r'<li><a href="#([^"]*)">', text) == ["Who-speaks?", "Who-speaks?-2", "lesson-2"]  # fmt: skip
    ids = re.findall(r'\sid="([^"]*)"', text)
    assert sorted(ids) == sorted({*ids})
    assert text.index('class="skip" href="#lesson"') < text.index("<header>")


def test_every_picture_is_inside_and_described():
    images = [given for tag, given in Tags(page(*WHOLE)).found if tag == "img"]
    assert [image["alt"] for image in images] == [
        "Mapa",
        "Picture without a description",
        "A map of Ψ",
        "Picture of code 3",
    ]
    assert all(image["src"].startswith("data:image/") for image in images)
    assert images[3]["src"] == f"data:image/png;base64,{PIXEL}"


def test_nothing_is_fetched_and_nothing_runs():
    evil = "<p onclick='x()'>ß</p><script src='https://a.example/x.js'></script><style>p{}</style>"
    text = page(*WHOLE, step("x", shown(text_html=evil)))
    tags = Tags(text).found
    assert {tag for tag, _ in tags} & {"script", "link", "iframe", "object", "base"} == set()
    assert sum(tag == "style" for tag, _ in tags) == 1
    assert [
        (tag, name)
        for tag, given in tags
        for name, value in given.items()
        if name.startswith("on")
        or (re.match(r"\s*(https?:)?//", value or "") and (tag, name) != ("a", "href"))
    ] == []
    assert "url(" not in sheets.STYLE.read_text(encoding="utf-8")
    assert "default-src 'none'" in text


def test_code_is_folded_and_shown_as_it_is():
    text = page(step("a < b  # é"), step(""), step("c"))
    assert "<summary>Code 1</summary><pre><code>a &lt; b  # é</code>" in text
    assert "<summary>Code 2</summary><pre><code>c</code>" in text
    assert "Code 3" not in text


def test_text_twins_streams_and_errors_are_shown_where_there_is_no_html():
    live = "<div id='v'></div><script>draw()</script>"
    outputs = [
        shown(text_plain="Zoë <1>"),
        v4.new_output("stream", name="stdout", text="\x1b[31mça ira\x1b[0m\n"),
        v4.new_output("error", ename="ValueError", evalue="nein", traceback=["secret"]),
        shown(text_html=live, text_plain="The twin says it"),
        shown(text_markdown="Some *stress*", text_plain="Some stress"),
    ]
    text = page(step("x", *outputs))
    for part in (
        ">Zoë &lt;1&gt;</pre>",
        ">ça ira</pre>",
        ">ValueError: nein</pre>",
        ">The twin says it</pre>",
        "Some <em>stress</em>",
    ):
        assert part in text
    assert "secret" not in text
    assert "draw" not in text


def test_links_lead_to_pages_written_too_to_parts_and_to_the_web():
    links = (
        "[a](01-další.ipynb#Part) [b](02-jiná.ipynb) [c](#Who) [d](https://a.example) [e](file.csv)"
    )
    text = page(prose(links), others=["01-další"])
    main = text[text.index("<main") :]
    targets = re.findall(r'href="([^"]*)"', main)
    assert targets == ["01-dal%C5%A1%C3%AD.html#Part", "#Who", "https://a.example"]
    for word in "be":
        assert re.search(rf"(^| ){word}( |<)", main)


def test_a_lesson_never_run_has_nothing_to_show():
    with pytest.raises(CourseError, match="00-čti was never run"):
        page(prose("# T"), step("cu.Reader()", count=None))
    assert "<main" in page(prose("# Prose only"))
    assert "This code was not run." in page(step("x"), step("later", count=None))


def test_missing_pictures_are_said_all_at_once():
    both = prose("![a](není.png) ![b](attachment:é.png) ![c](https://a.example/c.png)", id="obraz")
    with pytest.raises(DataError) as raised:
        page(both)
    assert [problem.path for problem in raised.value.problems] == ["cell 'obraz'"] * 2
    assert "there is no picture 'není.png'" in str(raised.value)
    assert "there is no picture 'attachment:é.png'" in str(raised.value)


def test_the_same_notebook_gives_the_same_page_and_says_its_language():
    assert page(*WHOLE) == page(*WHOLE)
    assert '<html lang="en">' in page(prose("x"))
    czech = v4.new_notebook(cells=[prose("x")], metadata={"lang": "cs"})
    assert '<html lang="cs">' in sheets.to_page(czech, name="x")


def test_what_the_course_says_in_another_language_than_the_lesson_says_so():
    cells = [prose("# x\n\n## y"), step("1", shown(text_plain="1")), step("2", count=None)]
    own = sheets.to_page(v4.new_notebook(cells=cells), name="x")
    assert own.count(" lang=") == 1
    other = sheets.to_page(v4.new_notebook(cells=cells, metadata={"lang": "cs"}), name="x")
    assert re.findall(r'<(\w+)[^>]* lang="en"', other) == ["a", "p", "p", "summary", "summary", "p"]
