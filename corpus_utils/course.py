"""Lessons as files: run one in a kernel of its own, and keep of its outputs what reads without one.

A widget's display carries three faces (interactive, static, plain text). The
interactive one dies with its kernel, so only the other two are stored: a
lesson just opened, or shown on a code host, has its content, not
"Loading widget…".
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from corpus_utils import disclosure, vega
from corpus_utils.errors import CourseError
from corpus_utils.messages import section
from corpus_utils.outputs import write_file

WORDS = section("course")
#: The faces that need neither a kernel nor a script, best first.
STATIC = ("text/html", "image/svg+xml", "image/png", "text/markdown", "text/latex", "text/plain")
_LIVE = (vega.VIEW, "application/vnd.vega", "application/javascript")

#: A lesson's metadata, the same whoever ran it with whichever Python.
_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
    },
}

#: Or every kernel warns that it talks to us over this machine's own network unencrypted.
QUIET = {"KernelManager": {"transport_encryption": "auto"}}


def is_live(mime: str) -> bool:
    """Return whether a face of this MIME type needs a kernel or a script.

    >>> is_live("application/vnd.vegalite.v6+json"), is_live("text/html")
    (True, False)
    """
    return mime.startswith(_LIVE)


def without_live(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return ``notebook`` without those live faces that have a static HTML face beside them.

    ``notebook`` is the content of a notebook file (nbformat 4); it is not
    changed. Live faces that stand alone stay, and the widgets' saved state
    with them: they may belong to a notebook of the reader's own.
    """
    cells = [_settled(cell) for cell in notebook.get("cells", [])]
    metadata = dict(notebook.get("metadata", {}))
    mimes = {mime for cell in cells for output in cell.get("outputs", ()) for mime in _data(output)}
    if vega.VIEW not in mimes:
        metadata.pop("widgets", None)
    return {**notebook, "cells": cells, "metadata": metadata}


def _settled(cell: dict[str, Any]) -> dict[str, Any]:
    if not cell.get("outputs"):
        return cell
    outputs = []
    for output in cell["outputs"]:
        data = _data(output)
        if "text/html" in data and any(map(is_live, data)):
            static = {mime: face for mime, face in data.items() if not is_live(mime)}
            outputs.append({**output, "data": static})
        else:
            outputs.append(output)
    return {**cell, "outputs": outputs}


def _data(output: dict[str, Any]) -> dict[str, Any]:
    return output.get("data") or {}


def before_save(model: dict[str, Any], **_: Any) -> None:
    """Drop live faces from a notebook that JupyterLab is about to save (a ``pre_save_hook``).

    The page in the browser keeps its widgets; only the file is made static.
    """
    content = model.get("content")
    if model.get("type") == "notebook" and isinstance(content, dict):
        kept = without_live(content)
        # The server writes `content` itself, so it is changed in place, keeping its type.
        for cell, settled in zip(content.get("cells", []), kept.get("cells", []), strict=True):
            for output, static in zip(
                cell.get("outputs", ()), settled.get("outputs", ()), strict=True
            ):
                if "data" in output:
                    output["data"] = static["data"]
        if "widgets" not in kept["metadata"]:
            content.get("metadata", {}).pop("widgets", None)


