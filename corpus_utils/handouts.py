"""Handouts: lessons read from their files and written as pages (`sheets`), one file each."""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from corpus_utils import course, disclosure, embeds, vega
from corpus_utils.errors import CourseError
from corpus_utils.messages import section
from corpus_utils.outputs import write_file
from corpus_utils.sheets import GENERATOR, to_page

WORDS = section("handouts")


def read_picture(folder: Path, address: str) -> str:
    """Return the picture at ``address``, relative to ``folder``, as a ``data:`` address; empty if there is none."""
    mime = mimetypes.guess_type(address)[0] or ""
    try:
        content = (folder / unquote(address)).read_bytes() if mime.startswith("image/") else b""
    except (OSError, ValueError):
        return ""
    return f"data:{mime};base64,{base64.b64encode(content).decode()}" if content else ""


def read_notebook(path: Path) -> Any:
    """Return the notebook at ``path``, of an older format too; raise a `CourseError` if it is none."""
    import warnings

    import nbformat

    if not path.is_file():
        raise CourseError(f"{path}: {WORDS['no_file']}")
    try:
        with warnings.catch_warnings(
            action="ignore"
        ):  # of cells without ids, which do no harm here
            return nbformat.read(path, as_version=4)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, nbformat.ValidationError):
        raise CourseError(f"{path}: {WORDS['no_notebook']}") from None


def run_notebook(path: Path) -> Any:
    """Return the notebook at ``path`` run, with the static faces of what it shows and the charts' specifications.

    The run knows no copies and answers of the reader's (see `course.run_lesson`).
    """
    given = read_notebook(path)
    ran = course.run_lesson(path, keys=disclosure.disclosure(path.parent))
    kept = course.keep_static(ran, also=(vega.VEGA,))
    kept.metadata.update(
        {name: given.metadata[name] for name in ("lang",) if name in given.metadata}
    )
    return kept


def write_page(
    path: Path, folder: Path, *, others: Collection[str] = (), interactive: bool = False
) -> Path:
    """Write the lesson at ``path`` as a page into ``folder`` and return the page's path.

    If it is to be ``interactive``, the lesson is run and its charts can be used in the page.

    Raises
    ------
    CourseError
        The lesson cannot be read or was never run, or is run and fails; a file of the page's name is there that no page of ours is.
    """
    path, target = Path(path), Path(folder) / f"{Path(path).stem}.html"
    text = to_page(
        run_notebook(path) if interactive else read_notebook(path),
        name=path.stem,
        picture=lambda address: read_picture(path.parent, address),
        others=others,
        interactive=interactive,
    )
    try:
        foreign = target.exists() and GENERATOR.encode() not in target.read_bytes()
    except OSError as error:
        raise CourseError(f"{target}: {error.strerror or error}") from None
    if foreign:
        raise CourseError(f"{target}: {WORDS['not_ours']}")
    return write_file(target, text)


def write_pages(
    paths: Iterable[Path], folder: Path, *, interactive: bool = False
) -> Iterator[tuple[Path, Path | CourseError]]:
    """Write every lesson and yield its path with that of its page, or with what is wrong with it.

    Raises
    ------
    CourseError
        The pages are to be ``interactive``, and what this needs is not installed.
    """
    if interactive:
        embeds.need_library()
    paths = [Path(path) for path in paths]
    others = [path.stem for path in paths if path.is_file()]
    taken: dict[str, Path] = {}
    for path in paths:
        if taken.setdefault(path.stem, path).resolve() != path.resolve():
            message = WORDS["taken"].format(other=taken[path.stem])
            yield path, CourseError(f"{path}: {message}")
            continue
        try:
            yield path, write_page(path, folder, others=others, interactive=interactive)
        except CourseError as error:
            yield path, error
