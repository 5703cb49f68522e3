import contextlib
import io
import json
import os
import threading
import time
import zipfile

import pytest

from corpus_utils import copies, originals
from corpus_utils.alignment import align
from corpus_utils.anchors import fingerprint
from corpus_utils.errors import CopyError
from corpus_utils.originals import attach, keep, kept, load, read_copy, remove
from corpus_utils.tokens import letters
from tests import editions
from tests.essay import essay
from tests.newcomers import pdf

TEXT = essay(900)
STREAM = letters(TEXT)
ANCHORS = fingerprint("essay", STREAM.stream, starts=[0, 340], ends=[len(STREAM)])
EVERYTHING = [fingerprint("other", letters(essay(900, seed=31)).stream), ANCHORS]


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("CORPUS_UTILS_HOME", str(tmp_path / "hôme"))


@pytest.fixture
def file(tmp_path):
    def write(data, name="essay.txt"):
        path = tmp_path / name
        path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
        return path

    return write


def same_letters(path, text=TEXT):
    return letters(text).stream in letters(read_copy(path).text).stream


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_text_is_read_in_any_unicode_encoding(file, encoding, ending):
    copy = read_copy(file(TEXT.replace("\n", ending).encode(encoding)))
    assert copy.text == TEXT
    assert copy.format == "txt"


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "latin-1"])
def test_old_encodings_are_told_apart(file, encoding):
    text = "“Naïve,” she wrote in Zürich – ‘café’ it’s called. " * 20
    if encoding == "latin-1":
        text = "Naïve, she wrote in Zürich: a café, très cher, façade, Ångström. " * 20
    assert read_copy(file(text.encode(encoding))).text == text


def test_a_damaged_byte_leaves_the_rest_utf_8(file):
    text = "“Naïve,” she wrote in Zürich – it’s called ‘café’. " * 5
    data = text.encode("utf-8")
    at = data.index("ü".encode())
    assert read_copy(file(data[:at] + data[at + 1 :])).text == text.replace("ü", "\ufffd", 1)
    page = b"<html><meta charset=utf-8><p>" + data[:9] + b"\xff" + data[9:]
    assert read_copy(file(page, "page.html")).text.count("é") == 5


def test_a_few_high_bytes_are_cp1252(file):
    text = "The English are dull; one writes “CAFÉ” and it’s called naïve. " + "Nothing else. " * 90
    assert read_copy(file(text.encode("cp1252"))).text == text


def test_cp1252_with_crlf_aligns(file):
    data, edition = editions.cp1252(TEXT)
    assert read_copy(file(data)).text == edition.text


def test_a_saved_page_gives_its_words_and_no_scripts(file):
    text = read_copy(file(editions.web_page(TEXT), "essay.html")).text
    assert letters(TEXT).stream in letters(text).stream
    assert "We use cookies" in text
    assert not any(
        word in text for word in ("color", "no text", "logged out", "turn on scripts", "<")
    )
    assert "Home\n" in text


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>Zoë<br>is<td>here", "Zoë\nis here"),
        ("<head><title>x</title><p>Früh", "Früh"),
        ("<body><p hidden>one<p>two", "one\n\ntwo"),
        ("<div hidden><div>no</div>no</div><p>yes", "yes"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("<p>a&shy;b&nbsp;c &amp;lt; &#0; &#xD800; &bogus;", "ab\xa0c &lt; \ufffd \ufffd &bogus;"),
        ("<script>never closed <p>words", ""),
        ("<p>one<!-- never closed <p>two", "one"),
        ("<p>co-\noperate<wbr>d</p\n><![CDATA[x]]>", "co- operated"),
    ],
)
def test_untidy_pages_are_read(page, words):
    from corpus_utils.formats import tidy
    from corpus_utils.markup import page_text

    assert tidy(page_text(page, CopyError)).strip() == words


def test_the_charset_a_page_names_counts(file):
    page = '<html><head><meta charset="iso-8859-2"></head><body><p>Łódź, Kraków, Ångström'
    data = page.replace("Å", "A").encode("iso-8859-2")
    assert "Łódź, Kraków" in read_copy(file(data, "page.htm")).text


