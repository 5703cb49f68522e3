"""The registry of products: what can be built, and by which function.

A further product is a module with ``write(source, folder) -> list[Note]``,
which writes what is made of one lesson into ``folder``, and a line here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.products.sources import Note, Source


@dataclass(frozen=True)
class Product:
    """A product: its ``name`` on the command line, what it ``makes``, and the ``module`` and ``function`` that write it.

    What it makes lies in a folder of its name.
    """

    name: str
    makes: str
    module: str
    function: str = "write"

    def write(self, source: Source, folder: Path) -> list[Note]:
        """Write the product for one lesson into ``folder`` and return what it cannot carry."""
        module = import_module(f"corpus_utils.products.{self.module}")
        return getattr(module, self.function)(source, folder)


PRODUCTS = (
    Product("student", "notebooks without any solution", "notebooks", "write_student"),
    Product("solution", "notebooks with every solution in view", "notebooks", "write_solution"),
    Product("questions", "exercises without keys, to lie beside student notebooks", "questions"),
    Product(
        "seminar", "a folder for students: notebooks, exercises, your own texts; no key", "seminars"
    ),
    Product("sheet", "exercises to print, with room to write", "papers", "write_sheet"),
    Product("key", "the answers to the printed exercises", "papers", "write_key"),
    Product("qti12", "quizzes for Canvas (QTI 1.2)", "canvas"),
    Product("qti21", "items and a test for programs that read QTI 2.1", "qti"),
    Product("moodle", "questions for Moodle (Moodle XML)", "moodle"),
    Product("gift", "questions for Moodle and others (GIFT)", "gift"),
    Product("anki", "a deck of cards for Anki", "decks"),
    Product("csv", "one table of all that the exercises hold", "listing"),
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
            raise UnknownError("product", name, known)
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
