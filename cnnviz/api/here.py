"""Whether a request comes from a page of this app."""

from urllib.parse import urlsplit

from starlette.requests import Request

from cnnviz.errors import InputError


class RefusedError(InputError):
    """A sentence for a learner, and the HTTP status that goes with it."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def from_here(request: Request) -> None:
    """Raises RefusedError where a page of another site sent the request, in the name of whoever reads that page.

    Browsers say so themselves: Sec-Fetch-Site over HTTPS and on this machine, Origin always. What sends neither is no
    browser, and has nobody's name to abuse. The app inside another site's frame is still its own site.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None:
        here = site in ("same-origin", "none")
    elif origin is not None:
        hosts = {request.headers.get("host", ""), request.headers.get("x-forwarded-host", "")}
        here = urlsplit(origin).netloc in hosts - {""}
    else:
        here = True
    if not here:
        raise RefusedError("Only the pages of this app may ask that. Open the app itself.", 403)
