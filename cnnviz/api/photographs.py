"""The photographs that come with the app, as small as they are clicked: fetched once, when they come into sight."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

HEADERS = {
    "Cache-Control": "public, max-age=86400",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Packed already.
    "Content-Encoding": "identity",
}


def _thumbnail(request: Request) -> Response:
    # What reads pictures is loaded after the server has begun to answer.
    from cnnviz.images.samples import photographs  # noqa: PLC0415

    key = request.path_params["key"]
    if key not in photographs.PHOTOGRAPHS:
        return Response("There is no such photograph.", 404)
    return Response(photographs.thumbnail(key), 200, HEADERS, "image/webp")


ROUTES = [Route(f"{folder}/photographs/{{key}}.webp", _thumbnail, methods=["GET"]) for folder in ("", "/{folder:path}")]
