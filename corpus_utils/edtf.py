"""Dates as the course writes them: a small part of EDTF, the Extended Date/Time Format.

Years, months and days with unknown digits as X, a mark for uncertain (?),
approximate (~) or both (%), and intervals: levels 0 and 1 of the Library of
Congress' specification (ISO 8601-2), without times and seasons.
"""

from __future__ import annotations

import re
from calendar import monthrange

_DATE = re.compile(r"-?(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?[?~%]?")


def is_date(text: str) -> bool:
    """Return whether ``text`` is a date, or an interval of two, that the calendar has.

    >>> [is_date(text) for text in ("1917", "1924-01-21", "193X", "1932~", "1924/1953", "1912/..")]
    [True, True, True, True, True, True]
    >>> [is_date(text) for text in ("May 1917", "1917-02-30", "1917-13", "1953/1924", "17")]
    [False, False, False, False, False]
    """
    parts = text.split("/")
    if len(parts) == 1:
        return _is_day(text)
    open_ends = sum(part in ("", "..") for part in parts)
    if len(parts) != 2 or open_ends == 2:
        return False
    if not all(part in ("", "..") or _is_day(part) for part in parts):
        return False
    # Dates of one era compare as text; unknown digits and open ends say nothing about the order.
    plain = [part.rstrip("?~%") for part in parts]
    return "X" in text or bool(open_ends) or text.startswith("-") or plain[0][:4] <= plain[1][:4]


def _is_day(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if not found:
        return False
    year, month, day = found.group("year", "month", "day")
    if month is None or "X" in month:
        return day is None or "X" in day or 1 <= int(day) <= 31
    if not 1 <= int(month) <= 12:
        return False
    if day is None or "X" in day:
        return True
    # A leap year where the year is not known: what could be a day is let pass.
    return 1 <= int(day) <= monthrange(int(year) or 4 if year.isdecimal() else 4, int(month))[1]


def bounds(text: str) -> tuple[str, str]:
    """Return the first and the last day that a date or interval may mean; empty where it is open.

    >>> bounds("1921-03"), bounds("193X"), bounds("1928/1932"), bounds("2002-12/..")
    (('1921-03-01', '1921-03-31'), ('1930-01-01', '1939-12-31'), ('1928-01-01', '1932-12-31'), ('2002-12-01', ''))
    """
    first, _, last = text.partition("/")
    return _edge(first, last=False), _edge(last or ("" if "/" in text else first), last=True)


def conflicting(one: str, other: str) -> bool:
    """Return whether two dates cannot both hold of one event.

    >>> conflicting("1921", "1921-03-18"), conflicting("1918-11", "1917-11-07")
    (False, True)
    """
    (start, end), (first, last) = bounds(one), bounds(other)
    return bool((end and first and end < first) or (last and start and last < start))


def _edge(text: str, *, last: bool) -> str:
    found = _DATE.fullmatch(text)
    if not found:
        return ""
    year = found["year"].replace("X", "9" if last else "0")
    month = found["month"] or "XX"
    month = ("12" if last else "01") if "X" in month else month
    day = found["day"] or "XX"
    if "X" in day:
        day = f"{monthrange(int(year) or 4, int(month))[1]:02}" if last else "01"
    return f"{year}-{month}-{day}"
