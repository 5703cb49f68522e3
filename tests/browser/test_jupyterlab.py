"""JupyterLab as the course starts it: no pop-up, no request elsewhere, saved lessons stay readable."""

from __future__ import annotations

import json
import re
import time

import nbformat
import pytest
from nbformat import v4

from corpus_utils import course as lessons
from tests.browser.driving import serve

COUNTER = '''
import anywidget, traitlets
class Counter(anywidget.AnyWidget):
    _esm = """
    export default { render({ model, el }) {
      el.classList.add("cu-face");
      el.setAttribute("role", "region");
      el.setAttribute("aria-label", "Zähler");
      const button = document.createElement("button");
      const draw = () => { button.textContent = `Count ${model.get("n")}`; };
      button.addEventListener("click", () => model.send({}));
      model.on("change:n", draw);
      draw();
      el.append(button);
    } }"""
    n = traitlets.Int(0).tag(sync=True)
    def _repr_mimebundle_(self, **_):
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {
            "application/vnd.jupyter.widget-view+json": view,
            "text/html": f"<p>The static count stands at {self.n}.</p>",
            "text/plain": f"static count: {self.n}",
        }
counter = Counter()
def count(*_): counter.n += 1
counter.on_msg(count)
counter
'''


@pytest.fixture
def scratch(tmp_path):
    """Yield a course of one scratch lesson with a widget in it."""
    (tmp_path / "lessons").mkdir()
    cell = v4.new_code_cell(COUNTER, id="counter")
    title = v4.new_markdown_cell("# Read a counter", id="title")
    notebook = lessons.keep_static(v4.new_notebook(cells=[title, cell]))
    nbformat.write(notebook, tmp_path / "lessons" / "00-läs.ipynb")
    with serve(tmp_path) as running:
        yield running


def test_saved_lesson_shows_its_static_face_when_opened_again(scratch, open_lesson):
    lesson = open_lesson(scratch, "00-läs")
    assert lesson.dialogs() == []
    lesson.run_all()
    counter = lesson.widget("Zähler").get_by_role("button")
    counter.click()
    lesson.page.get_by_role("button", name="Count 1").wait_for()
    lesson.check_accessible()

    lesson.save()
    stored = json.loads(lesson.path.read_text(encoding="utf-8"))
    (output,) = stored["cells"][1]["outputs"]
    assert set(output["data"]) == {"text/html", "text/plain"}
    assert "widgets" not in stored["metadata"]

    # The widget on the page lives on, and a second save meets no "changed on disk".
    counter.click()
    lesson.page.get_by_role("button", name="Count 2").wait_for()
    lesson.command("notebook:run-all-cells")
    lesson.save()
    time.sleep(1)
    lesson.save()
    assert lesson.dialogs() == []

    lesson.restart()
    lesson.page.reload()
    lesson.page.get_by_text("The static count stands at 0.").wait_for()
    assert (
        lesson.page.get_by_text(re.compile("Loading widget|Error displaying widget")).count() == 0
    )
    assert lesson.dialogs() == []

    # Closed first: two pages on one kernel hear of each other's widgets, which neither can draw.
    lesson.page.context.close()
    again = open_lesson(scratch, "00-läs")
    again.page.get_by_text("The static count stands at 0.").wait_for()
    again.run_all()
    again.widget("Zähler").get_by_role("button", name="Count 0").click()
    again.page.get_by_role("button", name="Count 1").wait_for()


def test_faults_are_noticed(scratch, open_lesson):
    lesson = open_lesson(scratch, "00-läs")
    lesson.page.evaluate("() => console.error('ça ne va pas')")
    lesson.page.evaluate("() => { setTimeout(() => { throw new Error('größer') }, 0); }")
    lesson.page.evaluate("() => fetch('http://elsewhere.invalid/').catch(() => {})")
    lesson.page.evaluate("""() => {
        const face = document.createElement("div");
        face.className = "cu-face";
        face.innerHTML = '<img src="data:,">';
        document.body.append(face);
    }""")
    with pytest.raises(AssertionError, match="critical image-alt"):
        lesson.check_accessible()
    lesson.page.wait_for_timeout(500)
    said = "\n".join(lesson.faults)
    lesson.faults.clear()
    assert "console: ça ne va pas" in said
    assert "uncaught" in said
    assert "größer" in said
    assert "asked another host: http://elsewhere.invalid/" in said
