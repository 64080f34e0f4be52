"""What the browser draws before Streamlit's script has run: the app's look, and the page's heading where it will stand.

Streamlit's index.html is empty until a megabyte of script has been read and the app has answered. Style sheets that
come with the answer would lay out again what is drawn already, so they stand in index.html.
"""

import html
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cnnviz.api import packed
from cnnviz.ui import catalogue

# Those of all pages, and those of the rooms.
HERE = Path(__file__).parent
STYLES = (HERE / "page.css", HERE / "contrasts.css", *sorted(HERE.glob("*/*.css")))
ROOT, TITLE = b'<div id="root"></div>', b"<title>Streamlit</title>"
# More than any index.html is long, in bytes.
LONGEST = 100_000


def drawn(index: bytes, path: str, query: str = "") -> bytes:
    """Streamlit's index.html with our look, and the heading of the page that has this path: without one where another
    site shows an exercise on it."""
    pages = {entry.path: entry for entries in catalogue.SECTIONS.values() for entry in entries}
    entry = pages.get(path.rsplit("/", 1)[-1], catalogue.HOME)
    title, sentence = html.escape(entry.heading or entry.title), html.escape(entry.sentence)
    if entry.first:
        sentence += f" <strong>Try first:</strong> {html.escape(entry.first)}"
    alone = "embed=true" in query.split("&") and "exercise=" in query
    heading = f'<div id="root"><main class="first"><h1>{title}</h1><p>{sentence}</p></main></div>'
    # In the body: behind Streamlit's own style sheets, which end in the head.
    style = f"<style>\n{''.join(one.read_text(encoding='utf-8') for one in STYLES)}</style>\n"
    index = index.replace(TITLE, f"<title>{html.escape(entry.title)} · cnnviz</title>".encode())
    return index.replace(ROOT, style.encode() + (ROOT if alone else heading.encode()))


class FirstPaint:
    """Puts it into every index.html that passes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            return await self.app(scope, receive, send)
        start: Message | None = None
        body = b""
        encoding = packed.chosen(", ".join(Headers(scope=scope).getlist("accept-encoding")))

        async def send_drawn(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_index(message):
                start = message
            elif start is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    await _send_page(
                        start, drawn(body, scope["path"], scope["query_string"].decode("latin-1")), encoding, send
                    )

        # All of it, as it can be read: the look may change while Streamlit's file does not.
        known = (b"if-none-match", b"if-modified-since", b"accept-encoding")
        headers = [(name, value) for name, value in scope["headers"] if name not in known]
        await self.app({**scope, "headers": headers} if _may_be_page(scope) else scope, receive, send_drawn)


def _may_be_page(scope: Scope) -> bool:
    return "." not in str(scope["path"]).rsplit("/", 1)[-1] or str(scope["path"]).endswith(".html")


def _is_index(start: Message) -> bool:
    headers = MutableHeaders(raw=start["headers"])
    long = int(headers.get("content-length", 0))
    return start["status"] == 200 and headers.get("content-type", "").startswith("text/html") and long <= LONGEST


async def _send_page(start: Message, page: bytes, encoding: str, send: Send) -> None:
    headers = MutableHeaders(raw=list(start["headers"]))
    headers.add_vary_header("Accept-Encoding")
    if encoding:
        page = packed.PACKERS[encoding](page)
        headers["content-encoding"] = encoding
    headers["content-length"] = str(len(page))
    for name in ("etag", "last-modified"):
        del headers[name]
    await send({**start, "headers": headers.raw})
    await send({"type": "http.response.body", "body": page})
