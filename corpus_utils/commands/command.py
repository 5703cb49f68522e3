"""What a module of commands is given to add them with."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Protocol

Run = Callable[[argparse.Namespace], int]


class Command(Protocol):
    """Add a command: its name and the function that runs it and returns the exit status."""

    def __call__(self, name: str, run: Run) -> tuple[argparse.ArgumentParser, Mapping[str, str]]:
        """Return the command's parser, for its arguments, and what the catalogue says of these."""
