"""What a module of commands is given to add them with."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Protocol

Run = Callable[[argparse.Namespace], int]


class Command(Protocol):
    """Add a command: its name, the function that runs it and returns the exit status, its summary."""

    def __call__(self, name: str, run: Run, summary: str) -> argparse.ArgumentParser:
        """Return the command's parser, for its arguments."""
