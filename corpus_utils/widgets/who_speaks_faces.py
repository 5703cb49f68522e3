"""What the exercise *who speaks* says: its words, its explanations, its static and its plain-text face."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corpus_utils.ascriptions import Ascribed, Judgement
from corpus_utils.messages import section, term
from corpus_utils.vocabulary import SPOKEN, Annotation
from corpus_utils.voices import AUTHOR, UNNAMED, Excerpt, Speakers, Voice
from corpus_utils.widgets import face
from corpus_utils.widgets.face import answered, content, element, plain, prose

# All that the exercise says to the reader, here and in the browser; {…} is filled in.
WORDS = section("who_speaks")
SHARES = {0.25: "quarter", 0.5: "half", 0.75: "three_quarters"}


def percent(mark: float) -> str:
    """Return a mark as a share.

    >>> percent(0.625)
    '63%'
    """
    return face.percent(int(100 * mark + 0.5))


def _share(credit: float) -> str:
    return WORDS["shares"][SHARES[credit]] if credit in SHARES else percent(credit)


def feedback(speakers: Speakers, judgement: Judgement) -> dict[str, Any]:
    """Return what may be said of an answer before its key is shown, as plain values."""
    left = len(judgement.missed)
    share = WORDS["part"].format(share=percent(judgement.mark)) if judgement.mark else WORDS["none"]
    summary = [WORDS["full"] if judgement.right else share]
    if left:
        summary.append(WORDS["left_one"] if left == 1 else WORDS["left"].format(n=left))
    return {
        "mark": judgement.mark,
        "right": judgement.right,
        "summary": " ".join(summary),
        "parts": [_verdict(speakers, ascribed) for ascribed in judgement.ascribed],
        "reasons": [],
    }


def _verdict(speakers: Speakers, ascribed: Ascribed) -> dict[str, Any]:
    said = WORDS["verdicts"][ascribed.verdict].format(
        who=speakers.name(ascribed.speaker, WORDS),
        how=WORDS["hows"][ascribed.manner][0],
        certainty=term("certainties", ascribed.voice.certainty) if ascribed.voice else "",
        share=_share(ascribed.credit),
    )
    kind = {"right": "good", "aside": "open", "manner": "part", "defensible": "part"}
    return {
        "sign": WORDS["signs"][ascribed.verdict],
        "kind": kind.get(ascribed.verdict, "bad"),
        "said": said[0].upper() + said[1:],
    }


def reasons(speakers: Speakers, excerpt: Excerpt) -> list[dict[str, Any]]:
    """Return the key of an excerpt with what the annotations say for it: a part a voice, needed ones first."""
    found = []
    for voice in sorted(excerpt.voices, key=lambda v: not v.needed):
        lines = list(dict.fromkeys(_reason(speakers, voice, a) for a in voice.annotations))
        if voice.needed and not voice.annotations:
            lines = [WORDS["own"]]
        if lines:
            found.append({"who": _named(speakers, voice), "lines": lines, "needed": voice.needed})
    return found


def _named(speakers: Speakers, voice: Voice) -> str:
    how = WORDS["and"].join(WORDS["hows"][manner][0] for manner in voice.manners)
    return WORDS["ours"].format(who=speakers.name(voice.speaker, WORDS), how=how)


def _reason(speakers: Speakers, voice: Voice, a: Annotation) -> str:
    """Return what an annotation says: speaker as stated and as corrected, work, fault, certainty, note."""
    fields, said = a.fields, []
    who = speakers.name(voice.speaker, WORDS)
    if a.layer == "quotation" and voice.speaker not in (AUTHOR, UNNAMED):
        stated = fields.get("speaker_stated", "")
        kind = "corrected" if speakers.rival(a) else "stated"
        said.append(WORDS[kind if stated else "nobody"].format(stated=stated, who=who))
    if work := fields.get("work") or fields.get("work_stated"):
        known = speakers.gazetteer.entry(work).name if work in speakers.gazetteer else work
        said.append(WORDS["from"].format(work=f"*{known}*"))
    if wrong := fields.get("wrong"):
        said.append(WORDS["wrong"].format(wrong=wrong))
    if certainty := WORDS["less"].get(fields.get("certainty", "")):
        basis = WORDS["basis"].get(fields.get("basis", ""))
        said.append(f"{certainty}, {basis}." if basis else f"{certainty}.")
    said.append(fields.get("note", ""))
    return _piece(voice, a) + " ".join(filter(None, said)) if any(said) else ""


def _piece(voice: Voice, a: Annotation) -> str:
    """Return which words an annotation is about: as printed, or, of several without, by their letters."""
    if surface := a.fields.get("surface", "").rstrip(",.;"):
        return WORDS["as_printed"].format(words=surface)
    part = a.target.parts[0]
    if part.span is None or len(voice.annotations) == 1:
        return ""
    return WORDS["piece"].format(start=part.span.start + 1, end=part.span.end)


def places(speakers: Speakers, excerpt: Excerpt) -> str:
    """Return where an excerpt lies, in words: ``p003, letters 12 to 60 of 211``."""
    found = []
    for part in excerpt.target.parts:
        of = speakers.text.paragraph(part.paragraph).letters
        if part.span is None or part.span.end - part.span.start == of:
            found.append(part.paragraph)
        else:
            # Counted from one, as readers do.
            place = {"place": part.paragraph, "start": part.span.start + 1, "end": part.span.end}
            found.append(WORDS["letters"].format(**place, of=of))
    printed = [
        a.fields["surface"]
        for v in excerpt.voices
        for a in v.annotations
        if a.id == excerpt.name and "surface" in a.fields
    ]
    if not printed:
        return "; ".join(found)
    return WORDS["printed_place"].format(place="; ".join(found), words=printed[0].rstrip(",.;"))


def shares(speakers: Speakers, excerpt: Excerpt) -> list[list[float]]:
    """Return where each part of an excerpt lies in its paragraph: start and end, from 0 to 1."""
    sizes = [(p.span, speakers.text.paragraph(p.paragraph).letters) for p in excerpt.target.parts]
    return [[round(s.start / of, 3), round(s.end / of, 3)] for s, of in sizes if s and of]


def to_text(
    title: str, speakers: Speakers, excerpts: Sequence[Excerpt], choices: Sequence[str]
) -> str:
    """Return the exercise without its key: passages, speakers and manners to choose from."""
    lines = [title, WORDS["how_to"]]
    for excerpt in excerpts:
        lines += ["", f"[{places(speakers, excerpt)}] {plain(_told(speakers, excerpt))}"]
    lines += ["", f"{WORDS['speakers']}: {'; '.join(speakers.name(c, WORDS) for c in choices)}"]
    lines += [f"{WORDS['manners']}: {'; '.join(_manners())}"]
    return "\n".join(lines)


def to_html(
    title: str, speakers: Speakers, excerpts: Sequence[Excerpt], choices: Sequence[str]
) -> str:
    """Return the exercise as HTML, its key and explanations folded away at the end."""
    parts = [element("p", element("strong", prose(title)), "<br>", prose(WORDS["how_to"]))]
    for excerpt in excerpts:
        place = element("small", f"[{prose(places(speakers, excerpt))}]")
        parts.append(element("p", f"{place} {content(_told(speakers, excerpt))}"))
    names = [element("li", prose(speakers.name(choice, WORDS))) for choice in choices]
    parts += [element("p", WORDS["speakers"]), element("ul", *names)]
    parts += [element("p", WORDS["manners"])]
    parts.append(element("ul", *(element("li", prose(manner)) for manner in _manners())))
    key = []
    for excerpt in excerpts:
        voices = [
            element(
                "li",
                element("strong", prose(r["who"])),
                *(f"<br>{prose(x)}" for x in r["lines"] if x),
            )
            for r in reasons(speakers, excerpt)
        ]
        key += [element("p", prose(places(speakers, excerpt))), element("ul", *voices)]
    parts.append(answered(WORDS["answer"], *key))
    return "".join([*parts, element("p", element("em", WORDS["live"]))])


def _manners() -> list[str]:
    return [": ".join(WORDS["hows"][manner]) for manner in SPOKEN]


def _told(speakers: Speakers, excerpt: Excerpt) -> str:
    told = [speakers.text.paragraph(name).retelling for name in excerpt.target.paragraphs]
    return " ".join(told).strip() or WORDS["untold"]
