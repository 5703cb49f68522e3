"""Drafting: the files of a new text, each a draft that is valid as it stands."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

from corpus_utils.cuts import counts
from corpus_utils.errors import CourseError
from corpus_utils.formats import Copy
from corpus_utils.gazetteer import COLUMNS, Gazetteer
from corpus_utils.messages import term
from corpus_utils.prose import prose
from corpus_utils.readings import EMPHASIS
from corpus_utils.rules import Correction, Rules
from corpus_utils.segments import Cut, Segment, paragraph_text
from corpus_utils.skeletons.wording import WORDS
from corpus_utils.tokens import Letters, letters, words
from corpus_utils.vocabulary import MOST_WORDS, Annotation

PROSE = Rules("prose")
TEMPLATES = Path(__file__).parent / "templates"
TOLD = ("body", "quotation", "list item")
FEWEST = 3
"""An order, an outline and a step from one claim to another need so many paragraphs."""
MOST = 999
"""What three digits can number."""
MENU = 8
"""A longer line above the title is no entry of a menu."""
COMMON = """
the a an and or but of in on to for with by from at as is are was were be been it its this that these those he she
they we you i his her their our not no which who whom what when than then there so if into over had has have do did
one all more would could can may will shall upon him them us me my your
"""
"""Words that a chart of an argument's words has no use for."""


@dataclass(frozen=True)
class Plan:
    """What a new text is to be: its names, its file as read, how it is cut, whether its words are kept."""

    key: str
    title: str
    lesson: str
    author: str
    short: str
    copy: Copy
    cut: Cut
    licence: str = ""
    store: bool = False
    rules: Rules = PROSE
    cuts: str = ""
    """The instructor's own ``cuts.yaml``, where there is one."""

    @property
    def stream(self) -> Letters:
        """The letters of the text."""
        return letters(self.copy.text)

    def words(self, paragraph: Segment) -> str:
        """Return a paragraph's words in one line, words broken at a line's end put together."""
        known = {word for word, _ in counts(self.copy.text)}

        def mend(broken: re.Match[str]) -> str:
            whole = broken[1] + broken[2]
            return whole if whole.casefold() in known else f"{broken[1]}-{broken[2]}"

        text = paragraph_text(self.stream, paragraph.spans)
        return " ".join(re.sub(r"([^\W\d_]+)-\s*\n\s*([^\W\d_]+)", mend, text).split())

    @property
    def told(self) -> list[Segment]:
        """The paragraphs in which the text says something."""
        return [p for p in self.cut.paragraphs if p.kind in TOLD]


def reading(plan: Plan, sighted: list[Annotation]) -> str:
    """Return ``reading.md``: the text's own words where they are kept, else what is to be retold."""
    blocks, heading = [], ""
    for paragraph in plan.cut.paragraphs:
        printed = plan.words(paragraph)
        count = len(words(printed))
        if paragraph.kind == "heading":
            heading = printed if count <= MOST_WORDS else paragraph.id
        if plan.store:
            line = EMPHASIS.sub(r"∗\1∗", printed)  # in a reading edition, * is markup
        elif paragraph.kind == "heading":
            line = printed if count <= MOST_WORDS else WORDS["heading"].format(words=count)
        elif paragraph.kind == "furniture":
            line = WORDS["furniture"].format(kind=term("paragraphs", "furniture"), words=count)
        else:
            line = _to_retell(paragraph, printed, heading, sighted)
        blocks.append(f"{'## ' if paragraph.kind == 'heading' else ''}[{paragraph.id}] {line}\n")
    return "\n".join(blocks)


def _to_retell(paragraph: Segment, printed: str, heading: str, sighted: list[Annotation]) -> str:
    here = [a for a in sighted if paragraph.id in a.target.paragraphs]
    names = dict.fromkeys(a.value for a in here if a.layer in ("person", "organisation", "date"))
    return WORDS["retell"].format(
        kind=term("paragraphs", paragraph.kind),
        place=WORDS["place"].format(heading=heading) if heading else WORDS["no_place"],
        sentences=max(1, len(re.findall(r"[.?!…](?=\W*(?:\s|$))", printed))),
        words=len(words(printed)),
        holds=WORDS["holds"].format(names=", ".join(names)) if names else "",
    )


def record(plan: Plan, author: str) -> str:
    """Return ``record.json``: CSL-JSON, with what is to be found out."""
    fields: dict[str, Any] = {"id": plan.key, "type": "document", "title": plan.title}
    if author:
        given, _, family = author.rpartition(" ")
        fields["author"] = [{"family": family, "given": given} if given else {"literal": author}]
    rights = "stored" if plan.store else "not_stored"
    fields["custom"] = {
        "short": plan.short,
        "stated": {"of itself": WORDS["stated"]},
        "inferred": [{"what": WORDS["inferred"], "from": WORDS["from"], "certainty": "possible"}],
        "route": [WORDS["route"].format(format=plan.copy.format)],
        "missing": [WORDS["missing"]],
        "dates": [
            {
                "what": WORDS["dated"],
                "value": "XXXX",
                "certainty": "possible",
                "from": WORDS["from"],
            }
        ],
        "obtain": WORDS["obtain"],
        "rights": WORDS[rights].format(licence=plan.licence),
        "text_stored": plan.store,
    }
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"


