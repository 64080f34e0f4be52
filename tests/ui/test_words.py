import pytest

from cnnviz.ui import words


@pytest.mark.parametrize("text", ["a*b*.png", "$x$", ":smile:", "[a](b)", "<b>", "`x`", "_a_", "~~a~~", "# a", "\\"])
def test_nothing_in_somebody_elses_words_is_formatting(text: str) -> None:
    escaped = words.plain(text)
    assert escaped.replace("\\\\", "\0").replace("\\", "").replace("\0", "\\") == text
    assert all(f"\\{sign}" in escaped for sign in set(text) & set("*$:[]<`_~#"))
