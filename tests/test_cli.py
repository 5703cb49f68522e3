import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from corpus_utils import __version__, annotations, arguments, messages, texts
from corpus_utils.cli import main, parser
from corpus_utils.tokens import letters
from tests.oven import make_data

ROOT = Path(__file__).resolve().parents[1]
ENGLISH = messages.LANGUAGES / "en.yaml"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A place for copies that is not the tester's own."""
    monkeypatch.setenv("CORPUS_UTILS_HOME", str(tmp_path / "home"))


def run(capsys, *words):
    status = main(list(words))
    said = capsys.readouterr()
    return status, said.out, said.err


def test_every_command_is_in_the_readme():
    listed = parser()._subparsers._group_actions[0].choices
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme[readme.index("on the command line:") : readme.index("In Python:")]
    assert [name for name in listed if f"`{name}" not in table] == []


def test_only_who_asks_for_help_waits_for_the_catalogue(monkeypatch, capsys):
    said = []
    monkeypatch.setattr(messages, "catalogue", lambda: said.append(1) or messages.read(ENGLISH))
    assert parser(helping=False).parse_args(["attach", "oven.txt"]).files == [Path("oven.txt")]
    with pytest.raises(SystemExit):
        main(["--version"])
    assert not said
    with pytest.raises(SystemExit):
        main(["attach", "--help"])
    assert said
    assert messages.read(ENGLISH)["commands"]["attach"]["replace"] in capsys.readouterr().out


