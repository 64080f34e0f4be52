"""Lessons about whole networks: built, famous and deep ones."""
