import json
import re
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_utils import arguments, gazetteer, questions, texts
from corpus_utils.errors import CourseError, DataError, UnknownError
from corpus_utils.items import (
    KINDS,
    CompleteMap,
    LongText,
    MarkSpan,
    Match,
    Order,
    Prediction,
    RepairMap,
    RoleOfClaim,
    ShortText,
    WhoSaysIt,
)
from corpus_utils.marking import explain, mark
from corpus_utils.questions import load, read_exercises
from corpus_utils.shuffles import shown, shuffled
from corpus_utils.span_items import tokens
from corpus_utils.steps import notation
from tests.toy_bank import TOY_BANK

KEY = "dunayevskaya"
# A bank with an item of the other kinds than `TOY_BANK`; the sentences are invented, the paragraphs are the document's.
BANK = """\
lesson: trams
document: dunayevskaya
items:
- id: tr-01
  kind: single choice
  skill: close reading
  difficulty: 1
  prompt: Whom does Žofie blame for the *noise*?
  passage: p001
  options:
  - {text: The buses., right: true, why: She names their engines., passage: p001}
  - {text: The drivers., why: They are praised in passing., passage: p002}
  - {text: Nobody., why: She opens with an accusation., passage: p001@0-12}
  hints: [Read the first sentence., What runs on rails?]
  second_try:
    prompt: And whom does she praise?
    options:
    - {text: The drivers., right: true, why: She thanks them., passage: p002}
    - {text: The buses., why: Them she blames., passage: p001}
- id: tr-02
  kind: multiple choice
  skill: argument
  difficulty: 2
  prompt: Which of these does she claim?
  passage: p001 p002
  options:
  - {text: Trams are quieter., right: true, why: It is her thesis., passage: p001}
  - {text: Trams are cheaper., right: true, why: It is her second reason., passage: p002}
  - {text: Buses are older., why: Her opponent says so., passage: p003}
  - {text: Rails last for ever., why: She quotes it as a joke., passage: p004}
- id: tr-03
  kind: order
  skill: argument
  difficulty: 3
  prompt: In which order does she take her steps?
  passage: p001
  options:
  - {text: Noise harms., why: All rests on it., passage: p001}
  - {text: Buses are loud., why: It applies the first., passage: p002}
  - {text: Trams are not., why: It compares., passage: p002}
  - {text: Build trams., why: It concludes., passage: p003}
- id: tr-04
  kind: match
  skill: contextualising
  difficulty: 2
  prompt: Match the words with what they do.
  passage: p001
  pairs:
  - {left: "naïvely", right: belittles, why: It makes a mistake of a view., passage: p001}
  - {left: "of course", right: presumes, why: It asks for no reason., passage: p002}
  - {left: "only", right: belittles, why: It makes less of a number., passage: p003}
  extra_right:
  - {text: praises, why: None of the words does., passage: p001}
- id: tr-05
  kind: find the paragraph
  skill: sourcing
  difficulty: 1
  prompt: Where is the timetable of 1924 named?
  passage: p003
  answer: [p003, p005]
  why: The year stands in brackets.
  wrong:
    p004: {why: That year is another one.}
  otherwise: Look for brackets.
- id: tr-06
  kind: who says it
  skill: corroborating
  difficulty: 2
  prompt: Whose view is it?
  passage: p002
  voices: [trotsky, lenin, {id: nobody, name: Niemand (nobody)}]
  statements:
  - text: Trams divide the city.
    who: lenin
    why: It is quoted with his name.
    passage: p002
    wrong: {trotsky: He speaks later.}
  - text: Everybody should walk.
    who: nobody
    why: No voice says it.
    passage: p003
- id: tr-07
  kind: short text
  skill: argument
  difficulty: 3
  points: 4
  recall: true
  section: write
  prompt: What would change Žofie's mind?
  passage: p004
  model: A measurement that finds trams louder, since all rests on noise.
  rubric: [names a measurement, says why it would matter]
"""


