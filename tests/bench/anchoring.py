"""Where spans of the five documents lie in changed copies of them: right, wrong, unsure, missing.

Run ``python -m tests.bench.anchoring [ORIGINALS] [--seeds N] [--only EDITION]``. Spans are the
paragraphs of ``data/texts/*/anchors.json`` and 200 spans of 20 to 400 letters between word
boundaries, drawn per seed, both ends checked. Right means: the first and the last letter placed
are the true ones. Chromium, where there is one, prints the PDF.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import site
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from corpus_utils.alignment import Placement, align
from corpus_utils.anchors import Anchors, fingerprint, from_fields, released_bits
from corpus_utils.formats import read_copy
from corpus_utils.recognition import recognise
from corpus_utils.tokens import Letters, Span, letters
from tests import editions
from tests.editions import Edition

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "data" / "texts"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "originals"
    )
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--only", default="")
    args = parser.parse_args(arguments or [])
    if not args.folder.is_dir():
        print(f"not measured: there is no folder of originals at {args.folder}")
        return 0
    texts = dict(documents(args.folder))
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    print(
        f"{'document':18}{'edition':22}{'right':>7}{'wrong':>7}{'unsure':>7}{'missing':>8}  %right"
    )
    for seed in range(args.seeds):
        rng = random.Random(1000 + seed)
        drawn = {key: anchored(key, text, rng) for key, text in texts.items()}
        everything = [anchors for anchors, _ in drawn.values()]
        for key, text in texts.items():
            anchors, spans = drawn[key]
            for name, edition in made(key, text, seed, repeated=seed > 0):
                if args.only not in name:
                    continue
                tally = judged(text, edition, anchors, spans, everything)
                sums[name].update(tally)
                print(line(key, name, tally), flush=True)
    print()
    for name, tally in sums.items():
        print(line("all", name, tally))
    if not args.only:
        _size_and_time(texts)
        _unrelated(texts)
    return 1 if any(tally["wrong"] for tally in sums.values()) else 0


def line(key: str, name: str, tally: Counter[str]) -> str:
    present = sum(tally[k] for k in ("right", "wrong", "unsure", "missing"))
    figures = (
        "".join(f"{tally[k]:>7}" for k in ("right", "wrong", "unsure")) + f"{tally['missing']:>8}"
    )
    share = f"{tally['right'] / present:>8.1%}" if present else ""
    absent = tally["absent"] + tally["absent, unsure"]
    more = f"   absent: {tally['absent']} of {absent} said to be missing" if absent else ""
    more += f"   cut through: {tally['cut']}" if tally["cut"] else ""
    more += f"   truth unknown: {tally['unknown']}" if tally["unknown"] else ""
    more += "   NOT RECOGNISED" if tally["unrecognised"] else ""
    return f"{key:18}{name:22}{figures}{share}{more}"


def documents(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (key, text) of the originals in ``folder``, known by their anchors."""
    shipped = [
        json.loads(p.read_text(encoding="utf-8")) for p in sorted(TEXTS.glob("*/anchors.json"))
    ]
    known = [from_fields(fields) for fields in shipped]
    for path in sorted(folder.glob("*.txt")):
        text = read_copy(path).text
        best = recognise(letters(text), known)[0]
        if best.found:
            yield best.key, text


def anchored(key: str, text: str, rng: random.Random) -> tuple[Anchors, list[Span]]:
    """Return anchors and spans: the shipped paragraphs, and 200 drawn on word boundaries."""
    stream = letters(text)
    between = [i for i in range(1, len(stream)) if stream.gap(i)[0] < stream.gap(i)[1]]
    between = [0, *between, len(stream)]
    spans = set()
    while len(spans) < 200:
        start = rng.choice(between[:-3])
        ends = [e for e in between if start + 20 <= e <= start + 400]
        if ends:
            spans.add(Span(start, rng.choice(ends)))
    fields = json.loads((TEXTS / key / "anchors.json").read_text(encoding="utf-8"))
    for paragraph in fields["paragraphs"]:
        spans.update(Span(s[0], s[1]) for s in paragraph["spans"] if s[0] < s[1])
    ordered = sorted(spans)
    starts, ends = {s.start for s in ordered}, {s.end for s in ordered}
    return fingerprint(key, stream.stream, starts=starts, ends=ends), ordered


