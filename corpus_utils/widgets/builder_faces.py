"""The words of the map builder, and its static and plain-text faces.

Neither face depends on who builds or on what was built: the same map gives
the same faces, so that a stored lesson can be compared with a fresh run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corpus_utils.claims import ROLES, Argument, Relation
from corpus_utils.disclosure import FOLDED, HIDDEN, disclosure
from corpus_utils.items import places
from corpus_utils.widgets.builder_views import step_text
from corpus_utils.widgets.face import answered, element, plain, prose, table

TASKS = {
    "full": "Read the map: choose a step (a disc with a sign on it) and ask why it should hold.",
    "holes": "Some steps of this map are taken out. Put them back: which claim bears on which, and how?",
    "frame": "Build the map: which claim bears on which, and how?",
    "own": "Build a map of your own: write claims, and say which bears on which, and how.",
}
KEYS = [
    ["← ↑ ↓ →", "to the claim or step that lies there"],
    ["j k", "to the next claim or step, the one before"],
    ["Enter", "choose: a claim to start from, then where the step leads"],
    ["s a u", "the step supports, attacks, undercuts"],
    ["Esc", "start the step anew"],
    ["Delete", "take the chosen step away"],
    ["z y", "undo, redo"],
    ["c", "check the map"],
    ["/ t m", "to the search, the claims, the map"],
    ["+ - 0", "larger, smaller, the whole map"],
    ["?", "these keys"],
]
# All that the builder says to the reader, here and in the browser; {…} is filled in.
WORDS: dict[str, Any] = {
    "name": "Map builder: {title}",
    "named": "Map builder: {title}, {name}",
    "tasks": TASKS,
    "keys": KEYS,
    "kinds": {"support": "supports", "attack": "attacks", "undercut": "undercuts"},
    "together": {
        "support": "together support",
        "attack": "together attack",
        "undercut": "together undercut",
    },
    "signs": {"support": "+", "attack": "−", "undercut": "×"},
    "means": {
        "support": "a reason to accept a claim",
        "attack": "says that a claim does not hold",
        "undercut": "grants the claims and denies that a step follows",
    },
    "roles": list(ROLES),
    "and": " and ",
    "stepTo": "{sources} {kind} {to}",
    "stepUndercut": "{sources} {kind} the step ({to})",
    # The composer.
    "newStep": "New step",
    "from": "From",
    "is": "which",
    "to": "to",
    "first": "Choose the claim it starts from, or several that only carry together.",
    "second": "Add another claim that is needed with it, or say what the step does.",
    "third": "Choose the claim it leads to.",
    "thirdUndercut": "Choose the step it denies: a disc in the map, or a row of the list below.",
    "nothingToDeny": "There is no step to deny yet: an undercut leads to one. Draw that step first.",
    "fromFirst": "First choose the claim the step starts from.",
    "aimAtStep": "An undercut leads to a step, not to a claim: choose a disc in the map. To deny a claim, attack it.",
    "aimAtClaim": "Only an undercut leads to a step. Choose a claim.",
    "startsHere": "{id} is where the step starts; it cannot lead to itself.",
    "added": "{id} chosen to start from.",
    "dropped": "{id} no longer chosen.",
    "drop": "Not from {id}",
    "cancel": "Start anew",
    "undo": "Undo",
    "redo": "Redo",
    "remove": "Take away",
    "removeThis": "Take away: {step}",
    "check": "Check my map",
    "checkShape": "Check the shape",
    "hint": "Where is something missing? ({n} left)",
    "noHint": "No more hints: check the map again.",
    "show": "Show the missing steps",
    # Tray and drawing.
    "tray": "Not in the map yet",
    "trayCount": "{n} of {of}",
    "fold": "Hide",
    "unfold": "Show the claims not in the map yet ({n})",
    "unfoldNone": "Every claim is in the map: search them",
    "search": "Search claims",
    "anyRole": "Any role",
    "roleName": "Only with this role",
    "inMap": "in the map",
    "noneLeft": "Every claim is in the map.",
    "noneFound": "No claim has these words.",
    "map": "Map",
    "picture": "{name}: claims and steps. J and K go from one to the next, Enter chooses.",
    "empty": "Nothing is joined yet. Choose a claim on the left, say what the step does, and choose where it leads.",
    "emptyOwn": "Write a first claim above. With two of them there is something to join.",
    "larger": "Larger",
    "smaller": "Smaller",
    "fit": "Whole map",
    "chosen": "chosen to start from",
    "given": "given",
    "yours": "yours",
    "steps": "Your steps",
    "givenSteps": "Steps that are given",
    "noSteps": "None yet.",
    "nothing": "Choose a claim or a step to read what it says.",
    "step": "Step",
    "why": "Why?",
    "assertedBy": "Asserted by",
    "you": "you",
    "ours": "this course",
    "implicit": "implicit: our reconstruction",
    "voices": {
        "author": "",
        "quoted": "quoted",
        "reported": "reported",
        "mimicked": "mimicked",
        "ours": "added by this course",
    },
    "showPassage": "Passage {places}",
    "retelling": "Retelling",
    "original": "Original, in your copy",
    # What was done.
    "placed": "Drawn: {step}.",
    "removed": "Taken away: {step}.",
    "removedMore": "Taken away: {step}, and what led to or from it.",
    "undone": "Undone.",
    "redone": "Done again.",
    "nothingToUndo": "There is nothing to undo.",
    "nothingToRedo": "There is nothing to do again.",
    "isGiven": "This step is given and stays.",
    "waiting": "The kernel has not answered yet. If it was restarted, run this cell again.",
    "restored": "This is the map you checked on {when}.",
    "restoredPart": "This is the map you checked on {when}; the task has changed since, and what no longer fits is left out.",
    "notKept": "Your map was checked but is not kept:",
    "noLesson": "Nothing is kept: this builder was given no lesson and no name.",
    # Claims of one's own.
    "write": "A claim of your own",
    "gist": "What is claimed, in one sentence that says who holds it",
    "role": "Role",
    "state": "Add this claim",
    "amend": "Change this claim",
    "amending": "Change {id}",
    "leave": "Leave it as it was",
    "stated": "{id} added.",
    "amended": "{id} changed.",
    "unsaid": "Write what is claimed first.",
    # Checking.
    "outcome": "Outcome",
    "nothingToCheck": "Draw a step first; then it can be checked.",
    "summary": "Drawn as the course draws them: {right} of {of} steps.",
    "close": "{n} more are close.",
    "closeOne": "One more is close.",
    "undrawn": "{n} steps of yours the course does not draw.",
    "undrawnOne": "One step of yours the course does not draw.",
    "missing": "{n} steps of the course are not in your map yet.",
    "missingOne": "One step of the course is not in your map yet.",
    "score": "Agreement with the course’s map: {percent}%.",
    "complete": "Every step that the course draws is there.",
    "stale": "Your map has changed since it was checked.",
    "sound": "The shape holds: one root, no circle, nothing loose. Whether each step carries is yours to judge: read each with “because”.",
    "unsound": "The shape does not hold yet.",
    "missingFrom": "A step is missing that starts from {claim}. Read {places} again.",
    "missingPlain": "A step is missing that starts from {claim}.",
    "missingStep": "{step}. {reason}",
    "marks": {"right": "✓", "close": "≈", "undrawn": "?"},
    "verdicts": {
        "right": "Right.",
        "kind": "Close: look at the kind.",
        "reversed": "Close: look at the direction.",
        "aim": "Close: look at the step it denies.",
        "too few": "Close: something else is needed.",
        "too many": "Close: more than this step needs.",
        "undrawn": "The course draws no such step, which does not make it wrong.",
        "again": "This step stands in your map twice.",
    },
    "read": "Read {places} again.",
    "feedback": {
        "help": "You drew that {s} {kind} {t}. Does it help {to} or hurt it?",
        "premise": "You drew an attack on {t}. Does {who} deny that, or deny that it settles {end}? Try the relation that aims at the step, not at the statement.",
        "conclusion": "You drew an attack on {t}. Does {who} say that it is false, or only that what is given for it does not show it? Try the relation that aims at the step, not at the statement.",
        "statement": "Your undercut grants {premises} and denies only that {end} follows. Does {who} grant that much, or deny one of the two statements? Try the relation that aims at a statement, not at the step.",
        "support reversed": "{s} and {t} belong together. Put “because” between them, both ways round: which is the reason, and which is what it is a reason for?",
        "attack reversed": "{s} and {t} belong together. Which of them answers the other?",
        "aim": "An undercut it is, and it touches {end}. But which step does {who} leave without force: what does that step start from?",
        "too few": "Suppose that {s} is so. What else must be granted before this step carries? Linked claims start from one step together.",
        "too many": "Linked means that each is needed. Take each of {from} away in turn: is the rest still as good a reason? What counts by itself (convergent) gets a step of its own.",
    },
    "questions": {
        "support": "If the first were false, would the second have one reason less?",
        "attack": "Can both be true at once?",
        "undercut": "If the first is so, does the step no longer lead where it leads?",
    },
    # The static faces.
    "task": "Task",
    "claims": "Claims",
    "claimHead": ["Claim", "Role", "What it says", "Asserted by", "Passage"],
    "stepHead": ["Step", "Reason"],
    "course": "The course’s map, to be read after your own",
    "full": "The map",
}


def to_html(builder: Any) -> str:
    """Return the task, the claims, the steps that are given, and the course's map folded away."""
    words, course = builder.words, builder.course
    parts = [
        element("p", element("strong", prose(builder.name))),
        element("p", prose(course.question), "<br>", prose(words["tasks"][builder.level])),
    ]
    rows = [
        (c.id, c.role, prose(c.gist), prose(builder.who(c)), places(c.target) if c.target else "")
        for c in course.claims
    ]
    parts += [table(words["claims"], words["claimHead"], rows)] if rows else []
    given = [step for step in course.relations if step.id in builder.given]
    if builder.level == "holes" and given:
        parts.append(_steps(words["givenSteps"], given, course, words))
    if course.relations and builder.level != "own":
        title = words["full" if builder.level == "full" else "course"]
        steps = _steps(title, course.relations, course, words)
        parts.append(answered(title, steps, keys=FOLDED if builder.level == "full" else ""))
    return "".join(parts)