@pytest.fixture
def bank(tmp_path):
    def write(text=BANK, name="trams.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture(scope="module")
def items(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bank")
    found = {}
    for name, text in (("trams", BANK), ("sunday", TOY_BANK)):
        path = folder / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        found |= {item.kind: item for item in read_exercises(path).items}
    return found


def problems_of(folder, name="trams.yaml"):
    with pytest.raises(DataError) as raised:
        read_exercises(folder / name)
    return raised.value.problems


def test_every_kind_is_read(items):
    assert list(items) == list(KINDS)
    first = items["single choice"]
    assert (first.lesson, first.document, first.difficulty, first.points) == ("trams", KEY, 1, 1)
    assert first.key == "The buses."
    assert str(first.options[2].passage) == "p001@0-12"
    last = items["short text"]
    assert (last.points, last.recall, last.section) == (4, True, "write")


def test_a_second_try_inherits_what_it_does_not_say(items):
    first = items["single choice"]
    second = first.second_try
    assert second.id == "tr-01/second-try"
    assert second.kind == first.kind
    assert (second.passage, second.skill) == (first.passage, first.skill)
    assert second.key != first.key
    assert second.hash != first.hash


def test_an_item_may_name_a_document_of_its_own(bank):
    text = BANK.replace("- id: tr-01\n", "- id: tr-01\n  document: george\n").replace(
        "p001@0-12", "p095"
    )
    first, other, *_ = read_exercises(bank(text) / "trams.yaml").items
    assert [first.document, first.second_try.document, other.document] == ["george", "george", KEY]
    plain = read_exercises(bank() / "trams.yaml").items[0]
    assert first.hash != plain.hash

    for key, said in (("georg", "'georg'"), (KEY, f"{KEY!r} has no paragraph 'p095'")):
        with pytest.raises(DataError) as error:
            read_exercises(
                bank(text.replace("document: george", f"document: {key}")) / "trams.yaml"
            )
        assert said in str(error.value)


def test_the_examples_for_instructors_can_be_read(bank):
    page = (texts.exercises_folder() / "README.md").read_text(encoding="utf-8")
    blocks = [
        b for b in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL) if b.startswith("  kind")
    ]
    kinds = []
    for block in blocks:
        kind = re.match(r"  kind: (.*)", block)[1]
        kinds.append(kind)
        toy = KINDS[kind] in {MarkSpan, RoleOfClaim, CompleteMap, RepairMap, LongText, Prediction}
        head = f"lesson: sunday\ndocument: {'toy' if toy else KEY}\nitems:\n- id: ex-01\n"
        passage = "" if "\n  passage:" in block else "  passage: p005\n"
        rest = f"  skill: argument\n  difficulty: 1\n  prompt: What?\n{passage}"
        (item,) = read_exercises(bank(head + rest + block, "sunday.yaml") / "sunday.yaml").items
        assert mark(item, item.key).right
    assert set(kinds) | {"multiple choice"} == set(KINDS)  # it is written as a single choice is


def test_voices_are_named_by_the_gazetteer_or_in_the_item(items):
    voices = items["who says it"].voices
    people = gazetteer.read_gazetteer(texts.data_folder() / "gazetteer")
    assert voices == {
        "trotsky": people.entry("trotsky").name,
        "lenin": people.entry("lenin").name,
        "nobody": "Niemand (nobody)",
    }


def test_the_courses_own_bank_is_sound():
    ids = []
    for path in sorted(texts.exercises_folder().glob("*.yaml")):
        for item in read_exercises(path).items:
            ids.append(item.id)
            assert mark(item, item.key).right
            for part in explain(item):
                assert part.why or isinstance(item, ShortText)
            assert load(item.id) == item
    assert ids
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: order", "kind: ordr", "did you mean 'order'?"),
        ("skill: sourcing", "skill: sorcing", "did you mean 'sourcing'?"),
        ("  points: 4\n", "  point: 4\n", "'point' is not a field here (did you mean 'points'?)"),
        ("points: 4", "points: 0", "at least 1 point"),
        ("points: 4", "points: many", "a whole number"),
        # its second try, which says nothing of points, has them, too
        ("difficulty: 1\n  prompt: Whom", "difficulty: 1\n  points: 0\n  prompt: Whom", "1 point"),
        ("difficulty: 3\n  points", "difficulty: 5\n  points", "1, 2 or 3"),
        (", why: They are praised in passing.", "", "'why' is missing"),
        ("why: She names their engines., passage: p001", "why: Loud.", "'passage' is missing"),
        ("The buses., right: true", "The buses.", "no option is right"),
        ("The drivers., why: They", "The drivers., right: true, why: They", "2 options are right"),
        ("text: Nobody.", "text: the  BUSES.", "stands twice"),
        ("id: tr-02", "id: tr-01", "already stands on line 4"),
        ("id: tr-02", "id: Tr 02", "is no id"),
        ("passage: p004\n  model", "passage: p099\n  model", "has no paragraph 'p099'"),
        ("p001@0-12", "p001@0-99999", "ends after its paragraph"),
        ("p001@0-12", "p1", "is not a target"),
        ("answer: [p003, p005]", "answer: [p003, p077]", "has no paragraph 'p077'"),
        ("answer: [p003, p005]", "answer: []", "no paragraph is given"),
        ("answer: [p003, p005]", "answer: [p004]", "p004 is a right answer too"),
        ("    p004: {why", "    p400: {why", "has no paragraph 'p400'"),
        ("[trotsky, lenin,", "[trotzky, lenin,", "did you mean 'trotsky'?"),
        ("who: lenin", "who: lenni", "did you mean 'lenin'?"),
        ("wrong: {trotsky:", "wrong: {trotzky:", "did you mean 'trotsky'?"),
        ("wrong: {trotsky:", "wrong: {lenin:", "'lenin' is the right voice"),
        (
            "rubric: [names a measurement, says why it would matter]",
            "rubric: []",
            "rubric is empty",
        ),
        ("text: praises", "text: presumes", "right side of a pair too"),
        ("lesson: trams", "lesson: buses", "belongs in a file 'buses.yaml'"),
        ("document: dunayevskaya", "document: dunayevskya", "did you mean 'dunayevskaya'?"),
        ("- id: tr-07", "- tr-07\n- id: tr-07", "should be an item"),
    ],
)
def test_a_fault_is_found_and_placed(bank, old, new, said):
    assert BANK.count(old) >= 1
    text = BANK.replace(old, new, 1)
    found = problems_of(bank(text))
    assert said in "\n".join(map(str, found))
    assert all(problem.file.endswith("trams.yaml") and problem.line for problem in found)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("words: Four it was", "words: Four they were", "the nearest there is “Four it was”"),
        ("words: Four it was", "words: Four", "stands 2 times in the retelling of p006"),
        (
            "paragraph: p006, words: Four",
            "paragraph: p004, words: Four",
            "not among the paragraphs",
        ),
        ('around: "He has the sum right; I', 'around: "I', "do not hold the span's own"),
        (
            "words: Four it was",
            "words: Four it was, around: It was also",
            "do not hold the span's own",
        ),
        ("words: But have them we do", "words: He has the sum right", "is a right answer too"),
        (
            "- {paragraph: p006, words: Four it was",
            "- {paragraph: p005, words: the sum",
            "shares words with another span",
        ),
        ("claim: c05", "claim: c50", "there is no claim 'c50' (did you mean 'c"),
        ("claim: c12", "claim: c06", "'c06' stands twice here"),
        (
            "[premise, objection, reply, concession]",
            "[premise, reply, objection]",
            "add 'concession'",
        ),
        ("[premise, objection", "[premiss, objection", "did you mean 'premise'?"),
        ("wrong: {premise: It", "wrong: {objection: It", "explain it under `why`"),
        ("wrong: {premise: It", "wrong: {thesis: It", "is not among the roles"),
        ("- relation: r07", "- relation: r70", "did you mean 'r07'?"),
        ("- relation: r07", "- relation: r02", "there is no step 'r02' between these claims"),
        (
            "- relation: r04\n    others",
            "- relation: r06\n    others",
            "r07 undercuts r06, which is taken away",
        ),
        (
            "{kind: support, why: The bakery",
            "{kind: attack, why: The bakery",
            "is a step of the map, so it is right",
        ),
        ("{kind: attack, to: c08", "{kind: attack, to: c09", "c09 would lead to itself"),
        (
            "undercut, to: r03, why: She",
            "undercut, to: c05, why: She",
            "to deny a claim, attack it",
        ),
        (
            "kind: undercut\n    to: r03",
            "kind: attack\n    to: c05",
            "is a step of the map as it is",
        ),
        (
            "{kind: support, why: The sixty",
            "{kind: attack, to: c05, why: The sixty",
            "is no wrong mending",
        ),
        ("steps: {r03", "steps: {r04", "is no step that is shown unchanged"),
        (
            "levels: [Not stated, Stated, Stated with her best reason]",
            "levels: [Stated]",
            "at least two levels",
        ),
        ("levels: [2, 2]", "levels: [2, 3]", "3 is no level of “Gives a reason"),
        ("levels: [2, 2]", "levels: [2]", "1 levels for 2 criteria"),
        ("levels: [2, 2]", "levels: [0, 1]", "a sample with 1 points follows one with 3"),
        ("    points: 4\n  - criterion", "    points: 0\n  - criterion", "at least 1 point"),
        ("least: 90", "least: 900", "at least 900 and at most 150 words"),
        ("outcome:", "outcom:", "'outcome' is missing"),
        ("kind: prediction", "kind: prediction\n  recall: true", "a prediction is made once"),
    ],
)
def test_a_fault_of_the_newer_kinds_is_found_and_placed(bank, old, new, said):
    assert TOY_BANK.count(old) >= 1
    found = problems_of(bank(TOY_BANK.replace(old, new, 1), "sunday.yaml"), "sunday.yaml")
    assert said in "\n".join(map(str, found))
    assert all(problem.file.endswith("sunday.yaml") and problem.line for problem in found)


