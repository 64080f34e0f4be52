"""Several kernels in one text, a block for each channel of each filter: apart by an empty line, or “;;” in a link."""

import re
from collections.abc import Sequence

from cnnviz.ops import kernel_text
from cnnviz.ops.kernel_text import Kernel

APART = ";;"
_EMPTY_ROW = re.compile(r"\s*;\s*;\s*")
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")


def split(text: str, lines: bool) -> list[str]:
    """The blocks of a text. An empty line sets apart blocks of equally many lines, more than one, and only where
    `lines` says that several can be meant: elsewhere it is as any other."""
    apart = [part for part in _EMPTY_ROW.split(text.strip("; \t\r\n")) if part]
    if len(apart) > 1:
        return apart
    found = [part for part in _EMPTY_LINE.split(text.strip()) if part.strip()]
    counts = {len(part.strip().splitlines()) for part in found}
    return found if lines and len(found) > 1 and len(counts) == 1 and counts != {1} else [text]


def parsed(parts: Sequence[str]) -> tuple[Kernel, ...]:
    """The kernels in blocks of text; raises InputError, which says what of which cannot be."""
    return tuple(kernel_text.linked(part, f"block {number} of the kernel") for number, part in enumerate(parts, 1))


def text(kernels: Sequence[Kernel]) -> str:
    """The spelling of some kernels, as a link holds them."""
    return APART.join(kernel_text.linkable(one) for one in kernels)
