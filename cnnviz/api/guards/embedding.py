"""Which other sites may show the app in a frame of theirs, as the host says in CNNVIZ_FRAME_ANCESTORS.

Unless told otherwise, all may: a learning platform shows it inside a lesson, and there is no account that a page around
it could abuse.
"""

import os
import re

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SETTING = "CNNVIZ_FRAME_ANCESTORS"
_SITE = re.compile(
    r"(https?://)?(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:(\d{1,5}|\*))?", re.IGNORECASE
)
_WORDS = {"self": "'self'", "none": "'none'", "*": "*", "https:": "https:", "http:": "http:"}


def ancestors(said: str) -> str:
    """The sites as a browser reads them: "self https://moodle.example.org" is "'self' https://moodle.example.org".

    Raises SystemExit for what is none: an app that is not protected as its host believes had better not start.
    """
    read = []
    for one in said.replace(",", " ").split():
        word = _WORDS.get(one.strip("'\"").lower())
        if word is None and not _SITE.fullmatch(one):
            raise SystemExit(
                f"{SETTING}: “{one}” is no site. Write sites with spaces between, such as https://moodle.example.org "
                "or https://*.example.org, or self, none or *."
            )
        read.append(word or one)
    if "'none'" in read and len(read) > 1:
        raise SystemExit(f"{SETTING}: “none” stands alone, or is left out.")
    return " ".join(read) or "*"


class Embedding:
    """Tells the browser with every answer which sites may frame it."""

    def __init__(self, app: ASGIApp, sites: str) -> None:
        self.app, self.sites = app, sites

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_sites(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("Content-Security-Policy", f"frame-ancestors {self.sites}")
            await send(message)

        await self.app(scope, receive, send_with_sites if scope["type"] == "http" else send)


LAYER = Middleware(Embedding, sites=ancestors(os.environ.get(SETTING, "")))
