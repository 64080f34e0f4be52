"""The font of Streamlit's icons, cut down to those that it names. It brings 4,300, which were a third of all that a
first visit fetched.

Material Symbols by Google, Apache License 2.0. The file has the name of the one it stands for, which changes with its
content: another Streamlit's font is served as it is, until `python -m tests.api.icon_font` has cut it.
"""

from pathlib import Path

from starlette.responses import FileResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from cnnviz.api.packed import FOREVER

FILE = next(Path(__file__).parent.glob("*.woff2"))
HEADERS = {"Cache-Control": FOREVER}


class Icons:
    """Middleware: answers for the font, behind whatever folder."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if asked and str(scope["path"]).endswith(f"/static/media/{FILE.name}"):
            return await FileResponse(FILE, headers=HEADERS, media_type="font/woff2")(scope, receive, send)
        await self._app(scope, receive, send)
