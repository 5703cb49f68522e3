"""The timeline: events that the documents use, with their dates as each document gives them.

An event has one *date*, as reference works give it, where that is firm; every
*use* of it by a document has the date that the document gives, if it gives
one. Where two dates cannot both hold, the file must say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus_utils.arguments import fields, misplaced
from corpus_utils.attribution import attributed
from corpus_utils.claims import Argument
from corpus_utils.edtf import bounds, conflicting, is_date
from corpus_utils.errors import DataError, Problem, UnknownError, nearest
from corpus_utils.files import Node, read_yaml
from corpus_utils.messages import section
from corpus_utils.texts import Text, data_folder
from corpus_utils.tokens import Target

WORDS = section("timeline", "arguments", "comparison", "timeline_file")


@dataclass(frozen=True)
class Use:
    """What ``document`` uses an event for, told in attributed voice.

    ``given`` is the date in EDTF that the document gives, empty where it gives
    none; ``claims`` are those of its map that rest on the event.
    """

    document: str
    use: str
    target: Target | None
    given: str = ""
    claims: tuple[str, ...] = ()
    line: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Event:
    """An event; ``date`` in EDTF is empty where no firm one is known.

    ``disagreement`` says what cannot both hold, where dates differ.
    """

    id: str
    event: str
    date: str
    uses: tuple[Use, ...]
    disagreement: str = ""
    line: int | None = field(default=None, compare=False, repr=False)

    @property
    def dates(self) -> tuple[str, ...]:
        """Every date in play: the general one first, then those of the documents, each once."""
        return tuple(dict.fromkeys(filter(None, (self.date, *(use.given for use in self.uses)))))


@dataclass(frozen=True)
class Timeline:
    """All events, in the order of their dates."""

    events: tuple[Event, ...]
    file: str = field(default="", compare=False, repr=False)

    def event(self, name: str) -> Event:
        """Return the event with the id ``name``; `UnknownError` says which one is nearest."""
        found = [event for event in self.events if event.id == name]
        if not found:
            raise UnknownError(WORDS["event"], name, [event.id for event in self.events])
        return found[0]


def read_timeline(path: Path) -> Timeline:
    """Return the timeline that the YAML file ``path`` holds.

    Raises a `DataError` with every problem at once: unknown fields, dates that
    are no EDTF, ids that stand twice, an event that no document uses, a use
    without attributed voice, dates that conflict without a word on it, or a
    disagreement where they do not, and events out of order.
    """
    root = read_yaml(path)
    fields(root, "events")
    nodes = root.take("events", list)
    events = [_event(node) for node in nodes]
    seen: dict[str, int] = {}
    last = ""
    for event, node in zip(events, nodes, strict=True):
        if event.id in seen:
            message = WORDS["id_twice"].format(id=event.id, line=seen[event.id])
            node.get("id").fault(message)
        seen.setdefault(event.id, node.line)
        start = bounds(event.dates[0])[0] if event.dates else ""
        if start and start < last:
            node.fault(WORDS["late"], WORDS["late_hint"])
        last = max(last, start)
    if root.problems:
        raise DataError(sorted(root.problems, key=lambda problem: problem.line or 0))
    return Timeline(tuple(events), str(path))


def _event(node: Node) -> Event:
    fields(node, "id", "event", "date", "uses", "disagreement")
    uses = tuple(_use(child) for child in node.take("uses", list))
    if node.get("uses") and not uses:
        node.get("uses").fault(WORDS["no_uses"])
    made = Event(
        node.take("id", str),
        node.take("event", str),
        _date(node, "date"),
        uses,
        node.take("disagreement", str, ""),
        node.line,
    )
    clash = [
        (one, other)
        for i, one in enumerate(made.dates)
        for other in made.dates[i + 1 :]
        if conflicting(one, other)
    ]
    if clash and not made.disagreement:
        one, other = clash[0]
        node.fault(WORDS["clash"].format(one=one, other=other), WORDS["clash_hint"])
    elif made.disagreement and not clash:
        node.get("disagreement").fault(WORDS["no_clash"], WORDS["no_clash_hint"])
    return made


def _date(node: Node, key: str) -> str:
    given = node.take(key, str, "")
    if given and not is_date(given):
        node.get(key).fault(WORDS["no_date"].format(given=given), WORDS["no_date_hint"])
        return ""
    return given


def _use(node: Node) -> Use:
    fields(node, "document", "use", "target", "given", "claims")
    use = node.take("use", str)
    if use and not attributed(use):
        node.get("use").fault(WORDS["unattributed"], WORDS["unattributed_hint"])
    return Use(
        node.take("document", str),
        use,
        node.target(),
        _date(node, "given"),
        tuple(node.texts("claims", [])),
        node.line,
    )


def check_timeline(
    timeline: Timeline, texts: Mapping[str, Text], arguments: Mapping[str, Argument]
) -> Iterator[Problem]:
    """Yield a problem for each use whose document, passage or claims are not there."""
    for event in timeline.events:
        for use in event.uses:
            path = f"{event.id}.{use.document}"
            if use.document not in texts:
                message = WORDS["no_document"].format(key=use.document)
                hint = nearest(use.document, list(texts))
                yield Problem(message, timeline.file, use.line, path, hint)
                continue
            assert use.target is not None, "read_timeline asks for it"
            for message in misplaced(use.target, texts[use.document]):
                yield Problem(message, timeline.file, use.line, path)
            known = arguments.get(use.document)
            ids = [claim.id for claim in known.claims] if known else []
            for name in use.claims:
                if name not in ids:
                    message = WORDS["no_claim_of"].format(name=name, document=use.document)
                    yield Problem(message, timeline.file, use.line, path, nearest(name, ids))


def load(*, data: Path | None = None) -> Timeline:
    """Return the course's timeline; ``data`` is the data folder where it is not the course's own."""
    return read_timeline((data or data_folder()) / "timeline.yaml")
