"""Archives: the same bytes wherever and whenever they are written."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st

from corpus_utils.products.archives import branch, graft, ident, number, written, zipped


def test_a_zip_file_does_not_tell_when_or_in_which_order_it_was_made():
    made = zipped({"b/c.xml": "ψ", "a.txt": b"1"})
    assert made == zipped({"a.txt": b"1", "b/c.xml": "ψ"})
    with ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert {i.filename: i.date_time[0] for i in archive.infolist()} == {
            "a.txt": 1980,
            "b/c.xml": 1980,
        }
        assert archive.read("b/c.xml").decode() == "ψ"


@given(st.lists(st.text(alphabet="ab", max_size=3), min_size=1, max_size=3))
def test_names_stand_for_themselves_only(names):
    other = [*names, ""]
    assert number(*names) == number(*names) > 0
    assert number(*names) != number(*other)
    assert ident(*names) != ident(*other)
    assert ident(*names).isalnum()


def test_grafted_xhtml_keeps_its_words_before_between_and_after():
    root = ET.Element("p")
    graft(branch(root, "q", "0 "), "1 <em>2</em> 3")
    assert written(root).endswith("<p><q>0 1 <em>2</em> 3</q></p>\n")
