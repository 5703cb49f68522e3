"""Timeline: the events that the documents use, as a chart and as a list; who uses each, and for what."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from corpus_utils import texts, timeline
from corpus_utils.chronology import chart_events
from corpus_utils.decades import decade, within
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.timeline import Event
from corpus_utils.vega import EMBEDDING, VEGA, VIEW
from corpus_utils.widgets import timeline_views as views
from corpus_utils.widgets.documents import Documents, chosen
from corpus_utils.widgets.face import Face


class Timeline(Face, script="timeline_chart.js"):
    """The events between ``since`` and ``until`` (years or dates in EDTF) that ``documents`` use.

    ``shown`` holds the keys of the documents that are on, ``decade`` the one
    that is open (``"1910"``, or ``""`` for events without a firm date),
    ``selected`` the event that is read and ``reading`` its uses. The chart
    stands below and follows all three.
    """

    WORDS: ClassVar = views.WORDS
    _ready = False  # until the chart and its place are there

    document = traitlets.Dict().tag(sync=True)
    shown = traitlets.List(traitlets.Unicode()).tag(sync=True)
    decade = traitlets.Unicode().tag(sync=True)
    selected = traitlets.Unicode().tag(sync=True)
    reading = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        documents: Iterable[str] | str | None = None,
        since: str | int | None = None,
        until: str | int | None = None,
        *,
        selected: str = "",
        data: Path | None = None,
    ) -> None:
        from ipywidgets import Output, VBox

        data = data or texts.data_folder()
        found = timeline.load(data=data)
        used = {use.document for event in found.events for use in event.uses}
        keys = texts.keys(data)
        self.documents = chosen(
            "document", documents, keys if documents is not None else [k for k in keys if k in used]
        )
        self.events = within(found, self.documents, since, until)
        if not self.events:
            raise CourseError(self.WORDS["noEvent"])
        self._shelf = Documents(ours=self.WORDS["ours"], data=data)
        heads = self._shelf.heads(self.documents)
        shown = views.document(self.events, heads)
        fullest = max(shown["decades"], key=lambda one: (bool(one["id"]), one["count"]))
        super().__init__(document=shown, shown=list(self.documents), decade=fullest["id"])
        self._output = Output()
        self._box = VBox([self, self._output])
        if selected:
            event = self._event(selected)
            opened = decade(event)
            self.decade = "" if opened is None else str(opened)
            self.selected, self.reading = (
                selected,
                views.reading(event, self.documents, self._shelf),
            )
        self.chart = self._chart()
        self._show()
        self._ready = True

    def _event(self, name: str) -> Event:
        found = {event.id: event for event in self.events}
        if name not in found:
            raise UnknownError(self.WORDS["eventHere"], name, found)
        return found[name]

    def _chart(self) -> Any:
        shorts = {key: self._shelf.text(key).short for key in self.documents if key in self.shown}
        opened = int(self.decade) if self.decade else None
        return chart_events(self.events, shorts, opened=opened, event=self.selected)

    def _show(self) -> None:
        data = {VEGA: self.chart.spec, "text/plain": self.chart.title}
        how = {VEGA: {"embed_options": EMBEDDING}}
        self._output.outputs = [{"output_type": "display_data", "data": data, "metadata": how}]

    @traitlets.observe("shown", "decade", "selected")
    def _follow(self, change: Any) -> None:
        """Check what the reader chose, and let list, reading and chart follow it."""
        if not self._ready:
            return
        with self.reported():
            with self.hold_sync():
                self._turn(change["name"])
            # Last: what is read is on the page before the chart, which takes longer, is drawn anew.
            self.chart = self._chart()
            self._show()

    def _turn(self, trait: str) -> None:
        heads, decades = self.document["documents"], self.document["decades"]
        if trait == "shown":
            chosen("document", self.shown, self.documents)
            names = [head["short"] for head in heads if head["key"] in self.shown]
            self.said = self.WORDS["saidShown"].format(documents=", ".join(names))
        elif trait == "decade":
            chosen("decade", [self.decade], [one["id"] for one in decades])
        elif self.selected:
            # Not the decade too: a busy kernel may learn of both at once, and would undo the later one.
            event = self._event(self.selected)
            self.reading = views.reading(event, self.documents, self._shelf)
        else:
            self.reading = {}

    def to_html(self) -> str:
        """Return the events as lists folded by decade; the lesson builder puts the chart before them."""
        return views.to_html(self.events, self.documents, self._shelf)

    def to_text(self) -> str:
        """Return the events by decade, each with its uses."""
        return views.to_text(self.events, self.documents, self._shelf)

    def _repr_mimebundle_(self, **given: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, _ = super()._repr_mimebundle_(**given)
        data[VIEW] = {**data[VIEW], "model_id": self._box.model_id}
        return {**data, VEGA: self.chart.spec}, {VEGA: {"embed_options": EMBEDDING}}
