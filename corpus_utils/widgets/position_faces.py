"""The words of a position, and its static and plain-text faces.

As with every builder, the faces do not depend on what was built: a stored
lesson can be compared with a fresh run. What was built is printed as a page
(`position_page`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus_utils.widgets import builder_faces
from corpus_utils.widgets.documents import folded
from corpus_utils.widgets.face import element, plain, prose

# All that a position says beyond what every builder says; {…} is filled in.
WORDS: dict[str, Any] = {
    **builder_faces.WORDS,
    "name": "My position",
    "named": "My position: {name}",
    "tasks": {
        "own": "Build your own position: claims of yours, and claims borrowed from the documents. "
        "What it is, is for you to say; only how it is built is checked.",
    },
    "keys": [*builder_faces.KEYS[:-1], ["b", "to the claims to borrow"], builder_faces.KEYS[-1]],
    "checkShape": "Check how it is built",
    "emptyOwn": "Write your thesis above, or borrow a claim. With two claims there is something to join.",
    # Borrowing.
    "label": "{document} {id}",
    "borrowFrom": "Borrow a claim ({n} of {of} documents)",
    "searchAll": "Search the claims of all documents",
    "ofDocument": "Only of this document",
    "anyDocument": "Any document",
    "onlyAsked": "only those that bear on {question}",
    "library": "Claims to borrow",
    "claimRead": "The claim chosen",
    "chooseOne": "Choose a claim to read it whole, with its passage.",
    "borrow": "Borrow {label}",
    "borrowedAlready": "borrowed",
    "giveBack": "Give back",
    "borrowed": "{id} borrowed. It is among the claims that are not in the map yet.",
    "notTheirs": "{id} was added by this course: it is no claim of that document, so it cannot be called as its witness.",
    # Checking.
    "sound": "Nothing is missing from how it is built. Whether it is right is not for a machine to say: read each step with “because”.",
    "lacking": "{n} things are missing from how it is built.",
    "lackingOne": "One thing is missing from how it is built.",
    "weighing": "{n} things are worth weighing.",
    "weighingOne": "One thing is worth weighing.",
    "lacks": "Missing",
    "weigh": "To weigh; nothing need change",
    "findings": {
        "noThesis": (
            "No claim of yours is the thesis.",
            "A position is something that you hold: write it as a claim with the role thesis, which supports nothing further.",
        ),
        "secondThesis": (
            "{claims}: two theses.",
            "Then there are two positions, and a reader cannot tell which of them a reason is for. Let one support the other, or give it another role.",
        ),
        "circle": (
            "Support goes round: {claims}.",
            "Each then rests on the others, and all of them on nothing. Take one step away.",
        ),
        "noReason": (
            "Nothing supports {claims}.",
            "Without a reason a thesis can be believed or not, but not discussed. What would you say to “why”?",
        ),
        "loose": (
            "{claims} is joined to nothing.",
            "Either something follows from it, or it can go.",
        ),
        "unused": (
            "{claims} is borrowed and joined to nothing.",
            "A witness who is called has to be heard. What does this claim speak for, and what against? If nothing, give it back.",
        ),
        "astray": (
            "No step leads from {claims} to your thesis.",
            "You deny it, or build on something beside the point; but what is your thesis to it? If it speaks against you, draw that first, then your answer.",
        ),
        "both": (
            "{claims} speaks for your thesis and against it.",
            "You rest on it in one step and deny it, or let it hurt you, in another. Which of the two do you mean?",
        ),
        "fewDocuments": (
            "Documents with a claim that bears on your thesis: {n}. There should be {least} at least.",
            "Two documents can share a blind spot, or one can echo the other (lesson 06). A third that you did not have in mind is the best test.",
        ),
        "noObjection": (
            "No document speaks against you yet.",
            "A position that has met nobody who disagrees has not been tested. Borrow the strongest claim against it and draw where it hits: the thesis, a premise (attack) or a step (undercut).",
        ),
        "unanswered": (
            "The objection “{step}” is not answered.",
            "Who reads this will think that you have nothing to say to it. Attack the claim, undercut the step, or concede: write what you grant as a claim with the role concession, and let it support the objection.",
        ),
        "givenAway": (
            "With what you concede, {claims} does not stand as you have drawn it.",
            "To grant {granted} is fair, but nothing else is left that carries your thesis. Narrow the thesis, add a reason that the concession leaves alone, or take the concession back.",
        ),
        "undone": (
            "As you have drawn it, {claims} does not stand.",
            "Every objection has an answer, but the answers do not reach far enough: an answer is itself denied, or denies only what the thesis already denies. Follow the steps from the thesis downwards.",
        ),
        "reported": (
            "{claims} is a view that {document} reports, and answers.",
            "It is held by {who}, not by the document you borrow it from, where something is held against it. Say whose it is, and hear the answer.",
        ),
        "bears": (
            "{others} bears on {claims}: have you answered it?",
            "{reason}",
        ),
        "helps": (
            "{claims} speaks against you. {others} bears on it, and may be part of an answer.",
            "{reason}",
        ),
        "turned": (
            "{claims}: on opposite sides of your map, and the course draws the second as a reason for the first.",
            "{reason} You may turn a witness against the side that called them, if you say how.",
        ),
        "clash": (
            "{claims}: both stand on one side of your map, and the one is against the other.",
            "{reason} You may use both, if you say how they go together.",
        ),
    },
    # What goes to a file.
    "takeAway": "Take it with you:",
    "exports": {
        "html": "Page to print (HTML)",
        "svg": "Picture (SVG)",
        "argdown": "Argdown",
        "aif": "AIF (JSON)",
    },
    "written": "Written: {path}",
    "notWritten": "{path} cannot be written ({why})",
    "nothingToWrite": "There is nothing to take with you yet: write a claim first.",
    "manyFiles": "There are {n} files of this name already, and none is written over: {path}",
    # The page.
    "author": "the author of this map",
    "thesisHead": "Thesis",
    "mapHead": "The map",
    "listHead": "The same as a list",
    "looseHead": "Claims not joined to the thesis",
    "sourceHead": "Borrowed from",
    "sources": "{document}, *{title}*: {claims}",
    "source": "{id} ({who}, {places})",
    "noThesis": "No thesis yet.",
    "with": "together with {claims}",
    "denies": "of: {step}",
    "alt": "{name}. {claims} claims, {steps} steps; the list says the same.",
    "stepSigns": "Signs: + supports, − attacks, × undercuts a step.",
    "credit": "Built with the course Five Arguments. Claims of documents are retold in its words; the rest is the author’s.",
    # The static faces.
    "asked": "Claims that bear on {question}",
    "lendable": "{document}: {n} claims to borrow",
    "needs": [
        "a thesis of your own, with a reason",
        "claims of at least three documents, each joined to it",
        "an objection by a document that disagrees, and an answer to each: a denial, or a stated concession",
        "no claim that speaks on both sides",
    ],
    "needsHead": "What a position needs here",
}


def to_html(position: Any) -> str:
    """Return the task, what a position needs, and the claims that bear on its question, folded."""
    words, library = position.words, position.library
    head = element("strong", prose(position.name))
    parts = [
        element("p", head),
        element("p", prose(position.question), "<br>", words["tasks"]["own"]),
        element("p", f"{words['needsHead']}:"),
        element("ul", *(element("li", need) for need in words["needs"])),
        element("p", f"{prose('; '.join(_counts(position)))}."),
    ]
    asked = [
        element("li", prose(f"{c['label']}, {c['by']}: {c['short']}"))
        for c in library["claims"]
        if c["asked"]
    ]
    if asked:
        title = words["asked"].format(question=library["question"])
        parts.append(folded(f"{title} ({len(asked)})", element("ul", *asked)))
    return "".join(parts)


def to_text(position: Any) -> str:
    """Return the same as plain text."""
    return "\n".join(plain(line) for line in _lines(position))


def _lines(position: Any) -> Iterator[str]:
    words, library = position.words, position.library
    yield position.name
    yield position.question
    yield words["tasks"]["own"]
    yield f"{words['needsHead']}:"
    yield from (f"- {need}" for need in words["needs"])
    yield f"{'; '.join(_counts(position))}."
    asked = [claim for claim in library["claims"] if claim["asked"]]
    if asked:
        yield f"{words['asked'].format(question=library['question'])} ({len(asked)}):"
        yield from (f"- {c['label']}, {c['by']}: {c['short']}" for c in asked)


def _counts(position: Any) -> Iterator[str]:
    for document in position.library["documents"]:
        n = sum(claim["key"] == document["key"] for claim in position.library["claims"])
        yield position.words["lendable"].format(document=document["short"], n=n)
