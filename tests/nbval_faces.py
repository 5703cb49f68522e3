"""How nbval compares a lesson's faces: a pytest plugin, loaded by pyproject.toml for every run.

It cannot stand in conftest.py, whose hooks reach only the tests beside it: the lessons lie elsewhere.
"""

from __future__ import annotations

import pytest

from corpus_utils.course import is_live


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Let nbval compare static and plain faces only: the live ones are not stored."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare = _StaticOnly(collector.skip_compare)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Give a cell's output 60 s, as nbval's own 5 s fail on a busy machine (nbval#231)."""
    if hasattr(item, "output_timeout"):
        item.output_timeout = 60


class _StaticOnly(tuple):
    """nbval's list of fields not to compare, and every live MIME type."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or (isinstance(key, str) and is_live(key))
