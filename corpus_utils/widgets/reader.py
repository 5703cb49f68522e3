"""Reader: a document's outline, its retelling beside the reader's own copy, annotations in layers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from corpus_utils import annotations, texts
from corpus_utils.errors import CourseError, UnknownError
