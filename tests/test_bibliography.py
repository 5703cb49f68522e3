from __future__ import annotations

import re

import pytest

from corpus_utils import texts
from corpus_utils.bibliography import load, read_bibliography
from corpus_utils.errors import DataError

SOUND = """\
standpoints:
  upstream: Works that explain the mill by its river.
works:
- {id: novak-1901, type: book, title: On Mills, author: [{family: Novák, given: Jan}], issued: 1901, standpoint: upstream, note: An invented pamphlet., beside: [mill]}
- {id: essays, type: collection, title: Rivers, editor: [{family: Žák}], issued: '1950', standpoint: upstream, note: Invented essays.}
"""


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "reading-list.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_works_are_read(written):
    found = read_bibliography(written(SOUND), documents=("mill",))
    assert [str(work) for work in found.works] == [
        "Novák, Jan, On Mills (1901)",
        "Žák (ed.), Rivers (1950)",
    ]
    assert found.works[0].beside == ("mill",)
    assert found.standpoints == {"upstream": "Works that explain the mill by its river."}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: essays", "id: novak-1901", r"already the id of a work"),
        ("type: book", "type: boök", r"did you mean 'book'"),
        ("issued: 1901", "issued: May", r"'May' is not a year"),
        ("standpoint: upstream, note: Inv", "standpoint: downstream, note: Inv", r"'upstream'"),
        ("editor: [{family: Žák}]", "editor: []", r"nobody's work"),
        ("{family: Žák}", "{familie: Žák}", r"'familie' is not a field"),
        ("beside: [mill]", "beside: [mül]", r"beside\[0\]: there is no document 'mül'"),
        ("note: Invented essays.", "", r"'note' is missing"),
    ],
)
def test_each_fault_is_found_and_placed(written, old, new, message):
    with pytest.raises(DataError) as caught:
        read_bibliography(written(SOUND.replace(old, new, 1)), documents=("mill",))
    told = [str(problem) for problem in caught.value.problems]
    assert any(re.search(message, one) for one in told), told
    assert all(re.search(r"reading-list\.yaml:\d+: works\[", one) for one in told)


def test_the_shipped_list_has_several_standpoints_and_serves_every_document():
    found = load()
    used = {work.standpoint for work in found.works}
    assert used == set(found.standpoints)
    assert len(used) >= 3
    assert all(sum(w.standpoint == name for w in found.works) >= 2 for name in used)
    for key in texts.ORDER:
        assert any(not work.beside or key in work.beside for work in found.works)
