"""The two things one does with a clone: open its lessons in JupyterLab, run its tests."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlencode

from corpus_utils.course import join_paths, kernel_environment
from corpus_utils.errors import CourseError
from corpus_utils.messages import section

WORDS = section("lab")
#: JupyterLab settings and server options that the course brings along. They come as defaults:
#: what a reader has set in JupyterLab stays.
SETTINGS = Path(__file__).parent / "jupyter"


def find_project(start: Path | None = None) -> Path:
    """Return the folder that holds the lessons: ``start`` (the current one), one above, or the package's own.

    Raises
    ------
    CourseError
        Where none of them holds a folder ``lessons`` with notebooks in it.
    """
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents, Path(__file__).resolve().parents[1]):
        if any((folder / "lessons").glob("*.ipynb")):
            return folder
    raise CourseError(WORDS["no_lessons"].format(folder=start))


def lab(options: Sequence[str]) -> int:
    """Open JupyterLab on the first lesson and serve it until it is stopped; ``options`` are JupyterLab's."""
    project = find_project()
    first = min((project / "lessons").glob("*.ipynb"))
    os.environ.update(kernel_environment())
    os.environ["JUPYTER_CONFIG_PATH"] = join_paths(
        str(SETTINGS), os.environ.get("JUPYTER_CONFIG_PATH", "")
    )
    # Only now: Jupyter reads its search path when it is imported.
    from jupyterlab.labapp import LabApp

    address = "/lab/tree/" + quote(first.relative_to(project).as_posix())
    arguments = [
        f"--ServerApp.root_dir={project}",
        f"--LabApp.default_url={address}",
        "--ServerApp.log_level=WARN",
        "--ServerApp.answer_yes=True",  # one Ctrl-C stops it
        "--KernelManager.transport_encryption=auto",  # or every kernel warns that it has none
        *options,
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.insert(0, "--allow-root")  # in a container there is nobody else to be
    server = LabApp.initialize_server(arguments)
    # Our line is plainer than Jupyter's block of three addresses, which we leave out.
    server.log.addFilter(lambda record: "To access the server" not in record.getMessage())
    token = server.identity_provider.token
    query = "?" + urlencode({"token": token}) if token else ""
    place = server.connection_url.rstrip("/") + address + query
    print(WORDS["open"].format(address=place), flush=True)
    server.start()
    return 0


def test(options: Sequence[str]) -> int:
    """Run the tests (all, or what ``options`` of pytest say) away from the reader's own answers and copies."""
    project = find_project()
    with tempfile.TemporaryDirectory(prefix="corpus-utils-test-") as room:
        environment = kernel_environment(Path(room))
        command = [sys.executable, "-m", "pytest", *options]
        return subprocess.run(command, cwd=project, env=environment, check=False).returncode
