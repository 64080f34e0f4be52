"""Sentences in the app's Markdown as HTML: strong, emphasised, code, lists and paragraphs; a link is its words."""

import html
import re

# A sign that a backslash keeps from meaning anything stands meanwhile where no text has one: in Unicode's private use.
_KEPT, _PRIVATE = re.compile(r"\\([\\`*_{}\[\]()#+!|<>$~:&.=-])"), 0xE000
_CODE = re.compile(r"`([^`]+)`")
_MARKS = (
    (re.compile(r"\*\*(.+?)\*\*", re.DOTALL), r"<strong>\1</strong>"),
    (re.compile(r"\*(.+?)\*", re.DOTALL), r"<em>\1</em>"),
    (re.compile(r"!?\[([^\]]+)\]\([^)]*\)"), r"\1"),
)
_ITEM = re.compile(r"^- ", re.MULTILINE)


def as_html(text: str) -> str:
    """Each paragraph and each list of the text, as HTML."""
    return "".join(map(_paragraph, re.split(r"\n{2,}", text.strip()))) if text.strip() else ""


def inline(text: str) -> str:
    """The text as HTML within a line."""
    said = _KEPT.sub(lambda found: chr(_PRIVATE + ord(found[1])), text)
    # Every second part is code, in which nothing is marked.
    parts = _CODE.split(html.escape(said, quote=False))
    said = "".join(f"<code>{part}</code>" if at % 2 else _marked(part) for at, part in enumerate(parts))
    return re.sub(r"[\ue000-\ue07f]", lambda found: html.escape(chr(ord(found[0]) - _PRIVATE), quote=False), said)


def words(text: str) -> str:
    """The text alone, a link as its words."""
    return html.unescape(re.sub(r"<[^>]+>", "", inline(text)))


def _marked(text: str) -> str:
    for mark, meant in _MARKS:
        text = mark.sub(meant, text)
    return text


def _paragraph(text: str) -> str:
    if not _ITEM.match(text):
        return f"<p>{inline(text)}</p>"
    return f"<ul>{''.join(f'<li>{inline(item)}</li>' for item in _ITEM.split(text) if item)}</ul>"
