"""The registry of products: what can be built, and by which function.

A further product is a module with ``write(source, folder) -> list[Note]``,
which writes what is made of one lesson into ``folder``, a line here, and what it
makes, in words, in the catalogue of messages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.messages import section
from corpus_utils.products.sources import Note, Source

WORDS = section("products.registry")


@dataclass(frozen=True)
class Product:
    """A product: its ``name`` on the command line, and the ``module`` and ``function`` that write it.

    What it makes lies in a folder of its name.
    """

    name: str
    module: str
    function: str = "write"

    @property
    def makes(self) -> str:
        """What it is, in words."""
        return WORDS["makes"][self.name]

    def write(self, source: Source, folder: Path) -> list[Note]:
        """Write the product for one lesson into ``folder`` and return what it cannot carry."""
        module = import_module(f"corpus_utils.products.{self.module}")
        return getattr(module, self.function)(source, folder)


PRODUCTS = (
    Product("student", "notebooks", "write_student"),
    Product("solution", "notebooks", "write_solution"),
    Product("questions", "questions"),
    Product("seminar", "seminars"),
    Product("sheet", "papers", "write_sheet"),
    Product("key", "papers", "write_key"),
    Product("qti12", "canvas"),
    Product("qti21", "qti"),
    Product("moodle", "moodle"),
    Product("gift", "gift"),
    Product("anki", "decks"),
    Product("csv", "listing"),
)


@dataclass(frozen=True)
class Outcome:
    """What came of one product for one lesson: its notes, or the error that stood in the way."""

    product: Product
    source: Source
    notes: tuple[Note, ...] = ()
    error: CourseError | None = None


def products(names: Iterable[str] = ()) -> list[Product]:
    """Return the products of these names, all where none is given; raise an `UnknownError` for a name that is none."""
    known = {product.name: product for product in PRODUCTS}
    for name in (wanted := list(dict.fromkeys(names))):
        if name not in known:
            raise UnknownError(WORDS["product"], name, known)
    return [known[name] for name in wanted] or list(PRODUCTS)


def build(
    made: Sequence[Product], sources: Sequence[Source], folder: Path
) -> Iterator[tuple[Product, Source, Outcome | None]]:
    """Make every product for every lesson; yield each twice, before it (without outcome) and after."""
    for product in made:
        for source in sources:
            yield product, source, None
            try:
                notes = product.write(source, folder / product.name)
                yield product, source, Outcome(product, source, tuple(notes))
            except CourseError as error:
                yield product, source, Outcome(product, source, error=error)
