"""The routes of classes. A secret, sent as a header, says who asks: it stands in no address, and a learner's opens
nothing that is the teacher's.

A learner's page asks twice a second, thirty of them at once: while this server knows what there is to tell, it is told
without a thread and without the store.
"""

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, QueryParams
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from cnnviz.api.lanes import Lane
from cnnviz.api.runs.requests import JSON
from cnnviz.api.runs.routes import HEADERS, End, answer_of

if TYPE_CHECKING:
    from cnnviz.classroom.held import Rooms

# The header in which a browser says who it is in the class.
SECRET = "x-class-secret"

LOOKING, LEADING, COUNTING = Lane(4, 4), Lane(4, 2), Lane(2, 1)


class News:
    """What a learner's page has to know: at once where it is known, else as any other route's end."""

    def __init__(self, otherwise: End) -> None:
        self._otherwise = otherwise
        self._rooms: Rooms | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._rooms is None:
            # With the database behind it half a second: in a thread, where others answer meanwhile.
            await self._otherwise(scope, receive, send)
            from cnnviz.classroom import held  # noqa: PLC0415

            self._rooms = held.ROOMS
            return
        known = self._rooms.known(Headers(scope=scope).get(SECRET, ""))
        if known is None:
            return await self._otherwise(scope, receive, send)
        from cnnviz.classroom import take_part  # noqa: PLC0415

        self._rooms.seen(known[0], QueryParams(scope["query_string"]).get("at", ""))
        await Response(take_part.told(*known), 200, HEADERS, JSON)(scope, receive, send)


ANSWERS = (
    ("POST", "/view", "answers.view", LOOKING),
    ("GET", "/board", "answers.board", LEADING),
    ("GET", "/wall", "answers.wall", COUNTING),
    ("POST", "/tell", "answers.tell", LEADING),
    ("GET", "/results", "answers.results", COUNTING),
)

ROUTES = [
    route
    for folder in ("", "/{folder:path}")
    for route in (
        Route(
            f"{folder}/live/class/news",
            News(End(answer_of(__package__, "answers.news"), LOOKING, JSON, SECRET)),
            methods=["GET"],
        ),
        *(
            Route(f"{folder}/live/class{path}", End(answer_of(__package__, name), lane, JSON, SECRET), methods=[method])
            for method, path, name, lane in ANSWERS
        ),
    )
]
