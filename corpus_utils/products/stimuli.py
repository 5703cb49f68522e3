"""Stimuli: the retelling that a question is about, with what it retells and under which licence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus_utils import texts
from corpus_utils.items import places
from corpus_utils.messages import section
from corpus_utils.products.shapes import Stimulus
from corpus_utils.products.wording import flat
from corpus_utils.tokens import Target

WORDS = section("products.stimuli")
# So many paragraphs are offered where one is to be found; a page of them is still read.
OFFERED = 6
FIRST_WORDS = 9


def stimulus(document: str, names: Sequence[str]) -> Stimulus:
    """Return the retelling of these paragraphs, with its attribution."""
    text = texts.load(document)
    told = [(name, flat(text.paragraph(name).retelling)) for name in names]
    word = WORDS["own" if text.own else "retold"]
    passage = places(Target.parse(" ".join(names)))
    source = word.format(document=cited(text), passage=passage)
    return Stimulus(tuple((name, words) for name, words in told if words), source)


def cited(text: texts.Text) -> str:
    """Return author, title, publication and year of a document, as far as its record gives them."""
    record = text.record
    names = [_name(person) for person in record.get("author", ())]
    date = record.get("issued") or record.get("original-date") or {}
    years = sorted({str(part[0]) for part in date.get("date-parts", ()) if part})
    parts = [", ".join(names), text.title, record.get("container-title", ""), "–".join(years)]
    return ", ".join(filter(None, parts))


def _name(person: dict[str, str]) -> str:
    return person.get("literal") or f"{person.get('given', '')} {person.get('family', '')}".strip()


def offered(document: str, right: str, wrong: Iterable[str], but: Iterable[str] = ()) -> list[str]:
    """Return the paragraphs to choose from, in reading order: ``right``, ``wrong`` and others near it.

    Never one of ``but``, which would be right as well.
    """
    text = texts.load(document)
    told = [p.id for p in text.paragraphs if p.kind != "heading" and flat(p.retelling)]
    never = {*but} - {right}
    chosen = dict.fromkeys([right, *(name for name in wrong if name not in never)])
    order = [p.id for p in text.paragraphs]
    near = sorted(told, key=lambda name: abs(order.index(name) - order.index(right)))
    for name in near:
        if len(chosen) >= OFFERED:
            break
        if name not in never:
            chosen.setdefault(name)
    return sorted(chosen, key=order.index)


def first_words(document: str, name: str) -> str:
    """Return a paragraph's id with the first words of its retelling, or the whole of a short one."""
    words = flat(texts.load(document).paragraph(name).retelling).split()
    if len(words) <= FIRST_WORDS:
        return f"{name}: {' '.join(words)}" if words else name
    return WORDS["first"].format(id=name, words=" ".join(words[:FIRST_WORDS]))
