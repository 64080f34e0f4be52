"""Where a network looked, on its page: the ways to ask, what they draw, and what is kept of it."""
