"""A network learning: config → events, and where events are kept."""