def test_help_is_said_in_another_language(monkeypatch, tmp_path, capsys):
    (tmp_path / "en.yaml").write_bytes(ENGLISH.read_bytes())
    (tmp_path / "xx.yaml").write_text(
        "cli: {course: 5 % of bread}\ncommands: {detach: {about: 100 % of it}, page: {to: 'in {folder}'}}\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(messages, "LANGUAGES", tmp_path)
    messages.choose("xx")
    try:
        for words in ["--help"], ["detach", "-h"], ["page", "--hel"]:
            with pytest.raises(SystemExit):
                main(words)
    finally:
        messages.choose("")
    whole, detach, page = capsys.readouterr().out.split("usage: ")[1:]
    assert "5 % of bread" in whole
    assert "100 % of it" in whole
    assert "\n100 % of it\n" in detach
    assert f"in {Path('build', 'pages')}" in page


def test_the_python_in_the_readme_runs():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    known = {}
    exec(code, known)
    assert known["text"].key == "dunayevskaya"


def test_texts_lists_the_five_documents(capsys):
    status, out, _ = run(capsys, "texts")
    assert status == 0
    assert [line.split(":")[0] for line in out.splitlines() if not line.startswith(" ")] == list(
        texts.keys()
    )
    assert out.count("no copy attached") == len(texts.keys())


def test_text_prints_what_the_reading_edition_offsets_refer_to(capsys):
    status, out, _ = run(capsys, "text", "dunayevskaya")
    assert status == 0
    assert out == texts.load("dunayevskaya").reading().text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["text", "dunayevskaja"], "did you mean 'dunayevskaya'?"),
        (["text", "george", "--edition", "original"], "no copy of 'george' is attached"),
        (["attach", "žádný.txt"], "no such file"),
        (["export", "wolforth"], "did you mean 'wohlforth'?"),
        (["detach", "stalin"], "there is no document"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(capsys, words, said):
    status, out, err = run(capsys, *words)
    assert (status, out) == (1, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_attach_tries_every_file_and_fails_if_one_fails(capsys, tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(
            "Žofie walked to the harbour and counted the boats. " * 40, encoding="utf-8"
        )
    status, _, err = run(capsys, "attach", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert status == 1
    assert err.count("none of the documents") == 2


def test_an_original_is_attached_printed_and_removed(capsys, originals):
    for path in originals.values():
        assert run(capsys, "attach", str(path))[0] == 0
    for key, path in originals.items():
        assert run(capsys, "text", key, "--edition", "original")[1] == path.read_text(
            encoding="utf-8"
        )
        assert run(capsys, "detach", key)[1] == f"{key}: removed\n"
    assert "no copy was attached" in run(capsys, "detach", "george")[1]


@pytest.mark.parametrize("key", texts.ORDER)
def test_exported_offsets_slice_the_printed_text(capsys, originals, key):
    """Of every layer: where an annotation lies in the letters, there it lies in the copy."""
    run(capsys, "attach", str(originals[key]))
    printed = run(capsys, "text", key, "--edition", "original")[1]
    items = json.loads(run(capsys, "export", key, "--format", "w3c")[1])["items"]
    text, stream = texts.load(key), letters(printed)
    expected = {
        annotation.id: [stream.range(span) for span in text.spans(annotation.target)]
        for annotation in annotations.load(text)
    }
    layers, placed, unsure = set(), 0, []
    for item in items:
        name = item["id"].rpartition(":")[2]
        layers.add(item["body"][0]["value"])
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            if target["selector"]["type"] != "TextPositionSelector":
                unsure.append(name)
                continue
            found = (target["selector"]["start"], target["selector"]["end"])
            assert any(_same_words(printed, found, wanted) for wanted in expected[name]), name
            placed += 1
    assert layers >= {"paragraph", "claim", "person", "concept", "quotation", "problem", "voice"}
    assert len(unsure) <= placed / 100, unsure


def _same_words(printed, found, wanted):
    """Return whether two ranges hold the same but for marks at their edges, which copies vary in."""
    one, other = (letters(printed[start:end]).stream for start, end in (found, wanted))
    near = max(abs(found[0] - wanted[0]), abs(found[1] - wanted[1])) <= 6
    return one == other and near


@pytest.mark.parametrize("key", texts.ORDER)
def test_argument_maps_are_exported_for_other_programs(capsys, key):
    argument = arguments.load(texts.load(key))
    status, out, _ = run(capsys, "export", key, "--format", "argdown")
    assert status == 0
    assert out.startswith("===\ntitle: ")
    assert all(f"[{claim.id}]: " in out for claim in argument.claims)
    made = json.loads(run(capsys, "export", key, "--format", "aif")[1])
    assert len(made["nodes"]) == len(argument.claims) + len(argument.relations)


def test_a_reading_edition_that_is_not_written_yet_is_said(capsys, tmp_path, monkeypatch):
    data = make_data(tmp_path)
    (data / "texts" / "oven" / "reading.md").unlink()
    monkeypatch.setattr(texts, "data_folder", lambda: data)
    status, _, err = run(capsys, "text", "oven")
    assert status == 1
    assert "'oven' is not written yet" in err


def test_export_without_a_copy_points_into_the_reading_edition(capsys):
    page = json.loads(run(capsys, "export", "dunayevskaya")[1])
    selectors = {
        item["target"]["selector"]["type"]
        for item in page["items"]
        if isinstance(item["target"], dict)
    }
    assert page["type"] == "AnnotationPage"
    assert selectors == {"FragmentSelector"}


def test_check_reports_and_counts(capsys, tmp_path):
    path = tmp_path / "questions.yaml"
    path.write_text("questions: []\nquestoins: []\n", encoding="utf-8")
    status, out, err = run(capsys, "check", str(path))
    assert status == 1
    assert "did you mean 'questions'?" in out
    assert "problem(s)" in err


def test_output_is_utf8_with_lf_whatever_the_locale():
    command = [sys.executable, "-m", "corpus_utils", "text", "dunayevskaya"]
    out = subprocess.run(
        command, cwd=ROOT, env={"PYTHONIOENCODING": "ascii"}, capture_output=True, check=True
    ).stdout
    assert out.decode("utf-8") == texts.load("dunayevskaya").reading().text
    assert b"\r" not in out


def test_version(capsys):
    with pytest.raises(SystemExit):
        main(["--version"])
    assert __version__ in capsys.readouterr().out


def test_what_follows_lab_and_test_is_passed_on(monkeypatch):
    from corpus_utils import lab

    passed = []
    monkeypatch.setattr(lab, "lab", lambda options: passed.append(options) or 0)
    monkeypatch.setattr(lab, "test", lambda options: passed.append(options) or 3)
    assert main(["lab", "--ServerApp.port=9000", "--no-browser"]) == 0
    assert main(["test", "-k", "tokens", "tests"]) == 3
    assert passed == [["--ServerApp.port=9000", "--no-browser"], ["-k", "tokens", "tests"]]
