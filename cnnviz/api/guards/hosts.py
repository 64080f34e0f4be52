"""Which names this server answers to: a page of another site must not reach it under a name of its own.

A site may let its own name point at this machine (DNS rebinding); for a browser its pages and this server are then one
site. The name is what gives it away. Never such a name: an address in digits, names that no stranger can register
(localhost, one word, .local …), the names the host has given (CNNVIZ_HOSTS). Other names are believed only where the
browser says that it came by https, for which that site has no certificate here: behind a proxy that ends TLS nothing
need be set. A server that only this machine reaches believes none of them.
"""

import ipaddress
import os
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from cnnviz.api import here
from cnnviz.api.guards.refusals import refuse

# Ends of names that the public DNS does not give away: RFC 6761, 6762, 8375, ICANN's .internal; .lan and .home are no
# top-level domains.
PRIVATE = (".localhost", ".local", ".internal", ".home.arpa", ".lan", ".home", ".test")
_WRITTEN = re.compile(r"[\w.:%\[\]-]+", re.ASCII)
SAFE = ("GET", "HEAD", "OPTIONS")

STRANGE = (
    "This server does not know itself by the name “{name}”. If it is yours, set CNNVIZ_HOSTS to that name where the "
    "app is started."
)


class Hosts:
    """Middleware: refuses strange names, and what pages of other sites ask to be changed."""

    def __init__(self, app: ASGIApp, names: Iterable[str] = (), alone: bool = False) -> None:
        """`names` are the server's own, “*.” before one means all below it, “*” all there are; with `alone` only this
        machine reaches the server."""
        self._app, self._alone = app, alone
        said = os.environ.get("CNNVIZ_HOSTS", "").split(",")
        self._names = {one.strip().lower().rstrip(".") for one in (*names, *said)} - {""}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self._app(scope, receive, send)
        headers = Headers(scope=scope)
        if not self._believed(scope, headers):
            shown = "".join(sign for sign in headers.get("host", "")[:80] if sign.isprintable())
            return await refuse(scope, receive, send, 421, STRANGE.format(name=shown))
        if scope.get("method") not in SAFE and not self._from_here(headers):
            return await refuse(scope, receive, send, 403, here.FOREIGN)
        return await self._app(scope, receive, send)

    def _believed(self, scope: Scope, headers: Headers) -> bool:
        if "host" not in headers and "origin" not in headers:
            # No browser: one of those programs that ask whether a server is well.
            return True
        name = hostname(headers.get("host", ""))
        if name is None:
            return False
        return is_private(name) or self._named(name) or (not self._alone and _by_https(scope, headers))

    def _named(self, name: str) -> bool:
        above = name.split(".")
        return bool({name, "*", *("*." + ".".join(above[start:]) for start in range(1, len(above)))} & self._names)

    def _from_here(self, headers: Headers) -> bool:
        """Whether a page of this app asks, or one under a name that the host has given: proxies may change the name."""
        name = hostname(urlsplit(headers.get("origin", "")).netloc)
        return here.is_from_here(headers) or (name is not None and self._named(name))


def hostname(host: str) -> str | None:
    """The name in a Host header, small letters, without port; None where it is none."""
    try:
        parts = urlsplit(f"//{host}")
        name, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if not name or parts.netloc != host or not _WRITTEN.fullmatch(host):
        return None
    return name.rstrip(".")


def is_private(name: str) -> bool:
    """Whether no stranger can have the name point here: an address in digits, one word, or a name kept for homes."""
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return "." not in name or name.endswith(PRIVATE)
    return True


def _by_https(scope: Scope, headers: Headers) -> bool:
    """Whether the browser came by https, in words that a page cannot put into its mouth.

    Looking at a page, and programs that only look, need no more than a proxy's word.
    """
    if headers.get("origin", "").startswith("https://") or "sec-fetch-site" in headers:
        return True
    if scope.get("method") not in SAFE or "origin" in headers:
        return False
    return "text/html" not in headers.get("accept", "") or headers.get("x-forwarded-proto", scope["scheme"]) == "https"
