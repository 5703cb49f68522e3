"""Languages: one catalogue of messages each, ``<language>.yaml``, and what may be done with them."""

from corpus_utils.languages.translations import available, begin, check, use

__all__ = ["available", "begin", "check", "use"]
