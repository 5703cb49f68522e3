import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_utils import gazetteer, questions, texts
from corpus_utils.errors import CourseError, DataError, UnknownError
from corpus_utils.items import KINDS, Match, Order, ShortText, WhoSaysIt
from corpus_utils.marking import explain, mark
from corpus_utils.questions import load, read_exercises
from corpus_utils.shuffles import shown, shuffled

KEY = "dunayevskaya"
# A bank with an item of every kind; the sentences are invented, the paragraphs are the document's.
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
    path = tmp_path_factory.mktemp("bank") / "trams.yaml"
    path.write_text(BANK, encoding="utf-8")
    return {item.kind: item for item in read_exercises(path).items}


def problems_of(folder):
    with pytest.raises(DataError) as raised:
        read_exercises(folder / "trams.yaml")
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


@st.composite
def answers(draw, item):
    if isinstance(item, Order):
        return draw(st.permutations(item.key))
    if isinstance(item, Match | WhoSaysIt):
        choice = st.sampled_from(list(item.choices))
        return {row: draw(choice) for row in item.labels}
    if isinstance(item, ShortText):
        met = draw(st.lists(st.sampled_from(item.rubric), unique=True))
        return {"text": "Ärger", "met": met}
    if item.kind == "multiple choice":
        return draw(st.lists(st.sampled_from(item.labels), unique=True, min_size=1))
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
    }.get(kind, lambda: found == item.key)()
    assert feedback.right == is_key
    assert feedback.parts
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
