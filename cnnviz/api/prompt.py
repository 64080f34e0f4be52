"""Middleware that has answers sent at once: the system keeps the second of two small pieces back until the browser has
confirmed the first, which it takes 40 ms for, and an answer is a head and a body. Servers turn that off for their
connections; on the socket that Streamlit makes, asyncio does not know that it should."""

import socket

from starlette.types import ASGIApp, Receive, Scope, Send

from cnnviz.api.guards.unread import transport


class Prompt:
    """Middleware: whatever is written to a connection goes out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        below = transport(receive)
        connection = below.get_extra_info("socket") if below else None
        if connection and connection.family in (socket.AF_INET, socket.AF_INET6):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await self._app(scope, receive, send)
