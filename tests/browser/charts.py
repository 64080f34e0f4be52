"""What cannot be seen or read in the charts of a page, measured: faint bars and lines, labels over one another."""

from pathlib import Path

TROUBLES = Path(__file__).with_name("charts.js").read_text(encoding="utf-8")
