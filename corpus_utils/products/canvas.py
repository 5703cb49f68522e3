"""QTI 1.2, as Canvas imports and exports it: a zip with one quiz, and one of the second tries.

In Canvas: Settings, Import Course Content, "QTI .zip file". Ids are derived
from the items', so that the same item has the same id in every build.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from corpus_utils.messages import section
from corpus_utils.products.archives import branch, ident, written, zipped
from corpus_utils.products.asking import write_asked
from corpus_utils.products.canvas_items import NAME, add_item, fields
from corpus_utils.products.shapes import Asked
from corpus_utils.products.sources import Note, Source
from corpus_utils.products.wording import paragraph

WORDS = section("products.canvas")
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_CP = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"


def write(source: Source, folder: Path) -> list[Note]:
    """Write ``<lesson>.zip`` into ``folder``; return what Canvas cannot carry."""
    path = folder / f"{source.name}.zip"
    return write_asked(source, path, NAME, to_canvas, WORDS["lost"])


def to_canvas(lesson: str, every: list[Asked]) -> bytes:
    """Return questions as a QTI 1.2 package."""
    files: dict[str, str | bytes] = {}
    quizzes = []
    for second, word in ((False, "title"), (True, "second")):
        chosen = [one for one in every if one.second == second]
        if chosen:
            title, name = WORDS[word].format(lesson=lesson), ident(NAME, word, lesson)
            quizzes.append(name)
            files[f"{name}/{name}.xml"] = _assessment(name, title, chosen)
            files[f"{name}/assessment_meta.xml"] = _meta(name, title, chosen)
    files["imsmanifest.xml"] = _manifest(ident(NAME, lesson), quizzes)
    return zipped(files)


def _root(tag: str, namespace: str, schema: str, **attributes: str) -> ET.Element:
    spaces = {"xmlns": namespace, "xmlns:xsi": _INSTANCE, "xsi:schemaLocation": schema}
    return ET.Element(tag, {**attributes, **spaces})


def _manifest(name: str, quizzes: list[str]) -> str:
    schema = f"{_CP} http://www.imsglobal.org/xsd/imscp_v1p1.xsd"
    root = _root("manifest", _CP, schema, identifier=name)
    about = branch(root, "metadata")
    branch(about, "schema", "IMS Content")
    branch(about, "schemaversion", "1.1.3")
    branch(root, "organizations")
    resources = branch(root, "resources")
    for quiz in quizzes:
        meta = f"{quiz}_meta"
        node = branch(resources, "resource", identifier=quiz, type="imsqti_xmlv1p2")
        branch(node, "file", href=f"{quiz}/{quiz}.xml")
        branch(node, "dependency", identifierref=meta)
        page, kind = (
            f"{quiz}/assessment_meta.xml",
            "associatedcontent/imscc_xmlv1p1/learning-application-resource",
        )
        branch(
            branch(resources, "resource", identifier=meta, type=kind, href=page), "file", href=page
        )
    return written(root)


def _meta(name: str, title: str, every: list[Asked]) -> str:
    schema = f"{_CANVAS} https://canvas.instructure.com/xsd/cccv1p0.xsd"
    root = _root("quiz", _CANVAS, schema, identifier=name)
    for tag, text in (
        ("title", title),
        ("description", paragraph(WORDS["about"])),
        ("shuffle_answers", "true"),
        ("scoring_policy", "keep_highest"),
        ("hide_results", ""),
        ("quiz_type", "practice_quiz"),
        ("points_possible", f"{sum(one.points for one in every):.1f}"),
        ("show_correct_answers", "false"),
        ("allowed_attempts", "-1"),
        ("one_question_at_a_time", "false"),
        ("available", "false"),
    ):
        branch(root, tag, text)
    return written(root)


def _assessment(name: str, title: str, every: list[Asked]) -> str:
    schema = f"{_QTI} http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd"
    root = _root("questestinterop", _QTI, schema)
    node = branch(root, "assessment", ident=name, title=title)
    fields(node, {"cc_maxattempts": "unlimited"})
    section = branch(node, "section", ident="root_section")
    for one in every:
        add_item(section, one)
    return written(root)
