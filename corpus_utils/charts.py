"""Charts: pictures of a document's argument and of its words, each with three faces (see `vega`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_utils import arguments, tables, texts
from corpus_utils.claims import OURS, ROLES
from corpus_utils.errors import CourseError
from corpus_utils.gazetteer import read_gazetteer
from corpus_utils.vega import COLOURS, GREY, SHAPES, WIDTH, Chart, illustrated, picture

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["Chart", "chart_claims", "chart_words", "illustrated", "picture"]


def chart_claims(key: str, *, data: Path | None = None) -> Chart:
    """Return the argument along the text: a mark a claim and paragraph, by role and by who asserts it.

    Full marks are claims that the map gives reasons for, hollow ones are taken as given.
    """
    import altair as alt

    folder = data or texts.data_folder()
    text = texts.load(key, data=data)
    argument = arguments.load(text, data=data)
    gazetteer = read_gazetteer(folder / "gazetteer")
    rows = []
    for claim in argument.claims:
        ours = claim.asserted_by == OURS
        who = "this course" if ours else gazetteer.entry(claim.asserted_by).name
        reasons = len(argument.reasons(claim.id))
        rows += [
            {
                "paragraph": paragraph,
                "role": claim.role,
                "claim": claim.id,
                "asserted by": who if claim.voice in ("author", OURS) else f"{who}, {claim.voice}",
                "reasons": reasons,
                "gist": claim.gist,
            }
            for paragraph in (claim.target.paragraphs if claim.target else ())
        ]
    frame = _frame(rows)
    frame["slot"] = frame.groupby(["paragraph", "role"]).cumcount()
    paragraphs = [p.id for p in text.paragraphs if p.kind != "furniture"]
    roles = [role for role in ROLES if role in set(frame["role"])]
    who = list(dict.fromkeys(frame["asserted by"]))
    picked = alt.selection_point(fields=["asserted by"], bind="legend")
    base = alt.Chart(frame, width=WIDTH, height=alt.Step(15)).encode(
        x=alt.X("paragraph:N", sort=paragraphs, title="Paragraph")
        .scale(domain=paragraphs)
        .axis(labelAngle=0, grid=True),
        y=alt.Y("role:N", sort=roles, title=None).scale(domain=roles).axis(grid=True),
        yOffset="slot:O",
        opacity=alt.condition(picked, alt.value(1), alt.value(0.15)),
        tooltip=["claim", "role", "asserted by", "paragraph", "reasons", "gist"],
    )
    scale = {"domain": who, "range": COLOURS[: len(who)]}
    marks = base.mark_point(size=90, strokeWidth=2, filled=True).encode(
        color=alt.Color("asserted by:N").scale(**scale),
        stroke=alt.Stroke("asserted by:N").scale(**scale),
        shape=alt.Shape("asserted by:N").scale(domain=who, range=SHAPES[: len(who)]),
        fillOpacity=alt.condition("datum.reasons > 0", alt.value(1), alt.value(0)),
    )
    labels = base.mark_text(align="left", dx=8, fontSize=10, color=GREY).encode(text="claim")
    kinds = {
        role: ", ".join(sorted({r["paragraph"] for r in rows if r["role"] == role}))
        for role in ("thesis", "evidence")
    }
    told = "; ".join(f"{role} in {places}" for role, places in kinds.items() if places)
    given = sum(not argument.reasons(claim.id) for claim in argument.claims)
    description = (
        f"{len(argument.claims)} claims of {text.short}'s text, by paragraph and role: {told}. "
        f"{given} are taken as given (hollow marks)."
    )
    table = frame.drop(columns=["slot"]).sort_values(["paragraph", "claim"])
    return Chart(
        (marks + labels).add_params(picked),
        table,
        title=f"The argument along the text: {text.short}",
        description=description,
        note="Full: the map gives reasons for it. Hollow: it is taken as given.",
    )


def chart_words(key: str, words: Iterable[str], *, data: Path | None = None) -> Chart:
    """Return how often the original uses each of ``words``, counted in the whole document.

    A word that ends in ``*`` stands for all that begin so: ``bureaucra*``.
    """
    import altair as alt

    text = texts.load(key, data=data)
    counts = tables.counts(text, data=data)
    wanted = [words] if isinstance(words, str) else list(words)
    if not wanted:
        raise CourseError("no word is chosen (write a word, or the beginning of some, as plan*)")
    rows = [_counted(word, counts) for word in wanted]
    frame = _frame(rows).sort_values("count", ascending=False, kind="stable")
    order = list(frame["word"])
    base = alt.Chart(frame, width=WIDTH, height=alt.Step(24)).encode(
        y=alt.Y("word:N", sort=order, title=None),
        x=alt.X("count:Q", title="Times in the original").axis(tickMinStep=1),
        tooltip=["word", "count", "per thousand", "forms"],
    )
    bars = base.mark_bar(color=COLOURS[0])
    labels = base.mark_text(align="left", dx=4, color=COLOURS[0], fontWeight="bold").encode(
        text="count"
    )
    first, last = frame.iloc[0], frame.iloc[-1]
    description = (
        f"How often {text.short} uses {len(rows)} words: most often {first['word']} ({first['count']}), "
        f"least often {last['word']} ({last['count']})."
    )
    title = f"Words that the text leans on: {text.short}"
    return Chart(bars + labels, frame, title=title, description=description)


def _counted(word: str, counts: DataFrame) -> dict[str, Any]:
    pattern = word.casefold().replace("’", "'")
    found = [
        (form, count, share)
        for form, count, share in counts.itertuples(index=False)
        if fnmatchcase(form, pattern)
    ]
    return {
        "word": word,
        "count": sum(count for _, count, _ in found),
        "per thousand": round(sum(share for *_, share in found), 1),
        "forms": ", ".join(form for form, *_ in found) or "(none)",
    }


def _frame(rows: Sequence[Mapping[str, Any]]) -> DataFrame:
    from pandas import DataFrame

    return DataFrame(rows)
