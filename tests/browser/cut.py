"""Which numbers on a page are cut off, measured: beyond a box that clips them, a cell, a slot of a canvas, a window."""

from pathlib import Path

# For `add_init_script`, before the page is opened: notes what is written on canvases.
LISTEN = Path(__file__).with_name("written.js").read_text(encoding="utf-8")
CUT = Path(__file__).with_name("cut.js").read_text(encoding="utf-8")
