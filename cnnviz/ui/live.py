"""What a browser fetches of runs, without Streamlit: its scripts are not run for it, so it is cheap several times a
second. Ids are capabilities: who knows a view id may look, and who sends the other one as a header controls the run.

Streamlit puts its own routes behind server.baseUrlPath, those of an app not: these answer behind any folder.
"""

import json
from collections.abc import Awaitable, Callable

import anyio.to_thread
from anyio import CapacityLimiter
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from cnnviz.api import here
from cnnviz.errors import InputError
from cnnviz.training import store
from cnnviz.ui import live_answers, live_looking, live_requests
from cnnviz.ui.live_answers import Answer
from cnnviz.ui.live_requests import BYTES, JSON, Asked

# Threads that read the store, that compute, and that write files: who asks for much keeps only their like waiting.
READING, COMPUTING, WRITING = CapacityLimiter(8), CapacityLimiter(2), CapacityLimiter(1)

HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Weights are noise to a compressor: Streamlit's would take longer than it took to compute them.
    "Content-Encoding": "identity",
}


def _endpoint(
    answer: Callable[[Asked], Answer], limiter: CapacityLimiter, kind: str
) -> Callable[[Request], Awaitable[Response]]:
    """The route's end: checks, then the answer in a thread of its own, or a sentence on why there is none."""

    async def end(request: Request) -> Response:
        try:
            if request.method == "POST":
                here.from_here(request)
                live_requests.of_kind(request, kind)
            address = request.client.host if request.client else ""
            control = request.headers.get(live_requests.CONTROL, "")
            read = await live_requests.body(request)
            asked = Asked(request.path_params, request.query_params, read, address, control)
            made = await anyio.to_thread.run_sync(answer, asked, limiter=limiter)
            return Response(made.body, 200, {**HEADERS, **made.headers}, made.kind)
        except ClientDisconnect:
            return Response(status_code=400)
        except InputError as why:
            said = json.dumps({"trouble": str(why)}, ensure_ascii=False).encode()
            return Response(said, _status(why), HEADERS, JSON)

    return end


def _status(why: InputError) -> int:
    if isinstance(why, here.RefusedError):
        return why.status
    # A store that only cannot answer now: the browser asks again by itself.
    return 503 if isinstance(why, store.StoreError) and not why.lasting else 400


def _take(asked: Asked) -> Answer:
    # onnx and safetensors take 0.3 s to load; the app starts without them.
    from cnnviz.ui import live_taking  # noqa: PLC0415

    return live_taking.take(asked)


ANSWERS = (
    ("POST", "", live_answers.start, READING, JSON),
    ("POST", "/ready", live_answers.ready, READING, JSON),
    ("GET", "/{id}", live_answers.told, READING, BYTES),
    ("POST", "/{id}/seen", live_looking.seen, COMPUTING, BYTES),
    ("GET", "/{id}/filters/{path}", live_looking.filters, READING, BYTES),
    ("GET", "/{id}/pictures", live_looking.pictures, READING, BYTES),
    ("POST", "/{id}/tell", live_answers.tell, READING, JSON),
    ("GET", "/{id}/take/{what}", _take, WRITING, BYTES),
)

ROUTES = [
    Route(f"{folder}/live/runs{path}", _endpoint(answer, limiter, kind), methods=[method])
    for folder in ("", "/{folder:path}")
    for method, path, answer, limiter, kind in ANSWERS
]