def test_a_document_without_a_map_says_so(bank):
    folder = bank(TOY_BANK.replace("document: toy", "document: dunayevskya"), "sunday.yaml")
    found = problems_of(folder, "sunday.yaml")
    assert "did you mean 'dunayevskaya'?" in "\n".join(map(str, found))


def test_the_hash_follows_the_map_too(bank, monkeypatch):
    def hashed(name, old="", new=""):
        return load(name, folder=bank(TOY_BANK.replace(old, new, 1), "sunday.yaml")).hash

    before = {name: hashed(name) for name in ("sun-01", "sun-02", "sun-03", "sun-04")}
    assert before["sun-01"] == hashed("sun-01", "With this she turns", "Here she turns")
    assert before["sun-01"] != hashed("sun-01", "words: Four it was", "words: Four it")
    assert before["sun-04"] == hashed("sun-04", "do not support what he says", "do not help him")
    assert before["sun-03"] != hashed("sun-03", "kind: attack, to: c08", "kind: support, to: c08")
    read = arguments.load

    def corrected(text, **given):
        argument = read(text, **given)
        claims = tuple(replace(c, gist=c.gist.replace("forty", "fifty")) for c in argument.claims)
        return replace(argument, claims=claims)

    monkeypatch.setattr(arguments, "load", corrected)
    bank(TOY_BANK + "\n", "sunday.yaml")  # to be read again
    after = {name: load(name, folder=bank(TOY_BANK + "\n", "sunday.yaml")).hash for name in before}
    assert [name for name in before if after[name] != before[name]] == [
        "sun-02",
        "sun-03",
        "sun-04",
    ]


