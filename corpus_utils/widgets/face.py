"""Face: what all widgets share, so that one display call gives three faces.

A subclass names its front end (``script="reader.js"``), keeps what it says to
the reader in ``WORDS``, and gives `Face.to_html` and `Face.to_text`. Its
script is an ES module that may import from ``./face.js`` and from other modules
beside it; without a bundler they are simply joined into one module, and their
style sheets (same name, ``.css``, may be absent) into one sheet. The front end
itself comes with the installed anywidget: nothing is fetched.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from corpus_utils.disclosure import HIDDEN, SHOWN, disclosure
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.messages import ENGLISH, language, section
from corpus_utils.readings import EMPHASIS, plain_text
from corpus_utils.vega import VIEW, in_language

STATIC = Path(__file__).parent / "static"
WORDS = section("face")
TERMS = section("terms")
_OPEN: dict[bool, dict[str, str]] = {True: {"open": ""}, False: {}}
_IMPORT = re.compile(r'^import\s[^;]*?from\s+"\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(async )?function|const|class)", re.MULTILINE)


class Face(anywidget.AnyWidget):
    """A widget with three faces: interactive, static (`to_html`) and plain (`to_text`).

    The front end reads ``words`` (all it says to the reader), shows ``problem``
    as an alert and speaks ``said`` in a polite live region.
    """

    WORDS: ClassVar[Mapping[str, Any]] = {}

    words = traitlets.Dict().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)

    def __init_subclass__(cls, *, script: str | None = None, **kwargs: Any) -> None:
        if script:
            cls._esm = joined_script(script)
            cls._css = joined_style(script)
        super().__init_subclass__(**kwargs)

    def __init__(self, **traits: Any) -> None:
        words = {**WORDS, **self.WORDS, "terms": dict(TERMS), "language": language()}
        super().__init__(words=words, **traits)
        self.on_msg(self._on_message)

    def to_html(self) -> str:
        """Return the static face: semantic HTML, no style, script or id it could not do without."""
        raise NotImplementedError

    def to_text(self) -> str:
        """Return the plain-text twin, the same in every run."""
        raise NotImplementedError

    def acts(self) -> dict[str, Callable[..., None]]:
        """Return what the front end may ask for, by the name under which it asks."""
        return {}

    def receive(self, do: str, **given: Any) -> None:
        """Do one of the `acts`: a message ``{"do": …, …}`` that the front end sent with ``model.send``."""
        acts = self.acts()
        if do not in acts:
            raise UnknownError(WORDS["action"], do, acts)
        # So that the same fault or outcome, met again, is news to the front end.
        self.problem = self.said = ""
        acts[do](**given)

    @contextmanager
    def reported(self) -> Iterator[None]:
        """Turn what goes wrong inside into ``problem``, which the widget shows.

        An exception in a message handler would otherwise end in the kernel's
        log, where no reader looks, and the button would seem dead.
        """
        try:
            yield
        except CourseError as error:
            self.problem = str(error)
        except Exception as error:  # whatever it is, the reader has to see it
            self.log.exception("in %s", type(self).__name__)
            self.problem = f"{self.words['unexpected']}: {type(error).__name__}: {error}"
        else:
            self.problem = ""

    def _on_message(self, _: Any, content: Any, __: Any) -> None:
        with self.reported():
            self.receive(**content)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        # Spelt out instead of asking anywidget, which has changed what it returns (dict or pair).
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        data = {
            VIEW: view,
            "text/html": in_language(self.to_html()),
            "text/plain": self.to_text(),
        }
        return data, {}


def joined_script(name: str) -> str:
    """Return the ES module ``static/<name>`` with what it imports put before it.

    Of an imported module only the word ``export`` goes, so all files stay
    modules that an editor, a linter or a test can read as they are.
    """
    *shared, own = (_IMPORT.sub("", _source(stem)) for stem in _joined(name))
    return "\n".join([*(_EXPORT.sub("", source) for source in shared), own])


def joined_style(name: str) -> str:
    """Return the style sheets that go with ``static/<name>`` and with what it imports."""
    paths = [STATIC / f"{stem}.css" for stem in _joined(name)]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths if path.exists())


def _joined(name: str) -> list[str]:
    """Return the modules that ``static/<name>`` needs, each once and after those it imports from."""
    found: dict[str, None] = {"face": None}

    def need(stem: str) -> None:
        for other in _IMPORT.findall(_source(stem)):
            if other not in found:
                need(other)
        found[stem] = None

    need(name.removesuffix(".js"))
    return list(found)


def _source(stem: str) -> str:
    return (STATIC / f"{stem}.js").read_text(encoding="utf-8")


def prose(text: str) -> str:
    """Return ``text`` as safe HTML, its ``*emphasis*`` as ``<em>``.

    >>> prose("Olga reads *Das Kapital* & notes.")
    'Olga reads <em>Das Kapital</em> &amp; notes.'
    """
    return EMPHASIS.sub(r"<em>\1</em>", html.escape(text, quote=False))


def content(text: str) -> str:
    """Return `prose` of the data, which is English: marked as such where the interface is not."""
    made = prose(text)
    return made if not made or language() == ENGLISH else f'<span lang="en">{made}</span>'


def said_day(day: date) -> str:
    """Return a day in words: ``3 May 2026``."""
    return WORDS["day"].format(day=day.day, month=WORDS["months"][day.month - 1], year=day.year)


def percent(n: float) -> str:
    """Return a whole number of hundredths as one writes it: ``63%``."""
    return WORDS["percent"].format(n=n)


def plain(text: str) -> str:
    """Return ``text`` without the marks of emphasis, on one line."""
    return " ".join(plain_text(text).split())


def element(tag: str, *inner: str, **attributes: str) -> str:
    """Return an HTML element around ``inner``, which is HTML already.

    >>> element("p", "ψυχή", title='"so"')
    '<p title="&quot;so&quot;">ψυχή</p>'
    """
    written = "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}>" + "".join(inner) + f"</{tag}>"


def answered(summary: str, *inner: str, keys: str = "") -> str:
    """Return a key in HTML as ``keys`` or else `disclosure` has it: folded under ``summary``, in view, or not at all."""
    keys = keys or disclosure()
    if keys == HIDDEN:
        return ""
    return element("details", element("summary", summary), *inner, **_OPEN[keys == SHOWN])


def table(caption: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return an HTML table whose first column heads its rows; cells are HTML already."""
    top = element("tr", *(element("th", cell, scope="col") for cell in head))
    body = [
        element("tr", element("th", first, scope="row"), *(element("td", cell) for cell in rest))
        for first, *rest in rows
    ]
    parts = (element("caption", caption), element("thead", top), element("tbody", *body))
    return element("table", *parts)
