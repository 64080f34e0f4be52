"""Paths of Streamlit's that nobody here asks for: answered as if there were no such page.

Its metrics tell anybody how many sessions there are and what they keep; its own uploads stay in memory for as long as
the session lasts, however many, and files come in by `cnnviz.api.uploads`. Streamlit keeps these paths for itself, so
no route may have them.
"""

import re

from starlette.types import ASGIApp, Receive, Scope, Send

from cnnviz.api.guards.refusals import refuse

# Behind whatever folder (server.baseUrlPath).
PATHS = re.compile(r"/_stcore/(metrics|upload_file(/.*)?)/?$")


class Closed:
    """A layer that refuses these paths, without keeping anything of what was sent."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and PATHS.search(scope["path"]):
            return await refuse(scope, receive, send, 404, "There is no such page.")
        return await self._app(scope, receive, send)