def test_a_map_to_repair_pays_half_for_what_is_found_only(items):
    item = items["repair the map"]
    assert mark(item, {**item.key, "r04": "wrong"}).mark == 3.5 / 4
    assert mark(item, {**item.key, "r04": "c06 support c05"}).mark == 3.5 / 4
    assert mark(item, {**item.key, "r04": "stands"}).mark == 3 / 4
    assert mark(item, {**item.key, "r03": "wrong"}).mark == 3 / 4
    found = {
        part.about: part.why for part in mark(item, {**item.key, "r04": "c06 support c05"}).parts
    }
    assert found["r04"] == item.changes[0].wrong[0].why
    left = mark(item, dict.fromkeys(item.labels, "stands"))
    assert (left.mark, left.parts) == (2 / 4, ())


def test_a_wrong_answer_on_a_map_does_not_give_the_right_one_away(items):
    role, holes, mend = (
        items[k] for k in ("role of a claim", "complete the map", "repair the map")
    )
    wrong = {**role.key, "c05": "premise", "c06": "concession"}
    assert [p.why for p in mark(role, wrong).parts][:2] == [
        role.claims[0].wrong["premise"],
        role.claims[1].otherwise,
    ]
    others = {hole.id: hole.others[0].text for hole in holes.holes}
    assert {p.why for p in mark(holes, others).parts} == {h.others[0].why for h in holes.holes}
    judged = mark(mend, {**mend.key, "r04": "wrong", "r06": "c08 attack c07"})
    assert not {c.right.why for c in mend.changes} & {part.why for part in judged.parts}


def test_a_long_text_is_marked_by_whoever_marks_it(items):
    item = items["long text"]
    levels = {item.labels[0]: 1, item.labels[1]: 2}
    assert mark(item, {"text": "Ja.", "levels": levels}).mark == (2 + 2) / 6
    assert [item.points_of(sample) for sample in item.samples] == [0, 3, 6]


