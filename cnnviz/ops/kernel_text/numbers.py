"""One number as people write it: -2, 1e-3, 1/9, 0.5f, 25 %, ½, with any minus sign and with digits of any width."""

import math
import re
import unicodedata

# Signs that stand for a minus: hyphens and dashes, the mathematical one, and those of other widths.
_MINUS = "\u2212\u2010\u2011\u2012\u2013\u2014\u2015\u2796\u02d7\ufe58\ufe63\u207b"
_SIGNS = {
    **dict.fromkeys(map(ord, _MINUS), "-"),
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full-width letters, digits and signs
    **dict.fromkeys(map(ord, "×·⋅∙✕"), "*"),
    **dict.fromkeys(map(ord, "÷∕⁄"), "/"),
    **dict.fromkeys(map(ord, "│┃║｜"), "|"),
    **dict.fromkeys(map(ord, "⎡⎢⎣⎤⎥⎦⎛⎜⎝⎞⎟⎠⎧⎨⎩⎪⎫⎬⎭"), " "),  # tall brackets, drawn line by line
    **dict.fromkeys(map(ord, "“”„«»"), '"'),
    **dict.fromkeys(map(ord, "，、"), ","),
    ord("；"): ";",
    ord("…"): "...",
}
_ONE = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_NUMBER = re.compile(rf"({_ONE})[fFlLdD]?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+(?:[eE][+-]?\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?", re.ASCII)
_WORDS = {"true": 1.0, "false": 0.0}


def plain(text: str) -> str:
    """The text with every minus, width of digits, quote and sign of multiplication in its ASCII form, without
    invisible marks."""
    translated = text.translate(_SIGNS)
    return "".join(sign for sign in translated if unicodedata.category(sign) != "Cf")


def value(word: str) -> float | None:
    """The number that a word is, None if it is none; what is no finite number (nan, 1/0) is nan."""
    if word.lower() in _WORDS:
        return _WORDS[word.lower()]
    if word.lower().lstrip("+-") in ("nan", "inf", "infinity"):
        return math.nan
    word, percent = (word[:-1].rstrip(), 100.0) if word.endswith("%") else (word, 1.0)
    if (found := _vulgar(word)) is not None:
        return found / percent
    parts = [_NUMBER.fullmatch(part.strip()) for part in word.split("/")]
    if len(parts) > 2 or not all(parts):
        return None
    numbers = [float(part[1]) for part in parts if part]
    return numbers[0] / percent if len(numbers) == 1 else _quotient(*numbers) / percent


def with_comma(word: str) -> float | None:
    """The number that a word is when its comma is a decimal comma; None where it has none and is no number."""
    return float(word.replace(",", ".")) if is_decimal_comma(word) else value(word)


def is_decimal_comma(word: str) -> bool:
    """A word such as 0,25, which may as well be two numbers."""
    return bool(_DECIMAL_COMMA.fullmatch(word))


def is_thousands(word: str) -> bool:
    """A word such as 1,000, which may be one thousand, or one."""
    return bool(_THOUSANDS.fullmatch(word))


def _vulgar(word: str) -> float | None:
    """The value of ½ and its like, with a sign or none."""
    sign, rest = (word[0], word[1:]) if word[:1] in ("+", "-") else ("", word)
    if len(rest) != 1 or not unicodedata.decomposition(rest).startswith("<fraction>"):
        return None
    return -unicodedata.numeric(rest) if sign == "-" else unicodedata.numeric(rest)


def _quotient(numerator: float, denominator: float) -> float:
    return numerator / denominator if denominator else math.nan


def quoted(value: object) -> str:
    """A learner's word in quotes, cut and fit to be shown."""
    word = "".join(filter(str.isprintable, str(value)))
    return f"“{word[:20]}…”" if len(word) > 20 else f"“{word}”"