def person(plan: Plan, name: str) -> list[str]:
    """Return the row of the author in ``persons.csv``."""
    cells = {
        "id": plan.author,
        "name": name or WORDS["author"].format(title=plan.title),
        "gloss": WORDS["gloss"],
    }
    return [cells.get(column, "") for column in COLUMNS["person"]]


def fill(name: str, plan: Plan, sighted: list[Annotation], gazetteer: Gazetteer) -> str:
    """Return the template ``name`` with what is known of the text put in."""
    told = plan.told
    often = [
        word for word, _ in counts(plan.copy.text) if len(word) > 2 and word not in COMMON.split()
    ]
    sought, found, finding = _find(plan, sighted, gazetteer)
    fields = {
        "key": plan.key,
        "title": plan.title,
        "short": plan.short,
        "lesson": plan.lesson,
        "author": plan.author,
        "first": told[0].id,
        "second": told[1].id,
        "third": told[2].id,
        "words": json.dumps(often[:6], ensure_ascii=False),
        "sought": json.dumps(sought, ensure_ascii=False),
        "found": found,
        "finding": json.dumps(finding, ensure_ascii=False),
        "corrections": _corrections(plan.rules),
    }
    made = Template((TEMPLATES / name).read_text(encoding="utf-8")).substitute(fields)
    # A name may hold what YAML takes for markup.
    return re.sub(
        r"^(  gist: )(.*)$",
        lambda m: m[1] + json.dumps(m[2], ensure_ascii=False),
        made,
        flags=re.MULTILINE,
    )


def title_rules(text: str, title: str, author: str) -> Rules:
    """Return the corrections that follow from knowing the title and the author of ``text``.

    What stands before the title, as the menu of a page does, is furniture; a
    line that is the author's name opens no section.
    """
    drafts = prose(text).drafts
    wanted, name = letters(title).stream, letters(author).stream
    at = next(
        (n for n, d in enumerate(drafts[:40]) if letters(d.text(text)).stream == wanted), None
    )
    if at is None or any(len(words(draft.text(text))) > MENU for draft in drafts[:at]):
        return PROSE
    corrections = [Correction((drafts[at].line,), WORDS["is_title"], "heading", 1)]
    menu = tuple(draft.line for draft in drafts[:at])
    corrections += [Correction(menu, WORDS["is_menu"], "furniture")] if menu else []
    for draft in drafts[at + 1 : at + 3]:
        if name and letters(draft.text(text)).stream == name:
            corrections.append(Correction((draft.line,), WORDS["is_author"], "heading", 0))
    return Rules("prose", tuple(corrections))


def _corrections(rules: Rules) -> str:
    if not rules.corrections:
        return ""
    lines = ["corrections:"]
    for one in rules.corrections:
        lines += [f"- lines: {list(one.lines)}", f"  kind: {one.kind}"]
        lines += [] if one.level is None else [f"  level: {one.level}"]
        lines.append(f"  reason: {json.dumps(one.reason, ensure_ascii=False)}")
    return "\n".join(lines)


def _find(plan: Plan, sighted: list[Annotation], gazetteer: Gazetteer) -> tuple[str, str, str]:
    """Return a question to which one paragraph is the answer, that paragraph, and the reason."""
    told = {p.id for p in plan.told}
    for layer, sought in (
        ("date", "sought_date"),
        ("person", "sought_name"),
        ("organisation", "sought_name"),
    ):
        places: dict[str, set[str]] = {}
        for annotation in sighted:
            if annotation.layer == layer and annotation.fields.get("certainty") != "possible":
                places.setdefault(annotation.value, set()).update(annotation.target.paragraphs)
        for value, names in places.items():
            if len(names) == 1 and names <= told:
                (place,) = names
                known = gazetteer.entry(value).name if value in gazetteer else value
                said = WORDS[sought].format(date=value, name=known)
                return said, place, WORDS["finding"].format(paragraph=place)
    longest = max(plan.told, key=lambda p: sum(s.end - s.start for s in p.spans))
    return (
        WORDS["sought_longest"],
        longest.id,
        WORDS["finding_longest"].format(paragraph=longest.id),
    )


def check_plan(plan: Plan) -> None:
    """Raise a `CourseError` where a text is too small or too large to be taught in one lesson."""
    if len(plan.told) < FEWEST:
        said = {"file": plan.copy.name, "n": len(plan.told), "least": FEWEST}
        raise CourseError(WORDS["too_few"].format(**said))
    if len(plan.cut.paragraphs) > MOST:
        said = {"file": plan.copy.name, "n": len(plan.cut.paragraphs), "most": MOST}
        raise CourseError(WORDS["too_many"].format(**said))
