"""One run in a process of its own: it is claimed, trained, and what it tells is written to the store."""
