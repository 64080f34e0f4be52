"""Networks on a page: the one that the link holds, and what pages show of it."""
