"""Whether a request comes from a page of this app."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request

from cnnviz.errors import InputError

FOREIGN = "Only the pages of this app may ask that. Open the app itself."


class RefusedError(InputError):
    """A sentence for a learner, and the HTTP status that goes with it."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def is_from_here(headers: Headers) -> bool:
    """Whether no page of another site sent a request, in the name of whoever reads that page.

    Browsers say so themselves: Sec-Fetch-Site over HTTPS and on this machine, Origin always. What sends neither is no
    browser, and has nobody's name to abuse. The app inside another site's frame is still its own site.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site in ("same-origin", "none")
    if origin is None:
        return True
    hosts = {headers.get("host", ""), headers.get("x-forwarded-host", "")}
    return urlsplit(origin).netloc in hosts - {""}


def from_here(request: Request) -> None:
    """Raises RefusedError where a page of another site sent the request."""
    if not is_from_here(request.headers):
        raise RefusedError(FOREIGN, 403)
