"""QTI 2.1: a content package of items and a test that asks them (https://www.imsglobal.org/question/).

Marks are those of the course: response processing works out the partial credit that
`corpus_utils.marking.mark` gives, and shows the explanation of each part that was given.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from corpus_utils.messages import section
from corpus_utils.products import bodies
from corpus_utils.products.archives import branch, graft, ident, written, zipped
from corpus_utils.products.asking import write_asked
from corpus_utils.products.responses import WRITERS, outcome
from corpus_utils.products.shapes import Asked
from corpus_utils.products.sources import Note, Source
from corpus_utils.products.wording import flat, listed, rich

NAME = "qti21"
WORDS = section("products.qti")
_QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


def write(source: Source, folder: Path) -> list[Note]:
    """Write ``<lesson>.zip`` into ``folder``; return what QTI 2.1 cannot carry."""
    path = folder / f"{source.name}.zip"
    return write_asked(source, path, NAME, to_qti, WORDS["lost"])


def to_qti(lesson: str, every: list[Asked]) -> bytes:
    """Return questions as a QTI 2.1 package."""
    files: dict[str, str | bytes] = {f"items/{one.id}.xml": to_item(one) for one in every}
    files["test.xml"] = _test(lesson, every)
    files["imsmanifest.xml"] = _manifest(lesson, every)
    return zipped(files)


def _root(tag: str, namespace: str, schema: str, **attributes: str) -> ET.Element:
    spaces = {
        "xmlns": namespace,
        "xmlns:xsi": _INSTANCE,
        "xsi:schemaLocation": f"{namespace} {schema}",
    }
    return ET.Element(tag, {**spaces, **attributes})


def _manifest(lesson: str, every: list[Asked]) -> str:
    schema = "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"
    root = _root("manifest", _CP, schema, identifier=ident(NAME, lesson))
    about = branch(root, "metadata")
    branch(about, "schema", "QTIv2.1 Package")
    branch(about, "schemaversion", "1.0.0")
    branch(root, "organizations")
    resources = branch(root, "resources")
    test = branch(
        resources, "resource", identifier="test", type="imsqti_test_xmlv2p1", href="test.xml"
    )
    branch(test, "file", href="test.xml")
    for one in every:
        branch(test, "dependency", identifierref=_name(one))
    for one in every:
        href, kind = f"items/{one.id}.xml", "imsqti_item_xmlv2p1"
        node = branch(resources, "resource", identifier=_name(one), type=kind, href=href)
        branch(node, "file", href=href)
    return written(root)


def _test(lesson: str, every: list[Asked]) -> str:
    schema = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
    title = WORDS["title"].format(lesson=lesson)
    root = _root(
        "assessmentTest", _QTI, schema, identifier=ident(NAME, "test", lesson), title=title
    )
    part = branch(
        root, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual"
    )
    for second, word in ((False, "first"), (True, "second")):
        chosen = [one for one in every if one.second == second]
        if chosen:
            section = branch(
                part, "assessmentSection", identifier=word, title=WORDS[word], visible="true"
            )
            for one in chosen:
                href = f"items/{one.id}.xml"
                branch(section, "assessmentItemRef", identifier=_name(one), href=href)
    return written(root)


def _name(one: Asked) -> str:
    # An identifier begins with a letter, and so does the id of every item.
    return f"item-{one.id}"


def to_item(one: Asked) -> str:
    """Return one question as a QTI 2.1 item."""
    schema = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
    root = _root(
        *("assessmentItem", _QTI, schema),
        identifier=_name(one),
        title=flat(one.title),
        adaptive="false",
        timeDependent="false",
    )
    response = branch(root, "responseDeclaration", identifier="RESPONSE")
    score = outcome(root, "SCORE", "float")
    score.set("normalMaximum", f"{one.points}")
    branch(branch(score, "defaultValue"), "value", "0")
    if one.shape == "rows":
        for n in range(1, len(one.rows) + 1):
            outcome(root, f"FEEDBACKR{n}", "identifier")
    else:
        outcome(root, "FEEDBACK", "identifier", "multiple")
    if one.shape == "order":
        for name in ("GOOD", *(f"RANK{n}" for n in range(1, len(one.answers) + 1))):
            branch(branch(outcome(root, name, "integer"), "defaultValue"), "value", "0")
    body = branch(root, "itemBody")
    graft(branch(body, "div"), bodies.passage(one))
    if one.hints:
        graft(
            branch(body, "rubricBlock", view="tutor"),
            listed("ul", [rich(hint) for hint in bodies.hints(one)]),
        )
    processing = branch(root, "responseProcessing")
    said = WRITERS[one.shape](response, body, processing, one)
    for (where, name), xhtml in said.items():
        graft(
            branch(
                *(root, "modalFeedback"),
                outcomeIdentifier=where,
                identifier=name,
                showHide="show",
            ),
            xhtml,
        )
    return written(root)
