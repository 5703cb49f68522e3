import pytest
import yaml

from corpus_utils import languages, messages
from corpus_utils.errors import CourseError, UnknownError
from corpus_utils.messages import LANGUAGES
from corpus_utils.surroundings import COURSE
from tests.sentences import sentences


@pytest.fixture(autouse=True)
def as_found():
    """Whatever a test chooses, the next one begins with the surroundings."""
    languages.use()
    yield
    languages.use()


def written(folder, text, name="el"):
    path = folder / "languages" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def faults(path):
    return [
        str(problem).removeprefix(str(path))
        for problem in languages.check(path)
        if not problem.advice
    ]


@pytest.mark.parametrize("path", sorted(LANGUAGES.glob("*.yaml")), ids=lambda path: path.stem)
def test_our_own_catalogues_are_whole(path):
    found = list(map(str, languages.check(path)))
    assert [said for said in found if "are English still" not in said] == []


def test_every_fault_is_said_with_its_line_and_the_nearest_key(tmp_path):
    path = written(
        tmp_path,
        """\
ballot:
  optoin: Επιλογή
  counted: "{option}: {count}"
  total: [Χέρια]
  result: "{Αποτέλεσμα"
  later: "{now}"
grades: Βαθμοί
outline:
  keys: [[a, b]]
""",
    )
    found = faults(path)
    assert found == [
        ":2: ballot.optoin: 'optoin' is not said in English (did you mean 'option'?)",
        ":3: ballot.counted: this sentence should have the fields of the English one: {count}, {option}, {share}, {total}",
        ":6: ballot.later: this sentence should have the fields of the English one: none",
        ":4: ballot.total: this is a list; in English it is text",
        ":5: ballot.result: a brace is without its partner (write {{ and }} for braces that are meant)",
        ":9: outline.keys: 1 entries stand here; in English there are 8",
        ":7: grades: this is text; in English it is a mapping",
    ]


def test_a_new_language_is_begun_whole_and_still_to_be_translated(tmp_path, monkeypatch):
    folder = tmp_path / "languages"
    path = languages.begin("el", folder)
    english = yaml.safe_load((LANGUAGES / "en.yaml").read_text(encoding="utf-8"))
    assert yaml.safe_load(path.read_text(encoding="utf-8")) == english
    (advice,) = languages.check(path)
    assert advice.advice
    assert "are English still" in str(advice)
    before = path.read_bytes()
    assert languages.begin("el", folder) is None
    assert path.read_bytes() == before
    (tmp_path / "course.toml").write_text('made_for = "corpus-utils"\n', encoding="utf-8")
    monkeypatch.setenv(COURSE, str(tmp_path))
    assert languages.available()[0] == "en"
    assert "el" in languages.available()
    assert languages.use("el") == messages.language() == "el"


def test_sentences_left_out_are_counted(tmp_path):
    (advice,) = languages.check(written(tmp_path, "ballot: {option: Επιλογή}"))
    assert advice.advice
    total = sum(1 for _ in sentences(messages.catalogue()))
    assert f"{total - 1} sentences are left out" in str(advice)


def test_some_sentences_of_a_language_of_ours_need_not_be_all(tmp_path):
    assert list(languages.check(written(tmp_path, "ballot: {option: Choice}", "en"))) == []


def test_no_language_and_no_name_of_one(tmp_path):
    with pytest.raises(UnknownError, match="there is no language 'xx'"):
        languages.use("xx")
    with pytest.raises(CourseError, match="“Deutsch” is no name of a language"):
        languages.begin("Deutsch", tmp_path)
    assert faults(written(tmp_path, "{}", "Deutsch"))[0].startswith(": “Deutsch” is no name")


def test_what_is_no_yaml_is_said_with_its_line(tmp_path):
    with pytest.raises(CourseError, match=r"el.yaml:3: "):
        list(languages.check(written(tmp_path, "ballot:\n  option: [")))
