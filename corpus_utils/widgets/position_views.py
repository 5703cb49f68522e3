"""What a position shows and says of claims of several documents, and of what it lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from corpus_utils import arguments, comparison, crossmap, texts
from corpus_utils.building import is_own
from corpus_utils.claims import OURS, Argument, Claim
from corpus_utils.errors import UnknownError
from corpus_utils.gazetteer import read_gazetteer
from corpus_utils.items import places
from corpus_utils.positions import LEAST_DOCUMENTS, Finding, document_of, lendable
from corpus_utils.widgets.argument_views import passage
from corpus_utils.widgets.builder_views import Words, own_claim, step_text
from corpus_utils.widgets.documents import chosen


class Library:
    """Documents that lend claims, named ``wohlforth:c12``: their maps, texts, and who asserts what."""

    def __init__(
        self, documents: Iterable[str] | str | None, data: Path | None, words: Words
    ) -> None:
        data = data or texts.data_folder()
        self.words = words
        self.keys = chosen("document", documents, texts.keys(data))
        self.texts = {key: texts.load(key, data=data) for key in self.keys}
        self.maps: Mapping[str, Argument] = {
            key: arguments.load(text, data=data) for key, text in self.texts.items()
        }
        self.crossmap = crossmap.load(data=data)
        self.questions = comparison.load(data=data).questions
        entries = read_gazetteer(data / "gazetteer").entries
        self._names = {e.id: (e.name, e.short) for e in entries}
        self._names[OURS] = (words["ours"], words["ours"])

    def question(self, asked: str) -> tuple[str, frozenset[str]]:
        """Return the wording of the question ``asked``, and the claims that bear on it.

        ``asked`` is the id of a question of the comparison, or a question of one's own.
        """
        if not asked or " " in asked:
            return asked, frozenset()
        found = {question.id: question for question in self.questions}
        if asked not in found:
            raise UnknownError(self.words["things"]["question"], asked, found)
        bearing = {f"{a.document}:{name}" for a in found[asked].answers for name in a.claims}
        for relation in self.crossmap.relations:
            if relation.question == asked:
                bearing |= {*relation.sources, relation.to}
        return found[asked].question, frozenset(bearing)

    def shelf(self, bearing: Collection[str]) -> list[dict[str, Any]]:
        """Return the claims to borrow, for JSON; their passages are asked for one by one."""
        return [
            {**self._told(claim, key), "asked": f"{key}:{claim.id}" in bearing}
            for key in self.keys
            for claim in lendable(self.maps[key])
        ]

    def label(self, name: str) -> str:
        """Return what a claim is called: ``Wohlforth c12`` if it is a document's, else its id."""
        key, _, id_ = name.rpartition(":")
        return self.words["label"].format(document=self.texts[key].short, id=id_) if key else name

    def who(self, claim: Claim) -> tuple[str, str]:
        """Return the name of who asserts a claim, and a short one."""
        if is_own(claim):
            return self.words["author"], self.words["author"]
        return self._names.get(claim.asserted_by, (claim.asserted_by, claim.asserted_by))

    def passage(self, name: str) -> dict[str, Any] | None:
        """Return the passage of a claim of a document, as `argument_views` has it."""
        key, _, id_ = name.partition(":")
        return passage(self.texts[key], self.maps[key].claim(id_).target)

    def claims(self, position: Argument) -> list[dict[str, Any]]:
        """Return all that the front end tells of the claims of a position, for JSON."""
        return [
            own_claim(claim, you=self.words["you"])
            if is_own(claim)
            else {
                **self._told(claim, document_of(claim)),
                "role": claim.role,
                "own": False,
                "borrowed": True,
                "implicit": False,
                "places": places(claim.target) if claim.target else "",
                "passage": passage(self.texts[document_of(claim)], claim.target),
            }
            for claim in position.claims
        ]

    def _told(self, claim: Claim, key: str) -> dict[str, Any]:
        who, by = self.who(claim)
        id_ = claim.id.rpartition(":")[2]
        return {
            "id": f"{key}:{id_}",
            "key": key,
            "label": self.words["label"].format(document=self.texts[key].short, id=id_),
            "who": who,
            "by": by,
            "voice": claim.voice,
            "short": claim.short or claim.gist,
            "gist": claim.gist,
        }

    def outcome(self, findings: Iterable[Finding], position: Argument) -> dict[str, Any]:
        """Return the outcome of a check, for JSON."""
        words, told = self.words, [self._finding(finding, position) for finding in findings]
        lacks = sum(one["which"] == "lacks" for one in told)
        summary = [words["lacking" + "One" * (lacks == 1)].format(n=lacks)]
        if not lacks:
            summary = [words["sound"]]
        if weigh := len(told) - lacks:
            summary.append(words["weighing" + "One" * (weigh == 1)].format(n=weigh))
        empty = {"verdicts": {}, "missing": 0, "hints": [], "left": 0, "show": False, "shown": []}
        return {
            **empty,
            "summary": summary,
            "right": not lacks,
            "findings": told,
            "stale": False,
        }

    def _finding(self, finding: Finding, position: Argument) -> dict[str, Any]:
        what, why = self.words["findings"][finding.code]
        first = finding.others[:1]
        shown = self.passage(first[0]) if first else None
        values = self._values(finding, position)
        return {
            "which": "weigh" if finding.weigh else "lacks",
            "code": finding.code,
            "what": what.format(**values),
            "why": why.format(**values),
            "places": self._place(first[0]) if first else "",
            "passage": shown,
        }

    def _values(self, finding: Finding, position: Argument) -> dict[str, Any]:
        first = next((c for c in position.claims if c.id in finding.claims[:1]), None)
        steps = {step.id: step for step in position.relations}
        step = steps.get(finding.step)
        return {
            "claims": self._and(
                finding.claims[:1] if finding.code == "givenAway" else finding.claims
            ),
            "granted": self._and(finding.claims[1:]),
            "others": self._and(finding.others, short=True),
            "n": len(finding.claims),
            "least": LEAST_DOCUMENTS,
            "step": step_text(step, position, self.words, label=self.label) if step else "",
            "who": self.who(first)[0] if first else "",
            "reason": self.crossmap.relation(finding.relation).reason if finding.relation else "",
        }

    def _and(self, names: Iterable[str], *, short: bool = False) -> str:
        return self.words["and"].join(
            self._said(name) if short else self.label(name) for name in names
        )

    def _said(self, name: str) -> str:
        """Return a claim of a document with what it says, in short and with who says it."""
        key, _, id_ = name.partition(":")
        claim = self.maps[key].claim(id_)
        who, text = self.who(claim)[1], claim.short or claim.gist
        return self.words["claimShort"].format(id=self.label(name), who=who, text=text)

    def _place(self, name: str) -> str:
        key, _, id_ = name.partition(":")
        target = self.maps[key].claim(id_).target
        return f"{self.texts[key].short} {places(target)}" if target else ""
