"""The one error whose message is written for the learner, and those that it is told for."""

import struct
import zipfile
import zlib

# Two signs that join letters, as names in many scripts need; Python counts them as not printable.
JOINERS = "\u200c\u200d"
# Of a value that somebody gave, as it is repeated in a sentence.
SHOWN = 40
# What Python raises of a zip that is damaged, or packed in a way it does not know: a damaged table of contents sends it
# to places before the file's start, and more.
DAMAGED_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)


class InputError(ValueError):
    """Something the learner gave cannot be used; the message says what, its value, and the way out.

    What of that value is no text (half a character, a control sign, one that turns the text round) is shown as �.
    """

    def __init__(self, sentence: str = "") -> None:
        super().__init__(printable(sentence))


def printable(text: str) -> str:
    """The text with � for every sign that cannot be shown, or not be written down as UTF-8."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign in JOINERS or sign == "\n" else "�" for sign in text)


def shown(value: object) -> str:
    """A value of JSON or of a setting as a learner may have written it, at most SHOWN signs: null, “text”, [3, 3]."""
    written = printable(_written(value))
    return written if len(written) <= SHOWN else written[: SHOWN - 1] + "…"


def _written(value: object, deeper: int = 2) -> str:
    if isinstance(value, str):
        return f"“{value[:SHOWN]}”"
    if isinstance(value, int) and value.bit_length() > 64:
        # Writing a number of thousands of digits is slow, and beyond Python's cap an error of its own.
        return f"about 2^{value.bit_length()}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_written(one, deeper - 1) for one in value[:SHOWN]) if deeper else '…'}]"
    if isinstance(value, dict):
        return "{…}" if value else "{}"
    return {"None": "null", "True": "true", "False": "false"}.get(said := repr(value), said)
