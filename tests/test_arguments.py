from __future__ import annotations

import re
from dataclasses import replace

import pytest

from corpus_utils import arguments, texts
from corpus_utils.arguments import check_argument, misplaced, read_argument
from corpus_utils.errors import DataError
from corpus_utils.gazetteer import Entry, Gazetteer
from corpus_utils.texts import Paragraph, Text
from corpus_utils.tokens import Span, Target, find, letters

SENTENCE = "Novák says: the mill at Łąka must close, for the river is dry."
SOUND = """\
document: mill
question: Must the mill close?
claims:
- {id: c01, gist: Novák holds that the mill must close., role: thesis, asserted_by: novak, voice: author, target: p001}
- {id: c02, gist: Novák reports that the river is dry., role: premise, asserted_by: novak, voice: author, target: p001@4-9}
- {id: c03, gist: A dry river drives no mill., role: premise, asserted_by: ours, voice: ours, implicit: true, target: p001}
- {id: c04, gist: The council objects that a well would do., role: objection, asserted_by: council, voice: reported, target: p001}
relations:
- {id: r01, kind: support, from: [c02, c03], to: c01, reason: Without water no mill.}
- {id: r02, kind: undercut, from: [c04], to: r01, reason: Other water would do.}
"""
KEYS = texts.keys()
PEOPLE = Gazetteer(
    (
        Entry("novak", "person", "Jan Novák", (), "An invented miller."),
        Entry("council", "organisation", "Council of Łąka", (), "An invented council."),
        Entry("drought", "concept", "drought", (), "Want of water."),
    )
)


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "argument.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def text():
    paragraph = Paragraph("p001", "body", (Span(0, len(letters(SENTENCE))),))
    return Text("mill", {}, (paragraph,), (), None)


def problems(path, **options):
    with pytest.raises(DataError) as caught:
        read_argument(path, gazetteer=PEOPLE, **options)
    return [str(problem) for problem in caught.value.problems]


def test_a_sound_map_is_read_whole(written, text):
    argument = read_argument(written(SOUND), gazetteer=PEOPLE)
    assert [claim.id for claim in argument.claims] == ["c01", "c02", "c03", "c04"]
    assert argument.claim("c01").gist == "Novák holds that the mill must close."
    assert argument.claim("c03").implicit
    assert argument.relation("r01").sources == ("c02", "c03")
    assert argument.relation("r02").to == "r01"
    assert argument.claim("c02").line == SOUND.splitlines().index(next(_lines("id: c02"))) + 1
    assert check_argument(argument, text) == []


def _lines(part):
    return (line for line in SOUND.splitlines() if part in line)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("role: thesis", "role: theses", r"claims\[0\]\.role: 'theses' .*did you mean 'thesis'"),
        ("role: premise", "rôle: premise", r"'rôle' is not a field here .*'role'"),
        ("kind: support", "kind: suport", r"relations\[0\]\.kind: .*did you mean 'support'"),
        ("voice: author", "voice: authors", r"'authors' is not a valid voice .*'author'"),
        ("id: c02", "id: c01", r"'c01' is already the id in line 4"),
        ("id: c02", "id: kaŝ", r"'kaŝ' is not an id here \(such as c01\)"),
        ("[c02, c03]", "[c02, c33]", r"from\[1\]: there is no claim 'c33' .*'c03'"),
        ("[c02, c03]", "[c02, c02]", r"'c02' stands twice"),
        ("[c02, c03]", "[c01, c03]", r"'c01' leads to itself"),
        ("[c02, c03]", "[]", r"at least one claim"),
        ("to: r01", "to: c01", r"undercut leads to a relation, and 'c01' is a claim .*use attack"),
        ("to: r01", "to: r11", r"no relation 'r11' .*'r01'"),
        ("to: r01", "to: r02", r"cannot undercut itself"),
        ("to: c01", "to: r02", r"support leads to a claim, and 'r02' is a relation"),
        ("Novák reports that the river is dry.", "The river is dry.", r"does not say whose view"),
        (
            "gist: A dry river drives no mill.",
            "gist: ''",
            r"claims\[2\]\.gist: 'gist' is empty",
        ),
        ("asserted_by: council", "asserted_by: counsel", r"no person or organisation .*'council'"),
        (
            "asserted_by: council",
            "asserted_by: drought",
            r"'drought' is of the kind concept",
        ),
        ("asserted_by: council", "asserted_by: ours", r"go together"),
        ("target: p001@4-9", "target: 001@4-9", r"claims\[1\]\.target: '001@4-9' is not a target"),
        (
            "target: p001@4-9",
            "implicit: true, target: p001",
            r"implicit premise is our reconstruction",
        ),
        (", reason: Other water would do.", "", r"'reason' is missing"),
        ("question: Must the mill close?", "", r"'question' is missing"),
        ("from: [c04], to: r01", "from: [c03], to: r01", r"'c04' is an orphan"),
        ("role: thesis", "role: subthesis", r"there is no root"),
        ("role: objection", "role: thesis", r"'c04' is a second root beside 'c01'"),
    ],
)
def test_each_fault_is_found_and_placed(written, old, new, message):
    found = problems(written(SOUND.replace(old, new, 1)))
    fitting = [problem for problem in found if re.search(message, problem)]
    assert fitting, found
    assert re.search(r"argument\.yaml(:\d+)?: ", fitting[0])


