"""Addresses that a page does not answer itself. The first page has the app's own address: Streamlit knows it by no name
that a link could ask for."""

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route


def _home(request: Request) -> RedirectResponse:
    # Relative, so that it is right behind a base path and a proxy too.
    query = request.url.query
    return RedirectResponse(f"./?{query}" if query else "./", 307)


ROUTES = [Route(path, _home, methods=["GET"]) for path in ("/start", "/{folder:path}/start")]
