import asyncio
import json
import multiprocessing
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jupyter_client.manager import AsyncKernelManager

from corpus_utils.answers import AnswerLog
from corpus_utils.errors import CourseError
from corpus_utils.items import ShortText
from corpus_utils.tokens import Target
from tests.conftest import ROOT

LESSON = "07-trams"


def an_item(name="tr-01"):
    """Return an item to answer; what it asks does not matter to the log."""
    common = {"lesson": LESSON, "document": "dunayevskaya", "skill": "argument", "section": ""}
    return ShortText(
        **common,
        id=name,
        prompt="Wohin fährt die Straßenbahn?",
        passage=Target.parse("p001"),
        difficulty=1,
        points=1,
        recall=False,
        hints=(),
        second_try=None,
        hash="0123456789ab",
        model="Nach Žižkov.",
        rubric=("nennt den Ort",),
    )


@pytest.fixture
def log(tmp_path):
    return AnswerLog(LESSON, folder=tmp_path)


def test_what_is_appended_is_read_again(log):
    assert log.read() == []
    assert log.latest("tr-01") is None
    first = log.append(an_item(), {"text": "Nach Žižkov\n— “ψυχή”"}, None)
    second = log.append(an_item(), ["a", {"β": [1.5, None]}], 0.25)
    other = log.append(an_item("tr-02"), "p003", 1.0)
    assert log.read() == [first, second, other]
    assert (first.attempt, second.attempt, other.attempt) == (1, 2, 1)
    assert log.latest("tr-01") == second
    assert log.attempts("tr-02") == [other]
    assert abs((datetime.now(UTC) - other.when).total_seconds()) < 60


def test_a_line_has_the_fields_of_the_contract(log):
    log.append(an_item(), "Žižkov", 0.5)
    written = log.path.read_bytes()
    fields = ["time", "lesson", "item", "item_hash", "attempt", "given", "mark", "format"]
    assert written.endswith(b"}\n")
    assert "Žižkov".encode() in written
    line = json.loads(written)
    assert list(line) == fields
    assert (line["lesson"], line["item_hash"], line["format"]) == (LESSON, an_item().hash, 1)
    assert line["time"].endswith("Z")


def test_a_marking_of_ones_own_belongs_to_its_attempt(log):
    first = log.append(an_item(), {"text": "Ž"}, None)
    marked = log.append(an_item(), {"text": "Ž", "met": []}, 0.0, attempt=first.attempt)
    assert [a.attempt for a in log.read()] == [1, 1]
    assert log.latest("tr-01") == marked
    assert log.append(an_item(), {"text": "Ž"}, None).attempt == 2


def test_nothing_is_made_before_the_first_answer(tmp_path):
    log = AnswerLog(LESSON, folder=tmp_path / "new" / "answers")
    log.read()
    assert not (tmp_path / "new").exists()
    log.append(an_item(), "p001", 1.0)
    assert log.path == tmp_path / "new" / "answers" / f"{LESSON}.jsonl"


