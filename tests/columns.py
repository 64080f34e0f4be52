"""No line of JavaScript or CSS is wider than 120 columns: Biome wraps code, but neither comments nor texts."""

import sys
from pathlib import Path

WIDEST = 120
KINDS = {".css", ".js", ".mjs"}
# What others have written, as they give it away.
VENDORED = "vendored"


def wide_lines(folder: Path) -> list[str]:
    """Where lines under a folder are too wide, and how wide."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in KINDS and path.parent.name != VENDORED)
    return [
        f"{path}:{at}: {len(line)} columns"
        for path in files
        for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > WIDEST
    ]


if __name__ == "__main__":
    sys.exit("\n".join([*wide_lines(Path("cnnviz")), *wide_lines(Path("tests"))]) or None)
