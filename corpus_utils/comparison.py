"""The comparison: questions that all the documents answer, and what each answers.

A document may be *silent* on a question; its answer then says so, and rests on
no claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus_utils.arguments import fields
from corpus_utils.attribution import attributed
from corpus_utils.claims import Argument
from corpus_utils.errors import DataError, Problem, UnknownError, nearest
from corpus_utils.files import Node, read_yaml
from corpus_utils.messages import section
from corpus_utils.texts import data_folder, keys

WORDS = section("arguments", "comparison")


@dataclass(frozen=True)
class ComparedAnswer:
    """What ``document`` answers, in attributed voice, and the ``claims`` of its map it rests on."""

    document: str
    answer: str
    claims: tuple[str, ...] = ()
    silent: bool = False
    line: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class ComparedQuestion:
    """A question and its answers, in the order of the file."""

    id: str
    question: str
    answers: tuple[ComparedAnswer, ...]

    def answer(self, document: str) -> ComparedAnswer:
        """Return what ``document`` answers; `UnknownError` names those that have an answer."""
        found = [answer for answer in self.answers if answer.document == document]
        if not found:
            choices = [answer.document for answer in self.answers]
            raise UnknownError(WORDS["answer"].format(question=self.id), document, choices)
        return found[0]


@dataclass(frozen=True)
class Comparison:
    """All questions, in the order of the file."""

    questions: tuple[ComparedQuestion, ...]
    file: str = field(default="", compare=False, repr=False)

    def question(self, name: str) -> ComparedQuestion:
        """Return the question with the id ``name``; `UnknownError` says which one is nearest."""
        found = [question for question in self.questions if question.id == name]
        if not found:
            raise UnknownError(
                WORDS["question"], name, [question.id for question in self.questions]
            )
        return found[0]


def read_comparison(path: Path, *, documents: Iterable[str] | None = None) -> Comparison:
    """Return the comparison that the YAML file ``path`` holds.

    Raises a `DataError` with every problem at once: unknown fields, ids that
    stand twice, an answer without attributed voice, one that rests on no claim
    and is not marked silent, one that is silent and rests on claims, and,
    where ``documents`` are given, a key that is none of them.
    """
    root = read_yaml(path)
    fields(root, "questions")
    known = None if documents is None else list(documents)
    questions: list[ComparedQuestion] = []
    for node in root.take("questions", list):
        fields(node, "id", "question", "answers")
        name = node.take("id", str)
        if name and name in [question.id for question in questions]:
            node.get("id").fault(WORDS["question_twice"].format(name=name))
        answers = node.take("answers", dict, {})
        for key, answer in answers.items():
            if known is not None and key not in known:
                answer.fault(WORDS["no_document"].format(key=key), nearest(key, known))
        given = tuple(_answer(key, answer) for key, answer in answers.items())
        questions.append(ComparedQuestion(name, node.take("question", str), given))
    if root.problems:
        raise DataError(sorted(root.problems, key=lambda problem: problem.line or 0))
    return Comparison(tuple(questions), str(path))


def _answer(document: str, node: Node) -> ComparedAnswer:
    fields(node, "answer", "claims", "silent")
    silent = node.take("silent", bool, default=False)
    claims = tuple(node.texts("claims", []))
    answer = node.take("answer", str)
    if silent and claims:
        node.get("claims").fault(WORDS["silent"])
    elif not silent and not claims:
        node.fault(WORDS["no_claims"], WORDS["no_claims_hint"])
    if answer and not silent and not attributed(answer):
        node.get("answer").fault(WORDS["unattributed"], WORDS["unattributed_hint"])
    return ComparedAnswer(document, answer, claims, silent, node.line)


def check_comparison(comparison: Comparison, arguments: Mapping[str, Argument]) -> list[Problem]:
    """Return a problem for each claim that an answer names and its document's map lacks.

    ``arguments`` are the maps by document; answers of others are not checked.
    """
    found = []
    for question in comparison.questions:
        for answer in question.answers:
            if answer.document not in arguments:
                continue
            ids = [claim.id for claim in arguments[answer.document].claims]
            path = f"{question.id}.answers.{answer.document}.claims"
            for name in answer.claims:
                if name not in ids:
                    said = {"name": name, "document": answer.document}
                    message, hint = WORDS["no_claim_of"].format(**said), nearest(name, ids)
                    found.append(Problem(message, comparison.file, answer.line, path, hint))
    return found


def load(*, data: Path | None = None) -> Comparison:
    """Return the course's comparison; ``data`` is the data folder where it is not the course's own."""
    folder = data or data_folder()
    return read_comparison(folder / "questions.yaml", documents=keys(folder))