def made(key: str, text: str, seed: int, *, repeated: bool) -> Iterator[tuple[str, Edition]]:
    """Yield the editions of ``text``; a ``repeated`` round only those that chance enters."""
    for rate in (0.01, 0.03):
        yield f"{rate:.0%} substituted", editions.substituted(text, rate, seed=seed)
        yield f"{rate:.0%} mixed", editions.garbled(text, rate, seed=seed)
    third = editions.excerpt(text)
    yield "middle third at 3%", composed(third, editions.garbled(third.text, 0.03, seed=seed))
    yield "page furniture", editions.with_furniture(text, seed=seed)
    yield "re-wrapped", editions.rewrapped(text, seed=seed)
    yield "typographic", editions.typographic(text)
    yield "middle third", third
    swapped = [0.2 + 0.02 * seed, 0.45 + 0.01 * seed, 0.7]
    yield "two parts swapped", editions.moved(text, swapped)
    fields = json.loads((TEXTS / key / "anchors.json").read_text(encoding="utf-8"))
    stream = letters(text)
    notes = [
        stream.range(Span(*span))
        for paragraph in fields["paragraphs"]
        if paragraph["kind"] == "note"
        for span in paragraph["spans"]
    ]
    if notes:
        yield "footnotes last", editions.with_last(text, notes)
    if repeated:
        return
    yield "plain", editions.plain(text)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "copy.html")
        page.write_text(editions.web_page(text), encoding="utf-8")
        yield "web page", editions.locate(text, read_copy(page).text)
        word = editions.word_file(Path(folder, "copy.docx"), text, ("A note of ours.",))
        yield "Word file", editions.locate(text, read_copy(word).text)
        data, edition = editions.cp1252(text)
        old = Path(folder, "copy.txt")
        old.write_bytes(data)
        read = read_copy(old).text
        yield "cp1252 CRLF", edition if read == edition.text else editions.locate(text, read)
        if editions.chromium():
            for columns in (1, 2):
                pdf = editions.pdf_file(Path(folder, f"copy{columns}.pdf"), text, columns=columns)
                name = "PDF" if columns == 1 else "PDF, two columns"
                yield name, editions.locate(text, read_copy(pdf).text)


def composed(first: Edition, second: Edition) -> Edition:
    """Return the edition that ``second`` makes of the text of ``first``."""
    places = tuple(None if p is None else second.places[p] for p in first.places)
    return Edition(second.text, places)


def judged(
    text: str, edition: Edition, anchors: Anchors, spans: list[Span], everything: list[Anchors]
) -> Counter[str]:
    """Return how many spans were right, wrong, unsure, missing, or absent from the edition."""
    original, copy = letters(text), letters(edition.text)
    match = recognise(copy, everything)[0]
    tally: Counter[str] = Counter(unrecognised=not (match.found and match.key == anchors.key))
    alignment = align(copy, anchors)
    for span in spans:
        went = [edition.places[original.offsets[i]] for i in range(span.start, span.end)]
        there = [place is not None for place in went]
        placement = alignment.place(span)
        if not any(there):
            known = "absent" if placement.status == "missing" else "absent, unsure"
            tally["wrong" if placement.placed else known] += 1
        elif not any(there[:12]) or not any(there[-12:]):
            tally["wrong" if placement.placed else "cut"] += 1
        elif _torn(went) and not placement.placed:
            tally["cut"] += 1
        elif _torn(went) and _same_words(original, copy, span, placement):
            tally["cut"] += 1  # by chance the copy says the same where two parts now meet
        elif not placement.placed:
            tally[placement.status] += 1
        else:
            found = (placement.start, placement.end)
            right = editions.verdict(original, edition, copy, span, found)
            tally[{True: "right", False: "wrong", None: "unknown"}[right]] += 1
            if right is False:
                said = copy.source[found[0] : found[1]]
                start, end = original.range(span)
                print(
                    f"  wrong: {span} {placement.status}: {_edges(said)!r} for {_edges(text[start:end])!r}"
                )
    return tally


