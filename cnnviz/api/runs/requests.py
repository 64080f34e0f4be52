"""What a browser asks of the routes of runs, checked before anything is done about it."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from cnnviz import limits, packing
from cnnviz.api.here import RefusedError

JSON, BYTES = "application/json", "application/octet-stream"
# The header in which a browser sends the id that controls a run.
CONTROL = "x-run-control"


@dataclass(frozen=True)
class Asked:
    """A request that has been read whole: the names in its path, its query, its body, whence it came, and the id that
    controls the run, where the browser has it: it stands in no address."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes
    address: str = ""
    control: str = ""

    def json(self) -> dict[str, Any]:
        """The body as a JSON object. Raises RefusedError for anything else."""
        try:
            said = json.loads(self.body)
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict):
            raise RefusedError("This request is not written in JSON. Reload the page and try again.")
        return said

    def message(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The body as a message of `packing`: its header and arrays. Raises InputError for anything else."""
        return packing.unpacked(self.body)

    def number(self, name: str, otherwise: int | None = None) -> int | None:
        """A whole number of the query, 0 or more. Raises RefusedError for anything else."""
        if name not in self.query:
            return otherwise
        return whole(self.query[name], name)

    def numbers(self, name: str, most: int) -> list[int]:
        """Whole numbers of the query with commas between, at most so many, none twice. Raises RefusedError."""
        return several([whole(one, name) for one in self.query.get(name, "").split(",", most + 1)], most, name)


def whole(value: object, name: str) -> int:
    """A whole number, 0 or more, written in digits or a number already. Raises RefusedError for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= 12:
        return int(value)
    if type(value) is int and 0 <= value < 10**12:
        return value
    raise RefusedError(f"“{name}” has to be whole numbers, 0 or more. Reload the page and try again.")


def several(values: object, most: int, name: str) -> list[int]:
    """A list of 1 to `most` whole numbers; what is in it twice comes once. Raises RefusedError for anything else."""
    if not isinstance(values, list) or not 1 <= len(values) <= most:
        raise RefusedError(f"“{name}” has to be 1 to {most} whole numbers. Ask for fewer at once.")
    return list(dict.fromkeys(whole(one, name) for one in values))


def real(value: object, name: str) -> float:
    """A finite number. Raises RefusedError for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e300 or not math.isfinite(value):
        raise RefusedError(f"“{name}” has to be a number. Type one.")
    return float(value)


def of_kind(request: Request, kind: str) -> None:
    """Raises RefusedError for a body of another kind; one of bytes need not say so.

    A page of another site cannot send JSON unasked: the browser first asks here whether it may, and it may not.
    """
    said = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if said != kind and not (kind == BYTES and not said):
        raise RefusedError(f"This request has to be {kind}. Reload the page and try again.", 415)


async def body(request: Request) -> bytes:
    """The request's body. Raises RefusedError where it is longer than LIVE_BYTES, without reading the rest."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > limits.LIVE_BYTES:
            raise RefusedError(
                f"This is more than {limits.LIVE_BYTES:,} bytes. Send a smaller picture or network.", 413
            )
        parts.append(part)
    return b"".join(parts)
