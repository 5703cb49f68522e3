"""Benchmarks: `make bench`."""


class NotMeasuredError(Exception):
    """A part cannot be measured on this machine; the text says why."""
