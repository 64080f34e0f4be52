"""Where this app keeps things: CNNVIZ_HOME, or the user's own folders for data and for what can be got again."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

from cnnviz.errors import InputError


def data() -> Path:
    """The folder of the store. Raises InputError where there is none."""
    return _named() or _users(user_data_path)


def downloads() -> Path:
    """The folder of data sets that were downloaded. Raises InputError where there is none."""
    return (_named() or _users(user_cache_path)) / "datasets"


def downloaded() -> list[Path]:
    """Every folder that downloads may lie in, those of earlier versions last; none where there is no folder at all."""
    with suppress(InputError):
        # On Windows earlier versions took the folder for data.
        return [downloads()] if _named() else [downloads(), data() / "datasets"]
    return []


def _named() -> Path | None:
    named = os.environ.get("CNNVIZ_HOME")
    return Path(named) if named else None


def _users(folder: Callable[..., Path]) -> Path:
    """The user's own folder for this app."""
    try:
        return folder("cnnviz", appauthor=False)
    except RuntimeError:
        raise InputError("There is no folder to keep runs in. Name one with CNNVIZ_HOME.") from None
