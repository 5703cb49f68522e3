import json
import re

import pytest

from corpus_utils import texts
from corpus_utils.answers import AnswerLog
from corpus_utils.errors import UnknownError
from corpus_utils.items import (
    KINDS,
    CompleteMap,
    FindParagraph,
    LongText,
    MarkSpan,
    Match,
    Prediction,
    RepairMap,
    RoleOfClaim,
    ShortText,
    WhoSaysIt,
)
from corpus_utils.marking import explain
from corpus_utils.questions import load, read_exercises
from corpus_utils.span_items import tokens
from corpus_utils.widgets.face import plain
from corpus_utils.widgets.question import Question
from corpus_utils.widgets.question_card import QuestionCard
from corpus_utils.widgets.question_view import CONTROLS, day
from tests.toy_bank import BANKS

LESSON = "01-dunayevskaya"
BANK = texts.exercises_folder() / f"{LESSON}.yaml"
TOY = {item.id: item for item in read_exercises(BANKS / "sunday.yaml").items}
ITEMS = {item.id: item for item in read_exercises(BANK).items}
NAME, SECOND = next(
    (item.id, item.second_try)
    for item in ITEMS.values()
    if item.second_try and item.kind == item.second_try.kind == "single choice"
)
ITEMS |= TOY


@pytest.fixture(autouse=True)
def no_drafts(monkeypatch):
    monkeypatch.setattr(QuestionCard, "_drafts", {})


@pytest.fixture
def card(tmp_path):
    def make(name=NAME):
        return Question(name, folder=tmp_path, bank=BANKS if name in TOY else None)

    return make


def log(tmp_path, lesson=LESSON):
    return AnswerLog(lesson, folder=tmp_path).read()


def wrong_answer(item):
    """Return an answer that is not the right one, as the front end would send it."""
    if isinstance(item, Match | WhoSaysIt | RoleOfClaim):
        row, right = next(iter(item.key.items()))
        return {**item.key, row: next(c for c in item.choices if c != right)}
    if isinstance(item, CompleteMap):
        row, right = next(iter(item.key.items()))
        return {**item.key, row: next(c for c in item.choices_of(row) if c != right)}
    if isinstance(item, RepairMap):
        return {**item.key, item.changes[0].id: "wrong"}
    if isinstance(item, MarkSpan):
        name, text = next(iter(item.texts.items()))
        start, end = tokens(text)[-1]
        return [{"paragraph": name, "words": text[start:end], "start": start, "end": end}]
    if isinstance(item, LongText):
        return {"text": "Žádná odpověď", "levels": dict.fromkeys(item.labels, 0)}
    if isinstance(item, FindParagraph):
        return next(p.id for p in texts.load(item.document).paragraphs if p.id not in item.answer)
    if isinstance(item, ShortText):
        return {"text": "Žádná odpověď", "met": []}
    if item.kind == "single choice":
        return next(label for label in item.labels if label != item.key)
    return item.key[::-1] if item.kind == "order" else item.labels


def send(card, do, **given):
    card._on_message(card, {"do": do, **given}, [])


def now(card):
    return card.rounds[-1]


def sent(card):
    """Return all that the browser has been told, as one string."""
    return json.dumps([card.cards, card.rounds, card.passages], ensure_ascii=False)


def test_an_item_that_is_not_there_is_named_with_the_nearest():
    with pytest.raises(UnknownError, match=f"did you mean '{NAME}'"):
        Question(NAME.replace("-", ""))


def test_every_kind_has_a_way_to_be_answered():
    assert set(CONTROLS) == set(KINDS.values())


@pytest.mark.parametrize("name", [i for i in ITEMS if not isinstance(ITEMS[i], Prediction)])
def test_wrong_then_right(card, tmp_path, name):
    item, found = ITEMS[name], card(name)
    send(found, "answer", given=wrong_answer(item))
    assert found.problem == ""
    assert now(found)["feedback"]["right"] is False
    assert now(found)["feedback"]["next"]
    for part in now(found)["feedback"]["parts"]:
        assert part["verdict"]
        assert part["why"] or isinstance(item, ShortText)
        assert not part["passage"] or part["passage"] in found.passages
    send(found, "again")
    assert now(found)["feedback"] is None
    assert now(found)["number"] == 2
    send(found, "answer", given=item.key)
    assert now(found)["feedback"]["mark"] == 1
    first, second = log(tmp_path, item.lesson)
    assert [(a.item, a.attempt) for a in (first, second)] == [(name, 1), (name, 2)]
    assert first.mark < 1 == second.mark


@pytest.mark.parametrize("name", ITEMS)
def test_the_browser_is_not_told_what_is_right_before_it_is_found(card, name):
    item, found = ITEMS[name], card(name)
    whys = [part.why for part in explain(item) if part.why]
    assert not any(json.dumps(why, ensure_ascii=False) in sent(found) for why in whys)
    assert '"right"' not in sent(found)


