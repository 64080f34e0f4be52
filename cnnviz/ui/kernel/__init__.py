"""A kernel of one's own: typed, pasted, read from a file."""