def test_where_the_log_lies(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CORPUS_UTILS_ANSWERS", raising=False)
    beside = AnswerLog(LESSON)
    assert beside.path == Path.cwd() / "answers" / f"{LESSON}.jsonl"
    monkeypatch.setenv("CORPUS_UTILS_ANSWERS", str(tmp_path / "réponses"))
    assert AnswerLog(LESSON).path.parent == tmp_path / "réponses"
    monkeypatch.chdir(tmp_path.parent)
    assert beside.path.parent == tmp_path / "answers"


@pytest.mark.parametrize("name", ["../trams", "a/b", "", ".hidden", "a\\b"])
def test_a_lesson_that_is_no_file_name_is_refused(tmp_path, name):
    with pytest.raises(CourseError, match="cannot name a file"):
        AnswerLog(name, folder=tmp_path)


def test_a_log_cut_at_any_byte_keeps_every_whole_line_and_goes_on(log, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: None)  # hundreds of times the disk's patience
    for n in range(3):
        log.append(an_item(f"tr-0{n}"), {"text": f"Straße {n} — ψ"}, n / 2)
    whole, kept = log.path.read_bytes(), log.read()
    ends = [i + 1 for i, byte in enumerate(whole) if byte == ord("\n")]
    for cut in range(len(whole) + 1):
        log.path.write_bytes(whole[:cut])
        # A line is whole even if only its line end is lost.
        complete = sum(end - 1 <= cut for end in ends)
        damaged = cut not in {0, *ends, *(end - 1 for end in ends)}
        assert log.read() == kept[:complete]
        assert [problem.line for problem in log.problems] == [complete + 1] * damaged
        added = log.append(an_item("tr-09"), "p004", 1.0)
        assert log.read() == [*kept[:complete], added]
        assert len(log.problems) == damaged
    assert str(log.path) in str(log.problems[0]) if log.problems else True


DAMAGED = {
    b"\xff\xfe\x00": "damaged",
    b'{"time": "2026': "damaged",
    b"[" * 100_000: "damaged",
    b"[1, 2]": "no answer",
    b'"tr-01"': "no answer",
    b'{"time": "2026-05-03T10:00:00Z"}': "'lesson' is missing",
    b"\x00" * 40: "damaged",
}


@pytest.mark.parametrize("line", DAMAGED, ids=DAMAGED.values())
def test_a_damaged_line_is_reported_with_its_place(log, line):
    first = log.append(an_item(), "p001", 1.0)
    with log.path.open("ab") as file:
        file.write(line + b"\n")
    second = log.append(an_item(), "p002", 0.0)
    assert log.read() == [first, second]
    assert second.attempt == 2
    assert [(p.line, DAMAGED[line] in p.message) for p in log.problems] == [(2, True)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("attempt", "1"), ("attempt", True), ("attempt", 0), ("attempt", 2**31)),
        *(("mark", 7), ("mark", "1"), ("mark", float("nan"))),
        *(("time", "gestern"), ("time", "0001-01-01T00:00:00+14:00")),
    ],
)
def test_a_field_of_a_wrong_kind_is_reported(log, field, value):
    log.append(an_item(), "p001", 1.0)
    line = json.loads(log.path.read_text(encoding="utf-8"))
    log.path.write_text(json.dumps({**line, field: value}) + "\n", encoding="utf-8")
    assert log.read() == []
    assert repr(value) in log.problems[0].message


def test_a_line_of_a_newer_version_is_left_alone(log):
    log.append(an_item(), "p001", 1.0)
    line = json.loads(log.path.read_text(encoding="utf-8"))
    log.path.write_text(json.dumps({**line, "format": 2, "new": 1}) + "\n", encoding="utf-8")
    assert log.read() == []
    assert "newer version" in log.problems[0].message


