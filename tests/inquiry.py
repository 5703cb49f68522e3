"""Questions of every shape about a well that is not there, and the words that formats stumble over."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from corpus_utils.products.shapes import Answer, Asked, Row, Stimulus
from corpus_utils.products.sources import Source, find_sources
from corpus_utils.questions import read_exercises
from tests.toy_bank import TOY_BANK

SHAPES = ("one", "several", "order", "rows", "words")
HARD = [
    *(
        "{",
        "}",
        "~",
        "=",
        "#",
        ":",
        "\\",
        "\\n",
        "\\\\",
        "->",
        "=>",
        "%50%",
        "####",
        "//",
        "::",
        "$x$",
    ),
    *(
        "<b>bold</b>",
        "</text>",
        "]]>",
        "<![CDATA[",
        "&amp;",
        "&",
        "'",
        '"',
        "{{c1::x}}",
        "[sound:x]",
    ),
    *(
        "*so*",
        "**",
        "\n\n",
        "\t",
        "שלום",
        "\u202e",
        "🐛",
        "é",
        "\u2028",
        "{1:SHORTANSWER:=x}",
        "[[1]]",
    ),
]
WORDS = st.lists(
    st.one_of(st.sampled_from(HARD), st.text(max_size=12)), min_size=1, max_size=6
).map(lambda parts: "well " + " ".join(parts))


def question(shape: str, words: str = "Is there a well?", **fields: Any) -> Asked:
    """Return a question of this shape that has ``words`` wherever it can."""
    answers = tuple(
        Answer(f"{n} {words}", f"why {n} {words}", "p001", n < 2 if shape == "one" else n != 2)
        for n in (1, 2, 3)
    )
    choices = [f"choice {n} {words}" for n in (1, 2, 3)]
    rows = tuple(
        Row(f"row {n} {words}", choices[n], {c: f"why {n}: {c}" for c in choices}, "p002")
        for n in (0, 1)
    )
    made: dict[str, Any] = {
        "one": {"answers": answers},
        "several": {"answers": answers},
        "order": {"answers": answers, "start": tuple(a.text for a in reversed(answers))},
        "rows": {"rows": rows},
        "words": {"model": words, "criteria": (words, "It is short.")},
    }
    common = {
        "id": f"well-{shape}",
        "kind": shape,
        "shape": shape,
        "lesson": "09-well",
        "document": "well",
        "skill": "close reading",
        "difficulty": 1,
        "points": 2,
        "section": "",
        "recall": False,
        "second": False,
        "prompt": words,
        "how": "Do it.",
        "stimulus": Stimulus((("p001", words),), "A well, told by us."),
        "hints": (words, "Look down."),
    }
    return Asked(**{**common, **made[shape], **fields})


def bare(xhtml: str) -> str:
    """Return the words of HTML, as a reader sees them."""
    blocks = re.sub(r"<[^>]*>", " ", re.sub(r"</?em>", "", xhtml))
    return " ".join(html.unescape(blocks).split())


@lru_cache(maxsize=1)
def sources() -> tuple[Source, ...]:
    """Return the whole bank, and a bank of the kinds that it may not have."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "sunday.yaml")
        path.write_text(TOY_BANK, encoding="utf-8")
        return (*find_sources(), Source(read_exercises(path)))
