from __future__ import annotations

import io
import os
import stat
import sys
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_utils import submissions
from corpus_utils.errors import Problem
from corpus_utils.submissions import Passed, Submission, decoded, is_log, read_submissions
from tests.classes import answer, log

LOG = log([answer("q-1", "Žofie — ψ", 1.0)])


def zipped(members: dict[str, bytes] | list[tuple[str, bytes]], **options) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in members.items() if isinstance(members, dict) else members:
            archive.writestr(name, data)
    return file.getvalue()


def found(path, **options):
    every = list(read_submissions(path, **options))
    logs = {one.source: one.data for one in every if isinstance(one, Submission)}
    passed = [one.source for one in every if isinstance(one, Passed)]
    return logs, passed, [one for one in every if isinstance(one, Problem)]


def test_logs_are_known_by_content_or_suffix(tmp_path):
    root = tmp_path / "week 1"
    (root / "Ž").mkdir(parents=True)
    (root / "Ž" / "renamed.txt").write_bytes(b"\xef\xbb\xbf" + LOG)
    (root / "damaged.jsonl").write_bytes(b"\x00\x01")
    (root / "spaced.dat").write_bytes(b'half a line"}\n { "time" : "2026"}\n')
    (root / "essay.docx").write_bytes(b"PK\x03\x04")
    (root / "._damaged.jsonl").write_bytes(b"\x00\x05\x16\x07")
    logs, passed, problems = found(root)
    assert list(logs) == ["week 1/damaged.jsonl", "week 1/spaced.dat", "week 1/Ž/renamed.txt"]
    assert passed == ["week 1/._damaged.jsonl", "week 1/essay.docx"]
    assert problems == []


def test_one_log_alone_is_read(tmp_path):
    (tmp_path / "hana.jsonl").write_bytes(LOG)
    assert found(tmp_path / "hana.jsonl")[0] == {"hana.jsonl": LOG}


def test_a_log_saved_as_utf16_is_read():
    for order in ("utf-16-le", "utf-16-be"):
        mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[order]
        written = mark + LOG.decode().encode(order)
        assert is_log("x.txt", written)
        assert decoded(written) == LOG


def test_archives_in_archives_are_read_up_to_a_depth(tmp_path):
    data = zipped({"answers/quiz.jsonl": LOG})
    for number in range(submissions.NESTING - 1):
        data = zipped({f"{number}.zip": data})
    (tmp_path / "all.zip").write_bytes(data)
    logs, _, problems = found(tmp_path)
    assert list(logs) == [f"{tmp_path.name}/all.zip/2.zip/1.zip/0.zip/answers/quiz.jsonl"]
    assert problems == []
    (tmp_path / "all.zip").write_bytes(zipped({"more.zip": data}))
    logs, _, problems = found(tmp_path)
    assert logs == {}
    assert "too deep" in str(problems[0])


@pytest.mark.parametrize(
    "name", ["../../etc/hana.jsonl", "/hana.jsonl", "C:\\hana.jsonl", "a\\..\\..\\hana.jsonl"]
)
def test_paths_that_lead_out_of_an_archive_are_refused(tmp_path, name):
    (tmp_path / "a.zip").write_bytes(zipped({name: LOG, "good.jsonl": LOG}))
    logs, _, problems = found(tmp_path)
    assert [source.rpartition("/")[2] for source in logs] == ["good.jsonl"]
    assert "leads out of its archive" in str(problems[0])


def test_links_in_archives_and_folders_are_not_followed(tmp_path):
    info = zipfile.ZipInfo("hana.jsonl")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    (tmp_path / "a.zip").write_bytes(zipped([(info, b"/etc/passwd")]))
    if sys.platform != "win32":
        (tmp_path / "loop").symlink_to(tmp_path)
        (tmp_path / "other.jsonl").symlink_to(tmp_path / "a.zip")
    logs, _, problems = found(tmp_path)
    assert logs == {}
    assert {str(problem).partition(": ")[2] for problem in problems} == {
        "this is a link, which is not followed"
    }
    assert len(problems) == (1 if sys.platform == "win32" else 3)


