"""Streamlit's /_stcore/metrics, turned off: it tells anybody how many sessions there are and what they keep."""

from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

# Behind whatever folder (server.baseUrlPath).
PATH = "/_stcore/metrics"


class NoMetrics:
    """A layer that answers as if there were no such page. Streamlit keeps the path for itself, so no route may."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] == "http" and scope["path"].rstrip("/").endswith(PATH)
        await (Response("Not found", 404, media_type="text/plain") if asked else self.app)(scope, receive, send)


LAYER = Middleware(NoMetrics)
