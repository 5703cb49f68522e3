"""Skeletons: from an instructor's file, everything that a new text of the course needs, to be filled in."""

from corpus_utils.skeletons.making import Made, new_text

__all__ = ["Made", "new_text"]
