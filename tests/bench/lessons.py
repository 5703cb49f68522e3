"""Each lesson's size, run time and its kernel's memory, against a kernel with the usual imports only."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

import nbformat
import psutil
from nbclient import NotebookClient
from nbformat import v4

from corpus_utils.course import kernel_environment
from tests.conftest import ROOT

USUAL = "import ipywidgets, pandas, altair"


def memory_mb(pid: int) -> float:
    """Return the memory of a process: its proportional share on Linux, what is resident elsewhere."""
    used = psutil.Process(pid).memory_full_info()
    return getattr(used, "pss", used.rss) / 1e6


def run(notebook: Any, folder: Path) -> tuple[float, float]:
    """Return the seconds a notebook's cells take, and its kernel's memory after the last, in MB."""
    with tempfile.TemporaryDirectory() as room:
        client = NotebookClient(
            notebook, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
        )
        with client.setup_kernel(env=kernel_environment(Path(room))):
            begun = time.perf_counter()
            for n, cell in enumerate(notebook.cells):
                client.execute_cell(cell, n)
            taken = time.perf_counter() - begun
            return taken, memory_mb(client.km.provisioner.pid)


def main() -> None:
    folder = ROOT / "lessons"
    taken, usual = run(v4.new_notebook(cells=[v4.new_code_cell(USUAL)]), folder)
    print(f"a kernel with {USUAL[7:]}: {taken:.1f} s, {usual:.0f} MB")
    for path in sorted(folder.glob("*.ipynb")):
        taken, used = run(nbformat.read(path, as_version=4), folder)
        size = path.stat().st_size / 1000
        print(f"{path.stem}: {taken:.1f} s, {used:.0f} MB", end=" ")
        print(f"({used / usual:.2f} of the usual; aim: at most 1.15), file {size:.0f} kB")
