"""Runs on a page: data, network, settings, and the panel that follows them."""
