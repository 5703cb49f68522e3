"""The conventions every lesson keeps (CONTRIBUTING.md says why); each rule is shown to fail once."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import nbformat
import pytest
from nbformat import v4

from corpus_utils import course
from corpus_utils.vega import VIEW
from tests.conftest import ROOT

LESSONS = sorted((ROOT / "lessons").glob("*.ipynb"))

# House style: bounds from published teaching notebooks' medians, widened for widgets.
CELLS = (25, 50)
WORDS = (900, 2000)
CODE_LINES = 120
CELL_LINES = 15
SETUP_LINES = 6
FILE_BYTES = 300_000
CLOSING = ("On your own", "In practice", "Further reading")

#: Bare words that end in no verb a title could start with are not guessed at: a title says its verb.
VERBS = "Read|Source|Outline|Follow|Weigh|Test|Compare|Take|Build|Find|Trace|Question|Define|Adapt|Repair|Tell"

Finding = tuple[str, str]
Rule = Callable[[nbformat.NotebookNode], Iterator[Finding]]


def prose(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def code(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def headings(notebook: nbformat.NotebookNode) -> Iterator[tuple[str, int, str]]:
    """Yield (cell id, level, text) of every heading outside a fenced block."""
    for cell in prose(notebook):
        text = re.sub(r"^```.*?^```", "", cell.source, flags=re.MULTILINE | re.DOTALL)
        for found in re.finditer(r"^(#{1,6}) +(.+?) *#*$", text, flags=re.MULTILINE):
            yield cell.id, len(found[1]), found[2]


def check_title(notebook: nbformat.NotebookNode) -> Iterator[Finding]:
    first = notebook.cells[0]
    if not re.match(rf"# (?:{VERBS})\b", first.source):
        yield first.id, f"the title should be the first line and start with a verb ({VERBS})"
    titles = [(cell, text) for cell, level, text in headings(notebook) if level == 1]
    for cell, text in titles[1:]:
        yield cell, f"a second title: {text!r}"


def check_opening(notebook: nbformat.NotebookNode) -> Iterator[Finding]:
    opening = "\n".join(cell.source for cell in notebook.cells[:4] if cell.cell_type == "markdown")
    for what in ("do", "learn", "need"):
        if not re.search(rf"\bwhat you[’']ll {what}\b", opening, flags=re.IGNORECASE):
            yield notebook.cells[0].id, f"the opening does not say what you’ll {what}"


def check_setup(notebook: nbformat.NotebookNode) -> Iterator[Finding]:
    setup, *others = code(notebook)
    if "import" not in setup.source:
        yield setup.id, "the first code cell should be the set-up and import what is needed"
    if len(setup.source.splitlines()) > SETUP_LINES:
        yield setup.id, f"the set-up has more than {SETUP_LINES} lines"
    for cell in others:
        if re.search(r"^\s*(?:[!%]\s*)?(?:pip|conda|sys\.path)\b", cell.source, flags=re.MULTILINE):
            yield cell.id, "a second set-up"


def check_sizes(notebook: nbformat.NotebookNode) -> Iterator[Finding]:
    cells = len(prose(notebook)) + len(code(notebook))
    words = sum(len(re.findall(r"\w+(?:[’'-]\w+)*", cell.source)) for cell in prose(notebook))
    lines = [len([line for line in c.source.splitlines() if line.strip()]) for c in code(notebook)]
    if not CELLS[0] <= cells <= CELLS[1]:
        yield "", f"{cells} cells, not {CELLS[0]} to {CELLS[1]}"
    if not WORDS[0] <= words <= WORDS[1]:
        yield "", f"{words} words, not {WORDS[0]} to {WORDS[1]}"
    if sum(lines) > CODE_LINES:
        yield "", f"{sum(lines)} lines of code, more than {CODE_LINES}"
    for cell in code(notebook):
        if len(cell.source.splitlines()) > CELL_LINES:
            yield cell.id, f"more than {CELL_LINES} lines"


def check_run(notebook: nbformat.NotebookNode) -> Iterator[Finding]:
    counts = [cell.execution_count for cell in code(notebook)]
    if counts != list(range(1, len(counts) + 1)):
        yield "", f"not run once from top to bottom (execution counts {counts})"
    if not any(cell.outputs for cell in code(notebook)):
        yield "", "no outputs are stored (make lessons)"
    for cell in code(notebook):
        if not cell.source.strip():
            yield cell.id, "an empty code cell"
        errors = any(output.output_type == "error" for output in cell.outputs)
        expected = "raises-exception" in cell.metadata.get("tags", [])
        if errors != expected:
            yield (
                cell.id,
                "an error nobody announced" if errors else "announces an error that did not come",
            )


def check_faces(notebook: nbformat.NotebookNode) -> Iterator[Finding]:
    for cell in code(notebook):
        for output in cell.outputs:
            data = output.get("data", {})
            for mime in sorted(set(data) - set(course.STATIC)):
                yield cell.id, f"a live face is stored: {mime}"
            if data and not data.get("text/plain", "").strip():
                yield cell.id, "no plain-text twin is stored"
            written = json.dumps(output)
            for sign in re.findall(
                r"0x[0-9a-f]{8,}|IPY_MODEL_\w+|<script\b|\bon(?:click|load)=", written
            ):
                yield cell.id, f"an output that differs each time or needs a script: {sign}"
    if "widgets" in notebook.metadata:
        yield "", "widget state is stored"
    if course.keep_static(notebook) != notebook:
        yield "", "not stored by `make lessons`"


def check_ids(notebook: nbformat.NotebookNode) -> Iterator[Finding]:
    ids = [cell.id for cell in notebook.cells]
    for name in ids:
        readable = re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", name)
        if not readable or re.fullmatch(r"(?=.*\d)[0-9a-f]{8,}", name):
            yield name, "a cell id is words joined by hyphens"
        if ids.count(name) > 1:
            yield name, "this id stands twice"
    if (notebook.nbformat, notebook.nbformat_minor) != (4, 5):
        yield "", f"nbformat {notebook.nbformat}.{notebook.nbformat_minor}, not 4.5"


def check_alt_texts(notebook: nbformat.NotebookNode) -> Iterator[Finding]:
    for cell in notebook.cells:
        shown = [cell.source] if cell.cell_type == "markdown" else []
        shown += [output.get("data", {}).get("text/html", "") for output in cell.get("outputs", [])]
        for text in shown:
            for tag in re.findall(r"<img\b[^>]*>", text):
                if not re.search(r"""\balt=(["'])\s*\S.*?\1""", tag, flags=re.DOTALL):
                    yield cell.id, f"an image without alt text: {tag[:60]}"
            for alt in re.findall(r"!\[([^\]]*)\]\(", text):
                if not alt.strip():
                    yield cell.id, "an image without alt text"
        for output in cell.get("outputs", []):
            if {"image/png", "image/svg+xml"} & set(output.get("data", {})):
                yield cell.id, "a bare picture is stored: put it into HTML with its alt text"


def check_headings(notebook: nbformat.NotebookNode) -> Iterator[Finding]:
    last = 0
    for cell, level, text in headings(notebook):
        if level > last + 1:
            yield cell, f"heading {text!r} of level {level} follows one of level {last}"
        last = level


def check_closing(notebook: nbformat.NotebookNode) -> Iterator[Finding]:
    sections = [text for _, level, text in headings(notebook) if level == 2]
    if tuple(sections[-len(CLOSING) :]) != CLOSING:
        yield "", f"the last sections should be {', '.join(CLOSING)}; they are {sections[-3:]}"


def check_links(notebook: nbformat.NotebookNode) -> Iterator[Finding]:
    for cell in prose(notebook):
        for target in re.findall(r"\]\(([^)#\s]+)", cell.source):
            if not re.match(r"[a-z]+:", target) and not (ROOT / "lessons" / target).exists():
                yield cell.id, f"a link to a file that is not there: {target}"


RULES: list[Rule] = [
    check_title,
    check_opening,
    check_setup,
    check_sizes,
    check_run,
    check_faces,
    check_ids,
    check_alt_texts,
    check_headings,
    check_closing,
    check_links,
]


def findings(notebook: nbformat.NotebookNode, name: str = "lesson") -> list[str]:
    """Return one line a finding: lesson, cell id, what."""
    return [
        f"{name}: {f'cell {cell!r}: ' if cell else ''}{what}"
        for rule in RULES
        for cell, what in rule(notebook)
    ]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_lesson_keeps_the_conventions(path):
    found = findings(nbformat.read(path, as_version=4), path.stem)
    if path.stat().st_size > FILE_BYTES:
        found.append(f"{path.stem}: {path.stat().st_size} bytes, more than {FILE_BYTES}")
    assert not found, "\n" + "\n".join(found)


def test_there_are_lessons():
    assert [path.stem for path in LESSONS[:2]] == ["00-read-an-argument", "01-dunayevskaya"]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_lesson_runs_with_originals_attached_and_stores_none_of_their_words(path, originals_folder):
    run = course.run_lesson(path, originals=sorted(originals_folder.iterdir()))
    stored = course.keep_static(run)
    kept = nbformat.read(path, as_version=4)
    assert [cell.execution_count for cell in code(stored)] == [
        c.execution_count for c in code(kept)
    ]
    # Static faces are the same with and without a copy, so saving a lesson can leak nothing.
    for with_copy, without in zip(code(stored), code(kept), strict=True):
        html = [
            [o.get("data", {}).get("text/html") for o in c.outputs] for c in (with_copy, without)
        ]
        assert html[0] == html[1], (
            f"cell {with_copy.id!r} shows something else with a copy attached"
        )


# A toy that keeps every rule, and one way to break each.


def toy() -> nbformat.NotebookNode:
    text = "Zoë holds that the café closes early because few guests come after nine. " * 8
    cells = [
        v4.new_markdown_cell(
            "# Read a toy\n\n**What you’ll do:** read. **What you’ll learn:** to read. "
            "**What you’ll need:** nothing.",
            id="title",
        ),
        v4.new_code_cell("import corpus_utils as cu", id="setup", execution_count=1),
    ]
    output = v4.new_output(
        "display_data", data={"text/html": '<img alt="a map" src="data:,">', "text/plain": "a map"}
    )
    for n in range(9):
        cells.append(v4.new_markdown_cell(f"## Step {n}\n\n{text}", id=f"step-{n}"))
        cells.append(
            v4.new_code_cell("cu.show()", id=f"show-{n}", execution_count=n + 2, outputs=[output])
        )
    for n, name in enumerate(("Look back", *CLOSING)):
        cells.append(v4.new_markdown_cell(f"## {name}", id=f"section-{n}"))
        cells.append(v4.new_markdown_cell("Ça va.", id=f"words-{n}"))
    return course.keep_static(v4.new_notebook(cells=cells))


def test_toy_is_without_findings():
    assert findings(toy()) == []


def _change(place: str, value: object) -> Callable[[nbformat.NotebookNode], None]:
    """Return a change of the cell called ``place``'s source, or of a field named after a dot."""
    name, _, field = place.partition(".")

    def change(notebook: nbformat.NotebookNode) -> None:
        cell = next(cell for cell in notebook.cells if cell.id == name)
        cell[field or "source"] = nbformat.from_dict(value)

    return change


def _output(**data: str) -> list[dict]:
    faces = {mime.replace("_", "/"): face for mime, face in data.items()}
    return [v4.new_output("display_data", data={"text/plain": "x", **faces})]


BROKEN = [
    (
        _change("title", "# The toy\n\nWhat you’ll do, what you’ll learn, what you’ll need"),
        "start with a verb",
    ),
    (_change("step-3", "# Another"), "a second title"),
    (_change("title", "# Read a toy\n\nWhat you’ll do. What you’ll learn."), "what you’ll need"),
    (_change("setup", "pass"), "should be the set-up"),
    (_change("setup", "import os\n" * 7), "set-up has more than 6 lines"),
    (_change("show-1", "%pip install x"), "a second set-up"),
    (lambda notebook: notebook.cells.__delitem__(slice(4, 10)), "cells, not 25 to 50"),
    (_change("step-1", "## Step\n\nêtre " * 1500), "words, not 900 to 2000"),
    (_change("show-1", "x = 1\n" * 16), "more than 15 lines"),
    (_change("show-1", "x = 1\n" * 130), "lines of code, more than 120"),
    (_change("show-1.execution_count", 7), "not run once from top to bottom"),
    (_change("show-1", ""), "an empty code cell"),
    (
        _change("show-1.metadata", {"tags": ["raises-exception"]}),
        "announces an error that did not come",
    ),
    (
        _change(
            "show-1.outputs", [v4.new_output("error", ename="E", evalue="é", traceback=["E: é"])]
        ),
        "an error nobody announced",
    ),
    (
        _change("show-1.outputs", [v4.new_output("display_data", data={VIEW: {}})]),
        "a live face",
    ),
    (
        _change("show-1.outputs", [v4.new_output("display_data", data={"text/html": "x"})]),
        "no plain-text twin",
    ),
    (_change("show-1.outputs", _output(text_html="<X at 0x7f00aa00bb00>")), "differs each time"),
    (_change("show-1.outputs", _output(text_html="<script>1</script>")), "needs a script"),
    (lambda notebook: notebook.metadata.update(widgets={}), "widget state is stored"),
    (_change("show-1.metadata", {"trusted": True}), "not stored by `make lessons`"),
    (_change("step-1.id", "3f2a9c01"), "words joined by hyphens"),
    (_change("step-1.id", "step-2"), "stands twice"),
    (lambda notebook: notebook.update(nbformat_minor=4), "nbformat 4.4"),
    (_change("show-1.outputs", _output(text_html="<img src='x'>")), "an image without alt text"),
    (_change("words-0", "![](carte.png)"), "an image without alt text"),
    (_change("show-1.outputs", _output(image_png="AAAA")), "a bare picture"),
    (_change("words-0", "#### Deep"), "heading 'Deep' of level 4 follows one of level 2"),
    (_change("section-3", "## The end"), "the last sections should be"),
    (_change("words-0", "[next](09-nowhere.ipynb)"), "a link to a file that is not there"),
]


@pytest.mark.parametrize(("change", "said"), BROKEN)
def test_each_rule_can_fail(change, said):
    notebook = toy()
    change(notebook)
    assert any(said in finding for finding in findings(notebook)), findings(notebook)


def test_unrun_lesson_is_found():
    notebook = toy()
    for cell in code(notebook):
        cell.outputs, cell.execution_count = [], None
    assert any("no outputs are stored" in finding for finding in findings(notebook))


# nbval compares what is stored with what a fresh run shows.

SHOW = """
from IPython.display import display
display({
    "application/vnd.jupyter.widget-view+json": {"model_id": "%s", "version_major": 2, "version_minor": 1},
    "application/vnd.vegalite.v6+json": {"data": "%s"},
    "text/html": "<p>Zoë</p>",
    "text/plain": "Zoë’s thesis stands",
}, raw=True)
"""


@pytest.mark.parametrize("mime", ["text/plain", "text/html", None])
def test_nbval_passes_on_static_faces_and_fails_on_a_changed_one(tmp_path, mime):
    path = tmp_path / "00-läs.ipynb"
    cell = v4.new_code_cell(SHOW % ("f00", "g11"), id="show")
    nbformat.write(v4.new_notebook(cells=[cell]), path)
    course.store(path)
    notebook = nbformat.read(path, as_version=4)
    (output,) = notebook.cells[0].outputs
    assert set(output.data) == {"text/html", "text/plain"}
    if mime:
        output.data[mime] += " no longer"
        nbformat.write(notebook, path)
    ours = ["-c", str(ROOT / "pyproject.toml"), f"--rootdir={ROOT}"]
    command = [sys.executable, "-m", "pytest", *ours, "-q", str(path)]
    run = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert ("1 failed" if mime else "1 passed") in run.stdout, run.stdout + run.stderr
    assert not mime or f"mismatch '{mime}'" in run.stdout