@pytest.mark.parametrize("charset", ["undefined", "no-such-thing"])
def test_a_charset_that_is_none_does_no_harm(file, charset):
    data = f"<html><meta charset={charset}><p>Zoë’s café".encode("cp1252")
    assert "Zoë’s café" in read_copy(file(data, "page.html")).text


def test_a_page_is_known_by_its_content(file):
    assert read_copy(file(editions.web_page(TEXT), "essay.txt")).format == "html"
    assert read_copy(file(editions.web_page(TEXT).encode("utf-16"), "essay")).format == "html"
    assert read_copy(file("a < b and <html> in the middle " * 5, "essay.txt")).format == "txt"


def test_a_word_file_comes_with_its_footnotes(tmp_path):
    path = editions.word_file(tmp_path / "essay.docx", TEXT, ("Nota bene: ça suffit.",))
    assert read_copy(path).format == "docx"
    assert "Nota bene: ça suffit." in read_copy(path).text
    attached = attach(path, EVERYTHING)
    assert attached.alignment.share == pytest.approx(1.0)


def test_a_printed_pdf_is_recognised(tmp_path):
    if editions.chromium() is None:
        pytest.skip("no Chromium to print a PDF with")
    path = editions.pdf_file(tmp_path / "essay.pdf", TEXT)
    attached = attach(path.rename(tmp_path / "essay.txt"), EVERYTHING)
    assert attached.copy.format == "pdf"
    assert attached.alignment.share > 0.97
    assert not any(mark in attached.text for mark in "\x02\ufffe\r\xad")


