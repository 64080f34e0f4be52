"""The results as a table: a line for every answer, and no cell that a spreadsheet would compute."""

import csv
import io

import pytest

from cnnviz.classroom import results
from cnnviz.classroom.answered import Answered


def test_a_line_for_every_answer_and_names_are_text() -> None:
    given = [
        Answered(2, "gone.a", 1, '"=1+1"', False, "flips", 3, 2, True, 1_700_000_000.0),
        Answered(1, "gone.a", 0, "-3.5", True, "", 0, 1, True, 1_700_000_001.0),
    ]
    table = results.table({1: 'Mia, "M"', 2: '=HYPERLINK("x")'}, given)
    head, first, second = list(csv.reader(io.StringIO(table)))
    assert tuple(head) == results.HEAD
    assert first[:2] == ["1", 'Mia, "M"']
    assert first[6] == "-3.5"
    assert second[1] == '\'=HYPERLINK("x")'
    assert second[6] == "'=1+1"
    assert second[7:11] == ["no", "The kernel is turned around first", "2", "yes"]
    assert second[11] == "2023-11-14T22:13:20+00:00"


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("@SUM(1)", "'@SUM(1)"),
        ("-2+3", "'-2+3"),
        ("-3", "-3"),
        ("Mia;=1+1", "Mia;'=1+1"),
        ('Mia; "=1+1', "Mia;'=1+1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("Mia; Noah + 2", "Mia; Noah + 2"),
        ("a-b", "a-b"),
    ],
)
def test_no_cell_is_a_formula_whatever_parts_cells(name: str, cell: str) -> None:
    _, row = list(csv.reader(io.StringIO(results.table({1: name}, [Answered(1, "gone.a", 0, "1", True)]))))
    assert row[1] == cell
