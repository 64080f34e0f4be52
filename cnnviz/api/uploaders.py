"""Middleware for Streamlit's own uploads, which it keeps in memory for as long as the session lasts, however many."""

import re
from collections import OrderedDict
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from cnnviz import limits
from cnnviz.api import addresses
from cnnviz.api.refusals import refuse
from cnnviz.api.requests import announced

PATH = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/[^/]+$")
FULL = "This page holds {kept} MB of files already, and {most} MB is the most. Remove some, or reload the page."
CROWDED = "There is no room for more files at the moment. Wait a few minutes, or choose a smaller file."
# Sessions remembered, those that brought something last.
REMEMBERED = 4096


class Uploaders:
    """`kept` tells the bytes that a session has in memory."""

    def __init__(self, app: ASGIApp, kept: Callable[[str], int]) -> None:
        self._app, self._kept = app, kept
        self._addresses: OrderedDict[str, str] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = PATH.search(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if not found:
            return await self._app(scope, receive, send)
        session, size = found["session"], announced(scope)
        if trouble := self._trouble(session, addresses.of(scope), size):
            return await refuse(scope, receive, send, 413, trouble)
        return await self._app(scope, receive, send)

    def _trouble(self, session: str, address: str, size: int) -> str:
        """Why there is no room for so many bytes; "" where there is."""
        own = self._kept(session)
        if own + size > limits.FILES_SESSION:
            return FULL.format(kept=own // 2**20, most=limits.FILES_SESSION // 2**20)
        self._addresses[session] = address
        self._addresses.move_to_end(session)
        kept = {one: self._kept(one) for one in self._addresses}
        beside = sum(count for one, count in kept.items() if self._addresses[one] == address)
        crowded = beside + size > limits.FILES_ADDRESS or sum(kept.values()) + size > limits.FILES_BYTES
        self._addresses = OrderedDict((one, of) for one, of in self._addresses.items() if kept[one] or one == session)
        while len(self._addresses) > REMEMBERED:
            self._addresses.popitem(last=False)
        return CROWDED if crowded else ""
