"""What the course says of its five documents, held against the documents and against itself."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from corpus_utils import annotations, arguments, comparison, texts
from corpus_utils.anchors import released_bits
from corpus_utils.attribution import attributed
from corpus_utils.finders import mentions
from corpus_utils.gazetteer import read_gazetteer
from corpus_utils.tables import counts
from corpus_utils.tokens import Span, letters, words

LONG = [key for key in texts.ORDER if key != "dunayevskaya"]
GAZETTEER = read_gazetteer(texts.data_folder() / "gazetteer")
#: Where a form stands and its entry is not meant: the paragraph, and what is meant instead.
NOT_MEANT = {
    ("verkhneuralsk", "p011", "leadership"): "of a prison service",
    ("verkhneuralsk", "p012", "Communist International"): "the magazine of that name",
    ("verkhneuralsk", "p081", "Soviet system"): "the country's order as a whole",
    ("verkhneuralsk", "p087", "leadership"): "the men at the head of the party",
    ("verkhneuralsk", "p093", "spontaneous"): "of a retreat of the leaders, unplanned",
    ("verkhneuralsk", "p094", "leadership"): "the government",
    ("george", "p044", "revolutionary party"): "the Bolsheviks of 1917",
}
TOY = {"inn-guests", "neighbours", "ines-vale", "harrow", "okonkwo"}


@pytest.fixture(scope="module")
def paragraphs(originals):
    """Return the text of every paragraph of every original, by key and id."""
    found = {}
    for key, path in originals.items():
        stream = letters(path.read_text(encoding="utf-8"))
        found[key] = {
            paragraph.id: " ".join(
                stream.source[slice(*stream.range(span))] for span in paragraph.spans
            )
            for paragraph in texts.load(key).paragraphs
        }
    return found


@pytest.mark.parametrize("key", texts.ORDER)
def test_every_mention_by_a_known_form_is_annotated(key, paragraphs):
    """Also where a longer annotation of the same layer holds it, or says that another is meant."""
    held: dict[tuple[str, str], list[Span]] = {}
    for annotation in annotations.load(texts.load(key)):
        for part in annotation.target.parts:
            if part.span is not None:
                held.setdefault((annotation.layer, part.paragraph), []).append(part.span)
    missing = [
        (name, mention.kind, mention.surface)
        for name, text in paragraphs[key].items()
        for mention in mentions(text, GAZETTEER)
        if not any(
            (span.start < mention.span.end and mention.span.start < span.end)
            or span == mention.span
            for span in held.get((mention.kind, name), ())
        )
    ]
    assert {(key, name, surface) for name, _, surface in missing} == {
        place for place in NOT_MEANT if place[0] == key
    }


@pytest.mark.parametrize("key", texts.ORDER)
def test_surfaces_are_what_the_original_has_at_their_target(key, paragraphs):
    for annotation in annotations.load(texts.load(key)):
        surface = annotation.fields.get("surface")
        if surface and annotation.layer != "claim":
            (part,) = annotation.target.parts
            stream = letters(paragraphs[key][part.paragraph])
            start, end = stream.range(part.span)
            assert letters(surface).stream == letters(stream.source[start:end]).stream, annotation
            digits = re.findall(r"\d+", stream.source[start:end])
            assert re.findall(r"\d+", surface) == digits, annotation


@pytest.mark.parametrize("key", texts.ORDER)
def test_hash_bits_of_all_layers_stay_within_the_budget(key):
    anchors = texts.load(key).anchors
    assert 100 * released_bits(anchors) / anchors.letters <= 48


@pytest.mark.parametrize("key", LONG)
def test_a_long_document_has_a_map_of_its_whole_argument(key):
    """About one claim for 150 to 200 words of the original, a little denser where checkers split claims."""
    text = texts.load(key)
    argument = arguments.load(text)
    original = sum(row["count"] for row in counts(text).to_dict("records"))
    assert len(argument.claims) >= 30
    assert 110 <= original / len(argument.claims) <= 220
    assert {relation.kind for relation in argument.relations} == {"support", "attack", "undercut"}
    assert any(len(relation.sources) > 1 for relation in argument.relations)
    roles = Counter(claim.role for claim in argument.claims)
    assert roles["thesis"] == 1
    assert {"subthesis", "premise", "evidence", "objection", "reply"} <= set(roles)
    assert any(claim.implicit for claim in argument.claims)
    assert all(claim.short for claim in argument.claims)


@pytest.mark.parametrize("key", texts.ORDER)
def test_claims_say_in_their_voice_who_speaks(key):
    """A claim in the author's voice is the author's; one of another is quoted, reported or mimicked."""
    argument = arguments.load(texts.load(key))
    authors = {c.asserted_by for c in argument.claims if c.voice == "author"}
    others = {c.asserted_by for c in argument.claims if c.voice not in ("author", "ours")}
    assert len(authors) <= 2  # the prisoners and the historian who introduces them
    assert others


@pytest.mark.parametrize("key", texts.ORDER)
def test_retellings_of_substance_say_whose_view_they_tell(key):
    """The same lint as on claims, on every retold paragraph of some length that is no heading."""
    text = texts.load(key)
    bare = [
        paragraph.id
        for paragraph in text.paragraphs
        if paragraph.kind not in ("heading", "furniture")
        and len(words(paragraph.retelling)) > 12
        and not attributed(paragraph.retelling)
    ]
    assert bare == []


@pytest.mark.parametrize("key", LONG)
def test_a_reading_edition_is_about_a_third_of_its_original(key, paragraphs):
    told = sum(len(words(p.retelling)) for p in texts.load(key).paragraphs)
    assert 0.25 <= told / sum(len(words(text)) for text in paragraphs[key].values()) <= 0.45


@pytest.mark.parametrize("key", texts.ORDER)
def test_every_question_has_an_answer_or_a_silence(key):
    for question in comparison.load().questions:
        assert question.answer(key).answer


def test_every_entry_of_the_glossary_is_told_in_two_sentences_and_used():
    short = [
        entry.id
        for entry in GAZETTEER.entries
        if len(re.findall(r"[.!?](?=\s|$)", entry.gloss)) < 2
    ]
    assert short == []
    used = set()
    for key in texts.ORDER:
        for annotation in annotations.load(texts.load(key)):
            used |= {annotation.value, *(annotation.fields.get(f) for f in ("speaker", "work"))}
            used.add(annotation.fields.get("asserted_by"))
    authors = {
        author
        for entry in GAZETTEER.entries
        for author in entry.details.get("author", "").split("|")
    }
    assert {entry.id for entry in GAZETTEER.entries} - used - authors - TOY == set()


def test_the_list_of_concepts_is_shared():
    assert len(GAZETTEER.ids("concept")) >= 60
    users = {name: set() for name in GAZETTEER.ids("concept")}
    for key in texts.ORDER:
        for annotation in annotations.load(texts.load(key)):
            if annotation.layer == "concept":
                users[annotation.value].add(key)
    assert sum(len(keys) >= 3 for keys in users.values()) >= 20
