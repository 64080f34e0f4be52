"""Many people at once: sessions that speak Streamlit's websocket protocol, each moving one widget every second.

    python -m benchmarks.load                       serve the app, open 10, 25 and 50 Kernel Labs
    python -m benchmarks.load --url URL -n 50 --page kernel-lab --widget "Stride=1,2,3" --slo 500
    python -m benchmarks.load --url URL --page kernel-lab --describe

Times run from a request to the server's last word on it (script_finished). One line of JSON per number of
sessions; with --slo, exit status 1 where the 95th percentile is above so many milliseconds. Sends to loopback
addresses only.
"""

import argparse
import asyncio
import json
import random
import sys
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks import serving

# Element type -> the field of a WidgetState that carries its value.
FIELDS = {
    "slider": "double_array_value",
    "select_slider": "string_array_value",
    "number_input": "double_value",
    "selectbox": "string_value",
    "radio": "string_value",
    "checkbox": "bool_value",
    "button": "trigger_value",
    "text_input": "string_value",
}
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass
class Widget:
    """A widget as a run of the script sent it."""

    kind: str
    label: str
    fragment: str
    choices: tuple[str, ...] = ()


def choices(kind: str, element: Any) -> tuple[str, ...]:
    """Values that a widget offers, as they are written on the command line."""
    if kind in ("selectbox", "radio", "select_slider"):
        return tuple(element.options)
    if kind in ("slider", "number_input"):
        return (str(element.min), str(element.max))
    return ("1", "0") if kind == "checkbox" else ("1",)


