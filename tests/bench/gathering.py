"""How long a large class takes to gather: hundreds of logs with hundreds of lines each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus_utils import texts
from corpus_utils.course import kernel_environment
from corpus_utils.marking import mark
from corpus_utils.misreadings import Chance, misreading
from corpus_utils.remarking import read_bank
from tests.classes import answer

LOGS, LINES = 300, 300
ROUNDS = 3
AIM_SECONDS = 10


def write_logs(folder: Path) -> int:
    """Write the logs, of answers to every item of the bank in turn, and return their bytes."""
    bank = read_bank(texts.exercises_folder())
    items = [*bank.items.values()]
    given = {}  # some ten different answers to each item, as a class gives them
    for item in items:
        for turn in range(10):
            some = item.key if turn < 6 else misreading(item, Chance(f"{item.id}/{turn}"))
            given[item.id, turn] = (some, mark(item, some).mark)
    size = 0
    for number in range(LOGS):
        place = folder / f"Student {number:03}_{5000 + number}_assignsubmission_file_"
        place.mkdir()
        lines = []
        for at in range(LINES):
            item, turn = items[at % len(items)], (number * 7 + at * 3) % 10
            some, found = given[item.id, turn]
            more = {"lesson": item.lesson, "item_hash": item.hash, "attempt": 1 + at // len(items)}
            line = answer(item.id, some, found, minute=number * 400 + at, **more)
            lines.append(json.dumps(line, ensure_ascii=False))
        data = ("\n".join(lines) + "\n").encode()
        (place / "log.jsonl").write_bytes(data)
        size += len(data)
    return size


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "logs").mkdir()
        size = write_logs(folder / "logs")
        command = [sys.executable, "-m", "corpus_utils", "gather", str(folder / "logs")]
        command += ["--to", str(folder / "out")]
        took = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            run = subprocess.run(
                command,
                check=True,
                capture_output=True,
                text=True,
                env={**os.environ, **kernel_environment(folder / "home")},
            )
            took.append(time.perf_counter() - begun)
        written = sum(path.stat().st_size for path in (folder / "out").iterdir())
    print(run.stdout.splitlines()[0])
    print(f"gather {LOGS} logs of {LINES} lines ({size / 1e6:.0f} MB):", end=" ")
    print(f"{min(took):.1f} s (best of {ROUNDS} new processes; aim: under {AIM_SECONDS} s)")
    print(f"written: {written / 1e6:.1f} MB")