def run_lesson(
    path: Path,
    *,
    originals: Iterable[Path] | None = None,
    keys: str = disclosure.FOLDED,
    timeout_s: int = 120,
) -> Any:
    """Return the notebook at ``path`` run from top to bottom in a fresh kernel.

    Nothing of the run reaches the project or the reader's own folders: copies
    and answers go to a temporary one. ``originals`` are files to attach first;
    without them no original's words can be in the outputs. ``keys`` says how
    static faces show what is right (see `disclosure`).

    Raises
    ------
    CourseError
        There is no such notebook; a cell failed, or took longer than ``timeout_s`` seconds.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    from traitlets.config import Config

    path = Path(path).resolve()
    try:
        notebook = nbformat.read(path, as_version=4)
    except (OSError, ValueError) as error:
        message = WORDS["no_notebook"].format(name=path.name, reason=_said(error))
        raise CourseError(message) from None
    with tempfile.TemporaryDirectory(prefix="corpus-utils-run-") as room:
        environment = kernel_environment(Path(room)) | {disclosure.VARIABLE: keys}
        files = [str(Path(file).resolve()) for file in originals or ()]
        if files:
            command = [sys.executable, "-m", "corpus_utils", "attach", *files]
            done = subprocess.run(
                command, env=environment, capture_output=True, text=True, check=False
            )
            if done.returncode:
                raise CourseError(WORDS["unattached"].format(reason=done.stderr.strip()))
        resources = {"metadata": {"path": str(path.parent)}}
        client = NotebookClient(
            notebook,
            timeout=timeout_s,
            kernel_name="python3",
            resources=resources,
            record_timing=False,
            config=Config(QUIET),
        )
        try:
            client.execute(env=environment)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            cell, reason = _stopped_at(notebook), _said(error)
            message = WORDS["stopped"].format(name=path.name, cell=cell, reason=reason)
            raise CourseError(message) from error
    return notebook


def kernel_environment(room: Path | None = None) -> dict[str, str]:
    """Return our environment with this package importable from any folder, installed or not.

    With a ``room``, copies, answers and IPython's settings lie in that folder,
    away from the reader's own.
    """
    root = str(Path(__file__).resolve().parents[1])
    environment = os.environ | {"PYTHONPATH": join_paths(root, os.environ.get("PYTHONPATH", ""))}
    if room:
        environment["CORPUS_UTILS_ANSWERS"] = str(room / "answers")
        environment["CORPUS_UTILS_HOME"] = str(room / "home")
        environment["IPYTHONDIR"] = str(room / "ipython")
    return environment


def join_paths(first: str, others: str) -> str:
    """Return a search path that starts with ``first`` and goes on with what ``others`` holds."""
    return os.pathsep.join(dict.fromkeys(filter(None, [first, *others.split(os.pathsep)])))


def _stopped_at(notebook: Any) -> str:
    """Return the id of the last cell that was begun."""
    begun = [
        c.id for c in notebook.cells if c.cell_type == "code" and (c.execution_count or c.outputs)
    ]
    return begun[-1] if begun else ""


def _said(error: Exception) -> str:
    """Return what stopped a cell, in one line without a traceback's colours."""
    if hasattr(error, "ename"):
        return f"{error.ename}: {error.evalue}"
    return next(iter(str(error).splitlines()), "") or type(error).__name__


def keep_static(notebook: Any, *, also: Collection[str] = ()) -> Any:
    """Return ``notebook`` with only what reads without a kernel, the same bytes for every run.

    Live faces, widget state, timings and tracebacks (they name folders) go;
    pieces of one stream are joined; metadata is that of every lesson. ``also``
    are MIME types of live faces that stay nevertheless.
    """
    import nbformat

    kept = nbformat.from_dict(notebook)
    kept.metadata = nbformat.from_dict(_METADATA)
    kept.nbformat, kept.nbformat_minor = 4, max(5, notebook.nbformat_minor)
    for cell in kept.cells:
        tags = cell.metadata.get("tags")
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
        if cell.cell_type == "code":
            cell.outputs = _joined(cell.outputs)
            for output in cell.outputs:
                _still(output, (*STATIC, *also))
    return kept


def _still(output: Any, kept: Collection[str]) -> None:
    if "data" in output:
        if vega.VEGA in output.data and "text/html" in output.data:
            output.data["text/html"] = vega.illustrated(output.data)
        output.data = {mime: face for mime, face in output.data.items() if mime in kept}
        output.metadata = {}
    if output.output_type == "error":
        output.traceback = [f"{output.ename}: {output.evalue}"]


def _joined(outputs: Iterable[Any]) -> list[Any]:
    """Return ``outputs`` with neighbouring pieces of one stream made one: how they break is chance."""
    joined: list[Any] = []
    for output in outputs:
        last = joined[-1] if joined else None
        if (
            last is not None
            and output.output_type == last.output_type == "stream"
            and output.name == last.name
        ):
            last.text += output.text
        else:
            joined.append(output)
    return joined


def store(path: Path) -> bool:
    """Run the lesson at ``path``, store its static outputs in it, and return whether the file changed."""
    import nbformat

    path = Path(path)
    text = nbformat.writes(keep_static(run_lesson(path))).rstrip("\n") + "\n"
    if path.read_bytes() == text.encode():
        return False
    write_file(path, text)
    return True