@pytest.mark.parametrize("name", ITEMS)
def test_faces_do_not_depend_on_what_was_answered(card, monkeypatch, name):
    fresh = card(name)
    faces = fresh.to_html(), fresh.to_text()
    send(fresh, "answer", given=ITEMS[name].key)
    monkeypatch.setenv("JUPYTERHUB_USER", "Zoë")
    again = card(name)
    assert faces == (again.to_html(), again.to_text())


@pytest.mark.parametrize("name", ITEMS)
def test_the_plain_face_asks_without_answering(card, name):
    item = ITEMS[name]
    found = card(name).to_text()
    assert plain(item.prompt) in found
    assert not any(plain(part.why) in found for part in explain(item) if part.why)
    if item.kind == "order":
        lines = [line[5:] for line in found.splitlines() if re.match(r"  [A-Z]\. ", line)]
        assert lines != [plain(text) for text in item.key]
        assert len(lines) == len(item.key)


@pytest.mark.parametrize("name", ITEMS)
def test_the_static_face_folds_the_answer_away(card, name):
    asked, _, answer = card(name).to_html().partition("<details><summary>Answer")
    assert "<script" not in asked
    assert "style=" not in asked
    for part in explain(ITEMS[name]):
        why = part.why.split("\n")[0].split("*")[0].split("&")[0].split("<")[0]
        assert not why or (why in answer and why not in asked)