@dataclass
class Session:
    """One visitor on one page: its socket, widgets, the values it has set and the messages it keeps."""

    url: str
    page: str
    query: str
    widgets: dict[str, Widget] = field(default_factory=dict)
    values: dict[str, tuple[str, object]] = field(default_factory=dict)
    kept: dict[str, ForwardMsg] = field(default_factory=dict)
    page_hash: str = ""
    session: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    received: int = 0
    exceptions: list[str] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        parts = urlsplit(self.url)
        self.socket = await websockets.connect(
            f"ws://{parts.netloc}{parts.path.rstrip('/')}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            max_size=None,
            compression=None,
            origin=websockets.Origin(f"http://{parts.netloc}"),
            additional_headers=self.headers,
            open_timeout=60,
            ping_interval=None,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.socket.close()

    def asking(self, fragment: str = "") -> bytes:
        """The message that asks for a run of the script or of one fragment."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_name = self.query, self.page
        asked.page_script_hash, asked.fragment_id = self.page_hash, fragment
        asked.context_info.url, asked.context_info.timezone = self.url, "UTC"
        asked.cached_message_hashes.extend(self.kept)
        for identity, (name, value) in self.values.items():
            state = asked.widget_states.widgets.add()
            state.id = identity
            if name.endswith("_array_value"):
                getattr(state, name).data.extend(value)
            else:
                setattr(state, name, value)
        return message.SerializeToString()

    async def rerun(self, fragment: str = "") -> float:
        """Ask for a run of the script or of one fragment; milliseconds until it has been answered whole."""
        started = time.perf_counter()
        await self.socket.send(self.asking(fragment))
        while not self._finished(await asyncio.wait_for(self.socket.recv(), 120)):
            pass
        return 1e3 * (time.perf_counter() - started)

    def _finished(self, raw: bytes | str) -> bool:
        assert isinstance(raw, bytes)
        self.received += len(raw)
        message = ForwardMsg()
        message.ParseFromString(raw)
        kind = message.WhichOneof("type")
        if kind == "ref_hash" and message.ref_hash in self.kept:
            message, kind = self.kept[message.ref_hash], "delta"
        if kind == "delta":
            self._note(message)
        elif kind == "navigation":
            # The page that runs: `new_session` names the script that all pages begin with, which is Start.
            self.page_hash = message.navigation.page_script_hash
        elif kind == "new_session":
            self.session = message.new_session.initialize.session_id
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def _note(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable and message.hash:
            self.kept[message.hash] = message
        if message.delta.WhichOneof("type") != "new_element":
            return
        kind = str(message.delta.new_element.WhichOneof("type"))
        element = getattr(message.delta.new_element, kind)
        if kind == "exception":
            self.exceptions.append(f"{element.type}: {element.message}")
        elif kind in FIELDS:
            if kind == "slider" and element.options:
                kind = "select_slider"
            self.widgets[element.id] = Widget(kind, element.label, message.delta.fragment_id, choices(kind, element))

    def offered(self, label: str) -> tuple[str, ...]:
        """What the widget with this label offers."""
        return next(widget.choices for widget in self.widgets.values() if widget.label == label)

    async def move(self, label: str, value: str) -> float:
        """Set the widget with this label; milliseconds until the answer is whole."""
        return await self.rerun(self.put(label, value))

    def put(self, label: str, value: str) -> str:
        """Set the widget with this label; the fragment that it is in."""
        identity = next(key for key, widget in self.widgets.items() if widget.label == label)
        widget = self.widgets[identity]
        values = {
            "slider": lambda: [float(value)],
            "select_slider": lambda: [value],
            "number_input": lambda: float(value),
            "checkbox": lambda: value.lower() in ("1", "true"),
            "button": lambda: True,
        }
        self.values[identity] = (FIELDS[widget.kind], values.get(widget.kind, lambda: value)())
        return widget.fragment


@dataclass
class Tally:
    """What all sessions saw."""

    opened: list[float] = field(default_factory=list)
    moved: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


async def visit(number: int, options: argparse.Namespace, tally: Tally) -> None:
    """Open the page, then move the widget every `options.every` seconds, out of step with the others.

    However long opening takes, beside two runs that train for instance, moves are measured for `options.seconds`.
    """
    await asyncio.sleep(0.1 * number)
    label, _, said = options.widget.partition("=")
    pause = random.Random(number)
    async with Session(options.url, options.page, options.query) as session:
        tally.opened.append(await session.rerun())
        values = said.split(",") if said else session.offered(label)
        await asyncio.sleep(pause.random() * options.every)
        turn = pause.randrange(len(values))
        until = time.perf_counter() + options.seconds
        while time.perf_counter() < until:
            started = time.perf_counter()
            turn = (turn + 1) % len(values)
            tally.moved.append(await session.move(label, values[turn]))
            await asyncio.sleep(max(0.0, options.every - (time.perf_counter() - started)))
        tally.errors += session.exceptions


async def crowd(count: int, options: argparse.Namespace) -> dict[str, object]:
    """`count` sessions for `options.seconds` each, opened one tenth of a second apart."""
    tally = Tally()
    visits = [visit(number, options, tally) for number in range(count)]
    failed = [str(one) for one in await asyncio.gather(*visits, return_exceptions=True) if one]
    tally.errors += failed
    return {
        "sessions": count,
        "requests": len(tally.moved),
        "p50_ms": percentile(tally.moved, 0.5),
        "p95_ms": percentile(tally.moved, 0.95),
        "max_ms": percentile(tally.moved, 1),
        "opened_p95_ms": percentile(tally.opened, 0.95),
        "errors": tally.errors[:3],
    }


def percentile(values: list[float], share: float) -> float | None:
    """The value below which this share lies; None of nothing."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1) if ordered else None


async def describe(options: argparse.Namespace) -> None:
    """Print the widgets of the page."""
    async with Session(options.url, options.page, options.query) as session:
        print(f"opened in {await session.rerun():.0f} ms, {session.received:,} bytes", *session.exceptions)
        for widget in session.widgets.values():
            print(f"{widget.kind:14} {widget.label!r} {'in a fragment' if widget.fragment else ''}")


def run(options: argparse.Namespace) -> int:
    """Everything asked for; the exit status."""
    if urlsplit(options.url).hostname not in LOOPBACK:
        raise SystemExit("This sends only to this machine: give a URL on 127.0.0.1.")
    if options.describe:
        asyncio.run(describe(options))
        return 0
    status = 0
    for count in options.n:
        found = asyncio.run(crowd(count, options))
        print(json.dumps(found))
        late = options.slo and (found["p95_ms"] is None or float(str(found["p95_ms"])) > options.slo)
        status |= int(bool(found["errors"]) or bool(late))
    return status


def parsed(arguments: list[str]) -> argparse.Namespace:
    """The options on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="", help="an app that runs; none: one is served for this")
    parser.add_argument("-n", type=int, nargs="+", default=[10, 25, 50], help="sessions at once")
    parser.add_argument("--every", type=float, default=1.0, help="seconds between two moves of a session")
    parser.add_argument("--seconds", type=float, default=12.0)
    parser.add_argument("--page", default="kernel-lab")
    parser.add_argument("--query", default="")
    parser.add_argument(
        "--widget", default="Mode=nearest,mirror,reflect,wrap", help="LABEL=VALUE,VALUE,…, or LABEL: all it offers"
    )
    parser.add_argument("--slo", type=float, default=0.0, help="milliseconds")
    parser.add_argument("--describe", action="store_true")
    return parser.parse_args(arguments)


def main() -> int:
    """Against the app given, or one served for the purpose."""
    options = parsed(sys.argv[1:])
    if options.url:
        return run(options)
    with serving.app() as options.url:
        return run(options)


if __name__ == "__main__":
    sys.exit(main())
