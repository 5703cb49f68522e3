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
from corpus_utils.messages import section, term
from corpus_utils.vega import COLOURS, GREY, SHAPES, WIDTH, Chart, illustrated, picture

if TYPE_CHECKING:
    from pandas import DataFrame

WORDS = section("charts")

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
        who = WORDS["ours"] if ours else gazetteer.entry(claim.asserted_by).name
        if claim.voice not in ("author", OURS):
            who = WORDS["voice"].format(who=who, voice=term("voices", claim.voice))
        reasons = len(argument.reasons(claim.id))
        rows += [
            {
                "paragraph": paragraph,
                "role": claim.role,
                "claim": claim.id,
                "asserted by": who,
                "reasons": reasons,
                "gist": claim.gist,
            }
            for paragraph in (claim.target.paragraphs if claim.target else ())
        ]
    frame = _frame(rows)
    frame["slot"] = frame.groupby(["paragraph", "role"]).cumcount()
    paragraphs = [p.id for p in text.paragraphs if p.kind != "furniture"]
    table = frame.drop(columns=["slot"]).sort_values(["paragraph", "claim"])
    used = set(frame["role"])
    frame["role"] = frame["role"].map(_role)
    roles = [_role(role) for role in ROLES if role in used]
    heads = WORDS["claim_heads"]
    who = list(dict.fromkeys(frame["asserted by"]))
    picked = alt.selection_point(fields=["asserted by"], bind="legend")
    base = alt.Chart(frame, width=WIDTH, height=alt.Step(15)).encode(
        x=alt.X("paragraph:N", sort=paragraphs, title=WORDS["paragraph"])
        .scale(domain=paragraphs)
        .axis(labelAngle=0, grid=True),
        y=alt.Y("role:N", sort=roles, title=None).scale(domain=roles).axis(grid=True),
        yOffset="slot:O",
        opacity=alt.condition(picked, alt.value(1), alt.value(0.15)),
        tooltip=_tooltip(heads, "claim", "role", "asserted by", "paragraph", "reasons", "gist"),
    )
    legend = heads["asserted by"]
    scale = {"domain": who, "range": COLOURS[: len(who)]}
    marks = base.mark_point(size=90, strokeWidth=2, filled=True).encode(
        color=alt.Color("asserted by:N", title=legend).scale(**scale),
        stroke=alt.Stroke("asserted by:N", title=legend).scale(**scale),
        shape=alt.Shape("asserted by:N", title=legend).scale(domain=who, range=SHAPES[: len(who)]),
        fillOpacity=alt.condition("datum.reasons > 0", alt.value(1), alt.value(0)),
    )
    labels = base.mark_text(align="left", dx=8, fontSize=10, color=GREY).encode(text="claim")
    kinds = {
        role: ", ".join(sorted({r["paragraph"] for r in rows if r["role"] == role}))
        for role in ("thesis", "evidence")
    }
    told = "; ".join(
        WORDS["role_in"].format(role=_role(role), places=places)
        for role, places in kinds.items()
        if places
    )
    given = sum(not argument.reasons(claim.id) for claim in argument.claims)
    description = WORDS["claims_said"].format(
        n=len(argument.claims), title=text.short, roles=told, given=given
    )
    shown = table.assign(role=table["role"].map(_role)).rename(columns=heads)
    return Chart(
        (marks + labels).add_params(picked),
        table,
        title=WORDS["claims"].format(title=text.short),
        description=description,
        note=WORDS["claims_note"],
        shown=shown,
    )


def _role(role: str) -> str:
    return term("roles", role)


def _tooltip(heads: Mapping[str, str], *fields: str) -> list[Any]:
    import altair as alt

    return [alt.Tooltip(field, title=heads[field]) for field in fields]


def chart_words(key: str, words: Iterable[str], *, data: Path | None = None) -> Chart:
    """Return how often the original uses each of ``words``, counted in the whole document.

    A word that ends in ``*`` stands for all that begin so: ``bureaucra*``.
    """
    import altair as alt

    text = texts.load(key, data=data)
    counts = tables.counts(text, data=data)
    wanted = [words] if isinstance(words, str) else list(words)
    if not wanted:
        raise CourseError(WORDS["no_word"])
    rows = [_counted(word, counts) for word in wanted]
    frame = _frame(rows).sort_values("count", ascending=False, kind="stable")
    order, heads = list(frame["word"]), WORDS["word_heads"]
    base = alt.Chart(frame, width=WIDTH, height=alt.Step(24)).encode(
        y=alt.Y("word:N", sort=order, title=None),
        x=alt.X("count:Q", title=WORDS["times"]).axis(tickMinStep=1),
        tooltip=_tooltip(heads, "word", "count", "per thousand", "forms"),
    )
    bars = base.mark_bar(color=COLOURS[0])
    labels = base.mark_text(align="left", dx=4, color=COLOURS[0], fontWeight="bold").encode(
        text="count"
    )
    first, last = frame.iloc[0], frame.iloc[-1]
    description = WORDS["words_said"].format(
        title=text.short,
        n=len(rows),
        first=first["word"],
        most=first["count"],
        last=last["word"],
        least=last["count"],
    )
    title, shown = WORDS["words"].format(title=text.short), frame.rename(columns=heads)
    return Chart(bars + labels, frame, title=title, description=description, shown=shown)


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
        "forms": ", ".join(form for form, *_ in found) or WORDS["no_form"],
    }


def _frame(rows: Sequence[Mapping[str, Any]]) -> DataFrame:
    from pandas import DataFrame

    return DataFrame(rows)
