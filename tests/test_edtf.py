from __future__ import annotations

import pytest

from corpus_utils.edtf import is_date

DATES = """
1917 1917-10 1916-02-29 19XX XXXX 1932? 1932~ 1932% -0044-03-15 1917-XX-05
1917/1921 1917-02/1917-10-25 ../1917 1917/.. 1917/ 193X/1941
"""
NO_DATES = """
/ ../.. 17 1917-13 1917-02-29 1917-00 1917-1-1 1921/1917 1917/1918/1919 März 1917-06-31 ١٩١٧ 1917-02-2X-01
"""


@pytest.mark.parametrize("text", DATES.split())
def test_dates(text):
    assert is_date(text)


@pytest.mark.parametrize("text", ["", *NO_DATES.split()])
def test_what_is_no_date(text):
    assert not is_date(text)
