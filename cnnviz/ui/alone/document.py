"""What is taken along, as a value, and as one HTML file that needs nothing beside it."""

import base64
import functools
import hashlib
import json
import math
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from cnnviz import limits, numbers, packing
from cnnviz.course.alone import Told
from cnnviz.errors import InputError
from cnnviz.ui import components
from cnnviz.ui.alone import shell
from cnnviz.ui.alone.elements import charts
from cnnviz.ui.alone.pages import STILL, Data

# The component that shows the others.
PLAYER = "alone"
# That on which questions are answered with a hand.
BOARD = "predict"
# What the file draws without a component.
CHART, TABLE = "chart", "table"
DRAWN = frozenset({CHART, TABLE})
# What would make a file smaller: of several steps, of a run, of a picture.
STEPS, PICTURE = "Take its steps one by one.", "Choose a smaller picture, fewer of them, or fewer maps."
RUN = "Runs of a smaller network, or of fewer epochs, fit."
# The component that shows runs.
RUNS = "live"
# Numbers of a pixel.
COLOURS = 3
# Bytes of an array that is packed by itself: steps of a lesson show the same picture and maps again.
ALONE = 1024
MADE = (
    "Made with cnnviz, which is free software (MIT licence): pass this file on as you like. What needs the app, other "
    "pictures and kernels from its menus, is left out. Nothing you do here leaves your device."
)


@dataclass(frozen=True)
class Shown:
    """A component, its data, and that which it has while the question is open: None where it is not there yet. Then it
    is `covered` whole, or parts of it are, by the names that its style sheet gives them."""

    name: str
    key: str
    data: Data
    open: Data | None
    covered: bool = False
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """A sentence as HTML, and whether it is there while the question is open."""

    html: str
    open: bool = True


@dataclass(frozen=True)
class Folded:
    """What is folded away under a label."""

    label: str
    items: tuple["Thing", ...]
    open: bool = False


Thing = Shown | Said | Folded


@dataclass(frozen=True)
class Draw:
    """What stands in a step, and what is asked."""

    items: tuple[Thing, ...]
    question: Told | None = None


@dataclass(frozen=True)
class Step:
    """A step: where it stands, its draws, and what is said before and after its question is answered (HTML)."""

    heading: str
    draws: tuple[Draw, ...]
    text: str = ""
    notice: str = ""


@dataclass(frozen=True)
class Document:
    """All that a file holds; `answers` are what is said to each misconception."""

    title: str
    sentence: str
    steps: tuple[Step, ...]
    afterwards: str = ""
    credits: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


def page(document: Document) -> bytes:
    """The document as an HTML file. Raises InputError where that would be too large to take along."""
    used = {item.name for one in _draws(document) for item in flat(one.items) if isinstance(item, Shown)}
    if any(one.question and "board" in one.question for one in _draws(document)):
        used.add(BOARD)
    names, terms = tuple(sorted(used - DRAWN)), {charts.CREDIT: charts.licence()} if CHART in used else {}
    file, foot = _file(document, names, CHART in used), (*document.credits, MADE)
    told = shell.page(document.title, document.sentence, foot, file, _script(names), PLAYER, terms)
    if len(told) > limits.ALONE_BYTES:
        size, most = (f"{count / 1e6:.1f}" for count in (len(told), limits.ALONE_BYTES))
        less = STEPS if len(document.steps) > 1 else RUN if RUNS in used else PICTURE
        raise InputError(f"As one file this would take {size} MB, and {most} are the most. {less}")
    return told


def flat(items: Iterable[Thing]) -> Iterator[Shown | Said]:
    """What is shown and said, folded away or not."""
    for item in items:
        if isinstance(item, Folded):
            yield from flat(item.items)
        else:
            yield item


def size(data: bytes) -> str:
    """How large a file is, in words."""
    return f"{numbers.text(round(len(data) / 1000))} kB"


def _draws(document: Document) -> list[Draw]:
    return [draw for step in document.steps for draw in step.draws]


def _file(document: Document, used: tuple[str, ...], charted: bool) -> dict[str, Any]:
    pieces = _Pieces()
    look = {which: charts.look(which) for which in ("light", "dark")}
    return {
        "title": document.title,
        "sentence": document.sentence,
        "afterwards": document.afterwards,
        "credits": document.credits,
        "answers": document.answers,
        "styles": {name: components.style(components.HERE / name) + STILL.get(name, "") for name in used},
        "steps": [_step(step, pieces) for step in document.steps],
        "pieces": pieces.packed,
        "charts": {"library": charts.library(), "look": look} if charted else None,
    }


def _step(step: Step, pieces: "_Pieces") -> dict[str, Any]:
    draws = [
        {"items": [_item(item, pieces) for item in draw.items], "question": _question(draw.question, pieces)}
        for draw in step.draws
    ]
    return {
        "heading": step.heading,
        "text": step.text,
        "notice": step.notice,
        "draws": draws,
    }


def _question(question: Told | None, pieces: "_Pieces") -> Told | None:
    """The question, its bytes among the others'."""
    return question and {name: pieces.told(one) if isinstance(one, bytes) else one for name, one in question.items()}


def _item(item: Thing, pieces: "_Pieces") -> dict[str, Any]:
    if isinstance(item, Folded):
        inner = [_item(one, pieces) for one in item.items]
        return {"kind": "fold", "label": item.label, "items": inner, "open": item.open}
    if isinstance(item, Said):
        return {"kind": "words", "html": item.html, "open": item.open}
    while_open = None if item.open is None else pieces.told(item.open)
    return {
        "kind": "part",
        "name": item.name,
        "key": item.key,
        "data": pieces.told(item.data),
        "open": while_open,
        "covered": item.covered,
        "parts": item.parts,
    }


class _Pieces:
    """Bytes of all messages, packed, each once."""

    def __init__(self) -> None:
        self.packed: list[str] = []
        self._known: dict[bytes, int] = {}

    def told(self, data: Data) -> dict[str, Any]:
        """Data as the file says it."""
        if isinstance(data, dict):
            text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
            return {"json": data} if len(text) < ALONE else {"text": self._id(text.encode())}
        if isinstance(data, str):
            return {"pieces": [self._id(data.encode())]}
        return {"pieces": [self._id(piece) for piece in packing.parts(data, ALONE)]}

    def _id(self, piece: bytes) -> int:
        digest = hashlib.blake2b(piece, digest_size=16).digest()
        if digest not in self._known:
            self._known[digest] = len(self.packed)
            self.packed.append(_squeezed(piece))
        return self._known[digest]


def _squeezed(piece: bytes) -> str:
    """Bytes as text: packed as they are, or as differences where that is less, as it is of photographs. In front stand
    how far apart those bytes are whose differences were taken, one after the other."""
    side = math.isqrt(len(piece) // COLOURS)
    rows = [(COLOURS, COLOURS * side)] if side and COLOURS * side * side == len(piece) else []
    made = []
    for apart in ((), (COLOURS,), *rows) if len(piece) >= ALONE else ((),):
        values = np.frombuffer(piece, np.uint8)
        for far in apart:
            values = np.concatenate((values[:far], values[far:] - values[:-far]))
        packed = base64.b64encode(zlib.compress(values.tobytes(), 9)).decode()
        made.append(f"{','.join(map(str, apart))}:{packed}" if apart else packed)
    return min(made, key=len)


@functools.cache
def _script(used: tuple[str, ...]) -> str:
    return components.together(used, PLAYER)
