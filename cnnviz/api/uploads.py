"""Files that learners bring: a request holds one or several, and the session whose ticket it names takes them.

Streamlit's own uploads need a cookie, which browsers keep back inside another site's frame, and count the request's
frills as the file's. These need none: a ticket cannot be guessed, and only pages of this app may use it.

A body is 4 bytes of length (little-endian), as many of JSON, [[name, bytes], …], then the files one after the other.
"""

import asyncio
import json
import secrets
import threading
import weakref
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cnnviz import limits
from cnnviz.api import addresses, here
from cnnviz.api.here import RefusedError

# What a name may be long, with the folders before it.
NAME = 1024
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True, eq=False)
class File:
    """A file as it was brought: its name, after the folders that lead to it where one was picked, and its bytes."""

    name: str
    data: bytes


class Room:
    """Counts the bytes that are arriving or waiting to be taken: in all, of an address, of a ticket."""

    def __init__(self) -> None:
        self._held: Counter[str] = Counter()
        self._lock = threading.Lock()

    def held(self, scope: str = "") -> int:
        """Bytes of a scope: an address, a ticket's id, or all together."""
        return self._held[scope]

    def take(self, scopes: Mapping[str, int], count: int) -> None:
        """Count so many bytes more in scopes that hold at most so many each. Raises RefusedError, 503: not now."""
        with self._lock:
            if any(self._held[scope] + count > most for scope, most in scopes.items()):
                raise RefusedError("Many files are being brought at this moment. Try again in a minute.", 503)
            self._held.update(dict.fromkeys(scopes, count))

    def give(self, scopes: Iterable[str], count: int) -> None:
        """Count them no more."""
        with self._lock:
            for scope in scopes:
                self._held[scope] -= count
                if not self._held[scope]:
                    del self._held[scope]


ROOM = Room()


class Parcel:
    """One request's bytes as they arrive, then its files; counted in ROOM until dropped."""

    def __init__(self, ticket: str, address: str) -> None:
        self.body, self.files = bytearray(), tuple[File, ...]()
        self._counted = 0
        most = limits.UPLOAD_BYTES + limits.UPLOAD_NAMES_BYTES
        self._scopes = {"": limits.UPLOADS_BYTES, f"from {address}": limits.UPLOADS_ADDRESS_BYTES, ticket: most}

    def add(self, part: bytes) -> None:
        """Raises RefusedError where there is no room now, 503, or where it is more than one parcel may be, 413."""
        if len(self.body) + len(part) > limits.UPLOAD_BYTES + limits.UPLOAD_NAMES_BYTES:
            raise too_large()
        ROOM.take(self._scopes, len(part))
        self._counted += len(part)
        self.body += part

    def unpack(self) -> None:
        """From the body to the files. Raises RefusedError."""
        self.files = unpacked(self.body)
        self.body = bytearray()

    def drop(self) -> None:
        """Hold nothing any more; more than once does no harm."""
        ROOM.give(self._scopes, self._counted)
        self.body, self.files, self._counted = bytearray(), (), 0


class Ticket:
    """Whoever holds it takes what is brought to its `id`; when it is gone, nothing can be brought any more."""

    def __init__(self) -> None:
        self.id = secrets.token_urlsafe(24)
        self._parcels: dict[str, Parcel] = {}
        TICKETS[self.id] = self

    def put(self, parcel: Parcel) -> str:
        """Keep it until it is taken or dropped, under the id returned."""
        name = secrets.token_urlsafe(12)
        self._parcels[name] = parcel
        return name

    def take(self, name: str) -> tuple[File, ...]:
        """The files brought under that id, once; none where there are none any more. They are not held here then."""
        parcel = self._parcels.pop(name, None)
        if parcel is None:
            return ()
        files = parcel.files
        parcel.drop()
        return files


TICKETS: weakref.WeakValueDictionary[str, Ticket] = weakref.WeakValueDictionary()


def unpacked(body: bytes | bytearray) -> tuple[File, ...]:
    """The files in a request's body. Raises RefusedError where it is no such body, or holds too much."""
    view = memoryview(body)
    try:
        start = 4 + int.from_bytes(view[:4], "little")
        listed = [(_name(name), _size(size)) for name, size in json.loads(bytes(view[4:start]))]
    except (ValueError, TypeError, RecursionError):
        raise RefusedError("These files did not arrive as they were sent. Choose them again.") from None
    if sum(size for _, size in listed) > limits.UPLOAD_BYTES or len(listed) > limits.OWN_FILES:
        raise too_large()
    if start + sum(size for _, size in listed) != len(view) or not listed:
        raise RefusedError("These files did not arrive whole. Choose them again.")
    files = []
    for name, size in listed:
        files.append(File(name, bytes(view[start : start + size])))
        start += size
    return tuple(files)


def _name(name: object) -> str:
    if not isinstance(name, str) or len(name) > NAME:
        raise ValueError
    return name.encode("utf-8", "replace").decode()  # JSON may hold half a character


def _size(size: object) -> int:
    if type(size) is not int or size < 0:
        raise ValueError
    return size


def too_large() -> RefusedError:
    """What to say of too much at once."""
    most = f"{limits.UPLOAD_BYTES // 2**20} MB and {limits.OWN_FILES:,} files"
    return RefusedError(f"That is more than fits at once: {most}. Bring less.", 413)


async def bring(request: Request) -> Response:
    """Takes a parcel in, and answers under which id, or in a sentence why not."""
    try:
        here.from_here(request)
        ticket = TICKETS.get(request.path_params["ticket"])
        if ticket is None:
            raise RefusedError("This page has been open since before the app was restarted. Reload it.", 403)
        parcel = Parcel(ticket.id, addresses.of(request.scope))
        try:
            await _arrived(request, parcel)
            parcel.unpack()
        except BaseException:
            parcel.drop()
            raise
        name = ticket.put(parcel)
        # A page that is closed before it takes them leaves them lying.
        asyncio.get_running_loop().call_later(limits.UPLOAD_SECONDS, ticket.take, name)
        return JSONResponse({"brought": name}, headers=HEADERS)
    except ClientDisconnect:
        return Response(status_code=400)
    except RefusedError as why:
        return JSONResponse({"trouble": str(why)}, why.status, HEADERS)


async def _arrived(request: Request, parcel: Parcel) -> None:
    """Reads the body. Where it is refused, its rest is read and dropped: a browser that still sends hears no answer."""
    refused: RefusedError | None = None
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limits.UPLOAD_BYTES + limits.UPLOAD_NAMES_BYTES:
            raise too_large()
        if refused is None:
            try:
                parcel.add(part)
            except RefusedError as why:
                refused = why
                parcel.drop()
    if refused:
        raise refused


ROUTES = [Route(f"{folder}/uploads/{{ticket}}", bring, methods=["POST"]) for folder in ("", "/{folder:path}")]
