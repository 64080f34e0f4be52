"""The routes of runs: what a page asks of a run while it learns, and what it hands out."""
