"""Other programs' descriptions of networks, read as networks."""
