"""What holds for the project as a whole: rights, lock, rooms, files."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "corpus_utils"
MODULE_LINES = 260
FILE_BYTES = 300_000
TOP_LEVEL = {
    ".ci",
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "CITATION.cff",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "corpus_utils",
    "data",
    "exercises",
    "lessons",
    "pyproject.toml",
    "requirements.lock",
    "tests",
}


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """Return the files git keeps, and those it would if they were added now."""
    command = [
        "git",
        "-C",
        str(ROOT),
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    try:
        listed = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is not a git clone")
    names = filter(None, listed.stdout.decode().split("\0"))
    return [path for path in map(ROOT.joinpath, names) if path.exists() or path.is_symlink()]


def rooms() -> list[str]:
    """Return the modules in import order, as CONTRIBUTING.md lists them."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return re.search(r"^```rooms\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)[1].split()


def modules() -> dict[str, list[Path]]:
    """Return the files of each room: a module, or every module of a package."""
    found: dict[str, list[Path]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).with_suffix("").parts[0]
        if not room.startswith("__"):
            found.setdefault(room, []).append(path)
    return found


def imported(source: str) -> set[str]:
    """Return the rooms that a module's source imports, inside functions too.

    >>> sorted(imported("from corpus_utils import texts, __version__\\nimport corpus_utils.tokens"))
    ['__init__', 'texts', 'tokens']
    """
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "corpus_utils":
            names |= {f"corpus_utils.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    ours = {name.split(".")[1] for name in names if name.startswith("corpus_utils.")}
    return {"__init__" if name.startswith("__") else name for name in ours}


def faults(order: list[str], files: dict[str, list[Path]]) -> list[str]:
    """Return where a room imports from one that is not above it."""
    found = []
    for room, paths in files.items():
        if room not in order:
            found.append(f"{room} is not among the rooms of CONTRIBUTING.md")
            continue
        above = {*order[: order.index(room)], room, "__init__"}
        for path in paths:
            below = sorted(imported(path.read_text(encoding="utf-8")) - above)
            found += [f"{path.relative_to(PACKAGE)} imports {name}, not above it" for name in below]
    return found


def test_rooms_import_only_from_those_above_them():
    assert not (found := faults(rooms(), modules())), "\n" + "\n".join(found)


def test_every_room_listed_is_there():
    assert [room for room in rooms() if room not in modules()] == []


def test_a_wrong_import_would_be_found(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "PACKAGE", tmp_path)
    (tmp_path / "erreurs.py").write_text(
        "def f():\n    from corpus_utils import cli\n", encoding="utf-8"
    )
    files = {"erreurs": [tmp_path / "erreurs.py"]}
    assert faults(["erreurs", "cli"], files) == ["erreurs.py imports cli, not above it"]
    assert faults(["cli"], files) == ["erreurs is not among the rooms of CONTRIBUTING.md"]


def test_rooms_are_small():
    sizes = {
        path.relative_to(PACKAGE).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in PACKAGE.rglob("*.py")
    }
    assert {name: size for name, size in sizes.items() if size > MODULE_LINES} == {}


def test_importing_the_package_is_light():
    heavy = {"altair", "pandas", "yaml", "ipywidgets", "anywidget", "numpy", "IPython"}
    code = f"import corpus_utils, sys; print(*sorted({heavy} & set(sys.modules)))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert loaded.stdout.split() == []


# Files


def test_top_level_holds_what_a_reader_expects(tracked):
    assert {path.relative_to(ROOT).parts[0] for path in tracked} - TOP_LEVEL == set()


def test_files_are_plain_small_and_have_unix_line_ends(tracked):
    assert [path for path in tracked if path.is_symlink()] == []
    assert [path for path in tracked if path.stat().st_size > FILE_BYTES] == []
    texts = [path for path in tracked if path.suffix not in {".png", ".pdf"}]
    assert [path for path in texts if b"\r\n" in path.read_bytes()] == []


def test_no_name_differs_in_case_only(tracked):
    """Windows and macOS would keep one of the two."""
    names = [path.relative_to(ROOT).as_posix().casefold() for path in tracked]
    assert len(set(names)) == len(names)


# Rights


def test_no_sentence_of_an_original_is_in_the_project(shared):
    check = shared / "tools" / "verbatim"
    if not check.is_file():
        pytest.skip("the verbatim check is not here (../shared/tools/verbatim)")
    run = subprocess.run([str(check), "."], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stdout == "", run.stdout[:2000]
    assert run.returncode == 0, run.stderr


def test_licence_names_both_kinds_of_work():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    for part in ("BSD 3-Clause", "CC BY 4.0", "The Five Arguments authors"):
        assert part in text


# Set-up


def lock() -> dict[str, list[str]]:
    """Return the hashes of every requirement in the lock, by normalised name."""
    found: dict[str, list[str]] = {}
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if named := re.match(r"([A-Za-z0-9._-]+)==\S+", line):
            hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})", line)
            found.setdefault(re.sub(r"[-_.]+", "-", named[1]).lower(), []).extend(hashes)
    return found


def test_lock_has_a_hash_for_every_requirement_and_no_address():
    assert [name for name, hashes in lock().items() if not hashes] == []
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links|\s/\w+/", text) == []


def test_lock_covers_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["dev"]
    asked += project["build-system"]["requires"]
    names = {re.match(r"[A-Za-z0-9-]+", line)[0].lower() for line in asked}
    assert names - set(lock()) == set()


def test_make_help_lists_every_target():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", text, flags=re.MULTILINE)[1].split()
    assert [
        name for name in targets if not re.search(rf"^{name}:.*## \S", text, flags=re.MULTILINE)
    ] == []
