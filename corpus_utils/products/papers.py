"""Papers: a lesson's exercises as a sheet to print and write on, and the key to it.

The key means the sheet's own letters (`forms`). A passage is printed with its
question in our retelling; a long one stands once, at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from corpus_utils import sheets, texts
from corpus_utils.items import (
    FindParagraph,
    Item,
    LongText,
    MarkSpan,
    Order,
    ShortText,
    places,
)
from corpus_utils.marking import Part, explain
from corpus_utils.messages import language, section, term
from corpus_utils.outputs import write_file
from corpus_utils.products.forms import answerable, letters, written_answer
from corpus_utils.products.sources import Note, Source
from corpus_utils.widgets.face import content, element, prose, table
from corpus_utils.widgets.question_view import UNREAD

STYLE = Path(__file__).with_suffix(".css")
INLINE = 260
"""Words that a passage may have to be printed with its question: about half a page."""
WORDS = section("products.papers")


def write_sheet(source: Source, folder: Path) -> list[Note]:
    """Write the sheet of exercises, with room for names and answers."""
    total = sum(item.points for item in source.items)
    fields = [("name", ""), ("date", "short"), ("points", "short")]
    lines = [
        element(
            "span",
            WORDS[name].format(points=total),
            **({"class": kind} if kind else {}),
        )
        for name, kind in fields
    ]
    items = [_item(n, item, _asked(item)) for n, item in enumerate(source.items, 1)]
    body = [element("div", *lines, **{"class": "lines"}), element("h2", WORDS["exercises"]), *items]
    _write(source, folder, "sheet", [*body, *_appendices(source.items)])
    lost = [item for item in source.items if item.hints or item.second_try]
    return [Note(item.id, "sheet", WORDS["lost"], WORDS["instead"]) for item in lost]


def write_key(source: Source, folder: Path) -> list[Note]:
    """Write the key to the sheet: answers by number and letter, every explanation, hints and second tries."""
    items = [
        _item(n, item, [element("p", content(item.prompt)), *_answered(item)], kind="item long")
        for n, item in enumerate(source.items, 1)
    ]
    _write(source, folder, "key", [element("h2", WORDS["answers"]), *items])
    return []


def _write(source: Source, folder: Path, kind: str, body: Iterable[str]) -> None:
    number, _, name = source.name.partition("-")
    name = (name or number).replace("-", " ").capitalize()
    lesson = WORDS["lesson"].format(number=number, name=name) if number.isdigit() else name
    title = WORDS[kind].format(lesson=lesson)
    documents = dict.fromkeys(item.document for item in source.items)
    titles = "; ".join(texts.load(key).title for key in documents)
    foot = element("p", prose(WORDS["foot"].format(titles=titles)), **{"class": "foot"})
    main = element("main", element("h1", prose(title)), "\n", "\n".join(body), "\n", foot)
    style = STYLE.read_text(encoding="utf-8")
    page = sheets.framed(title, main, language=language(), style=style)
    write_file(folder / f"{source.name}.html", page)


def _item(number: int, item: Item, inner: Iterable[str], *, kind: str = "item") -> str:
    """Return one exercise, which stays on one page of paper unless its ``kind`` is a long one."""
    points = WORDS["point"] if item.points == 1 else WORDS["many"].format(n=item.points)
    kind_said = term("kinds", item.kind)
    about = WORDS["about"].format(id=item.id, kind=kind_said, points=points)
    name = f"question-{number}"
    head = element("h3", WORDS["numbered"].format(n=number), id=name)
    attributes = {"class": kind, "aria-labelledby": name}
    return element(
        "section", head, element("p", prose(about), **{"class": "about"}), *inner, **attributes
    )


def _asked(item: Item, *, passage: bool = True) -> Iterator[str]:
    yield element("p", content(item.prompt))
    if passage and not item.passage_tells:
        yield _passage(item)
    yield from answerable(item)


def _passage(item: Item) -> str:
    if _is_long(item):
        return element("p", WORDS["read"].format(places=places(item.passage)))
    return element("div", *_told(item.document, item.passage.paragraphs), **{"class": "passage"})


def _is_long(item: Item) -> bool:
    if isinstance(item, MarkSpan):  # one marks in it
        return False
    text = texts.load(item.document)
    told = [text.paragraph(name).retelling for name in item.passage.paragraphs]
    return sum(len(words.split()) for words in told) > INLINE


def _told(document: str, names: Iterable[str]) -> list[str]:
    text = texts.load(document)
    return [
        element("p", element("small", f"[{name}]"), " ", content(text.paragraph(name).retelling))
        for name in names
    ]


def _appendices(items: Iterable[Item]) -> Iterator[str]:
    """Yield, document by document, what questions refer to at the end: all of it where a paragraph is to be found."""
    wanted: dict[str, set[str]] = {}
    for item in items:
        here = wanted.setdefault(item.document, set())
        if isinstance(item, FindParagraph):
            text = texts.load(item.document)
            here |= {p.id for p in text.paragraphs if p.kind not in UNREAD}
        elif _is_long(item):
            here |= set(item.passage.paragraphs)
    for document, names in wanted.items():
        if names:
            title = WORDS["text"].format(title=texts.load(document).title)
            told = element("div", "\n".join(_told(document, sorted(names))), **{"class": "passage"})
            yield element("section", element("h2", prose(title)), told, **{"class": "appendix"})


def _answered(item: Item) -> Iterator[str]:
    if answer := written_answer(item):
        yield element("p", WORDS["answer"].format(answer=answer), **{"class": "sum"})
    yield from _explained(item)
    if item.hints:
        yield element("p", WORDS["hints"])
        yield element("ol", *(element("li", content(hint)) for hint in item.hints))
    if item.second_try:
        yield element("h4", WORDS["second"])
        yield from _asked(item.second_try, passage=False)
        yield from _answered(item.second_try)


def _explained(item: Item) -> Iterator[str]:
    letter, parts = letters(item), list(explain(item))
    if not isinstance(item, Order):
        parts.sort(key=lambda part: letter.get(part.about, ""))
    yield element("ul", *(element("li", _said(item, part, letter)) for part in parts))
    yield from _rubric(item)


def _said(item: Item, part: Part, letter: Mapping[str, str]) -> str:
    about = item.display(part.about) if part.about in item.labels else part.about
    about = f"{about} → {part.answer}" if part.answer else about
    place = f" ({places(part.passage)})" if part.passage else ""
    named = f"{letter[part.about]}. " if part.about in letter else ""
    said = f"{named}{content(about)}<br>" if about else ""
    why = "<br>".join(content(line) for line in part.why.split("\n\n"))
    criterion = isinstance(item, ShortText) and part.about in item.labels
    verdict = WORDS["criteria"] if criterion else part.verdict  # nobody has met it yet
    return element("strong", f"{verdict}: ") + said + why + place


def _rubric(item: Item) -> Iterator[str]:
    """Yield the rubric of a long text as a table."""
    if not isinstance(item, LongText):
        return
    levels = max(len(criterion.levels) for criterion in item.rubric)
    head = [WORDS["criteria"], *(WORDS["level"].format(n=n) for n in range(levels)), WORDS["most"]]
    rows = [
        [content(c.text), *map(content, c.levels), *[""] * (levels - len(c.levels)), str(c.points)]
        for c in item.rubric
    ]
    yield table(WORDS["rubric"], head, rows)
