"""Documents: what a widget that looks across them shows of each, and of claims named ``wohlforth:c12``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from corpus_utils import arguments, texts
from corpus_utils.claims import OURS, Argument, Claim
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.gazetteer import read_gazetteer
from corpus_utils.messages import section
from corpus_utils.texts import Text
from corpus_utils.widgets.argument_views import passage
from corpus_utils.widgets.face import element, prose

WORDS = section("documents")


def chosen(what: str, given: Iterable[str] | str | None, choices: Iterable[str]) -> tuple[str, ...]:
    """Return those of ``choices`` that are ``given``, in their own order; all where it is None.

    ``what`` is the key under which `WORDS` name one of them, for the errors;
    a text with spaces in it is several names.
    """
    names = list(choices)
    if given is None:
        return tuple(names)
    wanted = given.split() if isinstance(given, str) else [str(name) for name in given]
    for name in wanted:
        if name not in names:
            raise UnknownError(WORDS["things"][what], name, names)
    if not wanted:
        raise CourseError(WORDS["none"][what])
    return tuple(name for name in names if name in wanted)


class Documents:
    """Texts and argument maps by key, each read when it is first asked for.

    ``ours`` is what the course is called where it asserts a claim itself.
    """

    def __init__(self, *, ours: str, data: Path | None = None) -> None:
        self._data = data or texts.data_folder()
        self._ours = ours
        self._claims: dict[str, dict[str, Any]] = {}

    @cached_property
    def _names(self) -> Mapping[str, tuple[str, str]]:
        """Whole and short name of whoever a claim may be asserted by."""
        entries = read_gazetteer(self._data / "gazetteer").entries
        return {OURS: (self._ours, self._ours)} | {e.id: (e.name, e.short) for e in entries}

    def text(self, key: str) -> Text:
        """Return the document."""
        return texts.load(key, data=self._data)

    def argument(self, key: str) -> Argument:
        """Return its argument map."""
        return arguments.load(self.text(key), data=self._data)

    def heads(self, keys: Iterable[str]) -> list[dict[str, str]]:
        """Return key and short name of each document, for JSON."""
        return [{"key": key, "short": self.text(key).short} for key in keys]

    def claim(self, name: str) -> dict[str, Any]:
        """Return what is shown of the claim ``name``, for JSON: ``passage`` as `argument_views` has it."""
        if name not in self._claims:
            key, _, id_ = name.partition(":")
            claim = self.argument(key).claim(id_)
            self._claims[name] = self._shown(claim, self.text(key))
        return self._claims[name]

    def step(self, name: str) -> dict[str, Any]:
        """Return what is shown of the relation ``name`` inside its document's map, for JSON."""
        key, _, id_ = name.partition(":")
        argument = self.argument(key)
        step = argument.relation(id_)
        ends = [f"{key}:{end}" for end in (*step.sources, argument.end(step))]
        return {
            "id": step.id,
            "document": self.text(key).short,
            "kind": step.kind,
            "reason": step.reason,
            "claims": [self.claim(end) for end in ends],
        }

    def _shown(self, claim: Claim, text: Text) -> dict[str, Any]:
        return {
            "id": claim.id,
            "document": text.short,
            "short": claim.short or claim.gist,
            "gist": claim.gist,
            "role": claim.role,
            "who": self._names[claim.asserted_by][0],
            "by": self._names[claim.asserted_by][1],
            "voice": claim.voice,
            "passage": passage(text, claim.target),
        }


def folded(summary: str, *inner: str) -> str:
    """Return HTML that shows ``inner`` only when the reader opens it."""
    return element("details", element("summary", prose(summary)), *inner)