def _torn(went: list[int | None]) -> bool:
    """Return whether a moved part took away some of a span's letters."""
    kept = [place for place in went if place is not None]
    return any(not 0 <= b - a <= 3000 for a, b in itertools.pairwise(kept))


def _same_words(original: Letters, copy: Letters, span: Span, placement: Placement) -> bool:
    found = letters(copy.source[placement.start : placement.end]).stream
    return found == original.stream[span.start : span.end]


def _edges(text: str) -> str:
    return f"{text[:14]}…{text[-14:]}"


def _size_and_time(texts: dict[str, str]) -> None:
    print()
    for path in sorted(TEXTS.glob("*/anchors.json")):
        anchors = from_fields(json.loads(path.read_text(encoding="utf-8")))
        bits = released_bits(anchors) / anchors.letters * 100
        print(
            f"{anchors.key}: {path.stat().st_size / 1024:.1f} KiB, {bits:.1f} hash bits per 100 letters"
        )
    shipped = [
        from_fields(json.loads(p.read_text(encoding="utf-8"))) for p in TEXTS.glob("*/anchors.json")
    ]
    begun = time.perf_counter()
    streams = [letters(text) for text in texts.values()]
    seconds = {"letters": time.perf_counter() - begun}
    begun = time.perf_counter()
    for stream in streams:
        recognise(stream, shipped)
    seconds["recognise and align"] = time.perf_counter() - begun
    print(", ".join(f"{what}, all five: {spent:.2f} s" for what, spent in seconds.items()))


def _unrelated(texts: dict[str, str]) -> None:
    """Try texts that are none of the five, and each of the five against the other four's anchors."""
    shipped = [
        from_fields(json.loads(p.read_text(encoding="utf-8"))) for p in TEXTS.glob("*/anchors.json")
    ]
    wrong, nearest = 0, 0.0
    others = list(prose())
    for name, text in others:
        match = recognise(letters(text), shipped)[0]
        nearest = max(nearest, match.share)
        wrong += match.found
        if match.found:
            print(f"  recognised by mistake: {name} as {match.key} ({match.anchors} anchors)")
    for key, text in texts.items():
        match = recognise(letters(text), [a for a in shipped if a.key != key])[0]
        nearest = max(nearest, match.share)
        wrong += match.found
    size = sum(len(text.split()) for _, text in others) // max(len(others), 1)
    print(
        f"unrelated: {len(others)} texts of {size} words on average, and each of the five with the"
    )
    print(
        f"  others' anchors: {wrong} recognised; the nearest has {nearest:.1%} of a text's anchors"
    )


def prose() -> Iterator[tuple[str, str]]:
    """Yield (name, text) of English prose on any machine, 30,000 words each: manuals and licences."""
    import pydoc_data.topics

    pools = {"the Python manual": "\n".join(pydoc_data.topics.topics.values())}
    for folder in site.getsitepackages():
        licences = sorted(
            {
                p.read_text(encoding="utf-8", errors="replace")
                for p in Path(folder).glob("*.dist-info/**/LICENSE*")
                if p.is_file()
            }
        )
        pools["licences"] = "\n".join(licences)
        readmes = sorted(
            p.read_text(encoding="utf-8", errors="replace")
            for p in Path(folder).glob("*.dist-info/METADATA")
        )
        pools["descriptions"] = "\n".join(readmes)
    for name, text in pools.items():
        words = text.split(" ")
        for number, at in enumerate(range(0, min(len(words), 180_000), 30_000)):
            yield f"{name}, part {number + 1}", " ".join(words[at : at + 30_000])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
