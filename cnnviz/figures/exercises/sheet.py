"""An exercise as a sheet to print: tasks with pictures and room for answers, the key on a page of its own.

DejaVu Sans (free, dejavu-fonts.github.io) is embedded: it has −, ×, Greek and the letters of European languages. The
two files beside this one are cut from version 2.37 with fontTools: pyftsubset --no-hinting --layout-features='', with
the blocks from Latin to Cyrillic, punctuation, arrows and mathematical operators.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    Image,
    KeepTogether,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from cnnviz import numbers
from cnnviz.figures.draw import theme
from cnnviz.figures.exercises import codes

HERE = Path(__file__).parent
PLAIN, BOLD = "DejaVuSans", "DejaVuSans-Bold"
# What stands for a sign that the font does not have.
MISSING = "□"
LETTERS = "ABCDEFGH"
MARGIN, PICTURE, CODE = 1.8 * cm, 6.5 * cm, 2.8 * cm
# What there is for matrices between the margins, the padding of a cell of a table, the least width of a label, and how
# small numbers may be beside the usual.
PAD = 12
WIDTH, HEIGHT = A4[0] - 2 * MARGIN - PAD, 20 * cm
NARROW, SMALLEST = 2.5 * cm, 0.6
# Lines to write on where nothing smaller is asked for.
LINES = 4
Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Task:
    """A task as it is printed: the page's name, what is to be done, what is asked, and what is right in words (both ""
    where nothing is). `options` are names to choose from, or with `sorted` to put in order, `maps` small matrices to
    choose from; `picture` is a PNG with its height and width, `grids` and `said` are what stands on the page."""

    page: str
    text: str
    ask: str = ""
    key: str = ""
    options: Sequence[str] = ()
    ordered: bool = False
    maps: Sequence[Rows] = ()
    picture: bytes = b""
    size: tuple[int, int] = (1, 1)
    grids: Mapping[str, Rows] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)


def pdf(title: str, tasks: Sequence[Task], address: str, kept: str) -> bytes:
    """The sheet on A4; `kept` says until when the address leads anywhere."""
    _fonts()
    stream = io.BytesIO()
    frame = {f"{side}Margin": MARGIN for side in ("left", "right", "top", "bottom")}
    document = SimpleDocTemplate(stream, pagesize=A4, title=title, author="cnnviz", invariant=1, **frame)
    flow: list[Flowable] = [*_head(title, address, kept)]
    for number, task in enumerate(tasks, 1):
        flow.append(KeepTogether([*_task(number, task), Spacer(1, 0.5 * cm)]))
    if any(task.key for task in tasks):
        flow += [PageBreak(), _paragraph(f"Key: {title}", "h1"), *_key(tasks)]
    document.build(flow, onFirstPage=_numbered, onLaterPages=_numbered)
    return stream.getvalue()


@cache
def _fonts() -> frozenset[int]:
    """Have the fonts; the signs that they have."""
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, HERE / f"{name}.ttf"))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)
    return frozenset(pdfmetrics.getFont(PLAIN).face.charToGlyph)


def printable(text: str) -> str:
    """The text with MISSING for what the font does not have."""
    known = _fonts()
    return "".join(sign if ord(sign) in known or sign == "\n" else MISSING for sign in text)


STYLES = {
    "h1": ParagraphStyle("h1", fontName=BOLD, fontSize=16, leading=20, spaceAfter=6),
    "h2": ParagraphStyle("h2", fontName=BOLD, fontSize=11, leading=14, spaceBefore=4, spaceAfter=2),
    "text": ParagraphStyle("text", fontName=PLAIN, fontSize=10.5, leading=14, spaceAfter=4),
    "small": ParagraphStyle(
        "small", fontName=PLAIN, fontSize=8.5, leading=11, textColor=colors.Color(*(part / 255 for part in theme.MUTED))
    ),
}


def _paragraph(text: str, style: str = "text") -> Paragraph:
    return Paragraph(escape(printable(text)).replace("\n", "<br/>"), STYLES[style])


def _head(title: str, address: str, kept: str) -> Iterator[Flowable]:
    side = A4[0] - 2 * MARGIN - CODE
    told = [_paragraph(title, "h1"), _paragraph("Name: ____________________   Date: ____________")]
    where = [_paragraph(f"On a screen: {address}", "small"), _paragraph(kept, "small")]
    code = Image(io.BytesIO(codes.png(address)), CODE, CODE)
    yield Table([[[*told, *where], code]], [side, CODE], style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")]))
    yield HRFlowable(width="100%", color=colors.black, thickness=0.7, spaceAfter=8)


def _task(number: int, task: Task) -> Iterator[Flowable]:
    yield _paragraph(f"{number}  {task.page}", "h2")
    if task.text:
        yield _paragraph(task.text)
    yield from _beside(_shown(task))
    if task.said:
        yield _paragraph(" · ".join(f"{label}: {value}" for label, value in task.said.items()), "small")
    if task.ask:
        yield Spacer(1, 4)
        yield _paragraph(task.ask)
    yield from _room(task)


def _beside(cells: Iterable[tuple[float, list[Flowable]]]) -> Iterator[Flowable]:
    """Things with their widths beside each other, in as many rows as they need."""
    rows: list[list[tuple[float, list[Flowable]]]] = []
    for width, cell in cells:
        if not rows or sum(one for one, _ in rows[-1]) + width > WIDTH:
            rows.append([])
        rows[-1].append((width, cell))
    for row in rows:
        style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
        yield Table([[cell for _, cell in row]], [width for width, _ in row], hAlign="LEFT", style=style)


def _shown(task: Task) -> list[tuple[float, list[Flowable]]]:
    """Pictures and small matrices with what they are called, and their widths."""
    cells: list[tuple[float, list[Flowable]]] = []
    if task.picture:
        height, width = task.size
        scale = PICTURE / max(height, width)
        cells.append((width * scale + PAD, [Image(io.BytesIO(task.picture), width * scale, height * scale)]))
    return cells + [_labelled(_paragraph(label, "small"), rows) for label, rows in task.grids.items()]


def _labelled(label: Flowable, rows: Rows) -> tuple[float, list[Flowable]]:
    """A small matrix below its label, and how wide they are."""
    width, matrix = _matrix(rows)
    return max(width, NARROW) + PAD, [label, matrix]


def _matrix(rows: Rows) -> tuple[float, Flowable]:
    """A small matrix and its width: a table of numbers, as small as the page needs; one that would be too small to be
    read is written out, row by row."""
    wide = max(len(numbers.text(value)) for row in rows for value in row)
    side, high = max(0.65, 0.2 * wide + 0.25) * cm, 0.6 * cm
    scale = min(1.0, (WIDTH - PAD) / (side * len(rows[0])), HEIGHT / (high * len(rows)))
    if scale < SMALLEST:
        written = "; ".join("  ".join(map(numbers.text, row)) for row in rows)
        return WIDTH - PAD, _paragraph(written)
    side, high = side * scale, high * scale
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.grey),
        ("FONT", (0, 0), (-1, -1), PLAIN, 9 * scale),
        ("LEADING", (0, 0), (-1, -1), 10 * scale),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 1),
        ("RIGHTPADDING", (0, 0), (-1, -1), 1),
    ]
    said = [[printable(numbers.text(value)) for value in row] for row in rows]
    return side * len(rows[0]), Table(said, side, high, hAlign="LEFT", style=TableStyle(style))


def _room(task: Task) -> Iterator[Flowable]:
    """Where the answer is written."""
    if task.maps:
        lettered = zip(LETTERS, task.maps, strict=False)
        yield from _beside([_labelled(_paragraph(f"{MISSING} {letter}"), rows) for letter, rows in lettered])
    elif task.ordered:
        for name in task.options:
            yield _paragraph(f"• {name}")
        yield _paragraph("  <  ".join(["__________"] * len(task.options)))
    elif task.options:
        for name in task.options:
            yield _paragraph(f"{MISSING}  {name}")
    elif task.ask:
        yield Spacer(1, 0.4 * cm)
        yield _paragraph("Answer: ______________________________")
    else:
        for _ in range(LINES):
            yield HRFlowable(width="100%", color=colors.grey, thickness=0.4, spaceBefore=0.7 * cm)


def _key(tasks: Sequence[Task]) -> Iterator[Flowable]:
    for number, task in enumerate(tasks, 1):
        if task.key:
            yield _paragraph(f"{number}  {task.page}", "h2")
            yield _paragraph(task.ask, "small")
            yield _paragraph(task.key)


def _numbered(canvas: "object", document: SimpleDocTemplate) -> None:
    canvas.setFont(PLAIN, 8.5)  # type: ignore[attr-defined]
    canvas.drawRightString(A4[0] - MARGIN, 0.9 * cm, f"{document.page}")  # type: ignore[attr-defined]