def test_a_display_has_three_faces(card):
    data, _ = card()._repr_mimebundle_()
    kinds = {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"}
    assert set(data) == kinds


def test_a_second_different_try(card, tmp_path):
    found = card()
    send(found, "answer", given=wrong_answer(ITEMS[NAME]))
    assert now(found)["second"]
    send(found, "second")
    assert [r["card"] for r in found.rounds] == [0, 1]
    send(found, "answer", given=wrong_answer(SECOND))
    assert now(found)["explain"]
    send(found, "explain")
    assert {p["about"] for p in now(found)["all"]} >= set(SECOND.labels)
    send(found, "again")
    send(found, "answer", given=SECOND.key)
    assert [(a.item, a.attempt, a.mark) for a in log(tmp_path)] == [
        (NAME, 1, 0),
        (SECOND.id, 1, 0),
        (SECOND.id, 2, 1),
    ]


def test_a_retry_marks_what_was_tried_and_brings_a_hint(card):
    found, item = card(), ITEMS[NAME]
    wrong = wrong_answer(item)
    send(found, "answer", given=wrong)
    send(found, "again")
    assert now(found)["tried"] == [wrong]
    assert now(found)["hints"] == [item.hints[0]]
    assert now(found)["left"] == len(item.hints) - 1


def test_hints_come_one_by_one_and_end(card):
    found, item = card(), ITEMS[NAME]
    for n in range(len(item.hints) + 2):
        assert now(found)["hints"] == list(item.hints[:n])
        send(found, "hint")
    assert now(found)["left"] == 0


def test_nothing_chosen_is_said_every_time_and_not_logged(card, tmp_path):
    found, seen = card(), []
    found.observe(lambda change: seen.append(change["new"]), "problem")
    for _ in range(2):
        send(found, "answer", given=None)
    assert [text for text in seen if text] == ["choose one of the options"] * 2
    assert now(found)["feedback"] is None
    assert log(tmp_path) == []
    send(found, "answer", given=ITEMS[NAME].key)
    assert found.problem == ""


def test_a_try_is_marked_once(card, tmp_path):
    found = card()
    for _ in range(2):
        send(found, "answer", given=ITEMS[NAME].key)
    assert "marked already" in found.problem
    assert len(log(tmp_path)) == 1


def test_an_unknown_action_is_a_sentence(card):
    found = card()
    send(found, "anser", given=None)
    assert "did you mean 'answer'" in found.problem


def test_a_short_text_is_kept_and_then_marked_by_its_writer(card, tmp_path):
    item = next(item for item in ITEMS.values() if isinstance(item, ShortText))
    found = card(item.id)
    send(found, "answer", given={"text": "Ein Datum der Seite."})
    assert now(found)["feedback"]["mark"] is None
    met = [item.rubric[0]]
    send(found, "met", given={"text": "Ein Datum der Seite.", "met": met})
    first, second = log(tmp_path)
    assert (first.mark, second.mark) == (None, 1 / len(item.rubric))
    assert first.attempt == second.attempt == 1
    assert second.given["met"] == met


def test_an_earlier_answer_is_there_when_the_card_is_opened_again(card, tmp_path):
    wrong = wrong_answer(ITEMS[NAME])
    send(card(), "answer", given=wrong)
    again = card()
    assert now(again)["feedback"] is None
    assert again.earlier["when"] == day(log(tmp_path)[0])
    assert again.earlier["mark"] == 0
    assert not again.earlier["changed"]
    send(again, "recall")
    assert now(again)["given"] == wrong
    assert now(again)["feedback"]["right"] is False
    assert len(log(tmp_path)) == 1  # looking at an answer is not answering


def test_an_earlier_second_try_is_there_too(card):
    found = card()
    send(found, "answer", given=wrong_answer(ITEMS[NAME]))
    send(found, "second")
    send(found, "answer", given=SECOND.key)
    again = card()
    send(again, "recall")
    assert now(again)["card"] == 1
    assert now(again)["feedback"]["right"]


def test_an_answer_to_an_older_question_is_said_to_be_one(card, tmp_path):
    send(card(), "answer", given=ITEMS[NAME].key)
    path = AnswerLog(LESSON, folder=tmp_path).path
    line = json.loads(path.read_text(encoding="utf-8"))
    line |= {"item_hash": "0" * 12, "given": "Eine Option, die es nicht mehr gibt"}
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    again = card()
    assert again.earlier["changed"]
    send(again, "recall")
    assert "there is no option" in again.problem
    assert now(again)["feedback"] is None


def test_a_damaged_log_is_reported_and_the_card_works(card, tmp_path):
    send(card(), "answer", given=ITEMS[NAME].key)
    path = AnswerLog(LESSON, folder=tmp_path).path
    path.write_bytes(path.read_bytes() + b'{"time": "2026')
    again = card()
    assert "damaged" in again.notice
    assert again.earlier["mark"] == 1
    send(again, "answer", given=ITEMS[NAME].key)
    assert [answer.attempt for answer in log(tmp_path)] == [1, 2]


def test_where_nothing_can_be_kept_the_card_says_so_and_marks(tmp_path):
    (tmp_path / "file").write_text("kein Ordner", encoding="utf-8")
    found = Question(NAME, folder=tmp_path / "file")
    send(found, "answer", given=ITEMS[NAME].key)
    assert now(found)["feedback"]["right"]
    assert "not kept" in found.notice


def test_what_is_half_written_survives_a_second_run_of_the_cell(card):
    draft = {"round": "0/1", "given": "halb"}
    first = card()
    first.draft = draft  # as the front end does
    assert card().draft == draft
    send(first, "answer", given=ITEMS[NAME].key)
    assert card().draft == {}


def test_passages_are_retold(card):
    found, item = card(), ITEMS[NAME]
    shown = found.passages[str(item.passage)]
    text = texts.load(item.document)
    assert [p["id"] for p in shown] == list(item.passage.paragraphs)
    assert shown[0]["retelling"] == text.paragraph(shown[0]["id"]).retelling
    assert all(not p["marks"] for p in shown)


def test_the_passage_of_find_the_paragraph_is_not_sent_with_the_question(card):
    item = next(item for item in ITEMS.values() if isinstance(item, FindParagraph))
    found = card(item.id)
    assert found.passages == {}
    assert found.cards[0]["passage"] == ""
    ids = [p["id"] for p in found.cards[0]["paragraphs"]]
    assert set(item.answer) < set(ids)


def test_load_is_what_the_card_shows(card):
    assert card().item == load(NAME)


def test_a_prediction_is_kept_and_neither_right_nor_wrong(card, tmp_path):
    item, found = TOY["sun-06"], card("sun-06")
    assert found.cards[0]["passage"] == ""
    assert found.passages == {}
    send(found, "answer", given=item.labels[2])
    told = now(found)["feedback"]
    assert (told["mark"], told["next"]) == (1, "")
    assert {part["right"] for part in told["parts"]} == {None}
    assert told["parts"][0]["about"] == item.labels[2]
    assert item.outcome in sent(found)
    assert log(tmp_path, "sunday")[0].given == item.labels[2]
    assert card("sun-06").earlier["neutral"]


def test_samples_come_after_the_text_and_levels_after_the_samples(card, tmp_path):
    item, found = TOY["sun-05"], card("sun-05")
    assert not any(sample.text in sent(found) for sample in item.samples)
    send(found, "answer", given={"text": "Neděle je neděle."})
    told = now(found)["feedback"]
    assert told["mark"] is None
    assert all(s.text in p["why"] for s, p in zip(item.samples, told["parts"], strict=True))
    send(found, "met", given={"text": "Neděle je neděle.", "levels": {item.labels[0]: 2}})
    assert "choose a level for" in found.problem
    levels = {item.labels[0]: 1, item.labels[1]: 2}
    send(found, "met", given={"text": "Neděle je neděle.", "levels": levels})
    assert now(found)["feedback"]["mark"] == 4 / 6
    assert [answer.attempt for answer in log(tmp_path, "sunday")] == [1, 1]


def test_words_are_shown_where_they_stand_today(card, tmp_path):
    found = card("sun-01")
    given = [{"paragraph": "p006", "words": "FOUR it was", "start": 3, "end": 9}]
    send(found, "answer", given=given)
    text = TOY["sun-01"].texts["p006"]
    (shown,) = now(found)["given"]
    assert text[shown["start"] : shown["end"]] == shown["words"] == "Four it was"
    assert log(tmp_path, "sunday")[0].given == given


def test_maps_are_drawn_without_their_answers(card):
    holes, mend = (card(name).cards[0]["figure"] for name in ("sun-03", "sun-04"))
    assert holes["src"].count("%5B1%5D") + holes["src"].count("[1]") == 1
    assert "c06 attacks" not in str(holes["lines"]) + holes["alt"]
    assert "c07 supports c08" in mend["alt"]
    assert "c08 supports c07" not in mend["alt"]
