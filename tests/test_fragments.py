"""Pieces of HTML made fit for a page without scripts or a network."""

from __future__ import annotations

import pytest

from corpus_utils.fragments import cleaned, needs_more

PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
PANDAS = """<div><style scoped>.dataframe {color: red}</style><table border="1" class="dataframe">
<thead><tr style="text-align: right;"><th></th><th>voice</th></tr><tr><th>id</th><th></th></tr></thead>
<tbody><tr><th>c01</th><td>zitiert</td></tr></tbody></table></div>"""


def clean(html: str) -> str:
    return str(
        cleaned(
            html,
            picture=lambda address: PIXEL if address == "é.gif" else "",
            link=lambda target: target if target.startswith("https:") else "",
        )
    )


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p onclick='x()' style='color:red' id='a'>Žofie</p>", "<p>Žofie</p>"),
        ("a<script>alert(1)</script><!-- ψ -->b", "ab"),
        ("<form><input><p>x</p></form><center>ça</center>", "ça"),
        ("<link href='https://a.example/x.css'><base href='/'>é", "é"),
        ("<a href='https://a.example/'>ü</a>", '<a href="https://a.example/">ü</a>'),
        ("<a href='javascript:x()'>ü</a> <a>ö</a>", "ü ö"),
        ("", ""),
    ],
)
def test_only_what_a_page_may_hold_stays(html, left):
    assert clean(html) == left


def test_a_picture_comes_inside_with_its_description_and_scrolls_by_keyboard():
    page = clean('<p><img src="é.gif" alt="A  map" srcset="x 2x"><img src="é.gif"></p>')
    assert page.count(f'src="{PIXEL}"') == 2
    assert 'alt="A map"' in page
    assert 'alt="Picture without a description"' in page
    assert page.count('tabindex="0"') == 2
    assert "srcset" not in page


def test_a_picture_that_is_not_there_leaves_its_description():
    assert clean('<img src="nic.png" alt="Mapa">') == "[Mapa]"
    page = clean('<img src="https://a.example/m.png" alt="Mapa">')
    assert page == '<a href="https://a.example/m.png">Mapa (a picture on the web)</a>'


def test_heads_of_a_data_frame_are_one_row_and_say_what_they_head():
    page = clean(PANDAS)
    assert page.count("<tr>") == 2
    assert '<th scope="col">id</th><th scope="col">voice</th>' in page
    assert '<th scope="row">c01</th>' in page
    assert "color" not in page
    assert 'aria-label="Table"' in page


def test_other_heads_stay_as_they_are():
    two = "<thead><tr><th colspan=2>A</th></tr><tr><th>x</th><th>y</th></tr></thead>"
    page = clean(f"<table><caption>Čas</caption>{two}<tr><td>1</td><td>2</td></tr></table>")
    assert page.count("<tr>") == 3
    assert 'scope="colgroup"' in page
    assert 'aria-label="Table: Čas"' in page


def test_what_needs_a_script_says_more_in_its_text_twin():
    assert needs_more("<div><svg></svg></div>")
    assert not needs_more("<p>&lt;script&gt;</p>")
