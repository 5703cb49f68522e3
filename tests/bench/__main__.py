"""`make bench` (or `python -m tests.bench [NAME…]`): speed, memory and size, measured.

Each part prints lines of ``what: figure``. A part that cannot be measured
here says why and the others go on; a part that breaks fails the command.
"""

from __future__ import annotations

import platform
import sys
import time
from importlib import import_module
from importlib.util import find_spec

from tests.bench import NotMeasuredError

PARTS = ("anchoring", "loading", "gathering", "lessons", "browser", "builder", "widgets", "start")


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"there is no part {unknown[0]!r} (one of: {', '.join(PARTS)})", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    for name in names or PARTS:
        if not find_spec(f"tests.bench.{name}"):
            print(f"\n== {name}: not measured: tests/bench/{name}.py is missing")
            return 1
        print(f"\n== {name}", flush=True)
        begun = time.perf_counter()
        try:
            import_module(f"tests.bench.{name}").main()
        except NotMeasuredError as why:
            print(f"not measured: {why}")
        print(f"   ({time.perf_counter() - begun:.0f} s to measure)", flush=True)
    return 0


sys.exit(main(sys.argv[1:]))
