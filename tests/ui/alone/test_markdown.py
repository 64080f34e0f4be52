"""cnnviz.ui.alone.markdown: sentences as HTML that nobody's words can break out of."""

import pytest

from cnnviz.ui import words
from cnnviz.ui.alone import markdown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("A **b** c", "<p>A <strong>b</strong> c</p>"),
        ("`a*b*c` and *d*", "<p><code>a*b*c</code> and <em>d</em></p>"),
        ("- one\n- two", "<ul><li>one\n</li><li>two</li></ul>"),
        ("[words](http://elsewhere)", "<p>words</p>"),
        (r"2 \* 3 \* 4", "<p>2 * 3 * 4</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("", ""),
    ],
)
def test_markdown_becomes_html(text: str, html: str) -> None:
    assert markdown.as_html(text) == html


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "**not** `this`", "[a](javascript:b)", "&lt; \\ $x$"])
def test_somebodys_own_words_stay_words(text: str) -> None:
    shown = markdown.inline(words.plain(text))
    assert "<" not in shown
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text
