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
            raise UnknownError("claim or relation", name, self.statuses)
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
            return "falls, because it was given up"
        steps = [relation for relation in self.argument.relations if relation.id == name]
        return self._why_step(steps[0], status) if steps else self._why_claim(name, status)

    def _why_claim(self, name: str, status: str) -> str:
        attacks = self.argument.relations_to(name, "attack")
        reasons = self.argument.relations_to(name, "support")
        if status == STANDS:
            good = [_carries(r) for r in reasons if self.statuses[r.id] == STANDS]
            because = ", and ".join(good) if good else "the map takes it as given"
            failed = "".join(f"; the attack on it from {_names(a)} fails" for a in attacks)
            return f"stands, because {because}{failed}"
        if status == FALLS:
            won = [attack for attack in attacks if self.statuses[attack.id] == STANDS]
            because = f"{_names(won[0])}, which {_verb(won[0])} it, {_stand(won[0])}" if won else ""
            return f"falls, because {because or self._unsupported(reasons)}"
        doubts = [a for a in attacks if self.statuses[a.id] == UNDECIDED]
        if doubts:
            return f"undecided, because nothing settles whether the attack from {_names(doubts[0])} holds"
        weak = " or ".join(_names(r) for r in reasons if self.statuses[r.id] == UNDECIDED)
        return f"undecided, because nothing settles whether {weak} can carry it"

    def _why_step(self, step: Relation, status: str) -> str:
        undercuts = self.argument.relations_to(step.id, "undercut")
        if status == STANDS:
            failed = "".join(f"; the undercut from {_names(u)} fails" for u in undercuts)
            return f"stands, because {_names(step)} {_stand(step)}{failed}"
        for undercut in undercuts:
            if self.statuses[undercut.id] == status == UNDECIDED:
                return f"undecided, because nothing settles whether the undercut from {_names(undercut)} holds"
            if self.statuses[undercut.id] == STANDS:
                return f"falls, because {_names(undercut)}, which {_verb(undercut)} it, {_stand(undercut)}"
        lost = [source for source in step.sources if self.statuses[source] == status]
        if status == FALLS:
            return f"falls, because {lost[0]}, which it needs, {self._lost(lost[0])}"
        return f"undecided, because nothing settles whether {lost[0]}, which it needs, stands"

    def _unsupported(self, reasons: tuple[Relation, ...]) -> str:
        if len(reasons) > 1:
            return f"none of its {len(reasons)} reasons is left: " + "; ".join(
                map(self._loss, reasons)
            )
        (reason,) = reasons
        source = reason.sources[0]
        single = len(reason.sources) == 1 and reason.id not in self.given_up
        if single and self.statuses[source] == FALLS:
            return f"its only reason, {source}, {self._lost(source)}"
        return f"its only reason fails: {self._loss(reason)}"

    def _loss(self, step: Relation) -> str:
        if step.id in self.given_up:
            return f"the step from {_names(step)} was given up"
        for undercut in self.argument.relations_to(step.id, "undercut"):
            if self.statuses[undercut.id] == STANDS:
                return f"the step from {_names(step)} is undercut by {_names(undercut)}"
        lost = [source for source in step.sources if self.statuses[source] == FALLS]
        return " and ".join(f"{source} {self._lost(source)}" for source in lost)

    def _lost(self, name: str) -> str:
        return "was given up" if name in self.given_up else "falls"


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
            raise UnknownError("claim or relation", name, list(self.needs))
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
    return f"{', '.join(most)} and {last}" if most else last


def _verb(step: Relation) -> str:
    return step.kind if len(step.sources) > 1 else step.kind + "s"


def _stand(step: Relation) -> str:
    return "stand" if len(step.sources) > 1 else "stands"


def _carries(step: Relation) -> str:
    together = "together " if len(step.sources) > 1 else ""
    return f"{_names(step)} {together}{_verb(step)} it"