def test_all_faults_come_at_once(written):
    broken = (
        SOUND.replace("role: thesis", "role: x")
        .replace("to: r01", "to: c01")
        .replace("c03]", "c9]")
    )
    assert len(problems(written(broken))) == 3


def test_a_circle_of_support_is_named(written):
    more = "- {id: r03, kind: support, from: [c01], to: c02, reason: It goes round.}\n"
    (found,) = problems(written(SOUND + more))
    assert "circle: c01 → c02 → c01" in found


def test_a_circle_of_undercuts_is_named(written):
    more = (
        "- {id: r03, kind: undercut, from: [c04], to: r04, reason: Łąka is far.}\n"
        "- {id: r04, kind: undercut, from: [c04], to: r03, reason: It is near.}\n"
    )
    assert any(
        "'r03' is in a circle of undercuts" in found for found in problems(written(SOUND + more))
    )


def test_a_claim_that_only_receives_leads_nowhere(written):
    more = (
        "- {id: c05, gist: Novák says much., role: subthesis, asserted_by: novak, voice: author, target: p001}\n"
        "relations:\n- {id: r03, kind: support, from: [c02], to: c05, reason: It is said.}\n"
    )
    (found,) = problems(written(SOUND.replace("relations:\n", more)))
    assert "'c05' leads nowhere" in found


def test_targets_lie_inside_their_paragraph(written, text):
    argument = read_argument(written(SOUND), gazetteer=PEOPLE)
    good = f"p001@{find(SENTENCE, 'Łąka')}"
    assert misplaced(Target.parse(good), text) == []
    size = len(letters(SENTENCE))
    for bad, message in (
        (f"p001@3-{size + 1}", f"which has {size} letters"),
        ("p009", "'p009' in 'mill'"),
    ):
        claim = replace(argument.claims[0], target=Target.parse(bad))
        (problem,) = check_argument(replace(argument, claims=(claim,)), text)
        assert message in str(problem)
        assert "c01.target" in str(problem)
    (problem,) = check_argument(replace(argument, document="weir"), text)
    assert "map of 'weir', not of 'mill'" in str(problem)


def test_a_file_that_is_not_there_or_holds_a_list(written, tmp_path):
    with pytest.raises(DataError, match="no such file"):
        read_argument(tmp_path / "none.yaml")
    assert problems(written("- Łąka\n"))


@pytest.mark.parametrize(
    "key",
    [k for k in KEYS if (texts.data_folder() / "texts" / k / "argument.yaml").exists()],
)
def test_the_shipped_maps_are_sound(key):
    argument = arguments.load(texts.load(key))
    assert len(argument.claims) >= 12 or key not in texts.ORDER
    assert argument.root.role == "thesis"
