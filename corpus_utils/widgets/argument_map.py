"""ArgumentMap: a document's argument as a picture, a list and a panel; give a claim up, see what falls."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from corpus_utils import arguments, texts
from corpus_utils.acceptance import Standing, what_stands
from corpus_utils.drawings import data_uri, to_svg
from corpus_utils.gazetteer import read_gazetteer
from corpus_utils.layout import lay_out
from corpus_utils.messages import section, term
from corpus_utils.widgets import argument_views as views
from corpus_utils.widgets.argument_views import Line
from corpus_utils.widgets.face import Face, content, element, plain, prose, table

SHAPE = {"characters": 20, "most_lines": 4}
"""A box on the screen: narrow and short, since the panel has the whole gist (a printed map has it too)."""


class ArgumentMap(Face, script="argument_map.js"):
    """The argument map of the document ``key``, of all its claims or of those in ``claims``.

    ``given_up`` holds the ids the reader has given up: claims, or relations
    where a step is denied and its premises are granted. What stands is
    computed from the whole map, also where only a part is shown.
    """

    WORDS: ClassVar = section("argument_map")

    document = traitlets.Dict().tag(sync=True)
    picture = traitlets.Dict().tag(sync=True)
    standing = traitlets.Dict().tag(sync=True)
    given_up = traitlets.List(traitlets.Unicode()).tag(sync=True)
    folded = traitlets.List(traitlets.Unicode()).tag(sync=True)
    selected = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        key: str,
        claims: Iterable[str] | None = None,
        *,
        given_up: Iterable[str] = (),
        selected: str = "",
        data: Path | None = None,
    ) -> None:
        data = data or texts.data_folder()
        text = texts.load(key, data=data)
        gazetteer = read_gazetteer(data / "gazetteer")
        self.argument = arguments.load(text, data=data)
        self.shown = self.argument if claims is None else views.part(self.argument, claims)
        self._standing = what_stands(self.argument, given_up)
        if selected:
            self.shown.claim(selected)
        names = views.asserters(self.argument, gazetteer, ours=self.WORDS["ours"])
        super().__init__(
            document=views.document(self.shown, text, names),
            picture=views.picture(self.shown, **SHAPE),
            standing=views.statuses(self._standing),
            given_up=sorted(self._standing.given_up),
            selected=selected,
        )

    @traitlets.observe("given_up")
    def _reconsider(self, _: Any) -> None:
        with self.reported(), self.hold_sync():
            before, after = self._standing, what_stands(self.argument, self.given_up)
            if after.given_up == before.given_up:
                return
            self._standing = after
            self.standing = views.statuses(after)
            self.said = self._news(before, after)

    @traitlets.observe("folded")
    def _redraw(self, _: Any) -> None:
        with self.reported():
            folded = [self.shown.claim(name).id for name in self.folded]
            self.picture = views.picture(self.shown, folded=folded, **SHAPE)

    def _news(self, before: Standing, after: Standing) -> str:
        """Return what changed, for the live region: first what the reader did, then what follows."""
        words, gone, back = (
            self.words,
            after.given_up - before.given_up,
            before.given_up - after.given_up,
        )
        if back and not after.given_up:
            done = [words["allBack"]]
        else:
            done = [words["youGaveUp"].format(id=name) for name in sorted(gone)]
            done += [words["youTookBack"].format(id=name) for name in sorted(back)]
        # What is given up was said already.
        changes = [change for change in after.difference(before) if change.id not in gone]
        follows = [words["change"].format(id=change.id, why=change.why) for change in changes]
        return " ".join(done + (follows or [words["nothingChanged"]]))

    def to_html(self) -> str:
        """Return the map as a picture with a description, the outline as a list, the relations as a table."""
        words, shown = self.words, self.shown
        name = words["name"].format(title=self.document["title"])
        drawn = to_svg(
            lay_out(shown), title=name, description=shown.question, standing=self._standing
        )
        counts = {"claims": len(shown.claims), "relations": len(shown.relations)}
        alt = words["alt"].format(name=name, **counts)
        image = element(
            "p", f'<img alt="{html.escape(alt)}" src="{html.escape(data_uri(drawn), quote=False)}">'
        )
        rows = [
            (
                relation.id,
                prose(f"{', '.join(relation.sources)} {words[relation.kind]} {relation.to}"),
                content(relation.reason),
            )
            for relation in shown.relations
        ]
        relations = table(words["relations"], words["relationHead"], rows)
        folded = element("details", element("summary", words["relationsAndReasons"]), relations)
        question = element("p", element("strong", prose(name)), "<br>", content(shown.question))
        return question + image + self._list(views.listing(shown)) + folded

    def _list(self, lines: Sequence[Line]) -> str:
        """Return the outline as nested lists."""
        made, depth = "", -1
        for line in lines:
            if line.depth > depth:
                made += "<ul>" * (line.depth - depth)
            else:
                made += "</li>" + "</ul></li>" * (depth - line.depth)
            gist = "" if line.again else content(self.argument.claim(line.claim).gist)
            made += "<li>" + prose(self._told(line)) + gist
            depth = line.depth
        return made + "</li></ul>" * (depth + 1)

    def to_text(self) -> str:
        """Return the outline: a claim a line, indented under what it bears on, with sign, role and status."""
        head = [self.words["name"].format(title=self.document["title"]), self.shown.question, ""]
        return "\n".join(
            head
            + ["  " * line.depth + plain(self._whole(line)) for line in views.listing(self.shown)]
        )

    def _whole(self, line: Line) -> str:
        return self._told(line) + ("" if line.again else self.argument.claim(line.claim).gist)

    def _told(self, line: Line) -> str:
        """Return what stands before a claim's gist, or, where it was told, instead of it."""
        words, claim = self.words, self.argument.claim(line.claim)
        sign = f"{words['signs'][line.kind]} " if line.kind else ""
        step = f" ({words['with'].format(ids=', '.join(line.linked))})" if line.linked else ""
        if line.kind == "undercut":
            step += f" {words['undercuts'].format(to=line.to)}"
        role = term("roles", claim.role)
        if line.again:
            return f"{sign}{claim.id} {role}{step}: {words['again']}"
        given_up = claim.id in self.given_up
        status = words["givenUp" if given_up else self._standing.status(claim.id)]
        return f"{sign}{claim.id} {role}{step} [{status}]: "
