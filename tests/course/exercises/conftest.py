"""An empty store in a file."""

from tests.training.conftest import sqlite

__all__ = ["sqlite"]
