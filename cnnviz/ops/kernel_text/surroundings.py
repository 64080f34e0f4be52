"""What stands around a kernel: comments, names, sizes, a factor; and notations that are rewritten as another one."""

import re
from dataclasses import dataclass

from cnnviz.errors import InputError
from cnnviz.ops.kernel_text import numbers

_COMMENTS = re.compile(
    r"/\*.*?\*/|\"\"\".*?\"\"\"|(?:^|(?<=[\s,;{}()\]]))(?:#|//)[^\n]*"
    # A sign of percent stands after a number as well: a comment has a word in it.
    r"|(?:^[ \t]*|(?<=[\s,;\]]))%(?=[^\n]*[A-Za-z])[^\n]*"
    r"|^[ \t]*(?:import|from|using|library)\b[^\n]*",
    re.DOTALL | re.MULTILINE,
)
# "kernel =", "k: list =", "static const float k[3][3] =", "Parameter containing:"
_NAMED = re.compile(
    r"\s*(?=[^=:\n]*[A-Za-z])(?:[\w.*&<>, \t]|\[,*\])+?((?:\s*\[\s*\w*\s*\])*)"
    r"\s*(?:(?::[\w.\[\],; \t]*)?=\s*(?=\S)|:=?\s*(?=[\[{(]|[A-Za-z_.]+\()|:[ \t]*\n)"
    r"|\s*(?:kernel|filter|mask|weights?|data)():",
    re.ASCII | re.IGNORECASE,
)
# What stands for nothing: fences of Markdown, the size that pandas prints below, "std::", C#'s "new float[,]", R's
# "k <-", a formula's "=", and the dot that tells MATLAB to go number by number.
_IDLE = re.compile(
    r"^[ \t]*```\w*[ \t]*$|^[ \t]*\[\d+ rows x \d+ columns\]|\b[A-Za-z_]\w*::(?=[A-Za-z])"
    r"|\bnew\s+\w+\s*(?:\[[\d,\s]*\]\s*)+(?=\{)|^\s*[A-Za-z][\w.]*\s*<-(?=\s*[A-Za-z])"
    r"|(?:^|(?<=[;,\t]))[ ]*=(?=[-+\d.({])|\.(?=[*/]\s*[\d(\[])",
    re.MULTILINE | re.ASCII,
)
# ImageMagick's "3x3: 0,1,0 …", with columns first, or "3: …" for a square.
_IMAGEMAGICK = re.compile(
    r"\s*['\"]?(\d+)(?:x(\d+))?(?:\+\d+\+\d+)?\s*:[ \t]*(?=[-+.\d])([-+.\d\seE,/]+)['\"]?\s*", re.ASCII
)
# A fraction right before an array, without a sign between them, or on a line of its own.
_NEXT_TO = re.compile(r"(\s*\(?\s*[+-]?(?:\d+\s*/\s*\d+|\d*\.\d+)\s*\)?)\s*(?=[\[{])", re.ASCII)
# A list on every line, with none around them.
_LISTS = re.compile(
    r"\s*(?:(?:\[[^\[\]]*\]\s*,?\s*){2,}|(?:\{[^{}]*\}\s*,?\s*){2,}|(?:\([^()]*\)\s*,?\s*){2,})", re.ASCII
)
_SHOWN_BY_JULIA = re.compile(r"\s*(\d+)\s*[x*]\s*(\d+)\s+[A-Za-z][^\n]*:[ \t]*\n", re.ASCII)
_SHOWN_BY_R = re.compile(r"\[\d+,\]|\[,\d+\]", re.ASCII)
_SHOWN_BY_TENSORFLOW = re.compile(r"<tf\.[^>]*?numpy=\s*(.*)>\s*", re.DOTALL)
_OPENCV = re.compile(r"\(?\s*(?:cv::)?Mat_<\w+>\s*\(\s*(\d+)\s*,\s*(\d+)\s*\)\s*<<\s*([^;()]*)\)?\s*;?", re.ASCII)
_LATEX_ARRAY = re.compile(r"\\begin\{(\w*(?:matrix|array))\*?\}(?:\{[clr|]*\})?(.*?)\\end\{\1\*?\}", re.DOTALL)
_LATEX_FRACTION = re.compile(r"\\[dt]?frac\s*\{\s*([^{}]*)\}\s*\{\s*([^{}]*)\}")
_LATEX_FACTOR = re.compile(r"(?<=[\d)])\s*(?:\\(?:cdot|times)\s*)?(?=\[)")
_LATEX_SIGNS = re.compile(r"\\(?:display|text)style\b|\\(?:left|right)\s*[\[\](){}|.]|\\[,;! ]|\$+|\\[\[\]()]")
_FACTOR = re.compile(r"\s*\(?\s*(\S+?)\s*\)?\s*\*\s*\n|\s*\(?\s*(\d+\s*/\s*\d+)\s*\)?[ \t]*\n", re.ASCII)
_SIZE_IN_BRACKETS = re.compile(r"\s*[(\[]\s*\d+\s*[x*,]\s*\d+\s*[)\]]\s*:?\s*\n[^(\[{]*", re.ASCII)
# MATLAB's sign that the line goes on.
_GOES_ON = re.compile(r"\.\.\.[^\n]*\n")


