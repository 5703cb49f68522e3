import pytest

from corpus_utils.errors import DataError
from corpus_utils.files import read_csv, read_text, read_yaml

MAP = """\
title: Trams or buses?
year: 2019
since: 2024-05-01
claims:
  - id: c01
    gist: "Žofie holds that trams are quieter."
    role: thesis
    target: p001@3-9
  - id: c02
    role: premiss
    target: page 4
    gist: 7
"""


@pytest.fixture
def written(tmp_path):
    def write(text, name="map.yaml", **options):
        path = tmp_path / name
        path.write_text(text, **{"encoding": "utf-8"} | options)
        return path

    return write


def test_values_know_their_line_and_path(written):
    root = read_yaml(written(MAP))
    second = root.take("claims", list)[1]
    assert MAP.splitlines()[second.line - 1].strip() == "- id: c02"
    assert second.get("role").path == "claims[1].role"


def test_every_problem_of_a_file_is_reported_at_once(written):
    root = read_yaml(written(MAP))
    for claim in root.take("claims", list):
        claim.take("gist", str)
        claim.choice("role", ["thesis", "premise"])
        claim.target()
        claim.take("voice", str)
    said = [str(p) for p in root.problems]
    assert len(said) == 4
    assert any("'premiss' is not a valid role (did you mean 'premise'?)" in line for line in said)
    assert any("claims[1].target: 'page' is not a target" in line for line in said)
    assert sum("'voice' is missing" in line for line in said) == 2


def test_numbers_and_dates_stay_as_written_where_text_is_expected(written):
    root = read_yaml(written(MAP))
    assert root.take("year", str) == "2019"
    assert root.take("year", int) == 2019
    assert root.take("since", str) == "2024-05-01"
    assert not root.problems


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        ("[a]", str, "should be text, not a list"),
        ("maybe", bool, "true or false"),
        ("true", int, "a whole number"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named(written, value, kind, said):
    root = read_yaml(written(f"field: {value}\n"))
    root.take("field", kind)
    assert said in str(root.problems[0])


def test_an_unknown_field_comes_with_the_nearest(written):
    root = read_yaml(written("questoin: Why?\n"))
    root.only("question", "claims")
    assert "did you mean 'question'?" in str(root.problems[0])


def test_a_key_given_twice_is_a_problem(written):
    root = read_yaml(written("a: 1\nb: 2\na: 3\n"))
    assert "'a' stands twice here" in str(root.problems[0])
    assert root.problems[0].line == 3


def test_broken_yaml_says_the_line(written):
    with pytest.raises(DataError, match=r"map\.yaml:2"):
        read_yaml(written("a: 1\n b: [2\n"))


def test_a_text_that_yaml_takes_for_a_tag_is_a_problem(written):
    root = read_yaml(written("a: fine\nb: !No chléb\n"))
    assert [problem.line for problem in root.problems] == [2]
    assert "in quotes" in str(root.problems[0])


@pytest.mark.parametrize("text", ["a: &x [*x]\n", "a: &x [1]\nb: [*x, *x]\n"])
def test_aliases_are_a_problem_not_an_explosion(written, text):
    root = read_yaml(written(text))
    assert "aliases" in str(root.problems[0])


def test_an_empty_file_has_nothing_in_it(written):
    root = read_yaml(written(""))
    root.take("claims", list)
    assert "'claims' is missing" in str(root.problems[0])


def test_a_missing_file_and_a_wrong_encoding_are_said(tmp_path, written):
    with pytest.raises(DataError, match="no such file"):
        read_text(tmp_path / "nothing.yaml")
    with pytest.raises(DataError, match="not UTF-8"):
        read_text(written("Žofie", encoding="cp1250"))
    with pytest.raises(DataError, match="folder"):
        read_text(tmp_path)


def test_csv_rows_know_their_line_even_after_a_cell_of_two_lines(written):
    path = written('id,gloss\na,"two\nlines"\nb,"č"\n', "names.csv")
    first, second = read_csv(path, ["id", "gloss"])
    assert first.take("gloss", str) == "two\nlines"
    assert (first.line, second.line) == (2, 4)
    assert second.take("gloss", str) == "č"


def test_csv_whose_quotation_is_never_closed_is_said(written):
    with pytest.raises(DataError, match="without its partner"):
        read_csv(written('id,gloss\na,"' + "č\n" * 70_000, "a.csv"), ["id", "gloss"])


def test_csv_reports_header_and_width(written):
    with pytest.raises(DataError, match="the columns are: id,gloss"):
        read_csv(written("id,glos\n", "a.csv"), ["id", "gloss"])
    rows = read_csv(written("id,gloss\na,b,c\nd,e\n", "b.csv"), ["id", "gloss"])
    assert len(rows) == 1
    assert "3 cells, not 2" in str(rows[0].problems[0])
