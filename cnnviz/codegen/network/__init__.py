"""A network, written down for a library."""