def _steps(title: str, steps: Any, course: Argument, words: Mapping[str, Any]) -> str:
    rows = [(prose(step_text(step, course, words)), prose(step.reason)) for step in steps]
    return table(title, words["stepHead"], rows)


def to_text(builder: Any) -> str:
    """Return the same as plain text: a claim a line, a step a line, the course's map last."""
    return "\n".join(plain(line) for line in _lines(builder))


def _lines(builder: Any) -> Iterator[str]:
    words, course = builder.words, builder.course
    yield builder.name
    yield course.question
    yield words["tasks"][builder.level]
    for claim in course.claims:
        where = f" [{places(claim.target)}]" if claim.target else ""
        yield f"{claim.id} {claim.role}{where}: {claim.gist}"
    given = [step for step in course.relations if step.id in builder.given]
    if builder.level == "holes" and given:
        yield f"{words['givenSteps']}:"
        yield from (_line(step, course, words) for step in given)
    kept = builder.level == "own" or (builder.level != "full" and disclosure() == HIDDEN)
    if course.relations and not kept:
        yield f"{words['full' if builder.level == 'full' else 'course']}:"
        yield from (_line(step, course, words) for step in course.relations)


def _line(step: Relation, course: Argument, words: Mapping[str, Any]) -> str:
    return f"{words['signs'][step.kind]} {step_text(step, course, words)}: {step.reason}"
