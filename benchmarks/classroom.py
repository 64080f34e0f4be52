"""A class of thirty, as real sessions: they join, are asked, answer, follow, and click while they are led.

    python -m benchmarks.classroom                     serve the app, 30 learners
    python -m benchmarks.classroom --url URL -n 30 --slo

Each learner is a session that speaks Streamlit's protocol, and asks the class's route as its page would. One line of
JSON; with --slo, exit status 1 where a class does not hold what is asked of it (SLO). Sends to loopback only.
"""

import argparse
import asyncio
import json
import sys
import time
from contextlib import AsyncExitStack
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks import serving
from benchmarks.load import LOOPBACK, Session, Widget, percentile

# Milliseconds between two questions of a learner's page and of the board, and what a class holds.
PUPIL, BOARD = 450, 500
SLO = {"joined_s": 10.0, "board_p95_ms": 1000.0, "follow_p95_ms": 1000.0, "click_p95_ms": 500.0}
TO = "pooling"


class Routes:
    """The routes of a class, asked over one connection that stays open."""

    def __init__(self, url: str) -> None:
        self._host, self.secret = urlsplit(url).netloc, ""
        self._lock = asyncio.Lock()
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: object = None) -> Any:
        """What is answered, as JSON."""
        async with self._lock:
            if self._ends is None:
                host, _, port = self._host.partition(":")
                self._ends = await asyncio.open_connection(host, int(port))
            reader, writer = self._ends
            sent = b"" if body is None else json.dumps(body).encode()
            head = (
                f"{method} /live/class{path} HTTP/1.1\r\nHost: {self._host}\r\nX-Class-Secret: {self.secret}\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(sent)}\r\n\r\n"
            )
            writer.write(head.encode() + sent)
            answered = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            size = int(answered.partition("content-length: ")[2].partition("\r\n")[0])
            text = await reader.readexactly(size)
        if " 200 " not in answered.partition("\r\n")[0]:
            raise RuntimeError(f"{path}: {answered.partition(chr(13))[0]} {text[:200]!r}")
        return json.loads(text)

    def close(self) -> None:
        """End the connection."""
        if self._ends:
            self._ends[1].close()


class Visitor(Session):
    """A session with the components of its page, by their keys: their ids and what they were told."""

    def __init__(self, url: str, page: str, query: str = "") -> None:
        super().__init__(url, page, query)
        self.components: dict[str, tuple[str, dict[str, Any]]] = {}
        self.routes = Routes(url)
        self._turn = asyncio.Lock()

    def _finished(self, raw: bytes | str) -> bool:
        before = self.page_hash
        over = super()._finished(raw)
        if self.page_hash != before:
            # What comes now belongs to another page.
            self.widgets.clear()
            self.values.clear()
        return over

    def _note(self, message: ForwardMsg) -> None:
        super()._note(message)
        element = message.delta.new_element
        if element.WhichOneof("type") == "bidi_component":
            told = element.bidi_component
            kind = told.WhichOneof("data")
            text = told.mixed.json if kind == "mixed" else told.json if kind == "json" else ""
            for key in ("class_news", "class_board"):
                if key in told.id:
                    self.components[key] = (told.id, json.loads(text or "{}"))

    async def press(self, label: str, **fields: str) -> float:
        """Fill fields by their labels and press a button, once; milliseconds until the answer is whole."""
        async with self._turn:
            for name, value in fields.items():
                self.put(name, value)
            fragment = self.put(label, "1")
            took = await self.rerun(fragment)
            self._forget_triggers()
        return took

    async def choose(self, label: str, value: str) -> float:
        """Set a widget; milliseconds until the answer is whole."""
        async with self._turn:
            return await self.move(label, value)

    async def tell(self, key: str, event: str, value: object) -> float:
        """Say what a component says; milliseconds until the answer is whole."""
        async with self._turn:
            id = f"$$STREAMLIT_INTERNAL_KEY_{self.components[key][0]}__events"
            self.values[id] = ("json_trigger_value", json.dumps([{"event": event, "value": value}]))
            took = await self.rerun()
            self._forget_triggers()
        return took

    def _forget_triggers(self) -> None:
        kept = {id: (name, value) for id, (name, value) in self.values.items() if "trigger" not in name}
        self.values = kept

    async def listen(self) -> None:
        """Ask what a learner's page asks, and have the page drawn anew where there is news."""
        while True:
            known = self.components.get("class_news", ("", {}))[1]
            if known:
                self.routes.secret = known["secret"]
                told = await self.routes.ask("GET", f"/news?at={known['page']}")
                if told["turn"] != known["turn"]:
                    await self.tell("class_news", "news", {"turn": told["turn"]})
            await asyncio.sleep(PUPIL / 1000)


