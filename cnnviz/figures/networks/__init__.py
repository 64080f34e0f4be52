"""Pictures and tables of the pages on networks."""