def test_all_faults_are_reported_at_once_in_the_order_of_the_file(bank):
    text = BANK.replace("kind: order", "kind: row").replace("skill: sourcing", "skill: ψ")
    found = problems_of(bank(text.replace("points: 4", "points: 0")))
    lines = [problem.line for problem in found]
    assert len(found) == 3
    assert lines == sorted(lines)
    assert text.splitlines()[lines[0] - 1].strip() == "kind: row"


def test_an_item_is_found_by_its_id_or_the_nearest_is_named(bank):
    folder = bank()
    assert load("tr-03", folder=folder).kind == "order"
    assert load("tr-01/second-try", folder=folder).prompt == "And whom does she praise?"
    with pytest.raises(UnknownError, match="did you mean 'tr-04'"):
        load("tr-4", folder=folder)


def test_a_faulty_file_stands_in_the_way_of_its_own_items_only(bank):
    folder = bank()
    bank("lesson: broken\nitems: [", "broken.yaml")
    assert load("tr-01", folder=folder).id == "tr-01"
    with pytest.raises(DataError, match=r"broken\.yaml"):
        load("br-01", folder=folder)


def test_an_edited_file_is_read_again(bank):
    assert "Žofie" in load("tr-01", folder=bank()).prompt
    assert "Ṣofia" in load("tr-01", folder=bank(BANK.replace("Žofie", "Ṣofia"))).prompt


def test_the_hash_follows_the_question_and_its_key_only(bank):
    def hashed(old, new):
        return load("tr-01", folder=bank(BANK.replace(old, new, 1))).hash

    before = hashed("", "")
    assert before == hashed("She names their engines.", "She names the engines.")
    assert before == hashed("[Read the first sentence.,", "[Read it.,")
    assert before == hashed("difficulty: 1", "difficulty: 2")
    assert before != hashed("blame", "accuse")
    assert before != hashed("text: Nobody.", "text: No one.")


def test_options_are_shuffled_by_student_and_stay_so(items):
    order = items["order"]
    seen = {tuple(shown(order, student)) for student in map(str, range(40))}
    assert len(seen) > 5
    assert tuple(order.key) not in seen
    assert shown(order, "Zoë") == shown(order, "Zoë")
    assert shown(items["short text"], "Zoë") == list(items["short text"].rubric)


@settings(deadline=None)
@given(st.lists(st.text(), unique=True), st.text(), st.randoms())
def test_a_shuffle_depends_on_the_texts_alone(found, student, random):
    mixed = random.sample(found, len(found))
    assert shuffled(found, "tr-01", student) == shuffled(mixed, "tr-01", student)
    assert sorted(shuffled(found, "tr-01", student)) == sorted(found)


# ---- marking


def test_a_wrong_choice_is_explained_and_does_not_give_the_right_one_away(items):
    item = items["single choice"]
    feedback = mark(item, "The drivers.")
    assert (feedback.mark, feedback.right) == (0.0, False)
    assert [(p.about, p.verdict) for p in feedback.parts] == [("The drivers.", "Not quite")]
    assert feedback.parts[0].why == item.options[1].why
    assert "p001" in feedback.next
    assert "second try" in feedback.next


def test_a_right_choice_explains_the_misreadings_too(items):
    item = items["single choice"]
    feedback = mark(item, item.key)
    assert feedback.right
    assert not feedback.next
    assert {part.about for part in feedback.parts} == set(item.labels)
    assert all(part.why and part.passage for part in feedback.parts)


def test_multiple_choice_counts_what_is_rightly_chosen_or_left(items):
    item = items["multiple choice"]
    assert mark(item, item.labels).mark == 2 / 4
    one = mark(item, ["Trams are quieter."])
    assert one.mark == 3 / 4
    assert "that you left" in one.summary
    assert [part.about for part in one.parts] == ["Trams are quieter."]


def test_order_counts_pairs_and_says_what_to_move(items):
    item = items["order"]
    first, *rest = item.key
    moved = mark(item, [*rest, first])
    assert moved.mark == 3 / 6
    assert [part.about for part in moved.parts if not part.right] == [first]
    assert "one move would do" in moved.summary
    assert mark(item, item.key[::-1]).mark == 0


