"""Adaptation: an instructor's own version of the course, laid over the package's data and exercises.

An own folder holds ``course.toml`` and only what differs; `merged` lays it over
what the package brings and keeps the result among the reader's data. Whoever
asks `corpus_utils.texts` for the data folder is given that, so nothing else in
the library knows of adaptations.
"""

from corpus_utils.adaptation.folders import Course, active, package_data, read_course, using
from corpus_utils.adaptation.making import make_folder, mark_seen, renew_lessons
from corpus_utils.adaptation.merging import (
    Adapted,
    data_folder,
    leaves_out,
    load,
    reading_order,
    steady,
)
from corpus_utils.surroundings import COURSE, FILE, find

__all__ = [
    "COURSE",
    "FILE",
    "Adapted",
    "Course",
    "active",
    "data_folder",
    "find",
    "leaves_out",
    "load",
    "make_folder",
    "mark_seen",
    "package_data",
    "read_course",
    "reading_order",
    "renew_lessons",
    "steady",
    "using",
]
