"""What stands on an argument map when the reader gives up some of it.

Definition
----------
A map is read as an *argumentation framework with necessities* (F. Nouioua and
V. Risch, "Argumentation Frameworks with Necessities", 2011), an extension of
P. M. Dung's frameworks ("On the acceptability of arguments and its fundamental
role in nonmonotonic reasoning, logic programming and n-person games", 1995).

- Its nodes are the claims and the relations. A relation is a *step*.
- A step needs each of its sources: these are *linked* (S. N. Thomas, "Practical
  Reasoning in Natural Language", 1973), so one that falls takes the step with it.
- A claim for which the map gives reasons needs at least one of its support
  steps: these are *convergent*, so it falls, as unsupported, only with the last.
  A claim without reasons is taken as given.
- An attack step that stands defeats the claim it leads to. An undercut step that
  stands defeats the step it leads to, and no claim (the rebutting and the
  undercutting defeater of J. L. Pollock, "Defeasible Reasoning", 1987).
- What the reader gives up is defeated by the reader, whom nothing defeats.

Of the readings such a framework allows we take the most cautious, its *grounded*
semantics: a node stands if all it needs stands and all that would defeat it
falls; it falls if a defeater stands or a need cannot be met; what neither rule
reaches, such as two claims that attack each other, is undecided. This is a
least fixpoint and so unique. It is computed as an alternating fixpoint (A. Van
Gelder, "The alternating fixpoint of logic programs with negation", 1993), which
lets claims that support only each other fall.

To stand means here: to survive what this map holds against it. It does not
mean to be true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus_utils.claims import Argument, Relation
from corpus_utils.errors import UnknownError
from corpus_utils.messages import section

WORDS = section("acceptance")
STANDS, FALLS, UNDECIDED = "stands", "falls", "undecided"


@dataclass(frozen=True)
class Change:
    """A claim whose status differs between two standings."""

    id: str
    before: str
    after: str
    why: str


@dataclass(frozen=True)
class Standing:
    """The status of every claim and every relation once ``given_up`` is given up.

    ``statuses`` maps the ids to ``stands``, ``falls`` or ``undecided``.
    """

    argument: Argument
    given_up: frozenset[str]
    statuses: Mapping[str, str]

    def status(self, name: str) -> str:
        """Return the status of a claim or relation; `UnknownError` if there is none of that id."""
        if name not in self.statuses:
            raise UnknownError(WORDS["what"], name, self.statuses)
        return self.statuses[name]

    def _claims(self, status: str) -> tuple[str, ...]:
        return tuple(c.id for c in self.argument.claims if self.statuses[c.id] == status)

    @property
    def standing(self) -> tuple[str, ...]:
        """The ids of the claims that stand, in the order of the map."""
        return self._claims(STANDS)

    @property
    def fallen(self) -> tuple[str, ...]:
        """The ids of the claims that fall, in the order of the map."""
        return self._claims(FALLS)

    @property
    def undecided(self) -> tuple[str, ...]:
        """The ids of the claims that nothing settles, in the order of the map."""
        return self._claims(UNDECIDED)

    def difference(self, before: Standing) -> tuple[Change, ...]:
        """Return the claims whose status here differs from that in ``before``, with the reason here."""
        ids = [claim.id for claim in self.argument.claims]
        pairs = ((name, before.status(name), self.statuses[name]) for name in ids)
        return tuple(Change(n, old, new, self.why(n)) for n, old, new in pairs if old != new)

    def why(self, name: str) -> str:
        """Return the status of a claim or relation with its reason, in words."""
        status = self.status(name)
        if name in self.given_up:
            return WORDS["given_up"]
        steps = [relation for relation in self.argument.relations if relation.id == name]
        return self._why_step(steps[0], status) if steps else self._why_claim(name, status)

    def _why_claim(self, name: str, status: str) -> str:
        attacks = self.argument.relations_to(name, "attack")
        reasons = self.argument.relations_to(name, "support")
        if status == STANDS:
            good = [_said("supports", r) for r in reasons if self.statuses[r.id] == STANDS]
            said = WORDS["carried"] if good else WORDS["taken"]
            said = said.format(reasons=_folded("and", good) if good else "")
            return _folded("also", [said, *_failing("attack_fails", attacks)])
        if status == FALLS:
            won = [attack for attack in attacks if self.statuses[attack.id] == STANDS]
            return _said("attacked", won[0]) if won else self._unsupported(reasons)
        doubts = [a for a in attacks if self.statuses[a.id] == UNDECIDED]
        if doubts:
            return WORDS["attack_open"].format(sources=_names(doubts[0]))
        weak = [_names(r) for r in reasons if self.statuses[r.id] == UNDECIDED]
        return WORDS["reasons_open"].format(sources=_folded("or", weak))

    def _why_step(self, step: Relation, status: str) -> str:
        undercuts = self.argument.relations_to(step.id, "undercut")
        if status == STANDS:
            said = [_said("step_stands", step), *_failing("undercut_fails", undercuts)]
            return _folded("also", said)
        for undercut in undercuts:
            if self.statuses[undercut.id] == status == UNDECIDED:
                return WORDS["undercut_open"].format(sources=_names(undercut))
            if self.statuses[undercut.id] == STANDS:
                return _said("undercut", undercut)
        lost = [source for source in step.sources if self.statuses[source] == status]
        return self._lost("needed" if status == FALLS else "needed_open", lost[0])

    def _unsupported(self, reasons: tuple[Relation, ...]) -> str:
        losses = _folded("also", map(self._loss, reasons))
        if len(reasons) > 1:
            return WORDS["none_left"].format(n=len(reasons), losses=losses)
        (reason,) = reasons
        source = reason.sources[0]
        single = len(reason.sources) == 1 and reason.id not in self.given_up
        if single and self.statuses[source] == FALLS:
            return self._lost("only_reason", source)
        return WORDS["only_reason_fails"].format(loss=losses)

    def _loss(self, step: Relation) -> str:
        if step.id in self.given_up:
            return WORDS["step_given_up"].format(sources=_names(step))
        for undercut in self.argument.relations_to(step.id, "undercut"):
            if self.statuses[undercut.id] == STANDS:
                names = {"sources": _names(step), "by": _names(undercut)}
                return WORDS["step_undercut"].format(**names)
        lost = [source for source in step.sources if self.statuses[source] == FALLS]
        return _folded("two", [self._lost("source", source) for source in lost])

    def _lost(self, key: str, name: str) -> str:
        return WORDS[key + "_given_up" * (name in self.given_up)].format(source=name)


def what_stands(argument: Argument, given_up: Iterable[str] = ()) -> Standing:
    """Return what stands, falls and stays undecided once the reader gives up ``given_up``.

    ``given_up`` holds ids of claims, or of relations where the reader grants
    the premises and denies the step; `UnknownError` for any other id. See this
    module's docstring for the definition and its sources.

    >>> from corpus_utils.claims import Claim
    >>> claims = (Claim("c01", "Olga holds that the mill fails.", "thesis"), Claim("c02", "It is dry."))
    >>> argument = Argument("toy", "Does it?", claims, (Relation("r01", "support", ("c02",), "c01"),))
    >>> what_stands(argument, {"c02"}).why("c01")
    'falls, because its only reason, c02, was given up'
    """
    framework = _Framework(argument, frozenset(given_up))
    standing: frozenset[str] = frozenset()
    while True:
        possible = framework.founded(standing)
        certain = framework.founded(possible)
        if certain == standing:
            break
        standing = certain
    statuses = {
        name: STANDS if name in standing else UNDECIDED if name in possible else FALLS
        for name in framework.needs
    }
    return Standing(argument, framework.given_up, statuses)


class _Framework:
    """The needs and the attackers of every node of a map.

    ``needs[n]`` is a list of sets of nodes; ``n`` needs a member of each set.
    """

    def __init__(self, argument: Argument, given_up: frozenset[str]) -> None:
        self.needs: dict[str, list[frozenset[str]]] = {claim.id: [] for claim in argument.claims}
        self.needs |= {
            step.id: [frozenset({s}) for s in step.sources] for step in argument.relations
        }
        for name in sorted(given_up - self.needs.keys()):
            raise UnknownError(WORDS["what"], name, list(self.needs))
        self.given_up = given_up
        self.attackers: dict[str, list[str]] = {name: [] for name in self.needs}
        supports: dict[str, set[str]] = {}
        for step in argument.relations:
            if step.kind == "support":
                supports.setdefault(step.to, set()).add(step.id)
            else:
                self.attackers[step.to].append(step.id)
        for name, steps in supports.items():
            self.needs[name].append(frozenset(steps))

    def founded(self, standing: frozenset[str]) -> frozenset[str]:
        """Return the nodes that can be built up from nothing if just ``standing`` attacks."""
        waiting = {
            name
            for name, attackers in self.attackers.items()
            if name not in self.given_up and standing.isdisjoint(attackers)
        }
        built: set[str] = set()
        while True:
            more = {n for n in waiting if not any(map(built.isdisjoint, self.needs[n]))}
            if not more:
                return frozenset(built)
            built |= more
            waiting -= more


def _names(step: Relation) -> str:
    """Return the sources of a step as running text: ``c01``, ``c01 and c02``."""
    *most, last = step.sources
    return _folded("two", [", ".join(most), last] if most else [last])


def _said(key: str, step: Relation) -> str:
    """Return what is said of a step, which its sources do together where they are several."""
    several = "_linked" if len(step.sources) > 1 else ""
    return WORDS[key + several].format(sources=_names(step))


def _failing(key: str, steps: Iterable[Relation]) -> list[str]:
    return [WORDS[key].format(sources=_names(step)) for step in steps]


def _folded(key: str, parts: Iterable[str]) -> str:
    """Return parts joined, two by two, in the words of ``key``."""
    first, *others = parts
    for other in others:
        first = WORDS[key].format(first=first, second=other)
    return first
