import pytest

from cnnviz import former
from cnnviz.ui.links import spelling


@pytest.mark.parametrize(
    ("value", "spelled"),
    [(2, "2"), (2.0, "2"), (0.25, "0.25"), (-1e-9, "-1e-09"), (True, "true"), (False, "false"), ("sobel-x", "sobel-x")],
)
def test_a_value_is_spelled_the_same_in_every_language(value: object, spelled: str) -> None:
    assert spelling.spelled(value) == spelled
    assert spelling.query({"name": value}) == {"name": spelled}


@pytest.mark.parametrize("asked", ["2", "2.0", "2e0", " 2 "])
def test_a_number_may_be_written_in_any_way(asked: str) -> None:
    assert spelling.option("side", asked, (1, 2, 4)) == 2
    assert spelling.option("rate", asked, (0.5, 2.0)) == 2.0


def test_capitals_make_no_difference() -> None:
    assert spelling.option("kernel1", "SOBEL-X", ("sobel-x", "sobel-y")) == "sobel-x"


@pytest.mark.parametrize("name", former.NAMES)
def test_what_a_choice_was_once_called_is_what_it_is_now(name: str) -> None:
    for once, now in former.NAMES[name].items():
        assert spelling.option(f"{name}1", once.upper(), ("other", now)) == now


@pytest.mark.parametrize(("asked", "options"), [("x", (1, 2)), ("3", (1, 2)), ("1", ("a", "b")), ("1", (True, False))])
def test_what_is_no_option_is_an_error(asked: str, options: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        spelling.option("name", asked, options)