def docx(parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


HOSTILE = {
    "empty": (b"", "empty"),
    "blank": (b" \n\n ", "empty"),
    "binary": (bytes(range(256)) * 40, "no text"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(500), "no text"),
    "a library": ("é, " * 2_000_000, "longer than 1,500,000"),
    "letters": ("a" * 1_500_001, "longer than 1,500,000"),
    "ligatures": ("ﬃ" * 500_001, "longer than 1,500,000"),
    "praise": ("ﷺ" * 100_001, "longer than 1,500,000"),
    "no words": ("1917 … 1932!", "no words"),
    "locked or damaged PDF": (b"%PDF-1.7\n" + b"\xd0\xcf" * 300, "damaged"),
    "picture PDF": (pdf([[]]), "pictures of pages"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".doc"),
    "rich text": (b"{\\rtf1\\ansi Zo\\'eb}", ".rtf"),
    "web archive": (b"From: <Saved by Blink>\nSubject: =?utf-8?Q?x?=\nMIME-Version: 1.0\nContent-Type: multipart/related;\n", ".mhtml"),
    "another archive": (docx({"content.xml": "<x/>"}), "another kind"),
    "damaged Word": (docx({"word/document.xml": "<w:document"}), "damaged"),
    "cut-off Word": (docx({"word/document.xml": "<x/>" * 500})[:80], "damaged"),
    "Word with entities": (docx({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "declares a DOCTYPE"),
    "Word in UTF-16": (docx({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "ž">]><x>&a;</x>'.encode("utf-16")}), "word/document.xml in the Word file is not in UTF-8"),
    "Word in UTF-16 without a mark": (docx({"word/document.xml": "<!DOCTYPE x><x>&a;</x>".encode("utf-16-le")}), "not in UTF-8"),
    "Word of paragraphs": (docx({"word/document.xml": "<w:p/>" * 100_000, "word/footnotes.xml": "<w:p/>" * 50_001}), "more than 150,000 tags"),
    "Word of attributes": (docx({"word/document.xml": "<w:p " + "w:a='ž' " * 150_000 + "/>"}), "more than 150,000 tags and attributes"),
    "Word of many files": (docx({"word/document.xml": "<x/>"} | {f"é{i}": "" for i in range(5000)}), "more than 5,000 files"),
    "Word bomb": (docx({"word/document.xml": b" " * 60_000_000}), "unpacks to more"),
    "deep Word": (docx({
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        + "<w:sdt><w:sdtContent>" * 30_000 + "</w:sdtContent></w:sdt>" * 30_000 + "</w:body></w:document>",
    }), ""),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_useless_file_gets_one_clear_sentence(file, kind):
    data, fragment = HOSTILE[kind]
    path = file(data, "mein Fund.bin")
    with pytest.raises(CopyError) as caught:
        read_copy(path)
    assert str(caught.value).startswith("mein Fund.bin: ")
    assert fragment in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(CopyError, match="folder"):
        read_copy(tmp_path)
    with pytest.raises(CopyError, match="no such file"):
        read_copy(tmp_path / "größer.txt")
    with pytest.raises(CopyError, match=r"cannot be opened|no such file"):
        read_copy("nul\0byte.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_what_is_no_ordinary_file_is_not_opened(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "Röhre")
    (tmp_path / "leer").touch()  # so the system's own files show, of which some never end
    monkeypatch.setattr("pathlib.Path.open", None)
    with pytest.raises(CopyError, match="no ordinary file"):
        read_copy(tmp_path / "Röhre")
    with pytest.raises(CopyError, match="no ordinary file"):
        read_copy(os.devnull)
    with pytest.raises(CopyError, match="empty"):
        read_copy(tmp_path / "leer")


def test_a_name_is_shown_with_what_cannot_be_seen():
    with pytest.raises(CopyError) as caught:
        read_copy("Zoë\x1b[31m\n\u202e\udc80 1.txt")
    assert str(caught.value).startswith(r"Zoë\x1b[31m\n\u202e\udc80 1.txt: ")


def test_the_home_of_nobody_is_no_place():
    with pytest.raises(CopyError, match=r"cannot be opened|no such file"):
        read_copy("~niemand-dieses-namens/größer.txt")


def test_a_file_too_large_is_not_read(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(31_000_000)
    with pytest.raises(CopyError, match="larger than 30 MB"):
        read_copy(path)


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="the system lets this user read everything",
)
def test_a_file_without_permission_is_refused(file):
    path = file(TEXT)
    path.chmod(0)
    with pytest.raises(CopyError, match="cannot be opened"):
        read_copy(path)


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 400_000,
        "<p><b><i>" * 200_000,
        "&amp;" * 400_000,
        "<a " * 300_000,
        "<!" * 300_000,
        "&" * 500_000,
        "<p a=" + "'" * 500_000,
        " <b>" * 200_000,
    ],
)
def test_a_page_made_to_choke_a_parser_is_read_or_refused_in_time(file, bomb, monkeypatch):
    monkeypatch.setattr("corpus_utils.markup.SECONDS", 0.3)
    begun = time.monotonic()
    with contextlib.suppress(CopyError):
        assert read_copy(file("<html>Zoë" + bomb, "page.html")).text
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("start", ["<!-- ž -->" * 5_000, " " * 60_000, "<a" * 30_000])
def test_what_is_no_page_after_all_is_soon_told(file, start):
    begun = time.monotonic()
    assert read_copy(file(start + "<div>Zoë", "page.html")).text
    assert time.monotonic() - begun < 2


def test_controls_and_soft_hyphens_are_no_part_of_a_text(file):
    said = "\ufeffZo\xadë\x1b[31m red\0\u200b co\x02\noperate\u2028end\r\nof"
    assert read_copy(file(said)).text == "Zoë[31m red cooperate\nend\nof"


@pytest.mark.parametrize(
    "unseen", ["\u200c\u200f", "\u202a\u202e", "\u2061\u2069", "\u034f", "\ufe00\ufe0f"]
)
def test_signs_of_direction_and_of_joining_are_no_part_of_a_text(file, unseen):
    assert read_copy(file(f"Zo{unseen}ë{unseen} said")).text == "Zoë said"


def test_an_essay_is_attached_kept_loaded_and_removed(file):
    attached = attach(file(TEXT), EVERYTHING)
    assert attached.key == "essay"
    copy = kept("essay")
    assert copy.text == TEXT
    assert (copy.folder / "copy.txt").read_bytes() == TEXT.encode("utf-8")
    about = json.loads((copy.folder / "copy.json").read_text(encoding="utf-8"))
    assert about["name"] == "essay.txt"
    assert about["share"] == 1.0
    assert load("essay", ANCHORS).alignment.hits == attached.alignment.hits
    assert remove("essay")
    assert kept("essay") is None
    assert load("essay", ANCHORS) is None
    assert not remove("essay")
    assert list(copy.folder.parent.iterdir()) == []


def test_the_stored_alignment_is_remade_when_the_anchors_change(file, monkeypatch):
    attach(file(TEXT), EVERYTHING)
    monkeypatch.setattr(originals, "align", None)
    assert load("essay", ANCHORS).alignment.share == 1.0
    monkeypatch.undo()
    os.environ["CORPUS_UTILS_HOME"] = str(file("").parent / "hôme")
    changed = fingerprint("essay", STREAM.stream, starts=[0, 345])
    assert load("essay", changed).alignment.anchors is changed
    (kept("essay").folder / "alignment.json").write_text("{", encoding="utf-8")
    assert load("essay", changed).alignment.share == 1.0


def test_an_unrelated_file_is_none_of_the_five(file):
    with pytest.raises(CopyError, match=r"none of the documents.*no passage"):
        attach(file(essay(600, seed=77)), EVERYTHING)
    few = TEXT[:500] + essay(600, seed=77)
    with pytest.raises(CopyError, match=r"nearest is essay, of which it holds [0-9.]+%"):
        attach(file(few), EVERYTHING)


def test_a_less_complete_copy_does_not_push_out_a_better_one(file):
    excerpt = file(TEXT[: len(TEXT) // 2], "half.txt")
    attach(excerpt, EVERYTHING)
    attach(file(TEXT), EVERYTHING)
    with pytest.raises(CopyError, match=r"half.txt holds .*essay.txt.* holds 100%.*--replace"):
        attach(excerpt, EVERYTHING)
    assert kept("essay").text == TEXT
    attach(excerpt, EVERYTHING, replace=True)
    assert kept("essay").name == "half.txt"


@pytest.mark.parametrize("step", ["_write", "write_json", "_swap"])
def test_a_failure_leaves_the_earlier_copy(file, monkeypatch, step):
    attach(file(TEXT), EVERYTHING)

    def fail(*_):
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(copies, step, fail)
    with pytest.raises(CopyError, match=r"no space left.*CORPUS_UTILS_HOME"):
        attach(file(TEXT + "É", "new.txt"), EVERYTHING)
    assert kept("essay").name == "essay.txt"
    assert [p.name for p in kept("essay").folder.parent.iterdir()] == ["essay"]


def test_a_crash_between_the_two_moves_loses_nothing(file):
    attach(file(TEXT), EVERYTHING)
    place = kept("essay").folder
    place.rename(place.with_name(".essay-old-1-2-3"))
    assert kept("essay").text == TEXT
    place.rename(place.with_name(".essay-old-1-2-3"))
    attach(file(TEXT, "again.txt"), EVERYTHING)
    assert kept("essay").name == "again.txt"


def test_a_copy_that_was_tampered_with_is_not_used(file):
    attach(file(TEXT), EVERYTHING)
    (kept("essay").folder / "text.txt").write_text("É", encoding="utf-8")
    assert kept("essay") is None
    attach(file(TEXT), EVERYTHING)
    assert kept("essay").text == TEXT


def test_two_at_once_leave_one_whole_copy(file):
    paths = [file(TEXT + "Ö" * i, f"copy{i}.txt") for i in range(4)]
    errors = []

    def work(path):
        try:
            copy = read_copy(path)
            for _ in range(5):
                keep(copy, "essay", align(letters(copy.text), ANCHORS))
        except CopyError as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert kept("essay").text.startswith(TEXT)


def test_a_key_is_no_path():
    for key in ("../essay", "", "É", ".essay-old-1"):
        with pytest.raises(CopyError, match="no document's key"):
            kept(key)


def test_the_data_folder_is_the_platforms_own_unless_named(monkeypatch):
    monkeypatch.delenv("CORPUS_UTILS_HOME")
    assert originals.home().name == "corpus-utils"


def test_the_five_originals_are_recognised(originals_folder):
    from tests.bench.anchoring import documents

    assert len(dict(documents(originals_folder))) == 5