def test_a_bomb_is_refused_and_reading_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "ARCHIVE_BYTES", 200_000)
    monkeypatch.setattr(submissions, "FILE_BYTES", 150_000)
    bomb = {f"{n:02}.jsonl": LOG + b" " * 140_000 for n in range(9)}
    bomb["09.zip"] = zipped({"x.jsonl": b"0" * 10_000_000})
    (tmp_path / "a bomb.zip").write_bytes(zipped(bomb))
    (tmp_path / "b inner.zip").write_bytes(zipped({"in.zip": os.urandom(300_000)}))
    (tmp_path / "c big.zip").write_bytes(zipped({"big.jsonl": b"0" * 10_000_000}))
    (tmp_path / "hana.jsonl").write_bytes(LOG)
    logs, _, problems = found(tmp_path)
    assert f"{tmp_path.name}/hana.jsonl" in logs
    assert sum(map(len, logs.values())) < 500_000
    said = [str(problem) for problem in problems]
    assert "holds more than" in said[0]
    assert "holds more than" in said[1]
    assert "refused" in said[2]


def test_too_many_members_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "MEMBERS", 3)
    (tmp_path / "a.zip").write_bytes(zipped({f"{n}.jsonl": LOG for n in range(9)}))
    logs, _, problems = found(tmp_path)
    assert len(logs) == 3
    assert "the rest is refused" in str(problems[0])


def test_a_lying_header_unpacks_no_more_than_allowed(tmp_path, monkeypatch):
    """The size that a header states is not believed."""
    monkeypatch.setattr(submissions, "FILE_BYTES", 1000)
    data = zipped({"x.jsonl": LOG + b" " * 100_000})
    size = len(LOG) + 100_000
    lying = data.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != data
    (tmp_path / "a.zip").write_bytes(lying)
    logs, _, problems = found(tmp_path)
    assert len(logs) + len(problems) == 1


def test_damaged_locked_and_foreign_archives_are_said(tmp_path):
    whole = zipped({"hana.jsonl": LOG})
    (tmp_path / "a cut.zip").write_bytes(whole[:40])
    (tmp_path / "b.rar").write_bytes(b"Rar!")
    locked = bytearray(whole)
    for at in (whole.index(b"PK\x03\x04") + 6, whole.index(b"PK\x01\x02") + 8):
        locked[at] |= 1
    (tmp_path / "c locked.zip").write_bytes(bytes(locked))
    logs, _, problems = found(tmp_path)
    assert logs == {}
    said = [str(problem) for problem in problems]
    assert "cannot be read (file is not a zip file)" in said[0]
    assert "unpack it first" in said[1]
    assert "it asks for a password" in said[2]


def test_names_of_archives_from_old_windows_are_read(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped({"week\\hana.jsonl": LOG}))
    assert list(found(tmp_path)[0]) == [f"{tmp_path.name}/a.zip/week/hana.jsonl"]


def test_two_files_of_one_name_in_an_archive_are_two(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped([("hana.jsonl", LOG), ("hana.jsonl", LOG + LOG)])
    (tmp_path / "a.zip").write_bytes(data)
    logs, _, _ = found(tmp_path)
    root = f"{tmp_path.name}/a.zip"
    assert list(logs) == [f"{root}/hana.jsonl", f"{root}/hana.jsonl [2]"]


def test_what_is_left_out_or_absent(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "hana.jsonl").write_bytes(LOG)
    assert found(tmp_path, leave=[tmp_path / "out"])[0] == {}
    assert "no such file or folder" in str(found(tmp_path / "nic")[2][0])


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=400), cut=st.integers(0, 400), flip=st.integers(0, 300))
def test_no_archive_however_broken_stops_the_reading(tmp_path_factory, data, cut, flip):
    folder = tmp_path_factory.mktemp("zips")
    whole = bytearray(zipped({"week/hana.jsonl": LOG, "in.zip": zipped({"ivo.jsonl": LOG})}))
    whole[flip % len(whole)] ^= 0xFF
    (folder / "a.zip").write_bytes(bytes(whole))
    (folder / "b.zip").write_bytes(bytes(whole[:cut]) + data)
    (folder / "z.jsonl").write_bytes(LOG)
    assert LOG in found(folder)[0].values()