def test_a_wrong_match_says_where_it_belongs(items):
    item = items["match"]
    feedback = mark(item, {**item.key, "only": "presumes", "of course": "praises"})
    by_row = {part.about: part for part in feedback.parts}
    assert feedback.mark == 1 / 3
    assert "“of course”" in by_row["only"].why
    assert by_row["of course"].why == item.extra_right[0].why


def test_a_wrong_voice_has_its_own_explanation(items):
    item = items["who says it"]
    feedback = mark(item, {**item.key, "Trams divide the city.": "trotsky"})
    assert feedback.mark == 1 / 2
    assert feedback.parts[0].why == "He speaks later."
    assert feedback.parts[0].answer == item.voices["trotsky"]


@pytest.mark.parametrize(
    ("given_", "right", "why"),
    [
        ("p003", True, "The year stands in brackets."),
        ("p005", True, "The year stands in brackets."),
        ("p004", False, "That year is another one."),
        ("p012", False, "Look for brackets."),
    ],
)
def test_a_paragraph_is_right_if_it_is_one_of_the_answers(items, given_, right, why):
    feedback = mark(items["find the paragraph"], given_)
    assert (feedback.right, feedback.parts[0].why) == (right, why)
    # The item's passage is the answer: it must not be named before it is found.
    assert right or "p003" not in feedback.next


def test_a_short_text_is_marked_by_its_writer(items):
    item = items["short text"]
    before = mark(item, {"text": "Ein Lärmmesser."})
    assert before.mark is None
    assert before.parts[0].why == item.model
    after = mark(item, {"text": "Ein Lärmmesser.", "met": [item.rubric[0]]})
    assert after.mark == 1 / 2


@pytest.mark.parametrize(
    ("kind", "given_", "said"),
    [
        ("single choice", None, "choose one"),
        ("single choice", ["The buses."], "no option"),
        ("single choice", "The busses.", "did you mean 'The buses.'"),
        ("multiple choice", [], "at least one"),
        ("multiple choice", ["Trams are quieter."] * 2, "once"),
        ("multiple choice", "Trams are quieter.", "should be a list"),
        ("order", ["Noise harms."], "3 of the options have no place"),
        ("match", {"only": "belittles"}, "2 rows are still open"),
        ("match", [], "for each row"),
        ("who says it", {"Trams divide the city.": "marx"}, "no choice 'marx'"),
        ("find the paragraph", None, "choose one of the paragraphs"),
        ("find the paragraph", "p3", "choose one of the paragraphs"),
        ("short text", {"text": " \n"}, "write an answer"),
        ("short text", {"text": "ψ", "met": ["wins"]}, "no criterion 'wins'"),
        ("mark the span", [], "mark the words"),
        ("mark the span", "Four", "should be a list"),
        ("mark the span", ["Four"], "give paragraph and words"),
        (
            "mark the span",
            [{"paragraph": "p007", "words": "Four"}],
            "no paragraph in this exercise",
        ),
        ("mark the span", [{"paragraph": "p006", "words": "Fore it was"}], "“Four it was”"),
        ("role of a claim", {"c05": "reply"}, "2 rows are still open"),
        ("role of a claim", {"c50": "reply"}, "no row 'c50'"),
        ("complete the map", {"r04": "c06 attack c05"}, "one row is still open"),
        (
            "complete the map",
            {"r04": "c09 attack c08", "r07": "c09 attack c08"},
            "no step offered for Hole 1",
        ),
        ("repair the map", None, "judge each step"),
        ("repair the map", {"r03": "stands"}, "3 rows are still open"),
        ("repair the map", {"r03": "c05 attack c01"}, "is how it stands"),
        ("repair the map", {"r03": "maybe"}, "this is no step"),
        ("long text", {"text": " "}, "write an answer"),
        ("long text", {"text": "ψ", "levels": []}, "a level for each"),
        ("long text", {"text": "ψ", "levels": {"States her thesis fairly": 9}}, "it has 0 to 2"),
        ("long text", {"text": "ψ", "levels": {"States her thesis fairly": True}}, "is no level"),
        ("prediction", "She denies it.", "did you mean 'She denies the sum.'"),
    ],
)
def test_what_is_no_answer_is_said(items, kind, given_, said):
    with pytest.raises(CourseError, match=said):
        mark(items[kind], given_)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None)
