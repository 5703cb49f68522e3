import pytest

from corpus_utils.catalogue import check_catalogue, digest, read_catalogue, refresh_catalogue
from corpus_utils.errors import DataError
from corpus_utils.texts import data_folder

ENTRY = '["{name}"]\ndescription = "Sätze"\nlicence = "CC-BY-4.0"\nsha256 = "{sha}"\n'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.csv").write_text("id\nž\n", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.json").write_text("{}\n", encoding="utf-8")
    entries = [ENTRY.format(name=n, sha=digest(tmp_path / n)) for n in ("a.csv", "sub/b.json")]
    (tmp_path / "catalogue.toml").write_text("\n".join(entries), encoding="utf-8")
    return tmp_path


def test_the_shipped_catalogue_matches_the_shipped_files():
    """Catches a data file that was added, removed or changed without its catalogue entry."""
    assert [str(p) for p in check_catalogue(data_folder())] == []


def test_a_changed_file_is_found_and_accepted_on_request(folder):
    (folder / "a.csv").write_text("id\nx\n", encoding="utf-8")
    assert "differs from its hash" in str(check_catalogue(folder)[0])
    assert refresh_catalogue(folder) == ["a.csv"]
    assert check_catalogue(folder) == []
    assert read_catalogue(folder)["a.csv"]["description"] == "Sätze"


def test_missing_and_unlisted_files_are_found(folder):
    (folder / "a.csv").rename(folder / "c.csv")
    said = "\n".join(map(str, check_catalogue(folder)))
    assert "c.csv: is not in the catalogue" in said
    assert "a.csv: the catalogue lists it" in said


def test_a_hash_does_not_depend_on_line_ends(folder):
    before = digest(folder / "a.csv")
    (folder / "a.csv").write_bytes("id\r\nž\r\n".encode())
    assert digest(folder / "a.csv") == before


def test_an_incomplete_entry_and_broken_toml_are_said(folder):
    toml = folder / "catalogue.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8").replace('licence = "CC-BY-4.0"\n', "", 1), encoding="utf-8"
    )
    assert "lacks licence" in str(check_catalogue(folder)[0])
    toml.write_text("[", encoding="utf-8")
    with pytest.raises(DataError, match="not TOML"):
        read_catalogue(folder)
