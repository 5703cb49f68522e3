"""What the map builder says of a student's steps beside the course's, with the passages to read again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corpus_utils.claims import Argument, Claim, Relation
from corpus_utils.items import places
from corpus_utils.likeness import Comparison, Verdict, key
from corpus_utils.texts import Text
from corpus_utils.tokens import Target
from corpus_utils.widgets.argument_views import passage
from corpus_utils.widgets.builder_views import Names, Words, step_text


class Feedback:
    """What is said of the steps of ``built``, with the passages to read again."""

    def __init__(
        self,
        built: Argument,
        course: Argument,
        text: Text,
        names: Names,
        words: Words,
    ) -> None:
        self.built, self.course, self.text = built, course, text
        self.names, self.words = names, words

    def of(self, comparison: Comparison, *, number: int) -> dict[str, Any]:
        """Return the outcome of the ``number``-th check, for JSON."""
        words, verdicts = self.words, comparison.verdicts
        right = sum(v.right for v in verdicts)
        close = sum(bool(v.credit) and not v.right for v in verdicts)
        undrawn = sum(v.faults == ("undrawn",) for v in verdicts)
        missing = len(comparison.missing)
        lines = [words["summary"].format(right=right, of=right + close + missing)]
        for name, count in (("close", close), ("undrawn", undrawn), ("missing", missing)):
            if count:
                lines.append(words[name + "One" * (count == 1)].format(n=count))
        if comparison.complete:
            lines.append(words["complete"])
        lines.append(words["score"].format(percent=int(100 * comparison.score)))
        return {
            "summary": lines,
            "right": comparison.complete,
            "verdicts": {v.step.id: self.verdict(v) for v in verdicts},
            "missing": missing,
            "hints": [],
            "left": missing,
            # Once is too early: what is missing is worth a second look.
            "show": missing > 0 and number > 1,
            "shown": [],
            "stale": False,
        }

    def verdict(self, verdict: Verdict) -> dict[str, Any]:
        """Return what is said of one step: mark, title, why, and the passage to read (again)."""
        words, step = self.words, verdict.step
        fault = verdict.faults[0] if verdict.faults else "right"
        mark = "right" if verdict.right else "undrawn" if verdict.course is None else "close"
        if verdict.right:
            target = verdict.course.target or self._target(self.built, step)
            why = [verdict.course.reason]
        else:
            target = self._target(self.built, step)
            again = [words["read"].format(places=places(target))] if target else []
            why = [self._why(verdict, fault) for fault in verdict.faults] + again
            if fault == "undrawn":
                why = [*again, why[0]]
        return {
            "key": key(self.built, step),
            "mark": mark,
            "title": words["verdicts"][fault],
            "why": " ".join(filter(None, why)),
            "places": places(target) if target else "",
            "passage": passage(self.text, target),
        }

    def hint(self, missing: Relation) -> str:
        """Return where a missing relation starts, and no more."""
        claim = self.course.claim(missing.sources[0])
        template = self.words["missingFrom" if claim.target else "missingPlain"]
        where = places(claim.target) if claim.target else ""
        return template.format(claim=self._named([claim.id]), places=where)

    def shown(self, missing: Relation) -> dict[str, Any]:
        """Return a missing relation whole, for JSON."""
        said = step_text(missing, self.course, self.words)
        target = missing.target or self._target(self.course, missing)
        return {
            "text": self.words["missingStep"].format(step=said, reason=missing.reason),
            "kind": missing.kind,
            "places": places(target) if target else "",
            "passage": passage(self.text, target),
        }

    def _why(self, verdict: Verdict, fault: str) -> str:
        step, said = verdict.step, self.words["feedback"]
        if fault == "again":
            return ""
        if fault == "undrawn":
            return self._undrawn(step)
        if fault == "kind":
            return self._confused(step, verdict.course)
        if fault == "reversed":
            fault = f"{'support' if step.kind == 'support' else 'attack'} reversed"
        return said[fault].format(**self._values(step))

    def _confused(self, step: Relation, other: Relation) -> str:
        """Say what the kind that was drawn means here, and ask for the one that was not."""
        name, values = "help", self._values(step)
        if (step.kind, other.kind) == ("undercut", "attack"):
            name = "statement"
        elif (step.kind, other.kind) == ("attack", "undercut"):
            # What the course denies is a step: the claim attacked is its start or its end.
            denied = self.course.relation(other.to)
            name = "premise" if step.to in denied.sources else "conclusion"
            values["end"] = self._named([self.course.end(other)])
        return self.words["feedback"][name].format(**values)

    def _undrawn(self, step: Relation) -> str:
        told = [f"{name}: {self.built.claim(name).gist}" for name in step.sources]
        end = self.built.end(step)
        if step.kind == "undercut":
            denied = step_text(self.built.relation(step.to), self.built, self.words)
            told.append(f"({denied}).")
        else:
            told.append(f"{end}: {self.built.claim(end).gist}")
        return " ".join([*told, self.words["questions"][step.kind]])

    def _values(self, step: Relation) -> dict[str, str]:
        """Return what may stand in a sentence about a step of the student's."""
        built, words = self.built, self.words
        denied = built.relation(step.to) if step.kind == "undercut" else None
        to = f"({step_text(denied, built, words)})" if denied else step.to
        return {
            "s": self._named(step.sources),
            "t": to if denied else self._named([step.to]),
            "to": to,
            "kind": words["together" if len(step.sources) > 1 else "kinds"][step.kind],
            "who": self._who(built.claim(step.sources[0])),
            "end": self._named([built.end(step)]),
            "premises": self._named(denied.sources) if denied else "",
            "from": words["and"].join(step.sources),
        }

    def _who(self, claim: Claim) -> str:
        return self.names[claim.asserted_by][0]

    def _named(self, ids: Iterable[str]) -> str:
        """Return claims with what they say, in short and with who says it."""
        found = [self.built.claim(name) for name in ids]
        told = [
            self.words["claimShort" if c.short else "claimWhole"].format(
                id=c.id, who=self.names[c.asserted_by][1], text=c.short or c.gist
            )
            for c in found
        ]
        return self.words["and"].join(told)

    @staticmethod
    def _target(argument: Argument, step: Relation) -> Target | None:
        """Return the passages of all claims that a step touches."""
        names = [*step.sources, argument.end(step)]
        targets = [argument.claim(name).target for name in names]
        parts = dict.fromkeys(p for target in targets if target for p in target.parts)
        in_order = sorted(parts, key=lambda part: part.paragraph)
        return Target(tuple(in_order)) if parts else None