@dataclass(frozen=True)
class Bare:
    """A kernel's text without its surroundings; the sides that stood before it, and what its rows are multiplied by."""

    text: str
    bracketed: bool
    size: tuple[int, ...] = ()
    factor: float = 1.0


def without(text: str, what: str) -> Bare:
    """The text itself, with every sign in its plain form. Raises InputError for what is no kernel at a glance."""
    text = numbers.plain(text)
    if re.match(r"\s*<(?!tf\.)", text):
        raise InputError(f"The {what} is HTML or XML. Open it in a browser and copy the table's cells instead.")
    if text.lstrip().startswith("{") and re.match(r"\s*\{\s*[\"'\w]+\s*:", text):
        raise InputError(f"The {what} is not a JSON list of rows but names with values. Paste the rows alone.")
    text = _IDLE.sub("", _COMMENTS.sub("", text))
    if "\\" in text:
        text = _LATEX_ARRAY.sub(_from_latex, _LATEX_FRACTION.sub(r"\1/\2", text))
        # Braces that are left only group, as Wikipedia has them around everything.
        text = _LATEX_FACTOR.sub("*", re.sub(r"[{}]", " ", _LATEX_SIGNS.sub(" ", text)))
    text = _SHOWN_BY_TENSORFLOW.sub(r"\1", text)
    if found := _OPENCV.search(text):
        return Bare(f"[{found[3]}]", True, (int(found[1]), int(found[2])))
    if found := _IMAGEMAGICK.fullmatch(text):
        return Bare(f"[{found[3]}]", True, (int(found[2] or found[1]), int(found[1])))
    text, size = _unnamed(text)
    text = _NEXT_TO.sub(r"\1*", text, count=1) if _NEXT_TO.match(text) else text
    text = f"[{text}]" if _LISTS.fullmatch(text) else text
    factor = _FACTOR.match(text) if "[" not in text else None
    if factor and (value := numbers.value((factor[1] or factor[2]).lstrip("("))) is not None:
        return Bare(text[factor.end() :], False, size, value)
    bracketed = any(sign in text for sign in "[{(")
    if bracketed and not re.search(r"[\[{(]\s*[\[{(]", text):
        text = _GOES_ON.sub(" ", text)
    return Bare(text, bracketed and not _SIZE_IN_BRACKETS.fullmatch(text), size)


def _unnamed(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without a name and what programs print before and beside an array, and the sides that these say."""
    size: tuple[int, ...] = ()
    if shown := _SHOWN_BY_JULIA.match(text):
        size, text = (int(shown[1]), int(shown[2])), text[shown.end() :]
    if len(_SHOWN_BY_R.findall(text)) > 1:
        text = _SHOWN_BY_R.sub("", text)
    if name := _NAMED.match(text):
        sides = tuple(int(side) for side in re.findall(r"\d+", name[1] or ""))
        # One side, as in k[9], says nothing of rows.
        size, text = sides if len(sides) > 1 else size, text[name.end() :]
    return text, size


def _from_latex(found: re.Match[str]) -> str:
    rows = re.sub(r"\\\\(\[[^\]]*\])?", ";", found[2].replace("\\hline", "")).strip(" ;\n")
    return f"[{rows.replace('&', ',')}]"
