"""What all tests share: folders away from the reader's own, and honesty about what is skipped."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus_utils import languages
from corpus_utils.course import kernel_environment
from corpus_utils.surroundings import COURSE, LANGUAGE

ROOT = Path(__file__).resolve().parents[1]
#: Present only where the project is made; elsewhere the tests that need it say so and are skipped.
SHARED = ROOT.parent / "shared"


def pytest_configure(config: pytest.Config) -> None:
    """Keep answers and copies in a temporary folder, however pytest was started."""
    # Always: a tester's own CORPUS_UTILS_HOME may hold copies that must not be lost.
    room = tempfile.TemporaryDirectory(prefix="corpus-utils-test-")
    config.add_cleanup(room.cleanup)
    os.environ.update(kernel_environment(Path(room.name)))
    # A tester's own version of the course, or language, is not what is tested.
    for name in (COURSE, LANGUAGE):
        os.environ.pop(name, None)


@pytest.fixture
def german() -> Iterator[None]:
    """Let the course speak German."""
    languages.use("de")
    yield
    languages.use()


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the makers' folder, with the originals and the verbatim check in it."""
    if not SHARED.is_dir():
        pytest.skip("the makers' folder ../shared is not here")
    return SHARED


@pytest.fixture(scope="session")
def originals_folder(shared: Path) -> Path:
    """Return the folder of the five originals."""
    folder = shared / "originals"
    if not folder.is_dir():
        pytest.skip("the originals are not here (../shared/originals)")
    return folder


#: The file of each document begins with this number.
NUMBERS = {
    "000": "foundations-notes",
    "001": "dunayevskaya",
    "002": "wohlforth",
    "003": "verkhneuralsk",
    "004": "george",
}


@pytest.fixture(scope="session")
def originals(originals_folder: Path) -> dict[str, Path]:
    """Return the originals' paths by key."""
    return {NUMBERS[path.name[:3]]: path for path in sorted(originals_folder.glob("*.txt"))}
