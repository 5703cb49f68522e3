"""What a timeline shows: events by decade, the uses of one of them, its static and plain-text face."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from corpus_utils.decades import clashing, decade
from corpus_utils.messages import section
from corpus_utils.timeline import Event, Use
from corpus_utils.widgets.argument_views import passage
from corpus_utils.widgets.documents import Documents, folded
from corpus_utils.widgets.face import content, element, plain, prose

WORDS = section("timeline")


def document(events: Sequence[Event], heads: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Return what the list needs of all events, for JSON."""
    keys = [head["key"] for head in heads]
    listed = [
        {
            "id": event.id,
            "event": event.event,
            "date": event.date,
            "decade": _decade(event),
            "documents": [key for key in keys if any(use.document == key for use in event.uses)],
            "differs": bool(event.disagreement),
        }
        for event in events
    ]
    decades = dict.fromkeys(sorted(one["decade"] for one in listed))
    if decades.pop("", ...) is None:
        decades[""] = None  # last
    counts = [{"id": name, "count": sum(e["decade"] == name for e in listed)} for name in decades]
    labelled = [{**one, "label": _label(one["id"])} for one in counts]
    return {"documents": list(heads), "decades": labelled, "events": listed}


def _decade(event: Event) -> str:
    found = decade(event)
    return "" if found is None else str(found)


def _label(decade: str) -> str:
    return WORDS["decade"].format(year=decade) if decade else WORDS["undated"]


def reading(event: Event, keys: Sequence[str], shelf: Documents) -> dict[str, Any]:
    """Return an event with its uses by the documents ``keys``: passage and claims of each, for JSON."""
    uses = [
        {
            "key": use.document,
            "document": shelf.text(use.document).short,
            "given": use.given,
            "differs": clashing(event, use),
            "use": use.use,
            "passage": passage(shelf.text(use.document), use.target),
            "claims": [shelf.claim(f"{use.document}:{name}") for name in use.claims],
        }
        for use in event.uses
        if use.document in keys
    ]
    common = {"id": event.id, "event": event.event, "date": event.date}
    return {**common, "disagreement": event.disagreement, "uses": uses}


def to_html(events: Sequence[Event], keys: Sequence[str], shelf: Documents) -> str:
    """Return the events as lists, folded by decade."""
    parts = [element("p", element("strong", WORDS["name"].format(count=len(events))))]
    for label, some in _groups(events):
        items = []
        for event in some:
            uses = [
                element("li", prose(f"{_user(event, use, shelf)}: "), content(use.use))
                for use in _uses(event, keys)
            ]
            more = [folded(_asked(), content(event.disagreement))] if event.disagreement else []
            head = prose(f"{event.date or WORDS['undated']}: ") + content(event.event)
            items.append(element("li", head, *more, element("ul", *uses)))
        parts.append(folded(f"{label} ({len(some)})", element("ul", *items)))
    return "".join(parts)


def to_text(events: Sequence[Event], keys: Sequence[str], shelf: Documents) -> str:
    """Return the events by decade, each with its uses."""
    lines = [WORDS["name"].format(count=len(events))]
    for label, some in _groups(events):
        lines += ["", label]
        for event in some:
            lines.append(plain(f"{event.date or WORDS['undated']}: {event.event}"))
            lines += [
                f"  - {plain(f'{_user(event, use, shelf)}: {use.use}')}"
                for use in _uses(event, keys)
            ]
            lines += [f"  ≠ {plain(_clash(event))}"] if event.disagreement else []
    return "\n".join(lines)


def _groups(events: Sequence[Event]) -> Iterator[tuple[str, list[Event]]]:
    """Yield each decade's label and events, those without a date last."""
    ordered = sorted(events, key=lambda event: (not _decade(event), _decade(event)))
    for name, some in groupby(ordered, key=_decade):
        yield _label(name), list(some)


def _uses(event: Event, keys: Sequence[str]) -> list[Use]:
    return [use for use in event.uses if use.document in keys]


def _user(event: Event, use: Use, shelf: Documents) -> str:
    date = WORDS["gives"].format(date=use.given) if use.given else WORDS["givesNone"]
    differs = f", {WORDS['differs']}" if clashing(event, use) else ""
    return f"{shelf.text(use.document).short} ({date}{differs})"


def _asked() -> str:
    return f"≠ {WORDS['disagreement']}. {WORDS['weigh']}"


def _clash(event: Event) -> str:
    return f"{WORDS['disagreement']}: {event.disagreement}"
