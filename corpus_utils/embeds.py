"""Embeds: charts that a page draws by itself, with the Vega that is put inside it.

Vega, Vega-Lite and Vega-Embed come as one script from vl-convert, a development
dependency, so nothing is fetched and nothing of theirs is kept here. The static
face stays in the page, and the chart takes the place of its picture on a screen
where scripts run; on paper and without scripts there is the picture.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Collection, Mapping
from functools import lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from corpus_utils.errors import CourseError
from corpus_utils.messages import section
from corpus_utils.vega import VEGA, VEGA_LITE

WORDS = section("embeds")
_STYLE = Path(__file__).with_suffix(".css")
_DRAWING = Path(__file__).with_suffix(".js")


def need_library() -> None:
    """Raise a `CourseError` that says what to install where vl-convert is missing."""
    try:
        import vl_convert  # noqa: F401
    except ImportError:
        raise CourseError(WORDS["missing"]) from None


def scripts() -> tuple[str, ...]:
    """Return the scripts of a page with charts: Vega with all it needs, and what draws with it."""
    return _library(), _DRAWING.read_text(encoding="utf-8")


def policy(scripts: Collection[str]) -> str:
    """Return what a page's policy says besides: just these scripts run, known by their hashes."""
    if not scripts:
        return ""
    hashes = (b64encode(sha256(script.encode()).digest()).decode() for script in scripts)
    run = " ".join(f"'sha256-{one}'" for one in hashes)
    return f"; script-src {run}; base-uri 'none'; form-action 'none'"


def style() -> str:
    """Return the rules of style that a page with charts has besides those of every page."""
    return _STYLE.read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _library() -> str:
    need_library()
    import vl_convert

    # It takes seconds, and is the same for every page.
    return vl_convert.javascript_bundle(vl_version=VEGA_LITE)


def embedded(data: Mapping[str, Any]) -> str:
    """Return the chart in an output's data as the element that a page's script draws it from.

    Empty where there is none, and where its data or its pictures lie elsewhere: a page fetches nothing.

    >>> embedded({"text/html": "<p>Žofie</p>"})
    ''
    """
    given = data.get(VEGA)
    if not given or _fetches(given):
        return ""
    title = given.get("title", "")
    name = title.get("text", "") if isinstance(title, Mapping) else title
    name = " ".join(name if isinstance(name, list) else [str(name)])
    label = WORDS["chart"].format(title=name) if name else WORDS["untitled"]
    # What it shows is told by the static face already; here it only needs a name.
    spec = _compiled({**given, "description": label})
    written = json.dumps(spec, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" class="chart" data-label="{escape(label)}">{written}</script>'


def _compiled(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a specification of Vega-Lite as Vega's, which the page draws: what is wrong with it is known here."""
    import vl_convert

    spec = vl_convert.vegalite_to_vega(given, vl_version=VEGA_LITE)
    # The schema would be that of Vega 5, of which 6 is the same in a new package; how to embed it is the page's own matter.
    return {name: value for name, value in spec.items() if name not in ("$schema", "usermeta")}


def _fetches(spec: Any) -> bool:
    if isinstance(spec, Mapping):
        # Rows of data may name addresses: nobody asks for those.
        said = [value for name, value in spec.items() if name not in ("values", "datasets")]
        return isinstance(spec.get("url"), str) or any(map(_fetches, said))
    return isinstance(spec, list) and any(map(_fetches, spec))
