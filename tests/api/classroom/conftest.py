"""Classes in stores of both kinds, as tests of `classroom` have them."""

from tests.classroom.conftest import _fresh, postgresql, server, sqlite, store

__all__ = ["_fresh", "postgresql", "server", "sqlite", "store"]
