"""The sentences of a skeleton that depend on the text it is made from."""

from __future__ import annotations

from corpus_utils.messages import section

WORDS = section("skeletons")