def test_a_line_glued_to_a_broken_one_is_saved(log):
    log.append(an_item(), 'zitiert „{"time": 1}“', 1.0)
    whole = log.path.read_bytes()
    log.path.write_bytes(whole[: len(whole) // 2] + whole)
    assert [answer.given for answer in log.read()] == ['zitiert „{"time": 1}“']
    assert "its end was saved" in log.problems[0].message


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)  # a disk has its moments
@given(found=st.lists(st.tuples(JSON, st.none() | st.floats(0, 1)), max_size=5))
def test_whatever_json_is_given_comes_back(tmp_path_factory, found):
    log = AnswerLog(LESSON, folder=tmp_path_factory.mktemp("answers"))
    added = [log.append(an_item(), value, mark) for value, mark in found]
    assert log.read() == added
    assert not log.problems
    assert [answer.given for answer in added] == [value for value, _ in found]


def test_a_lone_surrogate_from_the_browser_stops_nothing(log):
    log.append(an_item(), "halb \ud83d", 1.0)
    assert log.read()[0].given == "halb ?"


def write_many(folder, name, count):
    log = AnswerLog(LESSON, folder=folder)
    for n in range(count):
        log.append(an_item("shared"), f"{name} {n} " + "ψ" * 3000, 0.5)


def test_two_processes_lose_nothing(tmp_path):
    names, count = ("Ä", "B", "Ç"), 40
    context = multiprocessing.get_context("spawn")
    runs = [context.Process(target=write_many, args=(tmp_path, name, count)) for name in names]
    for run in runs:
        run.start()
    for run in runs:
        run.join(60)
    assert [run.exitcode for run in runs] == [0] * len(names)
    log = AnswerLog(LESSON, folder=tmp_path)
    found = log.read()
    assert not log.problems
    for name in names:
        mine = [answer.given.split()[1] for answer in found if answer.given.startswith(name)]
        assert mine == [str(n) for n in range(count)]
    # The lock keeps the numbers of attempts apart, too.
    assert sorted(answer.attempt for answer in found) == list(range(1, len(names) * count + 1))


APPENDING = """
from corpus_utils.answers import AnswerLog
from corpus_utils.tasks import Task
log = AnswerLog({lesson!r}, folder={folder!r})
for n in range({count}):
    log.append(Task("shared", "0123456789ab"), ["{name}", n, "ψ" * 5000], 0.5)
    print(n, flush=True)
"""


# Both wait until both are there: else one is done before the other begins.
MEET = """
import time
from pathlib import Path
Path({folder!r}, "{name}.here").touch()
while len(list(Path({folder!r}).glob("*.here"))) < 2:
    time.sleep(0.001)
"""


def appending(folder, name, count):
    return APPENDING.format(lesson=LESSON, folder=str(folder), name=name, count=count)


@pytest.mark.parametrize("seen", [1, 7, 20])
def test_a_writer_killed_at_work_loses_nothing_that_was_answered(tmp_path, seen):
    code = appending(tmp_path, "Ž", 100_000)
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        said = [int(writer.stdout.readline()) for _ in range(seen)]
        writer.kill()
        said += [int(line) for line in writer.stdout.read().split("\n") if line]
    log = AnswerLog(LESSON, folder=tmp_path)
    kept = log.read()
    # The last one may have been written, and not yet been told of.
    assert [answer.given[1] for answer in kept][: len(said)] == said
    assert len(kept) - len(said) in {0, 1}
    assert [problem.line for problem in log.problems] in ([], [len(kept) + 1])
    damaged = log.problems
    added = log.append(an_item("shared"), "danach", 1.0)
    assert log.read() == [*kept, added]
    assert log.problems == damaged
    assert added.attempt == len(kept) + 1


def test_two_notebooks_kernels_lose_nothing(tmp_path):
    count = 60

    async def together():
        codes = [
            MEET.format(folder=str(tmp_path), name=name) + appending(tmp_path, name, count)
            for name in ("Ä", "B")
        ]
        return await asyncio.gather(*map(run_in_kernel, codes))

    # In a thread of its own: a browser of other tests keeps an event loop in this one.
    with ThreadPoolExecutor(1) as thread:
        said = thread.submit(lambda: asyncio.run(together())).result()
    assert said == [[str(n) for n in range(count)]] * 2
    log = AnswerLog(LESSON, folder=tmp_path)
    found = log.read()
    assert not log.problems
    for name in ("Ä", "B"):
        assert [a.given[1] for a in found if a.given[0] == name] == list(range(count))
    assert sorted(answer.attempt for answer in found) == list(range(1, 2 * count + 1))


async def run_in_kernel(code):
    """Return the lines that ``code`` prints in a Jupyter kernel of its own."""
    manager = AsyncKernelManager(kernel_name="python3", transport_encryption="auto")
    await manager.start_kernel(cwd=str(ROOT))
    client = manager.client()
    client.start_channels()
    said = []

    def keep(message):
        if message["msg_type"] == "stream":
            said.append(message["content"]["text"])

    try:
        await client.wait_for_ready(timeout=120)
        reply = await client.execute_interactive(code, timeout=120, output_hook=keep)
        assert reply["content"]["status"] == "ok"
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)
    return "".join(said).split()


def test_two_open_logs_see_each_others_answers(tmp_path):
    one, two = AnswerLog(LESSON, folder=tmp_path), AnswerLog(LESSON, folder=tmp_path)
    one.append(an_item(), "p001", 0.0)
    assert two.append(an_item(), "p002", 1.0).attempt == 2
    assert one.latest("tr-01").given == "p002"


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("kein Ordner", encoding="utf-8")
    log = AnswerLog(LESSON, folder=tmp_path / "file")
    with pytest.raises(CourseError, match="nothing can be written to"):
        log.append(an_item(), "p001", 1.0)


def test_a_log_that_cannot_be_read_is_said(tmp_path):
    (tmp_path / f"{LESSON}.jsonl").mkdir()
    with pytest.raises(CourseError, match="cannot be read"):
        AnswerLog(LESSON, folder=tmp_path).read()


@pytest.mark.skipif(sys.platform == "win32", reason="flock is POSIX's")
def test_a_writer_that_hangs_holds_nobody_off_for_long(log, monkeypatch):
    import fcntl

    from corpus_utils import answers

    monkeypatch.setattr(answers, "LOCK_SECONDS", 0.05)
    log.append(an_item(), "p001", 1.0)
    with log.path.open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert log.append(an_item(), "p002", 1.0).attempt == 2


def test_a_full_disk_is_said_and_the_next_line_stays_whole(log, monkeypatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: write(fd, data[: len(data) // 2]))
    with pytest.raises(CourseError, match="disk is full"):
        log.append(an_item(), "Überlauf", 1.0)
    monkeypatch.undo()
    added = log.append(an_item(), "später", 1.0)
    assert log.read() == [added]
    assert len(log.problems) == 1
