import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from corpus_utils.errors import CourseError, DataError, Problem, UnknownError, nearest


def test_a_problem_says_where_what_and_what_to_do():
    problem = Problem(
        "'rôle' is not a field here", "map.yaml", 12, "claims[3]", "did you mean 'role'?"
    )
    assert (
        str(problem) == "map.yaml:12: claims[3]: 'rôle' is not a field here (did you mean 'role'?)"
    )


def test_a_problem_leaves_out_what_it_does_not_know():
    assert str(Problem("there is no such file", "a.csv")) == "a.csv: there is no such file"
    assert str(Problem("nothing is given")) == "nothing is given"


def test_data_error_lists_every_problem_a_line_each():
    error = DataError([Problem("one", "a.yaml", 1), Problem("two", "a.yaml", 2)])
    assert str(error).splitlines() == ["a.yaml:1: one", "a.yaml:2: two"]
    assert [p.line for p in error.problems] == [1, 2]


def test_unknown_error_names_the_nearest_choice():
    error = UnknownError("document", "wolfort", ["wohlforth", "george"])
    assert isinstance(error, CourseError)
    assert "did you mean 'wohlforth'?" in str(error)
    assert error.choices == ("wohlforth", "george")


@pytest.mark.parametrize(
    ("given", "choices", "hint"),
    [
        ("Thesis", ["thesis", "premise"], "did you mean 'thesis'?"),
        ("überhaupt", ["thesis", "premise"], "one of: thesis, premise"),
        ("x", [], "there are none"),
        ("zzz", [f"c{i:02}" for i in range(20)], "c11, …"),
    ],
)
def test_nearest(given, choices, hint):
    assert nearest(given, choices).endswith(hint)


def test_a_notebook_shows_the_sentence_and_no_traceback(capsys):
    shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
    shell.run_cell("from corpus_utils import texts; texts.load('wolforth')")
    said = capsys.readouterr()
    assert "did you mean 'wohlforth'?" in said.out + said.err
    assert "Traceback" not in said.out + said.err
