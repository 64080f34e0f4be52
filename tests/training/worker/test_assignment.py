"""cnnviz.training.worker.assignment: what one side writes, the other reads."""

import pytest

from cnnviz.training.worker import assignment
from cnnviz.training.worker.assignment import Assignment, Place


@pytest.mark.parametrize("place", list(Place))
def test_an_assignment_is_read_as_it_was_written(place: Place) -> None:
    given = Assignment(7, "0123abcd", "feed", place)
    line = given.line()
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert assignment.parsed(line.decode()) == given


@pytest.mark.parametrize("line", ["", "7 ticket name", "seven ticket name here", "7 ticket name nowhere"])
def test_another_line_is_no_assignment(line: str) -> None:
    with pytest.raises(ValueError, match=r"unpack|invalid|valid"):
        assignment.parsed(line)