async def lesson(url: str, count: int) -> dict[str, object]:
    """A class from its opening to its last click."""
    async with AsyncExitStack() as stack:
        teacher = await stack.enter_async_context(Visitor(url, "class"))
        await teacher.rerun()
        await teacher.press("Open a class")
        teacher.routes.secret = teacher.components["class_board"][1]["secret"]
        code = (await teacher.routes.ask("GET", "/board"))["code"]
        learners = [await stack.enter_async_context(Visitor(url, "join", f"join={code}")) for _ in range(count)]
        begun = time.perf_counter()
        clicks = await asyncio.gather(*(_join(one, at) for at, one in enumerate(learners)))
        joined = time.perf_counter() - begun
        listening = [asyncio.create_task(one.listen()) for one in learners]
        try:
            asked = await _asked(teacher, learners)
            answers, shown = await _answered(teacher, learners)
            follow = await _followed(teacher, learners)
            moves = await _clicked(learners)
        finally:
            for task in listening:
                task.cancel()
            said = await asyncio.gather(*listening, return_exceptions=True)
            for one in (teacher, *learners):
                one.routes.close()
        errors = [text for one in (teacher, *learners) for text in one.exceptions]
        errors += [repr(one) for one in said if not isinstance(one, asyncio.CancelledError)]
        return {
            "learners": count,
            "joined_s": round(joined, 2),
            "join_click_p95_ms": percentile(list(clicks), 0.95),
            "asked_p95_ms": percentile(asked, 0.95),
            "answer_p95_ms": percentile(answers, 0.95),
            "board_p95_ms": percentile(shown, 0.95),
            "follow_p50_ms": percentile(follow, 0.5),
            "follow_p95_ms": percentile(follow, 0.95),
            "click_p95_ms": percentile(moves, 0.95),
            "errors": errors[:3],
        }


async def _join(one: Visitor, at: int) -> float:
    await one.rerun()
    return await one.press("Join", **{"A name, if you like": f"Learner no. {at}"})


async def _asked(teacher: Visitor, learners: list[Visitor]) -> list[float]:
    """All are asked; milliseconds until each has the question."""
    begun = time.perf_counter()
    await teacher.press("Ask all")
    return await _reached(learners, "one-dimension", begun)


async def _reached(learners: list[Visitor], page: str, begun: float) -> list[float]:
    """Milliseconds until the page of each is the one with that path."""
    took: dict[int, float] = {}
    while len(took) < len(learners):
        for at, one in enumerate(learners):
            if at not in took and one.components["class_news"][1]["page"] == page:
                took[at] = 1e3 * (time.perf_counter() - begun)
        if time.perf_counter() - begun > 60:
            raise RuntimeError(f"{len(learners) - len(took)} learners did not come to {page}")
        await asyncio.sleep(0.005)
    return list(took.values())


async def _answered(teacher: Visitor, learners: list[Visitor]) -> tuple[list[float], list[float]]:
    """All answer within three seconds; milliseconds of their clicks, and until the board shows each answer."""
    given: list[float] = []
    seen: list[float] = []

    async def watch() -> None:
        while len(seen) < len(learners):
            questions = (await teacher.routes.ask("GET", "/board"))["questions"]
            count = questions[0]["count"] if questions else 0
            seen.extend([time.perf_counter()] * (count - len(seen)))
            await asyncio.sleep(BOARD / 1000)

    async def answer(one: Visitor, at: int) -> float:
        await asyncio.sleep(3 * at / len(learners))
        label = next(widget.label for widget in one.widgets.values() if widget.kind == "number_input")
        asked = [w.label for w in one.widgets.values() if w.kind == "number_input" and "?" in w.label]
        given.append(time.perf_counter())
        return await one.press("Answer", **{(asked or [label])[0]: str(at % 7)})

    watching = asyncio.create_task(watch())
    clicks = await asyncio.gather(*(answer(one, at) for at, one in enumerate(learners)))
    await asyncio.wait_for(watching, 20)
    return list(clicks), [1e3 * (there - at) for at, there in zip(sorted(given), seen, strict=True)]


async def _followed(teacher: Visitor, learners: list[Visitor]) -> list[float]:
    """The teacher goes to another page; milliseconds from when it stands there until each learner's does."""
    await teacher.routes.ask("POST", "/tell", {"what": "follow", "on": True})
    await asyncio.sleep(0.5)
    teacher.page, teacher.page_hash, teacher.query = TO, "", ""
    reaching = asyncio.create_task(_reached(learners, TO, time.perf_counter()))
    drawn = await teacher.rerun()
    return [max(0.0, took - drawn) for took in await reaching]


async def _clicked(learners: list[Visitor]) -> list[float]:
    """Everyone moves a control once a second, for eight seconds, while their pages listen."""

    def menus(one: Visitor) -> list[Widget]:
        return [w for w in one.widgets.values() if w.kind == "selectbox" and len(w.choices) > 1 and w.fragment]

    async def move(one: Visitor, at: int) -> list[float]:
        # Whoever has come to the page may not have all of it yet.
        async with asyncio.timeout(20):
            while not menus(one):
                await asyncio.sleep(0.02)
        widget = menus(one)[0]
        label = widget.label
        await asyncio.sleep(at / len(learners))
        took = []
        for turn in range(8):
            begun = time.perf_counter()
            took.append(await one.choose(label, widget.choices[turn % 2]))
            await asyncio.sleep(max(0.0, 1 - (time.perf_counter() - begun)))
        return took

    return [took for moves in await asyncio.gather(*map(move, learners, range(len(learners)))) for took in moves]


def main(arguments: list[str] | None = None) -> int:
    """Against the app given, or one served for the purpose; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="", help="an app that runs; none: one is served for this")
    parser.add_argument("-n", type=int, default=30, help="learners")
    parser.add_argument("--slo", action="store_true")
    options = parser.parse_args(sys.argv[1:] if arguments is None else arguments)
    if options.url and urlsplit(options.url).hostname not in LOOPBACK:
        raise SystemExit("This sends only to this machine: give a URL on 127.0.0.1.")
    if options.url:
        found = asyncio.run(lesson(options.url, options.n))
    else:
        with serving.app() as url:
            found = asyncio.run(lesson(url, options.n))
    print(json.dumps(found))
    late = [name for name, most in SLO.items() if options.slo and float(str(found[name])) > most]
    return int(bool(late) or bool(found["errors"]))


if __name__ == "__main__":
    sys.exit(main())
