"""Pictures: an SVG drawing with what it shows in words and its figures as a table."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import Any

from corpus_utils.drawings import data_uri
from corpus_utils.messages import section

WORDS = section("pictures")


@dataclass(frozen=True)
class Picture:
    """An SVG picture with its title, a description of what it shows, and its figures as a table."""

    title: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    svg: str = field(repr=False)

    def to_html(self) -> str:
        """Return the picture with its figures folded behind it."""
        head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in self.columns)
        body = "".join(
            f'<tr><th scope="row">{html.escape(first)}</th>'
            + "".join(f"<td>{html.escape(cell)}</td>" for cell in rest)
            + "</tr>"
            for first, *rest in self.rows
        )
        alt = html.escape(f"{self.title}. {self.description}")
        source = html.escape(data_uri(self.svg), quote=False)
        image = f'<p><img class="chart" alt="{alt}" src="{source}"></p>' if self.rows else ""
        table = (
            f"<details><summary>{WORDS['figures']}</summary><table><caption>{html.escape(self.title)}"
            f"</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></details>"
        )
        said = (
            f"<p><strong>{html.escape(self.title)}</strong><br>{html.escape(self.description)}</p>"
        )
        return said + image + (table if self.rows else "")

    def to_text(self) -> str:
        """Return title, description and figures as text."""
        table = [self.columns, *self.rows] if self.rows else []
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        lines = [
            "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip()
            for row in table
        ]
        return "\n".join([self.title, self.description, "", *lines]).rstrip()

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        return {"text/html": self.to_html(), "text/plain": self.to_text()}, {}
