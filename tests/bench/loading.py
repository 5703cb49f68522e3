"""How long importing the package and loading everything about the documents takes."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from corpus_utils.course import kernel_environment

ROUNDS = 20

EVERYTHING = """
import time
import corpus_utils
begun = time.perf_counter()
import yaml
from corpus_utils import annotations, arguments, bibliography, comparison, crossmap, texts, timeline
imported = time.perf_counter()
documents = [texts.load(key) for key in texts.keys()]
for text in documents:
    text.reading()
    annotations.load(text)
    arguments.load(text)
for part in (comparison, crossmap, timeline, bibliography):
    part.load()
loaded = time.perf_counter()
print((imported - begun) * 1000, (loaded - imported) * 1000, len(documents))
"""


def run_ms(code: str) -> float:
    """Return the milliseconds that a new interpreter takes for ``code``, start and end included."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=kernel_environment())
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    # Taken in turns, so that a machine that slows down slows both.
    pairs = [(run_ms("pass"), run_ms("import corpus_utils")) for _ in range(ROUNDS)]
    bare, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"import corpus_utils: {ours - bare:.1f} ms over a bare interpreter's {bare:.1f} ms",
        end=" ",
    )
    print(f"(median of {ROUNDS}; {ours / bare:.2f} times; aim: under 60 ms)")
    loads = []
    for _ in range(ROUNDS):
        run = subprocess.run(
            [sys.executable, "-c", EVERYTHING],
            check=True,
            capture_output=True,
            text=True,
            env=kernel_environment(),
        )
        *taken, documents = run.stdout.split()
        loads.append(tuple(map(float, taken)))
    imports, load = (statistics.median(column) for column in zip(*loads, strict=True))
    print(f"load everything about {documents} documents: {load:.0f} ms", end=" ")
    print(f"once its modules are imported, which takes {imports:.0f} ms", end=" ")
    print(f"(medians of {ROUNDS} new processes; aim: under 150 ms)")
