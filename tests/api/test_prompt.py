"""A server on a socket as Streamlit makes it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
import uvicorn
import websockets
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from streamlit.web.server.starlette import starlette_server

from cnnviz.api.guards.unread import transport
from cnnviz.api.prompt import Prompt
from cnnviz.ui import serving


async def prompt(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with "1" where what is written to the connection goes out at once."""
    below = transport(receive)
    assert below
    said = str(below.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
    if scope["type"] == "http":
        await PlainTextResponse(said)(scope, receive, send)
    else:
        connection = WebSocket(scope, receive, send)
        await connection.accept()
        await connection.send_text(said)
        await connection.close()


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator[str]:
    listening = starlette_server._bind_socket("127.0.0.1", 0, 16)
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None, ws="websockets-sansio"))
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield f"127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await running


@pytest.mark.parametrize(("app", "said"), [(prompt, "0"), (Prompt(prompt), "1")])
def test_requests_and_sockets_are_answered_without_waiting_for_more(app: ASGIApp, said: str) -> None:
    async def both() -> list[str]:
        async with served(app) as host, httpx.AsyncClient() as client:
            answer = await client.get(f"http://{host}/")
            async with websockets.connect(f"ws://{host}/") as connection:
                return [answer.text, str(await connection.recv())]

    assert asyncio.run(both()) == [said, said]


def test_the_app_does_so_before_anything_else() -> None:
    assert str(serving.middleware()[0].cls) == str(Prompt)