@given(kind=st.sampled_from(list(KINDS)), anything=JSON)
def test_whatever_is_given_is_marked_or_refused_with_a_sentence(items, kind, anything):
    with suppress(CourseError):
        feedback = mark(items[kind], anything)
        assert feedback.mark is None or 0 <= feedback.mark <= 1


def runs(item):
    """Return runs of three tokens of the retellings, as a card hands them in."""
    return [
        {
            "paragraph": name,
            "words": text[at[i][0] : at[i + 2][1]],
            "start": at[i][0],
            "end": at[i + 2][1],
        }
        for name, text in item.texts.items()
        for at in [tokens(text)]
        for i in range(len(at) - 2)
    ]


@st.composite
def answers(draw, item):
    if isinstance(item, Order):
        return draw(st.permutations(item.key))
    if isinstance(item, Match | WhoSaysIt | RoleOfClaim):
        choice = st.sampled_from(list(item.choices))
        return {row: draw(choice) for row in item.labels}
    if isinstance(item, ShortText):
        met = draw(st.lists(st.sampled_from(item.rubric), unique=True))
        return {"text": "Ärger", "met": met}
    if item.kind == "multiple choice":
        return draw(st.lists(st.sampled_from(item.labels), unique=True, min_size=1))
    if isinstance(item, MarkSpan):
        return draw(st.lists(st.sampled_from([*item.key, *runs(item)]), min_size=1, max_size=4))
    if isinstance(item, CompleteMap):
        return {row: draw(st.sampled_from(list(item.choices_of(row)))) for row in item.labels}
    if isinstance(item, RepairMap):
        offered = ["stands", "wrong", "c01 attack c05", "c08 support c07", "c06 attack c05"]
        return {
            row: draw(
                st.sampled_from([o for o in offered if o != notation(item.shown.relation(row))])
            )
            for row in item.labels
        }
    if isinstance(item, LongText):
        levels = {c.text: draw(st.integers(0, len(c.levels) - 1)) for c in item.rubric}
        return {"text": "Ärger", "levels": levels}
    if item.kind == "find the paragraph":
        return draw(st.sampled_from([f"p{n:03}" for n in range(1, 15)]))
    return draw(st.sampled_from(item.labels))


@settings(deadline=None)
@given(data=st.data(), kind=st.sampled_from(list(KINDS)))
def test_marks_lie_between_0_and_1_and_are_full_only_for_the_key(items, data, kind):
    item = items[kind]
    found = data.draw(answers(item))
    feedback = mark(item, found)
    assert 0 <= feedback.mark <= 1
    assert feedback.right == (feedback.mark == 1)
    is_key = {
        "multiple choice": lambda: set(found) == set(item.key),
        "find the paragraph": lambda: found in item.answer,
        "short text": lambda: set(found["met"]) == set(item.rubric),
        "long text": lambda: found["levels"] == item.key["levels"],
        "prediction": lambda: True,
        "mark the span": lambda: feedback.right,  # its words may be marked in pieces
    }.get(kind, lambda: found == item.key)()
    assert feedback.right == is_key
    # Of a map to repair, what was let stand is not explained: it would point at the rest.
    assert feedback.parts or set(found.values()) == {"stands"}
    assert all(part.verdict for part in feedback.parts)
    assert feedback.right or feedback.next
    # What is logged can be marked again after a trip through JSON.
    assert mark(item, json.loads(json.dumps(found))) == feedback


@settings(deadline=None)
@given(data=st.data(), kind=st.sampled_from(["multiple choice", "match", "who says it"]))
def test_the_order_in_which_an_answer_is_written_does_not_matter(items, data, kind):
    item = items[kind]
    found = data.draw(answers(item))
    if isinstance(found, dict):
        mixed = dict(data.draw(st.permutations(list(found.items()))))
    else:
        mixed = data.draw(st.permutations(found))
    assert mark(item, mixed) == mark(item, found)


@settings(deadline=None)
@given(data=st.data())
def test_a_swap_of_neighbours_in_order_moves_the_mark_by_one_pair(items, data):
    item = items["order"]
    found = data.draw(answers(item))
    at = data.draw(st.integers(0, len(found) - 2))
    swapped = [*found[:at], found[at + 1], found[at], *found[at + 2 :]]
    pairs = len(found) * (len(found) - 1) / 2
    assert abs(mark(item, found).mark - mark(item, swapped).mark) == pytest.approx(1 / pairs)


def test_kinds_are_named_once():
    assert set(questions.KINDS) == {cls.kind for cls in KINDS.values()}
