"""Operating on a network: filters and channels changed by hand, and what becomes of its maps and answers."""
