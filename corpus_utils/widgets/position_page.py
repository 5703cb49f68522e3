"""A position as one page for paper: thesis, map, the same as a list, and where each borrowed claim comes from.

The page needs no script, no network and no other file. It holds the course's
retellings and the author's words, nothing of a reader's own copy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape

from corpus_utils.building import is_own
from corpus_utils.claims import Argument, Claim
from corpus_utils.drawings import data_uri, to_svg
from corpus_utils.items import places
from corpus_utils.layout import lay_out
from corpus_utils.messages import language, term
from corpus_utils.positions import document_of, sides
from corpus_utils.widgets.argument_views import Line, listing, part
from corpus_utils.widgets.builder_views import step_text
from corpus_utils.widgets.face import content, element, prose
from corpus_utils.widgets.position_views import Library

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
PAPER = (720.0, 560.0)
"""The room for the map, in units of `layout`: the width of a sheet, and half its height."""
STYLE = """
@page { size: auto; margin: 10mm; }
body { font: 10pt/1.3 Helvetica, Arial, 'Liberation Sans', sans-serif; color: #1a1a1a; background: #fff; max-width: 186mm; margin: 1rem auto; padding: 0 1rem; }
h1 { font-size: 14pt; margin: 0; } h2 { font-size: 10.5pt; margin: 0.6em 0 0.15em; break-after: avoid; }
p { margin: 0.15em 0; } .thesis { font-size: 11.5pt; font-weight: bold; border-left: 4px solid #1a1a1a; padding-left: 0.6em; }
img { display: block; max-width: 100%; max-height: 80mm; margin: 0.2em auto; }
ul { margin: 0; padding-left: 1.2em; } li { break-inside: avoid; }
small { color: #444; } .foot { margin-top: 0.5em; color: #444; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 8.2pt; line-height: 1.22; } .foot { font-size: 7.5pt; } }
"""


def drawing(position: Argument, library: Library, *, name: str) -> str:
    """Return the map of a position as SVG: own claims in full, borrowed ones by label, asserter and short form."""
    claims = tuple(
        replace(c, id=library.label(c.id), gist=_boxed(c, library), role=_role(c, library))
        for c in position.claims
    )
    steps = {step.id for step in position.relations}
    relations = tuple(
        replace(
            step,
            sources=tuple(map(library.label, step.sources)),
            to=step.to if step.to in steps else library.label(step.to),
        )
        for step in position.relations
    )
    shown = replace(position, claims=claims, relations=relations)
    return to_svg(lay_out(shown, characters=29, page=PAPER), title=name)


def page(position: Argument, library: Library, *, name: str) -> str:
    """Return a position as an HTML page that prints on A4 or Letter."""
    words = library.words
    side = sides(position)
    joined = part(position, [claim.id for claim in position.claims if claim.id in side])
    loose = [claim for claim in position.claims if claim.id not in side]
    thesis = position.roots[0].gist if position.roots else words["noThesis"]
    told = {"claims": len(position.claims), "steps": len(position.relations)}
    alt = words["alt"].format(name=name, **told)
    address = data_uri(drawing(position, library, name=name))
    body = [
        element("h1", prose(name)),
        element("p", prose(position.question)) if position.question else "",
        element("h2", words["thesisHead"]),
        f'<p class="thesis">{prose(thesis)}</p>',
        element("h2", words["mapHead"]),
        f'<img alt="{escape(alt)}" src="{escape(address)}">',
        element("h2", words["listHead"]),
        element("p", element("small", words["stepSigns"])),
        _list(listing(joined), joined, library),
    ]
    if loose:
        items = [element("li", _claim(claim, library)) for claim in loose]
        body += [element("h2", words["looseHead"]), element("ul", *items)]
    sources = [element("li", line) for line in _sources(position, library)]
    if sources:
        body += [element("h2", words["sourceHead"]), element("ul", *sources)]
    body.append(f'<p class="foot">{words["credit"]}</p>')
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language())}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(name, quote=False)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{chr(10).join(filter(None, body))}\n</main>\n</body>\n</html>\n"
    )


def exported(position: Argument, library: Library) -> Argument:
    """Return a position for other programs: own claims under their author, steps with a reason in words."""
    claims = tuple(
        replace(c, asserted_by="author", voice="author") if is_own(c) else c
        for c in position.claims
    )
    relations = tuple(
        replace(step, reason=f"{step_text(step, position, library.words, label=library.label)}.")
        for step in position.relations
    )
    return replace(position, claims=claims, relations=relations)


def _boxed(claim: Claim, library: Library) -> str:
    if is_own(claim):
        return claim.gist
    return f"{library.who(claim)[1]}: {claim.short or claim.gist}"


def _role(claim: Claim, library: Library) -> str:
    """Return the role of a claim of one's own, and the word for those that are borrowed."""
    return claim.role if is_own(claim) else library.words["borrowedAlready"]


def _sources(position: Argument, library: Library) -> Iterator[str]:
    """Yield each document that lends a claim, with claims, asserters and paragraphs."""
    words = library.words
    for key, text in library.texts.items():
        lent = [
            words["source"].format(
                id=claim.id.rpartition(":")[2],
                who=library.who(claim)[0],
                places=places(claim.target) if claim.target else "",
            )
            for claim in position.claims
            if document_of(claim) == key
        ]
        if lent:
            told = words["sources"].format(
                document=text.short, title=text.title, claims="; ".join(lent)
            )
            yield prose(told)


def _claim(claim: Claim, library: Library) -> str:
    name = element("b", prose(library.label(claim.id)))
    gist = prose(claim.gist) if is_own(claim) else content(claim.gist)
    return f"{name} <small>{prose(term('roles', _role(claim, library)))}</small> {gist}"


def _list(lines: list[Line], position: Argument, library: Library) -> str:
    """Return the claims as nested lists, each with the sign of the step by which it bears on the one above."""
    words, made, depth = library.words, "", -1
    for line in lines:
        made += "<ul>" * (line.depth - depth) if line.depth > depth else "</li>"
        made += "</ul></li>" * (depth - line.depth)
        depth = line.depth
        claim = position.claim(line.claim)
        sign = f"{words['signs'][line.kind]} " if line.kind else ""
        linked = words["and"].join(map(library.label, line.linked))
        others = f" ({words['with'].format(claims=linked)})" if linked else ""
        if line.kind == "undercut":
            denied = position.relation(line.to)
            step = step_text(denied, position, words, label=library.label)
            others += f" ({words['denies'].format(step=step)})"
        made += f"<li>{sign}"
        made += (
            element("b", prose(library.label(claim.id))) if line.again else _claim(claim, library)
        )
        made += f" <small>{prose(others)}</small>" if others else ""
    return made + "</li></ul>" * (depth + 1)
