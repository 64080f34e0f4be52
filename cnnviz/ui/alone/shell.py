"""The page that a file is: HTML that needs nothing beside it, in the app's colours."""

import html
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from streamlit import config

from cnnviz.ui import components

# What all such pages look like.
_SHEET = components.HERE / "shared" / "files" / "file_page.css"
# The names of components' properties, and of the theme's settings behind them.
_COLOURS = {
    "primary-color": "primaryColor",
    "background-color": "backgroundColor",
    "secondary-background-color": "secondaryBackgroundColor",
    "text-color": "textColor",
    "link-color": "linkColor",
    "border-color": "borderColor",
}
_LOOK = (
    "--st-font: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;"
    "--st-base-radius: 0.25rem;--st-button-radius: 0.25rem;"
)
# Nothing that is done on the page leaves it: by asking, by fetching a picture, or by sending a form.
POLICY = "connect-src 'none'; img-src data: blob:; form-action 'none'"
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title} · cnnviz</title>
<link rel="icon" href="data:,">
<style>
{style}</style>
</head>
<body>
<header><h1>{title}</h1>{sentence}</header>
<main id="steps"><noscript><p>This page computes in your browser: allow scripts to see it.</p></noscript></main>
<footer>{foot}</footer>
<script type="application/json" id="file">{file}</script>
<script>
(() => {{
"use strict"
{script}}})()
</script>
</body>
</html>
"""


def page(
    title: str,
    sentence: str,
    foot: tuple[str, ...],
    file: dict[str, Any],
    script: str,
    user: str,
    terms: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """The file: what it is called, what is said below that and in paragraphs at its foot, its data, and the script of
    the component `user`, which reads them and whose style sheet the page has. Under which `terms` others' works are in
    it is folded away at its foot."""
    assert "</script" not in script.lower()
    return _PAGE.format(
        policy=POLICY,
        title=html.escape(title),
        sentence=f"<p>{html.escape(sentence)}</p>" if sentence else "",
        style=_style(user),
        foot="".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in foot)
        + "".join(
            f"<details><summary>{html.escape(label)}</summary><p>{html.escape(text)}</p></details>"
            for label, text in terms.items()
        ),
        # No text may end the element that holds it.
        file=json.dumps(file, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
        script=script,
    ).encode()


def _style(user: str) -> str:
    """The look of the page: Streamlit's properties, which components use, and the component's own style sheet."""
    light, dark = (_properties(which) for which in ("light", "dark"))
    own = "".join(one.read_text(encoding="utf-8") for one in (_SHEET, components.HERE / user / f"{user}.css"))
    return (
        f":root {{{components.colours()}{_LOOK}--st-code-font: {config.get_option('theme.codeFont')};{light}}}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{{dark}}} }}\n{own}"
    )


def _properties(which: str) -> str:
    return "".join(f"--st-{name}: {config.get_option(f'theme.{which}.{option}')};" for name, option in _COLOURS.items())
