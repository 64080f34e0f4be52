"""An answer that lies in a file: however large it is, only a piece of it is in memory."""

import os
from collections.abc import Mapping
from typing import BinaryIO

import anyio.to_thread
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from cnnviz.api.guards.unread import PIECE


class FileAnswer(Response):
    """Sends an open file from its beginning to its end, and closes it."""

    def __init__(self, file: BinaryIO, headers: Mapping[str, str], kind: str) -> None:
        self._file = file
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        super().__init__(None, 200, {**headers, "Content-Length": str(size)}, kind)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._file:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            while piece := await anyio.to_thread.run_sync(self._file.read, PIECE):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
