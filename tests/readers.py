"""Other programs that read what we write: they live in tests/peers, beside the project.

`.ci/run` installs them. Where they are absent a test skips with the reason; in CI it fails.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import Any

import pytest

from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "peers"
PYTHON = FOLDER / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NODE = shutil.which("node")
PLAYER = FOLDER / "node_modules" / "@citolab" / "qti-components" / "cdn" / "index.global.js"
_CI = bool(os.environ.get("CI"))
needs_python = pytest.mark.skipif(
    not PYTHON.exists() and not _CI,
    reason="the readers are not here: install tests/peers/requirements.txt into tests/peers/.venv",
)
needs_node = pytest.mark.skipif(
    not (NODE and PLAYER.exists()) and not _CI,
    reason="the readers are not here: npm ci --prefix tests/peers",
)


def _run(command: list[str], given: str) -> str:
    run = subprocess.run(
        command, cwd=FOLDER, input=given.encode(), capture_output=True, check=False
    )
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout.decode()


def python(script: str, given: str = "", *arguments: str) -> str:
    """Return what a script of tests/peers prints."""
    return _run([str(PYTHON), "-X", "utf8", script, *arguments], given)


def gift(text: str) -> list[dict[str, Any]]:
    """Return the questions that gift-pegjs finds in ``text``."""
    return json.loads(_run([NODE or "node", "read_gift.mjs"], text))


def qti3(documents: list[str]) -> list[str]:
    """Return QTI 2.1 documents as QTI 3."""
    return json.loads(python("to_qti3.py", json.dumps(documents)))
