"""Decades: the timeline's events by decade, a row for each use and each date, for a chart or a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from corpus_utils.edtf import bounds
from corpus_utils.errors import CourseError
from corpus_utils.messages import section
from corpus_utils.timeline import Event, Timeline, Use, conflicting

WORDS = section("decades")


def reference() -> str:
    """Return what the date of reference works is called where the documents' names stand."""
    return WORDS["reference"]


def within(
    found: Timeline,
    documents: Sequence[str],
    since: str | int | None = None,
    until: str | int | None = None,
) -> tuple[Event, ...]:
    """Return the events that one of ``documents`` uses and that may lie between two dates, in order.

    ``since`` and ``until`` are dates in EDTF, a year will do; events without
    any date are among them only where neither is given. Raises a
    `CourseError` for what is no date, and where they are the wrong way round.
    """
    first, last = _limit(since, "since")[0], _limit(until, "until")[1]
    if first and last and last < first:
        raise CourseError(WORDS["backwards"].format(since=since, until=until))
    kept = []
    for event in found.events:
        if not any(use.document in documents for use in event.uses):
            continue
        spans = [bounds(day) for day in event.dates]
        dated = any(
            (not first or not end or end >= first) and (not last or not start or start <= last)
            for start, end in spans
        )
        if dated or not (spans or first or last):
            kept.append(event)
    return tuple(kept)


def _limit(given: str | int | None, name: str) -> tuple[str, str]:
    if given is None:
        return "", ""
    found = bounds(str(given))
    if not any(found):
        raise CourseError(WORDS["no_date"].format(name=name, given=repr(given)))
    return found


def decade(event: Event) -> int | None:
    """Return the decade in which an event stands in the timeline, as 1910; None without a date."""
    start = next((bounds(day)[0] for day in event.dates if bounds(day)[0]), "")
    return int(start[:4]) // 10 * 10 if start else None


def years(day: str) -> tuple[float, float]:
    """Return first and last day that a date may mean, as years with a fraction.

    >>> [round(year, 2) for year in years("1917-07/1918-07-01")]
    [1917.5, 1918.5]
    """
    start, end = bounds(day)
    return _year(start or end), _year(end or start)


def _year(day: str) -> float:
    found = date.fromisoformat(day)
    first = date(found.year, 1, 1)
    return round(found.year + (found - first).days / (date(found.year, 12, 31) - first).days, 3)


def clashing(event: Event, use: Use) -> bool:
    """Return whether the date that a document gives cannot be one of the others."""
    return bool(use.given) and any(conflicting(use.given, other) for other in event.dates)


def _common(event: Event) -> dict[str, Any]:
    return {"id": event.id, "event": event.event, "dated": event.date, "decade": decade(event)}


def use_rows(event: Event, shorts: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return a row a use by a document that is shown."""
    return [
        _common(event)
        | {"who": shorts[use.document], "date": use.given, "use": use.use}
        | {"dates it": bool(use.given), "differs": clashing(event, use)}
        for use in event.uses
        if use.document in shorts
    ]


def date_rows(event: Event, shorts: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return a row a date: the general one, then those given that cannot be the same."""
    general = event.date or event.dates[0]
    uses = [use for use in event.uses if use.document in shorts]
    by = reference() if event.date else ""
    by = by or next((shorts[use.document] for use in uses if use.given == general), "")
    first = [(by, general)] if by else []
    others = [
        (shorts[use.document], use.given)
        for use in uses
        if clashing(event, use) and use.given != general
    ]
    left = decade(event) or 0
    rows = []
    for who, day in (*first, *others):
        # A date far off stands at the decade's edge, and its label says when.
        start, end = (min(max(year, left - 1), left + 11) for year in years(day))
        middle = round((start + end) / 2, 3)
        found = {"who": who, "date": day, "says": "", "start": start, "end": end}
        rows.append(_common(event) | found | {"middle": middle, "interval": "/" in day})
    if others:
        told = "; ".join(f"{day} {who}" for who, day in others)
        # One label an event, at the last of its marks, where it covers none.
        max(rows, key=lambda row: row["middle"])["says"] = f"≠ {told}"
    return rows
