"""What an answer on an argument map earns; the rules stand in `marking`."""

from __future__ import annotations

from typing import Any

from corpus_utils.errors import CourseError
from corpus_utils.givens import known, rows
from corpus_utils.items import CompleteMap, RepairMap, RoleOfClaim
from corpus_utils.map_items import STANDS, WRONG, Change, Hole, StepOption
from corpus_utils.messages import section
from corpus_utils.steps import notation, read_step, said
from corpus_utils.verdicts import Feedback, Part, by_rows, feedback, fine

HALF = 0.5
"""Credit for a wrong step that was found and not, or not rightly, mended."""
RIGHT = ("right", "mended")
"""The verdicts on a step that nobody got wrong."""

WORDS = section("map_marks")


def roles(item: RoleOfClaim, given: Any) -> Feedback:
    """Return the feedback on roles: the share that is right."""
    names = item.choices
    chosen = rows(given, item.labels, list(names))
    parts = []
    for claim in item.claims:
        answer = chosen[claim.claim]
        right = answer == claim.role
        why = claim.why if right else claim.wrong.get(answer, claim.otherwise)
        verdict, role = WORDS["right" if right else "wrong"], names[answer]
        parts.append(Part(claim.claim, right, verdict, why, claim.passage, role))
    others = (
        fine(claim.claim, WORDS["not_role"].format(role=names[role]), why, claim.passage)
        for claim in item.claims
        for role, why in claim.wrong.items()
    )
    return by_rows(item, parts, others, WORDS["roles"])


def complete(item: CompleteMap, given: Any) -> Feedback:
    """Return the feedback on a map with holes: the share that is rightly filled."""
    every = dict.fromkeys(option.text for hole in item.holes for option in hole.options)
    chosen = rows(given, item.labels, [*every])
    for hole in item.holes:
        known(
            WORDS["offered"].format(hole=item.display(hole.id)),
            chosen[hole.id],
            list(item.choices_of(hole.id)),
        )
    parts = [_filled(item, hole, chosen[hole.id]) for hole in item.holes]
    others = (
        _part(hole.id, "misreading", option, item.choices_of(hole.id)[option.text])
        for hole in item.holes
        for option in hole.others
    )
    return by_rows(item, parts, others, WORDS["holes"])


def _filled(item: CompleteMap, hole: Hole, answer: str) -> Part:
    option = next(option for option in hole.options if option.text == answer)
    verdict = "right" if option is hole.right else "wrong"
    return _part(hole.id, verdict, option, item.choices_of(hole.id)[answer])


def repair(item: RepairMap, given: Any) -> Feedback:
    """Return the feedback on a map to repair: each step judged, each wrong one mended."""
    judged = _judged(item, given)
    changes = {change.id: change for change in item.changes}
    credit, parts = 0.0, []
    for step in item.steps:
        stands = judged[step.step.id] == STANDS
        credit += stands
        if not stands:
            answer = _answer(item, judged[step.step.id])
            parts.append(_part(step.step.id, "wrong", step, answer))
    for change in item.changes:
        earned, part = _mended(item, change, judged[change.id])
        credit += earned
        parts += [part] if part else []
    parts.sort(key=lambda part: item.labels.index(part.about))
    if credit == len(judged):
        parts += [fine(s.step.id, WORDS["stands"], s.why, s.passage) for s in item.steps]
        for change in item.changes:
            for option in change.wrong:
                text = said(option.step, item.shown)
                parts.append(_part(change.id, "misreading", option, text))
        return feedback(item, 1, 1, parts, WORDS["all_mended"])
    good = sum((judged[name] == STANDS) == (name not in changes) for name in judged)
    missed = any(judged[name] == STANDS for name in changes)
    summary = WORDS["steps_missed" if missed else "steps"].format(good=good, of=len(judged))
    return feedback(item, credit, len(judged), parts, summary)


def _judged(item: RepairMap, given: Any) -> dict[str, str]:
    """Return what was said of each step: that it stands, is wrong, or what it should be."""
    if not isinstance(given, dict):
        raise CourseError(WORDS["judge"])
    found: dict[str, str] = {}
    for name, answer in given.items():
        known(WORDS["step"], name, item.labels)
        if answer is None or answer == "":
            continue
        if not isinstance(answer, str):
            raise CourseError(WORDS["no_answer"].format(given=answer))
        if answer in {STANDS, WRONG}:
            found[name] = answer
            continue
        step = notation(read_step(answer, item.shown))
        if step == notation(item.shown.relation(name)):
            raise CourseError(WORDS["unchanged"].format(step=item.display(name)))
        found[name] = step
    rows(found, item.labels, list(found.values()))
    return found


def _mended(item: RepairMap, change: Change, answer: str) -> tuple[float, Part | None]:
    if answer == STANDS:
        return 0.0, None  # not to be given away
    shown, right = _answer(item, answer), change.right
    if answer == right.text:
        return 1.0, _part(change.id, "mended", right, shown)
    why, passage = change.otherwise, right.passage
    for option in change.wrong:
        if option.text == answer:
            why, passage = option.why, option.passage
    if answer == WRONG:
        why = WORDS["unmended"].format(why=why)
    return HALF, Part(
        change.id, right=False, verdict=WORDS["found"], why=why, passage=passage, answer=shown
    )


def _part(about: str, verdict: str, option: StepOption, answer: str) -> Part:
    """Return what is said about a step that was chosen, or might have been."""
    right = verdict in RIGHT
    return Part(about, right, WORDS[verdict], option.why, option.passage, answer)


def _answer(item: RepairMap, answer: str) -> str:
    if answer == WRONG:
        return WORDS["says_wrong"]
    return said(read_step(answer, item.shown), item.shown)
