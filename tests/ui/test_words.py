import pytest

from cnnviz.ui import words


@pytest.mark.parametrize("text", ["a*b*.png", "$x$", ":smile:", "[a](b)", "<b>", "`x`", "_a_", "~~a~~", "# a", "\\"])
def test_nothing_in_somebody_elses_words_is_formatting(text: str) -> None:
    escaped = words.plain(text)
    assert escaped.replace("\\\\", "\0").replace("\\", "").replace("\0", "\\") == text
    assert all(f"\\{sign}" in escaped for sign in set(text) & set("*$:[]<`_~#"))


@pytest.mark.parametrize("sign", "\\`*_{}[]()#+!|<>$~:&")
def test_every_sign_of_markdown_is_taken_as_it_is(sign: str) -> None:
    assert words.plain(f"a{sign}b") == f"a\\{sign}b"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("1. holiday.png", r"1\. holiday.png"),
        ("  12. holiday.png", r"  12\. holiday.png"),
        ("- a.png", r"\- a.png"),
        ("---", r"\---"),
        ("> a.png", r"\> a.png"),
        ("1) a", r"1\) a"),
        ("a\n===", "a\n\\==="),
        ("a\n2. b", "a\n2\\. b"),
        ("a 1. b - c = d", "a 1. b - c = d"),
        ("holiday-1.png", "holiday-1.png"),
        ("&lt;", r"\&lt;"),
    ],
)
def test_the_start_of_a_line_is_no_list_and_no_heading(text: str, escaped: str) -> None:
    assert words.plain(text) == escaped
