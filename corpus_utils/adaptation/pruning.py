"""Pruning: the common files without what belongs to documents that a course does not read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from corpus_utils.adaptation.pieces import plain
from corpus_utils.edtf import bounds, conflicting
from corpus_utils.files import read_yaml

Content = dict[str, Any]


def prune(data: Path, read: set[str]) -> Iterator[str]:
    """Rewrite the common files of ``data`` for the documents ``read``; yield the names of those that changed."""
    import yaml

    for name, change in _CHANGES.items():
        path = data / name
        if not path.exists():
            continue
        content = plain(read_yaml(path))
        before = yaml.safe_dump(content, sort_keys=False)
        change(content, read)
        text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=10**6)
        if yaml.safe_dump(content, sort_keys=False) != before:
            path.write_text(text, encoding="utf-8", newline="\n")
            yield name


def _questions(content: Content, read: set[str]) -> None:
    for question in content["questions"]:
        answers = question.get("answers") or {}
        question["answers"] = {key: value for key, value in answers.items() if key in read}


def _relations(content: Content, read: set[str]) -> None:
    content["relations"] = [
        relation
        for relation in content["relations"]
        if {end.partition(":")[0] for end in (*relation["from"], relation["to"])} <= read
    ]


def _events(content: Content, read: set[str]) -> None:
    kept = []
    for event in content["events"]:
        event["uses"] = [use for use in event["uses"] if use["document"] in read]
        dates = [event.get("date"), *(use.get("given") for use in event["uses"])]
        given = [str(date) for date in dates if date]
        if not any(conflicting(one, other) for one in given for other in given):
            event.pop("disagreement", None)
        if event["uses"]:
            kept.append(event)
    # The date that put an event in its place may have been another document's.
    last, keys = "", []
    for event in kept:
        dates = [event.get("date"), *(use.get("given") for use in event["uses"])]
        first = next((str(date) for date in dates if date), "")
        last = (bounds(first)[0] if first else "") or last
        keys.append(last)
    ordered = sorted(zip(keys, kept, strict=True), key=lambda pair: pair[0])
    content["events"] = [event for _, event in ordered]


def _works(content: Content, read: set[str]) -> None:
    kept = []
    for work in content["works"]:
        beside = work.get("beside") or []
        work["beside"] = [key for key in beside if key in read]
        if not work["beside"]:
            work.pop("beside")
        if work.get("beside") or not beside:
            kept.append(work)
    content["works"] = kept


_CHANGES: dict[str, Callable[[Content, set[str]], None]] = {
    "questions.yaml": _questions,
    "relations.yaml": _relations,
    "timeline.yaml": _events,
    "reading-list.yaml": _works,
}
