"""What a browser fetches of runs, without Streamlit: its scripts are not run for it, so it is cheap several times a
second. Ids are capabilities: who knows a view id may look, and who sends the other one as a header controls the run.

Streamlit puts its own routes behind server.baseUrlPath, those of an app not: these answer behind any folder.
"""

import importlib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from cnnviz.api import addresses, here
from cnnviz.api.files import FileAnswer
from cnnviz.api.lanes import Lane
from cnnviz.api.runs import requests
from cnnviz.api.runs.requests import BYTES, JSON, Asked
from cnnviz.errors import InputError

if TYPE_CHECKING:
    from cnnviz.api.runs.answers import Answer

# Threads that read the store, that compute, and that write files, and how many of them one address may have: who asks
# for much keeps only their own waiting.
READING, COMPUTING, WRITING = Lane(8, 4), Lane(2, 1), Lane(2, 1)

HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Weights are noise to a compressor: Streamlit's would take longer than it took to compute them.
    "Content-Encoding": "identity",
}


class End:
    """A route's end: checks, then the answer in a thread of its lane, or a sentence on why there is none."""

    def __init__(
        self, answer: "Callable[[Asked], Answer]", lane: Lane, kind: str, control: str = requests.CONTROL
    ) -> None:
        self._answer, self._lane, self._kind, self._control = answer, lane, kind, control

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            asked = await self._asked(request)
            # Until all of it was sent: files that wait to be fetched pile up too.
            async with self._lane.turn(asked.address):
                response = _response(await self._lane.run(self._answer, asked))
                return await response(scope, receive, send)
        except ClientDisconnect:
            response = Response(status_code=400)
        except InputError as why:
            said = json.dumps({"trouble": str(why)}, ensure_ascii=False).encode()
            response = Response(said, _status(why), HEADERS, JSON)
        await response(scope, receive, send)

    async def _asked(self, request: Request) -> Asked:
        """The request, read whole. Raises InputError where it is none of this route's."""
        if request.method == "POST":
            here.from_here(request)
            requests.of_kind(request, self._kind)
        control = request.headers.get(self._control, "")
        read = await requests.body(request)
        return Asked(request.path_params, request.query_params, read, addresses.of(request.scope), control)


def _response(made: "Answer") -> Response:
    headers = {**HEADERS, **made.headers}
    if made.file:
        return FileAnswer(made.file, headers, made.kind)
    return Response(made.body, 200, headers, made.kind)


def _status(why: InputError) -> int:
    if isinstance(why, here.RefusedError):
        return why.status
    from cnnviz.training.store.errors import StoreError  # noqa: PLC0415

    # A store that only cannot answer now: the browser asks again by itself.
    return 503 if isinstance(why, StoreError) and not why.lasting else 400


def answer_of(package: str, name: str) -> "Callable[[Asked], Answer]":
    """The answer with this name in a package, whose module is loaded when it is first asked for: with the database
    behind it that takes half a second, in which the server answers already; what onnx and safetensors need, 0.3 s, few
    ask for."""
    module, _, function = name.partition(".")

    def answer(asked: Asked) -> "Answer":
        made: Answer = getattr(importlib.import_module(f"{package}.{module}"), function)(asked)
        return made

    return answer


ANSWERS = (
    ("POST", "", "answers.start", READING, JSON),
    ("POST", "/ready", "answers.ready", READING, JSON),
    ("GET", "/{id}", "answers.progress", READING, BYTES),
    ("GET", "/{id}/made", "made.progress", READING, BYTES),
    ("POST", "/{id}/made/stop", "made.stop", READING, JSON),
    ("POST", "/{id}/seen", "looking.seen", COMPUTING, BYTES),
    ("POST", "/{id}/exact", "looking.exact", COMPUTING, BYTES),
    ("GET", "/{id}/filters/{path}", "looking.filters", READING, BYTES),
    ("GET", "/{id}/pictures", "looking.pictures", READING, BYTES),
    ("POST", "/{id}/tell", "answers.command", READING, JSON),
    ("GET", "/{id}/take/{what}", "downloads.take", WRITING, BYTES),
)

ROUTES = [
    Route(f"{folder}/live/runs{path}", End(answer_of(__package__, name), lane, kind), methods=[method])
    for folder in ("", "/{folder:path}")
    for method, path, name, lane, kind in ANSWERS
]
